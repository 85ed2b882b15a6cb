"""The start of a visit: which team, what question, how long, who is there, what they agreed to. Quick with Enter.

What was promised to the team last time stands on it before anything else (M20). Must not know the running visit.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gemba.errors import GembaError
from gemba.message import N_
from gemba.model.rows import SessionRow
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields
from gemba.ui.desk import Desk
from gemba.ui.keys.typed_ahead import TypedAhead
from gemba.ui.language.days import said_day
from gemba.ui.language.own_names import OWN_NAMES
from gemba.ui.live.form_field import FormField
from gemba.ui.live.people_there import PeopleThere
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.suggestions import Suggestions

PLANNED_MINUTES = 45
CONSENT = N_("Agreed to notes and pictures of the screen; customers' data is masked before anyone else sees it.")
_WIDTH_PX = 640
_TICK_PX = 28


class StartForm(QScrollArea):
    """One form, no steps: everything but team and charter has a default."""

    started = Signal(str)
    cancelled = Signal()

    def __init__(self, desk: Desk) -> None:
        """Show an empty form with its defaults."""
        super().__init__()
        self._desk = desk
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._busy = False
        self._asked_in: QWidget | None = None
        self._touched: set[QLineEdit] = set()
        self._make_fields()
        self._build()
        self._connect()
        self._show_team()

    # -- building ---------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        words, app = self._desk.words, self._desk.app
        self.team, self.charter = QLineEdit(), QLineEdit()
        self.teams = Suggestions(self.team, name=words.tr("Teams of this library"))
        self._known_teams = [row.name for row in app.sessions.teams()]
        self.teams.offer(self._known_teams)
        self.team.setPlaceholderText(words.tr("A team of this library, or a new one"))
        self.charter.setPlaceholderText(words.tr("Why do refunds take nine days?"))
        self.minutes = QLineEdit(str(PLANNED_MINUTES))
        self.role_field = QLineEdit()
        self.role_field.setPlaceholderText(words.tr("sits beside the agent, asks, does not touch the keyboard"))
        self.place = QLineEdit()
        self.place.setPlaceholderText(words.tr("office floor 2, or remote"))
        self.language = QComboBox()
        for code, name in OWN_NAMES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(self._desk.words.language)))
        self.consent = QCheckBox(words.tr("The people there agreed to pictures of the screen"))
        # No wider than its words, or the frame of the focus would be as wide as the form.
        self.consent.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.consent_words = QLineEdit(words.tr(CONSENT))
        self.consent_words.setCursorPosition(0)
        self.consent_words.setAccessibleName(words.tr("What they agreed to, in words"))
        self.people = PeopleThere(self._desk)

    def _build(self) -> None:
        words = self._desk.words
        ground, inner = QWidget(), QWidget()
        outer = QHBoxLayout(ground)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        outer.addWidget(inner, 100)
        outer.addStretch(1)
        inner.setMaximumWidth(_WIDTH_PX)
        layout = QVBoxLayout(inner)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(words.tr("Start a visit"), "title"))
        self._build_last_card()
        self._label_fields()
        layout.addWidget(self.fields["team"])
        layout.addWidget(self.last_card)
        layout.addWidget(self.fields["charter"])
        layout.addLayout(_beside((self.fields["minutes"], 1), (self.fields["language"], 1), (self.fields["place"], 2)))
        layout.addWidget(self.fields["role"])
        layout.addWidget(self.fields["people"])
        self._build_consent(layout)
        layout.addLayout(self._buttons())
        layout.addStretch(1)
        self.setWidget(ground)
        #: what is typed between "Begin" and the visit's line; the ground holds it, for Enter would press a button
        self.typed_ahead = TypedAhead(ground)

    def _build_last_card(self) -> None:
        self.last_time = PlainLabel("", wrap=True)
        self.last_card = QFrame()
        role(self.last_card, "card")
        card = QVBoxLayout(self.last_card)
        card.setContentsMargins(16, 12, 16, 12)
        card.setSpacing(4)
        card.addWidget(PlainLabel(self._desk.words.tr("Last time we promised"), "small", "muted"))
        card.addWidget(self.last_time)

    def _label_fields(self) -> None:
        words = self._desk.words
        self.fields = {
            "team": FormField(words.tr("Team"), self.team),
            "charter": FormField(words.tr("Charter: the question this visit is to answer"), self.charter),
            "minutes": FormField(words.tr("Planned minutes"), self.minutes),
            "role": FormField(words.tr("Your part as a facilitator"), self.role_field),
            "people": FormField(words.tr("Who is there, by role"), self.people),
            "place": FormField(words.tr("Place"), self.place),
            "language": FormField(words.tr("Language of the notes"), self.language),
        }

    def _build_consent(self, layout: QVBoxLayout) -> None:
        off = self._desk.words.tr("Without this tick the picture keys are off; words can always be written.")
        self.consent_note = PlainLabel(off, "small", "muted", wrap=True)
        # Below the words of the tick that it tells of, not above the buttons.
        self.consent_note.setContentsMargins(_TICK_PX, 0, 0, 0)
        asked = QVBoxLayout()
        asked.setSpacing(4)
        for part in (self.consent, self.consent_words, self.consent_note):
            asked.addWidget(part)
        layout.addLayout(asked)
        self.problem = PlainLabel("", "stop", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)

    def _buttons(self) -> QHBoxLayout:
        words = self._desk.words
        self.begin_button = QPushButton()
        role(self.begin_button, "primary")
        self.cancel_button = QPushButton(words.tr("Not now"))
        role(self.cancel_button, "quiet")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.begin_button)
        row.addWidget(self.cancel_button)
        row.addWidget(PlainLabel(words.tr("Enter goes on · Ctrl+Enter begins"), "small", "muted"))
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.begin_button.clicked.connect(self.begin)
        self.cancel_button.clicked.connect(self.cancelled)
        self.team.textChanged.connect(lambda _: self._show_team())
        self.team.editingFinished.connect(self._show_team)
        for name, mended in (("charter", self.charter), ("minutes", self.minutes)):
            # What was complained about is being mended: the next try says whether it is.
            mended.textEdited.connect(lambda _, name=name: self.fields[name].complain(""))
        # While names to complete with are open, their list gets the keys: Enter comes from there past the filter below.
        self.team.returnPressed.connect(lambda: self._next_after(self.team))
        self.consent.toggled.connect(self._show_consent)
        self.people.row_added.connect(self._watch)
        for field in (self.charter, self.minutes, self.role_field, self.place):
            field.textEdited.connect(lambda _, field=field: self._touched.add(field))
        self._watch()
        self._show_consent(False)

    def _watch(self) -> None:
        """Hear the keys of every field; twice asked, it is heard once."""
        for widget in (*self._order(), *self.people.parts()):
            widget.removeEventFilter(self)
            widget.installEventFilter(self)

    def _order(self) -> list[QWidget]:
        return [
            self.team,
            self.charter,
            self.minutes,
            self.language,
            self.place,
            self.role_field,
            *self.people.fields(),
            self.consent,
            self.consent_words,
            self.begin_button,
        ]

    def take_focus(self) -> None:
        """Begin with the first question."""
        self.team.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys -------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field, from the last one it begins; Ctrl+Enter begins from anywhere."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if not isinstance(event, QKeyEvent) or not pressed:
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or watched is self.begin_button:
            self.begin()
        elif isinstance(watched, QPushButton | QToolButton):
            # It is pressed.
            return False
        elif isinstance(watched, QWidget):
            self._next_after(watched)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the visits with Esc; what is typed stands here when one comes again."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self._busy:
            self.cancelled.emit()

    def _next_after(self, widget: QWidget) -> None:
        offered = widget.findChild(Suggestions)
        if offered is not None:
            offered.settle()
        order = [one for one in self._order() if one.isVisible() and one.isEnabled()]
        if widget not in order:
            return
        place = order.index(widget)
        # Once the question stands, three keys are enough: what has a default is not walked through.
        after = self.begin_button if widget is self.minutes else order[min(place + 1, len(order) - 1)]
        after.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(after)
        if after is self.begin_button:
            self.ensureWidgetVisible(self.consent)

    # -- what follows from the team ---------------------------------------------------------------------------

    def _show_team(self) -> None:
        live = self._desk.app.live
        team = live.team(self.team.text())
        promises = live.open_promises(team.name) if team is not None else ()
        words = self._desk.words
        lines = []
        for one in promises:
            due = f" — {words.tr('due {day}', day=said_day(one.due, words))}" if one.due else ""
            lines.append(f"• {one.text}{due}")
        self.last_time.setText("\n".join(lines))
        self.last_card.setVisible(bool(lines))
        last = live.last_visit(team.name) if team is not None else None
        if last is not None:
            self._take_defaults(last)
        self.people.know(live.roles_of(team.name) if team is not None else ())
        typed = self.team.text().strip().casefold()
        # While teams are offered below the field, one of them may be meant.
        offered = self.team.hasFocus() and any(typed in name.casefold() for name in self._known_teams)
        self.fields["team"].say("" if team is not None or not typed or offered else words.tr("a new team"))

    def _take_defaults(self, last: SessionRow) -> None:
        """Begin with the answers of the last visit to the team, where nobody typed others."""
        for field, value in (
            (self.minutes, str(last.planned_minutes or PLANNED_MINUTES)),
            (self.role_field, last.facilitator_role),
            (self.place, last.place),
        ):
            if field not in self._touched:
                field.setText(value)
                field.setCursorPosition(0)
        index = self.language.findData(last.language)
        if index >= 0:
            self.language.setCurrentIndex(index)

    def _show_consent(self, given: bool) -> None:
        self.consent_words.setVisible(given)
        self.consent_note.setVisible(not given)
        # Enter goes past the tick, for most answers have a default; what comes of that stands on the button it ends on.
        tr = self._desk.words.tr
        self.begin_button.setText(tr("Begin") if given else tr("Begin without pictures"))

    # -- beginning --------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin the visit, or say beside the field what is missing."""
        if self._busy or not self._valid():
            return
        fields = SessionFields(
            charter=self.charter.text().strip(),
            minutes=int(self.minutes.text()) if self.minutes.text().strip() else None,
            place=self.place.text().strip(),
            language=str(self.language.currentData()),
            facilitator_role=self.role_field.text().strip(),
            consent=self.consent_words.text().strip() if self.consent.isChecked() else "",
        )
        team, people, live = self.team.text().strip(), self.people.there(), self._desk.app.live
        known = live.team(team)
        name = known.name if known is not None else team
        self._busy = True
        self._asked_in = self.focusWidget()
        self.typed_ahead.hold()
        self._desk.do(lambda: live.begin(name, fields, people), owner=self, then=self._begun, failed=self._not_begun)

    def _begun(self, row: SessionRow) -> None:
        self._busy = False
        self.started.emit(row.id)

    def _not_begun(self, problem: BaseException) -> None:
        self._busy = False
        if self._asked_in is not None:
            self._asked_in.setFocus()
        # What was typed meanwhile waits for the next try.
        self.typed_ahead.rest()
        if isinstance(problem, GembaError):
            self.problem.setText(self._desk.words.problem(problem))
            self.problem.show()
        else:
            self._desk.problem(problem)

    def _valid(self) -> bool:
        words = self._desk.words
        minutes = self.minutes.text().strip()
        wrong: list[tuple[str, str]] = []
        if not self.team.text().strip():
            wrong.append(("team", words.tr("Name the team.")))
        if not self.charter.text().strip():
            wrong.append(("charter", words.tr("Write the question the visit is to answer.")))
        if minutes and not (minutes.isascii() and minutes.isdigit() and 0 < int(minutes) <= 24 * 60):
            wrong.append(("minutes", words.tr("Give the planned length in minutes, such as 45.")))
        if self.consent.isChecked() and not self.consent_words.text().strip():
            wrong.append(("consent", words.tr("Say in a few words what they agreed to.")))
        nameless = self.people.problem()
        if nameless:
            wrong.append(("people", nameless))
        for name, field in self.fields.items():
            field.complain(next((said for key, said in wrong if key == name), ""))
        consent = next((said for key, said in wrong if key == "consent"), "")
        self.problem.setText(consent)
        self.problem.setVisible(bool(consent))
        if wrong:
            self._focus(wrong[0][0])
        return not wrong

    def _focus(self, name: str) -> None:
        widget = self.consent_words if name == "consent" else self.fields[name].control
        widget.setFocus()
        self.ensureWidgetVisible(widget)

    def people_there(self) -> tuple[PersonThere, ...]:
        """Return who is there as the form now says."""
        return self.people.there()


def _beside(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for widget, share in parts:
        row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
    return row
