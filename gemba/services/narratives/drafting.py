"""Draft a narrative from facts: full sentences with codes and live numbers, and marked gaps where judgement belongs.

Pure: facts and the sentences of one language in, Markdown out. What a person has to think about is never invented: it
stands as ``[[…]]``. The sentences are data (resources/templates/narrative.*.toml). Must not know the store or paper.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from gemba import paths
from gemba.errors import UserError
from gemba.message import say
from gemba.model.values import Door, NarrativeLanguage
from gemba.pattern import pattern
from gemba.report.numbers import day_words
from gemba.report.source import escape_markdown

SECTIONS = ("purpose", "visits", "saw", "cost", "shape", "propose", "decisions")
TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "six-page": SECTIONS,
    "three-page": ("purpose", "visits", "saw", "cost", "propose", "decisions"),
}
_TICKETS = {"six-page": 10, "three-page": 4}
_QUOTES = {"six-page": 4, "three-page": 2}
_PAIRS = 3
#: the brackets for a department, with the blank before them: a team without one is named without brackets
_DEPARTMENT = pattern(r" ?[(（]\{department\}[)）]")


@dataclass(frozen=True, slots=True)
class DraftVisit:
    """One visit as the draft tells it."""

    code: str
    day: date | None
    team: str
    department: str
    minutes: int | None
    charter: str
    observations: int
    stated: int


@dataclass(frozen=True, slots=True)
class DraftTicket:
    """One ticket as the draft tells it; ``ranked`` says that its figures stand, ``has_*`` which paths exist."""

    code: str
    title: str
    where: str
    expected: str
    happened: str
    fix: str
    owner: str
    per: str
    ranked: bool
    smell: bool
    has_counts: bool
    generalises: bool


@dataclass(frozen=True, slots=True)
class DraftDecision:
    """One decision with what is not answered yet."""

    code: str
    title: str
    door: Door | None
    open_questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """Everything a draft is made from; texts are already fit for paper. ``tickets`` stand in the order of the rank."""

    round_name: str
    language: NarrativeLanguage
    template: str
    day: date
    observations: int
    captures: int
    calls: int
    actionable: int
    visits: tuple[DraftVisit, ...] = ()
    tickets: tuple[DraftTicket, ...] = ()
    decisions: tuple[DraftDecision, ...] = ()
    problems: tuple[tuple[str, str, int, int], ...] = ()
    quotes: tuple[tuple[str, str, bool], ...] = ()
    pairs: tuple[tuple[str, str, int], ...] = ()
    approvers: tuple[tuple[str, int], ...] = ()


Sentences = Mapping[str, Mapping[str, str]]


@cache
def sentences(language: NarrativeLanguage) -> Sentences:
    """Return the sentences of one language by section and key."""
    data: Sentences = tomllib.loads((paths.templates() / f"narrative.{language.value}.toml").read_text("utf-8"))
    return data


def draft(facts: DraftFacts, *, title: str = "") -> str:
    """Return the Markdown of a first draft; raise UserError for a template that does not exist."""
    sections = TEMPLATES.get(facts.template)
    if sections is None:
        raise UserError(
            say("There is no template “{name}”.", name=facts.template),
            mend=say("Write one of: {names}.", names=", ".join(TEMPLATES)),
        )
    words = sentences(facts.language)
    writers: dict[str, Callable[[DraftFacts, Sentences], list[str]]] = {
        "purpose": _purpose,
        "visits": _visits,
        "saw": _saw,
        "cost": _cost,
        "shape": _shape,
        "propose": _propose,
        "decisions": _decisions,
    }
    parts = [_front(facts, words, title)]
    for name in sections:
        parts.append(f"## {words['sections'][name]}")
        parts += [paragraph for paragraph in writers[name](facts, words) if paragraph]
    return "\n\n".join(parts) + "\n"


def _front(facts: DraftFacts, words: Sentences, title: str) -> str:
    fields = {
        "title": title or words["words"]["title"].format(round=facts.round_name),
        "language": facts.language.value,
        "template": facts.template,
        "round": facts.round_name,
        "date": facts.day.isoformat(),
        "decision": facts.decisions[0].title if facts.decisions else "",
    }
    lines = [f"{key}: {' '.join(value.split())}" for key, value in fields.items() if value]
    return "\n".join(["---", *lines, "---"])


def _sentence(text: str) -> str:
    """Return user text escaped for Markdown on one line, without a full stop of its own at the end."""
    return escape_markdown(" ".join(text.split()))


def _bare(text: str) -> str:
    return _sentence(text).rstrip(".。 ")


def _listed(parts: Sequence[str], words: Sentences) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return words["words"]["list_comma"].join(parts[:-1]) + words["words"]["list_and"] + parts[-1]


def _joined(sentences: Sequence[str], facts: DraftFacts) -> str:
    """Return sentences as one paragraph; Chinese sets no blank between them."""
    return ("" if facts.language.value.startswith("zh") else " ").join(sentences)


def _dates(facts: DraftFacts, words: Sentences) -> str:
    days = sorted(visit.day for visit in facts.visits if visit.day is not None)
    if not days:
        return day_words(facts.day, facts.language)
    first, last = day_words(days[0], facts.language), day_words(days[-1], facts.language)
    return first if first == last else words["words"]["range_to"].format(first=first, last=last)


def _purpose(facts: DraftFacts, words: Sentences) -> list[str]:
    mine = words["purpose"]
    asked = [f"{_bare(d.title)} [{d.code}]" for d in facts.decisions]
    ask = mine["ask"].format(decisions=_listed(asked, words)) if asked else mine["ask_none"]
    basis = mine.get("basis_one" if len(facts.visits) == 1 else "basis", mine["basis"]).format(
        sessions="[=R.sessions]",
        dates=_dates(facts, words),
        observations="[=R.observations]",
        captures="[=R.captures]",
        calls=facts.calls,
    )
    tickets = mine["tickets"].format(tickets="[=R.tickets]", actionable="[=R.actionable]")
    return [ask, _joined([basis, tickets], facts), mine["why"]]


def _visits(facts: DraftFacts, words: Sentences) -> list[str]:
    mine = words["visits"]
    out: list[str] = []
    for visit in facts.visits:
        minutes = mine["minutes"].format(minutes=visit.minutes) if visit.minutes else mine["minutes_unknown"]
        department = _sentence(visit.department)
        first = (mine["session"] if department else _DEPARTMENT.sub("", mine["session"])).format(
            date=day_words(visit.day or facts.day, facts.language),
            team=_sentence(visit.team),
            department=department,
            minutes=minutes,
            code=visit.code,
            charter=_sentence(visit.charter) or mine["how"],
        )
        out.append(_joined([first, *_seen(visit, mine)], facts))
    return [*out, mine["how"]]


def _seen(visit: DraftVisit, mine: Mapping[str, str]) -> list[str]:
    """Return how much was written down and how it was seen; what was not stated is never told as zero."""
    out = [mine["counts"].format(code=visit.code)]
    if visit.stated:
        out.append(mine["live"].format(code=visit.code))
    if visit.observations > visit.stated:
        out.append(mine["unstated"].format(n=visit.observations - visit.stated, m=visit.observations))
    return out


def _saw(facts: DraftFacts, words: Sentences) -> list[str]:
    mine = words["saw"]
    out = [
        mine["ticket"].format(
            title=_bare(ticket.title),
            code=ticket.code,
            where=_bare(ticket.where) or "[[…]]",
            expected=_bare(ticket.expected) or "[[…]]",
            happened=_bare(ticket.happened) or "[[…]]",
        )
        for ticket in facts.tickets[: _TICKETS[facts.template]]
    ]
    out += [
        mine["problem" if customers else "problem_visits"].format(
            title=_bare(title), sessions=sessions, customers=customers, code=code
        )
        for code, title, sessions, customers in facts.problems
    ]
    for said, code, foreign in facts.quotes[: _QUOTES[facts.template]]:
        quote = mine["quote"].format(words=_sentence(said), session=code)
        out.append(f"{quote} {words['words']['gap_translation']}" if foreign else quote)
    return [*out, mine["sense"]]


def _cost(facts: DraftFacts, words: Sentences) -> list[str]:
    mine = words["cost"]
    out = []
    for ticket in facts.tickets[: _TICKETS[facts.template]]:
        parts = []
        if ticket.ranked:
            per = mine[f"per_{ticket.per}"]
            parts.append(mine["money"].format(code=ticket.code, per=per))
            if ticket.has_counts:
                parts.append(mine["seen" if ticket.generalises else "seen_only"].format(code=ticket.code))
        out.append(_joined(parts, facts))
    unranked = [f"[{ticket.code}]" for ticket in facts.tickets if not ticket.ranked]
    if unranked:
        out.append(mine["unranked"].format(codes=_listed(unranked, words)))
    return [*out, mine["cause"]]


def _shape(facts: DraftFacts, words: Sentences) -> list[str]:
    mine = words["shape"]
    smells = [mine["loads"].format(code=ticket.code) for ticket in facts.tickets if ticket.smell]
    pairs = [
        mine["pair"].format(first=_sentence(first), second=_sentence(second), count=count)
        for first, second, count in facts.pairs[:_PAIRS]
    ]
    waited = [mine["approver"].format(body=_sentence(body), count=count) for body, count in facts.approvers[:_PAIRS]]
    return [_joined(smells, facts) or mine["none"], _joined([*pairs, *waited], facts), mine["sense"]]


def _propose(facts: DraftFacts, words: Sentences) -> list[str]:
    mine = words["propose"]
    out = []
    ranked = [ticket for ticket in facts.tickets if ticket.ranked][: _TICKETS[facts.template]]
    for position, ticket in enumerate(ranked, start=1):
        fix = _bare(ticket.fix) or "[[…]]"
        line = mine["ticket"].format(
            position=position,
            code=ticket.code,
            fix=fix + ("。" if facts.language.value.startswith("zh") else "."),
            owner=_sentence(ticket.owner) or mine["owner_missing"],
        )
        # A number and a full stop at the start of a paragraph would make it a list.
        out.append(line.replace(f"{position}. ", f"{position}\\. ", 1))
    return [*out, mine["others"]]


def _decisions(facts: DraftFacts, words: Sentences) -> list[str]:
    mine = words["decisions"]
    doors = {
        Door.ONE_WAY: words["words"]["door_one_way"],
        Door.TWO_WAY: words["words"]["door_two_way"],
        None: words["words"]["door_unset"],
    }
    out = []
    for decision in facts.decisions:
        parts = [mine["decision"].format(code=decision.code, title=_bare(decision.title), door=doors[decision.door])]
        parts += [mine["open_question"].format(question=_sentence(text)) for text in decision.open_questions]
        out.append(_joined(parts, facts))
    return [*out, mine["risks"], mine["unknown"]]
