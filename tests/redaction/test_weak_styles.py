"""R-13: a redaction is one solid block, and nothing else that hides is offered by model, command, window or file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gemba.exchange.review_bundle import fields
from gemba.exchange.review_bundle.refusal import Fault
from gemba.imaging.render import make_preview
from gemba.imaging.shape import REDACTION_COLOUR
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.ui.keys.actions import every_table
from tests.redaction.material import busy_picture

WEAK = re.compile(r"blur|mosaic|pixelat|smudge|frost|swirl", re.IGNORECASE)
ROOT = Path(__file__).resolve().parents[2]


def weak(words: list[str]) -> list[str]:
    return [one for one in words if WEAK.search(one)]


def test_r13_no_kind_of_mark_and_no_action_is_weak() -> None:
    assert weak([kind.value for kind in MarkKind]) == []
    assert weak([f"{one.id} {one.text}" for one in every_table()]) == []
    icons = [path.name for path in (ROOT / "resources" / "icons").iterdir()]
    assert weak(icons) == []


def test_r13_control_a_weak_tool_would_be_seen() -> None:
    assert weak(["annotator.blur Blur a part", "mosaic", "arrow"]) == ["annotator.blur Blur a part", "mosaic"]


@pytest.mark.parametrize("kind", ["blur", "mosaic", "pixelate", "focus", "Redaction", "redaction "])
def test_r13_a_weak_mark_is_refused_by_model_and_bundle(kind: str) -> None:
    told = {"kind": kind, "points": [[1, 1], [9, 9]]}
    with pytest.raises(ValueError, match=r"."):
        Mark.from_json(told)
    with pytest.raises(Fault):
        fields.mark_content(told)


def test_r13_the_colour_and_zoom_of_a_redaction_change_nothing() -> None:
    """A mark of kind redaction that asks for a look of its own is the same block."""
    import random

    from gemba.imaging.picture import Frame

    image = busy_picture(random.Random(2), 90, 60)
    frame = Frame(90, 60, image.tobytes())
    points = ((10.0, 10.0), (50.0, 40.0))
    plain = Mark("r", MarkKind.REDACTION, points)
    dressed = Mark("r", MarkKind.REDACTION, points, colour="#FFFFFF", width_px=0.0, zoom=0.1, size_px=1.0, text="x")
    made = [make_preview(frame, Annotation((mark,))).picture.data for mark in (plain, dressed)]
    assert made[0] == made[1]
    assert REDACTION_COLOUR.upper() != "#FFFFFF"
