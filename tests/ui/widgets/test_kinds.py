"""What stands for a kind of note says that kind and nothing else."""

from gemba.ui.annotator.actions import ACTIONS as ANNOTATOR_ACTIONS
from gemba.ui.keys.actions import all_actions
from gemba.ui.widgets.kinds import KIND_ICONS, KIND_WORDS


def test_no_kind_looks_like_the_button_that_takes_a_note_out():
    taking_out = {one.icon for one in (*all_actions(), *ANNOTATOR_ACTIONS) if "Del" in one.keys}
    assert taking_out and not taking_out & set(KIND_ICONS.values())


def test_every_kind_has_a_word_and_an_icon_of_its_own():
    assert set(KIND_ICONS) == set(KIND_WORDS)
    assert len(set(KIND_ICONS.values())) == len(KIND_ICONS)
