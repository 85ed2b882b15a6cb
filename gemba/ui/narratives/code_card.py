"""What the code under the cursor stands for: its title, its figures as paper says them, and the way to it.

Must not know where the facts come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from gemba.message import N_
from gemba.ui.desk import Desk
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.labels import PlainLabel, rule

if TYPE_CHECKING:
    from gemba.services.narratives.pages import Citable

#: the figures shown of each kind, in their order; the path's last part and what it is called
_FIGURES = {
    "money.range": N_("Money"),
    "effort.range": N_("Effort"),
    "seen": N_("Seen"),
    "prevalence": N_("How common"),
    "load": N_("Load"),
    "seen_live": N_("Seen live"),
    "observations": N_("Notes"),
    "minutes": N_("Minutes"),
    "reports": N_("Reports"),
    "customers": N_("Customers"),
    "information": N_("Information"),
}


def place_of(code: str) -> str:
    """Return the place in which a code is at home, "" for none."""
    return {"T": "tickets", "S": "sessions", "P": "structure", "D": "structure"}.get(code[:1], "")


class CodeCard(QWidget):
    """One code; ``followed`` is pressed to go there."""

    followed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Begin without a code."""
        super().__init__()
        self._desk = desk
        self.code = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule())
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(6)
        layout.addLayout(inner)
        self.name = PlainLabel("", "small", "accent")
        self.title = PlainLabel("", "strong", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.open = QPushButton("")
        self.open.clicked.connect(lambda: self.followed.emit(self.code))
        inner.addWidget(self.name)
        inner.addWidget(self.title)
        inner.addLayout(self._grid)
        inner.addWidget(self.open)
        self.hide()

    def show_code(self, code: str, citable: Mapping[str, Citable]) -> None:
        """Show what a code or path stands for; nothing where none stands under the cursor."""
        if not code:
            self.code = ""
            self.hide()
            return
        words = self._desk.words
        thing = code.split(".")[0] if code[:1] != "R" else code
        found = citable.get(code)
        whole = citable.get(thing)
        self.code = thing
        self.name.setText(code)
        if found is None:
            self.title.setText(words.tr("This stands for nothing yet. Mend the code, or make what it names."))
        else:
            title = found.title or (whole.title if whole is not None else "")
            self.title.setText(f"{found.words} – {title}" if found.words and title else found.words or title)
        self._figures(thing, citable)
        self.open.setText(words.tr("Open {code}", code=thing))
        self._desk.keys.tip(self.open, "narratives.follow")
        self.open.setVisible(found is not None and bool(place_of(thing)))
        self.show()

    def _figures(self, thing: str, citable: Mapping[str, Citable]) -> None:
        take_all_out(self._grid)
        row = 0
        for path, name in _FIGURES.items():
            found = citable.get(f"{thing}.{path}")
            if found is not None:
                label = PlainLabel(self._desk.words.tr(name), "small", "muted")
                self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(PlainLabel(found.words, "small", wrap=True), row, 1)
                row += 1
