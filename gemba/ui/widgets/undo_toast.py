"""The word after something was done, with Undo beside it. Must not know what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gemba.ui.desk import Desk


def toast_with_undo(desk: Desk, sentence: str, *, kind: str = "") -> None:
    """Say what was done; Undo takes back this step only, never one that was done since."""
    history = desk.app.history
    newest = history.all(limit=1)
    step = newest[0].seq if newest else 0
    words = desk.words

    def undo() -> None:
        now = history.all(limit=1)
        if now and now[0].seq == step and not now[0].undone:
            desk.trigger("history.undo")
        else:
            since = words.tr("Something else was done since; the history takes back step by step.")
            desk.toast(since, kind="attention")

    desk.toast(sentence, button=words.tr("Undo"), action=undo, kind=kind)
