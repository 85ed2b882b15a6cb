"""The shipped fonts: small enough, readable by ReportLab, complete for four languages, licences respected."""

import hashlib

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
