"""Without eyes and without a mouse: everything that takes the focus has a name, and Tab comes to all of it."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from gemba.i18n import LANGUAGES
from gemba.ui.annotator.canvas import Canvas
from gemba.ui.first_start.welcome import Welcome
from gemba.ui.language.words import Words
from gemba.ui.live.entry_edit import EntryEdit
from gemba.ui.look.theme import Theme
from tests.ui import hearing, states

#: Tab chooses the kind of a note, and walks the proposals (UX.md); other keys lead out of both
KEEPS_TAB = (EntryEdit, Canvas)


def problems_in(root: QWidget) -> list[str]:
    front = hearing.front_of(root)
    been, kept = hearing.tabbed(front)
    wrong = [f"keeps Tab: {hearing.name_of(one)}" for one in kept if not isinstance(one, KEEPS_TAB) and len(been) > 1]
    never = [f"never reached: {one}" for one in hearing.unreached(front, been)]
    return [*hearing.nameless(root), *(f"filler: {one}" for one in hearing.fillers(root)), *wrong, *never]


@pytest.mark.timeout(3600)  # against hanging only
@pytest.mark.qt_log_ignore("This plugin does not support raise")
@pytest.mark.parametrize("library", ["sample", "empty"])
def test_every_state_is_named_and_reached_by_tab(qtbot, start, request, library):
    folder = request.getfixturevalue(f"{library}_folder")
    application = start(folder)
    found = []
    for state, _window, root in states.walk(qtbot, application, states.SAMPLE if library == "sample" else states.EMPTY):
        assert len(hearing.focusables(root)) > 5, "the walk sees nothing"
        found += [f"{state.name}: {one}" for one in problems_in(root)]
    assert "\n".join(found) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_welcome_is_named_and_reached_by_tab(qtbot, qapp: QApplication, tmp_path, language):
    theme = Theme(qapp, appearance="light", language=language)
    window = Welcome(theme, Words(language), tmp_path / "library.gemba")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert problems_in(window) == []
    window.begin.click()
    assert problems_in(window) == []
    window.close_for_good()
    theme.speak("en")


def test_what_has_no_name_is_found(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    named, icon_alone, field, combo, canvas = QPushButton("Save"), QToolButton(), QLineEdit(), QComboBox(), QWidget()
    combo.addItem("chosen")
    canvas.setFocusPolicy(icon_alone.focusPolicy().StrongFocus)
    icon_alone.setFocusPolicy(canvas.focusPolicy())
    skipped = QPushButton("Skipped")
    for part in (named, icon_alone, field, combo, canvas, skipped):
        column.addWidget(part)
    room.show()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    found = "\n".join(hearing.nameless(room))
    assert [found.count(one) for one in ("QToolButton", "QLineEdit", "QComboBox", "QPushButton")] == [1, 1, 1, 0]
    assert [one.split()[0] for one in hearing.fillers(room)] == ["QWidget"]
    been, kept = hearing.tabbed(room)
    assert len(been) == 6 and kept == []
    assert hearing.unreached(room, been[:-1]) != []
