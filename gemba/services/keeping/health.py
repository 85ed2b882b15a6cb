"""Examine a library and say how to mend what is wrong, also one that does not open any more.

What is derived (search index, previews) is made anew on the way; what a person wrote is never touched. Must not
know how things are stored.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gemba.errors import EnvironmentProblem, UserError
from gemba.message import say
from gemba.model import leftovers, scrub
from gemba.model.backup import Progress, no_progress
from gemba.model.format import DATABASE_NAME
from gemba.model.ids import new_id
from gemba.model.library import Library
from gemba.model.salvage import Salvaged, salvage_library
from gemba.model.scrub import Finding, Report

__all__ = ["Finding", "Health", "Report", "Salvaged", "check_library", "save_what_can_be_read"]


class Health:
    """The check of one open library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def check(self, *, progress: Progress = no_progress) -> Report:
        """Examine everything and change nothing; ``progress`` may raise to stop."""
        return scrub.check(self._library.folder, progress=progress)

    def mend(self, report: Report) -> int:
        """Make anew what is derived and was found wrong; return how many things. Takes the writer's lock."""
        return self._library.maintain(lambda raw: scrub.mend(raw, self._library.folder, report.findings))

    def tidy(self) -> leftovers.Collected:
        """Clear temporary files of dead processes and put unreferenced pictures in quarantine."""

        def work(_raw: object) -> leftovers.Collected:
            leftovers.clear_temporaries(self._library.folder)
            return leftovers.collect(self._library.folder, today=self._today())

        return self._library.maintain(work)

    def _today(self) -> date:
        return self._library.clock().local().date()


def check_library(folder: Path, *, progress: Progress = no_progress) -> Report:
    """Examine the library in ``folder``, mend what is derived, tidy up; works where the library does not open.

    Raises UserError where there is no library at all.
    """
    if not (folder / DATABASE_NAME).is_file():
        raise UserError(
            say("“{name}” is not a library of gemba.", name=folder.name),
            mend=say("Name another folder with --library, or bring it back with “gemba restore”."),
        )
    report = scrub.check(folder, progress=progress)
    if any(finding.code == "pages" for finding in report.findings):
        return report  # nothing is written into a damaged file
    try:
        with Library.open(folder, wait_s=0.0) as library:
            health = Health(library)
            if report.findings:
                health.mend(report)
            health.tidy()
    except EnvironmentProblem:
        return report  # somebody else writes, or nothing may be written: the report stands
    return report


def save_what_can_be_read(folder: Path, into: Path) -> Salvaged:
    """Make a new library from what can be read of one that no backup brings back; the damaged one stays as it is.

    Raises UserError where ``into`` exists, LibraryDamaged where nothing can be read.
    """
    if into.exists():
        raise UserError(say("“{name}” exists already.", name=into.name), mend=say("Choose another name."))
    return salvage_library(folder.absolute(), into.absolute(), replica=new_id())
