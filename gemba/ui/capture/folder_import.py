"""Add what came into the watched folder, to the visit that runs or to the inbox, behind the window.

Must not know how a folder is watched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from gemba.errors import GembaError
from gemba.message import joined
from gemba.model.ids import new_id
from gemba.ui.capture.whose import Whose
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job


def add_files(desk: Desk, whose: Whose, files: Sequence[Path], *, owner: QObject, then: Callable[[], object]) -> None:
    """Add picture files; a privacy pause or missing consent leaves them where they are, and says so."""
    words = desk.words
    why = whose.why_not(desk)
    if why:
        desk.toast(why, kind="attention")
        return
    visit = whose.session(desk)
    session = None if visit is None else visit.id
    captures, together = desk.app.captures, f"folder-{new_id()}"

    def work(job: Job) -> tuple[int, list[str]]:
        added, problems = 0, []
        for done, path in enumerate(files):
            job.step(done, len(files))
            try:
                captures.add_file(path, session=session, together=together)
                added += 1
            except GembaError as problem:
                problems.append(words.problem(problem))
        return added, problems

    def ended(result: tuple[int, list[str]]) -> None:
        added, problems = result
        if added:
            text = words.count("{n} picture from the watched folder", "{n} pictures from the watched folder", added)
            desk.toast(text, button=words.tr("Show"), action=lambda: desk.go("evidence"), kind="good")
        if problems:
            desk.toast(joined(problems[:3]), kind="stop")
        then()

    title = words.count("Adding {n} picture", "Adding {n} pictures", len(files))
    desk.fetch(work, owner=owner, then=ended, title=title)
