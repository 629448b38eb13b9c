from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from publishing.facts import compile_facts
from publishing.translations.memory import TranslationMemory

CENTER = Path(__file__).parents[3] / "center.yml"
SOURCE = """---
description: 환불 방법
---

# 환불

7일 안에 환불할 수 있습니다.

## 방법 { #how }

1. 결제 내역을 엽니다.
2. 환불을 누릅니다.
"""
TRANSLATION = """# Refunds

You can get a refund within 7 days.

## How { #how }

1. Open your payments.
2. Choose Refund.
"""


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled facts of the shipped center."""
    path = tmp_path_factory.mktemp("facts") / "facts.json"
    path.write_text(json.dumps(compile_facts(CENTER, date(2026, 11, 22))), encoding="utf-8")
    return path


@pytest.fixture
def memory(tmp_path: Path) -> TranslationMemory:
    """A project with one page in Korean and English, marked on 1 November 2026."""
    for page, text in (("ko/refund.md", SOURCE), ("en/refund.md", TRANSLATION)):
        path = tmp_path / "docs" / page
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    memory = TranslationMemory(tmp_path, ("ko", "en"))
    memory.mark("en/refund.md", date(2026, 11, 1))
    return memory
