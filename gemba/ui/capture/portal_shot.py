"""Ask a Wayland desktop for a picture, through its portal: programs may not look at the screen there themselves.

The desktop asks the person, and hands over a file; it goes the way of every outside picture and is removed from where
the desktop put it only by the desktop. Must not know how a part is chosen: the desktop does that too.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QObject

from gemba.errors import EnvironmentProblem, GembaError
from gemba.message import say
from gemba.model.values import EvidenceSource
from gemba.ui.desk import Desk

if TYPE_CHECKING:
    from gemba.model.rows import CaptureRow, SessionRow
    from gemba.ui.jobs import Job

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Screenshot"
_REQUEST = "org.freedesktop.portal.Request"
_ANSWER_S = 5.0
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
    """Ask, and wait for the desktop's answer to that very request."""
    from jeepney import DBusAddress, MatchRule, MessageType, message_bus, new_method_call
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection("SESSION") as connection:
        token = f"gemba{secrets.token_hex(8)}"
        sender = connection.unique_name.removeprefix(":").replace(".", "_")
        path = f"{PATH}/request/{sender}/{token}"
        # Any path: an old portal answers on one of its own making, which its reply names.
        rule = MatchRule(type="signal", interface=_REQUEST, member="Response", sender=NAME)
        Proxy(message_bus, connection, timeout=_ANSWER_S).AddMatch(rule)
        options = {"handle_token": ("s", token), "interactive": ("b", choose), "modal": ("b", False)}
        message = new_method_call(DBusAddress(PATH, NAME, _INTERFACE), "Screenshot", "sa{sv}", ("", options))
        with connection.filter(MatchRule(type="signal", interface=_REQUEST, member="Response")) as answers:
            reply = connection.send_and_get_reply(message, timeout=_ANSWER_S)
            if reply.header.message_type is not MessageType.method_return:
                raise ValueError("the portal refused")
            paths = {path, str(reply.body[0])}
            while True:
                answer = connection.recv_until_filtered(answers, timeout=wait_s)
                if _path_of(answer) in paths:
                    code, results = answer.body
                    return int(code), dict(results)


def _path_of(message: Any) -> str:
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields.path, ""))


def _nothing_here() -> EnvironmentProblem:
    return EnvironmentProblem(
        say("This desktop lets no program look at the screen."),
        mend=say("Take the picture with the desktop's own key and paste it, or drop the file here."),
    )
