"""Marks on one picture as frozen values: the final mark model of canvas, paper and bundle.

Coordinates are pixels of the upright, uncropped picture; origin top left, x right, y down. Stored as JSON
(``to_json``/``from_json``), one object per mark. Must not know Qt, Pillow, SQL or any drawing: what a mark
looks like is decided by gemba/imaging/geometry.py.

Points by kind: arrow, line (tail, head) · box, ellipse, marker, spotlight, crop, redaction (two opposite corners)
· pencil (n points) · text (top left) · number (centre[, tip it points to]) · callout (two corners of the text box,
tip) · inset (two corners of the source, top left of the magnified copy) · pointer (two opposite corners of its glyph).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class MarkKind(StrEnum):
    """The kinds of marks (DOMAIN, "annotation")."""

    ARROW = "arrow"
    LINE = "line"
    BOX = "box"
    ELLIPSE = "ellipse"
    PENCIL = "pencil"
    MARKER = "marker"
    TEXT = "text"
    NUMBER = "number"
    CALLOUT = "callout"
    SPOTLIGHT = "spotlight"
    INSET = "inset"
    CROP = "crop"
    REDACTION = "redaction"
    POINTER = "pointer"


class PointerShape(StrEnum):
    """What the mouse pointer looked like when a picture of the screen was taken; ``shape`` of a pointer mark."""

    ARROW = ""
    HAND = "hand"
    TEXT = "text"
    CROSS = "cross"
    WAIT = "wait"
    MOVE = "move"


DRAWN_KINDS = frozenset(MarkKind) - {MarkKind.CROP, MarkKind.REDACTION}
POINTING_KINDS = DRAWN_KINDS - {MarkKind.POINTER}
"""The kinds that a person puts on a picture to point at something; a pointer comes with the picture."""
POINTS_NEEDED: dict[MarkKind, tuple[int, int | None]] = {
    MarkKind.ARROW: (2, 2),
    MarkKind.LINE: (2, 2),
    MarkKind.BOX: (2, 2),
    MarkKind.ELLIPSE: (2, 2),
    MarkKind.PENCIL: (2, None),
    MarkKind.MARKER: (2, 2),
    MarkKind.TEXT: (1, 1),
    MarkKind.NUMBER: (1, 2),
    MarkKind.CALLOUT: (3, 3),
    MarkKind.SPOTLIGHT: (2, 2),
    MarkKind.INSET: (3, 3),
    MarkKind.CROP: (2, 2),
    MarkKind.REDACTION: (2, 2),
    MarkKind.POINTER: (2, 2),
}
DEFAULT_COLOUR = "#B93227"
DEFAULT_WIDTH_PX = 4.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. ``text`` is the note of a number, the words of text and callout, or why a redaction is there.

    ``width_px`` is the stroke width in picture pixels, ``size_px`` the text height or the radius of a number
    (None: chosen from the picture's size), ``zoom`` the magnification of an inset, ``shape`` what a pointer looks
    like (a value of PointerShape). ``created_by`` names a role.
    """

    id: str
    kind: MarkKind
    points: tuple[tuple[float, float], ...]
    text: str = ""
    number: int | None = None
    colour: str = DEFAULT_COLOUR
    width_px: float = DEFAULT_WIDTH_PX
    size_px: float | None = None
    zoom: float = 2.0
    full_width: bool = False
    shape: str = ""

    def __post_init__(self) -> None:
        """Refuse a mark whose number of points does not fit its kind; hold every number as it is read back.

        700 and 700.0 are equal and stored differently, and so are 0.0 and -0.0: a row written with one and known as
        the other would count as changed from outside (D-10).
        """
        object.__setattr__(self, "points", tuple((float(x) + 0.0, float(y) + 0.0) for x, y in self.points))
        object.__setattr__(self, "width_px", float(self.width_px) + 0.0)
        object.__setattr__(self, "zoom", float(self.zoom) + 0.0)
        if self.size_px is not None:
            object.__setattr__(self, "size_px", float(self.size_px) + 0.0)
        low, high = POINTS_NEEDED[self.kind]
        if len(self.points) < low or (high is not None and len(self.points) > high):
            raise ValueError(f"{self.kind} needs {low} to {high or 'any number of'} points")

    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom over all points."""
        xs = [x for x, _ in self.points]
        ys = [y for _, y in self.points]
        return min(xs), min(ys), max(xs), max(ys)

    def moved(self, dx: float, dy: float) -> Mark:
        """Return the mark moved by whole or broken pixels."""
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))

    def to_json(self) -> dict[str, Any]:
        """Return the mark as a JSON object; defaults are left out."""
        out: dict[str, Any] = {"id": self.id, "kind": self.kind.value, "points": [list(p) for p in self.points]}
        plain = {"text": "", "number": None, "colour": DEFAULT_COLOUR, "width_px": DEFAULT_WIDTH_PX}
        plain |= {"size_px": None, "zoom": 2.0, "full_width": False, "shape": ""}
        out.update({key: getattr(self, key) for key, default in plain.items() if getattr(self, key) != default})
        return out

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Mark:
        """Read a mark from a JSON object; raise ValueError where it is not one."""
        try:
            mark = Mark(
                id=str(data.get("id", "")),
                kind=MarkKind(data["kind"]),
                points=tuple((_finite(x), _finite(y)) for x, y in data["points"]),
                text=str(data.get("text", "")),
                number=None if data.get("number") is None else int(data["number"]),
                colour=str(data.get("colour", DEFAULT_COLOUR)),
                width_px=_finite(data.get("width_px", DEFAULT_WIDTH_PX)),
                size_px=None if data.get("size_px") is None else _finite(data["size_px"]),
                zoom=_finite(data.get("zoom", 2.0)),
                full_width=bool(data.get("full_width", False)),
                shape=str(data.get("shape", "")),
            )
        except (KeyError, TypeError, AttributeError, OverflowError) as problem:
            raise ValueError("not a mark") from problem
        return mark


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("not a place in a picture")
    return number


@dataclass(frozen=True, slots=True)
class Annotation:
    """All marks on one capture, lowest first."""

    marks: tuple[Mark, ...] = field(default=())

    @property
    def pointing(self) -> tuple[Mark, ...]:
        """Return the marks that point at something."""
        return tuple(mark for mark in self.marks if mark.kind in POINTING_KINDS)

    @property
    def drawn(self) -> tuple[Mark, ...]:
        """Return the marks that are drawn: all but redactions and crops."""
        return tuple(mark for mark in self.marks if mark.kind in DRAWN_KINDS)

    @property
    def redactions(self) -> tuple[Mark, ...]:
        """Return the redactions."""
        return self.of_kind(MarkKind.REDACTION)

    def of_kind(self, kind: MarkKind) -> tuple[Mark, ...]:
        """Return the marks of one kind, lowest first; a list, because it is asked in every frame of 5,000 marks."""
        return tuple([mark for mark in self.marks if mark.kind is kind])

    @property
    def crop(self) -> Mark | None:
        """Return the last crop, which is the one in force, or None."""
        crops = self.of_kind(MarkKind.CROP)
        return crops[-1] if crops else None

    def with_mark(self, mark: Mark) -> Annotation:
        """Return the annotation with ``mark`` added, or replaced where its id is already there."""
        wanted = mark.id
        marks = [mark if old.id == wanted else old for old in self.marks]
        if not any(one is mark for one in marks):
            marks.append(mark)
        return Annotation(tuple(marks))

    def without(self, mark_id: str) -> Annotation:
        """Return the annotation without the mark of that id."""
        return Annotation(tuple(mark for mark in self.marks if mark.id != mark_id))

    def to_json(self) -> list[dict[str, Any]]:
        """Return the marks as a JSON list."""
        return [mark.to_json() for mark in self.marks]

    @staticmethod
    def from_json(data: object) -> Annotation:
        """Read the marks of a JSON list; raise ValueError where it is none."""
        if not isinstance(data, list):
            raise ValueError("an annotation is a list of marks")
        return Annotation(tuple(Mark.from_json(item) for item in data))
