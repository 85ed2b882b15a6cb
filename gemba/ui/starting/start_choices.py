"""Which scene a problem at the start is, and what can be done: bad place, held, damaged, anything else.

Must not know how a scene is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.errors import GembaError, LibraryBusy, LibraryDamaged, LocationProblem, UserError
from gemba.message import N_, joined
from gemba.ui.frame.library_commands import choose_folder, choose_new
from gemba.ui.jobs import Job

if TYPE_CHECKING:
    from gemba.ui.starting.start_window import StartWindow


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to go on."""

    text: str
    work: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the window says; the first choice is the next step."""

    icon: str
    colour: str
    title: str
    sentence: str
    choices: tuple[Choice, ...]


def scene_of(problem: GembaError, window: StartWindow) -> Scene:
    """Return the scene for what stands in the way of opening the window's folder."""
    ways, tr = _Ways(window), window.words.tr
    say = window.words.say(problem.sentence)
    both = window.words.problem(problem)
    if isinstance(problem, LocationProblem):
        choices: tuple[Choice, ...] = (
            Choice(tr("Open it anyway"), ways.open_here),
            Choice(tr("Open another library…"), ways.open_other),
        )
        title = tr("This library lies in a risky place")
        return Scene("cloud-off", "attention", title, joined((say, tr(RISK))), choices)
    if isinstance(problem, LibraryBusy):
        choices = (Choice(tr("Try again"), ways.again), Choice(tr("Open another library…"), ways.open_other))
        if problem.mend is not None and "--take-over" in problem.mend.template:
            choices = (*choices, Choice(tr("It is closed there: take over"), ways.take_over))
        return Scene("lock", "attention", tr("Another program uses this library"), say, choices)
    if isinstance(problem, LibraryDamaged):
        choices = (
            Choice(tr("Bring back the last good backup"), ways.restore),
            Choice(tr("Examine the library"), ways.examine),
            Choice(tr("Open another library…"), ways.open_other),
        )
        return Scene("octagon-alert", "stop", tr("This library is damaged"), joined((say, tr(_KEPT))), choices)
    if isinstance(problem, UserError):
        choices = (Choice(tr("Open another library…"), ways.open_other), Choice(tr("New library…"), ways.new))
        return Scene("folder", "muted", tr("This is no library"), say, choices)
    choices = (Choice(tr("Try again"), ways.again), Choice(tr("Open another library…"), ways.open_other))
    return Scene("hard-drive", "attention", tr("The library does not open"), both, choices)


#: what is said after where a library lies that syncs or shares its folder
RISK = N_("There a library can be damaged while it is written. Move its folder to a disk of this computer.")
_KEPT = N_("Nothing is changed before you choose; what stands here now is kept aside.")


class _Ways:
    """The ways to go on from one start window."""

    def __init__(self, window: StartWindow) -> None:
        self._window = window
        self._tr = window.words.tr

    def again(self) -> None:
        self._window.open_wanted.emit(self._window.folder)

    def open_here(self) -> None:
        self._window.open_here_wanted.emit(self._window.folder)

    def take_over(self) -> None:
        self._window.take_over_wanted.emit(self._window.folder)

    def open_other(self) -> None:
        folder = choose_folder(self._window, self._tr("Open a library"))
        if folder is not None:
            self._window.open_wanted.emit(folder)

    def new(self) -> None:
        folder = choose_new(self._window, self._tr("New library"))
        if folder is not None:
            self._make(folder)

    def _make(self, folder: Path) -> None:
        from gemba.app import create_library

        self._window.work_on(self._tr("Making the library"), lambda _: create_library(folder), self._open)

    def _open(self, folder: object) -> None:
        self._window.open_wanted.emit(folder)

    def restore(self) -> None:
        from gemba.services.keeping.backup import restore_library

        folder = self._window.folder

        def work(job: Job) -> Path:
            restore_library(folder, progress=job.step)
            return folder

        self._window.work_on(self._tr("Bringing the backup back"), work, self._open)

    def examine(self) -> None:
        from gemba.services.keeping.health import Report, check_library

        window, words = self._window, self._window.words

        def done(report: object) -> None:
            assert isinstance(report, Report)
            if report.ok:
                self.again()
                return
            said = joined(words.say(one.sentence) for one in report.findings[:4])
            kept = Scene("octagon-alert", "stop", window.scene.title, said, window.scene.choices)
            window.show_scene(kept)

        window.work_on(
            self._tr("Examining the library"), lambda job: check_library(window.folder, progress=job.step), done
        )
