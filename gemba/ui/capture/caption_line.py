"""The line beside a picture that was just kept: its caption and the page's address; Enter or going on both keep it.

The picture is on the disk before this opens (D-07). What is typed goes to the picture half a second behind the keys,
so there is nothing to lose. It asks for the keys only where the person chose the part by hand. Must not know how a
picture is taken.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout

from gemba.model.rows import CaptureRow
from gemba.ui.desk import Desk
from gemba.ui.keys.quitting import quits_too
from gemba.ui.keys.spoken import spoken
from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import ElidedLabel

SIZE = QSize(480, 92)
STAYS_MS = 7_000
_KEEP_MS = 500
_GAP_PX = 8


class CaptionLine(QFrame):
    """A line of its own on the screen; ``left`` once it is gone."""

    left = Signal()

    def __init__(self, desk: Desk, row: CaptureRow, *, where: str) -> None:
        """Show that the picture is kept, and ``where``: the visit's words, or the inbox."""
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        desk.theme.dress(self)
        self._desk, self.row = desk, row
        self._kept = (row.caption, row.page_address)
        tr = desk.words.tr
        self.setWindowTitle(tr("Caption of the picture"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        role(self, "minibar")
        self.setFixedSize(SIZE)
        self.kept = ElidedLabel("", "small", "muted")
        size = f"{row.width} × {row.height}"
        title = row.window_title or row.app
        self.kept.setText(" · ".join(one for one in (tr("Kept: {place}", place=where), size, title) if one))
        self.caption = self._field(tr("Caption"), tr("Caption: what does it show?"), row.caption)
        self.address = self._field(tr("Page address"), tr("Page address"), row.page_address)
        self.annotate = QToolButton()
        self.annotate.setIcon(desk.theme.icon("pencil", colour="muted"))
        self.annotate.setIconSize(QSize(18, 18))
        self.annotate.setToolTip(desk.keys.with_fixed(tr("Mark up the picture"), spoken("Ctrl+Return")))
        self.annotate.setAccessibleName(tr("Mark up the picture"))
        self.annotate.clicked.connect(self._annotate)
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._soon.timeout.connect(self.keep)
        self._away = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._away.timeout.connect(self.close)
        desk.closing.connect(self.close)
        quits_too(self, desk)

    def _field(self, name: str, hint: str, text: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.textEdited.connect(self._typed)
        return field

    def _build(self) -> None:
        tick = QLabel()
        look = self._desk.theme.look
        tick.setPixmap(icon_pixmap("circle-check", look.good, size_px=16, ratio=self.devicePixelRatio()))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(tick)
        head.addWidget(self.kept, 1)
        head.addWidget(self.annotate)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.caption, 3)
        line.addWidget(self.address, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(line)

    # -- coming and going -------------------------------------------------------------------------------------

    def appear(self, beside: QRect, *, asks: bool) -> None:
        """Show it below a rectangle of the screen (logical pixels); ``asks`` gives it the keys, else it only stands."""
        self.move(spot_beside(beside, SIZE))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not asks)
        self.show()
        self.raise_()
        if asks:
            self.activateWindow()
            self.caption.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._away.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc keep what is written and go; Ctrl+Enter goes on to the marks."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._annotate()
            else:
                self.close()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Going on to another program keeps it too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self._away.stop()
            elif self.isVisible():
                self.keep()
                self._away.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is written."""
        self._away.stop()
        self.keep()
        super().closeEvent(event)
        self.left.emit()

    # -- keeping ----------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._away.stop()
        if not self._soon.isActive():
            self._soon.start()

    def keep(self) -> None:
        """Write caption and address to the picture where they changed."""
        self._soon.stop()
        wanted = (self.caption.text().strip(), self.address.text().strip())
        if wanted == self._kept or self._desk.read_only:
            return
        before, self._kept = self._kept, wanted
        caption = wanted[0] if wanted[0] != before[0] else None
        address = wanted[1] if wanted[1] != before[1] else None
        shots, found = self._desk.app.shots, self.row.id
        self._desk.do(lambda: shots.edit(found, caption=caption, page_address=address))

    def _annotate(self) -> None:
        from gemba.ui.annotator.window import open_annotator

        self.close()
        open_annotator(self._desk, self.row.id, series=[self.row.id], in_hand=True)


def spot_beside(rect: QRect, size: QSize) -> QPoint:
    """Return where a line of that size stands below a rectangle, or above it, or in it, always on its screen."""
    screen = QGuiApplication.screenAt(rect.center()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    top = rect.bottom() + _GAP_PX
    if top + size.height() > room.bottom():
        top = rect.top() - _GAP_PX - size.height()
    if top < room.top():
        top = room.bottom() - size.height() - 3 * _GAP_PX
    left = min(max(rect.left(), room.left() + _GAP_PX), room.right() - size.width() - _GAP_PX)
    return QPoint(left, top)
