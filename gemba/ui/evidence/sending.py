"""Chosen pictures leave as files, on the clipboard, or as one file for a reviewer; each by what says what leaves.

Must not know how they are made or written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gemba.services.reckoning import Reckoned
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.leaving.leaving import Leaving, LeavingLine, Outgoing, Suffix, lines_of
from gemba.ui.leaving.sheet import show_leaving_sheet

SUFFIX = ".gemba-review"


def outgoing_handlers(
    desk: Desk, owner: QWidget, chosen: Callable[[], Sequence[str]], shown: Callable[[], Sequence[str]]
) -> dict[str, Callable[[], object]]:
    """Return the place's actions that let pictures leave: the chosen ones, else all that are shown."""

    def go_out(way: Callable[[Desk, QWidget, Sequence[str]], None]) -> None:
        if wanted := chosen() or shown():
            way(desk, owner, wanted)

    def copy() -> None:
        if picked := chosen():
            copy_picture(desk, owner, picked[0])

    return {
        "evidence.export": lambda: go_out(_export),
        "evidence.copy": copy,
        "evidence.send": lambda: go_out(send_pictures),
    }


def _export(desk: Desk, owner: QWidget, ids: Sequence[str]) -> None:
    from gemba.ui.evidence.leaving import export_pictures

    export_pictures(desk, owner, ids)


def copy_picture(desk: Desk, owner: QWidget, capture_id: str) -> None:
    """Put one reviewed picture on the clipboard as it may leave, or say why not."""
    from gemba.services.picture_copies import PictureCopy, picture_copy

    def done(copy: PictureCopy) -> None:
        from gemba.ui.leaving.picture_mime import put_on_clipboard

        put_on_clipboard(copy)
        desk.toast(desk.words.tr("The picture is on the clipboard: marks painted, covers burnt in."), kind="good")

    library = desk.app.library
    desk.fetch(lambda job: picture_copy(library, capture_id), owner=owner, then=done, key="evidence-copy")


def send_pictures(desk: Desk, owner: QWidget, ids: Sequence[str]) -> None:
    """Reckon what would go to a reviewer elsewhere, then show the sheet."""
    reviews, wanted = desk.app.reviews, tuple(ids)

    def show(found: Reckoned) -> None:
        if found.pictures:
            show_leaving_sheet(desk, owner, _leaving(desk, wanted, found))
        else:
            desk.toast(
                desk.words.tr("None of these pictures has been reviewed; only reviewed ones leave."), kind="attention"
            )

    desk.fetch(lambda job: reviews.reckon(wanted), owner=owner, then=show, key="evidence-reckon")


def _leaving(desk: Desk, ids: tuple[str, ...], found: Reckoned) -> Leaving:
    words, reviews = desk.words, desk.app.reviews

    def write(chosen: Outgoing, job: Job) -> Path:
        return reviews.export(chosen.path, ids, accept_unreviewed=chosen.accept_unreviewed, progress=job.step).path

    back = words.tr("The reviewer opens it without a library, adds marks and comments, and sends the same file back")
    return Leaving(
        title=words.count("Send {n} picture to a reviewer", "Send {n} pictures to a reviewer", found.pictures),
        suffixes=(Suffix(SUFFIX, words.tr("Review")),),
        name=words.tr("For review"),
        lines=(*lines_of(words, found), LeavingLine("send", back)),
        unreviewed=found.unreviewed,
        write=write,
    )
