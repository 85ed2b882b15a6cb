"""H-07 over the places: every action of every table is done on hostile text, and whatever it opens is looked at.

Sheets of what leaves, sheets of keys, menus, the annotator, a reviewer's window. What an action asks of the desktop (a file's name, a printer, the screen) is answered with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from gemba.services.reviews.elsewhere import Review
from gemba.ui.frame.main_window import MainWindow
from gemba.ui.keys.actions import WINDOW_ACTIONS, place_actions
from gemba.ui.language.words import Words
from gemba.ui.look.theme import Theme
from gemba.ui.places import PLACES
from gemba.ui.reviewing.window import ReviewWindow
from gemba.ui.widgets.overlay import Overlay
from tests.ui import states
from tests.ui.hostile.looking import look, look_everywhere, settled, shown
from tests.ui.hostile.traps import read_as_markup, shows_marker

# What ends the window or the test's program, opens another library, or waits for somebody else's screen.
ELSEWHERE = ("capture.", "program.", "window.", "library.", "go.")
# The desk of a hostile narrative reckons for minutes on a busy machine; test_hostile_text.py opens it.
SWEPT = [place.name for place in PLACES if place.name != "narratives"]
pytestmark = [
    pytest.mark.library_file_opener,  # a closed library is copied
    pytest.mark.timeout(900),
    pytest.mark.qt_log_ignore("This plugin does not support raise"),
]


@pytest.fixture(autouse=True)
def nothing_is_asked_of_the_desktop(monkeypatch):
    """Let every question for a file or a printer be left without an answer."""
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
        monkeypatch.setattr(
            QFileDialog, name, staticmethod(lambda *words, _name=name: ([] if _name[-1] == "s" else "", ""))
        )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *words: ""))
    monkeypatch.setattr(QPrintDialog, "exec", lambda self: QPrintDialog.DialogCode.Rejected)


@pytest.fixture(autouse=True)
def menus(qapp, trap) -> Iterator[list[str]]:
    """Look at each menu that opens and close it: the button that opened it waits until then."""
    seen: list[str] = []

    def look_and_close() -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            seen.extend(read_as_markup(popup))
            seen.extend(["a menu shows the marker"] if shows_marker(popup) else [])
            popup.close()

    timer = QTimer(qapp, interval=50)
    timer.timeout.connect(look_and_close)
    timer.start()
    yield seen
    timer.stop()
    timer.deleteLater()
    assert seen == []
    assert trap.sprung() == []


def overlays(window) -> Iterator[Overlay]:
    return (one for one in window.findChildren(Overlay) if one.isVisible())


def put_away(window) -> None:
    """Close whatever lies over the window or stands beside it."""
    for one in list(overlays(window)):
        one.close_up()
    for other in QApplication.topLevelWidgets():
        if other.isVisible() and not isinstance(other, MainWindow):
            other.close()


def do_everything(qtbot, window, trap, actions, back) -> tuple[int, int]:
    """Do each action from where ``back`` brings the window; return how many were done and how many opened something."""
    done = opened = 0
    for action in actions:
        if action.id.startswith(ELSEWHERE):
            continue
        back()
        settled(qtbot, window)
        made = window.actions_by_id.get(action.id)
        if made is None or not made.isEnabled():
            continue
        window.trigger(action.id)
        settled(qtbot, window)
        done += 1
        seen = look_everywhere(trap, action.id)
        opened += bool(list(overlays(window))) or seen > 1
        put_away(window)
    return done, opened


def place_opener(window, name):
    """Return what brings a place to the front with its first row open, as a person would have it."""
    reference = {
        "tickets": states._ticket,
        "sessions": states._session,
        "evidence": states._capture,
        "narratives": states._narrative,
    }.get(name)
    return lambda: window.go(name, "" if reference is None else reference(window))


@pytest.mark.parametrize("opened_row", [False, True], ids=["list", "opened"])
@pytest.mark.parametrize("name", SWEPT)
def test_every_action_of_a_place(qtbot, own_window, trap, name, opened_row):
    window = own_window
    if opened_row and name in ("today", "structure"):
        pytest.skip("it has no rows that open")
    back = place_opener(window, name) if opened_row else lambda: window.go(name)
    done, opened = do_everything(qtbot, window, trap, place_actions(name), back)
    print(f"\nH-07 {name}: {done} actions done, {opened} opened something over the window")
    assert done > 0


def test_every_action_of_the_window(qtbot, own_window, trap):
    done, opened = do_everything(qtbot, own_window, trap, WINDOW_ACTIONS, place_opener(own_window, "tickets"))
    print(f"\nH-07 window: {done} actions done, {opened} opened something over the window")
    assert opened >= 3, "the sheets of keys, of the history and about gemba"


def test_a_reviewers_window(qtbot, qapp, own_window, trap, tmp_path):
    app = own_window.desk.app
    ids = [row.id for row in app.captures.all()][:6]
    app.captures.review_all(ids)
    question = trap.baited('<img src="/CANARY.png"> & <b>read</b>?')
    path = app.reviews.export(tmp_path / "visit.gemba-review", ids, question=question).path
    window = ReviewWindow(
        Review.open(path), Theme(qapp, appearance="light"), Words("en"), name="<b>visit</b>.gemba-review"
    )
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: not window.canvas._image.isNull())
    try:
        assert question in shown(window)
        for _ in ids:
            look(window, trap, f"review of {window.here.id}")
            window.actions_by_id["reviewing.next"].trigger()
            qtbot.waitUntil(lambda: not window.canvas._image.isNull())
        window.actions_by_id["reviewing.keys"].trigger()
        look_everywhere(trap, "keys of the review")
    finally:
        window.close()


def test_negative_control_a_menu_with_a_rich_tip_is_noticed(qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.setToolTipsVisible(True)
    menu.addAction("plain").setToolTip('<img src="x">')
    assert read_as_markup(menu)
