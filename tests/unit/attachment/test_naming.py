from __future__ import annotations

import pytest

from helpcenter.attachment.kind import Kind
from helpcenter.attachment.naming import NAME_MAX, ascii_name, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("화면.png", "화면.png"),
        ("\u1112\u116a\u1106\u1167\u11ab.png", "\ud654\uba74.png"),  # as macOS writes it
        ("photo.JPEG", "photo.png"),
        ("receipt.pdf.exe", "receipt.pdf.png"),
        ("C:\\fakepath\\a.png", "a.png"),
        ("../../etc/passwd", "passwd.png"),
        ("no extension", "no extension.png"),
        (".png", "file.png"),
        ("", "file.png"),
        ("...", "file.png"),
        ("a\u202egnp.exe", "agnp.png"),
        ("a\x00b\r\nc\x1b.png", "abc.png"),
        ('a"b<c>|d?*:.png', "a_b_c__d___.png"),
        ("  spaced   out .png", "spaced out.png"),
        ("🎬.png", "🎬.png"),
        ("x" * 300 + ".png", "x" * NAME_MAX + ".png"),
        ("\ud800.png", "_.png"),
    ],
)
def test_a_name_is_one_everywhere(name: str, safe: str) -> None:
    """No path, nothing unseen, nothing that a system forbids; its end says what the file is."""
    assert safe_name(name, Kind.PNG) == safe


def test_a_header_can_hold_the_name() -> None:
    """What is not ASCII, and what would end the quotes, becomes an underscore."""
    assert ascii_name('화면 "1"%20\\.png') == "__ _1__20_.png"
