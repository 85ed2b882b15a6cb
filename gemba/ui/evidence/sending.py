"""Chosen pictures leave as files, on the clipboard, or as one file for a reviewer; each by what says what leaves.

Must not know how they are made or written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gemba.services.leaving.reckoning import Reckoned
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

    def pin() -> None:
        from gemba.ui.evidence.pinned import pin_picture

        if picked := chosen():
            pin_picture(desk, picked[0])

    return {
        "evidence.pin": pin,
        "evidence.export": lambda: go_out(_export),
        "evidence.copy": copy,
        "evidence.send": lambda: go_out(send_pictures),
    }


def _export(desk: Desk, owner: QWidget, ids: Sequence[str]) -> None:
    from gemba.ui.evidence.leaving import export_pictures

    export_pictures(desk, owner, ids)


def copy_picture(desk: Desk, owner: QWidget, capture_id: str) -> None:
    """Put one reviewed picture on the clipboard as it may leave, or say why not."""
    from gemba.services.pictures.copies import PictureCopy, picture_copy

    def done(copy: PictureCopy) -> None:
        from gemba.ui.leaving.picture_mime import put_on_clipboard

        put_on_clipboard(copy)
        desk.toast(desk.words.tr("The picture is on the clipboard: marks painted, covers burnt in."), kind="good")

    library = desk.app.library
    desk.fetch(lambda job: picture_copy(library, capture_id), owner=owner, then=done, key="evidence-copy")


def send_pictures(desk: Desk, owner: QWidget, ids: Sequence[str]) -> None:
    """Reckon what would go to a reviewer elsewhere, then show the sheet."""
    reviews, wanted = desk.app.reviews, tuple(ids)
    _ask(desk, owner, lambda: (reviews.reckon(wanted), ""), _Sending(pictures=wanted))


def send_visit(desk: Desk, owner: QWidget, session: str) -> None:
    """Do the same with every picture of a visit; the file is called as the report of the visit is."""
    app, reviews = desk.app, desk.app.reviews

    def reckon() -> tuple[Reckoned, str]:
        return reviews.reckon(session=session), app.exporting.session_file_name(session)

    _ask(desk, owner, reckon, _Sending(session=session))


@dataclass(frozen=True, slots=True)
class _Sending:
    """What is sent: these pictures, or those of a visit."""

    pictures: tuple[str, ...] = ()
    session: str | None = None


def _ask(desk: Desk, owner: QWidget, reckon: Callable[[], tuple[Reckoned, str]], what: _Sending) -> None:
    def show(reckoned: tuple[Reckoned, str]) -> None:
        found, name = reckoned
        if found.pictures:
            show_leaving_sheet(desk, owner, _leaving(desk, what, found, name))
        elif found.unreviewed:
            first = found.unreviewed[0].capture_id
            desk.toast(
                desk.words.tr("None of these pictures has been reviewed; only reviewed ones leave."),
                button=desk.words.tr("Review them"),
                action=lambda: desk.go("evidence", first),
                kind="attention",
            )
        else:
            desk.toast(desk.words.tr("There are no pictures to send."), kind="attention")

    desk.fetch(lambda job: reckon(), owner=owner, then=show, key="evidence-reckon")


def _leaving(desk: Desk, what: _Sending, found: Reckoned, name: str) -> Leaving:
    words, reviews = desk.words, desk.app.reviews

    def write(chosen: Outgoing, job: Job) -> Path:
        sent = reviews.export(
            chosen.path,
            what.pictures,
            session=what.session,
            question=chosen.words,
            accept_unreviewed=chosen.accept_unreviewed,
            progress=job.step,
        )
        return sent.path

    back = words.tr("The reviewer opens it without a library, adds marks and comments, and sends the same file back")
    return Leaving(
        title=words.count("Send {n} picture to a reviewer", "Send {n} pictures to a reviewer", found.pictures),
        suffixes=(Suffix(SUFFIX, words.tr("Review")),),
        name=name or words.tr("For review"),
        lines=(*lines_of(words, found), LeavingLine("send", back)),
        unreviewed=found.unreviewed,
        names_those=False,
        asks=words.tr("Your questions to the reviewer"),
        write=write,
    )
