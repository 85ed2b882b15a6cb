"""JSON from outside, read without the freedom that JSON leaves: every key once, every number small and finite.

Must not know what the values mean.
"""

from __future__ import annotations

import json
import math
from typing import Any

from gemba.exchange.review_bundle.refusal import Fault
from gemba.message import N_

MAX_DEPTH = 32
MAX_VALUES = 500_000
_LONGEST_NUMBER = 32
_NOT_READABLE = N_("its table of contents cannot be read")


def parse(data: bytes) -> dict[str, Any]:
    """Return the object in ``data``; raise Fault for anything that is not exactly one JSON object in UTF-8.

    Refuses a byte order mark, a key that stands twice, NaN, infinity, numbers of more than 32 signs, lone surrogates,
    more than 32 levels and more than half a million values.
    """
    try:
        text = data.decode("utf-8")
        if text.count(",") + text.count("[") + text.count("{") > MAX_VALUES:
            raise Fault(N_("it holds more than gemba reads at once"))
        found = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole, parse_float=_broken
        )
    except (ValueError, RecursionError):
        raise Fault(_NOT_READABLE) from None
    if not isinstance(found, dict):
        raise Fault(_NOT_READABLE)
    _check(found, 1)
    return found


def canonical(value: object) -> bytes:
    """Return the bytes of a value: sorted keys, no blanks. The same value gives the same bytes everywhere."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(word: str) -> float:
    raise ValueError(word)


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError("too long a number")
    return int(digits)


def _broken(digits: str) -> float:
    if len(digits) > _LONGEST_NUMBER or not math.isfinite(float(digits)):
        raise ValueError("no number of ours")
    return float(digits)


def _check(value: object, depth: int) -> None:
    """Refuse what is too deep, and text that is no Unicode."""
    if depth > MAX_DEPTH:
        raise Fault(_NOT_READABLE)
    if isinstance(value, dict):
        for key, inner in value.items():
            _check(key, depth)
            _check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth + 1)
    elif isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Fault(_NOT_READABLE) from None
