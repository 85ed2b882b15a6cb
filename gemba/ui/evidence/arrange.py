"""Which pictures the wall shows and in what order: filters, groups and sorting over rows. Must not know Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from gemba.model.rows import CaptureListRow
from gemba.model.values import CaptureState

#: the visit filter's word for pictures that belong to no visit
INBOX = "inbox"
#: the ticket filter's word for pictures that no ticket shows
NO_TICKET = "none"
_NEVER = datetime.min.replace(tzinfo=UTC)


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
    def asks_around(self) -> bool:
        """Say whether more than the rows decides what is shown: what Surroundings know."""
        return bool(self.alike or self.tag or self.ticket or self.text.strip())

    @property
    def _narrows_else(self) -> bool:
        return bool(self.only or self.visit or self.text.strip() or self.tag or self.ticket)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of pictures beside their rows: by tag, by ticket, by word found on them, and groups alike.

    A group of ``alike`` is (ids, whether they are the same); one that lies in a set of ``not_alike`` is none.
    """

    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tickets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    found: Mapping[str, frozenset[str]] = field(default_factory=dict)
    alike: Sequence[tuple[tuple[str, ...], bool]] = ()
    not_alike: Sequence[frozenset[str]] = ()


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


@dataclass(frozen=True, slots=True)
class WallRows:
    """Every picture in the order taken, with what filters ask of each reckoned once: its words, how many fit a chip."""

    rows: tuple[CaptureListRow, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[Only, int] = field(default_factory=dict)


def wall_rows(rows: Iterable[CaptureListRow]) -> WallRows:
    """Reckon what the wall needs of these pictures; 50 ms for 10,000, so off the window's thread."""
    taken = tuple(sorted(rows, key=_taken))
    counts = {only: sum(map(fits, taken)) for only, fits in _FITS.items()}
    return WallRows(taken, {row.id: words_of(row) for row in taken}, counts)


def chosen(wall: WallRows, wanted: Wanted, around: Surroundings = NOTHING_AROUND) -> Sequence[CaptureListRow]:
    """Return the rows that fit every filter."""
    kept: Sequence[CaptureListRow] = wall.rows
    for fits in _tests(wanted, around):
        kept = [row for row in kept if fits(row)]
    texts = wall.texts
    for word in wanted.text.casefold().split():
        found = around.found.get(word, frozenset())
        kept = [row for row in kept if word in texts[row.id] or row.id in found]
    return kept


def _tests(wanted: Wanted, around: Surroundings) -> list[Callable[[CaptureListRow], bool]]:
    """Return what a picture has to be, but for the words."""
    tests = [_FITS[one] for one in wanted.only]
    if wanted.visit:
        visit = None if wanted.visit == INBOX else wanted.visit
        tests.append(lambda row: row.session_id == visit)
    if wanted.tag:
        tagged = around.tags.get(wanted.tag, frozenset())
        tests.append(lambda row: row.id in tagged)
    if wanted.ticket == NO_TICKET:
        shown = frozenset().union(*around.tickets.values())
        tests.append(lambda row: row.id not in shown)
    elif wanted.ticket:
        there = around.tickets.get(wanted.ticket, frozenset())
        tests.append(lambda row: row.id in there)
    return tests


def arrange(wall: WallRows, wanted: Wanted, around: Surroundings = NOTHING_AROUND) -> list[Group]:
    """Return what fits, in its order: the inbox first, then visits by number; one group where none are asked for."""
    fitting = _sorted(chosen(wall, wanted, around), wanted.sort)
    if wanted.alike:
        return _alike(fitting, around)
    if not wanted.grouped:
        return [Group(None, tuple(fitting))] if fitting else []
    by_visit: dict[tuple[int, str | None], list[CaptureListRow]] = {}
    for row in fitting:
        by_visit.setdefault((row.session_number or 0, row.session_id), []).append(row)
    order = sorted(by_visit, key=lambda key: (key[0], key[1] or ""))
    return [Group(key[1], tuple(by_visit[key])) for key in order]


def _alike(rows: Sequence[CaptureListRow], around: Surroundings) -> list[Group]:
    """Return the groups of which at least two fit; the one that most was done with, or the largest, stands first."""
    by_id = {row.id: row for row in rows}
    groups = []
    for ids, same in around.alike:
        if any(said.issuperset(ids) for said in around.not_alike):
            continue
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


def _taken(row: CaptureListRow) -> tuple[datetime, str]:
    return (_NEVER if row.taken is None else row.taken.utc, row.id)


def _sorted(rows: Sequence[CaptureListRow], sort: Sort) -> Sequence[CaptureListRow]:
    """Return rows that stand in the order taken in another order."""
    if sort is Sort.NAME:
        return sorted(rows, key=lambda row: (row.source_id or row.file_name, row.id))
    if sort is Sort.CAPTION:
        return sorted(rows, key=lambda row: (row.caption.casefold() or chr(0x10FFFF), row.id))
    return rows[::-1] if sort is Sort.NEWEST else rows
