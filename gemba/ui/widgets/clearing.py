"""Empty a layout before it is filled anew. Must not know what stood in it."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def take_all_out(layout: QLayout) -> None:
    """Take every widget out of a layout and of the layouts in it, at once unseen and soon gone."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            # Hidden first: until it is deleted it would still be drawn, and be found by Tab.
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            take_all_out(inner)
