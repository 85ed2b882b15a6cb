"""What the desktop says is heard on a real bus, in a process of its own: Qt keeps one connection for a whole process."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

#: how long a busy machine may need, and more; the program ends by itself a minute before
HANG_S = 300
LISTENER = """
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QGuiApplication
from gemba.ui.live.system_news import SystemNews

program, news = QGuiApplication(["x"]), SystemNews()
news.locked.connect(lambda yes: (print("locked", yes), program.quit()))
news.listen()
bus = QDBusConnection.sessionBus()
assert bus.isConnected() and bus.registerService("org.freedesktop.ScreenSaver")
word = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
word.setArguments([True])
QTimer.singleShot(0, lambda: bus.send(word))
QTimer.singleShot(240_000, program.quit)
program.exec()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="dbus-run-session is not installed")
def test_a_locked_screen_is_heard_on_the_bus():
    root = Path(__file__).resolve().parents[3]
    command = ["dbus-run-session", "--", sys.executable, "-c", LISTENER]
    told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=HANG_S)
    assert told.stdout.split() == ["locked", "True"], told.stderr
