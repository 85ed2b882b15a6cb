"""The demo: a library from the sample pack, and its narrative as a PDF, in one go (`gemba demo DIR`).

Also takes another pack of the same form; one without annotations.json and narrative.*.md ends with the drafted
narrative and "not yet reviewed" in place of its pictures. Must not know how any step works.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gemba import paths
from gemba.app import App, create_library, open_app
from gemba.errors import UserError
from gemba.message import Message, say
from gemba.model.values import TicketState

if TYPE_CHECKING:
    from gemba.services.importing.report import ImportReport

Step = Callable[[Message, int, int], None]
LIBRARY = "library.gemba"
PDF = "narrative.pdf"
ANNOTATIONS = "annotations.json"
NARRATIVES = ("narrative.vi.md", "narrative.zh-Hant.md", "narrative.zh-Hans.md", "narrative.en.md")
"""In the order they are brought in: the last one is the newest, the one that commands mean and that is printed."""
_PACK, _BY_HAND = say("Reading the pack"), say("Applying what was decided by hand")
_NARRATIVES, _DRAFT = say("Reading the narratives"), say("Drafting the narrative")
_SHARES_PERCENT = {_PACK: (0, 70), _BY_HAND: (70, 15), _NARRATIVES: (85, 15), _DRAFT: (85, 15)}
"""Where each part of bringing the sample in begins, and how long it is, by what it takes."""


@dataclass(frozen=True, slots=True)
class DemoDone:
    """What the demo made."""

    library: Path
    pdf: Path
    pages: int
    body_pages: int
    tickets: int
    actionable: int
    refused: int
    unreviewed: tuple[str, ...]
    gaps: int


def run_demo(folder: Path, *, pack: Path | None = None, step: Step | None = None) -> DemoDone:
    """Make ``folder``/library.gemba from a pack and print ``folder``/narrative.pdf; return what came of it.

    A second run goes on with the library that stands there: the import changes nothing, the narrative is printed anew.
    ``step`` is called with what is being done, and done and total of it. Raises UserError where ``pack`` is none.
    """
    tell = step or _silent
    source = (pack or paths.sample()).resolve()
    if not source.is_dir():
        raise UserError(say("“{name}” is no folder.", name=source.name), mend=say("Name the folder of a visit pack."))
    folder.mkdir(parents=True, exist_ok=True)
    library = folder / LIBRARY
    if not library.exists():
        create_library(library)
    with open_app(library, writes=True) as app:
        report = _bring_in(app, source, tell)
        views = app.tickets.views()
        tell(say("Judging and ranking {n} tickets", n=len(views)), 1, 1)
        first = _narratives(app, source, tell)
        from gemba.services.narratives.paper import PaperChoice

        choice = PaperChoice(accept_unreviewed=True, over_budget=True)
        drawing = _part(tell, say("Drawing the narrative"))
        done = app.narratives.export(first, folder / PDF, choice, progress=drawing)
        return DemoDone(
            library=library,
            pdf=done.file,
            pages=done.pages,
            body_pages=done.body_pages,
            tickets=len(views),
            actionable=sum(view.row.state is TicketState.ACTIONABLE for view in views),
            refused=len(report.refused),
            unreviewed=done.unreviewed,
            gaps=done.gaps,
        )


def bring_in_sample(app: App, *, step: Step | None = None) -> None:
    """Read the sample round with all that belongs to it into an open library; ``step`` may raise to stop.

    ``step`` gets done and total of the whole, not of the part that is said.
    """
    tell = _whole(step or _silent)
    _bring_in(app, paths.sample(), tell)
    _narratives(app, paths.sample(), tell)


def make_sample(folder: Path, *, step: Step | None = None) -> Path:
    """Make a library with the sample round in it and return its folder; ``step`` may raise to stop.

    It stands complete under its name, or not at all. Raises UserError where something of that name exists.
    """
    if folder.exists():
        raise UserError(say("“{name}” exists already.", name=folder.name), mend=say("Choose another name."))
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = folder.with_name(f"{folder.stem}.{os.getpid()}.part{folder.suffix}")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        create_library(staging)
        with open_app(staging, writes=True) as app:
            bring_in_sample(app, step=step)
        staging.rename(folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return folder


def _bring_in(app: App, source: Path, tell: Step) -> ImportReport:
    report = app.importing.import_pack(source, progress=_part(tell, _PACK))
    by_hand = source / ANNOTATIONS
    if by_hand.is_file():
        app.by_hand.apply(by_hand, progress=_part(tell, _BY_HAND))
    return report


def _narratives(app: App, source: Path, tell: Step) -> str:
    """Bring the pack's narratives in, or draft one; return the id of the one to print, which is the newest."""
    known = app.narratives.all()
    if known:
        return known[0].id
    files = [source / name for name in NARRATIVES if (source / name).is_file()]
    if not files:
        tell(_DRAFT, 1, 1)
        return app.narratives.new(round_name=source.name).id
    row_id = ""
    for done, file in enumerate(files, start=1):
        row_id = app.narratives.new(round_name=source.name, source=file.read_text("utf-8-sig")).id
        tell(_NARRATIVES, done, len(files))
    return row_id


def _part(tell: Step, words: Message) -> Callable[[int, int], None]:
    return lambda done, total: tell(words, done, total)


def _whole(tell: Step) -> Step:
    """Let each part be its share of the whole, so that one bar goes through all of them and never back."""

    def told(what: Message, done: int, total: int) -> None:
        start, length = _SHARES_PERCENT[what]
        tell(what, start * total + length * done, 100 * total)

    return told


def _silent(what: Message, done: int, total: int) -> None:
    """Show nothing."""
