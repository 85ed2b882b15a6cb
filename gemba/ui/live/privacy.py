"""What a running visit says about pictures: whether they are taken, why not, and the one step that lets them in.

Must not know how a picture comes in, nor the clock.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gemba.services.visits.sessions import SessionFields
from gemba.ui.desk import Desk
from gemba.ui.live.charter_card import CharterCard
from gemba.ui.live.sitting import Sitting
from gemba.ui.live.start import CONSENT
from gemba.ui.look.theme import dress_anew
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.undo_toast import toast_with_undo


class Privacy(QObject):
    """The pause and the consent of one visit, as its page shows them."""

    def __init__(self, desk: Desk, sitting: Sitting, parent: QWidget) -> None:
        """Take the sitting that knows what is allowed; the page owns this."""
        super().__init__(parent)
        self._desk, self._sitting = desk, sitting
        words = desk.words
        self._with_pictures = words.tr(
            "Write what you see. The first line goes below; pictures can be pasted or dropped here."
        )
        self._words_only = words.tr("Write what you see. The first line goes below.")
        self.nothing = EmptyState(desk.theme, icon="footprints", sentence=self._with_pictures)

    def show(self, card: CharterCard, entry: QWidget) -> None:
        """Show on the card, on the line and where nothing is noted yet what holds now."""
        sitting = self._sitting
        card.show_pictures(sitting.why_no_pictures(), paused=sitting.paused, may_agree=sitting.lacks_consent)
        self.nothing.say(self._with_pictures if sitting.pictures_allowed else self._words_only)
        if bool(entry.property("paused")) == sitting.paused:
            return
        entry.setProperty("paused", sitting.paused)
        dress_anew(entry)

    def agree(self) -> None:
        """Write down that the people there agreed after the beginning, in the words of the form; Undo takes it back."""
        desk, session = self._desk, self._sitting.session_id
        said = desk.words.tr(CONSENT)

        def told(_: object) -> None:
            toast_with_undo(desk, said, kind="good")

        desk.do(lambda: desk.app.sessions.edit(session, SessionFields(consent=said)), owner=self, then=told)
