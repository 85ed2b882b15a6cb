"""Hostile text in every field of a library (RELIABILITY §1.5). Must not know any window."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from gemba.app import App
from gemba.errors import GembaError
from gemba.model.annotation import Mark, MarkKind
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from tests.ui.hostile.traps import Trap

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
LONG = ("zero-width", "long-word", "many-tags", "many-brackets")


def payloads() -> dict[str, str]:
    data = json.loads((FIXTURES / "payloads.json").read_text("utf-8"))
    out = dict(data["plain"])
    out.update({name: "".join(text * times for text, times in parts) for name, parts in data["repeat"].items()})
    out.update({name: "".join(map(chr, codes)) for name, codes in data["surrogate"].items()})
    return out


def fill(app: App, trap: Trap) -> int:
    """Write a payload into every text there is, and return how many were taken; a refusal must be a sentence."""
    known = payloads()
    short = itertools.cycle([trap.baited(text) for name, text in known.items() if name not in LONG])
    long = [trap.baited(known[name]) for name in LONG]
    taken = 0
    for write in _writes(app, short, long):
        try:
            write()
        except GembaError:
            continue
        taken += 1
    return taken


def _writes(app: App, short: Iterator[str], long: list[str]) -> Iterator[Callable[[], object]]:
    for view in app.tickets.views():
        fields = {name: next(short) for name in ("title", "where", "expected", "happened", "fix", "arithmetic")}
        yield lambda view=view, fields=fields: app.tickets.edit(view.row.id, TicketFields(**fields))
        yield lambda view=view: app.tickets.edit(view.row.id, TicketFields(owner=next(short), frame_words=next(short)))
    for row in app.sessions.all():
        texts = {name: next(short) for name in ("charter", "place", "facilitator_role", "consent", "department")}
        for name, text in texts.items():
            yield lambda row=row, name=name, text=text: app.sessions.edit(row.id, SessionFields(**{name: text}))
        yield lambda row=row: app.sessions.add_person(row.id, role=next(short))
    notes = app.observations.all()
    for note, text in zip(notes, itertools.chain(long, short), strict=False):
        yield lambda note=note, text=text: app.observations.edit(note.id, ObservationFields(text=text))
    for picture in app.captures.all():
        yield lambda picture=picture: app.captures.edit(picture.id, caption=next(short))
    for _ in range(6):
        yield lambda: app.triage.new_problem(next(short), symptom=next(short))
        yield lambda: app.decisions.new(next(short), owner=next(short), questions=(next(short),))
    for plan in app.narratives.all():
        body = "\n\n".join(next(short) for _ in range(50))
        yield lambda plan=plan, body=body: app.narratives.edit(plan.id, body, based_on=plan.draft)
    yield lambda: app.narratives.new(title=next(short))
    for picture in app.captures.all()[:6]:
        yield lambda picture=picture: app.comments.add(picture.id, next(short), author=next(short))
        yield lambda picture=picture: app.captures.mark(picture.id, add=(_written(next(short)),))


def _written(text: str) -> Mark:
    """Return a mark of words near the picture's corner."""
    return Mark("", MarkKind.TEXT, ((8.0, 8.0),), text=text)
