"""Attach pictures to a note or a ticket from wherever they are dropped, and say so with Undo. Must not know where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gemba.ui.widgets.undo_toast import toast_with_undo

if TYPE_CHECKING:
    from gemba.services.visits.attaching import Target
    from gemba.ui.desk import Desk


def attach_pictures(desk: Desk, owner: QWidget, ids: Sequence[str], target: Target) -> None:
    """Attach pictures to ``target`` in one step."""
    attaching, words, wanted = desk.app.attaching, desk.words, tuple(ids)

    def said(new: int) -> None:
        if new:
            toast_with_undo(
                desk,
                words.count("{n} picture attached to {code}", "{n} pictures attached to {code}", new, code=target.code),
            )
        else:
            desk.toast(words.tr("Attached to {code} already.", code=target.code))

    if wanted and not desk.read_only:
        desk.do(lambda: attaching.attach(wanted, target), owner=owner, then=said)
