"""The annotators that are open on one desk: which, how many of them keep their pixels, and the memory they share.

Must not know what stands in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.ui.annotator.kept_tools import read_tools
from gemba.ui.annotator.tools import ToolMemory

if TYPE_CHECKING:
    from gemba.ui.annotator.window import AnnotatorWindow
    from gemba.ui.desk import Desk

#: windows that keep their pixels; ten pictures of 4K would take a gigabyte
MOST_AWAKE = 3
_OPEN = "_annotators"
_MEMORY = "_tool_memory"


def annotators_of(desk: Desk) -> list[AnnotatorWindow]:
    """Return the annotators that are open on this desk."""
    windows: list[AnnotatorWindow] | None = getattr(desk, _OPEN, None)
    if windows is None:
        windows = []
        setattr(desk, _OPEN, windows)
    return windows


def let_others_rest(desk: Desk, front: AnnotatorWindow) -> None:
    """Keep the pixels of the windows that were in front last, and let the others show their last frame."""
    windows = annotators_of(desk)
    if front in windows:
        windows.remove(front)
        windows.append(front)
    for one in windows[:-MOST_AWAKE]:
        one.canvas.rest()


def memory_of(desk: Desk) -> ToolMemory:
    """Return what the tools remember, one for all windows of a desk."""
    memory = getattr(desk, _MEMORY, None)
    if not isinstance(memory, ToolMemory):
        memory = read_tools()
        setattr(desk, _MEMORY, memory)
    return memory
