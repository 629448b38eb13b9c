"""What a start calls and loads, without Valgrind: `python calls.py NAME EVENTS`, see `program.py`.

Ends with a line of JSON on stderr: `calls` of Python's and C's functions until the last event is answered,
and the `modules` that were loaded.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(name: str, events: str) -> None:
    """Run the program and count."""
    calls = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(note)
    sys.path.insert(0, str(Path(__file__).parent))
    import program  # type: ignore[import-not-found] # noqa: PLC0415 - counted as well

    program.main(name, events)
    sys.setprofile(None)
    sys.stderr.write("\n" + json.dumps({"calls": calls, "modules": sorted(sys.modules)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
