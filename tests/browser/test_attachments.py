"""Files in Chromium on the running center: chosen, dropped, pasted; cut off, stopped, refused."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_journeys import FORMS, HEADINGS, send_inquiry
from tests.local.running import eventually
from tests.unit.attachment.files import exif, jpeg, pdf, png

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")
languages = pytest.mark.parametrize("language", FORMS)

INPUT = "#attachments-input"
ROWS = ".attachments__file"
ARRIVED = {"ko": "담당자가 볼 수 있습니다", "en": "our team can see it"}
CUT = {"ko": "연결이 끊겨", "en": "The connection broke"}
SOME = {"ko": "파일 2개 가운데 1개가 도착했습니다", "en": "1 of 2 files have arrived"}
REFUSED = {"ko": "PDF여서 받지 않았습니다", "en": "this PDF has programs"}
WRONG_KIND = {"ko": "PNG, JPEG, WebP 사진과 PDF만", "en": "You can add PNG, JPEG and WebP"}
ACTIVE = pdf(b"<</S/JavaScript/JS(app.alert\\(1\\))>>")
# A file as if it was dragged from a folder, or copied as a picture.
TRANSFER = """([name, type, base64]) => {
  const transfer = new DataTransfer();
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  transfer.items.add(new File([bytes], name, { type }));
  return transfer;
}"""


def chosen(name: str, content: bytes) -> Any:  # noqa: ANN401 - Playwright's own
    """Return a file for the picker; it may call itself anything."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def transfer_of(page: Page, name: str, kind: str, content: bytes) -> Any:  # noqa: ANN401 - a handle
    """Return what a drop or a paste brings."""
    return page.evaluate_handle(TRANSFER, [name, kind, base64.b64encode(content).decode()])


def row(page: Page, name: str) -> Any:  # noqa: ANN401 - Playwright's own
    """Return a file's row."""
    return page.locator(ROWS, has_text=name)


def open_form(center: RunningCenter, page: Page, language: str) -> None:
    """Open the form."""
    page.goto(center.url + FORMS[language])
    expect(page.locator(".attachments__drop")).to_be_visible()


def files_of(center: RunningCenter, email: str) -> str:
    """Return the department's page of files for the inquiry of an address."""

    def found() -> list[str]:
        return [mail["text"] for mail in center.mails() if mail["headers"].get("Reply-To") == email]

    eventually(found)
    link = re.search(r"\S+/api/files/\S+", found()[0])
    assert link
    return center.send(link[0].removeprefix(center.url)).body


@languages
def test_files_by_picker_drop_and_paste(center: RunningCenter, page: Page, language: str) -> None:
    """All three ways lead to the department's page; the receipt opens by itself when all have arrived."""
    open_form(center, page, language)
    page.set_input_files(INPUT, [chosen("결제 화면.png", png(40, 30))])
    page.dispatch_event(
        "#inquiry-message", "drop", {"dataTransfer": transfer_of(page, "영수증.pdf", "", pdf())}
    )
    page.evaluate(
        """(data) => document.querySelector("#inquiry-message").dispatchEvent(
             new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))""",
        transfer_of(page, "image.jpg", "image/jpeg", jpeg(exif(6), start=b"")),
    )
    expect(page.locator(ROWS)).to_have_count(3)
    send_inquiry(page, language, f"three-{language}@example.com")
    expect(page.locator(".receipt h1")).to_contain_text(HEADINGS[language])
    shown = files_of(center, f"three-{language}@example.com")
    assert shown.count('href="/api/files/') == 3
    for name in ("결제 화면.png", "영수증.pdf"):
        assert name in shown


@languages
def test_a_cut_connection_loses_nothing(center: RunningCenter, page: Page, language: str) -> None:
    """The case is stored before its files; what was cut off is sent again from the same page."""
    open_form(center, page, language)
    page.set_input_files(INPUT, [chosen("a.png", png(41, 30)), chosen("b.png", png(42, 30))])
    cut: list[str] = []

    def cut_second(route: Route) -> None:
        if cut or b"b.png" not in (route.request.post_data_buffer or b""):
            route.continue_()
        else:
            cut.append(route.request.url)
            route.abort("connectionreset")

    page.route("**/uploads/", cut_second)
    send_inquiry(page, language, f"cut-off-{language}@example.com")
    expect(row(page, "b.png")).to_contain_text(CUT[language])
    expect(page.locator(".attachments__outcome")).to_contain_text(SOME[language])
    expect(row(page, "a.png")).to_contain_text(ARRIVED[language])
    row(page, "b.png").get_by_role("button").first.click()
    expect(page.locator(".receipt h1")).to_contain_text(HEADINGS[language])
    assert cut
    assert files_of(center, f"cut-off-{language}@example.com").count('href="/api/files/') == 2


@languages
def test_an_upload_can_be_stopped(center: RunningCenter, page: Page, language: str) -> None:
    """Whoever stops it can go on to the receipt; the inquiry is there without the file."""
    open_form(center, page, language)
    page.set_input_files(INPUT, [chosen("slow.png", png(43, 30))])
    held: list[Route] = []
    page.route("**/uploads/", lambda route: held.append(route))  # noqa: PLW0108 - a builtin can't be one
    send_inquiry(page, language, f"stop-{language}@example.com")
    expect(row(page, "slow.png")).to_have_attribute("data-state", "sending")
    row(page, "slow.png").get_by_role("button").click()
    expect(row(page, "slow.png")).to_have_attribute("data-state", "cancelled")
    page.locator("[data-attachments-part=go-on]").click()
    expect(page.locator(".receipt h1")).to_contain_text(HEADINGS[language])
    assert 'href="/api/files/' not in files_of(center, f"stop-{language}@example.com")


@languages
def test_a_refused_file_says_why(center: RunningCenter, page: Page, language: str) -> None:
    """What the browser can tell is told at once, the rest after the check; the good file is there."""
    open_form(center, page, language)
    page.set_input_files(INPUT, [chosen("good.png", png(44, 30)), chosen("form.pdf", ACTIVE)])
    page.set_input_files(INPUT, [chosen("drawing.png", b"<svg onload=alert(1)>")])
    expect(row(page, "drawing.png")).to_contain_text(WRONG_KIND[language])
    expect(page.locator(".attachments__status")).to_contain_text(WRONG_KIND[language])
    send_inquiry(page, language, f"refused-{language}@example.com")
    expect(row(page, "form.pdf")).to_contain_text(REFUSED[language])
    expect(row(page, "good.png")).to_contain_text(ARRIVED[language])
    page.locator("[data-attachments-part=go-on]").click()
    expect(page.locator(".receipt h1")).to_contain_text(HEADINGS[language])
    shown = files_of(center, f"refused-{language}@example.com")
    assert shown.count('href="/api/files/') == 1
    assert "drawing" not in shown


def test_a_sixth_file_is_one_too_many(center: RunningCenter, page: Page) -> None:
    """It says so beside the file; with another removed it can be chosen again."""
    open_form(center, page, "en")
    page.set_input_files(INPUT, [chosen(f"{number}.png", png(50 + number, 3)) for number in range(6)])
    expect(row(page, "5.png")).to_contain_text("one file too many")
    page.get_by_role("button", name="Remove: 5.png").click()
    page.get_by_role("button", name="Remove: 0.png").click()
    page.set_input_files(INPUT, [chosen("5.png", png(55, 3))])
    expect(row(page, "5.png")).to_have_attribute("data-state", "chosen")


def test_files_without_a_mouse(center: RunningCenter, page: Page) -> None:
    """The picker is reached by the keyboard and named; after removing a file the focus is not lost."""
    open_form(center, page, "en")
    picker = page.get_by_label("Choose files")
    picker.focus()
    assert page.evaluate("document.activeElement.id") == "attachments-input"
    expect(page.locator(".attachments__pick")).to_have_css("outline-style", "solid")
    picker.set_input_files([chosen("a.png", png()), chosen("b.png", png(6, 3))])
    page.get_by_role("button", name="Remove: a.png").press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Remove: b.png"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "attachments-input"


@languages
def test_files_are_added_from_the_receipt(center: RunningCenter, page: Page, language: str) -> None:
    """They go up at once; whoever opens the receipt again sees what arrived, and so does the department."""
    open_form(center, page, language)
    send_inquiry(page, language, f"later-{language}@example.com")
    expect(page.locator(".receipt h1")).to_contain_text(HEADINGS[language])
    page.set_input_files(INPUT, [chosen("later.png", png(45, 30))])
    expect(row(page, "later.png")).to_contain_text(ARRIVED[language])
    page.reload()
    expect(row(page, "later.png")).to_contain_text(ARRIVED[language])
    assert "later.png" in files_of(center, f"later-{language}@example.com")


def test_without_scripts_the_form_says_how(new_page: Callable[..., Page], center: RunningCenter) -> None:
    """No picker that leads nowhere: files are added from the receipt."""
    page = new_page(java_script_enabled=False)
    page.goto(center.url + FORMS["en"])
    expect(page.locator(".attachments noscript p")).to_be_visible()
    expect(page.locator(".attachments__drop")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360])
def test_the_list_fits_a_phone(new_page: Callable[..., Page], center: RunningCenter, width: int) -> None:
    """A long name wraps; nothing is wider than the screen."""
    page = new_page(viewport={"width": width, "height": 740})
    page.goto(center.url + FORMS["ko"])
    page.set_input_files(INPUT, [chosen("가나다라마바사" * 8 + ".png", png(46, 30))])
    expect(page.locator(ROWS)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
