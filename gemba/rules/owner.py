"""Judge the owner: exactly one person and one team (DOMAIN §1.6). An owner's acceptance is not asked here.

A role stands for a person ("Head of Finance", "客户服务部经理"); a team, "all", "TBD" or two names do not.
What stands in brackets (a deputy, a telephone) is not read. No sentence repeats a person's name, because reasons
are printed. A comma parts two names, but for the library's order: "Hartwig, Lena" is one person where
the surname is no usual given name and each side is a single name; "Lena, Tom" and "Lena Hartwig, Tom Okafor" are two.
"""

from __future__ import annotations

import re
import unicodedata

from gemba.message import Message, say
from gemba.model.ticket_facts import TicketFacts
from gemba.rules.gate_words import (
    COLLECTIVES,
    DEPARTMENTS,
    GIVEN_NAMES,
    GROUP_WORDS,
    HAN_GROUP_ENDS,
    HAN_ROLE_ENDS,
    PARTICLES,
    PLACEHOLDER_TOKENS,
    PLACEHOLDERS,
    ROLE_WORDS,
    VIETNAMESE_GROUP_STARTS,
)
from gemba.rules.verdict import Verdict
from gemba.rules.words import HAN, fold, has_han, squeezed, words_of

LONGEST = 200

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_HARD = re.compile(r"[,;/&+、|\n]|\s(?:and|und|or|oder|plus|with|mit|sowie|và|hoặc|cùng)\s")
_JOINING = re.compile(r"[&+]|\s(?:and|und|và)\s")
_HAN_JOINT = re.compile(rf"(?<=[{HAN}]{{2}})\s*(?:和|与|與|及|或|跟)\s*(?=[{HAN}]{{2}})")
_HAN_BLANK = re.compile(rf"^[{HAN}]{{2,4}}(?:\s+[{HAN}]{{2,4}})+$")
_NAME = r"[^\W\d_][\w'’.-]*"
_SURNAME_FIRST = re.compile(rf"^((?:{_NAME} ){{0,2}}{_NAME}), ?({_NAME}(?: {_NAME}){{0,2}})$")
_TEAM_HARD = re.compile(r"[;、|\n]")


def judge_owner(ticket: TicketFacts) -> Verdict:
    """Judge owner and team together; the person speaks first."""
    faults = [fault for fault in (_person_fault(ticket), _team_fault(ticket)) if fault is not None]
    if faults:
        first = faults[0]
        return Verdict(False, first.reason, first.mend, first.where, tuple(faults[1:]))
    return Verdict(True, say("One person and one team."), None, "owner")


def people_in(owner: str) -> tuple[str, ...]:
    """Return the names that stand in an owner field, one for each person meant."""
    bare = _BRACKETS.sub(" ", unicodedata.normalize("NFKC", owner[:LONGEST])).strip()
    if _is_role(bare):
        return _roles(bare)
    if _is_surname_first(bare):
        return (bare,)
    pieces = [piece for part in _HARD.split(f" {bare} ") for piece in _HAN_JOINT.split(part.strip())]
    names = [piece.strip() for piece in pieces if words_of(piece)]
    if len(names) == 1 and _HAN_BLANK.match(names[0]) and len(re.sub(r"\s", "", names[0])) >= 5:
        names = names[0].split()
    return tuple(names)


def _is_surname_first(bare: str) -> bool:
    """Say whether a text is one person as a directory lists them: "Hartwig, Lena", "Van der Berg, Anna Maria"."""
    match = _SURNAME_FIRST.match(bare)
    if match is None:
        return False
    *particles, surname = words_of(match[1])
    given = words_of(match[2])
    if surname in GIVEN_NAMES | GROUP_WORDS | PLACEHOLDER_TOKENS | DEPARTMENTS or {*particles} - PARTICLES:
        return False
    return given[0] in GIVEN_NAMES and all(name in GIVEN_NAMES or len(name) == 1 for name in given)


def _person_fault(ticket: TicketFacts) -> Verdict | None:
    """Return what is wrong with the person, or None."""
    owner = ticket.owner[:LONGEST].strip()
    mend = say("Name one person who will see it through.")
    folded = fold(owner).strip(" .…-–—_!！。,;:、")
    if not folded:
        return _no(say("Nobody owns it."), mend)
    if _is_placeholder(folded):
        return _no(say("Nobody is decided on yet."), mend)
    if "?" in folded:
        return _no(say("The owner is a question, not a person."), mend)
    if _is_group(folded) or _is_a_team_of(ticket, folded):
        return _no(say("“{owner}” is a group; a person owns a ticket.", owner=owner[:60]), mend)
    names = people_in(owner)
    if len(names) > 1:
        reason = say("{count} people are named as owner.", count=len(names))
        return _no(reason, say("Name one of them; write a single name as first name, last name."))
    if not names or not any(character.isalpha() for character in names[0]):
        return _no(say("The owner field holds no name."), mend)
    return None


def _team_fault(ticket: TicketFacts) -> Verdict | None:
    """Return what is wrong with the owner's team, or None."""
    team = ticket.owner_team[:LONGEST].strip()
    folded = fold(team).strip(" .…-–—_?!？！。")
    mend = say("Name the one team of the owner.")
    if not folded or folded in PLACEHOLDERS or folded in COLLECTIVES or not words_of(folded):
        return Verdict(False, say("The owner's team is missing."), mend, "owner_team")
    teams = [part.strip() for part in _TEAM_HARD.split(team) if part.strip()]
    if len(teams) == 1 and squeezed(team) not in _known(ticket):
        teams = _known_in(squeezed(team), _known(ticket)) or teams
    if len(teams) > 1:
        reason = say("{count} teams are named: {teams}.", count=len(teams), teams="; ".join(teams)[:100])
        return Verdict(False, reason, mend, "owner_team")
    return None


def _known(ticket: TicketFacts) -> frozenset[str]:
    return frozenset(squeezed(team) for team in ticket.teams_needed)


def _known_in(text: str, known: frozenset[str]) -> list[str]:
    """Return the known teams that make up ``text`` with nothing but joining words between, else nothing."""
    found, left = [], f" {text} "
    for team in sorted(known, key=len, reverse=True):
        if team and (team in left if has_han(team) else f" {team} " in left):
            found.append(team)
            left = left.replace(team, " | ", 1)
    return (
        found if len(found) > 1 and not set(re.findall(r"\w+", left)) - {"and", "und", "và", "和", "与", "及"} else []
    )


def _is_a_team_of(ticket: TicketFacts, folded: str) -> bool:
    """Say whether the owner is the name of a team that the ticket itself names."""
    return squeezed(folded) in _known(ticket) | {squeezed(ticket.owner_team)}


def _is_placeholder(folded: str) -> bool:
    bare = _BRACKETS.sub(" ", folded).strip(" ?.")
    words = words_of(folded)
    return {bare, f"{bare}."} & PLACEHOLDERS != set() or not words or any(word in PLACEHOLDER_TOKENS for word in words)


def _is_group(folded: str) -> bool:
    """Say whether the folded text names a team, a committee or everybody."""
    bare = squeezed(_BRACKETS.sub(" ", folded))
    if bare in COLLECTIVES or folded in COLLECTIVES:
        return True
    if _is_role(folded):
        return False
    if has_han(bare):
        return bare.endswith(HAN_GROUP_ENDS)
    return folded.startswith(VIETNAMESE_GROUP_STARTS) or any(word in GROUP_WORDS for word in bare.split())


def _is_role(text: str) -> bool:
    """Say whether a text names one person by the role."""
    folded = fold(text)
    if has_han(folded):
        return squeezed(folded).endswith(HAN_ROLE_ENDS)
    return any(word in ROLE_WORDS for word in words_of(folded))


def _roles(bare: str) -> tuple[str, ...]:
    """Return the people in a text with a role word; "Head of Sales and Marketing" is one of them."""
    parts = [part.strip() for part in re.split(r"[;/、|\n]", bare) if words_of(part)]
    found: list[str] = []
    for part in parts:
        halves = [half.strip() for half in _JOINING.split(part) if words_of(half)]
        halves = [piece for half in halves for piece in _HAN_JOINT.split(half)]
        two = len(halves) > 1 and all(_is_role(half) for half in halves)
        two = two or (len(halves) > 1 and _is_role(halves[-1]) and not _is_role(halves[0]) and " of " not in part)
        found.extend(halves if two else [part])
    return tuple(found)


def _no(reason: Message, mend: Message) -> Verdict:
    return Verdict(False, reason, mend, "owner")
