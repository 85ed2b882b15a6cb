"""The mini bar: 480 x 56, always on top, while the facilitator looks at somebody else's program.

The same line with the same draft, the timer, pictures, the privacy pause, the way back. Must not know the page.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from gemba.ui.desk import Desk
from gemba.ui.live.entry_line import EntryLine
from gemba.ui.live.links import Finder
from gemba.ui.live.sitting import Sitting
from gemba.ui.live.visit_clock import minutes_words
from gemba.ui.look.theme import dress_anew, role
from gemba.ui.widgets.labels import PlainLabel, even_figures
from gemba.ui.widgets.toggling import ToggleTool

SIZE = QSize(480, 56)
_EDGE_PX = 24
_PLACE = "live.mini_bar"


class MiniBar(QFrame):
    """One line above everything."""

    back = Signal()
    wished = Signal(str)
    dropped = Signal(object)

    def __init__(self, desk: Desk, sitting: Sitting, find: Finder, owner: QWidget) -> None:
        """Stand beside a window; hidden until ``appear``."""
        super().__init__(owner)
        self._desk, self._sitting = desk, sitting
        self._grip: QPoint | None = None
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        self.setWindowFlags(flags)
        self.setWindowTitle(desk.words.tr("Mini bar"))
        self.setFixedSize(SIZE)
        self.setAcceptDrops(True)
        role(self, "minibar")
        self.entry = EntryLine(desk, sitting.line, find, self, small=True)
        role(self.entry, "plain")
        self.time = PlainLabel("00:00", "small", "strong")
        even_figures(self.time)
        self.time.setFixedWidth(48)
        self.time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.grip = PlainLabel("⠿", "muted")
        self.grip.setCursor(Qt.CursorShape.SizeAllCursor)
        self.capture = self._button("camera", desk.words.tr("Picture of a region or window"))
        self.capture.clicked.connect(lambda: desk.capture_wanted.emit("region", 0))
        self.picture = self._button("clipboard-paste", desk.words.tr("Pictures"))
        self.pause = self._button("eye-off", desk.words.tr("Privacy pause"), "live.pause", toggles=True)
        self.home = self._button("maximize", desk.words.tr("Back to the window"), key_of="live.mini")
        self._build()
        sitting.beat.connect(self.show_time)
        sitting.privacy_changed.connect(self.show_privacy)
        desk.theme.changed.connect(self.looks_changed)
        self.looks_changed()
        self.show_privacy()

    def _build(self) -> None:
        words = self._desk.words
        menu = QMenu(self)
        menu.addAction(words.tr("Paste a picture")).triggered.connect(lambda: self.wished.emit("live.paste"))
        menu.addAction(words.tr("Open pictures…")).triggered.connect(lambda: self.wished.emit("live.open"))
        self.picture.setMenu(menu)
        self.picture.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.home.clicked.connect(self.go_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(0)
        row.addWidget(self.grip)
        row.addWidget(self.time)
        row.addWidget(self.entry, 1)
        for button in (self.capture, self.picture, self.pause, self.home):
            row.addWidget(button)
        # No keys of its own: a tool window shares those of the window it belongs to, also where the person changed
        # them, and a key that both have does nothing in either.
        self.entry.picture_pasted.connect(lambda: self.wished.emit("live.paste"))
        self.entry.wants_above.connect(self.entry.edit.setFocus)

    def _button(
        self, icon: str, words: str, action: str = "", *, key_of: str = "", toggles: bool = False
    ) -> QToolButton:
        """Return a button with its words as tool tip; with the key of what it does, or of ``key_of``."""
        button = ToggleTool() if toggles else QToolButton()
        button.setProperty("icon_name", icon)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(words)
        if key_of or action:
            self._desk.keys.tip(button, key_of or action, words)
        if action:
            button.clicked.connect(lambda: self.wished.emit(action))
        return button

    # -- where it stands --------------------------------------------------------------------------------------

    def appear(self) -> None:
        """Show where it last stood, or at the top right; never off the screen."""
        self.move(self._fitting(self._remembered()))
        # Some window managers bring a minimised window back with one that belongs to it. Asking for the id instead
        # would turn every child of the live page into a window of the system's own.
        self.create()
        self.windowHandle().setTransientParent(None)  # type: ignore[arg-type]  # the stubs know no way to end it
        self.show()
        self.raise_()
        self.activateWindow()
        self.entry.edit.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the time and the privacy that hold now."""
        super().showEvent(event)
        self.show_time()
        self.show_privacy()

    def keep_on_screen(self) -> None:
        """Come back onto a screen where one went away."""
        spot = self._fitting(self.pos())
        if spot != self.pos():
            self.move(spot)

    def _fitting(self, spot: QPoint | None) -> QPoint:
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if not screens:
            return spot or QPoint(0, 0)
        if spot is None:
            first = QGuiApplication.primaryScreen().availableGeometry()
            return QPoint(max(first.left(), first.right() - SIZE.width() - _EDGE_PX), first.top() + _EDGE_PX)
        bar = QRect(spot, SIZE)
        best = max(screens, key=lambda one: _area(one.intersected(bar)))
        x = min(max(best.left(), spot.x()), max(best.left(), best.right() + 1 - SIZE.width()))
        y = min(max(best.top(), spot.y()), max(best.top(), best.bottom() + 1 - SIZE.height()))
        return QPoint(x, y)

    def _remembered(self) -> QPoint | None:
        text = self._desk.app.preferences.get(_PLACE)
        try:
            x, y = (int(part) for part in text.split(","))
        except ValueError:
            return None
        return QPoint(x, y)

    def _remember(self) -> None:
        self._desk.app.preferences.set(_PLACE, f"{self.x()},{self.y()}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the bar."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it along."""
        if self._grip is not None:
            self.move(self._fitting(event.globalPosition().toPoint() - self._grip))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go, and remember where."""
        if self._grip is not None:
            self._grip = None
            self._remember()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Ctrl and the arrows, so that no mouse is needed."""
        by = {
            Qt.Key.Key_Left: QPoint(-_EDGE_PX, 0),
            Qt.Key.Key_Right: QPoint(_EDGE_PX, 0),
            Qt.Key.Key_Up: QPoint(0, -_EDGE_PX),
            Qt.Key.Key_Down: QPoint(0, _EDGE_PX),
        }.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move(self._fitting(self.pos() + by))
            self._remember()
        else:
            super().keyPressEvent(event)

    # -- state ------------------------------------------------------------------------------------------------

    def show_time(self) -> None:
        """Show how long the visit has run; over the plan the colour and a word say so."""
        planned, ran = self._sitting.state.row.planned_minutes, self._sitting.clock.ran_s
        over = bool(planned) and ran > (planned or 0) * 60
        self.time.setText(minutes_words(ran))
        said = self._desk.words.tr("over the plan") if over else self._desk.words.tr("time of the visit")
        self.time.setToolTip(said)
        wanted = ("small", "strong", "attention") if over else ("small", "strong")
        if self.time.property("role") != " ".join(wanted):
            role(self.time, *wanted)

    def show_privacy(self) -> None:
        """Grey the bar during the pause, and say why pictures are off."""
        why = self._sitting.why_no_pictures()
        words = self._desk.words
        self.setProperty("paused", self._sitting.paused)
        dress_anew(self)
        self.pause.setChecked(self._sitting.paused)
        self.picture.setEnabled(not why)
        self.capture.setEnabled(not why)
        self.capture.setToolTip(why or words.tr("Picture of a region or window"))
        self.picture.setToolTip(why or words.tr("Paste or open a picture"))
        self.entry.hint_of_line(words.tr("Pictures are off") if why else "")

    def looks_changed(self) -> None:
        """Draw the icons in the colours of the look."""
        for button in (self.capture, self.picture, self.pause, self.home):
            button.setIcon(self._desk.theme.icon(str(button.property("icon_name")), colour="muted"))

    def go_back(self) -> None:
        """Hide, and let the window come back."""
        self._remember()
        self.hide()
        self.back.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the bar is going back to the window."""
        self.back.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures that are dragged onto the bar."""
        if self._sitting.pictures_allowed and (event.mimeData().hasImage() or event.mimeData().hasUrls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        self.dropped.emit(event.mimeData())
        event.acceptProposedAction()


def bring_back(window: QWidget) -> None:
    """Show a window that made room for the bar, as large as it was; one that was closed since stays so."""
    if window.isVisible():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())
