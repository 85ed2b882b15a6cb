"""Observations: write one down (durable when the call returns), change it, list them; drafts of half-typed text.

Must not know tickets or paper, nor load the entities before something is written. ``seen_as`` stays unset until
somebody says it (SETTLED §14).
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass

from gemba.errors import UserError
from gemba.message import N_, say
from gemba.model.ids import new_id
from gemba.model.library import Library
from gemba.model.rows import ObservationRow
from gemba.model.values import KIND_LETTERS, NotePart, ObservationKind, SeenAs
from gemba.services.finding import codes as finding
from gemba.services.finding.words import word


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationFields:
    """Changes to an observation; None leaves a field as it stands, an empty word unsets it.

    ``kind`` is a word or its letter, ``at`` "HH:MM" of the team or ISO 8601. ``text`` is a line as typed: what its
    kind carries is read from it (note_line.py). ``key`` is the id the new one is to have: handing it in twice adds one.
    ``captions`` lets the words be the caption of pictures that have none.
    """

    text: str | None = None
    kind: str | None = None
    seen_as: str | None = None
    elicitation: str | None = None
    waste: str | None = None
    at: str | None = None
    tags: tuple[str, ...] | None = None
    pictures: tuple[str, ...] | None = None
    speaker: str | None = None
    key: str | None = None
    captions: bool = False


class Observations:
    """What was seen and heard in one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def all(
        self, *, session: str | None = None, kind: str | None = None, seen_as: str | None = None
    ) -> tuple[ObservationRow, ...]:
        """Return observations in the order of time, only those of a visit, a kind or a way of seeing where named."""
        queries = self._library.queries
        found = queries.observations(
            session_id=None if session is None else finding.session(queries, session).id,
            kind=None if kind is None else kind_of(kind),
            seen_as=None if seen_as is None else word(SeenAs, seen_as),
        )
        return tuple(sorted(found, key=lambda row: (row.session_number, row.at, row.id)))

    def one(self, reference: str) -> ObservationRow:
        """Return the observation that "T1-0907" or an id means."""
        return finding.observation(self._library.queries, reference)

    def note(self, session: str, fields: ObservationFields) -> ObservationRow:
        """Write down one observation; when this returns it is on disk. Raises UserError without a text."""
        if not (fields.text or "").strip():
            raise UserError(say("There is nothing to write down."), mend=say("Say what happened, in a few words."))
        from gemba.services.writing import notes

        return self.one(self._library.run(N_("Add an observation"), lambda op: notes.add(op, session, fields)))

    def edit(self, reference: str, fields: ObservationFields) -> ObservationRow:
        """Change an observation's words, kind, time, or how it was seen."""
        from gemba.services.writing import notes

        return self.one(self._library.run(N_("Change an observation"), lambda op: notes.change(op, reference, fields)))

    def remove(self, reference: str) -> None:
        """Take an observation out; undo brings it back."""
        from gemba.services.writing import notes

        self._library.run(N_("Remove an observation"), lambda op: notes.remove(op, reference))

    def name_part(
        self, reference: str, picture: str, *, part: str, region: tuple[float, float, float, float] | None = None
    ) -> None:
        """Say that a picture of a note, or a region of it, is its label or its truth (M5); undo takes it back.

        ``region`` is two opposite corners in pixels of the frame, None for the whole picture.
        """
        from gemba.services.writing import labels

        which = word(NotePart, part)
        step = N_("Name the label of a note") if which is NotePart.LABEL else N_("Name the truth of a note")
        self._library.run(step, lambda op: labels.name(op, reference, picture, part=which, region=region))

    def take_part_back(self, reference: str, *, part: str) -> None:
        """Let the picture that is a note's label or truth be only a picture of it again."""
        from gemba.services.writing import labels

        which = word(NotePart, part)
        step = N_("Take back the label of a note") if which is NotePart.LABEL else N_("Take back the truth of a note")
        self._library.run(step, lambda op: labels.take_back(op, reference, part=which))

    def keep_draft(self, place: str, text: str) -> None:
        """Keep half-typed text under the name of its field; an empty text forgets it. Durable when it returns."""
        self._library.save_draft(place, text)

    def submit_draft(self, place: str, text: str) -> Future[None]:
        """Do as ``keep_draft`` does, but return at once: the keys must not wait for the disk."""
        return self._library.submit_draft(place, text)

    def new_key(self) -> str:
        """Return an id for a note that is about to be written, so that it can be told whether it was kept."""
        return new_id()

    def drafts(self) -> dict[str, str]:
        """Return half-typed texts by the name of their field."""
        return {row.key: row.text for row in self._library.queries.drafts()}


def kind_of(text: str) -> ObservationKind:
    """Return the kind that a word or one of the letters of the entry line means."""
    return KIND_LETTERS.get(text.strip().lower()) or word(ObservationKind, text)
