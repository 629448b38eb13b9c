"""What came of a build."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build or of a look at the sources.

    `said`: what is wrong, in words for writers. `failed`: the last good site stays. `outdated`: nothing but
    another whole build can follow; what was edited may be shown before that. `changed`: the files of the site
    that are new, other or gone, by name. `rendered`: how many pages were made again.
    """

    failed: bool = False
    outdated: bool = False
    said: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    rendered: int = 0
