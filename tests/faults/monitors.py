"""Monitors of an X server without one: RandR lets a screen be divided, and its parts come and go as if pulled out.

Must not know gemba.
"""

from __future__ import annotations

from types import TracebackType

from Xlib.display import Display
from Xlib.ext import randr
from Xlib.protocol import rq

Area = tuple[int, int, int, int]


class _SetMonitor(rq.Request):
    """RandR's request 43; Xlib's own does not pack its list."""

    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(43),
        rq.RequestLength(),
        rq.Window("window"),
        rq.Card32("name"),
        rq.Bool("primary"),
        rq.Bool("automatic"),
        rq.LengthOf("outputs", 2),
        rq.Int16("x"),
        rq.Int16("y"),
        rq.Card16("width"),
        rq.Card16("height"),
        rq.Card32("width_mm"),
        rq.Card32("height_mm"),
        rq.List("outputs", rq.Card32Obj),
    )


class Monitors:
    """The monitors of one display."""

    def __init__(self, display: str) -> None:
        """Connect to a display."""
        self._display = Display(display)
        self._root = self._display.screen().root
        self._outputs = list(randr.get_screen_resources(self._root).outputs)

    def __enter__(self) -> Monitors:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._display.close()

    def plug(self, name: str, area: Area, *, first: bool = False, primary: bool = False) -> None:
        """Add a monitor that shows an area (left, top, width, height); the ``first`` one has the real output."""
        left, top, width, height = area
        _SetMonitor(
            display=self._display.display,
            opcode=self._display.display.get_extension_major(randr.extname),
            window=self._root,
            name=self._display.intern_atom(name),
            primary=primary,
            automatic=False,
            x=left,
            y=top,
            width=width,
            height=height,
            width_mm=width // 4,
            height_mm=height // 4,
            outputs=self._outputs if first else [],
        )
        self._display.sync()

    def there(self) -> dict[str, Area]:
        """Return what the server has now, by name."""
        found = randr.get_monitors(self._root, True).monitors
        return {
            self._display.get_atom_name(one.name): (one.x, one.y, one.width_in_pixels, one.height_in_pixels)
            for one in found
        }

    def pull(self, name: str) -> None:
        """Take a monitor away."""
        randr.delete_monitor(self._root, self._display.intern_atom(name))
        self._display.sync()
