"""The visits as rows of a list: grouped by round, day or team, filtered by what is typed.

Must not know how a row is drawn or where the lines come from.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from gemba.services.visits.page import VisitLine
from gemba.ui.language.days import said_day
from gemba.ui.language.words import Words
from gemba.ui.widgets.plain_words import plain_tip

LINE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class Grouping(StrEnum):
    """What the list is grouped by."""

    DAY = "day"
    ROUND = "round"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """What stands above the visits of one day, round or team."""

    text: str
    visits: int


class VisitsModel(QAbstractListModel):
    """Headings and visits, in the order of the list."""

    def __init__(self, words: Words) -> None:
        """Begin without visits."""
        super().__init__()
        self._words = words
        self._lines: tuple[VisitLine, ...] = ()
        self.grouping = Grouping.DAY
        self.filter = ""
        self.rows: list[GroupHeading | VisitLine] = []

    def show_lines(self, lines: Sequence[VisitLine]) -> None:
        """Put these visits in the place of the others."""
        self._lines = tuple(lines)
        self._arrange()

    def arrange(self, *, grouping: Grouping | None = None, text: str | None = None) -> None:
        """Group or filter anew."""
        self.grouping = self.grouping if grouping is None else grouping
        self.filter = self.filter if text is None else text
        self._arrange()

    @property
    def visits(self) -> int:
        """Return how many visits there are, shown or not."""
        return len(self._lines)

    def _arrange(self) -> None:
        wanted = folded(self.filter).split()
        shown = [one for one in self._lines if all(part in _searched(one) for part in wanted)]
        groups: dict[str, list[VisitLine]] = {}
        for one in shown:
            groups.setdefault(self._group(one), []).append(one)
        self.beginResetModel()
        self.rows = []
        for name, members in groups.items():
            self.rows.append(GroupHeading(name, len(members)))
            self.rows.extend(members)
        self.endResetModel()

    def _group(self, line: VisitLine) -> str:
        if self.grouping is Grouping.TEAM:
            return line.row.team
        if self.grouping is Grouping.ROUND:
            return line.round_name
        return said_day(line.row.date, self._words) or self._words.tr("No day")

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows there are, headings among them."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let visits be chosen; headings only stand there."""
        if not index.isValid() or isinstance(self.rows[index.row()], GroupHeading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row itself, or what a screen reader says of it."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == LINE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text if isinstance(row, GroupHeading) else spoken(self._words, row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, VisitLine):
            return plain_tip("\n".join(part for part in (row.row.team, row.row.charter) if part))
        return None

    def place_of(self, session_id: str) -> int:
        """Return where a visit stands, -1 where it is not shown."""
        return next(
            (at for at, one in enumerate(self.rows) if isinstance(one, VisitLine) and one.row.id == session_id), -1
        )


def seen_live(words: Words, line: VisitLine) -> str:
    """Say how many notes were seen in live work, of those that say how; never a share of nothing (SETTLED §14)."""
    row = line.row
    if not row.seen_stated:
        return words.tr("not stated")
    return words.tr("{k} of {n}", k=row.seen_live, n=row.seen_stated)


def spoken(words: Words, line: VisitLine) -> str:
    """Return a visit as one sentence, for who cannot see the row."""
    row = line.row
    parts = [f"S{row.number}", row.team, said_day(row.date, words), row.charter]
    parts.append(words.tr("seen live {share}", share=seen_live(words, line)))
    parts.append(words.count("{n} note", "{n} notes", row.observations))
    parts.append(words.count("{n} picture", "{n} pictures", row.captures))
    if line.unreviewed:
        parts.append(words.count("{n} to review", "{n} to review", line.unreviewed))
    if line.open_promises:
        parts.append(words.count("{n} open promise", "{n} open promises", line.open_promises))
    if running(line):
        parts.append(words.tr("live now"))
    return words.listed(parts)


def running(line: VisitLine) -> bool:
    """Say whether a visit was begun live and not ended."""
    return line.row.started is not None and line.row.ended is None


def folded(text: str) -> str:
    """Return a text as it is compared: no case, no accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    # Each letter is asked about once, however often it stands in a text of 200,000.
    marks = {ord(char): None for char in set(plain) if unicodedata.combining(char)}
    return (plain.translate(marks) if marks else plain).replace("đ", "d")


def _searched(line: VisitLine) -> str:
    row = line.row
    return folded(
        " ".join((f"s{row.number}", row.team, row.department, row.charter, row.date, row.place, line.round_name))
    )
