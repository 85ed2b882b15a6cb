"""Which pictures the wall shows and in what order: filters, groups and sorting over rows. Must not know Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gemba.model.rows import CaptureListRow
from gemba.model.values import CaptureState

#: the visit filter's word for pictures that belong to no visit
INBOX = "inbox"
#: the ticket filter's word for pictures that no ticket shows
NO_TICKET = "none"


class Only(StrEnum):
    """The chips of the wall; several narrow it together."""

    TO_REVIEW = "to_review"
    REVIEWED = "reviewed"
    PROPOSALS = "proposals"
    MARKS = "marks"
    NO_CAPTION = "no_caption"


class Sort(StrEnum):
    """In which order pictures stand, inside a group or without groups."""

    OLDEST = "oldest"
    NEWEST = "newest"
    NAME = "name"
    CAPTION = "caption"


_FITS: dict[Only, Callable[[CaptureListRow], bool]] = {
    Only.TO_REVIEW: lambda row: row.state is not CaptureState.REVIEWED,
    Only.REVIEWED: lambda row: row.state is CaptureState.REVIEWED,
    Only.PROPOSALS: lambda row: row.proposals > 0,
    Only.MARKS: lambda row: row.marks > 0,
    Only.NO_CAPTION: lambda row: not row.caption.strip(),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked to see; ``visit`` is an id, INBOX or "" for all; ``text`` narrows word by word.

    ``tag`` is a name, ``ticket`` an id or NO_TICKET; ``alike`` shows only pictures that are like others, with those.
    """

    only: frozenset[Only] = frozenset()
    visit: str = ""
    text: str = ""
    sort: Sort = Sort.OLDEST
    grouped: bool = True
    tag: str = ""
    ticket: str = ""
    alike: bool = False

    @property
    def narrows(self) -> bool:
        """Say whether it may leave pictures out."""
        return self.alike or self._narrows_else

    @property
    def narrows_only_alike(self) -> bool:
        """Say whether nothing leaves pictures out but that they are like no other."""
        return self.alike and not self._narrows_else

    @property
    def _narrows_else(self) -> bool:
        return bool(self.only or self.visit or self.text.strip() or self.tag or self.ticket)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of pictures beside their rows: by tag, by ticket, by word found on them, and groups alike.

    A group of ``alike`` is (ids, whether they are the same).
    """

    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tickets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    found: Mapping[str, frozenset[str]] = field(default_factory=dict)
    alike: Sequence[tuple[tuple[str, ...], bool]] = ()


NOTHING_AROUND = Surroundings()


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures that stand together; ``session`` is the visit's id, None for the inbox or where nothing is grouped.

    ``alike`` says that they look alike, ``same`` that they are the same.
    """

    session: str | None
    rows: tuple[CaptureListRow, ...]
    alike: bool = False
    same: bool = False

    @property
    def to_review(self) -> int:
        """Return how many a person still has to look at."""
        return sum(row.state is not CaptureState.REVIEWED for row in self.rows)


def chosen(
    rows: Iterable[CaptureListRow], wanted: Wanted, around: Surroundings = NOTHING_AROUND
) -> list[CaptureListRow]:
    """Return the rows that fit every filter."""
    tests = [_FITS[one] for one in wanted.only]
    if wanted.tag:
        tagged = around.tags.get(wanted.tag, frozenset())
        tests.append(lambda row: row.id in tagged)
    if wanted.ticket == NO_TICKET:
        shown = frozenset().union(*around.tickets.values())
        tests.append(lambda row: row.id not in shown)
    elif wanted.ticket:
        there = around.tickets.get(wanted.ticket, frozenset())
        tests.append(lambda row: row.id in there)
    words = [(word, around.found.get(word, frozenset())) for word in wanted.text.casefold().split()]
    return [row for row in rows if _in_visit(row, wanted.visit) and all(t(row) for t in tests) and _holds(row, words)]


def arrange(rows: Iterable[CaptureListRow], wanted: Wanted, around: Surroundings = NOTHING_AROUND) -> list[Group]:
    """Return what fits, in its order: the inbox first, then visits by number; one group where none are asked for."""
    fitting = _sorted(chosen(rows, wanted, around), wanted.sort)
    if wanted.alike:
        return _alike(fitting, around)
    if not wanted.grouped:
        return [Group(None, tuple(fitting))] if fitting else []
    by_visit: dict[tuple[int, str | None], list[CaptureListRow]] = {}
    for row in fitting:
        by_visit.setdefault((-1 if row.session_number is None else row.session_number, row.session_id), []).append(row)
    order = sorted(by_visit, key=lambda key: (key[0], key[1] or ""))
    return [Group(key[1], tuple(by_visit[key])) for key in order]


def _alike(rows: Sequence[CaptureListRow], around: Surroundings) -> list[Group]:
    """Return the groups of which at least two fit; the one that most was done with, or the largest, stands first."""
    by_id = {row.id: row for row in rows}
    groups = []
    for ids, same in around.alike:
        there = [by_id[one] for one in ids if one in by_id]
        there.sort(
            key=lambda row: (row.state is not CaptureState.REVIEWED, -row.marks, -row.width * row.height, row.id)
        )
        if len(there) > 1:
            groups.append(Group(None, tuple(there), alike=True, same=same))
    return groups


def words_of(row: CaptureListRow) -> str:
    """Return every text that the filter looks through, folded."""
    parts = (row.caption, row.window_title, row.mark_texts, row.source_id, row.file_name)
    return "\n".join(parts).casefold()


def _in_visit(row: CaptureListRow, visit: str) -> bool:
    return not visit or (row.session_id is None if visit == INBOX else row.session_id == visit)


def _holds(row: CaptureListRow, words: Sequence[tuple[str, frozenset[str]]]) -> bool:
    if not words:
        return True
    text = words_of(row)
    return all(word in text or row.id in found for word, found in words)


def _sorted(rows: list[CaptureListRow], sort: Sort) -> list[CaptureListRow]:
    def taken(row: CaptureListRow) -> tuple[str, str]:
        return ("" if row.taken is None else row.taken.utc.isoformat(), row.id)

    if sort is Sort.NAME:
        return sorted(rows, key=lambda row: (row.source_id or row.file_name, row.id))
    if sort is Sort.CAPTION:
        return sorted(rows, key=lambda row: (row.caption.casefold() or chr(0x10FFFF), row.id))
    return sorted(rows, key=taken, reverse=sort is Sort.NEWEST)
