"""What the annotator asks of the pictures' service: named steps, runs taken back as one, pixels that may be shown."""

from dataclasses import replace
from pathlib import Path

import pytest

from gemba import paths
from gemba.app import App
from gemba.imaging.picture import PreviewPixels
from gemba.model.annotation import Mark, MarkKind
from tests.sample_library import new_app

SCREEN = paths.sample() / "teams" / "T1" / "screens" / "07.png"
BOX = Mark("m", MarkKind.BOX, ((10.0, 10.0), (60.0, 40.0)))
BLOCK = Mark("r", MarkKind.REDACTION, ((100.0, 100.0), (200.0, 130.0)))


def newest(app: App) -> str:
    return app.history.all(limit=1)[0].name


def test_each_kind_of_edit_has_its_own_name(tmp_path: Path) -> None:
    with new_app(tmp_path) as app:
        picture = app.captures.add_file(SCREEN).id
        names = []
        for step in (
            {"add": (BOX,)},
            {"add": (replace(BOX, width_px=9),), "changing": True},
            {"remove": ("m",)},
            {"add": (BLOCK,)},
        ):
            app.captures.mark(picture, **step)  # type: ignore[arg-type]
            names.append(newest(app))
    assert names == ["Mark a picture", "Change a mark", "Take a mark off", "Cover something"]


def test_a_run_of_small_steps_is_taken_back_as_one(tmp_path: Path) -> None:
    with new_app(tmp_path) as app:
        picture = app.captures.add_file(SCREEN).id
        app.captures.mark(picture, add=(BOX,))
        for step in range(1, 6):
            app.captures.mark(picture, add=(BOX.moved(step, 0),), changing=True, together="run")
        app.history.undo()
        assert app.captures.one(picture).annotation.marks == (BOX,)


def test_pixels_for_the_annotator_hold_nothing_of_what_is_covered(tmp_path: Path) -> None:
    with new_app(tmp_path) as app:
        picture = app.captures.add_file(SCREEN).id
        before = app.captures.preview_pixels(picture)
        app.captures.mark(picture, add=(BLOCK,))
        after = app.captures.preview_pixels(picture)
    at = (110 * after.width + 150) * 3
    assert after.rgb[at : at + 3] == bytes.fromhex("1B1B1B") != before.rgb[at : at + 3]
    with pytest.raises(TypeError):
        PreviewPixels(1, 1, b"abc")


def test_marks_with_whole_numbers_leave_the_sums_of_the_rows_right(tmp_path: Path) -> None:
    """The window draws in whole pixels: 10 and 10.0 are equal, and stood differently in the row (D-10)."""
    with new_app(tmp_path) as app:
        picture = app.captures.add_file(SCREEN).id
        for number in range(3):
            place = ((10, 10 + 50 * number), (60, 40 + 50 * number))
            app.captures.mark(picture, add=(Mark(f"m{number}", MarkKind.BOX, place, width_px=6, size_px=12),))
            assert app.health.check().findings == ()
        app.history.undo()
        assert app.health.check().findings == ()
