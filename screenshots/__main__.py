"""`python -m screenshots [NAME …]`: make the pictures of README again, all or those named."""

from __future__ import annotations

import sys
from pathlib import Path

from screenshots.album import ALBUM
from screenshots.mounting import mounted
from screenshots.running import running_center
from screenshots.screens import Camera

if __name__ == "__main__":
    with running_center() as address, Camera.at(address) as camera:
        for name in sys.argv[1:] or ALBUM:
            file = Path(__file__).parent / f"{name}.png"
            mounted([camera.take(screen) for screen in ALBUM[name]]).save(file, optimize=True)
            sys.stdout.write(f"{file.relative_to(Path.cwd())}\n")
