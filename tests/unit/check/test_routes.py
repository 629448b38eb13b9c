"""The way to start a chat is described once."""

from __future__ import annotations

from tests.unit.check.checking import check_pages

STEPS = "1. 로그인합니다.\n2. 프로필 메뉴에서 고객센터를 엽니다.\n3. 채팅 시작을 누릅니다.\n"
OTHER_STEPS = "1. 첫 화면 아래로 갑니다.\n2. 채팅 시작을 누릅니다.\n"


def found(pages: dict[str, str]) -> list[tuple[str, int, str]]:
    """Return file, line and code of what is found."""
    return [(finding.file, finding.line, finding.code) for finding in check_pages(pages)]


def test_another_way_on_another_page_is_found_there() -> None:
    """The page that declares the way is right, wherever it comes in the alphabet."""
    pages = {
        "docs/ko/a.md": f"---\nservice: video\n---\n\n{OTHER_STEPS}",
        "docs/ko/z.md": f"---\nroute: video_chat\n---\n\n{STEPS}",
    }
    assert found(pages) == [("docs/ko/a.md", 5, "second_route")]
    [finding] = check_pages(pages)
    assert finding.values["other"] == "docs/ko/z.md:5"


def test_the_same_steps_in_two_places_are_one_way() -> None:
    """Repeating is no contradiction, and steps to something else are no way to the chat."""
    assert found({"docs/ko/a.md": STEPS, "docs/ko/b.md": STEPS}) == []
    assert (
        found({"docs/ko/a.md": STEPS, "docs/ko/b.md": "1. 설정을 엽니다.\n2. 비밀번호를 바꿉니다.\n"}) == []
    )


def test_different_chats_may_start_differently() -> None:
    """Each chat has its own way; so has each language."""
    pages = {
        "docs/ko/a.md": f"---\nservice: video\n---\n\n{STEPS}",
        "docs/ko/b.md": f"---\nservice: pay\n---\n\n{OTHER_STEPS}",
        "docs/en/a.md": "1. Open the page.\n2. Select Start chat.\n",
    }
    assert found(pages) == []


def test_a_way_is_declared_once() -> None:
    """Two pages that declare the same way, and a way to nowhere, are found in the front matter."""
    pages = {
        "docs/ko/a.md": "---\nroute: video_chat\n---\n",
        "docs/ko/b.md": "---\ntitle: x\nroute: [video_chat, pay_chat]\n---\n",
        "docs/ko/c.md": "---\nroute: vidio_chat\n---\n",
        "docs/en/a.md": "---\nroute: video_chat\n---\n",
    }
    assert found(pages) == [("docs/ko/b.md", 3, "route_twice"), ("docs/ko/c.md", 2, "unknown_channel")]
