"""The report of a visit, by way of the sheet that says what will leave.

Must not know the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gemba.message import N_
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.language.own_names import OWN_NAMES
from gemba.ui.leaving.leaving import Leaving, LeavingLine, Outgoing, Suffix, lines_of
from gemba.ui.leaving.sheet import show_leaving_sheet

if TYPE_CHECKING:
    from gemba.services.leaving.reckoning import Reckoned
    from gemba.services.visits.page import VisitPage

_PDF, _MARKDOWN = N_("PDF"), N_("Markdown with pictures")


def show_report_sheet(desk: Desk, owner: QWidget, page: VisitPage) -> None:
    """Reckon what the report of a visit would hold, then show the sheet."""
    session, exporting = page.row.id, desk.app.exporting
    desk.fetch(
        lambda _: (exporting.reckon_session(session), exporting.session_file_name(session)),
        owner=owner,
        then=lambda found: _show(desk, owner, page, *found),
        key=f"sessions.reckon.{id(owner)}",
    )


def _show(desk: Desk, owner: QWidget, page: VisitPage, found: Reckoned, name: str) -> None:
    words, row, exporting = desk.words, page.row, desk.app.exporting

    def write(chosen: Outgoing, job: Job) -> Path:
        written = exporting.session_report(
            row.id,
            chosen.path,
            language=chosen.language,
            accept_unreviewed=chosen.accept_unreviewed,
            progress=job.step,
        )
        return written.file

    def pages(job: Job) -> tuple[LeavingLine, ...]:
        number = exporting.session_pages(row.id, language=words.language, progress=job.step)
        return (LeavingLine("file-text", words.count("{n} page as PDF", "{n} pages as PDF", number), only=".pdf"),)

    leaving = Leaving(
        title=words.tr("Report of S{n}, {team}", n=row.number, team=row.team),
        suffixes=(Suffix(".pdf", words.tr(_PDF)), Suffix(".md", words.tr(_MARKDOWN))),
        name=name,
        lines=lines_of(words, found),
        unreviewed=found.unreviewed,
        languages=tuple(OWN_NAMES.items()),
        language=words.language,
        write=write,
        later=pages,
    )
    show_leaving_sheet(desk, owner, leaving)
