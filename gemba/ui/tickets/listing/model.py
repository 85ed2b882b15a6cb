"""The rows of the list of tickets: numbers at once, lines when they are first looked at.

100,000 tickets cost an array of numbers; only the lines read last are kept. Must not know how a line is painted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gemba.message import Message
from gemba.model.rows import TicketListRow
from gemba.services.tickets.list import TicketSort, Worth
from gemba.ui.tickets.listing.columns import COLUMNS, Col
from gemba.ui.tickets.states import STATES
from gemba.ui.widgets.gate_bar import gate_words
from gemba.ui.widgets.plain_words import plain_tip
from gemba.ui.widgets.range_bar import LogAxis

if TYPE_CHECKING:
    from gemba.services.tickets.list import TicketList
    from gemba.services.tickets.ranking import RankedTicket, RankingView
    from gemba.ui.language.words import Words

#: so many around a line that somebody asks for alone
WINDOW = 32
#: so many at least where the list moves on line by line; a leap reads what is seen and no more
AHEAD = 16
LINES_KEPT = 1_536
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Line(NamedTuple):
    """One line of the list with its words made once."""

    row: TicketListRow
    worth: Worth | Message
    rank: RankedTicket | None
    texts: dict[Col, str]


class TicketListModel(QAbstractTableModel):
    """Numbers of tickets as a table of their lines."""

    axis_widened = Signal()

    def __init__(self, tickets: TicketList, words: Words, parent: QObject | None = None) -> None:
        """Take where lines come from; there is no row until ``show_numbers``."""
        super().__init__(parent)
        self._tickets = tickets
        self._words = words
        self._numbers: Sequence[int] = ()
        #: by number, the oldest first; None where the ticket is gone
        self._lines: dict[int, Line | None] = {}
        self._ranking: RankingView | None = None
        self._ranked: dict[int, RankedTicket] = {}
        self.axis = LogAxis()
        self._axis_ranked = False
        self._axis_seen = False
        self.sorted_by = TicketSort.RANK
        self.descending = False

    # -- what is shown ----------------------------------------------------------------------------------------

    def show_numbers(self, numbers: Sequence[int], *, ranking: RankingView | None) -> None:
        """Show these tickets; lines are read anew."""
        self.beginResetModel()
        self._numbers = numbers
        self._lines.clear()
        self._take_ranking(ranking)
        self.endResetModel()

    def read_before_paint(self, position: int) -> None:
        """Read the window of lines with this row: an axis that grew while they are painted has them painted twice."""
        self._read(self._window(position))

    def read_seen(self, first: int, last: int) -> None:
        """Read in one go which of these rows are not there, and some more in the direction in which the list moves."""
        missing = [one for one in range(first, last + 1) if not self._is_read(one)]
        if not missing:
            return
        least, most = missing[0], missing[-1]
        if self._is_read(least - 1):
            most = max(most, least + AHEAD - 1)
        elif self._is_read(most + 1):
            least = min(least, most - AHEAD + 1)
        self._read_and_tell(range(least, most + 1))

    def refresh_lines(self, *, ranking: RankingView | None) -> None:
        """Read the lines anew; the tickets and their order stay."""
        self._lines.clear()
        self._take_ranking(ranking)
        if self._numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._numbers) - 1, len(COLUMNS) - 1))

    def _take_ranking(self, ranking: RankingView | None) -> None:
        if ranking is self._ranking:
            return
        self._ranking = ranking
        self._ranked = {} if ranking is None else dict(ranking.by_number())
        self._axis_ranked = bool(self._ranked)
        if self._ranked:
            self.axis = LogAxis.around(value for one in self._ranked.values() for value in (one.low, one.high))

    @property
    def top_n(self) -> int:
        """Return how many are "the first" in the rank; 0 without a rank."""
        return 0 if self._ranking is None else self._ranking.top_n

    @property
    def numbers(self) -> Sequence[int]:
        """Return the numbers of the tickets in their order."""
        return self._numbers

    def position_of(self, number: int) -> int:
        """Return the row of a ticket, -1 where it is not shown."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return -1

    def line(self, position: int) -> Line | None:
        """Return one line; reads the window around it where that is not there. None where the ticket is gone."""
        if not 0 <= position < len(self._numbers):
            return None
        number = self._numbers[position]
        if number not in self._lines:
            self._read_and_tell(self._window(position))
        return self._lines.get(number)

    def _window(self, position: int) -> range:
        first = position // WINDOW * WINDOW
        return range(first, first + WINDOW)

    def _is_read(self, position: int) -> bool:
        return 0 <= position < len(self._numbers) and self._numbers[position] in self._lines

    def _read_and_tell(self, positions: Iterable[int]) -> None:
        before = self.axis
        self._read(positions)
        if self.axis is not before:
            self.axis_widened.emit()

    def _read(self, positions: Iterable[int]) -> None:
        """Read the lines of these rows that are not there; of very many that were read the oldest are forgotten."""
        there = range(len(self._numbers))
        wanted = [self._numbers[one] for one in positions if one in there]
        missing = [number for number in wanted if number not in self._lines]
        if not missing:
            return
        rows = {row.number: row for row in self._tickets.rows(missing)}
        for number in missing:
            self._lines[number] = self._line(rows[number]) if number in rows else None
        while len(self._lines) > LINES_KEPT:
            del self._lines[next(iter(self._lines))]

    def _line(self, row: TicketListRow) -> Line:
        made = Line(row, self._tickets.worth(row), self._ranked.get(row.number), {})
        if not self._axis_ranked and isinstance(made.worth, Worth):
            self._widen_axis(made.worth)
        return made

    def _widen_axis(self, worth: Worth) -> None:
        """Without a rank the axis holds what was seen so far; it only grows, so that bars stay comparable."""
        if self._axis_seen and self.axis.low <= worth.low and worth.high <= self.axis.high:
            return
        seen = (self.axis.low, self.axis.high) if self._axis_seen else ()
        self._axis_seen = True
        self.axis = LogAxis.around((*seen, worth.low, worth.high))

    # -- words ------------------------------------------------------------------------------------------------

    def text(self, line: Line, col: Col) -> str:
        """Return what a cell says, in words; also for who hears the list."""
        found = line.texts.get(col)
        if found is None:
            found = line.texts[col] = self._said(line, col)
        return found

    def _said(self, line: Line, col: Col) -> str:
        words, row = self._words, line.row
        if col is Col.NUMBER:
            return f"T{row.number}"
        if col is Col.GATE:
            return gate_words(row.gate, words)
        if col is Col.TITLE:
            return row.title
        if col is Col.STATE:
            return words.tr(STATES[row.state].text)
        if col is Col.WORTH:
            return self._worth_said(line)
        if col is Col.CHANCE:
            return self._chance_said(line)
        if col is Col.LOAD:
            return words.tr("{teams} + {approvals}", teams=row.teams, approvals=row.approvals)
        if col is Col.TEAM:
            return row.owner_team
        if col is Col.CHANGED and row.changed is not None:
            return words.day(row.changed.local().date())
        return ""

    def _worth_said(self, line: Line) -> str:
        worth = line.worth
        if isinstance(worth, Message):
            return "–"
        value = self.middle(line, worth)
        return self._words.number(round(value) if value >= 10 else round(value, 1))

    def middle(self, line: Line, worth: Worth) -> float:
        """Return the figure that stands for a range: what the order goes by, the median, else the likely one."""
        return worth.likely if line.rank is None else line.rank.median

    def _chance_said(self, line: Line) -> str:
        if line.rank is None:
            return "–"
        return self._words.percent(line.rank.top_n_probability)

    def note(self, line: Line, col: Col) -> str:
        """Return what stands behind a cell: the whole title, the range in figures, why there is no rank."""
        words, row = self._words, line.row
        if col is Col.WORTH:
            if isinstance(line.worth, Message):
                return words.say(line.worth)
            low, likely, high = (
                words.number(round(one, 1)) for one in (line.worth.low, line.worth.likely, line.worth.high)
            )
            currency = self._tickets.house().currency
            said = words.tr(
                "{currency} {low} to {high} for a day of work, likely {likely}",
                low=low,
                high=high,
                likely=likely,
                currency=currency,
            )
            if line.rank is None:
                return said
            median = words.number(round(line.rank.median))
            return words.listed((said, words.tr("half of all samples lie above {median}", median=median)))
        if col is Col.CHANCE:
            return words.say(self._tickets.why_unranked(row) if line.rank is None else line.rank.why)
        if col is Col.LOAD:
            teams = words.count("{n} team needed", "{n} teams needed", row.teams)
            return words.listed((teams, words.count("{n} approval", "{n} approvals", row.approvals)))
        return self.text(line, col)

    # -- Qt ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many tickets are shown."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are, hidden ones among them."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words."""
        said = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role not in said:
            return None
        line = self.line(index.row())
        if line is None:
            return None
        col = Col(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(line, col)
        if role == Qt.ItemDataRole.AccessibleTextRole and col in (Col.WORTH, Col.CHANCE):
            return f"{self.text(line, col)}. {self.note(line, col)}"
        if role == Qt.ItemDataRole.AccessibleTextRole and not self.text(line, col):
            # An empty cell that can be gone to has to say what it is empty of.
            return self._words.tr("Choose or drop the ticket") if col is Col.MARK else self._words.tr("not stated")
        return plain_tip(self.note(line, col))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words over a column; an arrow says by which one the list is ordered."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        col = Col(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and COLUMNS[col].note:
            return self._words.tr(COLUMNS[col].note)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._head(col)

    def _head(self, col: Col) -> str:
        text = self._words.tr(COLUMNS[col].text) if COLUMNS[col].text else ""
        if col is Col.CHANCE and self.top_n:
            text = self._words.tr("Top {n}", n=self.top_n)
        if COLUMNS[col].sort is not self.sorted_by:
            return text
        down = self.descending if COLUMNS[col].sort not in (TicketSort.RANK, TicketSort.CHANCE) else not self.descending
        return f"{text} {'↓' if down else '↑'}"

    def show_sort(self, sort: TicketSort, *, descending: bool) -> None:
        """Say in the heads by what the list is ordered."""
        self.sorted_by, self.descending = sort, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
