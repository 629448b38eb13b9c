"""What the checks find in German, in a center that begins as `make adopt` begins it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from publishing.adoption.answers import read_answers
from publishing.adoption.center_file import center_file
from publishing.check import CHECKS, CheckedCenter, check_center
from publishing.check.dead_ends import find_dead_ends
from publishing.check.pages import parse_page
from publishing.check.translations import find_stale_translations
from publishing.check.unfinished import find_unfinished
from publishing.facts import compile_facts
from publishing.facts.source import read_source

if TYPE_CHECKING:
    from pathlib import Path

from helpcenter.center.facts import facts_from_json

TODAY = date(2026, 11, 22)
OTHERS = {find_dead_ends, find_stale_translations, find_unfinished}  # a center that begins has much to do
OF_TEXTS = [check for check in CHECKS if check not in OTHERS]
ANSWERS = {
    "brand": "Lindenhof",
    "languages": "de",
    "time_zone": "Europe/Berlin",
    "country": "DE",
    "calling_code": "49",
    "services": "Laden",
}
PHONE = """channels:
  line:
    kind: phone
    name: {de: Telefon}
    purpose: {de: Alles zum Laden.}
    number: 030-000000
    languages: [de]
    sign_in: false
    schedule: office
"""
WRONG = [
    ("unknown_number", "Rufen Sie die Hotline 030 1234567 an."),
    ("unknown_number", "Unser Telefon: (0221) 12 34 56"),
    ("unknown_number", "Aus dem Ausland: +49 30 1234567"),
    ("loose_hours", "Unsere Servicezeiten sind 9 bis 18 Uhr."),
    ("loose_hours", "Das Telefon ist Mo-Fr 09:00-17:00 besetzt."),
    ("loose_hours", "Der Chat schließt um 18 Uhr."),
    ("always_open", "Unser Chat ist rund um die Uhr besetzt."),
    ("always_open", "Die Hotline ist 24 Stunden am Tag erreichbar."),
    ("asks_secret", "Halten Sie bitte Ihr Passwort bereit."),
    ("asks_secret", "Nennen Sie dem Mitarbeiter Ihre Kartennummer."),
    ("asks_secret", "Wir fragen Sie nach Ihrem Passwort."),
    ("loose_promise", "Wir antworten innerhalb von 24 Stunden."),
    ("loose_promise", "Sie erhalten innerhalb von 2 Werktagen eine Antwort."),
    ("vague_promise", "Wir antworten schnellstmöglich."),
    ("loose_wait", "Die Wartezeit beträgt etwa 5 Minuten."),
    ("loose_retention", "Wir bewahren Ihre Anfrage für 90 Tage auf."),
    ("kept_forever", "Anfragen werden dauerhaft gespeichert."),
    ("missing_kind", "Schreiben Sie uns per Fax."),
    ("topic_refused", "Anmeldung kann nicht bearbeitet werden."),
]
RIGHT = [
    "Wir fragen Sie niemals nach Ihrem Passwort.",
    "Geben Sie Ihr Passwort nie weiter.",
    "Der Film beginnt um 20:15 Uhr.",
    "Ihre Bank antwortet innerhalb von 2 Tagen.",
    "Die Bestellnummer 030 1234567 steht auf der Rechnung.",
    "Sie erhalten eine Antwort {{ topics.other.promise }}.",
    "Setzen Sie ein neues Passwort und melden Sie alle Geräte ab.",
    "Eine Anfrage können Sie rund um die Uhr senden.",
    "Wir bewahren das Protokoll auf ({{ transcript.retention }}) und löschen es dann.",
]


def codes(folder: Path, sentence: str, *, with_phone: bool = True) -> set[str]:
    """Return the codes of what is found in a page that says a sentence."""
    file = folder / "center.yml"
    answers = read_answers(ANSWERS, ["de"], {"de": "{brand} Hilfe"})
    text = center_file(answers)
    file.write_text(text.replace("channels:\n", PHONE) if with_phone else text, encoding="utf-8")
    page = parse_page("docs/de/page.md", "de", "page.md", f"# Hilfe\n\n{sentence}\n")
    facts = facts_from_json(compile_facts(file, TODAY))
    center = CheckedCenter(folder, facts, read_source(file), {"de": (page,)}, TODAY)
    return {finding.code for finding in check_center(center, checks=OF_TEXTS)}


@pytest.mark.parametrize(("code", "sentence"), WRONG)
def test_what_collides_with_a_fact_is_found_in_german(tmp_path: Path, code: str, sentence: str) -> None:
    """Writers of German are told what writers of Korean and English are told, of what is common."""
    assert code in codes(tmp_path, sentence)


def test_a_center_with_neither_phone_nor_chat_is_checked_too(tmp_path: Path) -> None:
    """Hours that are typed there are found, and it is said what to write instead."""
    assert "loose_hours" in codes(tmp_path, "Unsere Servicezeiten sind 9 bis 18 Uhr.", with_phone=False)


@pytest.mark.parametrize("sentence", RIGHT)
def test_nothing_is_found_in_right_german_sentences(tmp_path: Path, sentence: str) -> None:
    """Warnings, others' times, numbers that are none to call and references alarm nobody."""
    assert codes(tmp_path, sentence) == set()
