"""The names of all tickets in memory, to filter by what is being typed within a few milliseconds.

A line for each ticket: code, source id, title, team, without case and marks, so that any piece of a word in any script
is found. A hundred thousand lines are looked through in ten milliseconds, however many of them hold the word. Must not
know the store: rows are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gemba.model.search_text import folded
from gemba.model.text import normalise

_STEP = 5_000
_MOST_STALE = 2_000
Row = tuple[int, str, str, str]


def _line(row: Row) -> str:
    number, source_id, title, team = row
    return folded(f"t{number} {source_id} {title} {team}".replace("\n", " "))


@dataclass(frozen=True, slots=True)
class Names:
    """What can be filtered by. ``stale`` are ids of tickets that changed since; ``newer`` are their lines read anew."""

    lines: Sequence[str]
    numbers: Sequence[int]
    newer: Mapping[int, str] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()

    @staticmethod
    def of(rows: Sequence[Row], step: Callable[[int, int], None] = lambda done, total: None) -> Names:
        """Make it of every ticket's number, source id, title and team."""
        lines: list[str] = []
        for start in range(0, len(rows), _STEP):
            step(start, len(rows))
            lines += map(_line, rows[start : start + _STEP])
        return Names(lines, [row[0] for row in rows])

    def noting(self, ids: Iterable[str]) -> Names | None:
        """Return the same, knowing that these changed; None where so many did that all is read anew."""
        stale = self.stale | frozenset(ids)
        return None if len(stale) > _MOST_STALE else replace(self, stale=stale)

    def renewed(self, rows: Iterable[Row]) -> Names:
        """Return the same with the lines of changed tickets as they are now."""
        return replace(self, newer={**self.newer, **{row[0]: _line(row) for row in rows}}, stale=frozenset())

    def matching(self, words: str, step: Callable[[int, int], None] = lambda done, total: None) -> set[int]:
        """Return the numbers of the tickets whose line holds every word, wherever in a word it stands."""
        wanted = sorted(folded(normalise(words, limit=200)).split(), key=len, reverse=True)
        if not wanted:
            return {*self.numbers, *self.newer}
        found: set[int] = set()
        for start in range(0, len(self.lines), _STEP):
            step(start, len(self.lines))
            found.update(self._with_all(wanted, start))
        found.difference_update(self.newer)
        found.update(number for number, line in self.newer.items() if all(word in line for word in wanted))
        return found

    def _with_all(self, words: Sequence[str], start: int) -> Iterable[int]:
        """Return which of so many tickets hold every word; the longest word, which leaves the fewest, comes first."""
        lines, numbers = self.lines[start : start + _STEP], self.numbers[start : start + _STEP]
        first, *others = words
        if not others:
            return [number for number, line in zip(numbers, lines, strict=True) if first in line]
        left = [(number, line) for number, line in zip(numbers, lines, strict=True) if first in line]
        return [number for number, line in left if all(word in line for word in others)]
