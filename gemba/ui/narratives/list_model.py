"""The narratives of a library as rows: what is known at once, and pages and remarks once they are counted.

Must not know how they are counted or painted.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from gemba.model.rows import NarrativeRow
from gemba.ui.widgets.plain_words import plain_tip

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Counted:
    """What laying a narrative out and checking it said."""

    pages: float
    budget: int
    remarks: int


@dataclass(frozen=True, slots=True)
class ListRow:
    """One narrative of the list."""

    row: NarrativeRow
    round_name: str


class NarrativeModel(QAbstractListModel):
    """The rows, the one changed last first."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.rows: tuple[ListRow, ...] = ()
        self._counted: dict[str, Counted] = {}

    def show(self, rows: tuple[ListRow, ...]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def counted(self, narrative_id: str) -> Counted | None:
        """Return what was counted of a narrative, None while it is not."""
        return self._counted.get(narrative_id)

    def note(self, narrative_id: str, counted: Counted) -> None:
        """Keep what was counted and show it."""
        self._counted[narrative_id] = counted
        for at, one in enumerate(self.rows):
            if one.row.id == narrative_id:
                self.dataChanged.emit(self.index(at), self.index(at))

    def forget(self, narrative_id: str = "") -> None:
        """Forget what was counted, of one narrative or of all."""
        if narrative_id:
            self._counted.pop(narrative_id, None)
        else:
            self._counted.clear()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's title."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.rows[index.row()].row.title)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()].row.title
        return None
