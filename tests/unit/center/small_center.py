"""A center small enough to know by heart: a phone with lunch, a chat at night, a topic that cannot wait."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml import YAML

from helpcenter.center.facts import Facts, facts_from_json
from publishing.facts import compile_facts

TODAY = date(2026, 9, 1)
CENTER = """
brand: {name: {ko: 가, en: A}, legal_name: {ko: 가, en: A}, center_name: {ko: 가, en: A}}
site_url: https://help.onmaru.example/
languages: [ko, en]
spoken_languages: {ko: {ko: 한국어, en: Korean}, en: {ko: 영어, en: English}}
time_zone: Asia/Seoul
country: KR
business_schedule: office
transcript_retention_days: 30
services: {shop: {name: {ko: 상점, en: Shop}}, bank: {name: {ko: 은행, en: Bank}}}
departments: {care: {name: {ko: 지원, en: Care}}}
schedules:
  office:
    name: {ko: 업무, en: Office}
    hours: {mon-fri: ["09:00-18:00"]}
    breaks: {mon-fri: ["12:00-13:15"]}
    on_holidays: closed
  night:
    name: {ko: 밤, en: Night}
    hours: {mon-fri: ["22:00-06:00"]}
    on_holidays: closed
  always:
    name: {ko: 언제나, en: Always}
    hours: {mon-sun: 24h}
    on_holidays: as_usual
closures:
  - {date: 2026-09-08, schedules: [office], reason: {ko: 이사, en: Moving}}
  - {date: 2026-09-09, hours: ["16:00-24:00"], schedules: [office, night], reason: {ko: 점검, en: Works}}
openings:
  - {date: 2026-09-12, hours: ["10:00-11:30"], schedules: [office], reason: {ko: 행사, en: Sale}}
channels:
  phone:
    {kind: phone, name: {ko: 전화, en: Phone}, number: 1700-0001, purpose: {ko: 전부, en: All},
     service: shop, languages: [ko], sign_in: false, schedule: office}
  chat:
    {kind: chat, name: {ko: 채팅, en: Chat}, purpose: {ko: 전부, en: All}, topics: [theft, order],
     languages: [ko, en], sign_in: true, schedule: office, language_schedules: {en: night}}
  inquiry:
    {kind: inquiry, name: {ko: 문의, en: Inquiry}, purpose: {ko: 전부, en: All}, languages: [ko, en],
     sign_in: false, schedule: always}
  forum:
    {kind: community, name: {ko: 카페, en: Forum}, purpose: {ko: 수다, en: Talk}, languages: [ko, en],
     sign_in: false}
topics:
  theft:
    {name: {ko: 도난, en: Theft}, service: shop, department: care, urgent: true, promise: {open_hours: 1},
     retention_days: 9}
  order:
    {name: {ko: 주문, en: Order}, service: shop, department: care, urgent: false,
     promise: {business_days: 1}, retention_days: 9}
  loan:
    {name: {ko: 대출, en: Loan}, service: bank, department: care, urgent: false,
     promise: {business_days: 1}, retention_days: 9}
"""


def small_center() -> dict[str, Any]:
    """Return the center as plain data to change."""
    return plain_center(CENTER)


def plain_center(text: str) -> dict[str, Any]:
    """Read a center file as plain data; days are ISO text."""
    center: dict[str, Any] = json.loads(json.dumps(YAML(typ="safe").load(text), default=str))
    return center


def facts_of(center: dict[str, Any], today: date = TODAY) -> Facts:
    """Compile a center."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "center.yml"
        path.write_text(json.dumps(center, ensure_ascii=False), encoding="utf-8")
        return facts_from_json(compile_facts(path, today))
