"""What can be done with a library as a whole: new, open, import, back up, examine; long work with progress.

Another library opens in a process of its own. Must not know how any of it is done: services do it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QFileDialog, QWidget

from gemba import paths
from gemba.ui.widgets.undo_toast import toast_with_undo

if TYPE_CHECKING:
    from gemba.services.importing.report import ImportReport
    from gemba.services.keeping.health import Report
    from gemba.ui.frame.main_window import MainWindow
    from gemba.ui.jobs import Job

SUFFIX = ".gemba"
_SECOND = "backup.second_folder"


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder that is there; None where the person gave up."""
    found = QFileDialog.getExistingDirectory(parent, title, str(Path.home()))
    return Path(found) if found else None


def choose_new(parent: QWidget, title: str) -> Path | None:
    """Ask for the name of a library to be made; None where the person gave up."""
    found, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / f"gemba{SUFFIX}"))
    if not found:
        return None
    path = Path(found)
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def start_on(folder: Path, *arguments: str) -> bool:
    """Open a library in a process of its own; say whether it could be started."""
    told = ["-m", "gemba", "--library", str(folder), *arguments, "gui"]
    started: bool = QProcess.startDetached(sys.executable, told)[0]
    return started


class LibraryCommands:
    """For one window. ``choose_folder``, ``choose_new`` and ``start_on`` may be replaced, for tests."""

    def __init__(self, window: MainWindow) -> None:
        """Take the window."""
        self._window = window
        self._desk = window.desk
        self.choose_folder: Callable[[QWidget, str], Path | None] = choose_folder
        self.choose_new: Callable[[QWidget, str], Path | None] = choose_new
        self.start_on: Callable[[Path], bool] = start_on

    def new(self) -> None:
        """Make a new library and open it beside this one."""
        tr = self._desk.words.tr
        folder = self.choose_new(self._window, tr("New library"))
        if folder is None:
            return

        def made(done: Path) -> None:
            self.start_on(done)
            self._desk.toast(tr("The library “{name}” is made and opens.", name=done.stem), kind="good")

        from gemba.app import create_library

        self._desk.fetch(lambda _: create_library(folder), owner=self._window, then=made)

    def open(self) -> None:
        """Open another library beside this one."""
        folder = self.choose_folder(self._window, self._desk.words.tr("Open a library"))
        if folder is not None:
            self.start_on(folder)

    def import_pack(self) -> None:
        """Read a visit pack into this library."""
        folder = self.choose_folder(self._window, self._desk.words.tr("Import a visit pack"))
        if folder is not None:
            self.import_from(folder)

    def import_sample(self) -> None:
        """Read the sample round into this library."""
        self.import_from(paths.sample())

    def import_from(self, folder: Path) -> None:
        """Read the pack in ``folder`` with progress; one step to take back, also where it is stopped on its way."""
        importing, tr = self._desk.app.importing, self._desk.words.tr
        self._desk.fetch(
            lambda job: importing.import_pack(folder, progress=job.tell, stop=lambda: job.cancelled),
            owner=self._window,
            then=self._imported,
            stopped=self._stopped,
            title=tr("Reading “{name}”", name=folder.name),
        )

    def _stopped(self, report: ImportReport | None) -> None:
        """Say what a stopped import left behind, and how to be rid of it."""
        if report is not None and not report.stopped:
            self._imported(report)  # it was through before anybody could stop it
            return
        words = self._desk.words
        if report is None or not report.rows_stored:
            self._desk.toast(words.tr("The import was stopped; nothing came in."))
            return
        said = words.count(
            "The import was stopped: {n} row came in and stays.",
            "The import was stopped: {n} rows came in and stay.",
            report.rows_stored,
        )
        toast_with_undo(self._desk, said, kind="attention")

    def _imported(self, report: ImportReport) -> None:
        words = self._desk.words
        stored, refused = report.rows_stored, len(report.refused)
        text = words.count("{n} row imported", "{n} rows imported", stored)
        if refused:
            text += f" · {words.count('{n} refused', '{n} refused', refused)}"
        if stored:
            toast_with_undo(self._desk, text, kind="good")
        else:
            self._desk.toast(text, kind="attention" if refused else "")

    def read_pictures(self) -> None:
        """Read the text of every picture that waits, in the background."""
        recognition, tr = self._desk.app.recognition, self._desk.words.tr

        def looked(waiting: tuple[str, ...]) -> None:
            if waiting:
                self._desk.reading_wanted.emit()
            else:
                self._desk.toast(tr("Text has been read on every picture."))

        if self._desk.read_only:
            self._desk.toast(tr("This library may not be written to."), kind="attention")
        elif recognition.is_installed():
            self._desk.fetch(lambda _: recognition.waiting(), owner=self._window, then=looked)
        else:
            self._desk.toast(
                tr("Reading text on pictures is not installed."),
                button=tr("See how"),
                action=lambda: self._desk.go("settings", "recognise"),
            )

    def backup(self) -> None:
        """Make a verified backup now."""
        backups, tr = self._desk.app.backups, self._desk.words.tr

        def made(_rows: object) -> None:
            self._desk.backup_made.emit()
            self._desk.toast(tr("A backup was made and verified."), kind="good")

        self._desk.fetch(
            lambda job: backups.take(progress=job.step), owner=self._window, then=made, title=tr("Making a backup")
        )

    def backup_elsewhere(self) -> None:
        """Make a verified backup with all pictures in a folder that the person names, for a disk that takes no more."""
        tr, app = self._desk.words.tr, self._desk.app
        folder = self.choose_folder(self._window, tr("A folder on another disk, for a backup"))
        if folder is None:
            return

        def made(_row: object) -> None:
            self._desk.backup_made.emit()
            self._desk.toast(tr("A backup was made in “{name}” and verified.", name=folder.name), kind="good")

        def work(job: Job) -> object:
            app.backups.look_at_second(str(folder))  # what refuses it says so before anything is written
            row = app.backups.take_into(folder, progress=job.step)
            if not app.preferences.get(_SECOND):
                app.preferences.set(_SECOND, str(folder), looked_at=True)  # where a restore looks for it
            return row

        self._desk.fetch(work, owner=self._window, then=made, title=tr("Making a backup"))

    def check(self) -> None:
        """Examine everything and change nothing."""
        health = self._desk.app.health
        self._desk.fetch(
            lambda job: health.check(progress=job.step),
            owner=self._window,
            then=self._checked,
            title=self._desk.words.tr("Examining the library"),
        )

    def _checked(self, report: Report) -> None:
        words = self._desk.words
        if report.ok:
            self._desk.toast(words.tr("The library is sound."), kind="good")
            return
        from gemba.ui.frame.findings import show_findings

        show_findings(self._window, report)
