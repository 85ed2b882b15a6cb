"""The menu of the chosen pictures: the place's actions, and the visits they can be put to.

Must not know how any of it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from gemba.ui.desk import Desk
from gemba.ui.evidence.actions import ACTIONS
from gemba.ui.evidence.changing import Changing
from gemba.ui.widgets.plain_words import plain_caption

_SHOWN = (
    ("open", "review", "review_all", "annotate", "caption", "attach"),
    ("copy", "pin", "export", "send"),
    ("keep_one", "not_alike", "remove"),
)


class PictureMenu(QMenu):
    """Made anew for each opening, and gone when it closes."""

    def __init__(
        self, desk: Desk, owner: QWidget, allows: Callable[[str], bool], ids: Sequence[str], changing: Changing
    ) -> None:
        """Offer what is allowed for the pictures of these ids."""
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words, theme = desk.words, desk.theme
        by_id = {action.id: action for action in ACTIONS}
        for verbs in _SHOWN:
            for verb in verbs:
                action = by_id[f"evidence.{verb}"]
                made = self.addAction(theme.icon(action.icon, colour="muted"), words.tr(action.text))
                made.triggered.connect(partial(desk.trigger, action.id))
                made.setEnabled(allows(action.id))
            self.addSeparator()
        visits = QMenu(words.tr("Put to a visit"), self)
        visits.setEnabled(bool(ids) and not desk.read_only)
        visits.addAction(words.tr("Inbox (no visit)")).triggered.connect(partial(changing.visit, ids, None))
        for session in desk.app.sessions.all():
            one = visits.addAction(plain_caption(f"S{session.number} · {session.team}"))
            one.triggered.connect(partial(changing.visit, ids, session.id))
        self.addMenu(visits)
