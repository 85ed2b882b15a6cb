"""Who is there, while nobody is written down: a button, and the line for a role that it opens.

Must not know what else the card of a visit says.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from gemba.ui.desk import Desk


class RoleLine(QWidget):
    """Enter writes a role down, Esc puts the line away with what is typed in it; both give the keys back."""

    #: the keys belong to the visit's line again
    done = Signal()

    def __init__(self, desk: Desk) -> None:
        """Show the button."""
        super().__init__()
        self._desk = desk
        self._session = ""
        words = desk.words
        self.button = QPushButton(words.tr("Add somebody by role"))
        # A click opens the line, which takes the keys itself.
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self._begin)
        self.field = _Field(self)
        self.field.setAccessibleName(words.tr("Role of somebody to add"))
        self.field.setPlaceholderText(words.tr("agent, team lead…"))
        self.field.returnPressed.connect(self._name)
        self.field.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)
        layout.addWidget(self.field)

    def offer(self, session: str, *, wanted: bool) -> None:
        """Stand there for a visit or not; a line that is being typed in stays."""
        self._session = session
        if wanted or not self.field.hasFocus():
            self.setVisible(wanted)

    def _begin(self) -> None:
        self.button.hide()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> None:
        text = self.field.text().strip()
        self.field.clear()
        self.put_away()
        if text:
            self._write_down(text)

    def _write_down(self, text: str) -> None:
        desk, session = self._desk, self._session

        def refused(problem: BaseException) -> None:
            # It stands in the line again for the next try; the keys stay where they are by now.
            if not self.field.text():
                self.field.setText(text)
            desk.problem(problem)

        desk.do(lambda: desk.app.sessions.add_person(session, role=text), owner=self, failed=refused)

    def put_away(self) -> None:
        """Show the button again; what is half typed stands in the line the next time."""
        self.done.emit()
        self.field.hide()
        self.button.show()


class _Field(QLineEdit):
    """A line that Esc puts away."""

    def __init__(self, owner: RoleLine) -> None:
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc drops no word."""
        if event.key() == Qt.Key.Key_Escape:
            self._owner.put_away()
            event.accept()
            return
        super().keyPressEvent(event)
