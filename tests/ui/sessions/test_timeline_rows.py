"""How a row of the timeline is drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from gemba.ui.application import Application
from gemba.ui.sessions.timeline_rows import TimelineDelegate
from gemba.ui.widgets.kinds import KIND_WORDS


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant", "vi"])
def test_no_word_of_a_kind_is_cut_in_any_language(
    qtbot: QtBot, start: Callable[..., Application], empty_folder: Path, language: str
) -> None:
    desk = start(empty_folder, language=language).open_window().desk
    view = QListView()
    qtbot.addWidget(view)
    rows = TimelineDelegate(desk, view)
    font = QFont()
    font.setPixelSize(13)
    words = [desk.words.tr(word) for word in KIND_WORDS.values()]
    assert len(set(words)) == len(KIND_WORDS)
    widest = max(words, key=QFontMetrics(font).horizontalAdvance)
    assert QFontMetrics(font).horizontalAdvance(widest) <= rows.kind_room_px, widest
