"""Let a narrative leave: the sheet that says what will, the PDF with progress, and the printer.

Must not know the desk around it; the text is in a draft before any of this is called.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from gemba.message import N_
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.language.words import Words
from gemba.ui.leaving.leaving import Hindrance, Leaving, LeavingLine, Outgoing, Suffix, UnreviewedPicture
from gemba.ui.leaving.sheet import LeavingSheet, show_leaving_sheet

if TYPE_CHECKING:
    from gemba.services.narratives.leaving import NarrativeLeaving
    from gemba.services.narratives.paper import PaperChoice

_PRINT_DPI = 300.0
SHOW_CODE = N_("Show it in the text")


def lines(words: Words, found: NarrativeLeaving) -> tuple[LeavingLine, ...]:
    """Return what will leave in sentences, what is not ready first."""
    out: list[LeavingLine] = []
    if found.unresolved:
        said = words.tr("{codes} stands for nothing: the print stops there.", codes=words.listed(found.unresolved[:5]))
        out.append(LeavingLine("unlink", said, "stop"))
    if found.over_lines:
        said = words.count(
            "{n} line over {budget} pages: “DRAFT” goes across the head of every page.",
            "{n} lines over {budget} pages: “DRAFT” goes across the head of every page.",
            found.over_lines,
            budget=found.budget,
        )
        out.append(LeavingLine("triangle-alert", said, "attention"))
    if found.gaps:
        said = words.count("{n} gap still waits for the writer.", "{n} gaps still wait for the writer.", found.gaps)
        out.append(LeavingLine("circle-dashed", said, "attention"))
    body = words.count("{n} page to be read", "{n} pages to be read", found.body_pages)
    back = words.count("{n} page of appendix", "{n} pages of appendix", found.appendix_pages)
    out.append(
        LeavingLine("file-text", words.tr("{body}, {back}, on {paper}", body=body, back=back, paper=found.paper))
    )
    pictures = words.count("{n} reviewed picture", "{n} reviewed pictures", found.pictures)
    out.append(LeavingLine("images", words.tr("{pictures}, what is covered burnt in", pictures=pictures)))
    if found.roles:
        said = words.count("{n} name printed as a role", "{n} names printed as roles", found.roles)
        out.append(LeavingLine("circle-user", said))
    else:
        out.append(LeavingLine("circle-user", words.tr("No names of people without consent in the text")))
    if found.blocks:
        said = words.count("{n} name, number or address masked", "{n} names, numbers or addresses masked", found.blocks)
        out.append(LeavingLine("eye-off", said))
    if found.confidentiality:
        out.append(LeavingLine("lock", words.tr("At the foot of each page: “{line}”", line=found.confidentiality)))
    return tuple(out)


def show_sheet(
    desk: Desk,
    owner: QWidget,
    narrative_id: str,
    found: NarrativeLeaving,
    choice: PaperChoice,
    *,
    show_code: Callable[[], object],
) -> LeavingSheet:
    """Show what will leave as a PDF; the button on the sheet writes it.

    Where a code stands for nothing the button calls ``show_code`` instead, for the print would stop there.
    """
    words = desk.words
    hindrance = Hindrance(words.tr(SHOW_CODE), show_code) if found.unresolved else None

    def write(chosen: Outgoing, job: Job) -> Path:
        from dataclasses import replace

        how = replace(choice, accept_unreviewed=chosen.accept_unreviewed, over_budget=True)
        return desk.app.narratives.export(narrative_id, chosen.path, how, progress=job.step).file

    leaving = Leaving(
        title=words.tr("Export “{title}”", title=found.title),
        suffixes=(Suffix(".pdf", "PDF"),),
        name=found.file_name.removesuffix(".pdf"),
        lines=lines(words, found),
        unreviewed=tuple(UnreviewedPicture(key, name) for key, name in found.unreviewed),
        hindrance=hindrance,
        write=write,
    )
    return show_leaving_sheet(desk, owner, leaving)


def ask_printer(desk: Desk, owner: QWidget, paper: str) -> QPrinter | None:
    """Ask which printer and which pages; None where the person thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = QPageSize.PageSizeId.Letter if paper == "Letter" else QPageSize.PageSizeId.A4
    printer.setPageLayout(
        QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, printer.pageLayout().margins())
    )
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, owner)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    answer = dialog.exec()
    dialog.deleteLater()  # the window would keep one of each print
    return printer if answer == QPrintDialog.DialogCode.Accepted else None


def print_pdf(printer: QPrinter, pdf: bytes, job: Job) -> int:
    """Paint the pages of a PDF on a printer, as sharp as it prints and no sharper than 300 dots; return how many."""
    from gemba.services.narratives.pages import count_pages, pages_as_pictures
    from gemba.ui.narratives.page_pane import as_image

    total = count_pages(pdf)
    first = max(1, printer.fromPage() or 1)
    last = min(total, printer.toPage() or total)
    dpi = min(_PRINT_DPI, float(printer.resolution()))
    painter = QPainter()
    if not painter.begin(printer):
        from gemba.errors import EnvironmentProblem
        from gemba.message import say

        raise EnvironmentProblem(
            say("The printer does not answer."), mend=say("Look whether it is on, or export a PDF.")
        )
    # Otherwise Qt makes photographs of the pages: text with a haze around it, in two thirds more bytes.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        for done, number in enumerate(range(first, last + 1)):
            job.step(done + 1, last - first + 1)
            if done:
                printer.newPage()
            (picture,) = pages_as_pictures(pdf, dpi=dpi, pages=(number - 1,))
            sheet = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), as_image(picture))
    finally:
        painter.end()
    return last - first + 1
