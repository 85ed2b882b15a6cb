"""The inspector of a running visit: the chosen note, large, to be corrected in place; picture, how seen, same problem.

Must not know the timeline: it is handed a note or a picture and writes through the desk.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gemba.model.rows import CaptureRow, ObservationRow
from gemba.model.values import CaptureState, ObservationKind, SeenAs, Waste
from gemba.services.tickets.triage import Alike
from gemba.services.visits.observations import ObservationFields
from gemba.ui.desk import Desk
from gemba.ui.live.words_edit import WordsEdit
from gemba.ui.look.theme import role
from gemba.ui.widgets.choices import name_choice
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.elided_button import ElidedButton
from gemba.ui.widgets.kinds import KIND_ORDER, KIND_WORDS, SEEN_WORDS, WASTE_WORDS
from gemba.ui.widgets.labels import PlainLabel, shortened
from gemba.ui.widgets.plain_words import plain_caption, plain_tip
from gemba.ui.widgets.thumbnails import thumbnails_of

_PICTURE_PX = 320
_ALIKE_LETTERS = 120


class NoteInspector(QScrollArea):
    """What is chosen in the timeline."""

    done = Signal()

    def __init__(self, desk: Desk) -> None:
        """Show nothing yet."""
        super().__init__()
        self._desk = desk
        self.note: ObservationRow | None = None
        self.capture: CaptureRow | None = None
        self.alike: tuple[Alike, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(desk.words.tr("About the note"))
        self._filling = False
        self._line = ""
        self._build()
        thumbnails_of(desk).ready.connect(self._picture_ready)

    def _build(self) -> None:
        self._make_parts()
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.empty)
        layout.addWidget(self.picture)
        layout.addWidget(self.review)
        layout.addWidget(self.time)
        layout.addWidget(self.text)
        self._labels: list[QWidget] = []
        for combo in (self.kind, self.waste, self.seen):
            label = PlainLabel(combo.accessibleName(), "small", "muted")
            label.setBuddy(combo)
            self._labels.append(label)
            layout.addWidget(label)
            layout.addWidget(combo)
        layout.addWidget(self.same_title)
        layout.addLayout(self.same)
        layout.addWidget(self.ticket)
        layout.addStretch(1)
        self.setWidget(inner)
        self._connect()
        self.show_nothing()

    def _make_parts(self) -> None:
        words = self._desk.words
        self.empty = PlainLabel(words.tr("Choose a note with the arrow keys to see or correct it."), "muted", wrap=True)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.review = QPushButton(words.tr("Mark and review"))
        self.time = PlainLabel("", "small", "muted")
        self.text = WordsEdit()
        self.text.setAccessibleName(words.tr("Words of the note"))
        self.kind = self._combo(words.tr("Kind"), [(kind.value, words.tr(KIND_WORDS[kind])) for kind in KIND_ORDER])
        none = ("", words.tr("not stated"))
        self.waste = self._combo(words.tr("Waste"), [none, *((one.value, words.tr(WASTE_WORDS[one])) for one in Waste)])
        self.seen = self._combo(
            words.tr("Seen as"), [none, *((one.value, words.tr(SEEN_WORDS[one])) for one in SeenAs)]
        )
        self.same_title = PlainLabel(words.tr("Same problem?"), "small", "muted")
        self.same = QVBoxLayout()
        self.same.setSpacing(4)
        self.ticket = QPushButton(words.tr("Make a ticket of it"))

    def _connect(self) -> None:
        self.text.finished.connect(self._change_text)
        self.kind.activated.connect(lambda _: self._change(kind=self.kind.currentData()))
        self.waste.activated.connect(lambda _: self._change(waste=self.waste.currentData()))
        self.seen.activated.connect(lambda _: self._change(seen_as=self.seen.currentData()))
        self.ticket.clicked.connect(self.make_ticket)
        self.review.clicked.connect(self.open_picture)

    def _combo(self, name: str, choices: list[tuple[str, str]]) -> QComboBox:
        combo = QComboBox()
        name_choice(combo, name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        for value, words in choices:
            combo.addItem(words, value)
        # The wheel over a combo changes it unseen; in an inspector that scrolls it must not.
        combo.installEventFilter(self)
        return combo

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll; Esc in the words takes the change back and goes to the line."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # -- showing ----------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.note = self.capture = None
        self._show_alike(())
        self._show_parts()

    def show_note(self, note: ObservationRow, line: str, capture: CaptureRow | None) -> None:
        """Show a note; ``line`` is what was typed, with what its kind carries."""
        again = self.note is not None and self.note.id == note.id
        self.note, self.capture, self._line = note, capture, line
        self._filling = True
        if not (again and self.text.hasFocus()):
            self.text.put(line)
        self.time.setText(self._desk.words.clock(note.at))
        self.kind.setCurrentIndex(max(0, self.kind.findData(note.kind.value)))
        self.waste.setCurrentIndex(self.waste.findData(note.waste.value if note.waste else ""))
        self.seen.setCurrentIndex(self.seen.findData(note.seen_as.value if note.seen_as else ""))
        self._filling = False
        self._show_parts()
        if not again:
            self._show_alike(())
            self._look_for_alike(note)

    def show_picture(self, capture: CaptureRow) -> None:
        """Show a picture that no note names."""
        self.note, self.capture = None, capture
        self._show_alike(())
        self.time.setText("" if capture.taken is None else self._desk.words.clock(capture.taken))
        self._filling = True
        self.text.put(capture.caption)
        self._filling = False
        self._show_parts()

    def _show_parts(self) -> None:
        note, capture = self.note is not None, self.capture is not None
        words = self._desk.words
        self.empty.setVisible(not note and not capture)
        for widget in (self.text, self.time):
            widget.setVisible(note or capture)
        self.text.setPlaceholderText("" if note else words.tr("Caption of the picture"))
        for part in (self.kind, self.seen, self.ticket, self._labels[0], self._labels[2]):
            part.setVisible(note)
        is_waste = self.note is not None and self.note.kind is ObservationKind.WASTE
        self.waste.setVisible(is_waste)
        self._labels[1].setVisible(is_waste)
        self.picture.setVisible(capture)
        self.review.setVisible(capture)
        self.same_title.setVisible(note and bool(self.alike))
        if self.capture is not None:
            reviewed = self.capture.state is CaptureState.REVIEWED
            self.review.setText(words.tr("Reviewed · open") if reviewed else words.tr("Mark and review"))
            self._draw_picture(self.capture.id)

    def _picture_ready(self, capture_id: str) -> None:
        if self.capture is not None and self.capture.id == capture_id:
            self._draw_picture(capture_id)

    def _draw_picture(self, capture_id: str) -> None:
        size = max(160, min(_PICTURE_PX, self.viewport().width() - 32))
        found = thumbnails_of(self._desk).pixmap(capture_id, size, self.devicePixelRatioF())
        if found is None:
            self.picture.setMinimumHeight(120)
            self.picture.clear()
        else:
            self.picture.setMinimumHeight(0)
            self.picture.setPixmap(found)

    # -- same problem -----------------------------------------------------------------------------------------

    def _look_for_alike(self, note: ObservationRow) -> None:
        triage = self._desk.app.triage

        def look(_: object) -> tuple[Alike, ...]:
            return tuple(one for one in triage.similar(note.text, limit=4) if one.id != note.id)[:3]

        def show(found: tuple[Alike, ...]) -> None:
            if self.note is not None and self.note.id == note.id:
                self._show_alike(found)

        self._desk.fetch(look, owner=self, then=show, key="live-alike")

    def _show_alike(self, found: tuple[Alike, ...]) -> None:
        self.alike = found
        take_all_out(self.same)
        for one in found:
            button = ElidedButton(plain_caption(shortened(one.text, _ALIKE_LETTERS)))
            role(button, "quiet", "left")
            button.setIcon(self._desk.theme.icon("link", colour="muted"))
            said = self._desk.words.tr("{share} alike", share=self._desk.words.percent(one.score))
            button.setToolTip(plain_tip(self._desk.words.told(said, one.text)))
            button.setAccessibleName(self._desk.words.told(said, one.text))
            button.clicked.connect(partial(self.link_to, one))
            self.same.addWidget(button)
        self.same_title.setVisible(self.note is not None and bool(found))

    def link_to(self, other: Alike, checked: bool = False) -> None:
        """Say that the note reports the same problem as another one."""
        note = self.note
        if note is None:
            return
        live, words = self._desk.app.live, self._desk.words
        self._desk.do(
            lambda: live.same_problem(note.id, other.id),
            owner=self,
            then=lambda problem: self._desk.toast(
                words.tr("Reports of P{n}: {title}", n=problem.number, title=problem.title), kind="good"
            ),
        )

    def link_likest(self) -> bool:
        """Link the note with the one most like it; say whether there was one."""
        if self.note is None or not self.alike:
            return False
        self.link_to(self.alike[0])
        return True

    # -- changing ---------------------------------------------------------------------------------------------

    def _change_text(self) -> None:
        text = self.text.words()
        if self._filling or text == self.text.before:
            return
        self.text.before = text
        if self.note is not None:
            if text:
                self._change(text=text)
            else:
                # An empty line is no correction; undo takes a note back.
                self.text.put(self._line)
        elif self.capture is not None:
            capture, captures = self.capture, self._desk.app.captures
            self._desk.do(lambda: captures.edit(capture.id, caption=text), owner=self)

    def _change(
        self, *, text: str | None = None, kind: str | None = None, waste: str | None = None, seen_as: str | None = None
    ) -> None:
        note, observations = self.note, self._desk.app.observations
        if self._filling or note is None:
            return
        fields = ObservationFields(text=text, kind=kind, waste=waste, seen_as=seen_as)
        self._desk.do(lambda: observations.edit(note.id, fields), owner=self)

    def see_as(self, seen_as: SeenAs) -> None:
        """Say how the note was seen."""
        self._change(seen_as=seen_as.value)

    def make_ticket(self) -> None:
        """Go on to a new ticket that rests on the note."""
        if self.note is not None:
            self._desk.go("tickets", f"new:{self.note.id}")

    def open_picture(self) -> None:
        """Open the picture where it is marked, redacted and reviewed."""
        if self.capture is not None:
            from gemba.ui.annotator.window import open_annotator

            open_annotator(self._desk, self.capture.id)
