"""H-07 over the places: every action of every table is done on hostile text, and whatever it opens is looked at.

Sheets of what leaves, sheets of keys, menus, the annotator, a reviewer's window. What an action asks of the desktop (a file's name, a printer, the screen) is answered with nothing.
"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from gemba.services.reviews.elsewhere import Review
from gemba.ui.keys.actions import WINDOW_ACTIONS, place_actions
from gemba.ui.language.words import Words
from gemba.ui.look.theme import Theme
from gemba.ui.places import PLACES
from gemba.ui.reviewing.window import ReviewWindow
from tests.ui import states
from tests.ui.hostile.looking import look, look_everywhere, shown
from tests.ui.hostile.traps import read_as_markup
from tests.ui.hostile.walking import do_everything

# The desk of one narrative is opened by test_hostile_text.py; here its list.
SWEPT = [place.name for place in PLACES if place.name != "narratives"]
pytestmark = [
    pytest.mark.usefixtures("nothing_is_asked_of_the_desktop", "menus"),
    pytest.mark.library_file_opener,  # a closed library is copied
    pytest.mark.timeout(900),
    pytest.mark.qt_log_ignore("This plugin does not support raise"),
]


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


def test_every_action_of_the_list_of_narratives(qtbot, own_window, trap):
    window = own_window
    done, opened = do_everything(qtbot, window, trap, place_actions("narratives"), lambda: window.go("narratives"))
    print(f"\nH-07 narratives: {done} actions done, {opened} opened something over the window")
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
