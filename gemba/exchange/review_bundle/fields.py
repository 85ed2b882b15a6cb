"""One field of a review bundle at a time: its kind, its size, and nothing else passes.

Texts go through the library's own normaliser, so that what is shown is what will be stored. Must not know which
fields there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gemba.exchange.review_bundle.refusal import Fault
from gemba.message import N_
from gemba.model.annotation import DEFAULT_COLOUR, DEFAULT_WIDTH_PX, POINTS_NEEDED, Mark, MarkKind, PointerShape
from gemba.model.moment import Moment
from gemba.model.rows.review import PlaceRow, Region
from gemba.model.stored import moment_from_text, moment_to_text
from gemba.model.text import TITLE_LIMIT, normalise

MAX_TEXT = 10_000
MAX_POINTS = 20_000
_REACH = 1_000_000.0
_WIDEST_OFFSET_MINUTES = 18 * 60
_KEY = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_MARK_FIELDS = frozenset(
    ("kind", "points", "text", "number", "colour", "width_px", "size_px", "zoom", "full_width", "shape")
)
_WRONG = N_("a field in it is not what it should be")


@dataclass(frozen=True, slots=True)
class Taker:
    """Take objects apart; ``lenient`` lets fields stand that a newer gemba of the same form wrote."""

    lenient: bool = False

    def object(self, data: object, names: Sequence[str]) -> Mapping[str, Any]:
        """Return an object that has all these fields, and no other."""
        if not isinstance(data, dict) or not set(names) <= data.keys():
            raise Fault(_WRONG)
        if not self.lenient and len(data) != len(names):
            raise Fault(_WRONG)
        return data


def array(data: object, most: int) -> list[Any]:
    """Return a list of at most so many things."""
    if not isinstance(data, list):
        raise Fault(_WRONG)
    if len(data) > most:
        raise Fault(N_("it holds more than gemba reads at once"))
    return data


def whole(data: object, low: int, high: int) -> int:
    """Return a whole number between two bounds."""
    if type(data) is not int or not low <= data <= high:
        raise Fault(_WRONG)
    return data


def number(data: object, low: float, high: float) -> float:
    """Return a number between two bounds."""
    if not isinstance(data, (int, float)) or isinstance(data, bool) or not low <= data <= high:
        raise Fault(_WRONG)  # what is no number at all lies between no bounds
    return float(data)


def flag(data: object) -> bool:
    """Return yes or no."""
    if type(data) is not bool:
        raise Fault(_WRONG)
    return data


def one_of(data: object, words: Sequence[str]) -> str:
    """Return one of these words."""
    if not isinstance(data, str) or data not in words:
        raise Fault(_WRONG)
    return data


def key(data: object) -> str:
    """Return a key: 32 hexadecimal digits."""
    if not isinstance(data, str) or _KEY.fullmatch(data) is None:
        raise Fault(_WRONG)
    return data


def digest(data: object) -> str:
    """Return a SHA-256: 64 hexadecimal digits."""
    if not isinstance(data, str) or _DIGEST.fullmatch(data) is None:
        raise Fault(_WRONG)
    return data


def text(data: object) -> str:
    """Return a text of at most 10,000 characters, as the library would store it."""
    if not isinstance(data, str) or len(data) > MAX_TEXT:
        raise Fault(_WRONG)
    return normalise(data)


def line(data: object) -> str:
    """Return a short text on one line, as the library would store it."""
    if not isinstance(data, str) or len(data) > TITLE_LIMIT:
        raise Fault(_WRONG)
    return " ".join(normalise(data, limit=TITLE_LIMIT).split())


def moment(data: object) -> Moment:
    """Return a moment as the library writes it down."""
    if not isinstance(data, str) or len(data) > 40:
        raise Fault(_WRONG)
    try:
        found = moment_from_text(data)
        same = moment_to_text(found) == data and abs(found.offset_minutes) <= _WIDEST_OFFSET_MINUTES
    except (ValueError, IndexError, OverflowError):
        raise Fault(_WRONG) from None
    if not same or not 1970 <= found.utc.year <= 9000:
        raise Fault(_WRONG)
    return found


def moment_text(at: Moment) -> str:
    """Return a moment as it stands in a bundle."""
    return moment_to_text(at)


def region(data: object) -> Region | None:
    """Return left, top, right, bottom in whole pixels, or None."""
    if data is None:
        return None
    left, top, right, bottom = (whole(one, 0, 100_000) for one in _exactly(data, 4))
    if left > right or top > bottom:
        raise Fault(_WRONG)
    return left, top, right, bottom


def place(data: object) -> PlaceRow:
    """Return where a Rendition lies in its picture."""
    left, top, scale = _exactly(data, 3)
    return PlaceRow(whole(left, 0, 100_000), whole(top, 0, 100_000), number(scale, 0.001, 1.0))


def mark_content(data: object) -> dict[str, Any]:
    """Return a mark without its name, as gemba writes it: known fields only, in their bounds, no crop."""
    if not isinstance(data, dict) or not data.keys() <= _MARK_FIELDS or data.get("kind") == MarkKind.CROP:
        raise Fault(_WRONG)
    made = _mark({**data, "id": "-"})
    return {name: value for name, value in made.to_json().items() if name != "id"}


def sent_mark(data: object) -> Mark:
    """Return a mark that is painted on the picture already."""
    if not isinstance(data, dict) or not data.keys() <= _MARK_FIELDS | {"id"}:
        raise Fault(_WRONG)
    if not isinstance(data.get("id"), str) or len(data["id"]) > 200:
        raise Fault(_WRONG)
    return _mark(data)


def _mark(data: Mapping[str, Any]) -> Mark:
    kind = MarkKind(one_of(data.get("kind"), [kind.value for kind in MarkKind]))
    points = tuple(_point(one) for one in array(data.get("points"), MAX_POINTS))
    low, high = POINTS_NEEDED[kind]
    if not low <= len(points) <= (MAX_POINTS if high is None else high):
        raise Fault(_WRONG)
    return Mark(
        id=data["id"],
        kind=kind,
        points=points,
        text=text(data.get("text", "")),
        number=None if data.get("number") is None else whole(data["number"], 0, 1_000_000),
        colour=_colour(data.get("colour", DEFAULT_COLOUR)),
        width_px=number(data.get("width_px", DEFAULT_WIDTH_PX), 0.0, 10_000),
        size_px=None if data.get("size_px") is None else number(data["size_px"], 0.0, 10_000),
        zoom=number(data.get("zoom", 2.0), 0.01, 100),
        full_width=flag(data.get("full_width", False)),
        shape=one_of(data.get("shape", ""), [shape.value for shape in PointerShape]),
    )


def _point(data: object) -> tuple[float, float]:
    x, y = _exactly(data, 2)
    return number(x, -_REACH, _REACH), number(y, -_REACH, _REACH)


def _colour(data: object) -> str:
    if not isinstance(data, str) or _COLOUR.fullmatch(data) is None:
        raise Fault(_WRONG)
    return data


def _exactly(data: object, count: int) -> list[Any]:
    if not isinstance(data, list) or len(data) != count:
        raise Fault(_WRONG)
    return data
