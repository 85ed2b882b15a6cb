"""The lines of the palette as values: commands of the tables and things found, in sections, the best first.

Must not know how a line is drawn, nor what a command does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gemba.message import N_
from gemba.services.finding.search import Found
from gemba.ui.keys.action import Action
from gemba.ui.palette.match import match

if TYPE_CHECKING:
    from gemba.ui.language.words import Words

COMMAND = "command"
_MOST_COMMANDS = 8
#: kind -> (heading of its section, icon), in the order in which sections stand
SECTIONS: dict[str, tuple[str, str]] = {
    "recent": (N_("Used last"), "history"),
    COMMAND: (N_("Commands"), "command"),
    "view": (N_("Saved views"), "layers"),
    "ticket": (N_("Tickets"), "ticket"),
    "session": (N_("Sessions"), "eye"),
    "observation": (N_("Notes"), "sticky-note"),
    "capture": (N_("Pictures"), "image"),
    "problem": (N_("Problems"), "circle-alert"),
    "decision": (N_("Decisions"), "door-open"),
    "narrative": (N_("Narratives"), "book-open-text"),
    "role": (N_("Roles"), "user"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a heading (``kind`` empty), or something that Enter does or opens.

    ``name`` is the id of an action; ``place`` and ``reference`` say what to open otherwise. ``marks`` are the places
    of the letters that were found in ``text``.
    """

    kind: str
    text: str
    icon: str = ""
    code: str = ""
    detail: str = ""
    keys: str = ""
    name: str = ""
    place: str = ""
    reference: str = ""
    marks: tuple[int, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Say whether it only heads a section."""
        return not self.kind

    @property
    def identity(self) -> str:
        """Return what tells it from every other line."""
        return self.name or f"{self.place}:{self.reference}"


@dataclass(frozen=True, slots=True)
class Command:
    """An action with its words and keys in the window's language; ``of_place`` is the place's name in words."""

    action: Action
    text: str
    keys: str
    of_place: str


def command_lines(query: str, commands: Iterable[Command], *, here: str) -> list[Line]:
    """Return the commands that fit, best first; with nothing typed those of the place in front, then the rest."""
    fitting: list[tuple[float, int, Line]] = []
    for number, one in enumerate(commands):
        found = match(query, one.text)
        if found is None:
            continue
        near = 5.0 if one.action.place == here or one.action.id.startswith(f"{here}.") else 0.0
        line = Line(
            COMMAND,
            one.text,
            one.action.icon or "command",
            detail=one.of_place,
            keys=one.keys,
            name=one.action.id,
            marks=found.places,
        )
        fitting.append((-(found.score + near) if query.strip() else -near, number, line))
    fitting.sort(key=lambda one: one[:2])
    lines = [line for _, _, line in fitting]
    return lines[:_MOST_COMMANDS] if query.strip() else lines


def view_lines(query: str, names: Iterable[str]) -> list[Line]:
    """Return the saved views of the tickets whose names fit, in their order."""
    fitting = [(name, match(query, name)) for name in names]
    return [
        Line("view", name, SECTIONS["view"][1], place="tickets", reference=f"view:{name}", marks=found.places)
        for name, found in fitting
        if found is not None
    ]


def found_lines(query: str, found: Iterable[Found], words: Words) -> list[Line]:
    """Return things found as lines, with the letters marked that were typed."""
    out = []
    for one in found:
        marks = _marks(query, one.title)
        text = words.role(one.title) if one.kind == "role" else one.title
        icon = SECTIONS[one.kind][1]
        out.append(
            Line(
                one.kind,
                text,
                icon,
                one.code,
                one.detail,
                place=one.place,
                reference=one.reference,
                marks=marks if text == one.title else (),
            )
        )
    return out


def _marks(query: str, text: str) -> tuple[int, ...]:
    """Return where the typed words stand in a text; each counts that is there."""
    places: set[int] = set()
    for word in query.split():
        found = match(word, text[:200])
        if found is not None and len(found.places) and found.score > 50:
            places.update(found.places)
    return tuple(sorted(places))


def in_sections(lines: Sequence[Line], words: Words) -> list[Line]:
    """Return the lines with a heading before each section, sections in their order."""
    out: list[Line] = []
    for kind, (title, _) in SECTIONS.items():
        of_kind = [line for line in lines if line.kind == kind]
        if of_kind:
            out += [Line("", words.tr(title)), *of_kind]
    return out


def as_recent(lines: Sequence[Line]) -> list[Line]:
    """Return lines as the section of what was used last."""
    return [replace(line, kind="recent", marks=()) for line in lines]
