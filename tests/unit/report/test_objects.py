"""The file's own structure: offsets that hold, bookmarks that nest, words and addresses in any script."""

from __future__ import annotations

import pikepdf
import pytest

from gemba.report.binding import Binding, Bookmark, Cover
from gemba.report.objects import ObjectFile, address, number, packed, text_string
from tests.unit.report.reading import opened

HOSTILE = ("plain", "a) /JS (b", "back\\slash", "line\nbreak", "Nhìn tận nơi", "現場", "😀", "\ud800 alone", "")


def bound(title: str = "x", bookmarks: tuple[tuple[str, int], ...] = (), pages: int = 3, body: int = 2) -> bytes:
    file = ObjectFile()
    binding = Binding(file, pages, width=595.2756, height=841.8898)
    marks = [Bookmark(words, level, binding.place(at % pages, 700 - at)) for at, (words, level) in enumerate(bookmarks)]
    for page in range(pages):
        binding.add_page(page, "0 0 10 10 re f", resources="", links=())
    return binding.finish(Cover(title, "", "vi", body), fonts="<<>>", bookmarks=marks, identity="12345678")


def test_every_object_stands_where_the_table_says() -> None:
    pdf = bound()
    table = pdf[int(pdf.split(b"startxref\n")[1].split()[0]) :]
    assert table.startswith(b"xref\n")
    rows = table.splitlines()[2:]
    offsets = [int(row.split()[0]) for row in rows if row.endswith(b" n ")]
    assert len(offsets) > 8
    for at, offset in enumerate(offsets, 1):
        assert pdf[offset:].startswith(b"%d 0 obj\n" % at)


def test_an_object_is_written_once_and_none_is_left_out() -> None:
    file = ObjectFile()
    first, _ = file.reserve(), file.reserve()
    file.write(first, "<<>>")
    with pytest.raises(ValueError, match="written twice"):
        file.write(first, "<<>>")
    with pytest.raises(ValueError, match="object 2 was reserved"):
        file.finish(root=1, info=1, identity="x")


@pytest.mark.parametrize("words", HOSTILE)
def test_a_title_reads_back_as_it_was_and_brings_nothing_along(words: str) -> None:
    file = opened(bound(words, bookmarks=((words, 0),)))
    assert file.docinfo.keys() == opened(bound()).docinfo.keys()
    read = bytes(file.docinfo["/Title"])
    said = read[2:].decode("utf-16-be", "surrogatepass") if read.startswith(b"\xfe\xff") else read.decode("ascii")
    assert said == words
    assert bytes(file.Root.Outlines.First.Title) == read


def test_bookmarks_nest_and_a_skipped_level_is_drawn_nearer() -> None:
    levels = (("A", 0), ("A1", 2), ("A2", 1), ("B", 0), ("B1", 1), ("B1a", 2), ("B2", 1), ("C", 0))
    file = opened(bound(bookmarks=levels))
    with file.open_outline() as outline:
        top = list(outline.root)
    assert [item.title for item in top] == ["A", "B", "C"]
    assert [[child.title for child in item.children] for item in top] == [["A1", "A2"], ["B1", "B2"], []]
    assert top[1].children[0].is_closed
    assert [child.title for child in top[1].children[0].children] == ["B1a"]
    assert not top[1].is_closed
    assert int(file.Root.Outlines["/Count"]) == 7, "what is seen before anything is unfolded"


def test_pages_have_their_labels_and_the_file_its_language() -> None:
    file = opened(bound())
    assert [page.label for page in file.pages] == ["1", "2", "A-1"]
    assert str(file.Root.Lang) == "vi"
    assert "/Outlines" not in file.Root
    assert [page.label for page in opened(bound(body=3)).pages] == ["1", "2", "3"]


def test_an_address_is_seven_bits_and_cannot_leave_its_brackets() -> None:
    assert address("https://example.org/a?b=c#d") == "(https://example.org/a?b=c#d)"
    assert address("https://ví.dụ/現 場") == "(https://v%C3%AD.d%E1%BB%A5/%E7%8F%BE%20%E5%A0%B4)"
    assert address("https://e.org/a) /S (b") == "(https://e.org/a\\)%20/S%20\\(b)"


def test_numbers_are_plain_and_short() -> None:
    assert [number(value) for value in (0.0, 5.0, 728.02734375, -0.5, 100.0)] == ["0", "5", "728.0273", "-0.5", "100"]


def test_packed_bytes_read_back() -> None:
    file = ObjectFile()
    made = file.add_packed(b"words " * 50)
    info = file.add("<<>>")
    pages = file.add("<</Type /Pages /Count 0 /Kids []>>")
    root = file.add(f"<</Type /Catalog /Pages {pages} 0 R>>")
    pdf = opened(file.finish(root=root, info=info, identity="x"))
    stream = pdf.get_object(made, 0)
    assert isinstance(stream, pikepdf.Stream)
    assert stream.read_bytes() == b"words " * 50
    assert packed(b"a") == packed(b"a")
    assert text_string("a(b") == "(a\\(b)"
