"""The picture of a week."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from publishing.site.heat_map import HOUR_WIDTH, LABELS_WIDTH, STRIP_HEIGHT, Block, Strip, heat_map, swatch

DAY = [
    Block(0, 555, "nobody", "closed <yet>"),
    Block(555, 1080, "live", "open"),
    Block(1080, 1440, "written", ""),
]


def picture(*strips: Strip) -> ET.Element:
    """Return the picture as XML."""
    return ET.fromstring(heat_map('A "week" & more', strips))  # noqa: S314 - our own


def test_a_block_stands_where_its_hours_are() -> None:
    """Ten units are an hour, to the minute, from the end of the labels on."""
    rects = [rect.attrib for rect in picture(Strip("Mon", DAY)).iter("rect")]
    spans = [(float(rect["x"]) - LABELS_WIDTH, float(rect["width"])) for rect in rects]
    assert spans == [(0, 92.5), (92.5, 87.5), (180, 60)]
    assert sum(width for _, width in spans) == 24 * HOUR_WIDTH


def test_kinds_differ_without_colour() -> None:
    """More help is taller; nobody is as tall as an agent but hatched."""
    groups = {
        group.get("class"): group for group in picture(Strip("Mon", DAY)).iter("g") if group.get("class")
    }
    live, written, nobody = (groups[f"heat-map__{kind}"] for kind in ("live", "written", "nobody"))
    heights = [float(group.find("rect").get("height", 0)) for group in (written, live)]  # type: ignore[union-attr]
    assert heights[0] < heights[1] == STRIP_HEIGHT
    assert nobody.find("path") is not None
    assert live.find("path") is None


def test_the_picture_has_a_name_and_its_strips_have_labels() -> None:
    """A screen reader says what it is; names are text, whatever is in them; nothing is styled in place."""
    root = picture(Strip("Mon", DAY), Strip("Tue", DAY))
    assert (root.get("role"), root.get("aria-label")) == ("img", 'A "week" & more')
    labels = [text.text for text in root.iter("text") if text.get("class") == "heat-map__day"]
    assert labels == ["Mon", "Tue"]
    assert next(root.iter("title")).text == "closed <yet>"
    assert not [element for element in root.iter() if "style" in element.attrib]


def test_even_a_quarter_of_an_hour_without_anybody_is_seen() -> None:
    """The smallest dead end has its colour, though no room for hatching."""
    root = picture(
        Strip("Mon", [Block(0, 720, "live", ""), Block(720, 735, "nobody", ""), Block(735, 1440, "live", "")])
    )
    assert [rect.get("width") for rect in root.iter("rect")] == ["120", "2.5", "117.5"]


def test_a_swatch_is_decoration() -> None:
    """The legend's words say what it means; a screen reader leaves it out."""
    root = ET.fromstring(swatch("nobody"))  # noqa: S314 - our own
    assert root.get("aria-hidden") == "true"
    assert root.find(".//path") is not None
