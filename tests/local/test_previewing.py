"""`make preview`: the pages alone, from whatever state they are in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from local.serving import listen, port_of
from tests.local.running import ROOT, RunningCenter, URLError, eventually
from tests.site.building import copy_project

if TYPE_CHECKING:
    from pathlib import Path


def test_pages_are_there_as_soon_as_they_can_be(tmp_path: Path) -> None:
    """A mistake at the start is told with its line; once it is mended the pages come, with their policy."""
    project = copy_project(tmp_path / "project")
    for name in ("src", "local"):
        (project / name).symlink_to(ROOT / name)
    page = project / "docs" / "en" / "contact.md"
    right = page.read_text(encoding="utf-8")
    page.write_text(f"{right}\n{{{{ channels.pay_phone.numbr }}}}\n", encoding="utf-8")
    with listen(0) as free:
        port = port_of(free)
    visitor = RunningCenter(tmp_path, port)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "LC_ALL": "en_US.UTF-8"}
    environment["CARDS"] = str(ROOT / ".cache" / "cards")
    with (tmp_path / "stdout").open("w", encoding="utf-8") as output:
        command = [sys.executable, "-m", "local.preview", str(port)]
        preview = subprocess.Popen(command, cwd=project, env=environment, stdout=output, text=True)
    try:
        eventually(lambda: f"docs/en/contact.md:{right.count(chr(10)) + 2}: " in visitor.said())
        assert visitor.send("/en/contact/").status == 404
        page.write_text(f"{right}\nMended.\n", encoding="utf-8")
        eventually(lambda: "pages made again" in visitor.said())
        answer = visitor.send("/en/contact/")
        assert "Mended." in answer.body
        assert "/_local/reload.mjs" in answer.body
        assert "script-src 'self'" in answer.headers["content-security-policy"]
    finally:
        preview.send_signal(signal.SIGINT)
        assert preview.wait(60) == 0
    try:
        visitor.send("/")
    except URLError:
        return
    raise AssertionError(visitor.url)
