"""Turn a text of the library into a text that may leave: names without consent and private numbers are masked.

A pure value: what is private comes in as lists, texts go through ``for_paper`` (SETTLED §7, RELIABILITY R-14). A person
without consent becomes their role; a customer's name, a number or an address becomes a block of one width, so that
not even its length leaves. Must not know the store; privacy.py fills it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from gemba.model.values import PrivateKind
from gemba.rules import private
from gemba.rules.private import BLOCK, Find
from gemba.services.leaving.listed import Listed


@dataclass(frozen=True, slots=True)
class HiddenPerson:
    """Somebody of the house who is printed as a role."""

    name: str
    role: str


@dataclass(frozen=True)
class Masker:
    """Hold what may not be printed, and what may.

    ``people`` become their roles, ``names`` (customers) and ``numbers`` become blocks; ``named`` agreed to be named,
    ``allowed`` are texts that a person has said are not private.
    """

    people: tuple[HiddenPerson, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    _known: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _whole: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def for_paper(self, text: str) -> str:
        """Return ``text`` as it may leave: roles in the place of people, blocks in the place of private data."""
        if not text:
            return text
        line = unicodedata.normalize("NFC", text)
        pattern = self._listed.pattern(line)
        if pattern is not None:
            line = pattern.sub(BLOCK, line)
        pieces, at = [], 0
        for find in self._finds(line):
            pieces += [line[at : find.start], self._role(find.text) if find.kind is PrivateKind.NAME else BLOCK]
            at = find.end
        return "".join([*pieces, line[at:]])

    def hidden(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return what ``for_paper`` takes out of a text and what it prints instead; never itself to be exported."""
        line = unicodedata.normalize("NFC", text)
        listed: tuple[tuple[str, str], ...] = ()
        pattern = self._listed.pattern(line)
        if pattern is not None:
            listed = tuple((match.group(), BLOCK) for match in pattern.finditer(line))
            line = pattern.sub(BLOCK, line)
        found = ((f.text, self._role(f.text) if f.kind is PrivateKind.NAME else BLOCK) for f in self._finds(line))
        return (*listed, *found)

    def person(self, name: str, *, role: str, team: str = "") -> str:
        """Return how a person is printed: their name with consent, else role and team; empty where neither is known."""
        if folded(name) in self._named_forms:
            return self.for_paper(name)
        return self.for_paper(", ".join(part for part in (role, team) if part))

    def _finds(self, line: str) -> list[Find]:
        """Return what is masked: everything found but what was allowed and what belongs to a longer, named name."""
        found = [f for f in private.find(line, self._hidden_names) if folded(f.text) not in self._allowed_forms]
        names = [f for f in found if f.kind is PrivateKind.NAME]
        if not names or not self.named:
            return found
        open_spans = [f for f in private.find(line, self.named) if f.kind is PrivateKind.NAME]
        return [f for f in found if not self._is_open(f, _around(f, open_spans))]

    def _is_open(self, find: Find, span: Find | None) -> bool:
        return span is not None and find.end <= span.end and self._belongs(span)

    def _belongs(self, span: Find) -> bool:
        """Say whether a span is a whole name of somebody who may be named, not a part that others share."""
        if span.text not in self._whole:
            named = folded(span.text) in self._named_forms
            self._whole[span.text] = named or not _matches(span.text, self._hidden_names)
        return self._whole[span.text]

    def _role(self, text: str) -> str:
        """Return the role of the one hidden person that ``text`` names; a block where it names none or several."""
        key = folded(text)
        if key not in self._known:
            roles = {one.role for one in self.people if _matches(text, (one.name,))}
            self._known[key] = roles.pop() if len(roles) == 1 and all(roles) else BLOCK
        return self._known[key]

    @cached_property
    def _hidden_names(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.people)

    @cached_property
    def _named_forms(self) -> frozenset[str]:
        return frozenset(folded(name) for name in self.named)

    @cached_property
    def _allowed_forms(self) -> frozenset[str]:
        return frozenset(folded(text) for text in self.allowed)

    @cached_property
    def _listed(self) -> Listed:
        """Return what finds the customers' names and all listed numbers."""
        open_names = self._named_forms | self._allowed_forms
        return Listed(
            (name for name in self.names if folded(name) not in open_names),
            (text for text in self.numbers if folded(text) not in self._allowed_forms),
        )


def folded(text: str) -> str:
    """Return a text as names are compared: NFKC, no case, one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _matches(text: str, names: tuple[str, ...]) -> bool:
    return any(find.kind is PrivateKind.NAME and find.text == text for find in private.find(text, names))


def _around(find: Find, spans: list[Find]) -> Find | None:
    """Return the last of ``spans``, in order and apart from each other, that begins no later than ``find``."""
    at = bisect_right(spans, find.start, key=lambda span: span.start)
    return spans[at - 1] if at else None
