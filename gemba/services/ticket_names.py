"""The names of all tickets in memory, to filter by what is being typed within a few milliseconds.

One text with a line for each ticket: code, source id, title, team, without case and marks, so that any piece of a word
in any script is found. Must not know the store: rows are handed in.
"""

from __future__ import annotations

from bisect import bisect_right
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

    text: str
    starts: Sequence[int]
    numbers: Sequence[int]
    newer: Mapping[int, str] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()

    @staticmethod
    def of(rows: Sequence[Row], step: Callable[[int, int], None] = lambda done, total: None) -> Names:
        """Make it of every ticket's number, source id, title and team."""
        lines, starts, at = [], [], 0
        for place, row in enumerate(rows):
            if place % _STEP == 0:
                step(place, len(rows))
            line = _line(row)
            starts.append(at)
            lines.append(line)
            at += len(line) + 1
        return Names("\n".join(lines), starts, [row[0] for row in rows])

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
        found = set(self._lines_with(wanted[0], wanted[1:], step))
        for number, line in self.newer.items():
            if all(word in line for word in wanted):
                found.add(number)
        return found

    def _lines_with(self, first: str, others: Sequence[str], step: Callable[[int, int], None]) -> Iterable[int]:
        text, starts, last = self.text, self.starts, len(self.starts) - 1
        at, seen = text.find(first), 0
        while at >= 0:
            place = bisect_right(starts, at) - 1
            end = starts[place + 1] if place < last else len(text)
            line = text[starts[place] : end] if others else ""
            if all(word in line for word in others) and self.numbers[place] not in self.newer:
                yield self.numbers[place]
            seen += 1
            if seen % _STEP == 0:
                step(0, 0)
            at = text.find(first, end)
