"""`python -m auditing.packages`: known weaknesses of the packages in the lock, and of which nothing is known.

pip-audit says that nothing is known against packages that it could not look up at all, of a whole lock even
where a package index has no data about weaknesses. Here each such package is told. Prints a word, name and
version, and for a weakness its ID and where it is mended. Ends with 1 for a weakness, with 2 when there is
none but not every package was looked up, else with 0.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
AUDIT = ROOT / ".tools" / "audit" / "bin" / "pip-audit"
WEAK, UNKNOWN = 1, 2


def judge(report: dict[str, Any]) -> tuple[int, list[str]]:
    """Return the exit code and the lines for a report, as pip-audit writes it with `--format json`."""
    found = report["dependencies"]
    weak = [
        " ".join(["weak", each["name"], each["version"], known["id"], *known["fix_versions"]])
        for each in found
        for known in each.get("vulns", ())
    ]
    skipped = [each["name"] for each in found if "skip_reason" in each]
    lines = [*weak, *(f"unknown {name}" for name in skipped)]
    lines.append(f"looked_up {len(found) - len(skipped)}/{len(found)}")
    return WEAK if weak else UNKNOWN if skipped or not found else 0, lines


def main() -> int:
    """Audit the lock."""
    options = ["--require-hashes", "--disable-pip", "--format", "json", "--requirement", "requirements.lock"]
    done = subprocess.run([AUDIT, *options], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    try:
        report = json.loads(done.stdout)
    except ValueError:
        sys.stderr.write(done.stderr)
        return UNKNOWN
    code, lines = judge(report)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return code


if __name__ == "__main__":
    sys.exit(main())
