"""Collect Python's cycles on the window's thread only.

Python collects in whatever thread happens to allocate. A worker that comes upon a dead window in a cycle would destroy
its Qt objects there, timers and all, and the program with them. Must not know what becomes garbage.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2_000


class Collecting(QObject):
    """Switches Python's own collecting off and does it by the clock instead; ``stop`` switches it on again."""

    def __init__(self, parent: QObject) -> None:
        """Begin."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the youngest cycles, and older ones as often as Python would."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        if counts[0] <= thresholds[0]:
            return
        generation = 0
        if counts[1] > thresholds[1]:
            generation = 2 if counts[2] > thresholds[2] else 1
        gc.collect(generation)

    def stop(self) -> None:
        """Let Python collect by itself again: no other thread is left."""
        self._timer.stop()
        gc.enable()
