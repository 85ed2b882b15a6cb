"""Who is at the desk: one row for each, a role, a name if they give one, and whether they may be named.

Roles the team is known for are one key away. Must not know the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from gemba.services.visits.live import PersonThere
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.suggestions import Suggestions


@dataclass(slots=True)
class _Row:
    """The controls of one person."""

    box: QWidget
    role: QLineEdit
    name: QLineEdit
    named: QCheckBox
    gone: QToolButton
    roles: Suggestions


class PeopleThere(QWidget):
    """The people of a visit, by role."""

    row_added = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Begin with one empty row."""
        super().__init__()
        self._desk = desk
        self._known: tuple[str, ...] = ()
        self.rows: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.add_button = QPushButton(desk.words.tr("One more person"))
        self.add_button.setIcon(desk.theme.icon("plus", colour="accent"))
        # It begins where the fields begin.
        role(self.add_button, "link")
        self.add_button.clicked.connect(lambda: self.add().role.setFocus())
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self._layout.addLayout(foot)
        self.add()

    @property
    def first(self) -> QLineEdit:
        """Return where typing begins."""
        return self.rows[0].role

    def fields(self) -> tuple[QWidget, ...]:
        """Return what is filled in, in the order of the rows; the name of nobody is passed over on the way to it."""
        out: list[QWidget] = []
        for row in self.rows:
            out.append(row.role)
            if row.role.text().strip() or row.name.text().strip() or row.name.hasFocus():
                out += [row.name, row.named]
        return tuple(out)

    def parts(self) -> tuple[QWidget, ...]:
        """Return everything here that takes keys."""
        of_rows = (part for row in self.rows for part in (row.role, row.name, row.named, row.gone))
        return (*of_rows, self.add_button)

    def know(self, roles: tuple[str, ...]) -> None:
        """Offer the roles that people of the team have."""
        if roles == self._known:
            return
        self._known = roles
        for row in self.rows:
            row.roles.offer(roles)

    def add(self) -> _Row:
        """Add an empty row and return it."""
        words = self._desk.words
        number = len(self.rows) + 1
        gone = QToolButton()
        field = QLineEdit()
        offered = Suggestions(field, name=words.tr("Roles of this team"))
        row = _Row(QWidget(), field, QLineEdit(), QCheckBox(words.tr("may be named")), gone, offered)
        row.role.setPlaceholderText(words.tr("role: agent, team lead…"))
        row.role.setAccessibleName(words.tr("Role of person {n}", n=number))
        row.name.setPlaceholderText(words.tr("name, only if they give it"))
        row.name.setAccessibleName(words.tr("Name of person {n}", n=number))
        row.named.setAccessibleName(words.tr("Person {n} may be named", n=number))
        row.named.setEnabled(False)
        gone.setIcon(self._desk.theme.icon("x", colour="muted"))
        gone.setToolTip(words.tr("Take this row out"))
        gone.setAccessibleName(words.tr("Take out person {n}", n=number))
        gone.clicked.connect(lambda: self._take_out(row))
        line = QHBoxLayout(row.box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(row.role, 3)
        line.addWidget(row.name, 3)
        line.addWidget(row.named)
        line.addWidget(gone)
        row.name.textChanged.connect(lambda text: row.named.setEnabled(bool(text.strip())))
        self._layout.insertWidget(self._layout.count() - 1, row.box)
        # First behind the role: Qt does not move what seems to follow already, round the end of a chain.
        QWidget.setTabOrder(row.role, self.add_button)
        before = [one.gone for one in self.rows[-1:]]
        for first, second in pairwise((*before, row.role, row.name, row.named, gone, self.add_button)):
            QWidget.setTabOrder(first, second)
        self.rows.append(row)
        known, self._known = self._known, ()
        self.know(known)
        self.row_added.emit(row.box)
        return row

    def _take_out(self, row: _Row) -> None:
        if len(self.rows) == 1:
            row.role.clear()
            row.name.clear()
            return
        self.rows.remove(row)
        self._layout.removeWidget(row.box)
        row.box.deleteLater()
        self.rows[-1].role.setFocus()

    def there(self) -> tuple[PersonThere, ...]:
        """Return everybody who is written down."""
        return tuple(
            PersonThere(
                role=row.role.text().strip(),
                name=row.name.text().strip(),
                may_be_named=row.named.isEnabled() and row.named.isChecked(),
            )
            for row in self.rows
            if row.role.text().strip() or row.name.text().strip()
        )

    def problem(self) -> str:
        """Say what is missing, "" where nothing is."""
        nameless = any(person.name and not person.role for person in self.there())
        return self._desk.words.tr("Write what each of them does: agent, team lead…") if nameless else ""
