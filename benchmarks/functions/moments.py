"""When a function answers: `python moments.py FUNCTION EVENTS`, see `program.py`.

Ends with a line of JSON on stderr: the moment of each answer, in seconds of the clock that whoever started
this reads as well (`time.monotonic`, which is the system's: https://docs.python.org/3/library/time.html).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    import program  # type: ignore[import-not-found] # on the path just now

    moments = [time.monotonic() for _ in program.answers(*sys.argv[1:])]
    sys.stderr.write("\n" + json.dumps(moments))
