"""A narrative on a printer, and a service's pages under it; the printer here writes a file."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from gemba.app import open_app
from gemba.services.narratives.pages import pages_as_pictures
from gemba.services.narratives.paper import PaperChoice
from gemba.ui.jobs import Job
from gemba.ui.narratives.sending import print_pdf


def test_the_printer_gets_the_pages_that_were_asked_for(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with open_app(sample_folder) as app:
        row = next(one for one in app.narratives.all() if one.language.value == "vi")
        pdf = app.narratives.printed(row.id, PaperChoice(accept_unreviewed=True, over_budget=True))
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    printer.setFromTo(1, 2)
    job = Job("", owner=None, then=None, failed=None)
    seen: list[tuple[int, int]] = []
    job.progressed.connect(lambda done, total: seen.append((done, total)))
    assert print_pdf(printer, pdf, job) == 2
    assert seen == [(1, 2), (2, 2)]
    pages = PdfReader(tmp_path / "printed.pdf").pages
    assert len(pages) == 2
    wanted = pages_as_pictures(pdf, dpi=float(printer.resolution()), pages=(0, 1))
    for page, picture in zip(pages, wanted, strict=True):
        (printed,) = page.images
        assert printed.image is not None
        assert printed.image.convert("RGB").tobytes() == picture.rgb
