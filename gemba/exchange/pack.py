"""What stands in a visit pack, as frozen values, before anything of it is stored.

One value per row: a note line, a line of a table, a chat message, a picture. A row that cannot be read becomes a
``Refusal`` that names file, line and reason; nothing is dropped silently and no row stops another. This module
and the readers beside it must not know the library, the clock or how anything is stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gemba.message import Message
from gemba.model.values import ObservationKind, PrivateKind


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that could not be read; ``line`` is 1-based, None where the whole file is meant."""

    file: str
    line: int | None
    reason: Message


@dataclass(frozen=True, slots=True)
class Oddity:
    """A row that is stored although something about it is odd."""

    file: str
    line: int | None
    sentence: Message


@dataclass(frozen=True, slots=True)
class PackPerson:
    """A person of a header line: name and what stands in brackets behind it."""

    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class PackArtifact:
    """The fields of an artifact line; minutes are None where they are no number."""

    name: str
    purpose: str = ""
    minutes_per_week: float | None = None
    still_read_by: str = ""


@dataclass(frozen=True, slots=True)
class PackNote:
    """One observation of notes.md. ``clock`` is local "HH:MM"; ``shots`` are picture ids such as "T1/03"."""

    source_id: str
    line: int
    clock: str
    kind: ObservationKind
    text: str
    shots: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    artifact: PackArtifact | None = None
    hand_off: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class PackVisit:
    """The header of one notes.md and its notes. ``code`` is the team's folder ("T1"), ``date`` ISO or empty."""

    code: str
    file: str
    team: str
    department: str = ""
    charter: str = ""
    date: str = ""
    planned_minutes: int | None = None
    facilitators: tuple[PackPerson, ...] = ()
    facilitator_role: str = ""
    people: tuple[PackPerson, ...] = ()
    consent: str = ""
    place: str = ""
    time_zone: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    notes: tuple[PackNote, ...] = ()


@dataclass(frozen=True, slots=True)
class PackProposal:
    """A rectangle of a sidecar where personal data stands, in pixels of the upright picture."""

    kind: PrivateKind
    text: str
    rect_px: tuple[int, int, int, int]
    source: str


@dataclass(frozen=True, slots=True)
class PackSidecar:
    """What the JSON file beside a picture says."""

    app: str = ""
    what: str = ""
    taken: str = ""
    mode: str = ""
    proposals: tuple[PackProposal, ...] = ()


@dataclass(frozen=True, slots=True)
class PackPicture:
    """A picture file with its sidecar; the bytes are read by whoever stores it."""

    source_id: str
    path: Path
    file: str
    team_code: str
    sidecar: PackSidecar | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a CSV: the line its first character stands on, and its cells by column name, blanks trimmed."""

    file: str
    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """Return a cell, or nothing where the column is missing."""
        return self.cells.get(column, "")

    def items(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that holds a list separated by ";"."""
        return tuple(part.strip() for part in self.get(column).replace("；", ";").split(";") if part.strip())


@dataclass(frozen=True, slots=True)
class PackMessage:
    """One message of a chat; ``stamp`` is the local "YYYY-MM-DD HH:MM:SS"."""

    source_id: str
    line: int
    stamp: str
    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class PackChat:
    """A chat export with its three header lines."""

    file: str
    title: str = ""
    header: tuple[str, ...] = ()
    messages: tuple[PackMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole pack as read. ``rows_read`` counts every row, refused ones included."""

    folder: Path
    visits: tuple[PackVisit, ...] = ()
    pictures: tuple[PackPicture, ...] = ()
    tables: dict[str, tuple[TableRow, ...]] = field(default_factory=dict)
    chat: PackChat | None = None
    refused: tuple[Refusal, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    files: int = 0
    skipped_files: tuple[str, ...] = ()
