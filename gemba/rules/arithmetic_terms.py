"""Cut one side of an equation into terms: signs, numbers with all their readings, units and what they are per.

Must not know what the terms are for; ``arithmetic`` joins them. Anything unexpected raises ``Unfollowable``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gemba.rules.arithmetic_words import DENOMINATORS, TIMES, UNITS
from gemba.rules.currency import CODES, SIGNS
from gemba.rules.numbers import readings

MOST_TERMS = 24

_NUMBER = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?![\d])(?:[.,]\d+)?|"
    r"\d+(?:[.,]\d+)*(?:\s?(?:k|万|萬|亿|triệu|nghìn|mio)(?![^\W\d_]))?|\.\d+"
)
_OPERATOR = re.compile(
    rf"(?<![^\W\d_])[xX](?![^\W\d_])|(?<=\d)x(?=\d)|[×*·✕÷@]|/(?=\s*[\d(.])|(?<=\s)[-−–](?=\s)|\+|{TIMES}",
    re.IGNORECASE,
)
_WORD = re.compile(r"/|%|[\u3400-\u9fff]+|[^\W\d_]+(?:-[^\W\d_]+)*|[€$£¥₫₩₹]")
_HAN_UNITS = sorted((word for word in UNITS if "\u3400" <= word[0] <= "\u9fff"), key=len, reverse=True)


class Unfollowable(Exception):
    """Say that a text is no sum this reader understands; never shown to anybody."""


@dataclass(frozen=True, slots=True)
class Term:
    """One number of a product: its readings, the unit of time it is in, what it is per, and whether it is money.

    ``doubtful`` means that another number stands in the words beside it.
    """

    values: tuple[float, ...]
    words: str
    unit: str | None = None
    per: tuple[str, ...] = ()
    money: bool = False
    divides: bool = False
    sign: float = 1.0
    doubtful: bool = False

    def applied(self, product: float, value: float) -> float | None:
        """Return ``product`` multiplied or divided by ``value``; None where that cannot be."""
        if not self.divides:
            return product * value
        return product / value if value else None


def read_sum(text: str, *, running: Term | None = None) -> list[list[Term]]:
    """Return the summands of ``text``, each a list of factors; ``running`` stands before a leading operator."""
    pieces = _pieces(text)
    if len(pieces) > MOST_TERMS:
        raise Unfollowable
    summands: list[list[Term]] = []
    for at, (operator, piece) in enumerate(pieces):
        if at == 0 and not piece.strip():
            if len(pieces) > 1 and running is not None:
                summands.append([running])
            continue
        term = _term(piece, operator)
        if operator in {"", "+", "-"} or not summands:
            summands.append([term])
        else:
            summands[-1].append(term)
    if not summands:
        raise Unfollowable
    return summands


def _pieces(text: str) -> list[tuple[str, str]]:
    """Split at operators: (operator before, text of the term)."""
    found: list[tuple[str, str]] = []
    start, operator = 0, ""
    for match in _OPERATOR.finditer(text):
        found.append((operator, text[start : match.start()]))
        sign = match.group().strip()
        operator = {"−": "-", "–": "-", "÷": "/"}.get(sign, sign)
        start = match.end()
    found.append((operator, text[start:]))
    return found


def _term(piece: str, operator: str) -> Term:
    """Read one term; its first number counts, a second one makes it doubtful."""
    bare = piece.replace("(", " ").replace(")", " ")
    numbers = [match for match in _NUMBER.finditer(bare) if _stands_alone(bare, match)]
    if not numbers or "(" in piece.strip()[1:]:
        raise Unfollowable
    first = numbers[0]
    values = tuple(float(value) for value in readings(first.group().strip()))
    if not values:
        raise Unfollowable
    words = _WORD.findall(bare[first.end() :])
    if words[:1] == ["%"] or [word.lower() for word in words[:1]] in (["percent"], ["prozent"], ["pct"]):
        values = tuple(value / 100 for value in values)
        words = ["%", *words[1:]]
    unit, per = _units(words)
    per += _units(_WORD.findall(bare[: first.start()]))[1]
    beside = [*words[:1], *_WORD.findall(bare[: first.start()])[-1:]]
    return Term(
        values=values,
        words=" ".join(words),
        unit=unit,
        per=per,
        money=any(word in CODES or word.lower() in SIGNS for word in beside),
        divides=operator == "/",
        sign=-1.0 if operator == "-" else 1.0,
        doubtful=len(numbers) > 1 or "(" in piece,
    )


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Say whether the digits are a number and not part of a name (W46, LW-408328, 7b), a time or a range."""
    before, after = text[: match.start()], text[match.end() :]
    if before[-1:] and before[-1] in "-–:" and before[-2:-1].isdigit():
        raise Unfollowable  # a range, a date or a time of day
    if re.search(r"[A-Za-z\u00c0-\u024f][-_#]?$", before) is not None:
        return False
    run = re.match(r"[A-Za-z]+", after)
    if run is None or run.group().lower() == "x":
        return True
    return run.group().lower() in UNITS or run.group().upper() in CODES


def _units(words: list[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the unit of time of a number and the periods that it is per."""
    unit: str | None = None
    per: list[str] = []
    below = False
    for word in (part for whole in words for part in _cut_han(whole)):
        lowered = word.lower()
        named = UNITS.get(lowered)
        if named and below:
            per.append(named)
        elif named and unit is None:
            unit = named
        below = lowered in DENOMINATORS
    adverbs = {"weekly": "week", "daily": "day", "monthly": "month", "yearly": "year", "wöchentlich": "week"}
    per.extend(adverbs[word.lower()] for word in words if word.lower() in adverbs)
    return unit, tuple(per)


def _cut_han(word: str) -> list[str]:
    """Cut a Han run where a unit of time stands at its beginning or end, and after 每."""
    if not "\u3400" <= word[0] <= "\u9fff":
        return [word]
    pieces: list[str] = []
    if word.startswith("每"):
        pieces, word = ["每"], word[1:]
    for unit in _HAN_UNITS:
        if word == unit:
            return [*pieces, unit]
    for unit in _HAN_UNITS:
        if word.startswith(unit):
            return [*pieces, unit, *_cut_han(word[len(unit) :])]
        if word.endswith(unit) and "每" in word:
            return [*pieces, word[: word.index("每")] or "每", "每", unit]
    return [*pieces, word] if word else pieces
