"""A picture of the screen on its way into the library: its pixels as the system gave them, and what is known of it.

Frozen values that window, services and imaging may all hold. Must not know Qt, SQL, files or how it was taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gemba.model.annotation import PointerShape
from gemba.model.moment import Moment
from gemba.model.values import EvidenceSource


@dataclass(frozen=True, slots=True)
class ScreenPixels:
    """Hold a part of a screen as the system hands it over: four bytes a pixel (blue, green, red, nothing).

    ``stride`` is bytes from one row to the next, so that a part of a larger picture needs no copy; ``bgrx`` begins
    with the part's first pixel. Raises ValueError where the bytes do not reach.
    """

    width: int
    height: int
    stride: int
    bgrx: bytes | memoryview = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse bytes that do not reach."""
        needed = self.stride * (self.height - 1) + self.width * 4
        if self.width < 1 or self.height < 1 or self.stride < self.width * 4 or len(self.bgrx) < needed:
            raise ValueError(f"{self.width} x {self.height} pixels need {needed} bytes")

    def part(self, left: int, top: int, width: int, height: int) -> ScreenPixels:
        """Return a rectangle of it, without copying; raises ValueError where it reaches outside."""
        if left < 0 or top < 0 or left + width > self.width or top + height > self.height:
            raise ValueError("the part lies outside the picture")
        return ScreenPixels(width, height, self.stride, memoryview(self.bgrx)[top * self.stride + left * 4 :])

    def copied(self) -> ScreenPixels:
        """Return it in memory of its own, for longer than the frame it was cut from is held."""
        data, width = memoryview(self.bgrx), self.width * 4
        rows = (bytes(data[top * self.stride : top * self.stride + width]) for top in range(self.height))
        return ScreenPixels(self.width, self.height, width, b"".join(rows))

    @property
    def is_blank(self) -> bool:
        """Say whether it is one flat colour, such as the black of a locked screen."""
        data, width = memoryview(self.bgrx), self.width * 4
        row = bytes(data[:4]) * self.width
        return all(data[at : at + width] == row for at in range(0, self.height * self.stride, self.stride))


#: turns rows of a screen, from the first up to before the last, into RGB, each as long as the others. Any thread.
ToRgb = Callable[[ScreenPixels, int, int], bytes]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse pointer pointed, in pixels of the picture, what it looked like, and how high it was."""

    x: int
    y: int
    shape: PointerShape
    height_px: int


@dataclass(frozen=True, slots=True)
class TakenBefore:
    """When a picture was taken that gets its row only now, and the key that it has had since then."""

    id: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Shot:
    """What was on the screen, and what the system told of it; fields that nobody told are empty.

    ``scale`` is pixels of the picture per logical pixel of that screen (2.0 on a finely drawn one). ``pointer`` is
    None where it was elsewhere or is not wanted.
    """

    pixels: ScreenPixels
    source: EvidenceSource
    scale: float = 1.0
    screen: str = ""
    window_title: str = ""
    program: str = ""
    page_address: str = ""
    pointer: Pointer | None = None
