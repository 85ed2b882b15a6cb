"""The entry line: kinds, keeping, links, input methods; on the real page over a real library."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionFrame

from gemba.errors import DiskFull
from gemba.message import say
from gemba.model.values import ObservationKind, SeenAs
from gemba.services.tickets.fields import TicketFields
from gemba.ui.language.days import said_day
from gemba.ui.language.words import Words
from gemba.ui.live.line import TypedLine
from gemba.ui.live.line_hints import LINE_HINTS
from gemba.ui.widgets.kinds import KIND_ORDER, LETTERS
from gemba.ui.widgets.text_units import units


def texts(page):
    return [row.text for row in page.desk.app.observations.all()]


def kinds(page):
    return [row.kind for row in page.desk.app.observations.all()]


def room_px(edit):
    """Return how wide a text may be in a field by what Qt itself says, with border and padding of the sheet."""
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    inside = QApplication.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
    return inside.width() - 2 * 2


def keep(qtbot, page, line):
    before = len(page.desk.app.observations.all())
    QTest.keyClicks(page.entry.edit, line)
    QTest.keyClick(page.entry.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.desk.app.observations.all()) == before + 1)
    qtbot.waitUntil(lambda: page.entry.edit.text() == "")


@pytest.mark.parametrize("letter", sorted(LETTERS))
def test_a_slash_a_letter_and_a_blank_choose_the_kind(live, letter):
    edit = live.entry.edit
    QTest.keyClicks(edit, f"/{letter}")
    assert edit.text() == f"/{letter}"
    QTest.keyClicks(edit, " ")
    assert edit.text() == ""
    assert live.sitting.line.kind is LETTERS[letter]


def test_backspace_at_the_start_gives_the_typed_letters_back(live):
    edit = live.entry.edit
    QTest.keyClicks(edit, "/w copies")
    QTest.keyClick(edit, Qt.Key.Key_Home)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.text() == "/wcopies"
    assert edit.cursorPosition() == 2
    assert live.sitting.line.kind is ObservationKind.FACT


def test_plain_letters_never_choose_a_kind(qtbot, live):
    keep(qtbot, live, "w is a letter, /w in the middle too, and /zz ")
    assert kinds(live) == [ObservationKind.FACT]


def test_tab_goes_through_the_kinds_both_ways_and_the_kind_stays_for_the_next_line(qtbot, live):
    edit = live.entry.edit
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert live.sitting.line.kind is KIND_ORDER[1]
    QTest.keyClick(edit, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(edit, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert live.sitting.line.kind is KIND_ORDER[-1]
    live.sitting.line.choose(ObservationKind.WASTE)
    keep(qtbot, live, "first")
    keep(qtbot, live, "second")
    assert kinds(live) == [ObservationKind.WASTE, ObservationKind.WASTE]
    assert edit.hasFocus()


def test_the_field_holds_the_text_until_it_is_durable_and_loses_no_key_meanwhile(qtbot, live):
    edit = live.entry.edit
    QTest.keyClicks(edit, "first line")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "first line"  # nothing is acknowledged before the event loop turns
    QTest.keyClicks(edit, "/w second")
    assert live.sitting.line.kind is ObservationKind.WASTE
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "third, half typed")
    qtbot.waitUntil(lambda: edit.text() == "third, half typed")
    assert texts(live) == ["first line", "second"]
    assert kinds(live) == [ObservationKind.FACT, ObservationKind.WASTE]


def test_a_line_changed_while_it_is_on_its_way_loses_nothing(qtbot, live):
    edit = live.entry.edit
    QTest.keyClicks(edit, "first line")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, "XY") if edit.text() != "/ofirst line" else None
    shown = edit.text()
    qtbot.waitUntil(lambda: texts(live) == ["first line"])
    qtbot.waitUntil(lambda: not live.sitting.line.busy)
    assert edit.text() in (shown, shown.replace("first line", ""))


def test_a_note_that_cannot_be_kept_stays_with_the_sentence_and_can_be_tried_again(qtbot, live):
    full = [True]

    def refuse(op, touched):
        if full[0]:
            raise DiskFull(say("The disk is full."), mend=say("Free some room."))

    live.desk.app.library.before_commit.append(refuse)
    edit = live.entry.edit
    QTest.keyClicks(edit, "/w not lost")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: live.entry.problem.isVisible())
    assert edit.text() == "not lost"
    assert "The disk is full." in live.entry.problem.text()
    full[0] = False
    live.entry.again.click()
    qtbot.waitUntil(lambda: edit.text() == "")
    assert texts(live) == ["not lost"]
    assert not live.entry.problem.isVisible()


def test_an_empty_line_is_not_kept(live):
    QTest.keyClicks(live.entry.edit, "   ")
    QTest.keyClick(live.entry.edit, Qt.Key.Key_Return)
    assert not live.sitting.line.busy
    assert texts(live) == []


# -- what a kind carries ------------------------------------------------------------------------------------------


def test_an_artifact_is_written_in_one_line(qtbot, live):
    keep(qtbot, live, '/a Sheet "Refunds W46" | purpose: for the lead | 30 | read by: nobody')
    (seen,) = live.desk.app.artifacts.sightings()
    assert (seen.name, seen.purpose, seen.minutes_per_week) == ('Sheet "Refunds W46"', "for the lead", 30)
    assert (seen.still_read_by, seen.team) == ("nobody", "Refunds desk")
    assert "30 min a week" in live.timeline.rows.rows[0].details


def test_an_artifacts_fields_are_the_line_and_the_line_is_the_fields(qtbot, live):
    edit, fields = live.entry.edit, live.entry.carried.fields
    QTest.keyClicks(edit, "/a Board | 15")
    fields = live.entry.carried.fields
    assert fields["minutes"].text() == "15"
    QTest.keyClick(edit, Qt.Key.Key_Down)
    qtbot.waitUntil(fields["purpose"].hasFocus)
    QTest.keyClicks(fields["purpose"], "daily stand-up")
    assert edit.text() == "Board | purpose: daily stand-up | 15"
    QTest.keyClick(fields["purpose"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edit.text() == "")
    (seen,) = live.desk.app.artifacts.sightings()
    assert (seen.name, seen.purpose, seen.minutes_per_week) == ("Board", "daily stand-up", 15)


def test_a_chain_of_hand_offs_is_kept_by_its_links(qtbot, live):
    edit = live.entry.edit
    QTest.keyClicks(edit, "/h agent > back office > finance: list by mail")
    assert "agent → back office → finance" in live.entry.carried.chain.text()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edit.text() == "")
    steps = live.desk.app.library.queries.hand_off_steps()
    assert [(step.giver, step.taker, step.what) for step in steps] == [
        ("agent", "back office", "list by mail"),
        ("back office", "finance", "list by mail"),
    ]


def test_a_near_miss_has_two_severities_and_a_promise_who_and_when(qtbot, live):
    keep(qtbot, live, "/x Sent to the row above | 1 | 4")
    keep(qtbot, live, "/p Ask for a second slot | who: team lead | due: 2026-11-30")
    note = live.desk.app.observations.all()[0]
    assert (note.severity_actual, note.severity_potential, note.text) == (1, 4, "Sent to the row above")
    (promise,) = live.desk.app.promises.all()
    assert (promise.text, promise.by_role, promise.due) == ("Ask for a second slot", "team lead", "2026-11-30")
    qtbot.waitUntil(lambda: "promises open: 1" in live.card.promises.text())


def test_the_day_that_a_promise_names_shows_before_it_is_kept(qtbot, live):
    edit = live.entry.edit
    QTest.keyClicks(edit, "/p Ask finance for the list")
    due = live.entry.carried.fields["due"]
    assert due.placeholderText() == "due when?"
    QTest.keyClicks(edit, " by 27 Nov")
    assert due.placeholderText().replace("\u00a0", " ").startswith("27 Nov 20")
    assert due.text() == "", "it stands in the words, not in the field"
    shown = due.placeholderText()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(live.desk.app.promises.all()) == 1)
    assert said_day(live.desk.app.promises.all()[0].due, live.desk.words) == shown
    qtbot.waitUntil(lambda: due.placeholderText() == "due when?")


def test_a_debate_about_format_has_a_start_a_stop_and_its_minutes(qtbot, live, fake_time):
    live.handlers()["live.debate"]()
    for _ in range(36):
        fake_time.passes(20)
        live.sitting.go_on_ticking()
    assert live.card.debate.isVisible()
    live.handlers()["live.debate"]()
    qtbot.waitUntil(lambda: kinds(live) == [ObservationKind.FORMAT_DEBATE])
    assert live.desk.app.observations.all()[0].debate_minutes == 12


# -- how it was seen ----------------------------------------------------------------------------------------------


def test_how_it_was_seen_is_one_key_and_never_carried_over(qtbot, live):
    edit = live.entry.edit
    QTest.keyClicks(edit, "seen at the desk")
    live.handlers()["live.seen_live"]()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edit.text() == "")
    keep(qtbot, live, "said by somebody")
    assert [row.seen_as for row in live.desk.app.observations.all()] == [SeenAs.LIVE, None]
    live.handlers()["live.seen_told"]()  # nothing is typed: it is said of the last note
    qtbot.waitUntil(lambda: live.desk.app.observations.all()[1].seen_as is SeenAs.TOLD)


# -- links --------------------------------------------------------------------------------------------------------


def test_an_at_sign_offers_roles_and_takes_one_without_losing_the_line(live):
    edit = live.entry.edit
    QTest.keyClicks(edit, "asked the @te")
    assert live.entry.links.isVisible()
    assert [link.reference for link in live.entry.links.found] == ["team lead"]
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "asked the team lead "
    assert texts(live) == []
    assert not live.entry.links.isVisible()


def test_an_address_is_no_link_and_escape_leaves_the_words(live):
    edit = live.entry.edit
    QTest.keyClicks(edit, "wrote to a@te")
    assert not live.entry.links.isVisible()
    QTest.keyClicks(edit, " @")
    assert live.entry.links.isVisible()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert not live.entry.links.isVisible()
    assert edit.text() == "wrote to a@te @"
    assert edit.hasFocus()


def test_behind_an_emoji_the_list_opens_and_what_is_taken_goes_where_the_sign_stood(live):
    edit = live.entry.edit
    edit.insert("🙂🙂 asked ")
    QTest.keyClicks(edit, "@te")
    assert live.entry.links.isVisible()
    edit.insert("")
    after = edit.cursorPosition()
    edit.insert(" 🙂 today")
    edit.setCursorPosition(after)
    assert live.entry.links.isVisible()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "🙂🙂 asked team lead  🙂 today"
    QTest.keyClicks(edit, "Mara")
    assert edit.text() == "🙂🙂 asked team lead Mara 🙂 today"


def test_a_sign_after_the_cursor_opens_no_list_behind_an_emoji(live):
    edit = live.entry.edit
    edit.insert("🙂 asked @te")
    edit.setCursorPosition(len("🙂 asked @te") - 2)  # Qt counts one more: between "@" and "te" it is one further
    assert live.entry.links.isHidden()


def test_a_kind_is_chosen_and_given_back_behind_a_line_with_an_emoji_that_is_on_its_way(live):
    edit, line = live.entry.edit, live.sitting.line
    edit.insert("🙂 first")
    line._ahead.append(TypedLine("held", ObservationKind.FACT, "🙂 first"))  # as while a slow disk takes it
    edit.begin = line.begin
    QTest.keyClicks(edit, "/w then this")
    assert line.kind is ObservationKind.WASTE and edit.text() == "🙂 firstthen this"
    for _ in "then this":
        QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.text() == "🙂 first/w" and edit.cursorPosition() == units(edit.text())
    line._ahead.clear()


# -- input methods ------------------------------------------------------------------------------------------------


def compose(edit, preedit, commit=""):
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(edit, event)


@pytest.mark.parametrize(
    ("steps", "commit"), [(["t", "tui", "tuikuan"], "退款要九天"), (["o", "oo"], "hoàn tiền"), (["w", "wo"], "我")]
)
def test_an_input_method_is_never_in_the_way(qtbot, live, steps, commit):
    edit, line = live.entry.edit, live.sitting.line
    for preedit in steps:
        compose(edit, preedit)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backspace, Qt.Key.Key_Space):
            QTest.keyClick(edit, key) if key != Qt.Key.Key_Space else None
        assert line.kind is ObservationKind.FACT
        assert not line.busy
    compose(edit, "", commit)
    assert edit.text() == commit
    assert line.text == commit
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(live) == [commit])


def test_a_composed_slash_chooses_no_kind(live):
    edit = live.entry.edit
    QTest.keyClicks(edit, "/")
    compose(edit, "w ")
    assert live.sitting.line.kind is ObservationKind.FACT
    compose(edit, "", "问 ")
    assert edit.text() == "/问 "
    assert live.sitting.line.kind is ObservationKind.FACT


def test_undo_with_an_empty_line_takes_the_last_note_back(qtbot, live):
    keep(qtbot, live, "a note too many")
    event_taken = []
    edit = live.entry.edit
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    edit.event(event)
    event_taken.append(event.isAccepted())
    QTest.keyClicks(edit, "x")
    typing = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    typing.ignore()
    edit.event(typing)
    event_taken.append(typing.isAccepted())
    assert event_taken == [False, True]


def test_the_chip_has_its_measures_in_both_looks(qtbot, live):
    theme, kind = live.desk.theme, live.entry.kind
    before = kind.iconSize(), kind.sizeHint()
    theme.wear("dark")
    QCoreApplication.processEvents()
    assert (kind.iconSize(), kind.sizeHint()) == before
    theme.wear("light")


def test_how_a_line_of_a_kind_is_written_can_be_read_while_it_is_typed(live):
    for typed, said in (("/h ", "agent > back office > finance"), ("/x ", "actual 0–5 | potential 0–5")):
        QTest.keyClicks(live.entry.edit, f"{typed}words")
        assert said in live.entry.edit.toolTip()
        live.entry.edit.clear()


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant", "vi"])
def test_no_hint_is_cut_in_the_line_or_in_the_mini_bar(qtbot, live, language):
    live.desk.words = Words(language)
    live.mini.appear()
    qtbot.waitExposed(live.mini)
    for kind in KIND_ORDER:
        live.entry.line.choose(kind)
        for entry in (live.entry, live.mini.entry):
            entry.looks_changed()
            edit, hint = entry.edit, entry.edit.placeholderText()
            assert edit.fontMetrics().horizontalAdvance(hint) <= room_px(edit), hint
            assert edit.hint_room_px() == room_px(edit)
            # The long one stays to be read.
            assert live.desk.words.tr(LINE_HINTS[kind][0]) in edit.toolTip()


def test_a_line_that_has_room_again_says_more(live):
    edit = live.entry.edit
    hints = ("agent > back office", "agent")
    edit.offer_hints(hints)
    for width_px, shown in ((400, hints[0]), (60, hints[1]), (400, hints[0])):
        edit.resize(width_px, edit.height())
        assert edit.placeholderText() == shown


def test_things_to_link_stand_at_even_distances_in_every_script(qtbot, live):
    for title in ("Refund data typed three times", "查不到商户号", "Nhân viên chép mã hai lần"):
        live.desk.app.tickets.new(TicketFields(title=title))
    live.links.forget()
    QTest.keyClicks(live.entry.edit, "see @")
    popup = live.entry.links
    assert popup.isVisible() and popup.count() >= 3
    assert len({popup.visualItemRect(popup.item(row)).height() for row in range(popup.count())}) == 1
