"""What answers call and load, without Valgrind: `python calls.py FUNCTION EVENTS`, see `program.py`.

Ends with a line of JSON on stderr: `calls` of Python's and C's functions, from the start until each answer,
and the `modules` that were loaded by the last.
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

    told = [calls for _ in program.answers(name, events)]
    sys.setprofile(None)
    sys.stderr.write("\n" + json.dumps({"calls": told, "modules": sorted(sys.modules)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
