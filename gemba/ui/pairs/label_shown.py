"""Label and truth beside each other, small (M5): wherever tickets and notes show them.

Pictures as they are looked at, what is covered burnt in. Must not know how a part is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gemba.imaging.geometry import IntRect, kept_rect
from gemba.model.rows import CaptureRow
from gemba.ui.pairs.pair_shown import PairShown

if TYPE_CHECKING:
    from gemba.services.tickets.labels import LabelPair
    from gemba.services.tickets.pairs_out import Both
    from gemba.ui.desk import Desk


class LabelShown(PairShown):
    """What a label says and what it really is, as wide as the column; pressed, it opens the picture of the label."""

    def __init__(
        self, desk: Desk, labels: LabelPair, pictures: tuple[CaptureRow, CaptureRow], codes: tuple[str, str]
    ) -> None:
        """Take the parts, their pictures, and what each picture is called there."""
        self.labels = labels
        super().__init__(desk, pictures, codes)
        self.setToolTip(desk.words.tr("Open it to mark and review"))

    def both(self) -> Both:
        """Return what leaves where they are taken along: the two parts."""
        label, truth = self.labels.parts
        return replace(super().both(), regions=(label.region_px, truth.region_px), note=label.observation_id)

    def _rects(self, rows: Sequence[CaptureRow]) -> list[IntRect]:
        """Return the region of each, never more of a picture than its crop leaves."""
        rects = []
        for part, row in zip(self.labels.parts, rows, strict=True):
            kept = kept_rect(row.annotation, (row.width, row.height))
            met = kept if part.region_px is None else kept.meet(IntRect(*part.region_px))
            rects.append(kept if met.is_empty else met)
        return rects

    def _say(self) -> None:
        self.setAccessibleName(f"{self._label(0)}, {self._label(1)}")

    def _label(self, which: int) -> str:
        tr = self._desk.words.tr
        if which:
            return tr("Truth: {picture}", picture=self._codes[1])
        return tr("Label: {picture}", picture=self._codes[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Space too: two parts of which each shows something else are not laid over each other."""
        if event.key() == Qt.Key.Key_Space:
            self.click()
        else:
            event.ignore()
