"""Comments on the picture and its regions: said, answered, closed, taken back; by mouse and without."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from gemba.model.rows_review import CommentRow
from gemba.ui.annotator.comment_panel import CommentCard
from gemba.ui.annotator.overlay import Proposed
from tests.ui.annotator.hands import CTRL, Hands, Key


def said(hands: Hands) -> tuple[CommentRow, ...]:
    """What the library has."""
    return hands.app.comments.of(hands.window.work.capture_id)


def say(hands: Hands, words: str) -> None:
    """Type into the line and keep it."""
    line = hands.window.comments.line
    hands.until(line.hasFocus)
    hands.qtbot.keyClicks(line, words)
    hands.key(Key.Key_Return, on=line).kept()
    hands.until(lambda: len(hands.window.talk.rows) == len(said(hands)))


def cards(hands: Hands) -> list[CommentCard]:
    sheet = hands.window.comments.area.widget()
    assert sheet is not None
    return sheet.findChildren(CommentCard)


def remarks(hands: Hands) -> list[Proposed]:
    return hands.window.comments.remarks()


def test_a_region_is_drawn_and_spoken_of(hands: Hands) -> None:
    hands.key(Key.Key_C).drag((400, 300), (700, 480))
    assert [one.words for one in remarks(hands)] == ["…"]
    assert hands.marks == ()
    say(hands, "Why is this typed again?")
    (row,) = said(hands)
    assert (row.text, row.author) == ("Why is this typed again?", "facilitator")
    assert row.region_px is not None and abs(row.region_px[0] - 400) < 5 and abs(row.region_px[3] - 480) < 5
    assert [(one.words, one.chosen) for one in remarks(hands)] == [("1", True)]
    assert hands.window.canvas.hasFocus()
    assert hands.window.board.tool.name == "select"


def test_answers_stand_below_and_closing_takes_the_region_off(hands: Hands) -> None:
    hands.key(Key.Key_C).drag((400, 300), (700, 480))
    say(hands, "Why?")
    answer, _ = cards(hands)[0].findChildren(QToolButton)
    answer.click()
    say(hands, "The mail has no link")
    assert [(row.text, row.parent_id is not None) for row in said(hands)] == [
        ("Why?", False),
        ("The mail has no link", True),
    ]
    cards(hands)[0].findChildren(QToolButton)[1].click()
    hands.until(lambda: bool(hands.window.talk.rows) and hands.window.talk.rows[0].resolved)
    assert remarks(hands) == []
    assert hands.window.comments.heading.text() == "0 OPEN COMMENTS"


def test_undo_takes_a_comment_back_in_the_library_and_here(hands: Hands) -> None:
    hands.key(Key.Key_C).drag((400, 300), (700, 480))
    say(hands, "Why?")
    hands.key(Key.Key_Z, CTRL).kept()
    hands.until(lambda: hands.window.talk.rows == ())
    assert said(hands) == ()


def test_without_a_mouse_the_chosen_mark_is_what_it_is_about(hands: Hands) -> None:
    hands.key(Key.Key_R).drag((400, 300), (700, 480)).kept()
    hands.key(Key.Key_C).key(Key.Key_Return)
    say(hands, "This box")
    (row,) = said(hands)
    assert row.region_px is not None and 380 < row.region_px[0] < 400
    assert cards(hands)[0].accessibleName() == "Comment 1, facilitator: This box"


def test_esc_leaves_the_region_and_keeps_the_words(hands: Hands) -> None:
    hands.key(Key.Key_C).drag((400, 300), (700, 480))
    line = hands.window.comments.line
    hands.until(line.hasFocus)
    hands.qtbot.keyClicks(line, "half a")
    hands.key(Key.Key_Escape, on=line)
    assert remarks(hands) == [] and line.text() == "half a"
    # Going on keeps it, as it keeps a caption.
    hands.key(Key.Key_PageDown).opened(hands.pictures[1])
    hands.kept()
    assert [row.text for row in hands.app.comments.of(hands.pictures[0])] == ["half a"]
    assert hands.window.talk.rows == ()


def test_what_somebody_else_says_shows_here(hands: Hands) -> None:
    hands.app.comments.add(hands.pictures[0], "From elsewhere", region=(10, 10, 90, 90), author="reviewer")
    hands.until(lambda: len(cards(hands)) == 1)
    assert cards(hands)[0].accessibleName() == "Comment 1, reviewer: From elsewhere"
