from __future__ import annotations

from dataclasses import dataclass

import pytest

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import derive_case_id, group_case_id
from helpcenter.inquiry.receipt import ReceiptLinks, ShowReceipt
from tests.fakes.memory.cases import MemoryCaseStore, MemoryHistoryStore
from tests.fakes.memory.table import MemoryTable
from tests.unit.inquiry.sample import CASE, FACTS, LINKS, NOW

OTHER = derive_case_id(b"case secret", "another key")


def token_of(case_id: str, links: ReceiptLinks = LINKS) -> str:
    """Return the last part of a receipt's address."""
    return links.url(case_id).rpartition("/")[2]


def show(token: str) -> str | None:
    """Return the ID of the case that a token shows, with both cases stored."""
    table = MemoryTable()
    MemoryCaseStore(table, lambda: NOW).add(CASE, ())
    found = ShowReceipt(LINKS, MemoryHistoryStore(table, lambda: NOW))(token)
    return found.case.case_id if found else None


def test_a_link_shows_its_own_case() -> None:
    """The address lies on the site, and its token leads back to the case."""
    assert LINKS.url(CASE.case_id).startswith(f"{FACTS.site_url}api/receipts/{CASE.case_id}.")
    assert show(token_of(CASE.case_id)) == CASE.case_id
    signature = token_of(CASE.case_id).partition(".")[2]
    assert show(f"{group_case_id(CASE.case_id).lower()}.{signature}") == CASE.case_id


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        CASE.case_id,
        f"{CASE.case_id}.",
        f"{CASE.case_id}.{token_of(OTHER).partition('.')[2]}",
        token_of(CASE.case_id)[:-1],
        token_of(CASE.case_id) + "=",
        token_of(CASE.case_id, ReceiptLinks(b"another secret", FACTS.site_url)),
        "접수증.서명",
        f"{CASE.case_id}.서명",
        f"{CASE.case_id}.\ud800",
    ],
)
def test_a_forged_link_shows_nothing(token: str) -> None:
    """A missing, cut, borrowed or made-up signature is like a case that is not there."""
    assert show(token) is None


def test_a_true_link_to_a_case_that_is_gone_shows_nothing() -> None:
    """After its deletion a case has no receipt any more."""
    assert show(token_of(OTHER)) is None


def test_a_store_that_fails_is_not_a_missing_receipt() -> None:
    """The reader must not be told that a case is gone when nobody could look."""
    store = MemoryHistoryStore(MemoryTable(unavailable=True), lambda: NOW)
    with pytest.raises(StoreUnavailableError):
        ShowReceipt(LINKS, store)(token_of(CASE.case_id))


@dataclass
class CountingStore:
    """A HistoryStore that counts its reads."""

    reads: int = 0

    def read(self, _: str) -> None:
        """Find nothing."""
        self.reads += 1

    def append(self, *_: object) -> bool:
        """Keep nothing."""
        return False


@pytest.mark.parametrize(
    "token", ["", "-", token_of(OTHER), token_of(CASE.case_id)[:-1], "접수증.서명", f"{CASE.case_id}.\ud800"]
)
def test_a_link_that_leads_nowhere_takes_as_long_as_any(token: str) -> None:
    """One read, whether it was forged or its case is gone: the time tells nothing."""
    store = CountingStore()
    assert ShowReceipt(LINKS, store)(token) is None
    assert store.reads == 1
