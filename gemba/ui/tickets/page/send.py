"""One ticket out: the sheet that says what leaves, or the clipboard, masked like every export.

Must not know the page; it is handed a desk and a ticket.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gemba.model.rows import TicketRow
from gemba.services.tickets.leaving import CopiedTicket, TicketLeaving
from gemba.ui.jobs import Job
from gemba.ui.language.own_names import OWN_NAMES

if TYPE_CHECKING:
    from gemba.services.pictures.copies import PictureCopy
    from gemba.ui.desk import Desk
    from gemba.ui.leaving.leaving import LeavingLine, Outgoing
    from gemba.ui.leaving.sheet import LeavingSheet


def send_ticket(desk: Desk, owner: QWidget, row: TicketRow) -> LeavingSheet:
    """Show what of a ticket will leave, and write it: one page as PDF, or Markdown with its pictures."""
    from gemba.ui.leaving.leaving import Leaving, Suffix, lines_of
    from gemba.ui.leaving.sheet import show_leaving_sheet

    words, app, reference = desk.words, desk.app, row.id
    leaving = TicketLeaving(app.library)
    found = leaving.reckon(reference)
    language = words.language

    def write(chosen: Outgoing, job: Job) -> Path:
        job.step()
        return app.exporting.ticket(
            reference, chosen.path, language=chosen.language or language, accept_unreviewed=chosen.accept_unreviewed
        ).file

    def pages(job: Job) -> list[LeavingLine]:
        from gemba.ui.leaving.leaving import LeavingLine

        number = leaving.pages(reference, language=language)
        said = words.count("{n} page as PDF", "{n} pages as PDF", number)
        return [LeavingLine("file-text", said, only=".pdf")]

    return show_leaving_sheet(
        desk,
        owner,
        Leaving(
            title=words.tr("Send out T{number}", number=row.number),
            suffixes=(
                Suffix(".pdf", words.tr("PDF, to hand over")),
                Suffix(".md", words.tr("Markdown with its pictures")),
            ),
            name=leaving.file_name(reference),
            lines=lines_of(words, found),
            unreviewed=found.unreviewed,
            languages=tuple(OWN_NAMES.items()),
            language=language,
            write=write,
            later=pages,
        ),
    )


def copy_ticket(desk: Desk, owner: QWidget, row: TicketRow) -> None:
    """Put a ticket on the clipboard as text, masked; its pictures are named in it and stay."""
    leaving = TicketLeaving(desk.app.library)

    def copied(text: CopiedTicket) -> None:
        mime = QMimeData()
        mime.setText(text.plain)
        mime.setData("text/markdown", text.markdown.encode("utf-8"))
        QGuiApplication.clipboard().setMimeData(mime)
        words = desk.words
        said = words.tr("T{number} is on the clipboard as text, masked.", number=row.number)
        if text.pictures:
            button = words.tr("Copy its picture instead")
            desk.toast(said, button=button, action=lambda: copy_picture(desk, owner, row), kind="good")
        else:
            desk.toast(said, kind="good")

    desk.fetch(lambda job: leaving.copied(row.id), owner=owner, then=copied)


def copy_picture(desk: Desk, owner: QWidget, row: TicketRow) -> None:
    """Put the first reviewed picture of a ticket on the clipboard, marks painted and what is covered burnt in."""
    leaving = TicketLeaving(desk.app.library)

    def copied(copy: PictureCopy | None) -> None:
        words = desk.words
        if copy is None:
            desk.toast(words.tr("No picture of T{number} is reviewed yet.", number=row.number), kind="attention")
            return
        from gemba.ui.leaving.picture_mime import put_on_clipboard

        put_on_clipboard(copy)
        desk.toast(words.tr("The picture of T{number} is on the clipboard.", number=row.number), kind="good")

    desk.fetch(lambda job: leaving.flat_picture(row.id), owner=owner, then=copied)
