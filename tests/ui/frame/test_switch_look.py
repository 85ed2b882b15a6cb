"""Light and dark while windows stand: each widget is matched with the sheet once or twice, and new windows follow."""

import ast
import gc
from collections import Counter
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

import gemba.ui
from gemba.app import open_app
from gemba.ui.application import Application
from gemba.ui.look.looks import DARK, LIGHT
from gemba.ui.look.style_sheet import style_sheet
from gemba.ui.look.theme import Theme, role
from gemba.ui.widgets.labels import PlainLabel
from tests.ui.new_program import in_a_new_program


class Matched(QObject):
    """Counts how often widgets are matched with a sheet while it watches."""

    def __init__(self, qapp: QApplication) -> None:
        super().__init__()
        self.times: Counter[int] = Counter()
        self._qapp = qapp

    def __enter__(self) -> "Matched":
        self._qapp.installEventFilter(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._qapp.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self.times[shiboken6.getCppPointer(watched)[0]] += 1
        return False


def ink_of(label: QLabel) -> str:
    label.ensurePolished()
    return label.palette().color(QPalette.ColorRole.WindowText).name().upper()


def test_a_switch_matches_each_widget_with_the_sheet_at_most_twice(qapp, sample_window):
    theme = sample_window.desk.theme
    for look in ("dark", "light", "dark"):
        with Matched(qapp) as matched:
            theme.wear(look)
        assert len(matched.times) > 50
        assert max(matched.times.values()) <= 2


def the_sheet_of_all_matches_more_often(folder: Path) -> None:
    """Assert why windows are dressed one by one: see the test below, and docs/adr/0018."""
    application = Application(open_app(folder), appearance="light")
    window = application.open_window()
    while not window.places:
        application.qt.processEvents()
    for look in ("dark", "light", "dark"):
        application.theme.wear(look)
    with Matched(application.qt) as otherwise:
        application.qt.setStyleSheet(style_sheet(LIGHT) + " ")
    assert max(otherwise.times.values()) > 4, "Qt has mended it: the application's own sheet will do again"
    application.close()


def test_negative_control_the_sheet_of_all_matches_more_often(sample_folder):
    in_a_new_program(__name__, f"the_sheet_of_all_matches_more_often(Path({str(sample_folder)!r}))")


def test_what_stands_and_what_comes_wear_the_look_that_was_chosen(qtbot, qapp, start, empty_folder):
    application = start(empty_folder)
    window = application.open_window()
    qtbot.waitUntil(lambda: bool(window.places))
    assert ink_of(window.heading) == LIGHT.ink
    for look in (DARK, LIGHT, DARK):
        application.theme.wear(look.name)
        assert ink_of(window.heading) == look.ink
        later = application.open_window()
        qtbot.waitUntil(lambda later=later: bool(later.places))
        assert ink_of(later.heading) == look.ink
        muted = PlainLabel("x", "muted", parent=later.centralWidget())
        assert ink_of(muted) == look.muted
        role(muted, "stop")
        assert ink_of(muted) == look.stop
        menu = QMenu(later)
        menu.ensurePolished()
        assert menu.palette().color(QPalette.ColorRole.Window).name().upper() == look.surface
        later.close()
        del muted, menu
        gc.collect()
        role(window.heading, "large")
        role(window.heading, "large", "strong")
        assert ink_of(window.heading) == look.ink


def a_program_changes_before_any_window_stands() -> None:
    """Assert which sheet changes, in a program that begins."""
    application = QApplication([])
    theme = Theme(application, appearance="light")
    theme.wear("dark")
    assert application.styleSheet() == style_sheet(DARK)
    window = QWidget()
    theme.dress(window)
    assert window.styleSheet() == ""
    shiboken6.delete(window)
    theme.wear("light")
    assert application.styleSheet() == style_sheet(LIGHT)


def test_before_any_window_stands_the_whole_program_changes():
    in_a_new_program(__name__, "a_program_changes_before_any_window_stands()")


def test_a_later_theme_leaves_the_sheet_of_the_first(qapp):
    theme = Theme(qapp, appearance="dark")
    assert qapp.styleSheet() == style_sheet(LIGHT)
    window = QWidget()
    theme.dress(window)
    assert window.styleSheet() == style_sheet(DARK)
    window.deleteLater()
    theme.wear("light")


def test_a_second_theme_trusts_nothing_that_the_first_left(qapp):
    first = Theme(qapp, appearance="light")
    window = QWidget()
    first.wear("dark")
    assert qapp.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.ink
    Theme(qapp, appearance="light")
    assert qapp.palette().color(QPalette.ColorRole.WindowText).name().upper() == LIGHT.ink
    window.deleteLater()


def test_nobody_asks_a_widget_for_its_style():
    """A window's own style goes with the window; Python's wrapper of it would stay, and stand for whatever comes."""

    def asked(text: str) -> list[int]:
        return [
            node.lineno
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "style"
            and not node.args
            and ast.unparse(node.func.value) != "QApplication"
        ]

    assert asked("widget.style().polish(widget)") == [1]
    folder = Path(gemba.ui.__file__).parent
    found = {file.name: lines for file in folder.rglob("*.py") if (lines := asked(file.read_text("utf-8")))}
    assert found == {}


def kept_of_qts_making(source: str) -> list[int]:
    """Return the lines in which an action that Qt makes is kept on an object."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Attribute)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in ("addAction", "addMenu", "addSeparator")
    ]


def test_no_action_that_qt_made_is_kept():
    """A crash at a change of look: the lens of a filter lived, and the wrapper that Python had of it was dead."""
    files = sorted(Path(gemba.ui.__file__).parent.rglob("*.py"))
    assert len(files) > 100
    found = [f"{file.name}:{line}" for file in files for line in kept_of_qts_making(file.read_text("utf-8"))]
    assert found == []


def test_negative_control_a_kept_action_of_qt_is_found():
    assert kept_of_qts_making("self.margin = menu.addAction('x')") == [1]
    assert kept_of_qts_making("action = menu.addAction('x')\nself.m = QAction('x', menu)\nmenu.addAction(self.m)") == []


def test_the_look_changes_over_the_tickets_again_and_again(qtbot, sample_window):
    sample_window.go("tickets")
    place = sample_window.places["tickets"]
    qtbot.waitUntil(lambda: place.browse.listing is not None)
    for turn in range(6):
        sample_window.go("tickets", "T1" if turn % 2 else "")
        sample_window.trigger("appearance.next")
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        assert place.browse.head._glass in place.browse.head.field.actions()
        assert shiboken6.isValid(place.browse.head._glass)
    qtbot.waitUntil(lambda: not sample_window.desk.jobs.busy)
