"""Numbers as people type them, read without guessing a locale.

Accepted: ``12000``, ``12 000``, ``12.000,50``, ``12,000.50``, ``1'250``, ``1,5``, ``-3``, ``½``, ``1½``, ``3/4``,
full-width digits, a currency sign or code in front or behind (``€ 300``, ``300 EUR``), ``12k``, ``3 万``, ``2 triệu``.

One separator alone is the hard case. Followed by exactly three digits, with one to three digits before it that do
not start with 0, it parts thousands (``12.000`` and ``12,000`` are both twelve thousand); otherwise it is the
decimal mark (``1,5``, ``0.125``, ``12.50``). ``readings`` gives both for whoever can check which was meant.
Anything else (``TBD``, ``a lot``, ``3-4``, ``1e5``) is no number.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from gemba.pattern import pattern

LONGEST = 40
"""Characters beyond which a text is no longer taken for a number (a float must be able to hold it)."""

_BLANKS = pattern(r"[\s\u00a0\u2007\u2009\u202f'’]")
_SIGNS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "⁄": "/"})
_CURRENCY = r"(?:[€$£¥₫₩₹₽元圆]|[A-Z]{3}|đ)"
_BESIDE = pattern(rf"^(?P<sign>[+-]?)\s*{_CURRENCY}?\s*(?P<inner>[+-]?\s*[\d.,].*?|)\s*{_CURRENCY}?$")
_FACTORS: dict[str, int] = {
    "k": 1_000,
    "tsd": 1_000,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "千": 1_000,
    "万": 10_000,
    "萬": 10_000,
    "m": 1_000_000,
    "mio": 1_000_000,
    "million": 1_000_000,
    "triệu": 1_000_000,
    "tr": 1_000_000,
    "亿": 100_000_000,
    "億": 100_000_000,
}
_FACTOR = pattern(rf"^(.*?)\s*({'|'.join(sorted(_FACTORS, key=len, reverse=True))})\.?$", re.IGNORECASE)
_PLAIN = pattern(r"\d+")
_FRACTION = pattern(r"^(?:(\d+)\+)?(\d+)/(\d+)$")
_GROUPED = pattern(r"^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$|^\d{1,3}(?:([.,])\d{2})+\2\d{3}$")


def parse_number(text: str) -> Decimal | None:
    """Return the number that ``text`` most likely means, or None where it is none."""
    found = readings(text)
    return found[0] if found else None


@lru_cache(maxsize=8192)
def readings(text: str) -> tuple[Decimal, ...]:
    """Return every way to read ``text`` as a number, the most likely first; empty where it is none.

    Remembered: lists ask for the same figures at every letter that filters them.
    """
    if len(text) > LONGEST:
        return ()
    bare = _bare(text)
    negative = bare.startswith("-")
    bare = bare.lstrip("+-") if bare[:2].count("-") + bare[:2].count("+") <= 1 else ""
    factor = 1
    if (scaled := _FACTOR.match(bare)) is not None:
        bare, factor = scaled.group(1).rstrip(), _FACTORS[scaled.group(2).lower()]
    found = tuple(dict.fromkeys(value * factor for value in _unsigned(bare)))
    return tuple(-value for value in found) if negative else found


def _bare(text: str) -> str:
    """Fold full-width forms, write vulgar fractions out, and drop a currency beside the number."""
    spelled = "".join(_vulgar(character) for character in text)
    folded = unicodedata.normalize("NFKC", spelled).translate(_SIGNS).strip()
    beside = _BESIDE.match(folded)
    if beside is not None and beside.group("inner"):
        return f"{beside.group('sign')}{beside.group('inner').strip()}".replace("+ ", "+").replace("- ", "-")
    return folded


def _vulgar(character: str) -> str:
    """Write ``½`` as ``+1/2``, so that ``1½`` does not become eleven halves."""
    if unicodedata.category(character) != "No":
        return character
    spelled = unicodedata.normalize("NFKC", character)
    return f"+{spelled.replace('⁄', '/')}" if "⁄" in spelled else character


def _unsigned(bare: str) -> list[Decimal]:
    """Read a text without sign, currency or scale."""
    fraction = _FRACTION.match(bare)
    if fraction is not None:
        whole, over, under = fraction.groups()
        return [Decimal(whole or 0) + Decimal(over) / Decimal(under)] if int(under) else []
    squeezed = _squeeze(bare)
    if not re.fullmatch(r"[0-9.,]*[0-9][0-9.,]*", squeezed):
        return []
    candidates = [_both(squeezed)] if "." in squeezed and "," in squeezed else _one_kind(squeezed)
    return [value for text in candidates if (value := _decimal(text)) is not None]


def _squeeze(bare: str) -> str:
    """Take blanks and apostrophes out where they part groups of three digits; leave them elsewhere (no number)."""
    pieces = _BLANKS.split(bare)
    tail = re.fullmatch(r"(\d{3})([.,]\d+)?", pieces[-1]) if len(pieces) > 1 else None
    grouped = tail is not None and 1 <= len(pieces[0]) <= 3 and all(len(piece) == 3 for piece in pieces[1:-1])
    return "".join(pieces) if grouped and all(map(_PLAIN.match, pieces)) else bare


def _both(text: str) -> str:
    """Read a text with both marks: the last kind is the decimal mark and stands once."""
    decimal = max(".", ",", key=text.rfind)
    other = "," if decimal == "." else "."
    whole, _, rest = text.rpartition(decimal)
    if decimal in whole or other in rest or not _GROUPED.match(whole):
        return ""
    return f"{whole.replace(other, '')}.{rest}"


def _one_kind(text: str) -> list[str]:
    """Read a text with at most one kind of mark; two readings where a single mark could be either."""
    marks = text.count(".") + text.count(",")
    if marks == 0:
        return [text]
    joined = text.replace(".", "").replace(",", "")
    if marks > 1:
        return [joined] if _GROUPED.match(text) else []
    pointed = text.replace(",", ".")
    return [joined, pointed] if _GROUPED.match(text) and not text.startswith("0") else [pointed]


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
