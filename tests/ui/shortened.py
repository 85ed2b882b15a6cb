"""Find what is painted with "…" for want of room while nothing says the whole of it. Must not know whose words they are.

Labels and buttons are measured by fixed_texts.cut; a row that a delegate paints has no widget to measure, so Qt is
listened to while it shortens. Nothing is changed: what it answers is what is painted. Heard is what Python has shortened, of
a long text its beginning (glimpse.elided); what Qt's own rows, headers and tabs shorten by themselves is not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF
from PySide6.QtWidgets import QAbstractItemView, QWidget

_MARKUP = re.compile(r"<[^>]+>")
_MOST_ROWS = 400


@contextmanager
def listening() -> Iterator[set[str]]:
    """Yield the texts that are shortened from now on, as they were before."""
    heard: set[str] = set()
    with pytest.MonkeyPatch.context() as patched:
        for metrics in (QFontMetrics, QFontMetricsF):
            patched.setattr(metrics, "elidedText", _telling(metrics.elidedText, heard))
        yield heard


def _telling(real, heard: set[str]):
    def elided(self, text, mode, width, *flags):
        shown = real(self, text, mode, width, *flags)
        if shown != text:
            heard.add(text)
        return shown

    return elided


def painted(root: QWidget) -> set[str]:
    """Return the texts that are shortened while ``root`` is painted."""
    with listening() as heard:
        root.grab()
    return heard


def untold(root: QWidget) -> list[str]:
    """Return the texts painted in ``root`` with "…" that no tool tip says as a whole."""
    shortened = painted(root)
    told = [_plain(tip) for tip in _tips(root)] if shortened else []
    return sorted(text for text in shortened if not any(_plain(text) in tip for tip in told))


def _tips(root: QWidget) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield widget.toolTip()
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        if model is None:
            continue
        for row in range(min(_MOST_ROWS, model.rowCount())):
            for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
                yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


def _plain(text: str) -> str:
    """Return a text or a tool tip without mark-up, in one line, without what a row puts before it."""
    return " ".join(html.unescape(_MARKUP.sub(" ", text)).split()).strip(" …–").replace("&&", "&")
