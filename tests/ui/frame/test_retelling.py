"""Another language, chosen in the settings: every window says everything in it at once, where it stood."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QTextEdit,
)

from gemba.i18n import LANGUAGES
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.keys.spoken import spoken
from gemba.ui.language.qt_words import QtWords


def settled(qtbot, window: MainWindow) -> MainWindow:
    qtbot.waitUntil(lambda: bool(window.places) and not window.desk.jobs.busy)
    return window


def menu_texts(field: QLineEdit | QTextEdit) -> list[str]:
    menu = field.createStandardContextMenu()
    texts = [action.text().split("\t")[0].replace("&", "") for action in menu.actions() if action.text()]
    menu.deleteLater()
    return texts


@pytest.mark.parametrize("language", ["zh-Hans", "vi"])
def test_chosen_in_the_settings_it_is_spoken_everywhere(qtbot, start, sample_folder, language):
    application = start(sample_folder)
    first = settled(qtbot, application.open_window())
    ticket = application.app.tickets.views()[0].row
    first.go("tickets", ticket.id)
    reference = first.place.current_row()
    second = settled(qtbot, application.open_window("settings"))
    second.resize(1100, 700)
    combo = second.place.fields["language"].control
    combo.setFocus()
    combo.setCurrentIndex(combo.findData(language))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: application.words.language == language)
    tickets, settings = application.windows
    assert tickets is not first and settings is not second
    settled(qtbot, tickets)
    settled(qtbot, settings)
    assert (tickets.place_name, tickets.place.current_row()) == ("tickets", reference)
    assert (settings.place_name, settings.place.current_row()) == ("settings", "language")
    assert (settings.width(), settings.height()) == (1100, 700)
    assert settings.rail.buttons["tickets"].text() != "Tickets"
    assert settings.rail.buttons["tickets"].text() == application.words.tr("Tickets")
    assert tickets.trail is first.trail
    assert application.app.library is not None
    # Back to English in the window that was built anew: the program has not ended meanwhile.
    application.app.preferences.set("language", "en")
    settings.desk.settings_changed.emit("language")
    qtbot.waitUntil(lambda: application.words.language == "en")
    assert application.windows[0].rail.buttons["tickets"].text() == "Tickets"


def test_nothing_happens_where_the_language_stays(qtbot, start, empty_folder):
    application = start(empty_folder)
    window = settled(qtbot, application.open_window())
    window.desk.settings_changed.emit("language")
    QTest.qWait(0)
    assert application.windows == [window]


@pytest.mark.parametrize("language", LANGUAGES)
def test_qts_own_texts_speak_it_too(qtbot, qapp: QApplication, language):
    words = QtWords(qapp)
    words.speak(language)
    try:
        field, prose = QLineEdit(), QTextEdit()
        for owner in (field, prose):
            qtbot.addWidget(owner)
            texts = menu_texts(owner)
            english = {"Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select All"}
            assert len(texts) >= 7
            assert (set(texts) & english == set()) == (language != "en"), texts
        said = QCoreApplication.translate("QPlatformTheme", "Cancel")
        assert (said == "Cancel") == (language == "en")
        assert QCoreApplication.translate("Nowhere", "Never heard of") == "Never heard of"
    finally:
        words.speak("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def print_texts() -> set[str]:
    """Return every text of the print dialog."""
    printer = QPrinter()
    dialog = QPrintDialog(printer)
    texts = {one.text() for one in dialog.findChildren(QLabel)}
    texts |= {one.text() for one in dialog.findChildren(QAbstractButton)}
    texts |= {one.title() for one in dialog.findChildren(QGroupBox)}
    texts |= {tabs.tabText(at) for tabs in dialog.findChildren(QTabWidget) for at in range(tabs.count())}
    texts |= {box.itemText(at) for box in dialog.findChildren(QComboBox) for at in range(box.count())}
    dialog.deleteLater()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)
    return texts - {"", "...", "…"}


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "vi"])
def test_the_print_dialog_speaks_it_too_every_word(qapp: QApplication, language):
    words = QtWords(qapp)
    english = print_texts()
    assert len(english) > 20
    words.speak(language)
    try:
        assert print_texts() & english == set()
    finally:
        words.speak("en")


@pytest.mark.parametrize(
    ("language", "space"), [("en", "Space"), ("zh-Hans", "空格"), ("zh-Hant", "空白鍵"), ("vi", "Phím cách")]
)
def test_keys_are_called_as_our_sentences_call_them(qapp: QApplication, language, space):
    words = QtWords(qapp)
    words.speak(language)
    try:
        assert [spoken(key) for key in ("Return", "Enter", "Ctrl+Return", "Backspace")] == [
            "Enter",
            "Enter",
            "Ctrl+Enter",
            "Backspace",
        ]
        assert spoken("Space") == space
        assert spoken("Shift+Del") == "Shift+Del"
        if language.startswith("zh"):
            assert spoken("Alt+Left") == "Alt+←"
    finally:
        words.speak("en")
