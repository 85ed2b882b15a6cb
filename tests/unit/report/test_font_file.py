"""A shipped face read sparingly says and cuts the same as ReportLab by itself, byte for byte."""

import mmap
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from gemba import paths
from gemba.report.font_file import read_font

FACES = ("LiberationSans-Regular", "LiberationSans-BoldItalic", "NotoSansSC-Regular", "NotoSansTC-Regular")
TEXTS = ("Plain words, 0–9.", "Đặng Thị Hường, khó kiểm chứng", "客户说：退款走了两个星期", "退款走了兩個星期 — Ž", "")


@pytest.mark.parametrize("name", FACES)
def test_it_says_and_cuts_what_reportlab_does_by_itself(name: str) -> None:
    path = paths.font(f"{name}.ttf")
    ours, own = read_font(name, path).face, TTFont(name, str(path)).face
    for said in (
        "charToGlyph",
        "charWidths",
        "defaultWidth",
        "name",
        "bbox",
        "ascent",
        "descent",
        "flags",
        "capHeight",
    ):
        assert getattr(ours, said) == getattr(own, said), said
    assert list(ours.glyphPos) == own.glyphPos
    assert list(ours.hmetrics) == own.hmetrics and ours.hmetrics[1:3] == own.hmetrics[1:3]
    for text in TEXTS:
        codes = [0, *map(ord, text)]
        assert ours.makeSubset(codes) == own.makeSubset(codes), text
    assert ours.makeSubset([0, 65]) != ours.makeSubset([0, 66])


def test_no_copy_of_the_file_is_held_nor_made_for_a_cut() -> None:
    face: Any = read_font("x", paths.font("NotoSansSC-Regular.ttf")).face
    assert isinstance(face._ttf_data, mmap.mmap)
    assert not isinstance(face.get_table("glyf"), bytes) and isinstance(face.get_table("head"), bytes)


@pytest.mark.parametrize(("content", "problem"), [(b"", ValueError), (b"no font at all, only words", TTFError)])
def test_a_file_that_is_no_font_is_refused(tmp_path: Path, content: bytes, problem: type[Exception]) -> None:
    path = tmp_path / "face.ttf"
    path.write_bytes(content)
    with pytest.raises(problem):
        read_font("face", path)
