"""“As the system”: the desktop's portal is asked and heard, on a private bus with a small portal of our own."""

import contextlib
import shutil
import socket
import sys
import threading

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import Proxy, open_dbus_connection
from PySide6.QtWidgets import QApplication

from gemba.ui.application import Application
from gemba.ui.frame.window_state import read_states
from gemba.ui.look import system_look
from gemba.ui.look.looks import DARK, LIGHT
from gemba.ui.look.system_look import SystemLook
from gemba.ui.starting.beginning import Beginning
from tests.patience import HANG_GUARD_S

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="portals are a Linux thing"),
    pytest.mark.skipif(
        shutil.which("dbus-daemon") is None, reason="dbus-daemon (package dbus-daemon) is not installed"
    ),
]
ADDRESS = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for answers and ends as long as a busy machine may need: the portal here is a thread of this process."""
    for name in ("_ANSWER_S", "_END_S"):
        monkeypatch.setattr(system_look, name, HANG_GUARD_S)


class Portal:
    """Answers for the desktop; ``says`` tells everybody of a change."""

    def __init__(self, scheme: object, *, old: bool = False) -> None:
        self.scheme = scheme
        self.old = old
        self.asked: list[str] = []
        self.connection = open_dbus_connection("SESSION")
        Proxy(message_bus, self.connection).RequestName("org.freedesktop.portal.Desktop")
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                message = self.connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._answer(message)

    def _answer(self, message: object) -> None:
        method = message.header.fields[HeaderFields.member]  # type: ignore[attr-defined]
        self.asked.append(method)
        if method == "ReadOne" and self.old:
            reply = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
        elif self.old:
            reply = new_method_return(message, "v", (("v", ("u", self.scheme)),))
        else:
            reply = new_method_return(message, "v", (("u", self.scheme),))
        self.connection.send(reply)

    def says(self, scheme: int, key: str = "color-scheme") -> None:
        body = ("org.freedesktop.appearance", key, ("u", scheme))
        self.connection.send(new_signal(ADDRESS, "SettingChanged", "ssv", body))

    def close(self) -> None:
        self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.connection.close()


@pytest.mark.parametrize("old", [False, True], ids=["ReadOne", "Read"])
def test_it_asks_and_then_hears(qtbot, bus, old):
    portal, look = Portal(1, old=old), SystemLook()
    heard: list[bool] = []
    look.dark.connect(heard.append)
    try:
        look.begin()
        qtbot.waitUntil(lambda: heard == [True])
        portal.says(0, key="contrast")
        portal.says(2)
        qtbot.waitUntil(lambda: heard == [True, False])
        portal.says(1)
        qtbot.waitUntil(lambda: heard == [True, False, True])
    finally:
        look.close()
        portal.close()
    assert look._thread is not None and not look._thread.is_alive()
    assert portal.asked == (["ReadOne", "Read"] if old else ["ReadOne"])


def test_a_bus_without_a_portal_says_nothing_and_ends(qtbot, bus):
    look = SystemLook()
    heard: list[bool] = []
    look.dark.connect(heard.append)
    look.begin()
    qtbot.waitUntil(lambda: look._socket is not None)
    look.close()
    assert heard == []
    assert look._thread is not None and not look._thread.is_alive()


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all", "nonsense"])
def test_no_bus_is_no_trouble(qtbot, monkeypatch, address):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    look = SystemLook()
    look.begin()
    look.close()
    assert look._thread is None or not look._thread.is_alive()


def test_the_windows_follow_and_the_next_start_begins_as_it_was(qtbot, bus, qapp: QApplication, empty_folder):
    portal = Portal(2)
    beginning = Beginning(qapp, language="en", appearance="system")
    try:
        beginning.try_open(empty_folder)
        application = beginning.application
        assert isinstance(application, Application)
        qtbot.waitUntil(lambda: "ReadOne" in portal.asked)
        assert beginning.theme.look is LIGHT
        portal.says(1)
        qtbot.waitUntil(lambda: beginning.theme.look is DARK)
        beginning.theme.wear("light")
        portal.says(2)
        portal.says(1)
        qtbot.waitUntil(lambda: beginning.theme.system_dark)
        assert beginning.theme.look is LIGHT, "who chose light keeps it"
    finally:
        beginning.close()
        portal.close()
    assert read_states()[0].system_dark
    again = Beginning(qapp, language="en", appearance="system")
    again.close()
    assert again.theme.look is DARK
    again.theme.wear("light")
