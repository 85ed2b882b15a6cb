"""Ctrl+K: commands and things found, from the keys alone; and how what is typed fits a line."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.ui.look.theme import Theme
from gemba.ui.palette.match import match
from gemba.ui.palette.recent import MOST, Used, read, written
from gemba.ui.palette.view import LineDelegate
from gemba.ui.widgets.text_units import in_units

CONTROL = Qt.KeyboardModifier.ControlModifier


def ready(qtbot, window):
    qtbot.waitUntil(lambda: window.place is not None and window.isActiveWindow())


def opened(qtbot, window):
    ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.commands.palette
    assert palette is not None and palette.isVisible()
    assert palette.field.hasFocus()
    return palette


def kinds(palette):
    return {line.kind for line in palette.model.lines if not line.is_heading}


def test_a_command_is_found_by_its_initials_and_done_with_enter(qtbot, sample_window):
    palette = opened(qtbot, sample_window)
    QTest.keyClicks(palette.field, "gtn")
    assert palette.chosen().name == "go.narratives"
    assert palette.chosen().keys == "Ctrl+6"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert sample_window.place_name == "narratives"


def test_a_view_is_found_by_the_word_that_stands_on_its_button(qtbot, sample_window):
    palette = opened(qtbot, sample_window)
    QTest.keyClicks(palette.field, "matrix")
    assert palette.chosen().name == "tickets.matrix"


def test_things_in_the_library_come_in_sections_with_the_found_letters_marked(qtbot, sample_window):
    palette = opened(qtbot, sample_window)
    QTest.keyClicks(palette.field, "refund")
    qtbot.waitUntil(lambda: {"ticket", "session", "observation", "capture", "problem"} <= kinds(palette))
    first = next(line for line in palette.model.lines if line.kind == "ticket")
    assert [first.text[at] for at in first.marks] == list("Refund")
    headings = [line.text for line in palette.model.lines if line.is_heading]
    assert headings == sorted(
        headings,
        key=[
            "Commands",
            "Tickets",
            "Sessions",
            "Notes",
            "Pictures",
            "Problems",
            "Decisions",
            "Narratives",
            "Roles",
        ].index,
    )


@pytest.mark.parametrize(
    ("typed", "kind"), [("退款", "session"), ("lead", "role"), ("T3", "ticket"), ("S2", "session")]
)
def test_chinese_roles_and_codes_are_found(qtbot, sample_window, typed, kind):
    palette = opened(qtbot, sample_window)
    palette.field.setText(typed)
    qtbot.waitUntil(lambda: kind in kinds(palette))


def test_only_the_newest_answer_counts(qtbot, sample_window):
    palette = opened(qtbot, sample_window)
    palette.field.setText("refund")
    palette.field.setText("S2")
    qtbot.waitUntil(lambda: palette._found_for == "S2")
    assert not any("Refund data typed" in line.text for line in palette.model.lines)


def test_enter_on_a_ticket_goes_there_and_alt_left_comes_back(qtbot, sample_window):
    palette = opened(qtbot, sample_window)
    QTest.keyClicks(palette.field, "T1")
    qtbot.waitUntil(lambda: palette.chosen() is not None and palette.chosen().code == "T1")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert sample_window.place_name == "tickets"
    QTest.keyClick(sample_window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: sample_window.place_name == "today")


def test_what_was_used_stands_first_the_next_time(qtbot, sample_window):
    palette = opened(qtbot, sample_window)
    QTest.keyClicks(palette.field, "switch light")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    QTest.keyClick(sample_window, Qt.Key.Key_K, CONTROL)
    first = next(line for line in palette.model.lines if not line.is_heading)
    assert (first.kind, first.name) == ("recent", "appearance.next")
    assert sum(line.name == "appearance.next" for line in palette.model.lines) == 1


def again(qtbot, start, folder):
    window = start(folder).open_window()
    qtbot.addWidget(window)
    window.activateWindow()
    return opened(qtbot, window)


def test_what_was_used_is_there_in_the_next_run_and_holds_no_words_of_the_library(qtbot, start, sample_folder):
    first = start(sample_folder)
    window = first.open_window()
    window.activateWindow()
    palette = opened(qtbot, window)
    QTest.keyClicks(palette.field, "T1")
    qtbot.waitUntil(lambda: palette.chosen() is not None and palette.chosen().code == "T1")
    title = palette.chosen().text
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(palette.field, "switch light")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    preferences = first.app.preferences
    qtbot.waitUntil(lambda: "appearance.next" in preferences.get("palette.recent"))
    assert title not in preferences.get("palette.recent")
    first.close()
    palette = again(qtbot, start, sample_folder)
    qtbot.waitUntil(lambda: [one.code or one.name for one in palette.recent] == ["appearance.next", "T1"])
    assert [one.text for one in palette.recent][1] == title
    assert [one.kind for one in palette.model.lines[1:3]] == ["recent", "recent"]


def test_what_is_kept_is_bounded_and_what_cannot_be_read_is_left_out():
    many = [Used("command", f"go.{n}") for n in range(20)]
    assert read(written(many)) == tuple(many[:MOST])
    assert read('[["command", "go.today"], ["other", "x"], 7, ["code", 3], ["view", ""]]') == (
        Used("command", "go.today"),
    )
    assert read("{") == ()


def test_arrows_go_past_headings_and_round_and_esc_closes(qtbot, sample_window):
    palette = opened(qtbot, sample_window)
    first = palette.chosen()
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.chosen() != first
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.chosen() == palette.model.lines[-1]
    QTest.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert not palette.chosen().is_heading
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_nothing_found_says_so(qtbot, sample_window):
    palette = opened(qtbot, sample_window)
    palette.field.setText("zzqqxxyy")
    qtbot.waitUntil(lambda: "zzqqxxyy" in palette.nothing.text())
    assert palette.nothing.isVisible()
    assert palette.chosen() is None


def test_every_action_of_every_place_can_be_found(qtbot, sample_window):
    from gemba.ui.keys.actions import all_actions

    palette = opened(qtbot, sample_window)
    listed = {line.name for line in palette.model.lines}
    front = sample_window.place
    # It does what "sessions.new" does, which is listed.
    wanted = {action.id for action in all_actions()} - {"palette.open", "today.new"}
    refused = {name for name in wanted - listed if name.startswith("today.") and not front.allows(name)}
    assert wanted - listed - refused == set()
    assert [line.text for line in palette.model.lines].count("New visit") <= 1


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("tick", "Go to Tickets", "Tick"),
        ("gtt", "Go to Tickets", "GtT"),
        ("viet", "Tiếng Việt", "Việt"),
        ("dong", "Đồng bộ", "Đồng"),
        ("退款", "为什么退款慢", "退款"),
        ("bkup", "Make a backup now", "bkup"),
    ],
)
def test_letters_that_fit_are_marked_in_any_script(query, text, found):
    hit = match(query, text)
    assert hit is not None
    assert "".join(text[at] for at in hit.places).casefold() == found.casefold()


def test_a_beginning_is_better_than_a_middle_and_that_than_initials():
    begins, inside, initials = match("his", "History"), match("his", "Show this"), match("his", "Hide it soon")
    assert begins is not None and inside is not None and initials is not None
    assert begins.score > inside.score > initials.score
    assert match("xyz", "History") is None
    assert match("his zzz", "History") is None


def test_the_found_letters_behind_an_emoji_are_those_that_are_drawn_strong(qapp):
    theme = Theme(qapp, appearance="light")
    delegate, text = LineDelegate(theme, theme), "🙂🙂 Order 🙂"
    found = match("order", text)
    assert found is not None
    drawn = "".join(
        in_units(text, one.start, one.start + one.length) for one in (delegate._strong(text, at) for at in found.places)
    )
    assert drawn == "Order"
    emoji = delegate._strong(text, 0)
    assert (emoji.start, emoji.length) == (0, 2)
