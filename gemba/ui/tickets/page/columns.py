"""The columns of a ticket's page: each scrolls by itself. Must not know what stands in one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gemba.ui.look.theme import role


def column() -> tuple[QWidget, QVBoxLayout]:
    """Return a column and its layout, with the air around that all of them have."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(16, 16, 16, 24)
    layout.setSpacing(24)
    return made, layout


def scrolling(widget: QWidget) -> QScrollArea:
    """Return a column in an area of its own that scrolls down, on the ground of the window."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    role(area, "ground")
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area
