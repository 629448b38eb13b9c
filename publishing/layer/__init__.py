"""The functions' layer: our code, the packages that the runtime lacks, and the data compiled for them."""

from __future__ import annotations

import json
import re
import shutil
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

from publishing.layer.endpoints import write_endpoints
from publishing.mails import compile_mails

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGES = ("aws-lambda-powertools", "typing_extensions")
"""What functions import beside boto3, which the runtime brings with all that it needs itself (jmespath, which
Powertools reads with too). Pure Python, so any processor runs it."""

LEFT_OUT = re.compile(r"aws_lambda_powertools/(event_handler|utilities(?!/(__init__\.py|jmespath_utils/)))/?")
"""The most of Powertools, which no function imports. With its byte code it is more than all the rest."""

PROOF_PACKAGES = ("altcha",)
"""What they import as well where center.yml asks for proof of work."""


def build_layer(  # noqa: PLR0913, PLR0917 - everything that was built meets here
    source: Path, facts: Path, pages: Path, site: Path, headers: Path, out: Path
) -> None:
    """Write the layer to `out`, anew: `python/` as Lambda puts it on the import path.

    The data stand in `helpcenter/data`, beside the code that reads them.
    """
    shutil.rmtree(out, ignore_errors=True)
    code = out / "python"
    left_out = shutil.ignore_patterns("__pycache__", "templates", "*.md")
    shutil.copytree(source / "helpcenter", code / "helpcenter", ignore=left_out)
    data = code / "helpcenter" / "data"
    data.mkdir()
    compiled = json.loads(facts.read_text(encoding="utf-8"))
    compile_mails(data / "mails", source / "helpcenter" / "mail" / "templates")
    _keep_languages(compiled["languages"], code / "helpcenter" / "messages", data / "mails")
    write_endpoints(data / "sdk")
    shutil.copy(facts, data / "facts.json")
    shutil.copy(headers, data / "headers.json")
    for page in (site / "404.html", *site.glob("*/404.html")):
        folder = page.parent.relative_to(site).as_posix().strip(".")
        shutil.copy(page, data / (f"missing.{folder}.html" if folder else "missing.html"))
    for built in sorted([*pages.glob("reply.*.html"), *pages.glob("articles.*.json")]):
        shutil.copy(built, data / built.name)
    for name in (*PACKAGES, *(PROOF_PACKAGES if compiled["proof_of_work"] else ())):
        _copy_package(name, code)


def _keep_languages(languages: Sequence[str], messages: Path, mails: Path) -> None:
    """Take out the words in languages that the center does not have: each start of a function reads all."""
    for catalogue in messages.glob("*.json"):
        if catalogue.stem not in languages:
            catalogue.unlink()
    for mail in mails.glob("*/*"):
        if mail.name not in languages:
            shutil.rmtree(mail)


def _copy_package(name: str, code: Path) -> None:
    """Copy an installed package as its own record lists it, without what is left out."""
    installed = distribution(name)
    for file in installed.files or ():
        is_code = file.suffix in {".py", ".typed", ".json"} and ".." not in file.parts
        if is_code and not LEFT_OUT.match(file.as_posix()):
            target = code / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(str(installed.locate_file(file))), target)
