from __future__ import annotations

import base64
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from helpcenter.attachment.content import check_content
from helpcenter.attachment.kind import Kind
from helpcenter.attachment.refusal import RefusedError
from soak.sizes import counted
from tests.unit.attachment.files import SIZE_MAX, exif, filtered, jpeg, lzw, pdf, png, riff, run_length
from tests.unit.attachment.hostile_files import HOSTILE
from tests.unit.attachment.valid_files import VALID

KINDS = {"png": Kind.PNG, "jpeg": Kind.JPEG, "webp": Kind.WEBP, "pdf": Kind.PDF}
_STRIPS, _ROWS_A_STRIP, _STRIP_SIZES = 273, 278, 279  # TIFF 6.0
PHOTO = jpeg(exif(6), start=b"", tail=b"SEFT")


@pytest.mark.parametrize("name", VALID)
def test_no_valid_file_is_refused(name: str) -> None:
    """Whatever cameras, browsers, editors and office programs make is taken, as what it is."""
    checked = check_content(VALID[name](), SIZE_MAX)
    counted(valid=1)
    assert checked.kind in KINDS.values()
    for word, kind in KINDS.items():
        if name.startswith((word, f"animated {word}", f"progressive {word}")):
            assert checked.kind is kind


@pytest.mark.parametrize("name", VALID)
def test_what_is_passed_on_would_be_taken_again(name: str) -> None:
    """Nothing that is left out is needed, and nothing more would be left out the next time."""
    once = check_content(VALID[name](), SIZE_MAX)
    assert check_content(once.content, SIZE_MAX) == once


@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_file_is_refused(name: str) -> None:
    """Polyglots, web pages, bombs, damaged, locked and active files are all refused, for the right reason."""
    reason, make = HOSTILE[name]
    with pytest.raises(RefusedError) as caught:
        check_content(make(), SIZE_MAX)
    counted(hostile=1)
    assert caught.value.reason == reason


@pytest.mark.parametrize("hidden", [b"GPS 37.5665N", b"ABC\0", b"SEFT"])
def test_a_photo_does_not_tell_where_it_was_taken(hidden: bytes) -> None:
    """Place, camera and whatever a phone adds stay behind."""
    assert hidden in PHOTO
    assert hidden not in check_content(PHOTO, SIZE_MAX).content


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("order", ["big", "little"])
def test_a_photo_stays_the_right_way_up(orientation: int, order: str) -> None:
    """Which side is up is kept; an upright photo needs no word about it."""
    content = check_content(jpeg(exif(orientation, order), start=b""), SIZE_MAX).content
    kept = b"\x01\x12\0\3\0\0\0\1" + orientation.to_bytes(2)
    assert (kept in content) is (orientation != 1)
    assert (b"Exif" in content) is (orientation != 1)


@pytest.mark.parametrize("whole", [png(300, 200, parts=4), jpeg(), riff(), pdf()], ids=list(KINDS))
@settings(max_examples=150)
@given(data=st.data())
def test_no_bytes_break_the_check(whole: bytes, data: st.DataObject) -> None:
    """However a file is damaged, it is taken or refused: nothing else happens."""
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    broken = whole[:start] + data.draw(st.binary(max_size=40)) + whole[end:]
    try:
        check_content(broken, SIZE_MAX)
    except RefusedError as error:
        assert error.reason  # noqa: PT017 - either way is right


@settings(max_examples=200)
@given(data=st.binary(max_size=3000) | st.text("ab", max_size=9000).map(str.encode), early=st.integers(0, 1))
def test_whatever_a_filter_packs_is_looked_through(data: bytes, early: int) -> None:
    """A program is found behind each filter and both kinds of LZW, wherever it stands in the stream."""
    hidden = data + b" /JavaScript " + data
    packed = {"RunLengthDecode": run_length(hidden), "LZWDecode": lzw(hidden, early)}
    packed["ASCII85Decode"] = base64.a85encode(hidden) + b"~>"
    packed["ASCIIHexDecode"] = hidden.hex().encode() + b">"
    for name, content in packed.items():
        with pytest.raises(RefusedError) as caught:
            check_content(pdf(filtered(content, name)), SIZE_MAX)
        assert caught.value.reason in {"active", "too_large"}


def test_lzw_is_read_as_libtiff_writes_it() -> None:
    """The same codes, widened and cleared at the same places, over more than one table of them."""
    noise = random.Random(1).randbytes(200 * 200 - 12)  # noqa: S311 - no secret
    picture = io.BytesIO()
    Image.frombytes("L", (200, 200), noise + b"/JavaScript ").save(
        picture, "TIFF", compression="tiff_lzw", tiffinfo={_ROWS_A_STRIP: 200}
    )
    tags = Image.open(picture).tag_v2  # type: ignore[attr-defined] # a TIFF's
    [at], [size] = tags[_STRIPS], tags[_STRIP_SIZES]
    packed = picture.getvalue()[at : at + size]
    with pytest.raises(RefusedError, match="active"):
        check_content(pdf(filtered(packed, "LZWDecode")), SIZE_MAX)


def test_a_pdf_of_stream_words_takes_no_time() -> None:
    """What would make a careless search walk the file again and again is walked once."""
    with pytest.raises(RefusedError):
        check_content(b"%PDF-1.4\n" + b"stream\nx " * 1_000_000, SIZE_MAX)
    for word in (b"1 0 obj<<%", b"1 0 obj<<(", b"1 0 obj<<>>%%%%", b"1 0 obj<<<<<<", b"/Filter["):
        with pytest.raises(RefusedError):
            check_content(pdf(b"<</Filter/LZWDecode>>stream\n", word * 10_000), SIZE_MAX)
    words = pdf(b"(" + b"stream\n" * 1_000_000 + b")")
    assert check_content(words, SIZE_MAX).content == words
