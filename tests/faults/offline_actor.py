"""Use the real window as a person does, in a process that has no network, and say what reached for one (H-16)."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

_TABLES = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")
_ASKING = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname")
_WAIT_S = 120.0


def _say(*words: str) -> None:
    print(*words, flush=True)


def _hook(event: str, details: tuple[object, ...]) -> None:
    if event not in _ASKING:
        return
    address = details[1] if event.startswith(("socket.connect", "socket.send")) else details[0]
    if not isinstance(address, (str, bytes)) or event.startswith("socket.get"):
        _say("REACHED", event, repr(address))


def _tables() -> None:
    """Say which sockets of the internet stand open in this namespace, by C or by Python."""
    for name in _TABLES:
        for line in Path("/proc/self/net", name).read_text().splitlines()[1:]:
            _say("SOCKET", name, line.split()[1])


def _until(done: Callable[[], object]) -> None:
    from PySide6.QtTest import QTest

    deadline = time.monotonic() + _WAIT_S
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError("the window did not get there")
        QTest.qWait(10)


def use(library: str, paper: str) -> None:
    """Go through the places, write a note, look for a word, print a visit's report."""
    from gemba.app import open_app
    from gemba.services.visits.observations import ObservationFields
    from gemba.ui.application import Application
    from gemba.ui.places import PLACES, SETTINGS

    application = Application(open_app(Path(library)), appearance="light")
    window = application.open_window()
    _until(lambda: bool(window.places))
    desk = window.desk
    for entry in (*PLACES, SETTINGS):
        window.go(entry.name)
        _until(lambda entry=entry: window.place_name == entry.name and not desk.jobs.busy)  # type: ignore[misc]
        _say("PLACE", entry.name)
    session, app = desk.app.sessions.all()[0], desk.app
    noted: list[object] = []
    desk.do(lambda: app.observations.note(session.id, ObservationFields(text="Seen offline")), then=noted.append)
    _until(lambda: noted)
    _say("NOTED")
    found: list[object] = []
    desk.fetch(lambda _: app.search.found("offline"), then=found.append)
    _until(lambda: found and found[0])
    _say("FOUND")
    printed: list[object] = []
    desk.fetch(lambda _: _print(app, Path(paper)), then=printed.append)
    _until(lambda: printed)
    _say("PRINTED")
    _tables()
    application.close()


def _print(app: object, paper: Path) -> bool:
    from gemba.app import App
    from gemba.services.narratives.paper import PaperChoice

    assert isinstance(app, App)
    app.narratives.export("", paper, PaperChoice(accept_unreviewed=True))
    return True


def connect() -> None:
    """Reach for a machine that is not this one."""
    with socket.socket() as asking:
        try:
            asking.connect(("192.0.2.1", 80))
        except OSError:
            return
    raise AssertionError("there is a network after all")


def name() -> None:
    """Ask for a name."""
    try:
        socket.getaddrinfo("gemba.invalid", 80)
    except OSError:
        return
    raise AssertionError("there is a network after all")


def listen() -> None:
    """Open a port."""
    with socket.create_server(("", 0)):
        _tables()


if __name__ == "__main__":
    sys.addaudithook(_hook)
    {"use": use, "connect": connect, "name": name, "listen": listen}[sys.argv[1]](*sys.argv[2:])
