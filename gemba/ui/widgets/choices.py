"""Let a list of choices be heard by its name, drop down as our other lists do, and end in "…" where it has no room.

Must not know any choice.
"""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionComboBox, QStylePainter

from gemba.ui.widgets.glimpse import elided
from gemba.ui.widgets.plain_words import plain_tip

#: what stands around the words: padding, border, arrow (style_sheet.py) and the pixel that Qt leaves on each side
AROUND_PX = 2 * 10 + 2 * 1 + 22 + 2


class Choice(QComboBox):
    """A list of people's words; the chosen one ends in "…" where there is no room, the whole as a tool tip.

    Qt's own cuts them off in the middle of a letter.
    """

    def __init__(self, name: str) -> None:
        """Begin without choices; ``name`` is heard, and told where all of the chosen one is seen."""
        super().__init__()
        self._name = name
        name_choice(self, name)
        self.setToolTip(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what Qt draws, with the words that have room."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        text = self.currentText()
        option.currentText = elided(self.fontMetrics(), text, self.width() - AROUND_PX)
        tip = self._name if option.currentText == text else plain_tip(f"{self._name}\n{text}")
        if tip != self.toolTip():
            self.setToolTip(tip)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


def name_choice(combo: QComboBox, name: str) -> None:
    """Give ``combo`` its name, also as the description that is read after what is chosen; and dress its list.

    On Linux, Qt says what is chosen in place of its name.
    """
    combo.setAccessibleName(name)
    combo.setAccessibleDescription(name)
    dress_choice(combo)


def narrow_choice(name: str, letters: int) -> Choice:
    """Return a list that is as wide as so many letters, whatever stands in it."""
    combo = Choice(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(letters)
    return combo


def dress_choice(combo: QComboBox) -> None:
    """Let the rows that drop down follow the style sheet, of which Qt's own delegate for them knows nothing."""
    combo.setItemDelegate(QStyledItemDelegate(combo))
