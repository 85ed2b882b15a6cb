"""Label and truth of a note: named, taken back, kept over edits, one picture for both, refused in one sentence."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from gemba.app import App
from gemba.errors import Refused, UserError
from gemba.model import digest
from gemba.model.values import NotePart
from gemba.services.tickets.labels import label_pairs
from gemba.services.visits.attaching import Attaching
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from tests.redaction.export_pairs import frame_bytes

Told = list[tuple[str, str, tuple[int, int, int, int] | None]]


@pytest.fixture
def noted(app: App) -> App:
    """A visit with a note of the kind, with two of three pictures."""
    app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
    for seed in range(3):
        app.captures.add_bytes(frame_bytes(seed), name=f"{seed}.png", session="S1")
    app.observations.note(
        "S1", ObservationFields(text="says open, is paid", kind="label_vs_truth", pictures=tuple(pictures(app)[:2]))
    )
    return app


def pictures(app: App) -> list[str]:
    return [one.id for one in app.captures.all()]


def note(app: App) -> str:
    return app.observations.all()[0].id


def told(app: App) -> Told:
    return [(one.part.value, one.capture_id, one.region_px) for one in app.library.queries.note_parts([note(app)])]


def test_named_taken_back_undone_and_done_again(noted: App) -> None:
    a, b, _ = pictures(noted)
    noted.observations.name_part(note(noted), a, part="label")
    noted.observations.name_part(note(noted), b, part="truth", region=(90.5, 60, 20, 10.2))
    both: Told = [("label", a, None), ("truth", b, (20, 10, 91, 60))]
    assert told(noted) == both
    assert noted.library.undo() == "Name the truth of a note"
    assert told(noted) == both[:1]
    assert label_pairs(noted.library.queries.note_parts([note(noted)])) == {}, "a label alone is no pair"
    noted.library.redo()
    pair = label_pairs(noted.library.queries.note_parts([note(noted)]))[note(noted)]
    assert [one.part for one in pair.parts] == [NotePart.LABEL, NotePart.TRUTH]
    noted.observations.take_part_back(note(noted), part="label")
    assert told(noted) == both[1:]
    assert noted.library.undo() == "Take back the label of a note"
    assert told(noted) == both
    assert digest.verify(noted.library.queries.reader.connection) == []


def test_it_is_on_the_disk_when_the_call_returns(noted: App) -> None:
    a = pictures(noted)[0]
    noted.observations.name_part(note(noted), a, part="label", region=(0, 0, 10, 10))
    with closing(sqlite3.connect(noted.library.folder / "library.db")) as other:
        found = other.execute("SELECT capture_id, region_px FROM observation_capture WHERE part = 'label'").fetchall()
    assert [(key, json.loads(region)) for key, region in found] == [(a, [0, 0, 10, 10])]


def test_one_picture_gives_both_and_is_still_one_picture_of_the_note(noted: App) -> None:
    a, b, _ = pictures(noted)
    noted.observations.name_part(note(noted), a, part="label", region=(0, 0, 40, 40))
    noted.observations.name_part(note(noted), a, part="truth", region=(60, 0, 100, 40))
    assert told(noted) == [("label", a, (0, 0, 40, 40)), ("truth", a, (60, 0, 100, 40))]
    assert noted.observations.one(note(noted)).capture_ids == (a, b)
    with pytest.raises(Refused, match="at once"):
        noted.observations.name_part(note(noted), a, part="label", region=(60, 0, 100, 40))
    noted.observations.name_part(note(noted), b, part="truth")
    assert told(noted) == [("label", a, (0, 0, 40, 40)), ("truth", b, None)]
    noted.observations.take_part_back(note(noted), part="label")
    assert noted.observations.one(note(noted)).capture_ids == (a, b)


def test_refusals_name_what_is_wrong(noted: App) -> None:
    a, _, c = pictures(noted)
    with pytest.raises(UserError, match="not linked to this note"):
        noted.observations.name_part(note(noted), c, part="label")
    with pytest.raises(UserError, match="outside the picture"):
        noted.observations.name_part(note(noted), a, part="label", region=(500, 500, 600, 600))
    with pytest.raises(UserError, match="outside the picture"):
        noted.observations.name_part(note(noted), a, part="label", region=(10, 10, 10, 40))
    with pytest.raises(UserError, match="No picture is named"):
        noted.observations.take_part_back(note(noted), part="truth")
    noted.observations.name_part(note(noted), a, part="label")
    with pytest.raises(Refused, match="at once"):
        noted.observations.name_part(note(noted), a, part="truth")
    noted.observations.edit(note(noted), ObservationFields(kind="fact"))
    assert told(noted) == [], "of another kind it has neither"
    with pytest.raises(Refused, match="Only a note of the kind"):
        noted.observations.name_part(note(noted), a, part="truth")
    noted.observations.edit(note(noted), ObservationFields(kind="label_vs_truth"))
    assert told(noted) == [("label", a, None)], "and finds them when it is of that kind again"


def test_they_stay_where_pictures_are_set_anew_and_go_with_a_picture(noted: App) -> None:
    a, b, c = pictures(noted)
    noted.observations.name_part(note(noted), a, part="label", region=(0, 0, 40, 40))
    noted.observations.name_part(note(noted), a, part="truth", region=(60, 0, 100, 40))
    noted.observations.edit(note(noted), ObservationFields(pictures=(c, a)))
    assert told(noted) == [("label", a, (0, 0, 40, 40)), ("truth", a, (60, 0, 100, 40))]
    assert noted.observations.one(note(noted)).capture_ids == (c, a)
    noted.observations.edit(note(noted), ObservationFields(pictures=(b,)))
    assert told(noted) == []


def test_a_picture_kept_for_one_alike_takes_its_part_whole(noted: App) -> None:
    a, b, c = pictures(noted)
    noted.observations.name_part(note(noted), a, part="label", region=(0, 0, 40, 40))
    noted.observations.name_part(note(noted), b, part="truth")
    Attaching(noted.library).keep_one(c, [a])
    assert told(noted) == [("label", c, None), ("truth", b, None)]
    noted.library.undo()
    Attaching(noted.library).keep_one(b, [a])
    assert told(noted) == [("truth", b, None)], "a picture is not label and truth as a whole"
