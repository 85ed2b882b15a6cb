"""The question before several pictures are marked as reviewed at once: what the person says by it, and what stays.

Must not know how a picture is marked.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.icon_label import IconLabel
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.overlay import Sheet

_WIDTH_PX = 520


class MarkAllSheet(Sheet):
    """``free`` can be marked, ``proposed`` have open proposals and ``stills`` come from a recording: those stay."""

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        *,
        free: int,
        proposed: int,
        stills: int,
        mark: Callable[[], object],
        walk: Callable[[], object],
    ) -> None:
        """Build it; ``mark`` and ``walk`` are called once it has closed."""
        super().__init__(owner, width_px=_WIDTH_PX)
        self._desk = desk
        words = desk.words
        self.inside.setContentsMargins(28, 24, 28, 20)
        self.inside.setSpacing(12)
        title = words.count(
            "Mark {n} picture as reviewed without opening it?",
            "Mark {n} pictures as reviewed without opening them?",
            free,
        )
        if not free:
            title = words.tr("None of these can be marked together")
        self.inside.addWidget(PlainLabel(title, "title", wrap=True))
        for icon, kind, said in self._lines(free, proposed, stills):
            self.inside.addLayout(self._line(icon, kind, said))
        self.cancel_button = QPushButton(words.tr("Cancel"))
        self.cancel_button.clicked.connect(self.close_up)
        self.mark_button = QPushButton(words.count("I have seen it", "I have seen all {n}", free))
        self.mark_button.clicked.connect(lambda: self._do(mark))
        self.mark_button.setVisible(bool(free))
        self.walk_button = QPushButton(words.tr("Look at them one by one"))
        role(self.walk_button, "primary")
        self.walk_button.clicked.connect(lambda: self._do(walk))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        foot.addWidget(self.mark_button)
        foot.addWidget(self.walk_button)
        self.inside.addSpacing(4)
        self.inside.addLayout(foot)

    def _lines(self, free: int, proposed: int, stills: int) -> list[tuple[str, str, str]]:
        words = self._desk.words
        out = []
        if free:
            said = words.tr(
                "By this you say that you looked for names and numbers yourself. From then on these pictures may leave "
                "the library, and what is not covered on them leaves too."
            )
            out.append(("eye", "attention", said))
        if proposed:
            said = words.count(
                "{n} picture has something proposed to be covered. It stays to review.",
                "{n} pictures have something proposed to be covered. They stay to review.",
                proposed,
            )
            out.append(("shield", "muted", said))
        if stills:
            said = words.count(
                "{n} still of a recording stays to review: stills are looked at one by one.",
                "{n} stills of recordings stay to review: stills are looked at one by one.",
                stills,
            )
            out.append(("play", "muted", said))
        return out

    def _line(self, icon: str, kind: str, said: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel(self._desk, icon, kind), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(said, wrap=True), 1)
        return row

    def _do(self, work: Callable[[], object]) -> None:
        self.close_up()
        work()
