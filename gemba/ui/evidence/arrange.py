"""Which pictures the wall shows and in what order: filters, groups and sorting over rows. Must not know Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gemba.model.rows import CaptureListRow
from gemba.model.values import CaptureState

#: the visit filter's word for pictures that belong to no visit
INBOX = "inbox"


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
    """What a person asked to see; ``visit`` is an id, INBOX or "" for all; ``text`` narrows word by word."""

    only: frozenset[Only] = frozenset()
    visit: str = ""
    text: str = ""
    sort: Sort = Sort.OLDEST
    grouped: bool = True

    @property
    def narrows(self) -> bool:
        """Say whether it may leave pictures out."""
        return bool(self.only or self.visit or self.text.strip())


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures that stand together; ``session`` is the visit's id, None for the inbox or where nothing is grouped."""

    session: str | None
    rows: tuple[CaptureListRow, ...]

    @property
    def to_review(self) -> int:
        """Return how many a person still has to look at."""
        return sum(row.state is not CaptureState.REVIEWED for row in self.rows)


def chosen(rows: Iterable[CaptureListRow], wanted: Wanted) -> list[CaptureListRow]:
    """Return the rows that fit every filter."""
    tests = [_FITS[one] for one in wanted.only]
    words = wanted.text.casefold().split()
    return [row for row in rows if _in_visit(row, wanted.visit) and all(t(row) for t in tests) and _holds(row, words)]


def arrange(rows: Iterable[CaptureListRow], wanted: Wanted) -> list[Group]:
    """Return what fits, in its order: the inbox first, then visits by number; one group where none are asked for."""
    fitting = _sorted(chosen(rows, wanted), wanted.sort)
    if not wanted.grouped:
        return [Group(None, tuple(fitting))] if fitting else []
    by_visit: dict[tuple[int, str | None], list[CaptureListRow]] = {}
    for row in fitting:
        by_visit.setdefault((-1 if row.session_number is None else row.session_number, row.session_id), []).append(row)
    order = sorted(by_visit, key=lambda key: (key[0], key[1] or ""))
    return [Group(key[1], tuple(by_visit[key])) for key in order]


def words_of(row: CaptureListRow) -> str:
    """Return every text that the filter looks through, folded."""
    parts = (row.caption, row.window_title, row.mark_texts, row.source_id, row.file_name)
    return "\n".join(parts).casefold()


def _in_visit(row: CaptureListRow, visit: str) -> bool:
    return not visit or (row.session_id is None if visit == INBOX else row.session_id == visit)


def _holds(row: CaptureListRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    text = words_of(row)
    return all(word in text for word in words)


def _sorted(rows: list[CaptureListRow], sort: Sort) -> list[CaptureListRow]:
    def taken(row: CaptureListRow) -> tuple[str, str]:
        return ("" if row.taken is None else row.taken.utc.isoformat(), row.id)

    if sort is Sort.NAME:
        return sorted(rows, key=lambda row: (row.source_id or row.file_name, row.id))
    if sort is Sort.CAPTION:
        return sorted(rows, key=lambda row: (row.caption.casefold() or chr(0x10FFFF), row.id))
    return sorted(rows, key=taken, reverse=sort is Sort.NEWEST)
