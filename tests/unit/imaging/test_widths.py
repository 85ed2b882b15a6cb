"""The widths that layout uses are those of the font that ships, and the fonts have what marks are written with."""

from fontTools.ttLib import TTFont

from gemba.imaging.advances import CAP_HEIGHT, UNITS_PER_EM, advances
from gemba.imaging.paint import FontPaths


def test_widths_are_those_of_the_font() -> None:
    font = TTFont(FontPaths.shipped().latin)
    names, metrics = font.getBestCmap(), font["hmtx"]
    wrong = {c: w for c, w in advances().items() if metrics[names[ord(c)]][0] != w}
    assert not wrong
    assert (font["head"].unitsPerEm, font["OS/2"].sCapHeight) == (UNITS_PER_EM, CAP_HEIGHT)


def test_every_letter_of_the_four_languages_has_a_width_or_a_full_em_glyph() -> None:
    known = advances()
    vietnamese = "aăâeêioôơuưyđ" + "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
    assert set(vietnamese + vietnamese.upper() + "0123456789€₫→≤≥≈…–—“”’") <= known.keys()
    cjk = TTFont(FontPaths.shipped().cjk)
    names, metrics = cjk.getBestCmap(), cjk["hmtx"]
    for character in "退款客户投诉重复工作，。、；：？！（）「」《》國語電話":
        assert metrics[names[ord(character)]][0] == cjk["head"].unitsPerEm
