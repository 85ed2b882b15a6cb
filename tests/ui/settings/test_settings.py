"""The settings page: kept at once, wrong values said beside the field, keys changed by pressing another."""

from __future__ import annotations

import json
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from gemba import paths
from gemba.model.location import classify
from gemba.services.tickets.fields import TicketFields
from gemba.settings import DECLARED, PersonSettings
from gemba.ui.settings.place import _KEYS, _SECTIONS, ELSEWHERE
from tests.patience import HANG_GUARD_S


@pytest.fixture
def place(qtbot, sample_window):
    sample_window.go("settings")
    place = sample_window.places["settings"]
    for heading in (*(name for name, _ in reversed(_SECTIONS)), _KEYS):
        place.open_section(heading)
    return place


def typed(qtbot, field, text):
    place = field.window().places["settings"]
    place.open_section(next(name for name, keys in _SECTIONS if field.key in keys))
    field.control.setFocus()
    field.control.selectAll()
    QTest.keyClicks(field.control, text)
    QTest.keyClick(field.control, Qt.Key.Key_Return)


def row_of(place, action_id):
    return next(row for row in place.keys.rows if row.action.id == action_id)


def test_every_declared_setting_has_its_place():
    shown = {key for _, keys in _SECTIONS for key in keys}
    assert shown | ELSEWHERE == set(DECLARED)


def test_the_list_of_sections_shows_that_it_has_the_keys(qtbot, place):
    place.window().activateWindow()
    qtbot.waitActive(place.window())
    place.open_section("Backups")
    place.sections.setFocus()
    qtbot.waitUntil(place.sections.hasFocus)
    with_keys = place.sections.grab().toImage()
    place.fields[SECOND].control.setFocus()
    qtbot.waitUntil(place.fields[SECOND].control.hasFocus)
    assert place.sections.grab().toImage() != with_keys


def test_every_empty_field_says_what_empty_means(place):
    lines = [field.control for field in place.fields.values() if isinstance(field.control, QLineEdit)]
    assert [line.accessibleName() for line in lines if not line.text() and not line.placeholderText()] == []
    assert any(not line.text() for line in lines)


def test_a_key_of_the_desktop_stands_once_with_what_became_of_it(place):
    place.open_section("Pictures of the screen")
    page = place.fields["capture.key.region"].parentWidget()
    words = [one.text() for one in page.findChildren(QLabel)] + [one.text() for one in page.findChildren(QLineEdit)]
    for once in ("Region or window", "Ctrl+Alt+G", "Whole screen", "Window in front", "Last region again"):
        assert words.count(once) == 1, once
    place.desk.keys_held.emit({"way": "x11", "region": "works", "screen": "taken"})
    said = {mode: place.fields[f"capture.key.{mode}"].note.text() for mode in ("region", "screen", "window", "last")}
    assert said == {
        "region": "works",
        "screen": "another program has this key",
        "window": "Anywhere.",
        "last": "not heard here",
    }
    assert place.fields["capture.key.screen"].control.accessibleDescription() == said["screen"]


def test_a_value_is_kept_when_the_field_is_left(qtbot, place):
    typed(qtbot, place.fields["smell.teams"], "5")
    qtbot.waitUntil(lambda: place.desk.app.preferences.get("smell.teams") == "5")
    assert place.fields["smell.teams"].problem.isHidden()


def test_a_wrong_value_is_said_beside_the_field_and_not_kept(qtbot, place):
    field = place.fields["smell.teams"]
    typed(qtbot, field, "many")
    qtbot.waitUntil(lambda: not field.problem.isHidden())
    assert "“many” is not a number." in field.problem.text()
    assert place.desk.app.preferences.get("smell.teams") == "3"
    QTest.keyClick(field.control, Qt.Key.Key_Escape)
    assert field.control.text() == "3" and field.problem.isHidden()


def test_rates_are_written_as_a_person_writes_them(qtbot, place):
    field = place.fields["house.rates"]
    typed(qtbot, field, "cny 0.128, VND = 0.000037")
    qtbot.waitUntil(lambda: place.desk.app.preferences.get("house.rates") != "{}")
    assert json.loads(place.desk.app.preferences.get("house.rates")) == {"CNY": "0.128", "VND": "0.000037"}
    qtbot.waitUntil(lambda: field.control.text() == "CNY 0.128, VND 0.000037")


def test_a_setting_of_the_house_is_a_step_of_the_history(qtbot, place, sample_window):
    typed(qtbot, place.fields["house.currency"], "CHF")
    qtbot.waitUntil(lambda: place.desk.app.preferences.get("house.currency") == "CHF")
    sample_window.trigger("history.undo")
    qtbot.waitUntil(lambda: place.fields["house.currency"].control.text() == "EUR")


def test_a_key_is_changed_by_pressing_another(qtbot, place):
    row = row_of(place, "history.show")
    QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
    QTest.keyClick(row.button, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: place.desk.app.preferences.get("keys") == '{"history.show": ["F12"]}')
    qtbot.waitUntil(lambda: row.button.text() == "F12")
    QTest.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.desk.app.preferences.get("keys") == "{}")


def test_a_key_that_is_taken_is_refused_with_the_name_of_who_has_it(qtbot, place):
    row = row_of(place, "history.show")
    QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
    QTest.keyClick(row.button, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "Search or do…" in row.problem.text()
    assert place.desk.app.preferences.get("keys") == "{}"


def test_the_actions_are_narrowed_down_by_typing(qtbot, place):
    QTest.keyClicks(place.keys.narrow, "undo")
    shown = [row.action.id for row in place.keys.rows if not row.isHidden()]
    assert "history.undo" in shown and "go.today" not in shown


def test_the_newest_backup_is_named(qtbot, place):
    place.desk.app.backups.take()
    place.backups.load()
    qtbot.waitUntil(lambda: place.backups.summary.text().startswith("The newest that can be read is of "))


def test_a_backup_made_while_one_looks_is_in_the_list(qtbot, place):
    place.open_section("Backups")
    qtbot.waitUntil(lambda: not place.desk.jobs.busy and place.backups.isVisible())
    before = place.backups._rows.count()
    place.backups.make.click()
    qtbot.waitUntil(lambda: place.backups._rows.count() == before + 2)


def test_a_backup_that_gemba_makes_by_itself_while_one_looks_is_in_the_list(qtbot, start, sample_folder):
    application = start(sample_folder)
    window = application.open_window()
    qtbot.waitUntil(lambda: bool(window.places))
    window.go("settings")
    place, behind = window.places["settings"], application.behind
    place.open_section("Backups")
    qtbot.waitUntil(lambda: not place.desk.jobs.busy and place.backups.isVisible())
    before = place.backups._rows.count()
    application.app.tickets.edit("T5", TicketFields(title="Changed, so that there is something to save"))
    behind.visit_ended()
    qtbot.waitUntil(lambda: place.backups._rows.count() == before + 2)


def test_the_section_that_is_read_is_marked_from_the_first_visit_on(qtbot, sample_window):
    sample_window.activateWindow()
    sample_window.go("settings")
    sections = sample_window.places["settings"].sections
    assert [one.text() for one in sections.selectedItems()] == ["For you"]
    sections.setCurrentRow(2)
    sample_window.go("today")
    sample_window.go("settings")
    assert [one.text() for one in sections.selectedItems()] == ["Originals"]


def test_what_is_half_typed_stays_while_something_else_changes(qtbot, place):
    field, other = place.fields["house.currency"], place.fields["smell.teams"]
    place.open_section("Money")
    field.control.setFocus()
    field.control.selectAll()
    QTest.keyClicks(field.control, "CH")
    place.desk.app.preferences.set("smell.teams", "7")
    qtbot.waitUntil(lambda: other.control.text() == "7")
    assert field.control.text() == "CH"
    place.desk.app.preferences.set("house.currency", "USD")
    qtbot.waitUntil(lambda: field.control.text() == "USD")


def test_what_is_typed_on_while_a_value_is_kept_stays(qtbot, place):
    field = place.fields["paper.line"]
    typed(qtbot, field, "internal")
    QTest.keyClicks(field.control, " use")
    qtbot.waitUntil(lambda: place.desk.app.preferences.get("paper.line") == "internal" and not place.desk.jobs.busy)
    assert field.control.text() == "internal use"
    QTest.keyClick(field.control, Qt.Key.Key_Return)
    QTest.keyClick(field.control, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: place.desk.app.preferences.get("paper.line") == "internal use" and not place.desk.jobs.busy)
    assert field.control.text() == "internal use", "too late to be given up, and not hidden either"


SECOND = "backup.second_folder"


def test_a_second_folder_that_is_not_there_is_said_at_once_and_not_kept(qtbot, place):
    field = place.fields[SECOND]
    typed(qtbot, field, "/no/such/place/backups")
    qtbot.waitUntil(lambda: not field.problem.isHidden())
    assert "There is no folder “/no/such/place/backups”, and none can be made there." in field.problem.text()
    assert "Plug its disk in, or choose another folder." in field.problem.text()
    assert place.desk.app.preferences.get(SECOND) == "" and field.control.text() == "/no/such/place/backups"
    QTest.keyClick(field.control, Qt.Key.Key_Escape)
    assert field.control.text() == "" and field.problem.isHidden()


def test_a_second_folder_on_the_same_disk_is_kept_and_said(qtbot, place, tmp_path):
    field = place.fields[SECOND]
    typed(qtbot, field, str(tmp_path))
    qtbot.waitUntil(lambda: place.desk.app.preferences.get(SECOND) == str(tmp_path))
    qtbot.waitUntil(lambda: "the same disk as the library" in field.note.text())
    assert field.problem.isHidden() and field.control.accessibleDescription() == field.note.text()
    typed(qtbot, field, str(place.desk.app.library.folder))
    qtbot.waitUntil(lambda: "is part of the library" in field.problem.text())
    assert place.desk.app.preferences.get(SECOND) == str(tmp_path)
    assert field.note.text() == "On another disk.", "what was said of the folder that is kept is not said of this one"
    QTest.keyClick(field.control, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "the same disk as the library" in field.note.text())
    field.control.clear()
    QTest.keyClick(field.control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.desk.app.preferences.get(SECOND) == "")
    qtbot.waitUntil(lambda: field.note.text() == "On another disk.")


def test_a_second_folder_given_up_while_it_is_looked_at_is_not_kept(qtbot, place, tmp_path):
    field = place.fields[SECOND]
    typed(qtbot, field, str(tmp_path))
    QTest.keyClick(field.control, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not place.desk.jobs.busy)
    assert place.desk.app.preferences.get(SECOND) == "" and field.control.text() == ""


def test_a_refusal_that_comes_after_esc_is_not_said_of_the_folder_that_stands_there_again(qtbot, place):
    field = place.fields[SECOND]
    typed(qtbot, field, "/no/such/place/backups")
    QTest.keyClick(field.control, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not place.desk.jobs.busy)
    assert field.control.text() == "" and field.problem.isHidden() and field.control.property("wrong") is not True


def test_a_second_folder_is_never_looked_at_on_the_thread_that_writes(qtbot, place, tmp_path, monkeypatch):
    looked = []

    def told_apart(folder):
        looked.append(threading.current_thread().name)
        return classify(folder)

    monkeypatch.setattr("gemba.services.keeping.second_folder.classify", told_apart)
    typed(qtbot, place.fields[SECOND], str(tmp_path))
    qtbot.waitUntil(lambda: place.desk.app.preferences.get(SECOND) == str(tmp_path))
    qtbot.waitUntil(lambda: not place.desk.jobs.busy)
    assert looked and {name.rpartition("_")[0] for name in looked} == {"gemba-computing"}


def test_a_second_folder_named_in_a_window_that_closes_holds_up_nothing_that_another_writes(
    qtbot, start, sample_folder, tmp_path, monkeypatch
):
    awake, asked = threading.Event(), threading.Event()

    def asleep(folder):
        if threading.current_thread().name.startswith("gemba-"):
            asked.set()
            assert awake.wait(HANG_GUARD_S)
        return classify(folder)

    application = start(sample_folder)
    other = application.open_window()
    qtbot.waitUntil(lambda: bool(other.places))
    place = backups_of(qtbot, application)
    monkeypatch.setattr("gemba.services.keeping.second_folder.classify", asleep)
    typed(qtbot, place.fields[SECOND], str(tmp_path))
    place.window().close()
    qtbot.waitUntil(asked.is_set)
    written = []
    other.desk.do(lambda: written.append(1))
    qtbot.waitUntil(lambda: bool(written))
    assert other.desk.app.preferences.get(SECOND) == "", "the disk still sleeps"
    awake.set()
    qtbot.waitUntil(lambda: other.desk.app.preferences.get(SECOND) == str(tmp_path))


def test_a_second_folder_that_is_looked_at_while_the_window_closes_is_kept(qtbot, start, sample_folder, tmp_path):
    settings = named_at_the_end(qtbot, start(sample_folder), tmp_path)
    assert PersonSettings(settings).get(SECOND) == str(tmp_path)


def test_a_second_folder_that_is_refused_while_the_window_closes_is_said_the_next_time(qtbot, start, sample_folder):
    settings = named_at_the_end(qtbot, start(sample_folder), "/no/such/place/backups")
    assert PersonSettings(settings).get(SECOND) == ""
    for said in (True, False):  # once
        application = start(sample_folder)
        field = backups_of(qtbot, application).fields[SECOND]
        if said:
            qtbot.waitUntil(lambda field=field: "no folder “/no/such/place/backups”" in field.problem.text())
            qtbot.waitUntil(lambda application=application: not application.jobs.busy)
        assert field.control.text() == ("/no/such/place/backups" if said else "")
        application.close()


def backups_of(qtbot, application):
    window = application.open_window()
    qtbot.waitUntil(lambda: bool(window.places))
    window.go("settings")
    place = window.places["settings"]
    place.open_section("Backups")
    return place


def named_at_the_end(qtbot, application, folder):
    place = backups_of(qtbot, application)
    typed(qtbot, place.fields[SECOND], str(folder))
    # What the look found comes with the next turn of the loop, and there is none.
    application.close()
    return paths.user_config() / "settings.json"


def test_a_second_folder_that_is_away_is_said_where_it_stands(qtbot, sample_window, tmp_path):
    app = sample_window.desk.app
    (tmp_path / "disk").mkdir()
    app.preferences.set(SECOND, str(tmp_path / "disk" / "backups"))
    (tmp_path / "disk").rmdir()
    sample_window.go("settings")
    place = sample_window.places["settings"]
    place.open_section("Backups")
    field = place.fields[SECOND]
    qtbot.waitUntil(lambda: "Plug its disk in" in field.note.text())
    assert field.problem.isHidden() and field.control.text() == str(tmp_path / "disk" / "backups")
