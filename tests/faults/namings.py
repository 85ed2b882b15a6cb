"""What a person says of pictures, one thing after the other: before and after, label and truth, which are not alike.

Every step changes what is said, and two steps that follow each other never leave the same, so that a library tells how
far it came. Must not know how it is killed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from gemba.app import App, open_app
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.model.library import Library
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields

REGION = (2.0, 2.0, 12.0, 9.0)
#: the step that moves the label from one picture to another
MOVED = 4
Said = tuple[object, ...]


def build(folder: Path) -> Path:
    """Make a library with a ticket of three pictures and a note with two of them."""
    Library.create(folder).close()
    with open_app(folder) as app:
        app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
        for at in range(3):
            data = bytes((at * 60 + x) % 256 for x in range(16 * 12 * 3))
            app.captures.add_bytes(encode_png(Frame(16, 12, data)), name=f"{at}.png", session="S1")
        app.tickets.new(TicketFields(title="Typed twice"))
        app.tickets.link("T1", pictures=tuple(_pictures(app)))
        fields = ObservationFields(text="It says paid", kind="label_vs_truth", pictures=tuple(_pictures(app)[:2]))
        app.observations.note("S1", fields)
    return folder


def said(app: App) -> Said:
    """Return all that is said of the pictures."""
    (note,) = app.observations.all()
    pairs = tuple(one.after_of for one in app.tickets.view("T1").row.pictures)
    return pairs, tuple(app.library.queries.note_parts((note.id,))), note.capture_ids, app.wall.not_alike()


def steps(app: App, *, halves: bool = False) -> list[Callable[[], object]]:
    """Return the steps; with ``halves`` the label is moved in two operations, which no person means."""
    a, b, c = _pictures(app)
    (note,) = app.observations.all()
    pair, part = partial(app.tickets.changes.pair, "T1"), partial(app.observations.name_part, note.id)

    def move() -> None:
        if halves:
            app.observations.take_part_back(note.id, part="label")
        part(b, part="label")

    return [
        lambda: pair(before=a, after=b),
        lambda: pair(before=c, after=b),
        lambda: part(a, part="label"),
        lambda: part(a, part="truth", region=REGION),
        move,
        lambda: app.wall.say_not_alike((a, b)),
        lambda: app.wall.say_not_alike((a, b, c)),
        lambda: app.history.undo(),
        lambda: app.observations.take_part_back(note.id, part="truth"),
        lambda: app.tickets.changes.take_apart("T1", after=b),
    ]


def _pictures(app: App) -> list[str]:
    return [one.id for one in app.captures.all()]
