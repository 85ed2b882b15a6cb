"""Every key that a window names is the one that does it now: also once the person has changed every key there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton

import gemba.ui
from gemba import paths
from gemba.model.values import CaptureState
from gemba.services.reviews.elsewhere import Review
from gemba.settings import PersonSettings
from gemba.ui.annotator.actions import CANVAS_KEYS as ANNOTATOR_KEYS
from gemba.ui.capture.caption_line import CaptionLine
from gemba.ui.keys.actions import every_table
from gemba.ui.keys.shown_keys import ShownKeys, declared
from gemba.ui.keys.spoken import spoken
from gemba.ui.language.words import Words
from gemba.ui.look.theme import Theme
from gemba.ui.reviewing.actions import CANVAS_KEYS as REVIEWING_KEYS
from gemba.ui.reviewing.window import ReviewWindow
from tests.ui import states
from tests.ui.fixed_texts import texts_of
from tests.ui.shown_keys import keys_in, named_in, other_keys, sentences_with_keys

#: what fields, lists and the picture hear themselves, and nobody can change (docs/adr/0035)
FIXED = frozenset(
    {
        "Arrows move it, Alt+arrows change its size",
        "Arrows: 1 pixel, with Shift 10 · 800x600: a size · Enter takes it · Esc back",
        "Click where it goes; Enter puts it in the middle",
        "Click where {n} goes; Enter puts it in the middle",
        "Correct a line where it stands; Enter keeps it.",
        (
            "Drag a region, with Ctrl to pull it afterwards · click or Tab to a window · Enter: whole screen · "
            "Space: last region · C: corner · P: mouse pointer"
        ),
        "Drag moves it, the wheel sizes it, Esc takes it off",
        "Drag on the picture; Enter puts one in the middle",
        "Drag over what it is about; Enter says it of the chosen mark or all",
        "Drag over what nobody else may read; Enter puts a block in the middle",
        "Enter answers, F2 changes the words, M the region, {key} takes it out",
        "Enter answers, {key} takes it out",
        "Enter goes on · Ctrl+Enter begins",
        "Enter keeps it · Tab kind · @ links",
        "Enter keeps it, Esc lets go",
        "Enter opens both large",
        "Enter takes, Backspace refuses, Tab goes on",
        "Enter there: the chosen mark, or all. Esc lets go",
        "Esc closes",
        "Esc goes back",
        "Left and Right show another pair, Esc goes back",
        "Left and Right take another picture for before, Esc goes back",
        "Pull an edge, a corner or the middle · arrows move it, Alt+arrows size it · Enter takes it · Esc back",
        "Size: {size} · arrows move it · Enter takes it · Esc back",
        "Space shows the other one. {more}",
        "Tab goes through them, Enter takes, Backspace refuses",
        "The note is about these pictures. Esc leaves them out.",
        "What about it? Enter keeps it",
        "You were typing this when the window closed. Enter keeps it.",
        "{key} finds every command · Esc closes",
        # said only while those four keys are the arrows
        "Arrows move them, Ctrl+arrows bring them into line",
        # to delete, not the key
        "Delete that first, or leave both.",
    }
)
#: the same on a screen: what has a key put behind it, and that of the sheet that writes a file
FIXED_TIPS = frozenset(
    {
        "Ctrl+Enter",
        "Mark up the picture (Ctrl+Enter)",
        "Remove the chosen narrative; undo brings it back (Del)",
    }
)
_OF_THE_SHEET = " finds every command · Esc closes"


def keep(keys: dict[str, tuple[str, ...]]) -> None:
    text = json.dumps({name: list(own) for name, own in keys.items()})
    PersonSettings(paths.user_config() / "settings.json").set("keys", text)


def change_all(window) -> None:
    """Change every key while the window stands there."""
    keep(other_keys())
    window.desk.settings_changed.emit("keys")


def old_keys(root) -> list[str]:
    on_canvas = {key for _, keys in (*ANNOTATOR_KEYS, *REVIEWING_KEYS) for key in keys}
    return [
        f"{where}: {text}"
        for where, text in named_in(root)
        if text not in FIXED | FIXED_TIPS
        and not text.endswith(_OF_THE_SHEET)
        and not ("WindowKeys" in where and text in on_canvas)
    ]


def new_keys(root) -> set[str]:
    new = {spoken(keys[0]) for keys in other_keys().values()}
    return {key for _, text in texts_of(root) for key in new if re.search(rf"{re.escape(key)}(?!\d)", text)}


@pytest.mark.timeout(1800)  # against hanging only
@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_no_window_names_a_key_that_was_changed(qtbot, start, sample_folder):
    application = start(sample_folder)
    found: dict[str, str] = {}
    told: set[str] = set()
    for state, window, root in states.walk(qtbot, application, states.SAMPLE):
        change_all(window)
        states.settle(qtbot, window)
        for one in old_keys(root):
            found.setdefault(one, state.name)
        told |= new_keys(root)
        keep({})
        window.desk.settings_changed.emit("keys")
    assert "\n".join(f"{where}: {one}" for one, where in found.items()) == ""
    assert len(told) > 150, "most keys stand somewhere, or there was nothing to find"


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_the_mini_bar_and_the_line_beside_a_picture_name_none(qtbot, sample_window):
    states._live(qtbot, sample_window)
    sample_window.trigger("live.mini")
    live = sample_window.place.live
    qtbot.waitUntil(live.mini.isVisible)
    line = CaptionLine(sample_window.desk, sample_window.desk.app.captures.all()[0], where="Inbox")
    line.show()
    assert live.mini.pause.toolTip() == "Privacy pause (F9)"
    change_all(sample_window)
    assert [one for root in (live.mini, line) for one in old_keys(root)] == []
    assert live.mini.pause.toolTip() == f"Privacy pause ({spoken(*other_keys()['live.pause'])})"
    line.close()


def test_the_reviewers_window_names_and_hears_the_persons_keys(qtbot, qapp, sample_window, tmp_path):
    app = sample_window.desk.app
    ids = [row.id for row in app.captures.all() if row.state is CaptureState.REVIEWED][:1]
    file = app.reviews.export(tmp_path / "visit.gemba-review", ids).path
    keep(other_keys())
    window = ReviewWindow(Review.open(file), Theme(qapp, appearance="light"), Words("en"), name="visit")
    window.show()
    window._toggle_keys()
    qtbot.waitUntil(window.key_sheet.isVisible)
    assert old_keys(window) == []
    assert len(new_keys(window)) == sum(one.id.startswith("reviewing.") for one in every_table())
    (save,) = window.actions_by_id["reviewing.save"].shortcuts()
    assert spoken(save.toString()) == spoken(*other_keys()["reviewing.save"])
    window.close()


def test_control_a_tool_tip_with_a_key_written_out_is_found(qtbot, sample_window):
    button = QToolButton(sample_window)
    button.show()
    change_all(sample_window)
    assert old_keys(sample_window) == []
    for lie in ("Export… (Ctrl+E)", "Shift+L", "N", "Next ticket (J)", "F8 goes there", "Search Ctrl K"):
        button.setToolTip(lie)
        assert [one for one in old_keys(sample_window) if one.endswith(f": {lie}")], lie


def test_no_sentence_has_the_key_of_an_action_written_out():
    said = {
        text
        for file in sorted(Path(gemba.ui.__file__).parent.rglob("*.py"))
        if file.name != "actions.py"
        for text in sentences_with_keys(file.read_text("utf-8"))
    }
    assert said - FIXED == set()
    assert {one for one in FIXED - said if any(keys_in(one))} <= {"Delete that first, or leave both."}


@pytest.mark.parametrize(
    "source",
    [
        "words.tr('A note needs words. Del takes it out.')",
        "button.setToolTip('Ctrl+E')",
        "N_('F8 goes there')",
        "tr('Delete it with Shift+Del')",
    ],
)
def test_control_a_sentence_with_a_key_written_out_is_found(source):
    assert set(sentences_with_keys(source)) - FIXED


def test_an_action_without_a_key_is_named_instead(qtbot, sample_window):
    keys = sample_window.desk.keys
    assert (keys.first("evidence.export"), keys.named("evidence.export")) == ("Ctrl+E", "Ctrl+E")
    keep({"evidence.export": ()})
    sample_window.desk.settings_changed.emit("keys")
    assert keys.first("evidence.export") == ""
    assert keys.named("evidence.export") == "“Export the pictures…”"
    assert keys.with_key("Export", "evidence.export") == "Export"


def test_an_action_that_no_table_has_is_a_mistake():
    with pytest.raises(KeyError):
        declared("evidence.fly")
    with pytest.raises(KeyError):
        ShownKeys(Words("en")).first("nowhere.fly")
