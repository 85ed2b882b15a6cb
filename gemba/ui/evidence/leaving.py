"""Chosen pictures leave by way of the sheet that says what leaves. Must not know how they are made or written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gemba.services.exporting_pictures import PicturesOut
from gemba.services.reckoning import Reckoned
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.language.words import Words
from gemba.ui.leaving.leaving import Leaving, LeavingLine, Outgoing, Suffix
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
        title=words.count("Export {n} picture into a folder", "Export {n} pictures into a folder", found.pictures),
        suffixes=(Suffix("", words.tr("Folder of pictures")),),
        name=words.tr("Pictures"),
        lines=_lines(words, found),
        unreviewed=found.unreviewed,
        write=write,
    )


def _lines(words: Words, found: Reckoned) -> tuple[LeavingLine, ...]:
    """Return what is in the folder: pictures with what is painted on them, and nothing beside."""
    lines = [
        LeavingLine(
            "images",
            words.count(
                "{n} reviewed picture, a file of its own: its marks painted, what is covered burnt in",
                "{n} reviewed pictures, a file each: their marks painted, what is covered burnt in",
                found.pictures,
            ),
        )
    ]
    hidden = found.names_as_roles + found.masked
    if hidden:
        said = words.count(
            "{n} name or number in the words of marks is masked",
            "{n} names or numbers in the words of marks are masked",
            hidden,
        )
    else:
        said = words.tr("Nothing to mask in the words of marks")
    lines.append(LeavingLine("eye-off", said))
    lines.append(LeavingLine("sticky-note", words.tr("No notes and no tickets go with them")))
    return tuple(lines)
