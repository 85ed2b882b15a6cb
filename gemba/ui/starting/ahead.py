"""Load what the places of the rail need, piece by piece, while nobody asks for anything: a first visit is then a visit.

Begun seconds after the first complete paint, on the window's thread, because classes of Qt are made there. Must not
know what a place shows; that this table leaves nothing out, and no piece of it is large, tests/ui/starting tells.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module

from PySide6.QtCore import QObject, Qt, QTimer, Signal

#: in the order in which places are likely to be visited; each loads a handful of modules that those before it left
AHEAD = (
    "gemba.services.tickets.list",
    "gemba.ui.tickets.actions",
    "gemba.ui.tickets.head",
    "gemba.ui.tickets.listing.model",
    "gemba.ui.tickets.listing.view",
    "gemba.ui.tickets.inspector",
    "gemba.rules.ranges",
    "gemba.rules.worth",
    "gemba.ui.tickets.browse",
    "gemba.ui.tickets.order",
    "gemba.ui.tickets.looked_at",
    "gemba.ui.tickets.place",
    "gemba.model.changes",
    "gemba.rules.private_names",
    "gemba.rules.private",
    "gemba.services.leaving.listed",
    "gemba.services.leaving.masking",
    "gemba.services.tickets.fields",
    "gemba.services.visits.attaching",
    "gemba.services.visits.page",
    "gemba.ui.sessions.timeline_rows",
    "gemba.services.visits.note_line",
    "gemba.ui.sessions.dropping",
    "gemba.ui.sessions.around_tabs",
    "gemba.ui.sessions.header",
    "gemba.services.tickets.labels",
    "gemba.imaging.pointer",
    "gemba.imaging.geometry",
    "gemba.services.tickets.pairs",
    "gemba.services.leaving.files",
    "gemba.services.pictures.captures",
    "gemba.services.pictures.copies",
    "gemba.services.tickets.pairs_out",
    "gemba.ui.widgets.kept_focus",
    "gemba.ui.sessions.note_labels",
    "gemba.ui.sessions.people_tab",
    "gemba.ui.sessions.note_inspector",
    "gemba.ui.sessions.timeline_page",
    "gemba.ui.sessions.page",
    "gemba.ui.sessions.actions",
    "gemba.model.ticket_parts",
    "gemba.services.tickets.tickets",
    "gemba.ui.sessions.place",
    "gemba.ui.evidence.changing",
    "gemba.ui.evidence.wall_view",
    "gemba.ui.evidence.dragging",
    "gemba.ui.evidence.facts",
    "gemba.ui.evidence.large",
    "gemba.services.leaving.reckoning",
    "gemba.ui.leaving.leaving",
    "gemba.ui.leaving.sheet",
    "gemba.services.pictures.wall",
    "gemba.ui.evidence.filter_bar",
    "gemba.ui.evidence.wall_page",
    "gemba.ui.evidence.dropping",
    "gemba.ui.evidence.sending",
    "gemba.ui.evidence.menu",
    "gemba.ui.evidence.place",
    "gemba.rules.owner",
    "gemba.rules.arithmetic",
    "gemba.services.tickets.shown_verdicts",
    "gemba.services.tickets.summary",
    "gemba.services.tickets.names",
    "gemba.rules.priority",
    "gemba.services.tickets.judging",
    "gemba.services.tickets.ranking",
    "gemba.services.tickets.opened",
    "gemba.ui.tickets.page.fields",
    "gemba.ui.tickets.page.criteria",
    "gemba.ui.tickets.page.doing",
    "gemba.ui.tickets.page.pictures",
    "gemba.ui.tickets.page.side",
    "gemba.ui.tickets.page.head",
    "gemba.ui.tickets.page.beside",
    "gemba.ui.tickets.page.page",
    "gemba.services.tickets.decisions",
    "gemba.ui.structure.matrix",
    "gemba.ui.structure.chosen_card",
    "gemba.ui.structure.tally_card",
    "gemba.services.tickets.tallies",
    "gemba.services.visits.artifacts",
    "gemba.ui.structure.actions",
    "gemba.ui.structure.place",
    "gemba.ui.narratives.list_page",
    "gemba.ui.narratives.counting",
    "gemba.ui.narratives.citing",
    "gemba.ui.narratives.highlighter",
    "gemba.ui.narratives.page_pane",
    "gemba.ui.narratives.remarks_panel",
    "gemba.ui.narratives.keeping",
    "gemba.ui.narratives.desk_page",
    "gemba.ui.narratives.actions",
    "gemba.ui.narratives.place",
    "gemba.ui.settings.actions",
    "gemba.ui.settings.place",
)
#: whoever wants a place at once is there by then. What is loaded is 9 MB, beside the start's own 88 (docs/adr/0037)
_BEGIN_MS = 6_000
PIECE_MS = 100
#: so long after whatever else had to be done, typing too
BUSY_MS = 1_500
#: a timer that comes later than that, or a piece that takes longer, found the window or the machine at work
_LATE_S = 0.02


class Ahead(QObject):
    """Loads one piece after another, each only where nothing is asked for; ``done`` after the last."""

    done = Signal()

    def __init__(
        self,
        parent: QObject,
        *,
        busy: Callable[[], bool],
        names: Sequence[str] = AHEAD,
        begin_ms: int = _BEGIN_MS,
    ) -> None:
        """Begin in ``begin_ms``; ``busy`` says that somebody waits for something."""
        super().__init__(parent)
        self._busy = busy
        self._left = list(reversed(names))
        self._due_s = 0.0
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._step)
        self._wait(begin_ms)

    def _wait(self, milliseconds: int) -> None:
        self._due_s = time.monotonic() + milliseconds / 1000
        self._timer.setInterval(milliseconds)
        self._timer.start()

    def _step(self) -> None:
        """Load one piece; a module that came in another way costs no turn."""
        if self._busy() or time.monotonic() - self._due_s > _LATE_S:
            self._wait(BUSY_MS)
            return
        while self._left and self._left[-1] in sys.modules:
            self._left.pop()
        if not self._left:
            self.done.emit()
            return
        begun_s = time.monotonic()
        import_module(self._left.pop())
        self._wait(BUSY_MS if time.monotonic() - begun_s > _LATE_S else PIECE_MS)

    def stop(self) -> None:
        """Load nothing more."""
        self._timer.stop()
