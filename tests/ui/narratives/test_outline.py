"""The outline of a narrative: its titles are read whole beside the lines they take."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from gemba.ui.narratives.outline import Entry, title_lines
from gemba.ui.narratives.writing import Writing

LANGUAGES = ["en", "zh-Hans", "vi"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_is_whole(qtbot: QtBot, open_desk: Callable[[str], Writing], language: str) -> None:
    outline = open_desk(language).page.outline
    font, seen = outline.font(), outline.viewport().width()
    rows = [outline.visualRect(outline.model().index(row, 0)) for row in range(outline.model().rowCount())]
    told = [title_lines(entry, font, seen) for entry in outline.lines()]
    assert [" ".join(lines).replace(" ", "") for lines in told] == [
        entry.title.replace(" ", "") for entry in outline.lines()
    ]
    assert len(max(told, key=len)) > 1 or language == "zh-Hans"
    assert all(above.bottom() + 1 == below.top() for above, below in zip(rows, rows[1:], strict=False))
    high = {len(lines): row.height() for lines, row in zip(told, rows, strict=True)}
    assert all(high[count] == high[1] + (count - 1) * outline.fontMetrics().height() for count in high)


def test_a_title_without_room_in_three_lines_is_cut_in_the_third(open_desk: Callable[[str], Writing]) -> None:
    outline = open_desk("en").page.outline
    long = Entry("Decisions, risks and what we do not know " * 4, "31 lines", False, 1)
    told = title_lines(long, outline.font(), 220)
    assert len(told) == 3 and told[2].endswith("…") and "…" not in "".join(told[:2])


def test_a_wider_outline_needs_one_line(qtbot: QtBot, open_desk: Callable[[str], Writing]) -> None:
    page = open_desk("en").page
    first = page.outline.model().index(0, 0)
    before = page.outline.visualRect(first).height()
    page.split.setSizes([420, 420, 360])
    qtbot.waitUntil(lambda: page.outline.visualRect(first).height() < before)


@pytest.mark.parametrize("sign", ["🧭", "𠮷"])
def test_signs_beyond_the_first_plane_break_no_word_late(open_desk: Callable[[str], Writing], sign: str) -> None:
    outline = open_desk("en").page.outline
    title = f"{sign}{sign} Decisions that wait, risks and unknowns of the round"
    told = title_lines(Entry(title, "31 lines", False, 1), outline.font(), 220)
    assert len(told) > 1
    assert " ".join(told).split() == title.split()


@pytest.mark.parametrize("sign", ["", "🧭🧭🧭"])
def test_a_code_and_a_wish_to_cite_are_found_behind_such_signs(open_desk: Callable[[str], Writing], sign: str) -> None:
    page = open_desk("en").page
    editor = page.editor
    editor.load(f"{sign}[T7] and {sign} @wait")
    cursor = editor.textCursor()
    cursor.setPosition(2 * len(sign))
    assert editor.link_at(cursor) == "T7"
    cursor.movePosition(cursor.MoveOperation.Right, n=len("[T7]"))
    assert editor.link_at(cursor) == "T7"
    cursor.movePosition(cursor.MoveOperation.Right, n=2)
    assert editor.link_at(cursor) == ""
    cursor.movePosition(cursor.MoveOperation.End)
    cursor.movePosition(cursor.MoveOperation.Left, n=len("wait"))
    editor.setTextCursor(cursor)
    assert page.citing.asked() == ""
