"""A question in place: a strip under the head with one sentence, a line where a reason is needed, and two buttons.

It takes no focus from a field that is typed in unless it was asked for by a key or click. Must not know tickets.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.tickets.page.card import button, spread
from gemba.ui.tickets.page.fields import LineField
from gemba.ui.widgets.labels import PlainLabel


class Asking(QFrame):
    """One question at a time; Enter answers with yes, Esc takes it away."""

    def __init__(self, desk: Desk) -> None:
        """Build it hidden."""
        super().__init__()
        self._answer: Callable[[str], object] | None = None
        self._needs_reason = False
        role(self, "banner")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(8)
        self.question = PlainLabel("", "strong", wrap=True)
        self.consequence = PlainLabel("", "muted", wrap=True)
        self.reason = LineField(desk.words.tr("Reason"), hint=desk.words.tr("In a few words"))
        self.reason.setMaximumWidth(560)
        self.reason.returnPressed.connect(self._yes)
        self.reason.textChanged.connect(self._enable)
        self.yes = button("", "primary")
        self.yes.clicked.connect(self._yes)
        self.no = button(desk.words.tr("Not now"), "quiet")
        self.no.clicked.connect(self._put_away)
        layout.addWidget(self.question)
        layout.addWidget(self.consequence)
        layout.addWidget(self.reason)
        layout.addLayout(spread((self.yes, self.no)))
        self.hide()

    def ask(
        self,
        question: str,
        yes: str,
        answer: Callable[[str], object],
        *,
        consequence: str = "",
        reason: bool = False,
    ) -> None:
        """Ask; ``answer`` gets the reason, which is empty where none was asked for."""
        self._answer, self._needs_reason = answer, reason
        self.question.setText(question)
        self.consequence.setText(consequence)
        self.consequence.setVisible(bool(consequence))
        self.reason.clear()
        self.reason.setVisible(reason)
        self.yes.setText(yes)
        self._enable()
        self.show()
        (self.reason if reason else self.yes).setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self) -> None:
        self.yes.setEnabled(not self._needs_reason or bool(self.reason.text().strip()))

    def _yes(self) -> None:
        if self._answer is not None and self.yes.isEnabled():
            answer, self._answer = self._answer, None
            self._put_away()
            answer(self.reason.text().strip())

    def _put_away(self) -> None:
        """Hide, the keys back on the page: Qt would give them to whatever comes next."""
        self.hide()
        page = self.parentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers, Esc takes the question away."""
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.no.hasFocus():
            self._yes()
        else:
            super().keyPressEvent(event)
