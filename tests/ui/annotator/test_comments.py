"""Comments on the picture and its regions: said, answered, closed, taken back; by mouse and without."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from gemba.model.rows.review import CommentRow
from gemba.ui.annotator.comment_card import CommentCard
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


def button(hands: Hands, name: str) -> QToolButton:
    found = [one for card in cards(hands) for one in card.findChildren(QToolButton)]
    (wanted,) = [one for one in found if one.accessibleName() == name]
    return wanted


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
    button(hands, "Answer, comment 1").click()
    say(hands, "The mail has no link")
    assert [(row.text, row.parent_id is not None) for row in said(hands)] == [
        ("Why?", False),
        ("The mail has no link", True),
    ]
    button(hands, "Close, comment 1").click()
    hands.until(lambda: bool(hands.window.talk.rows) and hands.window.talk.rows[0].resolved)
    assert remarks(hands) == []
    assert hands.window.comments.heading.text() == "0 open comments"


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


# -- changing what was said ---------------------------------------------------------------------------------------


def spoken_of(hands: Hands) -> None:
    """One comment about a region, with an answer."""
    hands.key(Key.Key_C).drag((400, 300), (700, 480))
    say(hands, "Why?")
    button(hands, "Answer, comment 1").click()
    say(hands, "No link")


def test_words_are_changed_by_button_and_by_key_and_the_answers_stay(hands: Hands) -> None:
    spoken_of(hands)
    button(hands, "Change the words, comment 1").click()
    line = hands.window.comments.line
    hands.until(line.hasFocus)
    assert line.text() == "Why?"
    hands.qtbot.keyClicks(line, " Again")
    hands.key(Key.Key_Return, on=line).kept()
    assert [row.text for row in said(hands)] == ["Why? Again", "No link"]
    hands.until(lambda: hands.window.talk.rows == said(hands))
    card = cards(hands)[0]
    card.setFocus()
    hands.key(Key.Key_F2, on=cards(hands)[0])
    line.selectAll()
    hands.qtbot.keyClicks(line, "How often?")
    hands.key(Key.Key_Return, on=line).kept()
    assert [row.text for row in said(hands)] == ["How often?", "No link"]
    assert hands.steps[0] == "Change a comment"


def test_an_answer_has_its_own_buttons(hands: Hands) -> None:
    spoken_of(hands)
    answer = said(hands)[1]
    at = hands.window.desk.words.clock(answer.at)
    button(hands, f"Change the words, answer of {at}").click()
    line = hands.window.comments.line
    line.selectAll()
    hands.qtbot.keyClicks(line, "It has one")
    hands.key(Key.Key_Return, on=line).kept()
    assert [row.text for row in said(hands)] == ["Why?", "It has one"]
    hands.until(lambda: hands.window.talk.rows == said(hands))
    button(hands, f"Take it out, answer of {at}").click()
    hands.kept()
    assert [row.text for row in said(hands)] == ["Why?"]


def test_esc_leaves_the_words_as_they_were(hands: Hands) -> None:
    spoken_of(hands)
    steps = hands.steps
    button(hands, "Change the words, comment 1").click()
    line = hands.window.comments.line
    hands.qtbot.keyClicks(line, " nonsense")
    hands.key(Key.Key_Escape, on=line).kept()
    assert (line.text(), [row.text for row in said(hands)], hands.steps) == ("", ["Why?", "No link"], steps)
    assert hands.window.comments.about.text() == "About the whole picture"


def test_words_half_changed_are_kept_when_somebody_goes_on(hands: Hands) -> None:
    spoken_of(hands)
    button(hands, "Change the words, comment 1").click()
    hands.qtbot.keyClicks(hands.window.comments.line, " Really")
    hands.key(Key.Key_PageDown).opened(hands.pictures[1]).kept()
    assert [row.text for row in hands.app.comments.of(hands.pictures[0])] == ["Why? Really", "No link"]
    assert hands.window.comments.line.text() == ""


def test_another_region_by_button_and_mouse_and_undo_brings_the_old_one_back(hands: Hands) -> None:
    spoken_of(hands)
    old = said(hands)[0].region_px
    button(hands, "Another region, comment 1").click()
    assert hands.window.board.tool.name == "comment"
    hands.drag((100, 500), (260, 600)).kept()
    moved, answer = said(hands)
    assert moved.region_px is not None and abs(moved.region_px[0] - 100) < 5 and abs(moved.region_px[3] - 600) < 5
    assert (moved.text, answer.text, answer.parent_id) == ("Why?", "No link", moved.id)
    assert hands.window.board.tool.name == "select" and hands.window.canvas.hasFocus()
    hands.until(lambda: hands.window.talk.rows == said(hands))
    assert [one.words for one in remarks(hands)] == ["1"]
    hands.key(Key.Key_Z, CTRL).kept()
    assert said(hands)[0].region_px == old


def test_another_region_by_keys_is_the_chosen_mark_or_the_whole_picture(hands: Hands) -> None:
    spoken_of(hands)
    hands.key(Key.Key_R).drag((120, 120), (260, 200)).kept()
    for chosen in (True, False):
        if not chosen:
            hands.key(Key.Key_Escape)
        hands.until(lambda: hands.window.talk.rows == said(hands))
        cards(hands)[0].setFocus()
        hands.key(Key.Key_M, on=cards(hands)[0])
        assert hands.window.board.tool.name == "comment", "M is not the marker here"
        hands.key(Key.Key_Return).kept()
        region = said(hands)[0].region_px
        assert (region is not None and region[0] < 120 < region[2]) if chosen else region is None


def test_laying_the_tool_down_leaves_the_region_as_it_was(hands: Hands) -> None:
    spoken_of(hands)
    button(hands, "Another region, comment 1").click()
    hands.key(Key.Key_Escape).kept()
    assert hands.window.comments.about.text() == "About the whole picture"
    hands.key(Key.Key_C).drag((100, 500), (260, 600))
    say(hands, "Another one")
    assert len([row for row in said(hands) if row.parent_id is None]) == 2


def test_it_is_taken_out_with_its_answers_by_key_and_undo_brings_all_back(hands: Hands) -> None:
    spoken_of(hands)
    before = said(hands)
    hands.key(Key.Key_R).drag((120, 120), (260, 200)).kept()
    marks = hands.marks
    cards(hands)[0].setFocus()
    hands.key(Key.Key_Delete, on=cards(hands)[0]).kept()
    assert (said(hands), hands.marks) == ((), marks), "Delete on a comment is about the comment"
    hands.until(lambda: cards(hands) == [])
    assert hands.window.canvas.hasFocus()
    hands.key(Key.Key_Z, CTRL).kept()
    assert said(hands) == before


def test_what_a_reviewer_said_stays_as_it_was_said_and_can_be_taken_out(hands: Hands) -> None:
    card = CommentCard(
        hands.window.desk,
        CommentRow("a", "p", None, "Elsewhere", "reviewer", hands.app.library.clock(), (1, 1, 9, 9), False, "b", ""),
        (),
        number=1,
        can_write=True,
    )
    hands.qtbot.addWidget(card)
    heard: list[str] = []
    for signal in (card.edit_wanted, card.move_wanted, card.removed):
        signal.connect(heard.append)
    for key in (Key.Key_F2, Key.Key_M):
        hands.key(key, on=card)
    assert heard == []
    assert [one.accessibleName() for one in card.findChildren(QToolButton)] == [
        "Take it out, comment 1",
        "Answer, comment 1",
        "Close, comment 1",
    ]
    hands.key(Key.Key_Delete, on=card)
    assert heard == ["a"]


def test_going_from_card_to_card_makes_its_region_stand_out_and_leaves_the_cards_alone(hands: Hands) -> None:
    for start, end in (((400, 300), (700, 480)), ((100, 500), (260, 600))):
        hands.key(Key.Key_C).drag(start, end)
        say(hands, "Why?")
    there = cards(hands)
    for at in (0, 1, 0):
        there[at].setFocus()
        assert [one.chosen for one in remarks(hands)] == [at == 0, at == 1]
    assert cards(hands) == there, "a card that is looked at is not built anew under the hand"
