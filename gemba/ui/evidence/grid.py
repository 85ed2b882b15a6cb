"""Where the cells of the wall stand: headings, rows and columns reckoned from numbers, for any count of pictures.

Nothing is kept per picture, so ten thousand cost as much as ten. Must not know Qt's widgets nor what a cell shows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

GAP_PX = 16
MARGIN_PX = 16
HEADING_PX = 44
TEXT_PX = 68


@dataclass(frozen=True, slots=True)
class Section:
    """One group: the first picture's number, how many, and where its heading and its first row begin."""

    first: int
    count: int
    top: int
    cells_top: int


class Grid:
    """The wall's geometry for one width, one cell size and one list of group sizes."""

    def __init__(self, counts: Sequence[int], *, width_px: int, cell_px: int, headings: bool) -> None:
        """Reckon columns and sections."""
        room = max(cell_px, width_px - 2 * MARGIN_PX)
        # The nearest count, so that cells stay near the size that was asked for.
        self.columns = max(1, round((room + GAP_PX) / (cell_px + GAP_PX)))
        self.cell_width = max(96, (room - (self.columns - 1) * GAP_PX) // self.columns)
        self.picture_height = self.cell_width * 10 // 16
        self.cell_height = self.picture_height + TEXT_PX
        self.sections: list[Section] = []
        top, first = 8, 0
        for count in counts:
            cells_top = top + (HEADING_PX if headings else 8)
            self.sections.append(Section(first, count, top, cells_top))
            rows = -(-count // self.columns)
            top = cells_top + rows * self.row_height
            first += count
        self.count = first
        self.height = top + MARGIN_PX
        self._firsts = [section.first for section in self.sections]
        self._tops = [section.top for section in self.sections]

    @property
    def row_height(self) -> int:
        """Return how far the rows are apart."""
        return self.cell_height + GAP_PX

    def rect(self, at: int) -> QRect:
        """Return where picture number ``at`` stands, in pixels of the whole wall."""
        if not 0 <= at < self.count:
            return QRect()
        section = self.sections[bisect_right(self._firsts, at) - 1]
        row, column = divmod(at - section.first, self.columns)
        left = MARGIN_PX + column * (self.cell_width + GAP_PX)
        return QRect(left, section.cells_top + row * self.row_height, self.cell_width, self.cell_height)

    def at(self, point: QPoint) -> int:
        """Return the number of the picture at a point of the wall, -1 where there is none."""
        found = self.within(QRect(point, point))
        return found[0] if found and self.rect(found[0]).contains(point) else -1

    def within(self, area: QRect) -> list[int]:
        """Return the numbers of all pictures that an area of the wall touches."""
        out: list[int] = []
        step = self.cell_width + GAP_PX
        low = max(0, (area.left() - MARGIN_PX) // step)
        high = min(self.columns - 1, (area.right() - MARGIN_PX) // step)
        begin = max(0, bisect_right(self._tops, area.top()) - 1)
        for section in self.sections[begin:]:
            if section.top > area.bottom():
                break
            first_row = max(0, (area.top() - section.cells_top) // self.row_height)
            last_row = (area.bottom() - section.cells_top) // self.row_height
            rows = -(-section.count // self.columns)
            for row in range(first_row, min(rows - 1, last_row) + 1):
                start = row * self.columns
                out += [section.first + n for n in range(start + low, start + high + 1) if n < section.count]
        return [at for at in out if self.rect(at).intersects(area)]

    def headings_within(self, area: QRect) -> list[int]:
        """Return the numbers of the sections whose heading an area touches."""
        begin = max(0, bisect_right(self._tops, area.top() - HEADING_PX))
        near = range(max(0, begin - 1), len(self.sections))
        seen = []
        for number in near:
            section = self.sections[number]
            if section.top > area.bottom():
                break
            if section.cells_top >= area.top():
                seen.append(number)
        return seen

    def moved(self, at: int, rows: int) -> int:
        """Return the picture ``rows`` below (above where negative) in the same column, over headings too."""
        step = 1 if rows > 0 else -1
        for _ in range(abs(rows)):
            found = self._one_row(at, step)
            if found == at:
                break
            at = found
        return at

    def _one_row(self, at: int, step: int) -> int:
        number = bisect_right(self._firsts, at) - 1
        section = self.sections[number]
        row, column = divmod(at - section.first, self.columns)
        last_row = (section.count - 1) // self.columns
        if 0 <= row + step <= last_row:
            return section.first + min((row + step) * self.columns + column, section.count - 1)
        if not 0 <= number + step < len(self.sections):
            return at
        other = self.sections[number + step]
        row = 0 if step > 0 else (other.count - 1) // self.columns
        return other.first + min(row * self.columns + column, other.count - 1)
