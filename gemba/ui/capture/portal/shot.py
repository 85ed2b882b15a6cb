"""Ask a Wayland desktop for a picture, through its portal: programs may not look at the screen there themselves.

The desktop asks the person, and hands over a file; it goes the way of every outside picture and is removed from where
the desktop put it only by the desktop. Must not know how a part is chosen: the desktop does that too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QObject

from gemba.errors import EnvironmentProblem, GembaError
from gemba.message import say
from gemba.model.values import EvidenceSource
from gemba.ui.capture.portal.request import Request
from gemba.ui.desk import Desk

if TYPE_CHECKING:
    from gemba.model.rows import CaptureRow, SessionRow
    from gemba.ui.jobs import Job

_INTERFACE = "org.freedesktop.portal.Screenshot"
#: a person may take so long to answer the desktop's question
_PERSON_S = 300.0
_DONE, _CALLED_OFF = 0, 1

Then = Callable[[tuple["CaptureRow", ...], str], None]


def ask_desktop(desk: Desk, visit: SessionRow | None, *, choose: bool, owner: QObject, then: Then) -> None:
    """Ask for a picture behind the window and keep it; ``then`` gets the row, why there is none, or neither.

    ``choose`` lets the desktop show its own way to choose a part.
    """
    captures, words = desk.app.captures, desk.words

    def work(_: Job) -> CaptureRow | None:
        path = picture_from_desktop(choose=choose)
        if path is None:
            return None
        source = EvidenceSource.REGION if choose else EvidenceSource.SCREEN
        return captures.add_file(path, session=None if visit is None else visit.id, source=source)

    def failed(problem: BaseException) -> None:
        if isinstance(problem, GembaError):
            then((), words.problem(problem))
        else:
            then((), "")
            desk.problem(problem)

    desk.fetch(
        work,
        owner=owner,
        then=lambda row: then(() if row is None else (row,), ""),
        failed=failed,
        title=words.tr("The desktop asks you for the picture"),
    )


def picture_from_desktop(*, choose: bool, wait_s: float = _PERSON_S) -> Path | None:
    """Return the file that the desktop handed over, None where the person called it off.

    Raises EnvironmentProblem where there is no portal, it refuses, or nobody answers for ``wait_s`` seconds.
    """
    if sys.platform != "linux" or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        raise _nothing_here()
    try:
        code, results = _asked(choose=choose, wait_s=wait_s)
    except (OSError, ValueError, KeyError, TimeoutError) as problem:
        raise _nothing_here() from problem
    if code == _CALLED_OFF:
        return None
    address = results.get("uri", ("s", ""))[1] if code == _DONE else ""
    parts = urlsplit(str(address))
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or not parts.path:
        raise EnvironmentProblem(
            say("The desktop did not hand over a picture."),
            mend=say("Allow gemba to take pictures in the settings of the desktop, or paste one."),
        )
    return Path(unquote(parts.path))


def _asked(*, choose: bool, wait_s: float) -> tuple[int, dict[str, Any]]:
    from jeepney.io.blocking import open_dbus_connection

    options = {"interactive": ("b", choose), "modal": ("b", False)}
    with open_dbus_connection("SESSION") as connection:
        return Request(connection, _INTERFACE).ask("Screenshot", "sa{sv}", ("",), options, wait_s=wait_s)


def _nothing_here() -> EnvironmentProblem:
    return EnvironmentProblem(
        say("This desktop lets no program look at the screen."),
        mend=say("Take the picture with the desktop's own key and paste it, or drop the file here."),
    )
