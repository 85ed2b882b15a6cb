"""Let a list of choices be heard by its name, and drop down as our other lists do. Must not know any choice."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QStyledItemDelegate


def name_choice(combo: QComboBox, name: str) -> None:
    """Give ``combo`` its name, also as the description that is read after what is chosen; and dress its list.

    On Linux, Qt says what is chosen in place of its name.
    """
    combo.setAccessibleName(name)
    combo.setAccessibleDescription(name)
    dress_choice(combo)


def narrow_choice(name: str, letters: int) -> QComboBox:
    """Return a list that is as wide as so many letters, whatever stands in it."""
    combo = QComboBox()
    name_choice(combo, name)
    combo.setToolTip(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(letters)
    return combo


def dress_choice(combo: QComboBox) -> None:
    """Let the rows that drop down follow the style sheet, of which Qt's own delegate for them knows nothing."""
    combo.setItemDelegate(QStyledItemDelegate(combo))
