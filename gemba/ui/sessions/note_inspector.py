"""What the inspector says of the chosen note: picture, kind, how it was seen, waste, tags, problem, tickets, history.

Every field is kept at once, each a step of the history. Must not know the list.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.model.rows import ObservationRow
from gemba.model.values import ObservationKind
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.page import VisitPage
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.sessions.editing import FieldLine
from gemba.ui.sessions.note_history import NoteHistory
from gemba.ui.sessions.note_labels import NoteLabels
from gemba.ui.sessions.note_pictures import NotePictures
from gemba.ui.sessions.note_problem import NoteProblem
from gemba.ui.widgets.choices import name_choice
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.kinds import ELICITATION_WORDS, KIND_WORDS, SEEN_WORDS, WASTE_WORDS
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.long_text import LongText
from gemba.ui.widgets.plain_words import plain_caption, plain_tip


class NoteInspector(QScrollArea):
    """One note, to be looked at closely and put right."""

    picture_opened = Signal(str)
    ticket_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build it without a note."""
        super().__init__()
        self._desk = desk
        self.note: ObservationRow | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(16, 16, 16, 16)
        self._layout.setSpacing(12)
        self.pictures = NotePictures(desk)
        self.pictures.opened.connect(self.picture_opened)
        self.words = LongText(desk.words.tr("Words of the note"), more=desk.words.tr("More"))
        self.original = PlainLabel("", "small", "muted", wrap=True)
        self._layout.addWidget(self.pictures)
        self.labels = NoteLabels(desk, self.pictures.current)
        self.labels.opened.connect(self.picture_opened)
        self._layout.addWidget(self.labels)
        self._layout.addWidget(self.words)
        self._layout.addWidget(self.original)
        self._layout.addLayout(self._build_fields())
        self.problem_text = PlainLabel("", "stop", "small", wrap=True)
        self.problem_text.hide()
        self._layout.addWidget(self.problem_text)
        self.problem = NoteProblem(desk)
        self._layout.addWidget(self.problem)
        self._layout.addWidget(PlainLabel(desk.words.tr("Tickets"), "strong"))
        self.tickets = QVBoxLayout()
        self.tickets.setSpacing(4)
        self._layout.addLayout(self.tickets)
        self.make_ticket = QPushButton(desk.words.tr("Make a ticket"))
        desk.keys.tip(self.make_ticket, "sessions.ticket")
        self.make_ticket.clicked.connect(self.ticket_wanted)
        self._layout.addWidget(self.make_ticket, alignment=Qt.AlignmentFlag.AlignLeft)
        self.history = NoteHistory(desk)
        self._layout.addWidget(self.history)
        self._layout.addStretch(1)
        self.setWidget(inside)

    def _build_fields(self) -> QFormLayout:
        words = self._desk.words
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.at = FieldLine(words.tr("Time"), hint="09:07", bare=False)
        self.at.kept.connect(self._keep_time)
        self.kind = self._choice(form, words.tr("Kind"), [(k.value, words.tr(KIND_WORDS[k])) for k in ObservationKind])
        form.insertRow(0, PlainLabel(words.tr("Time"), "muted"), self.at)
        unset = [("", words.tr("not stated"))]
        self.seen = self._choice(
            form, words.tr("Seen as"), unset + [(k.value, words.tr(v)) for k, v in SEEN_WORDS.items()]
        )
        self.elicitation = self._choice(
            form, words.tr("Said"), unset + [(k.value, words.tr(v)) for k, v in ELICITATION_WORDS.items()]
        )
        none = [("", words.tr("none"))]
        self.waste = self._choice(
            form, words.tr("Waste"), none + [(k.value, words.tr(v)) for k, v in WASTE_WORDS.items()]
        )
        self.tags = FieldLine(words.tr("Tags"), hint=words.tr("with commas between"), bare=False)
        self.tags.kept.connect(
            lambda text: self._keep(ObservationFields(tags=tuple(text.replace("，", ",").split(","))))
        )
        form.addRow(PlainLabel(words.tr("Tags"), "muted"), self.tags)
        self.kind.activated.connect(lambda _: self._keep(ObservationFields(kind=self.kind.currentData())))
        self.seen.activated.connect(lambda _: self._keep(ObservationFields(seen_as=self.seen.currentData())))
        self.waste.activated.connect(lambda _: self._keep(ObservationFields(waste=self.waste.currentData())))
        self.elicitation.activated.connect(
            lambda _: self._keep(ObservationFields(elicitation=self.elicitation.currentData()))
        )
        return form

    def _choice(self, form: QFormLayout, name: str, choices: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        name_choice(box, name)
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value, text in choices:
            box.addItem(text, value)
        form.addRow(PlainLabel(name, "muted"), box)
        return box

    # -- showing ----------------------------------------------------------------------------------------------

    def show_note(self, note: ObservationRow, page: VisitPage) -> None:
        """Show a note of a visit."""
        words = self._desk.words
        other = self.note is None or self.note.id != note.id
        self.note = note
        if other:
            self.verticalScrollBar().setValue(0)
            self._say("")
        self.pictures.show_pictures(note.capture_ids, page.captures)
        self.labels.show_note(note, page)
        self.words.setText(note.text)
        self.original.setText(words.tr("Original: {text}", text=note.original) if note.original else "")
        self.original.setVisible(bool(note.original))
        self.at.show_value(words.clock(note.at))
        _show(self.kind, note.kind.value)
        _show(self.seen, note.seen_as.value if note.seen_as else "")
        _show(self.elicitation, note.elicitation.value if note.elicitation else "")
        _show(self.waste, note.waste.value if note.waste else "")
        self.tags.show_value(", ".join(note.tags))
        for field in (self.at, self.kind, self.seen, self.elicitation, self.waste, self.tags, self.make_ticket):
            field.setEnabled(not self._desk.read_only)
        self.problem.show_note(note, page)
        self._show_tickets(note, page)
        self.history.show_note(note)

    def _show_tickets(self, note: ObservationRow, page: VisitPage) -> None:
        take_all_out(self.tickets)
        for one in page.tickets.get(note.id, ()):
            button = QPushButton(plain_caption(f"T{one.number}  {one.title}"))
            role(button, "quiet", "left")
            button.setToolTip(plain_tip(one.title))
            button.setMinimumWidth(40)
            button.clicked.connect(lambda _=False, number=one.number: self._desk.go("tickets", f"T{number}"))
            self.tickets.addWidget(button)

    # -- keeping ----------------------------------------------------------------------------------------------

    def _say(self, sentence: str) -> None:
        self.problem_text.setText(sentence)
        self.problem_text.setVisible(bool(sentence))

    def _keep_time(self, text: str) -> None:
        note = self.note
        if note is None:
            return
        # With the offset of the note: "09:07" means the team's clock, wherever this machine stands.
        local = note.at.local()
        hour, _, minute = text.replace("：", ":").partition(":")
        try:
            at = local.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0).isoformat()
        except ValueError:
            at = text
        self._keep(ObservationFields(at=at), self.at)

    def _keep(self, fields: ObservationFields, field: FieldLine | None = None) -> None:
        note = self.note
        if note is None:
            return

        def failed(problem: BaseException) -> None:
            if field is not None:
                field.refuse()
                field.give_back(self._desk.words.clock(note.at))
            if isinstance(problem, GembaError):
                self._say(self._desk.words.problem(problem))
            else:
                self._desk.problem(problem)

        self._desk.do(
            lambda: self._desk.app.observations.edit(note.id, fields),
            owner=self,
            then=lambda _: self._say(""),
            failed=failed,
        )


def _show(box: QComboBox, value: str) -> None:
    at = box.findData(value)
    if at >= 0 and at != box.currentIndex():
        box.setCurrentIndex(at)
