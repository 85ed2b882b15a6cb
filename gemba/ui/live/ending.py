"""The end of a visit: read the notes back, five lines, pictures to review, promises; then the visit's own page.

Nothing here holds anybody: every part can be left and done later. Must not know the timeline or the clock.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gemba.message import N_
from gemba.model.rows import ObservationRow, PromiseRow
from gemba.model.values import CaptureState, ObservationKind
from gemba.services.visits.live import DEBRIEF, VisitState, VisitTimeline
from gemba.services.visits.note_line import before_due, compose
from gemba.services.visits.observations import ObservationFields
from gemba.ui.desk import Desk
from gemba.ui.language.days import said_day
from gemba.ui.live.read_back import ReadBackLine
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.kinds import KIND_ICONS
from gemba.ui.widgets.labels import PlainLabel, rule, shortened
from gemba.ui.widgets.plain_words import plain_caption

#: the five lines, each kept as a note of the kind it answers, tagged "debrief"
DEBRIEF_LINES: tuple[tuple[ObservationKind, str], ...] = (
    (ObservationKind.FACT, N_("What surprised us?")),
    (ObservationKind.WASTE, N_("What hurts this team most?")),
    (ObservationKind.GOOD_PRACTICE, N_("What works well and should stay?")),
    (ObservationKind.IDEA, N_("What could be mended first?")),
    (ObservationKind.QUESTION, N_("What do we still not know, and who does?")),
)
_PROMISE_LETTERS = 60
_WIDTH_PX = 820
_LINE_PX = 36


class EndPage(QScrollArea):
    """One quiet page with the four parts below each other."""

    back = Signal()
    finished = Signal()

    def __init__(self, desk: Desk, session_id: str) -> None:
        """Build it without rows."""
        super().__init__()
        self._desk, self._session = desk, session_id
        self.notes: dict[str, ReadBackLine] = {}
        self.answers: dict[ObservationKind, QLineEdit] = {}
        self._icons: list[tuple[QLabel, ObservationKind]] = []
        self.asking: dict[str, QPushButton] = {}
        self._answered: dict[ObservationKind, ObservationRow] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._build()
        desk.theme.changed.connect(self._draw_icons)

    def _build(self) -> None:
        words = self._desk.words
        ground = QWidget()
        outer = QHBoxLayout(ground)
        outer.setContentsMargins(24, 24, 24, 24)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH_PX)
        outer.addStretch(1)
        outer.addWidget(inner, 100)
        outer.addStretch(1)
        layout = QVBoxLayout(inner)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(words.tr("The visit is over"), "title"))
        self.summary = PlainLabel("", "muted", wrap=True)
        layout.addWidget(self.summary)
        self._build_read_back(layout)
        self._build_answers(layout)
        self._build_pictures(layout)
        self._build_promises(layout)
        layout.addSpacing(16)
        layout.addLayout(self._buttons())
        layout.addStretch(1)
        self.setWidget(ground)

    def _build_read_back(self, layout: QVBoxLayout) -> None:
        words = self._desk.words
        self._part(
            layout, words.tr("Read it back to the team"), words.tr("Correct a line where it stands; Enter keeps it.")
        )
        self.read_back = QGridLayout()
        self.read_back.setHorizontalSpacing(12)
        self.read_back.setVerticalSpacing(0)
        self.read_back.setColumnStretch(2, 1)
        layout.addLayout(self.read_back)

    def _build_pictures(self, layout: QVBoxLayout) -> None:
        words = self._desk.words
        self._part(layout, words.tr("Pictures to review"), "")
        self.pictures = PlainLabel("", wrap=True)
        self.review = QPushButton(words.tr("Review the pictures"))
        self.review.clicked.connect(self.review_pictures)
        layout.addWidget(self.pictures)
        layout.addWidget(self.review, alignment=Qt.AlignmentFlag.AlignLeft)

    def _build_promises(self, layout: QVBoxLayout) -> None:
        self._part(layout, self._desk.words.tr("What we promised"), "")
        self.promises = PlainLabel("", wrap=True)
        layout.addWidget(self.promises)
        self.undated = QVBoxLayout()
        self.undated.setSpacing(4)
        layout.addLayout(self.undated)

    def _part(self, layout: QVBoxLayout, title: str, hint: str) -> None:
        layout.addSpacing(12)
        layout.addWidget(rule())
        layout.addSpacing(4)
        layout.addWidget(PlainLabel(title, "large", "strong"))
        if hint:
            layout.addWidget(PlainLabel(hint, "small", "muted", wrap=True))

    def _build_answers(self, layout: QVBoxLayout) -> None:
        words = self._desk.words
        self._part(
            layout,
            words.tr("Five lines while it is fresh"),
            words.tr("Each is kept as a note. Leave out what is not there."),
        )
        for kind, question in DEBRIEF_LINES:
            said = words.tr(question)
            label = PlainLabel(said, "small", "muted")
            field = QLineEdit()
            field.setAccessibleName(said)
            label.setBuddy(field)
            field.editingFinished.connect(partial(self._keep_answer, kind))
            field.returnPressed.connect(partial(self._next_answer, kind))
            asked = QVBoxLayout()
            asked.setContentsMargins(0, 4, 0, 4)
            asked.setSpacing(4)
            asked.addWidget(label)
            asked.addWidget(field)
            layout.addLayout(asked)
            self.answers[kind] = field

    def _buttons(self) -> QHBoxLayout:
        words = self._desk.words
        self.go_back = QPushButton(words.tr("Go on with the visit"))
        self.go_back.clicked.connect(self.back)
        self.finish = QPushButton(words.tr("To the visit's page"))
        role(self.finish, "primary")
        self.finish.clicked.connect(self._finish)
        row = QHBoxLayout()
        row.addWidget(self.finish)
        row.addWidget(self.go_back)
        row.addStretch(1)
        return row

    def begin(self) -> None:
        """Start at the top."""
        self.verticalScrollBar().setValue(0)
        self._focus(next(iter(self.notes.values()), None) or next(iter(self.answers.values())))

    def take_focus(self) -> None:
        """Take the keys where they were when it was left, else at the top."""
        # (PySide's stubs leave out that it may be None.)
        left_at: QWidget | None = self.focusWidget()
        if left_at is None:
            self.begin()
        else:
            left_at.setFocus()

    def _focus(self, field: QWidget) -> None:
        """Give a field the keys and bring it into view; a layout shows what it has just taken in only later."""
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(field)
        # Once more where it stands when what was hidden or shown with it is laid out.
        QTimer.singleShot(0, field, lambda: self.ensureWidgetVisible(field))

    # -- showing ----------------------------------------------------------------------------------------------

    def show_visit(self, timeline: VisitTimeline, state: VisitState) -> None:
        """Show a visit's notes, answers, pictures and promises."""
        words = self._desk.words
        self._answered = {}
        plain: list[ObservationRow] = []
        for note in timeline.notes:
            if DEBRIEF in note.tags:
                self._answered[note.kind] = note
            else:
                plain.append(note)
        self._show_notes(plain, timeline)
        for kind, field in self.answers.items():
            if not field.hasFocus() and not field.isModified():
                known = self._answered.get(kind)
                field.setText("" if known is None else known.text)
        notes = words.count("{n} note", "{n} notes", len(plain))
        pictures = words.count("{n} picture", "{n} pictures", len(timeline.captures))
        self.summary.setText(" · ".join((state.row.team, notes, pictures)))
        self._waiting = [one.id for one in timeline.captures if one.state is CaptureState.UNREVIEWED]
        many = len(self._waiting)
        said = words.count(
            "{n} picture has not been reviewed: nothing of it can leave before.",
            "{n} pictures have not been reviewed: nothing of them can leave before.",
            many,
        )
        none = words.tr("Every picture is reviewed.") if timeline.captures else words.tr("No pictures were taken.")
        self.pictures.setText(said if many else none)
        # Also behind the annotator, whose window has the keys while the last picture is reviewed.
        was_here = self.window().focusWidget() is self.review
        self.review.setVisible(bool(many))
        if was_here and not many:
            self._focus(self.finish)
        self._show_promises(state)

    def _show_promises(self, state: VisitState) -> None:
        words = self._desk.words
        lines = []
        for one in state.promises:
            due = words.tr("due {day}", day=said_day(one.due, words)) if one.due else words.tr("due when?")
            lines.append(f"• {one.text} — " + " · ".join(filter(None, (words.role(one.by_role), due))))
        self.promises.setText("\n".join(lines) or words.tr("Nothing was promised."))
        open_ones = [one for one in state.promises if not one.due and one.observation_id in self.notes]
        if [one.observation_id for one in open_ones] != list(self.asking):
            take_all_out(self.undated)
            self.asking = {one.observation_id: self._ask_day(one) for one in open_ones if one.observation_id}
        for one in open_ones:
            # In place: the words may have been corrected by going on to this very button.
            short = shortened(one.text, _PROMISE_LETTERS)
            button = self.asking[one.observation_id or ""]
            button.setText(plain_caption(f"{short} · {words.tr('due when?')}"))

    def _ask_day(self, promise: PromiseRow) -> QPushButton:
        """Return a button that goes to the line of a promise without a day, where the day is written."""
        button = QPushButton()
        role(button, "link")
        button.clicked.connect(partial(self._write_day, promise.observation_id or ""))
        self.undated.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return button

    def _write_day(self, key: str) -> None:
        field, before = self.notes[key], before_due(self._desk.words.language)
        self._focus(field)
        # Named, or words that are no day would be read as who promised it. Asked twice, it stands there once.
        line = field.text().rstrip(" |").removesuffix(before.rstrip()).rstrip(" |")
        field.begin_at_end(f"{line} | {before}")

    def _show_notes(self, notes: list[ObservationRow], timeline: VisitTimeline) -> None:
        had_focus = next((key for key, field in self.notes.items() if field.hasFocus()), "")
        anew = [note.id for note in notes] != list(self.notes)
        if anew:
            self._rebuild(notes)
        for note in notes:
            stands = compose(note.kind, timeline.parts[note.id], language=self._desk.words.language)
            self.notes[note.id].show_value(stands)
        if anew and had_focus in self.notes:
            # The note that was still on its way when the visit ended came in meanwhile.
            self._focus(self.notes[had_focus])

    def _rebuild(self, notes: list[ObservationRow]) -> None:
        take_all_out(self.read_back)
        self.notes, self._icons = {}, []
        for place, note in enumerate(notes):
            clock = self._desk.words.clock(note.at)
            icon = QLabel()
            self._icons.append((icon, note.kind))
            for column, beside in enumerate((PlainLabel(clock, "small", "muted"), icon)):
                # Beside the first line of a note, however many it has.
                beside.setFixedHeight(_LINE_PX)
                self.read_back.addWidget(beside, place, column, Qt.AlignmentFlag.AlignTop)
            field = ReadBackLine(self._desk.words.tr("Note of {time}", time=clock))
            field.kept.connect(partial(self._correct, note.id))
            field.entered.connect(partial(self._next_note, note.id))
            self.read_back.addWidget(field, place, 2)
            self.notes[note.id] = field
        self._draw_icons()
        if not notes:
            self.read_back.addWidget(PlainLabel(self._desk.words.tr("Nothing was noted."), "muted"), 0, 0, 1, 3)

    def _draw_icons(self) -> None:
        colour, ratio = self._desk.theme.look.accent, self.devicePixelRatioF()
        for icon, kind in self._icons:
            icon.setPixmap(icon_pixmap(KIND_ICONS[kind], colour, size_px=14, ratio=ratio))

    # -- doing ------------------------------------------------------------------------------------------------

    def _correct(self, key: str, text: str) -> None:
        observations = self._desk.app.observations
        if text:
            self._desk.do(lambda: observations.edit(key, ObservationFields(text=text)), owner=self)

    def _next_note(self, key: str) -> None:
        keys = list(self.notes)
        after = keys[keys.index(key) + 1 :]
        self._focus(self.notes[after[0]] if after else next(iter(self.answers.values())))

    def _next_answer(self, kind: ObservationKind) -> None:
        kinds = list(self.answers)
        after = kinds[kinds.index(kind) + 1 :]
        self._focus(self.answers[after[0]] if after else self.review if self._waiting else self.finish)

    def _keep_answer(self, kind: ObservationKind) -> None:
        field = self.answers[kind]
        if not field.isModified():
            return
        field.setModified(False)
        text, known = field.text().strip(), self._answered.get(kind)
        observations = self._desk.app.observations
        if known is not None:
            if text:
                self._desk.do(lambda: observations.edit(known.id, ObservationFields(text=text)), owner=self)
            else:
                self._desk.do(lambda: observations.remove(known.id), owner=self)
        elif text:
            fields = ObservationFields(text=text, kind=kind.value, tags=(DEBRIEF,), key=observations.new_key())
            session = self._session

            def kept(row: ObservationRow) -> None:
                self._answered[kind] = row

            self._desk.do(lambda: observations.note(session, fields), owner=self, then=kept)

    def review_pictures(self) -> None:
        """Open the pictures that nobody has reviewed, one after the other."""
        if self._waiting:
            from gemba.ui.annotator.window import open_annotator

            open_annotator(self._desk, self._waiting[0], series=tuple(self._waiting))

    def _finish(self) -> None:
        self.finish.setFocus()  # what is typed in a field is kept when it loses the focus
        self.finished.emit()
