"""An X server of its own with a window manager, and hands on its keyboard and mouse. Must not know gemba.

Keys go through the server's own test extension (xdotool), so that focus, shortcuts and input are real. What cannot be
read from outside is waited for with a guard against hanging; nothing here sleeps for luck.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from Xlib.display import Display
from Xlib.X import AnyPropertyType

NEEDED = ("Xvfb", "xdotool", "openbox", "xclip", "import")
SIZE_PX = (1440, 900)
HANG_S = 300.0
_LOOK_S = 0.05
_KEY_MS = "12"
_TYPE_MS = "6"
#: keysyms above Latin-1 are the code point with this bit
_UNICODE = 0x0100_0000
Found = TypeVar("Found")


def wait_for(look: Callable[[], Found], what: str, *, seconds: float = HANG_S) -> Found:
    """Look again and again until something is there, and return it; fail with ``what`` when nothing comes."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain: {what}"
        time.sleep(_LOOK_S)


class Screen:
    """One display, with everything a person's hands do on it."""

    def __init__(self, environment: dict[str, str], *, size_px: tuple[int, int] = SIZE_PX) -> None:
        """Start server and window manager; ``environment`` is what programs on it are to see."""
        reading, writing = os.pipe()
        size = ("-screen", "0", f"{size_px[0]}x{size_px[1]}x24")
        self._server = subprocess.Popen(
            # Without -noreset the server begins anew when the first program asks it something and goes, and the window
            # manager ends if it was just about to come.
            ["Xvfb", "-displayfd", str(writing), *size, "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"
        self.environment = environment | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        self._settings = tempfile.TemporaryDirectory()
        settings = _still(Path(self._settings.name))
        self._manager = subprocess.Popen(["openbox", *settings], env=self.environment, stderr=subprocess.DEVNULL)
        self._clipboard: subprocess.Popen[bytes] | None = None
        display = Display(self.display)
        tells = display.intern_atom("_NET_SUPPORTING_WM_CHECK")
        wait_for(lambda: display.screen().root.get_full_property(tells, AnyPropertyType), "the window manager is there")
        display.close()

    def end(self) -> None:
        """End what was started here."""
        for process in (self._clipboard, self._manager, self._server):
            if process is not None:
                process.terminate()
                process.wait(30)
        self._settings.cleanup()

    # -- keyboard ---------------------------------------------------------------------------------------------

    def know(self, letters: str) -> None:
        """Put letters on keys that have none, so that typing them does not change the keyboard under way.

        The server takes over the map of the keyboard that was pressed last, so one of xdotool's is pressed first.
        """
        wanted = sorted({letter for letter in letters if not letter.isascii()})
        syms = [ord(letter) if ord(letter) < 0x100 else _UNICODE | ord(letter) for letter in wanted]
        display = Display(self.display)

        def known() -> bool:
            self.keys("Shift_L")
            first = display.display.info.min_keycode
            mapping = display.get_keyboard_mapping(first, display.display.info.max_keycode - first + 1)
            there = {code for key in mapping for code in key}
            free = [first + number for number, key in enumerate(mapping) if not any(key)]
            missing = [sym for sym in syms if sym not in there]
            assert len(missing) <= len(free), "more letters than this keyboard has keys to spare"
            for code, sym in zip(free, missing, strict=False):
                display.change_keyboard_mapping(code, [[sym] * len(mapping[0])])
            display.sync()
            return not missing

        wait_for(known, "the keyboard knows the letters")
        display.close()

    def keys(self, *keys: str) -> None:
        """Press keys one after the other."""
        self._do("key", "--delay", _KEY_MS, *keys)

    def types(self, text: str) -> None:
        """Type a text, about as fast as a keyboard can."""
        self._do("type", "--delay", _TYPE_MS, "--", text)

    def enter(self, text: str) -> None:
        """Type a line and press Enter."""
        self.types(text)
        self.keys("Return")

    # -- mouse ------------------------------------------------------------------------------------------------

    def click(self, x_px: int, y_px: int) -> None:
        """Click at a point of the screen."""
        self._move(x_px, y_px, "click", "1")

    def point(self, x_px: int, y_px: int) -> None:
        """Move the mouse to a point of the screen."""
        self._do("mousemove", str(x_px), str(y_px))

    def drag(self, begin: tuple[int, int], end: tuple[int, int]) -> None:
        """Press, move in some steps and let go, in pixels of the screen."""
        self.hold(begin, end)
        self.let_go()

    def hold(self, begin: tuple[int, int], end: tuple[int, int]) -> None:
        """Press and move in some steps; the button stays down."""
        (x0, y0), (x1, y1) = begin, end
        steps = [(x0 + (x1 - x0) * part // 4, y0 + (y1 - y0) * part // 4) for part in range(1, 5)]
        self._move(x0, y0, "mousedown", "1")
        for x, y in steps:
            self._move(x, y)

    def let_go(self) -> None:
        """Let go of the button."""
        self._do("mouseup", "1")

    def _move(self, x_px: int, y_px: int, *then: str) -> None:
        """Move, wait until the mouse is there, and go on; for one that is there already xdotool waits 15 s in vain."""
        words = ["xdotool", "getmouselocation", "--shell"]
        told = subprocess.run(words, env=self.environment, capture_output=True, text=True, check=True).stdout
        is_there = {f"X={x_px}", f"Y={y_px}"} <= set(told.split())
        self._do("mousemove", *(() if is_there else ("--sync",)), str(x_px), str(y_px), *then)

    # -- clipboard --------------------------------------------------------------------------------------------

    def copy_picture(self, picture: Path) -> None:
        """Put a PNG on the clipboard, as another program would."""
        if self._clipboard is not None:
            self._clipboard.terminate()
            self._clipboard.wait(30)
        self._clipboard = subprocess.Popen(
            ["xclip", "-quiet", "-selection", "clipboard", "-t", "image/png", "-i", str(picture)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self._offers_picture, "the clipboard offers the picture")

    def _offers_picture(self) -> bool:
        return "image/png" in self._ask_clipboard("TARGETS")

    def _ask_clipboard(self, target: str) -> str:
        words = ["xclip", "-selection", "clipboard", "-o", "-t", target]
        asked = subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False)
        return asked.stdout

    # -- windows ----------------------------------------------------------------------------------------------

    def windows(self, title: str) -> list[str]:
        """Return the ids of the visible windows whose title holds ``title`` (a regular expression)."""
        words = ["xdotool", "search", "--onlyvisible", "--name", title]
        return subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False).stdout.split()

    def front(self, title: str, *, seconds: float = HANG_S) -> str:
        """Wait for a window of that title, bring it to the front and return its id."""
        found = wait_for(lambda: self.windows(title), f"a window called {title}", seconds=seconds)[-1]
        self._do("windowactivate", "--sync", found)
        return found

    def title(self) -> str:
        """Return the title of the window that has the keyboard."""
        words = ["xdotool", "getactivewindow", "getwindowname"]
        return subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False).stdout.strip()

    def frame(self, window: str) -> tuple[int, int, int, int]:
        """Return left, top, width and height of a window's inside, in pixels of the screen."""
        words = ["xdotool", "getwindowgeometry", "--shell", window]
        told = subprocess.run(words, env=self.environment, capture_output=True, text=True, check=True).stdout
        values = dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
        return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])

    def picture(self, file: Path) -> None:
        """Keep what the screen shows."""
        subprocess.run(["import", "-window", "root", str(file)], env=self.environment, check=True)

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True)


def _still(folder: Path) -> list[str]:
    """Return what has the window manager play no film of a window that is minimised: it paints its title for a while."""
    usual = Path("/etc/xdg/openbox/rc.xml")
    if not usual.is_file():
        return []
    settings = folder / "rc.xml"
    settings.write_text(usual.read_text().replace("<animateIconify>yes<", "<animateIconify>no<"))
    return ["--config-file", str(settings)]


@contextmanager
def screen_with(environment: dict[str, str], *, size_px: tuple[int, int] = SIZE_PX) -> Iterator[Screen]:
    """Give a screen that is ended afterwards."""
    screen = Screen(environment, size_px=size_px)
    try:
        yield screen
    finally:
        screen.end()


def missing(names: Sequence[str] = NEEDED) -> list[str]:
    """Return which of the programs this needs are not on the machine."""
    import shutil

    return [name for name in names if shutil.which(name) is None]
