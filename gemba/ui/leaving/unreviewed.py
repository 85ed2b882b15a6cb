"""The part of the sheet that names the pictures nobody has looked at, and the way to them.

Must not know who shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from gemba.ui.leaving.leaving import Leaving
from gemba.ui.look.theme import role
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from gemba.ui.desk import Desk

_NAMED = 4


class UnreviewedCard(QFrame):
    """Says how many pictures stay here, names the first few, and goes to the first."""

    review = Signal(str)

    def __init__(self, desk: Desk, leaving: Leaving) -> None:
        """Take what is to leave; it has at least one picture that is not reviewed."""
        super().__init__()
        role(self, "card")
        words = desk.words
        left = leaving.unreviewed
        said = words.count("{n} picture is not reviewed yet.", "{n} pictures are not reviewed yet.", len(left))
        if leaving.is_folder or not leaving.names_those:
            mend = words.tr("Without a review they stay here.")
        elif leaving.may_leave_out:
            mend = words.tr("Without a review they stay here: only their names are printed.")
        else:
            mend = words.tr("They have to be reviewed before this can leave.")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(12)
        icon = IconLabel(desk, "triangle-alert", "attention", size_px=18)
        layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(PlainLabel(said, "strong", wrap=True))
        texts.addWidget(PlainLabel(mend, "muted", wrap=True))
        names = words.listed(one.name for one in left[:_NAMED])
        if len(left) > _NAMED:
            names = words.tr("{names} and {n} more", names=names, n=len(left) - _NAMED)
        texts.addWidget(ElidedLabel(names, "small", "muted"))
        layout.addLayout(texts, 1)
        self.button = QPushButton(words.tr("Review them"))
        self.button.clicked.connect(lambda: self.review.emit(left[0].capture_id))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
