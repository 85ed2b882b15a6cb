"""One line of a list that wants something done: an icon, what, whose, when, and the buttons that settle it.

The whole line is a button; J, K and the arrows walk from line to line. Must not know what the line is about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gemba.ui.look.icons import icon_pixmap
from gemba.ui.look.theme import Theme, role
from gemba.ui.widgets.glimpse import elided
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.plain_words import plain_tip

HEIGHT_PX = 52
_ICON_PX = 18
_TEXT_LEFT_PX = 46


@dataclass(frozen=True, slots=True)
class Line:
    """What a line shows. ``when`` stands at the right; ``late`` gives it the word's colour and an icon.

    ``opens`` is called by Enter or a click, ``buttons`` are (words, what they do). ``key`` tells it from the others
    where somebody is led to it.
    """

    icon: str
    title: str
    detail: str
    when: str = ""
    late: bool = False
    opens: Callable[[], object] | None = None
    buttons: tuple[tuple[str, Callable[[], object]], ...] = field(default=())
    key: str = ""


class LineButton(QAbstractButton):
    """The text of a line, painted and shortened where there is no room."""

    def __init__(self, line: Line, theme: Theme) -> None:
        """Show a line's title and detail."""
        super().__init__()
        self._line = line
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(". ".join(part for part in (line.title, line.detail, line.when) if part))
        self.setToolTip(plain_tip("\n".join(part for part in (line.title, line.detail) if part)))
        self.setCursor(Qt.CursorShape.PointingHandCursor if line.opens else Qt.CursorShape.ArrowCursor)
        if line.opens is not None:
            opens = line.opens
            self.clicked.connect(lambda: opens())

    def sizeHint(self) -> QSize:
        """Return the height of a line; the width is what there is."""
        return QSize(240, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the least that is still read."""
        return QSize(140, HEIGHT_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with J, K and the arrows; Enter opens."""
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            self._walk(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        lines = [one for one in self.window().findChildren(LineButton) if one.isVisible()]
        lines.sort(key=lambda one: (one.mapTo(self.window(), one.rect().topLeft()).x() // 400, _top(one)))
        at = lines.index(self) + step
        if 0 <= at < len(lines):
            lines[at].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon, title and detail."""
        look = self._theme.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(2, 2, -2, -2)
        if self.underMouse() and self._line.opens is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(inside, 6, 6)
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(self._theme.colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside, 6, 6)
        colour = look.attention if self._line.late else look.muted
        icon = icon_pixmap(self._line.icon, colour, size_px=_ICON_PX, ratio=self.devicePixelRatioF())
        painter.drawPixmap(14, (self.height() - _ICON_PX) // 2, icon)
        self._text(painter, self._line.title, "ink", self.font().pixelSize(), 7)
        self._text(painter, self._line.detail, "muted", 11, 28)
        painter.end()

    def _text(self, painter: QPainter, text: str, colour: str, size_px: int, top_px: int) -> None:
        font = self.font()
        font.setPixelSize(size_px)
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        width = self.width() - _TEXT_LEFT_PX - 8
        shown = elided(painter.fontMetrics(), text, width)
        painter.drawText(_TEXT_LEFT_PX, top_px, width, 19, Qt.AlignmentFlag.AlignVCenter, shown)


def _top(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), widget.rect().topLeft()).y()


class LineRow(QFrame):
    """A line with what stands at its right."""

    def __init__(self, line: Line, theme: Theme) -> None:
        """Lay out button, day and the buttons that settle it."""
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(8)
        self.button = LineButton(line, theme)
        layout.addWidget(self.button, 1)
        if line.when:
            layout.addWidget(PlainLabel(line.when, "small", "attention" if line.late else "muted"))
        for words, work in line.buttons:
            settle = QPushButton(words)
            role(settle, "chip")
            settle.setAccessibleName(f"{words}: {line.title}")
            settle.clicked.connect(lambda _=False, work=work: work())
            layout.addWidget(settle)
