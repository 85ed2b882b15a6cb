"""Chosen pictures leave by way of the sheet that says what leaves. Must not know how they are made or written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gemba.services.exporting_pictures import PicturesOut
from gemba.services.reckoning import Reckoned
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.leaving.leaving import Leaving, Outgoing, Suffix, lines_of
from gemba.ui.leaving.sheet import show_leaving_sheet


def export_pictures(desk: Desk, owner: QWidget, ids: Sequence[str]) -> None:
    """Reckon what would leave of these pictures, then show the sheet."""
    out = PicturesOut(desk.app.library)
    wanted = tuple(ids)

    def show(found: Reckoned) -> None:
        if found.pictures:
            show_leaving_sheet(desk, owner, _leaving(desk, out, wanted, found))
        else:
            desk.toast(
                desk.words.tr("None of these pictures has been reviewed; only reviewed ones leave."), kind="attention"
            )

    desk.fetch(lambda job: out.reckon(wanted), owner=owner, then=show, key="evidence-reckon")


def _leaving(desk: Desk, out: PicturesOut, ids: tuple[str, ...], found: Reckoned) -> Leaving:
    words = desk.words

    def write(chosen: Outgoing, job: Job) -> Path:
        return out.write(ids, chosen.path, accept_unreviewed=chosen.accept_unreviewed, progress=job.step).file

    return Leaving(
        title=words.count("Export {n} picture", "Export {n} pictures", found.pictures),
        suffixes=(Suffix("", words.tr("Folder of pictures")),),
        name=words.tr("Pictures"),
        lines=lines_of(words, found),
        unreviewed=found.unreviewed,
        write=write,
    )
