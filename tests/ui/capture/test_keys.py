"""Keys of the whole desktop: grabbed for real on an X server, asked of a portal on a private bus, read as written."""

from __future__ import annotations

import contextlib
import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import Proxy, open_dbus_connection
from PIL import Image

from gemba.errors import EnvironmentProblem
from gemba.settings import DECLARED
from gemba.ui.capture.keys.global_keys import Held
from gemba.ui.capture.keys.names import KeyName, read_key
from gemba.ui.capture.keys.portal import PortalKeys
from gemba.ui.capture.keys.windows import virtual_key
from gemba.ui.capture.keys.x11 import X11Keys
from gemba.ui.capture.portal.shot import picture_from_desktop
from tests.e2e.screen import wait_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X11 and portals are Linux things")
needs_bus = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed")


class Ears:
    """What was pressed and what became of the keys."""

    def __init__(self) -> None:
        self.pressed: list[str] = []
        self.held: dict[str, Held] = {}


# -- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ctrl+Alt+G", KeyName(("Ctrl", "Alt"), "G")),
        ("alt+ctrl+g", KeyName(("Ctrl", "Alt"), "G")),
        ("Print", KeyName((), "Print")),
        ("Shift+F12", KeyName(("Shift",), "F12")),
        ("Meta+5", KeyName(("Meta",), "5")),
        ("G", None),
        ("Shift+G", None),
        ("Ctrl+Ctrl+G", None),
        ("Ctrl+", None),
        ("F25", None),
        ("Ctrl+Enter", None),
        ("", None),
    ],
)
def test_a_key_as_it_is_written(text: str, key: KeyName | None) -> None:
    assert read_key(text) == key
    said = DECLARED["capture.key.region"].problem(text)
    assert (said is None) == (key is not None or not text or text == "Ctrl+Ctrl+G")


def test_windows_numbers() -> None:
    found = [virtual_key(read_key(text)) for text in ("Ctrl+G", "Print", "F1", "F24", "Alt+0")]
    assert found == [0x47, 0x2C, 0x70, 0x87, 0x30]


# -- X11 ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def x_keys(screen, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[dict[str, str]], Ears]]:
    monkeypatch.setenv("DISPLAY", screen.display)
    running: list[X11Keys] = []

    def begin(keys: dict[str, str]) -> Ears:
        ears, way = Ears(), X11Keys()
        running.append(way)
        way.begin(keys, ears.pressed.append, ears.held.update)
        wait_for(lambda: len(ears.held) == len(keys), "the server answered")
        return ears

    yield begin
    for way in running:
        way.close()


def test_a_grabbed_key_is_heard_with_every_lock_and_nothing_else_is(x_keys, screen) -> None:
    ears = x_keys({"region": "Ctrl+Alt+G", "screen": "F9"})
    assert ears.held == {"region": Held.WORKS, "screen": Held.WORKS}
    screen.keys("ctrl+alt+g")
    wait_for(lambda: ears.pressed == ["region"], "the key")
    screen.keys("g", "ctrl+g", "alt+ctrl+shift+g", "F9")
    wait_for(lambda: ears.pressed == ["region", "screen"], "the other key")
    screen.keys("Num_Lock")
    try:
        screen.keys("ctrl+alt+g")
        wait_for(lambda: ears.pressed == ["region", "screen", "region"], "the key under a lock")
    finally:
        screen.keys("Num_Lock")


def test_a_key_that_another_program_has_is_said_and_the_others_work(x_keys, screen) -> None:
    first = x_keys({"region": "Ctrl+Alt+G"})
    second = x_keys({"region": "Ctrl+Alt+G", "last": "Ctrl+Alt+A", "screen": "nonsense"})
    assert second.held == {"region": Held.TAKEN, "last": Held.WORKS, "screen": Held.UNKNOWN}
    screen.keys("ctrl+alt+g", "ctrl+alt+a")
    wait_for(lambda: second.pressed == ["last"], "the free key")
    wait_for(lambda: first.pressed == ["region"], "the key of who had it")


def test_a_key_given_back_is_free(x_keys, screen, monkeypatch) -> None:
    way, ears = X11Keys(), Ears()
    way.begin({"region": "Ctrl+Alt+G"}, ears.pressed.append, ears.held.update)
    wait_for(lambda: ears.held, "the server answered")
    way.close()
    assert way._thread is not None and not way._thread.is_alive()
    assert x_keys({"region": "Ctrl+Alt+G"}).held == {"region": Held.WORKS}


class Other:
    """Another program at the same keyboard: takes keys, and puts letters on other codes."""

    def __init__(self, display: str) -> None:
        from Xlib import XK, X
        from Xlib import display as xlib

        self._x, self._keys = X, XK
        self._server = xlib.Display(display)

    def code(self, letter: str) -> int:
        return self._server.keysym_to_keycode(self._keys.string_to_keysym(letter))

    def spare(self) -> int:
        """Return a code that nothing is on."""
        first, last = self._server.display.info.min_keycode, self._server.display.info.max_keycode
        rows = self._server.get_keyboard_mapping(first, last - first + 1)
        return max(first + at for at, row in enumerate(rows) if not any(row))

    def put(self, letter: str, code: int) -> None:
        """Put a letter on a code, or nothing for ""; every program is told that the keyboard is another one."""
        symbol = self._keys.string_to_keysym(letter) if letter else 0
        self._server.change_keyboard_mapping(code, [(symbol, symbol)])
        self._server.sync()

    def could_take(self, code: int) -> bool:
        """Say whether Ctrl+Alt with that code was free; it is given back."""
        from Xlib import error

        refused, root = error.CatchError(error.BadAccess), self._server.screen().root
        held = self._x.ControlMask | self._x.Mod1Mask
        root.grab_key(code, held, False, self._x.GrabModeAsync, self._x.GrabModeAsync, onerror=refused)
        self._server.sync()
        if refused.get_error() is not None:
            return False
        root.ungrab_key(code, held)
        self._server.sync()
        return True

    def close(self) -> None:
        self._server.close()


@pytest.fixture
def other(screen) -> Iterator[Other]:
    one = Other(screen.display)
    yield one
    one.close()


def test_a_key_stays_ours_while_the_keyboard_is_changed_for_another(x_keys, screen, other: Other) -> None:
    """Also the first key of a second keyboard says that it is another one: a key let go of then was lost."""
    ears, spare = x_keys({"region": "Ctrl+Alt+G", "last": "Ctrl+Alt+A"}), other.spare()
    told: list[Held] = []
    free = other.could_take(other.code("h"))
    try:
        for turn in range(60):
            other.put("F30" if turn % 2 else "F31", spare)
            told += [Held.WORKS for _ in range(8) if other.could_take(other.code("a"))]
    finally:
        other.put("", spare)
    assert free and not told
    screen.keys("ctrl+alt+a")
    wait_for(lambda: ears.pressed == ["last"], "the key")


def test_a_letter_that_moves_to_another_code_takes_the_key_with_it(x_keys, screen, other: Other) -> None:
    ears, before, spare = x_keys({"region": "Ctrl+Alt+G"}), other.code("g"), other.spare()
    try:
        other.put("g", spare)
        other.put("", before)

        def is_heard() -> bool:
            # Pressed and not tried out: another program's try would be in the way of ours where it just takes the key.
            screen.keys("ctrl+alt+g")
            return bool(ears.pressed)

        wait_for(is_heard, "the key is ours where it stands now")
        wait_for(lambda: other.could_take(before), "and nobody's where it stood")
        assert ears.held == {"region": Held.WORKS}
        assert set(ears.pressed) == {"region"}
    finally:
        other.put("g", before)
        other.put("", spare)


# -- the portal ----------------------------------------------------------------------------------------------------


class Portal:
    """Answers for the desktop: pictures and keys. ``code`` 1 is a person who calls it off, 2 an error."""

    def __init__(self, *, uri: str = "", code: int = 0, given: tuple[str, ...] = (), old_path: bool = False) -> None:
        self.uri, self.code, self.given, self.old_path = uri, code, given, old_path
        self.asked: list[tuple[str, tuple]] = []
        self.session = "/org/freedesktop/portal/desktop/session/x/1"
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

    def _answer(self, message) -> None:
        method = message.header.fields[HeaderFields.member]
        self.asked.append((method, message.body))
        if self.code < 0:
            self.connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
            return
        sender = message.header.fields[HeaderFields.sender].removeprefix(":").replace(".", "_")
        token = message.body[-1]["handle_token"][1]
        path = f"/org/freedesktop/portal/desktop/request/{'old' if self.old_path else sender}/{token}"
        results = {
            "Screenshot": {"uri": ("s", self.uri)},
            "CreateSession": {"session_handle": ("s", self.session)},
            "BindShortcuts": {"shortcuts": ("a(sa{sv})", [(word, {}) for word in self.given])},
        }[method]
        self.connection.send(new_method_return(message, "o", (path,)))
        # Somebody else's answer comes first; it is not to be taken for ours.
        for where, uri in ((f"{path}x", {"uri": ("s", "file:///etc/passwd")}), (path, results)):
            address = DBusAddress(where, interface="org.freedesktop.portal.Request")
            self.connection.send(new_signal(address, "Response", "ua{sv}", (self.code, uri)))

    def press(self, word: str, session: str = "") -> None:
        address = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.GlobalShortcuts")
        self.connection.send(new_signal(address, "Activated", "osta{sv}", (session or self.session, word, 1, {})))

    def close(self) -> None:
        self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.connection.close()


@pytest.fixture
def portal(bus) -> Iterator[Callable[..., Portal]]:
    made: list[Portal] = []

    def make(**how) -> Portal:
        made.append(Portal(**how))
        return made[-1]

    yield make
    for one in made:
        one.close()


@needs_bus
@pytest.mark.parametrize("old_path", [False, True])
def test_the_desktop_hands_over_a_picture(portal, tmp_path: Path, old_path: bool) -> None:
    file = tmp_path / "Bild 1 ä.png"
    Image.new("RGB", (3, 2)).save(file)
    desktop = portal(uri=file.as_uri(), old_path=old_path)
    assert picture_from_desktop(choose=True) == file
    ((method, body),) = desktop.asked
    assert (method, body[0], body[1]["interactive"]) == ("Screenshot", "", ("b", True))


@needs_bus
def test_a_person_who_calls_it_off_is_no_error(portal) -> None:
    portal(code=1)
    assert picture_from_desktop(choose=False) is None


@needs_bus
@pytest.mark.parametrize("how", [{"code": 2}, {"code": -1}, {"uri": "https://a.test/x.png"}, {"uri": ""}])
def test_a_desktop_that_gives_nothing_says_the_way_out(portal, how) -> None:
    portal(**how)
    with pytest.raises(EnvironmentProblem) as problem:
        picture_from_desktop(choose=False)
    assert problem.value.mend is not None


@needs_bus
def test_a_bus_without_a_portal_says_the_way_out(bus) -> None:
    with pytest.raises(EnvironmentProblem):
        picture_from_desktop(choose=False)


def test_no_bus_says_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with pytest.raises(EnvironmentProblem):
        picture_from_desktop(choose=False)


@needs_bus
def test_the_desktop_gives_keys_and_tells_when_they_are_pressed(portal) -> None:
    desktop = portal(given=("region",))
    way, ears = PortalKeys(), Ears()
    way.begin({"region": "Ctrl+Alt+G", "last": "F9"}, ears.pressed.append, ears.held.update)
    wait_for(lambda: ears.held == {"region": Held.WORKS, "last": Held.REFUSED}, "the desktop's word")
    assert [method for method, _ in desktop.asked] == ["CreateSession", "BindShortcuts"]
    proposed = {word: told["preferred_trigger"][1] for word, told in desktop.asked[1][1][1]}
    assert proposed == {"region": "CTRL+ALT+g", "last": "F9"}
    desktop.press("region", session="/somebody/elses")
    desktop.press("region")
    wait_for(lambda: ears.pressed == ["region"], "the key")
    way.close()
    assert way._thread is not None and not way._thread.is_alive()


@needs_bus
@pytest.mark.parametrize("how", [{"code": 2}, {"code": -1}])
def test_a_desktop_that_gives_no_keys_is_said(portal, how) -> None:
    portal(**how)
    way, ears = PortalKeys(), Ears()
    way.begin({"region": "Ctrl+Alt+G"}, ears.pressed.append, ears.held.update)
    wait_for(lambda: ears.held == {"region": Held.REFUSED}, "the refusal")
    way.close()
