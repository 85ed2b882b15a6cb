"""The picture under work on the clipboard or above other programs' windows, as it may leave: one key each (R-15).

Only a picture that somebody has reviewed; of another it says so, with the button that marks it. Must not know how a
copy is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gemba.errors import GembaError
from gemba.ui.desk import Toast

if TYPE_CHECKING:
    from gemba.services.pictures.copies import PictureCopy
    from gemba.ui.annotator.window import AnnotatorWindow

    #: what is done with the picture of that id, once it may leave
    Take = Callable[[AnnotatorWindow, str], object]


def taking_handlers(window: AnnotatorWindow) -> dict[str, Callable[[], object]]:
    """Return the window's actions that let its picture leave."""
    return {
        "annotator.copy_picture": lambda: take_shown(window, _copy),
        "annotator.pin": lambda: take_shown(window, _pin),
    }


def take_shown(window: AnnotatorWindow, take: Take) -> None:
    """Take the picture with everything that is drawn on it so far, or say what is to be done first."""
    window.keep_typed()
    capture_id, desk = window.work.capture_id, window.desk
    if desk.saving:
        # What was just drawn is on its way; a copy made now would lack it.
        desk.do(lambda: None, owner=window, then=lambda _: _take_or_ask(window, capture_id, take))
    else:
        _take_or_ask(window, capture_id, take)


def _take_or_ask(window: AnnotatorWindow, capture_id: str, take: Take) -> None:
    work = window.work
    if work.capture_id != capture_id or work.row is None:
        return
    if work.is_reviewed:
        take(window, capture_id)
    else:
        _ask(window, capture_id, take)


def _pin(window: AnnotatorWindow, capture_id: str) -> None:
    from gemba.ui.evidence.pinned import pin_picture

    pin_picture(window.desk, capture_id)


def _copy(window: AnnotatorWindow, capture_id: str) -> None:
    desk = window.desk

    def make() -> PictureCopy:
        from gemba.services.pictures.copies import picture_copy

        return picture_copy(desk.app.library, capture_id)

    def done(copy: PictureCopy) -> None:
        from gemba.ui.leaving.picture_mime import put_on_clipboard

        put_on_clipboard(copy)
        window.say(desk.words.tr("The picture is on the clipboard: marks painted, covers burnt in."), "good")

    def failed(problem: BaseException) -> None:
        if isinstance(problem, GembaError):
            window.say(desk.words.problem(problem), "stop")
        else:
            desk.problem(problem)

    desk.fetch(lambda job: make(), owner=window, then=done, failed=failed, key="annotator-copy")


def _ask(window: AnnotatorWindow, capture_id: str, take: Take) -> None:
    """Say that nobody has reviewed it, with the button that does and takes it then."""
    words = window.desk.words
    said = words.tr("Only reviewed pictures go to other programs.")
    if window.work.can_write and not window.work.open_proposals:
        button = words.tr("Mark as reviewed")
        window.toasts.say(Toast(said, button, lambda: _review(window, capture_id, take), kind="attention"))
    else:
        window.say(said, "attention")


def _review(window: AnnotatorWindow, capture_id: str, take: Take) -> None:
    if window.work.capture_id == capture_id:
        window.work.review(lambda: _take_or_ask(window, capture_id, take))
