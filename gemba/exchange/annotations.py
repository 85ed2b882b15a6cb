"""Read annotations.json: what a person decided by looking at a pack's pictures and notes.

Marks, taken redactions, reviews, how each note was seen, sample frames, causes, problems and house settings. The file
is applied by hand (docs/adr/0004); this reader only says what stands in it. Must not know the library.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from gemba.errors import UserError
from gemba.message import say
from gemba.model.annotation import Mark
from gemba.model.ticket_facts import ApprovalFacts, CauseFacts
from gemba.model.values import CauseStatus, Elicitation, FixKind, NeedLevel, SampleFrame, SeenAs, Waste, WhyMissed

FORMAT = "gemba-annotations 1"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CaptureNote:
    """What was decided about one picture; ``take`` and ``refuse`` number the sidecar's entries, None takes all."""

    source_id: str
    caption: str
    reviewed: bool
    marks: tuple[Mark, ...]
    take: tuple[int, ...] | None
    refuse: tuple[int, ...]
    redactions: tuple[tuple[tuple[int, int, int, int], str], ...]


@dataclass(frozen=True, slots=True)
class ObservationNote:
    """How one observation was seen, as far as it can be said."""

    source_id: str
    seen_as: SeenAs | None
    waste: Waste | None
    elicitation: Elicitation | None


@dataclass(frozen=True, slots=True)
class TicketNote:
    """What a person added to one ticket."""

    source_id: str
    frame: SampleFrame | None
    fix_kind: FixKind | None
    why_missed: WhyMissed | None
    causes: tuple[CauseFacts, ...]
    approvals: tuple[ApprovalFacts, ...] | None
    waved_off: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProblemNote:
    """A problem that a person named, with the notes and tickets that belong to it."""

    title: str
    symptom: str
    notes: tuple[str, ...]
    tickets: tuple[str, ...]
    need_level: NeedLevel | None


@dataclass(frozen=True, slots=True)
class PackAnnotations:
    """The whole file."""

    captures: tuple[CaptureNote, ...]
    observations: tuple[ObservationNote, ...]
    tickets: tuple[TicketNote, ...]
    problems: tuple[ProblemNote, ...]
    settings: tuple[tuple[str, str], ...]


def read_annotations(path: Path) -> PackAnnotations:
    """Read the file; raise UserError naming the entry that is not what it should be."""
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as problem:
        raise UserError(say("“{name}” cannot be read as JSON.", name=path.name)) from problem
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise UserError(say("“{name}” does not say that it is “{format}”.", name=path.name, format=FORMAT))
    return PackAnnotations(
        captures=tuple(_entry(path, _capture, key, value) for key, value in _pairs(data, "captures")),
        observations=tuple(_entry(path, _observation, key, value) for key, value in _pairs(data, "observations")),
        tickets=tuple(_entry(path, _ticket, key, value) for key, value in _pairs(data, "tickets")),
        problems=tuple(_entry(path, _problem, str(i), value) for i, value in enumerate(data.get("problems", ()), 1)),
        settings=tuple((key, str(value)) for key, value in _pairs(data, "settings")),
    )


def _pairs(data: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    part = data.get(key, {})
    return list(part.items()) if isinstance(part, Mapping) else []


def _entry(path: Path, read: Callable[[str, Mapping[str, Any]], T], key: str, value: Any) -> T:
    """Read one entry; a wrong one is named in the error."""
    try:
        return read(key, value)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise UserError(say("The entry “{key}” of “{name}” is not readable.", key=key, name=path.name)) from problem


def _capture(key: str, data: Mapping[str, Any]) -> CaptureNote:
    take = data.get("take", [])
    rects = data.get("redactions", [])
    return CaptureNote(
        source_id=key,
        caption=str(data.get("caption", "")),
        reviewed=bool(data.get("reviewed", False)),
        marks=tuple(Mark.from_json(mark) for mark in data.get("marks", [])),
        take=None if take == "all" else tuple(int(number) for number in take),
        refuse=tuple(int(number) for number in data.get("refuse", [])),
        redactions=tuple((_rect(rect), str(rect.get("why", ""))) for rect in rects),
    )


def _rect(data: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of an entry with x, y, w, h."""
    x, y, width, height = (int(data[name]) for name in ("x", "y", "w", "h"))
    return x, y, x + width, y + height


def _observation(key: str, data: Mapping[str, Any]) -> ObservationNote:
    seen, waste, how = data.get("seen_as"), data.get("waste"), data.get("elicitation")
    return ObservationNote(
        key,
        SeenAs(seen) if seen else None,
        Waste(waste) if waste else None,
        Elicitation(how) if how else None,
    )


def _ticket(key: str, data: Mapping[str, Any]) -> TicketNote:
    frame, kind, missed = data.get("frame"), data.get("fix_kind"), data.get("why_missed")
    approvals = data.get("approvals")
    return TicketNote(
        source_id=key,
        frame=SampleFrame(frame) if frame else None,
        fix_kind=FixKind(kind) if kind else None,
        why_missed=WhyMissed(missed) if missed else None,
        causes=tuple(
            CauseFacts(str(one["text"]), CauseStatus(one.get("status", "claimed")), tuple(one.get("evidence", ())))
            for one in data.get("causes", [])
        ),
        approvals=None if approvals is None else tuple(_approval(one) for one in approvals),
        waved_off=tuple((str(one["remark"]), str(one["reason"])) for one in data.get("waved_off", [])),
    )


def _approval(data: Mapping[str, Any]) -> ApprovalFacts:
    days = data.get("typical_days")
    return ApprovalFacts(str(data["body"]), str(data.get("role", "")), None if days is None else float(days))


def _problem(key: str, data: Mapping[str, Any]) -> ProblemNote:
    level = data.get("need_level")
    return ProblemNote(
        title=str(data["title"]),
        symptom=str(data.get("symptom", "")),
        notes=tuple(str(note) for note in data.get("notes", [])),
        tickets=tuple(str(ticket) for ticket in data.get("tickets", [])),
        need_level=NeedLevel(level) if level else None,
    )
