"""A session without a bus of the desktop gets none by a start; one that runs already is taken."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba.ui.starting import session_bus
from tests.e2e.screen import Screen, missing, screen_with
from tests.faults.rig import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bus of Linux desktops")

HANG_S = 120
ADDRESS = "unix:path=/tmp/dbus-made,guid=0123"

_ASKS = """
import os, sys
from PySide6.QtCore import QTimer
from gemba.ui.starting import session_bus
from gemba.ui.application import qt_application
given_back = session_bus.no_new_bus() if sys.argv[1] == "held" else (lambda: None)
qt = qt_application()
QTimer.singleShot(0, qt, given_back)
QTimer.singleShot(1500, qt.quit)
qt.exec()
print(os.environ.get("DBUS_SESSION_BUS_ADDRESS", "none"))
"""


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give a session with a screen and no bus, and a machine of its own; return the folder of its person."""
    home, machine = tmp_path / "home", tmp_path / "machine-id"
    home.mkdir()
    machine.write_text("d00d\n")
    monkeypatch.setattr(session_bus, "_MACHINE", (str(tmp_path / "none"), str(machine)))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("DISPLAY", ":123.0")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return home


def keep(home: Path, pid: int, *, display: str = "123") -> None:
    folder = home / ".dbus" / "session-bus"
    folder.mkdir(parents=True)
    (folder / f"d00d-{display}").write_text(
        f"# a comment\nDBUS_SESSION_BUS_ADDRESS='{ADDRESS}'\nDBUS_SESSION_BUS_PID={pid}\nDBUS_SESSION_BUS_WINDOWID=1\n"
    )


def named() -> str | None:
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS")


def test_where_there_is_no_bus_none_is_looked_for_until_it_is_given_back(bare: Path) -> None:
    given_back = session_bus.no_new_bus()
    assert named() == "disabled:"
    given_back()
    assert named() is None


def test_one_that_another_program_started_is_taken_while_it_runs(bare: Path) -> None:
    keep(bare, os.getpid())
    given_back = session_bus.no_new_bus()
    assert named() == ADDRESS
    given_back()
    assert named() is None


@pytest.mark.parametrize(("pid", "display"), [("gone", "123"), ("alive", "12"), ("broken", "123")])
def test_one_that_is_gone_or_of_another_screen_or_unreadable_is_not(bare: Path, pid: str, display: str) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait(HANG_S)
    keep(bare, {"gone": ended.pid, "alive": os.getpid(), "broken": 0}[pid], display=display)
    if pid == "broken":
        (bare / ".dbus" / "session-bus" / "d00d-123").write_bytes(b"DBUS_SESSION_BUS_PID=\xff\n")
    assert session_bus.launched(":123.0") == ""


def test_a_session_that_has_a_bus_or_no_screen_is_left_alone(
    bare: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/bus")
    session_bus.no_new_bus()()
    assert named() == "unix:path=/run/bus"
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    (tmp_path / "bus").touch()
    session_bus.no_new_bus()
    assert named() is None
    (tmp_path / "bus").unlink()
    monkeypatch.delenv("DISPLAY")
    session_bus.no_new_bus()
    assert named() is None


def test_a_runtime_folder_of_somebody_else_is_as_none(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.fail("permission tests drop from root to an unprivileged user; start them as root (SETTLED §31)")
    with tempfile.TemporaryDirectory() as folder:  # mode 0700, as `su` leaves the one of who was there before
        (Path(folder) / "bus").touch()
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        os.seteuid(65534)
        try:
            given_back = session_bus.no_new_bus()
        finally:
            os.seteuid(0)
    assert named() == "disabled:"
    given_back()


@pytest.fixture
def screen() -> Iterator[Screen]:
    if missing():
        pytest.skip(f"not on this machine: {', '.join(missing())}")
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")
    with screen_with({key: value for key, value in os.environ.items() if key not in hidden}) as running:
        yield running


def test_no_daemon_is_left_behind_by_the_application(screen: Screen, tmp_path: Path) -> None:
    kept = {}
    for how in ("held", "free"):
        home = tmp_path / how
        home.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", _ASKS, how],
            env=screen.environment | {"HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            timeout=HANG_S,
            check=True,
        )
        assert done.stdout.split() == ["none"]
        kept[how] = list(home.glob(".dbus/session-bus/*"))
    for one in kept["free"]:
        told = dict(line.split("=", 1) for line in one.read_text().splitlines() if line.startswith("DBUS_"))
        os.kill(int(told["DBUS_SESSION_BUS_PID"]), signal.SIGTERM)
    if not kept["free"]:
        pytest.skip("nothing here starts a bus by itself (dbus-launch)")
    assert kept["held"] == []
