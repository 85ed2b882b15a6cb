"""The pictures of the wall as a model, so that selection, editing and screen readers work as everywhere else.

Must not know how a cell is painted nor how what is edited gets stored.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from gemba.model.rows import CaptureListRow
from gemba.ui.evidence.arrange import Group
from gemba.ui.evidence.cell_words import CellWords

Index = QModelIndex | QPersistentModelIndex


class WallModel(QAbstractListModel):
    """Rows in groups, one after the other."""

    caption_typed = Signal(str, str)

    def __init__(self, words: CellWords) -> None:
        """Show nothing yet."""
        super().__init__()
        self._words = words
        self.groups: tuple[Group, ...] = ()
        self.rows: list[CaptureListRow] = []
        self._place: dict[str, int] = {}
        self.editable = True

    def show(self, groups: Sequence[Group]) -> None:
        """Put these groups in the place of what is shown."""
        self.beginResetModel()
        self.groups = tuple(groups)
        self.rows = [row for group in groups for row in group.rows]
        self._place = {row.id: at for at, row in enumerate(self.rows)}
        self.endResetModel()

    def row_of(self, capture_id: str) -> int:
        """Return where a picture stands, -1 where it is not shown."""
        return self._place.get(capture_id, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many pictures are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return caption (shown and edited) and the whole cell in words (for screen readers)."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return row.caption
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.caption(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words.whole(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that every picture can be chosen and dragged, and its caption edited."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return found | Qt.ItemFlag.ItemIsEditable if self.editable else found

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand on a caption that was typed; the row changes once it is stored."""
        row = self.rows[index.row()]
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == row.caption:
            return False
        self.caption_typed.emit(row.id, text)
        return True
