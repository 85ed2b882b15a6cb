"""Follow a written arithmetic such as ``318 refunds/week x 46 weeks x 3.5 min = 853 h; x 26 EUR/h = 22 178``.

A small reader of its own, nothing is ever evaluated as code. It keeps silent where it cannot follow: a term with
two numbers in it, a range, words between operators. What it does claim: a stated result that the figures before it
do not give (tolerance 2 %, 6 % where the writer says "about"), the amount it ends in, and the period that amount
is for. Must not know tickets.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import product

from gemba.rules.arithmetic_terms import Term, Unfollowable, read_sum
from gemba.rules.arithmetic_words import ABOUT_WORDS, EQUALS, MULTIPLIERS, SECONDS, UNITS
from gemba.rules.currency import CODES, SIGNS

LONGEST = 2_000
TOLERANCE = 0.02
ABOUT_TOLERANCE = 0.06

_CLAUSE = re.compile(r"[;\n。]|,\s|\.\s+(?=[^\d\s])")
_EQUALS = re.compile(EQUALS)
_COMMENT = re.compile(r"\([^()]*\)")
_STARTS_WITH_OPERATOR = re.compile(r"^\s*(?:[x×*·/÷+]|-\s)", re.IGNORECASE)
_MONEY = re.compile(
    r"(?P<before>[€$£¥₫₩₹]|\b[A-Z]{3}\b)?\s?(?P<number>\d[\d.,' \u00a0\u202f]*(?:k|万|m)?)\s?"
    r"(?P<after>[€$£¥₫₩₹]|欧元|歐元|美元|英镑|港元|港币|日元|人民币|元|块|[A-Za-zđồzłĐ]+\b)?"
)
_RESULT_PERIOD = re.compile(r"(?:/|\bper\b|\ban?\b|\bpro\b|\bim\b|每|一|\bmỗi\b|\bmột\b)\s*(?:个)?\s*([^\W\d]+)")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A result as stated, beside what the figures before it give."""

    expression: str
    computed: float
    stated: float


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What could be followed of one arithmetic.

    ``amounts`` are the readings of what it ends in (empty: not followed, or it ends in a time); ``period`` is what
    that amount is for, None where nothing says so; ``currencies`` holds for each marked figure the codes it may be.
    """

    figures: bool = False
    contradictions: tuple[Contradiction, ...] = ()
    amounts: tuple[float, ...] = ()
    period: str | None = None
    currencies: tuple[frozenset[str], ...] = ()


@dataclass(slots=True)
class _Walk:
    """Where the reading stands: the running value, and what was found on the way."""

    running: Term | None = None
    contradictions: list[Contradiction] = field(default_factory=list)
    amounts: tuple[float, ...] = ()
    lost: bool = False
    terms: list[Term] = field(default_factory=list)


def read_arithmetic(text: str) -> Arithmetic:
    """Return what can be followed of ``text``; never raises, whatever stands in it."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    walk = _Walk()
    for clause in _CLAUSE.split(plain):
        if re.search(r"\d", clause):
            _follow(clause, walk)
    return Arithmetic(
        figures=re.search(r"\d", plain) is not None,
        contradictions=tuple(walk.contradictions),
        amounts=() if walk.lost else walk.amounts,
        period=_period(plain, walk.terms),
        currencies=_currencies(plain),
    )


def _follow(clause: str, walk: _Walk) -> None:
    """Read one clause: sums joined by "=", each beginning with the result of the one before."""
    tolerance = ABOUT_TOLERANCE if any(word in clause.lower() for word in ABOUT_WORDS) else TOLERANCE
    goes_on = _STARTS_WITH_OPERATOR.match(clause) is not None
    segments = [part for part in _EQUALS.split(_without_comments(clause)) if part.strip()]
    previous: list[list[Term]] | None = None
    try:
        for at, segment in enumerate(segments):
            summands = read_sum(segment, running=walk.running if goes_on and previous is None else None)
            walk.terms.extend(term for summand in summands for term in summand)
            if previous is not None:
                _compare(segments[at - 1], previous, summands[0][0], tolerance, walk)
            previous = summands
    except Unfollowable:
        walk.lost, walk.running = True, None
        return
    if previous is None or (len(segments) == 1 and sum(map(len, previous)) == 1):
        return  # a remark with a figure in it, not a calculation
    walk.lost = False
    last = previous[0][0]
    alone = len(previous) == 1 and len(previous[0]) == 1
    walk.running = last if alone else Term(values=tuple(_values(previous, None)), words="")
    walk.amounts = () if alone and last.unit else tuple(walk.running.values)


def _without_comments(clause: str) -> str:
    """Drop brackets that explain; keep those that stand where a number should."""

    def kept(found: re.Match[str]) -> str:
        before = clause[: found.start()].rstrip()
        operand = not before or before[-1] in "=x×*/÷+(-"
        return found.group() if operand and re.search(r"\d", found.group()) else " "

    return _COMMENT.sub(kept, clause)


def _compare(expression: str, sum_before: list[list[Term]], stated: Term, tolerance: float, walk: _Walk) -> None:
    """Note a contradiction where no reading of the sum gives any reading of the stated result."""
    if any(term.doubtful for summand in sum_before for term in summand) or stated.doubtful:
        return
    if len(sum_before) == 1 and len(sum_before[0]) == 1:
        return  # "318 = ..." restates a single figure
    computed = list(_values(sum_before, stated))
    for value, result in product(computed, stated.values):
        if abs(value - result) <= tolerance * max(abs(value), abs(result)) or abs(value - result) < 0.005:
            return
    nearest = min(computed, key=lambda value: abs(value - stated.values[0]), default=0.0)
    walk.contradictions.append(Contradiction(expression.strip()[:120], nearest, stated.values[0]))


def _values(summands: list[list[Term]], stated: Term | None) -> set[float]:
    """Return every value the sum can have: readings of numbers times lengths of units."""
    totals = {0.0}
    for summand in summands:
        scales = _scales(summand, stated)
        options: set[float] = {summand[0].sign}
        for term in summand:
            options = {kept for was in options for one in term.values if (kept := term.applied(was, one)) is not None}
        totals = {total + option * scale for total in totals for option in list(options)[:64] for scale in scales}
        totals = set(sorted(totals)[:2_000])
    return totals


def _scales(summand: list[Term], stated: Term | None) -> set[float]:
    """Return what a product must be multiplied by so that its times come out in the unit of the result."""
    wages = {unit for term in summand if term.money for unit in term.per}
    rates = {unit for term in summand if not term.money for unit in term.per}
    times = [term.unit for term in summand if term.unit and term.unit not in rates]
    if not times:
        return {1.0}
    targets = {stated.unit} if stated is not None and stated.unit else wages
    scales = {1.0} if not targets or len(times) > 1 else set()
    for unit in times:
        for target in targets or {"h", "day"}:
            scales |= (
                {ours / theirs for ours in SECONDS[unit] for theirs in SECONDS[target]} if unit != target else {1.0}
            )
    return scales


def _period(plain: str, terms: list[Term]) -> str | None:
    """Return the period that the last amount is for, where the text says so."""
    tail = re.split(EQUALS, plain)[-1] if re.search(EQUALS, plain) else ""
    if not re.search(r"[x×*]\s*\d", tail):
        for found in _RESULT_PERIOD.finditer(tail):
            named = UNITS.get(found.group(1).lower())
            if named in {"day", "week", "month", "quarter", "year"}:
                return named
    periods = set(MULTIPLIERS)
    rates = {unit for term in terms for unit in term.per if unit in periods and not (term.money and unit == "day")}
    longer = {to for rate in rates or periods for to in _reached(rate, terms, bare=rate in rates)}
    if "year" in longer or any("year" in term.per for term in terms):
        return "year"
    reached = longer & {"month", "quarter"}
    if reached and rates:
        return reached.pop() if len(reached) == 1 else None
    return next(iter(rates)) if len(rates) == 1 else None


def _reached(rate: str, terms: list[Term], *, bare: bool) -> set[str]:
    """Return the longer periods that some factor turns ``rate`` into (46 turns a week into a year)."""
    reached: set[str] = set()
    for term in terms:
        if term.unit != rate and not (bare and term.unit is None and not term.words.strip() and not term.money):
            continue
        for longer, (least, most) in MULTIPLIERS[rate].items():
            if any(least <= value <= most for value in term.values):
                reached.add(longer)
    return reached


def _currencies(plain: str) -> tuple[frozenset[str], ...]:
    """Return, for each figure with a currency beside it, what that currency can be."""
    found: list[frozenset[str]] = []
    for match in _MONEY.finditer(plain):
        for mark in (match.group("before"), match.group("after")):
            if mark and (codes := _codes(mark)):
                found.append(codes)
    return tuple(found)


def _codes(mark: str) -> frozenset[str]:
    if mark in CODES or mark.upper() in {"EUR", "USD", "CNY", "VND", "GBP", "CHF", "JPY"}:
        return frozenset({mark.upper()})
    return SIGNS.get(mark.lower(), frozenset())
