"""The shipped fonts: small enough, readable by ReportLab, complete for four languages, licences respected."""

import hashlib
import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from gemba import paths
from tools import build_fonts

FONTS = sorted(paths.fonts().glob("*.ttf"))
VIETNAMESE = set(map(ord, "ăâđêôơưĂÂĐÊÔƠƯ₫")) | set(range(0x1EA0, 0x1EFA))
LIBERATION_SHA256 = {
    "Regular": "8d91388f1d3604b3b8ae0e3ee2d140e50cd6122f9214514f4aca772540a4076d",
    "Bold": "ba0e0dc3f7aca5b0afbc31e800531ee43be3aa79ae35b2ef1f6470a9547765c4",
    "Italic": "01f559e5c501d3d5777647c6a92b3ff37a4523bcf4f3b6e97ae052af567618b1",
    "BoldItalic": "15c1068175252e4adee6d3721bf74064ffe437f679d9dbaeacd03fa7711a041b",
}
#: some of the characters that are written most, for people who write simplified and traditional ones
EVERYDAY = {
    "NotoSansSC-Regular.ttf": "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天",
    "NotoSansSC-Bold.ttf": "而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些",
    "NotoSansTC-Regular.ttf": "的一是不了在人有我他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後小麼心多天",
}


def code_points(name: str) -> set[int]:
    with TTFont(paths.font(name), lazy=True) as font:
        return set(font.getBestCmap())


def test_fonts_keep_their_budget() -> None:
    assert len(FONTS) == 9
    assert sum(file.stat().st_size for file in FONTS) <= build_fonts.BUDGET_BYTES


@pytest.mark.parametrize("name", [file.name for file in FONTS])
def test_font_has_outlines_that_reportlab_reads(name: str) -> None:
    with TTFont(paths.font(name), lazy=True) as font:
        assert "glyf" in font and "fvar" not in font


@pytest.mark.parametrize("name", [file.name for file in FONTS])
def test_font_draws_english_and_vietnamese(name: str) -> None:
    assert (set(range(0x20, 0x7F)) | VIETNAMESE) - code_points(name) == set()


def test_chinese_faces_draw_their_character_sets() -> None:
    # The signs ≒ ∼ ˍ ‾ of Big5 are in neither Noto face; the report prints its box for them.
    regular = code_points("NotoSansSC-Regular.ttf")
    assert build_fonts.GB2312 - regular == set()
    assert len(build_fonts.BIG5 - regular) <= 4
    assert build_fonts.GB2312 - code_points("NotoSansSC-Bold.ttf") == set()
    assert len(build_fonts.BIG5_LEVEL_1 - code_points("NotoSansTC-Regular.ttf")) <= 4


@pytest.mark.parametrize(("style", "sha256"), LIBERATION_SHA256.items())
def test_liberation_is_unmodified_because_its_name_is_reserved(style: str, sha256: str) -> None:
    content = paths.font(f"LiberationSans-{style}.ttf").read_bytes()
    assert hashlib.sha256(content).hexdigest() == sha256


@pytest.mark.parametrize("name", [file.name for file in FONTS if "Liberation" not in file.name])
def test_changed_fonts_bear_no_reserved_name(name: str) -> None:
    with TTFont(paths.font(name), lazy=True) as font:
        names = [str(record) for record in font["name"].names if record.nameID in (1, 3, 4, 6, 16)]
    assert [one for one in names if "Source" in one or "Liberation" in one or "Arimo" in one] == []


def test_every_font_is_named_in_the_licences() -> None:
    text = (paths.fonts() / "OFL.txt").read_text(encoding="utf-8")
    assert [file.name for file in FONTS if file.name not in text] == []


@pytest.mark.parametrize(("name", "everyday"), EVERYDAY.items())
def test_what_is_written_most_lies_side_by_side(name: str, everyday: str) -> None:
    with TTFont(paths.font(name), lazy=True) as font:
        characters, count = font.getBestCmap(), font["maxp"].numGlyphs
        places = [font.getGlyphID(characters[ord(one)]) for one in everyday]
    assert max(places) < count / 6
    # By their numbers, as a font has them that nobody put in order, they lie all over the file.
    numbers = sorted(characters)
    assert (
        max(numbers.index(ord(one)) for one in everyday) - min(numbers.index(ord(one)) for one in everyday) > count / 3
    )


def test_slices_tell_what_is_written_most(tmp_path: Path) -> None:
    slices = tmp_path / "unicode.json"
    slices.write_text(json.dumps({"[9]": "U+4e00", "[10]": "U+7684,U+4e0a-4e0b", "latin": "U+41"}), encoding="utf-8")
    assert build_fonts.written_most(slices) == [0x7684, 0x4E0A, 0x4E0B, 0x4E00]


def test_glyphs_are_put_in_order_and_none_is_lost() -> None:
    glyphs = [".notdef", "A", "B", "C", "part"]
    assert build_fonts.in_order({1: "A", 2: "B", 3: "C"}, glyphs, [3, 9, 2]) == [".notdef", "C", "B", "A", "part"]
    assert build_fonts.in_order({1: "A", 2: "A"}, glyphs, [2, 1]) == [".notdef", "A", "B", "C", "part"]
