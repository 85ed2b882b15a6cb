"""The ways to take a picture, by the word that key, command and setting use. Must not know how any is done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gemba.model.shot import Shot
from gemba.ui.capture.places import Rect


class Mode(StrEnum):
    """What is taken."""

    REGION = "region"
    WINDOW = "window"
    SCREEN = "screen"
    ALL = "all"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture that is cut out of its frame, and where on the desktop it stood (device pixels)."""

    shot: Shot
    place: Rect
