"""The inspector of the evidence: what is known of the chosen picture, which tickets show it, and what several share.

Caption and visit are changed here for one picture or for all that are chosen. Must not know the wall.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gemba.message import N_
from gemba.model.rows import CaptureRow, SessionRow
from gemba.model.values import CaptureState, EvidenceSource
from gemba.ui.desk import Desk
from gemba.ui.evidence.cell_words import CellWords
from gemba.ui.look.theme import role
from gemba.ui.widgets.choices import narrow_choice
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.elided_button import ElidedButton
from gemba.ui.widgets.labels import PlainLabel, rule
from gemba.ui.widgets.plain_words import plain_caption, plain_tip

_SOURCES = {
    EvidenceSource.SCREEN: N_("Whole screen"),
    EvidenceSource.WINDOW: N_("Window"),
    EvidenceSource.REGION: N_("Part of the screen"),
    EvidenceSource.PHOTO: N_("Photograph"),
    EvidenceSource.PASTE: N_("Pasted"),
    EvidenceSource.FILE: N_("File"),
    EvidenceSource.REPLAY_STILL: N_("Still of a recording"),
    EvidenceSource.DIRECT_CALL: N_("Call"),
}
_NO_VISIT = ""


class Facts(QScrollArea):
    """Shows what is chosen; says what was changed."""

    caption_typed = Signal(list, str)
    visit_chosen = Signal(list, object)

    def __init__(self, desk: Desk, words: CellWords) -> None:
        """Build it with nothing chosen."""
        super().__init__()
        self._desk = desk
        self._words = words
        self._ids: tuple[str, ...] = ()
        self._sessions: tuple[SessionRow, ...] = ()
        self._written = ""
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()

    def _build(self) -> None:
        tr = self._desk.words.tr
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self.title = PlainLabel("", "large", "strong", wrap=True)
        self.state = PlainLabel("", wrap=True)
        self._build_editing()
        self.known = QGridLayout()
        self.known.setHorizontalSpacing(12)
        self.known.setVerticalSpacing(6)
        self.known.setColumnStretch(1, 1)
        self.uses_title = PlainLabel(tr("Shown in tickets"), "small", "muted")
        self.uses = QVBoxLayout()
        self.uses.setSpacing(4)
        self._rule = rule()
        column.addWidget(self.title)
        column.addWidget(self.state)
        column.addSpacing(4)
        column.addWidget(self.editing)
        column.addLayout(self.known)
        column.addWidget(self._rule)
        column.addWidget(self.uses_title)
        column.addLayout(self.uses)
        column.addStretch(1)
        for part in (self.editing, self._rule, self.uses_title):
            part.hide()
        self.setWidget(inside)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def _build_editing(self) -> None:
        tr = self._desk.words.tr
        self.caption = QLineEdit()
        self.caption.setAccessibleName(tr("Caption"))
        self.caption.returnPressed.connect(self._keep_caption)
        self.caption.editingFinished.connect(self._keep_caption)
        self.visit = narrow_choice(tr("Visit"), 12)
        self.visit.activated.connect(lambda _: self._choose_visit())
        self.editing = QWidget()
        fields = QVBoxLayout(self.editing)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(4)
        self.caption_label = PlainLabel(tr("Caption"), "small", "muted")
        for label, field in (
            (self.caption_label, self.caption),
            (PlainLabel(tr("Visit"), "small", "muted"), self.visit),
        ):
            fields.addWidget(label)
            fields.addWidget(field)

    # -- showing ----------------------------------------------------------------------------------------------

    def show_visits(self, sessions: Sequence[SessionRow]) -> None:
        """Take the visits that a picture may belong to."""
        self._sessions = tuple(sessions)

    def show_pictures(self, ids: Sequence[str], *, with_caption: bool = True) -> None:
        """Show one picture's facts, or what may be done with several; the caption only where it is not shown beside."""
        self._keep_caption()
        self._ids = tuple(ids)
        rows = self._desk.app.captures.some(ids[:1]) if len(ids) == 1 else ()
        take_all_out(self.known)
        take_all_out(self.uses)
        self.editing.setVisible(bool(ids))
        for part in (self.caption_label, self.caption):
            part.setVisible(with_caption)
        self.editing.setEnabled(not self._desk.read_only)
        self._rule.setVisible(bool(rows))
        self.uses_title.setVisible(bool(rows))
        if rows:
            self._show_one(rows[0])
        elif ids:
            self._show_many()
        else:
            self._show_nothing()

    def _show_nothing(self) -> None:
        self.title.setText(self._desk.words.tr("No picture chosen"))
        self.state.setText(self._desk.words.tr("Choose a picture to see what is known of it."))
        role(self.state, "muted")

    def _show_many(self) -> None:
        words = self._desk.words
        self.title.setText(words.count("{n} picture chosen", "{n} pictures chosen", len(self._ids)))
        self.state.setText(words.tr("What is written here goes to all of them, in one step."))
        role(self.state, "muted")
        self._written = ""
        self.caption.clear()
        self.caption.setPlaceholderText(words.tr("Same caption for all"))
        self._offer_visits(None, several=True)

    def _show_one(self, row: CaptureRow) -> None:
        words = self._desk.words
        self.title.setText(self._words.name(row))
        _, colour, said = self._words.state(row)
        if row.state is CaptureState.REVIEWED and row.reviewed_at is not None:
            when = words.moment(row.reviewed_at, style="medium")
            said = words.tr("Reviewed {when}", when=when)
        self.state.setText(said)
        role(self.state, colour)
        self._written = row.caption
        self.caption.setText(row.caption)
        self.caption.setCursorPosition(0)
        self.caption.setPlaceholderText(words.tr("What does it show?"))
        self._offer_visits(row.session_id, several=False)
        for at, (name, value) in enumerate(self._known(row)):
            label = PlainLabel(name, "small", "muted")
            self.known.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            text = PlainLabel(value, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.known.addWidget(text, at, 1)
        self._show_uses(row)

    def _known(self, row: CaptureRow) -> list[tuple[str, str]]:
        words = self._desk.words
        tr = words.tr
        taken = "" if row.taken is None else words.moment(row.taken, style="medium")
        covered = len(row.annotation.redactions)
        facts = [
            (tr("Taken"), taken),
            (tr("From"), tr(_SOURCES[row.source])),
            (tr("Window"), row.window_title),
            (tr("Program"), row.app),
            (tr("Page"), row.page_address),
            (tr("Shows"), row.what),
            (tr("Size"), tr("{w} × {h} pixels", w=row.width, h=row.height)),
            (tr("Scale"), words.percent(row.scale) if row.scale != 1 else ""),
            (tr("File"), row.file_name),
            (tr("Marks"), words.number(len(row.annotation.pointing))),
            (tr("Covered"), words.count("{n} place", "{n} places", covered) if covered else ""),
        ]
        if row.blank:
            facts.append((tr("Note"), tr("It is one flat colour, such as a locked screen.")))
        return [(name, value) for name, value in facts if value]

    def _show_uses(self, row: CaptureRow) -> None:
        found = self._desk.app.captures.used_in(row.id)
        if not found:
            self.uses.addWidget(PlainLabel(self._desk.words.tr("None yet."), "muted"))
        for use in found:
            said = f"T{use.number}.{use.position}  {use.title}"
            button = ElidedButton(plain_caption(said))
            button.setToolTip(plain_tip(said))
            button.setIcon(self._desk.theme.icon("ticket", colour="muted"))
            role(button, "quiet", "left")
            button.clicked.connect(lambda _=False, ticket=use.ticket_id: self._desk.go("tickets", ticket))
            self.uses.addWidget(button)

    def _offer_visits(self, session: str | None, *, several: bool) -> None:
        tr = self._desk.words.tr
        self.visit.clear()
        if several:
            self.visit.addItem(tr("Put all to…"), None)
        self.visit.addItem(tr("Inbox (no visit)"), _NO_VISIT)
        for one in self._sessions:
            self.visit.addItem(f"S{one.number} · {one.team}", one.id)
        self.visit.setCurrentIndex(0 if several else max(0, self.visit.findData(session or _NO_VISIT)))

    # -- changing ---------------------------------------------------------------------------------------------

    def edit_caption(self) -> None:
        """Put the cursor into the caption."""
        self.caption.setFocus()
        self.caption.selectAll()

    def _keep_caption(self) -> None:
        text = self.caption.text().strip()
        if not self._ids or text == self._written or self._desk.read_only:
            return
        self._written = text
        self.caption_typed.emit(list(self._ids), text)

    def _choose_visit(self) -> None:
        chosen = self.visit.currentData()
        if chosen is not None and self._ids:
            self.visit_chosen.emit(list(self._ids), chosen or None)
