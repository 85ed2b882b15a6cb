"""Chosen pictures leave by way of the sheet that says what leaves. Must not know how they are made or written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gemba.services.leaving.pictures import PDF, ZIP, PicturesOut
from gemba.services.leaving.reckoning import Reckoned
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.language.own_names import OWN_NAMES
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
        written = out.write(
            ids,
            chosen.path,
            language=chosen.language,
            accept_unreviewed=chosen.accept_unreviewed,
            progress=job.step,
        )
        return written.file

    return Leaving(
        title=words.count("Export {n} picture", "Export {n} pictures", found.pictures),
        suffixes=(
            Suffix("", words.tr("Folder of pictures")),
            Suffix(ZIP, words.tr("Zip file")),
            Suffix(PDF, words.tr("PDF with legends")),
        ),
        name=words.tr("Pictures"),
        lines=_lines(words, found),
        unreviewed=found.unreviewed,
        names_those=False,
        languages=tuple(OWN_NAMES.items()),
        language=words.language,
        write=write,
    )


def _lines(words: Words, found: Reckoned) -> tuple[LeavingLine, ...]:
    """Return what leaves: pictures with what is painted on them; in the PDF what is written under them too."""
    lines = [
        LeavingLine(
            "images",
            words.count(
                "{n} reviewed picture: its marks painted, what is covered burnt in",
                "{n} reviewed pictures: their marks painted, what is covered burnt in",
                found.pictures,
            ),
        ),
        LeavingLine("file-text", words.tr("Captions and the notes of numbers leave only in the PDF")),
    ]
    hidden = found.names_as_roles + found.masked
    if hidden:
        said = words.count(
            "{n} name or number in captions and marks is masked",
            "{n} names or numbers in captions and marks are masked",
            hidden,
        )
    else:
        said = words.tr("Nothing to mask in captions and marks")
    lines.append(LeavingLine("eye-off", said))
    lines.append(LeavingLine("sticky-note", words.tr("No notes of visits and no tickets go with them")))
    return tuple(lines)
