"""The card at the left of a running visit: question, time and plan, seen live, promises, who is there, privacy.

Must not know the store: it is handed what it shows.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gemba.services.visits.live import VisitState
from gemba.ui.desk import Desk
from gemba.ui.live.role_line import RoleLine
from gemba.ui.live.visit_clock import minutes_words
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import PlainLabel, even_figures
from gemba.ui.widgets.plain_words import plain_tip

WIDTH_PX = 232


class CharterCard(QScrollArea):
    """What this visit is about and how far it is."""

    action_wished = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Show nothing yet."""
        super().__init__()
        self._desk = desk
        self.setFixedWidth(WIDTH_PX)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words = desk.words
        self.team = PlainLabel("", "large", "strong", wrap=True)
        self.charter = PlainLabel("", wrap=True)
        self.time = PlainLabel("00:00", "title")
        even_figures(self.time)
        self.left = PlainLabel("", "small", "muted")
        self.plan = QProgressBar()
        self.plan.setTextVisible(False)
        self.plan.setAccessibleName(words.tr("Share of the planned time"))
        self.clock_word = PlainLabel("", "small", "attention", wrap=True)
        self.clock_button = QPushButton("")
        self.seen = PlainLabel("", wrap=True)
        self.promises = PlainLabel("", wrap=True)
        self.people = PlainLabel("", wrap=True)
        self.nobody = RoleLine(desk)
        self.debate = QPushButton("")
        self.pictures = PlainLabel("", "small", "muted", wrap=True)
        self.agreed = QPushButton(words.tr("They agreed now"))
        self.buttons: dict[str, QPushButton] = {}
        self._icons: list[tuple[QLabel, str]] = []
        self._build()
        desk.theme.changed.connect(self.looks_changed)
        self.looks_changed()

    def _build(self) -> None:
        words = self._desk.words
        inner = QWidget()
        role(inner, "surface")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.team)
        layout.addWidget(self.charter)
        layout.addSpacing(8)
        for widget in (self.time, self.plan, self.left, self.clock_word, self.clock_button):
            layout.addWidget(widget)
        layout.addSpacing(8)
        for icon, label in (("eye", self.seen), ("handshake", self.promises), ("users", self.people)):
            layout.addLayout(self._line(icon, label))
        layout.addWidget(self.nobody)
        role(self.debate, "quiet")
        layout.addWidget(self.debate)
        layout.addStretch(1)
        layout.addWidget(self.pictures)
        layout.addWidget(self.agreed)
        for name, text in (
            ("live.pause", words.tr("Privacy pause")),
            ("live.mini", words.tr("Mini bar")),
            ("live.end", words.tr("End the visit")),
        ):
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, name=name: self.action_wished.emit(name))
            self.buttons[name] = button
            layout.addWidget(button)
        self.debate.clicked.connect(lambda: self.action_wished.emit("live.debate"))
        self.agreed.clicked.connect(lambda: self.action_wished.emit("live.consent"))
        for button in (*self.buttons.values(), self.agreed, self.debate, self.clock_button):
            # A click leaves the keys with the line: what is typed next is a note, and a space presses nothing.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clock_word.hide()
        self.clock_button.hide()
        self.debate.hide()
        self.agreed.hide()
        self.setWidget(inner)

    def _line(self, icon: str, label: PlainLabel) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        picture = QLabel()
        picture.setFixedWidth(18)
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._icons.append((picture, icon))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        return row

    # -- showing ----------------------------------------------------------------------------------------------

    def show_state(self, state: VisitState) -> None:
        """Show a visit as it stands."""
        words, row = self._desk.words, state.row
        self.team.setText(row.team)
        self.charter.setText(row.charter)
        if row.seen_stated:
            share = words.percent(row.seen_live / row.seen_stated)
            said = words.tr("seen live {share}", share=share)
            open_ = row.observations - row.seen_stated
            rest = words.tr("not stated for {n} of {m}", n=open_, m=row.observations) if open_ else ""
            self.seen.setText("\n".join(filter(None, (said, rest))))
        else:
            said = words.tr("how it was seen: not stated for {n} of {n}", n=row.observations)
            self.seen.setText(said if row.observations else words.tr("nothing noted yet"))
        self.promises.setText(words.tr("promises open: {n}", n=len(state.promises)))
        self.promises.setToolTip(plain_tip("\n".join(one.text for one in state.promises)))
        self.people.setText(words.listed(state.roles) or words.tr("nobody's role is written down"))
        self.nobody.offer(row.id, wanted=not state.roles and not self._desk.read_only)

    def show_time(self, ran_s: float, planned_minutes: int | None) -> None:
        """Show how long the visit has run and what is left; over the plan it says so, calmly."""
        words = self._desk.words
        self.time.setText(minutes_words(ran_s))
        planned_s = (planned_minutes or 0) * 60
        self.plan.setVisible(planned_s > 0)
        over = planned_s > 0 and ran_s > planned_s
        if not planned_s:
            self.left.setText(words.tr("no length planned"))
        elif over:
            said = words.tr(
                "{time} over the plan of {n} min", time=minutes_words(ran_s - planned_s), n=planned_minutes or 0
            )
            self.left.setText(said)
        else:
            left = minutes_words(planned_s - ran_s)
            self.left.setText(words.tr("{time} left of {n} min", time=left, n=planned_minutes or 0))
        wanted = "small attention" if over else "small muted"
        if self.left.property("role") != wanted:
            role(self.left, *wanted.split())
        self.plan.setRange(0, max(1, planned_s))
        self.plan.setValue(min(planned_s, int(ran_s)))

    def say_of_clock(self, sentence: str, button: str = "") -> None:
        """Say what happened to the clock, with at most one button; an empty sentence takes it away."""
        self.clock_word.setText(sentence)
        self.clock_word.setVisible(bool(sentence))
        self.clock_button.setText(button)
        self.clock_button.setVisible(bool(sentence) and bool(button))

    def show_pictures(self, sentence: str, *, paused: bool, may_agree: bool) -> None:
        """Say whether pictures may be taken in, and why not; offer what is missing for it."""
        words = self._desk.words
        self.agreed.setVisible(may_agree and not paused)
        self.pictures.setText(sentence)
        self.pictures.setVisible(bool(sentence))
        self.buttons["live.pause"].setText(words.tr("Go on after the pause") if paused else words.tr("Privacy pause"))

    def show_debate(self, ran_s: float | None) -> None:
        """Show the clock of a debate about format while one runs."""
        self.debate.setVisible(ran_s is not None)
        if ran_s is not None:
            said = self._desk.words.tr("Debate about format {time} · stop", time=minutes_words(ran_s))
            self.debate.setText(said)

    def looks_changed(self) -> None:
        """Draw the icons in the colours of the look."""
        theme = self._desk.theme
        for label, icon in self._icons:
            label.setPixmap(icon_pixmap(icon, theme.look.muted, size_px=16, ratio=self.devicePixelRatioF()))
        self.agreed.setIcon(theme.icon("check", colour="muted"))
        self.buttons["live.pause"].setIcon(theme.icon("eye-off", colour="muted"))
        self.buttons["live.mini"].setIcon(theme.icon("picture-in-picture-2", colour="muted"))
        self.buttons["live.end"].setIcon(theme.icon("flag", colour="muted"))
        self.debate.setIcon(theme.icon("timer", colour="attention"))
