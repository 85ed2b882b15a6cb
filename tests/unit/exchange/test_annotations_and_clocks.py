"""Annotations made by hand are read whole or refused by name; local clocks become times."""

import json
from pathlib import Path

import pytest

from gemba.errors import UserError
from gemba.exchange.annotations import read_annotations
from gemba.exchange.clocks import moment, moment_of
from gemba.model.annotation import MarkKind
from gemba.model.values import SampleFrame, SeenAs

GOOD = {
    "format": "gemba-annotations 1",
    "captures": {
        "T1/03": {
            "caption": "The sheet",
            "reviewed": True,
            "take": "all",
            "marks": [{"id": "a", "kind": "arrow", "points": [[1, 2], [3, 4]]}],
            "redactions": [{"x": 1, "y": 2, "w": 3, "h": 4, "why": "a name"}],
        }
    },
    "observations": {"T1-0907": {"seen_as": "live"}},
    "tickets": {"A01": {"frame": "random", "waved_off": [{"remark": "x", "reason": "y"}]}},
    "problems": [{"title": "typed twice", "notes": ["T1-0907"], "tickets": ["A01"]}],
    "settings": {"house.currency": "EUR"},
}


def write(tmp_path: Path, data: object) -> Path:
    path = tmp_path / "annotations.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    notes = read_annotations(write(tmp_path, GOOD))
    (capture,) = notes.captures
    assert (capture.marks[0].kind, capture.take, capture.redactions) == (
        MarkKind.ARROW,
        None,
        (((1, 2, 4, 6), "a name"),),
    )
    assert notes.observations[0].seen_as is SeenAs.LIVE
    assert notes.tickets[0].frame is SampleFrame.RANDOM
    assert notes.settings == (("house.currency", "EUR"),)


@pytest.mark.parametrize(
    ("part", "entry", "name"),
    [
        ("captures", {"T1/03": {"marks": [{"kind": "arrow", "points": [[1, 2]]}]}}, "T1/03"),
        ("captures", {"T1/04": {"redactions": [{"x": 1}]}}, "T1/04"),
        ("observations", {"T1-0907": {"seen_as": "guessed"}}, "T1-0907"),
        ("tickets", {"A09": ["no object"]}, "A09"),
        ("problems", [{"notes": []}], "1"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, part: str, entry: object, name: str) -> None:
    with pytest.raises(UserError, match="entry") as caught:
        read_annotations(write(tmp_path, GOOD | {part: entry}))
    assert name in str(caught.value.sentence)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}'])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "annotations.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError):
        read_annotations(path)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "iso"),
    [
        ("2026-11-10", "09:07", "Europe/Berlin", "2026-11-10T09:07:00+01:00"),
        ("2026-07-10", "9:07", "Europe/Berlin", "2026-07-10T09:07:00+02:00"),
        ("2026-11-12", "09:01:30", "Asia/Shanghai", "2026-11-12T09:01:30+08:00"),
        ("2026-11-12", "09:01", "Mars/Olympus", "2026-11-12T09:01:00+00:00"),
        ("2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T02:30:00+02:00"),
    ],
)
def test_a_local_clock_becomes_a_time(day: str, clock: str, zone: str, iso: str) -> None:
    found = moment(day, clock, zone)
    assert found is not None
    assert found.iso() == iso


@pytest.mark.parametrize("text", ["", "2026-11-10", "soon", "2026-13-10 09:00", "2026-11-10 25:00"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert moment_of(text, "Europe/Berlin") is None
