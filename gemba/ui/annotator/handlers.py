"""What the actions of an annotator do, by their ids. Must not know keys, nor how anything is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from gemba.ui.annotator.arranging import Edge
from gemba.ui.annotator.taking import taking_handlers
from gemba.ui.annotator.tools import ALL_TOOLS

if TYPE_CHECKING:
    from gemba.ui.annotator.window import AnnotatorWindow


def handlers_of(window: AnnotatorWindow) -> dict[str, Callable[[], object]]:
    """Return what each of the annotator's actions does in a window."""
    handlers: dict[str, Callable[[], object]] = {
        f"annotator.tool_{tool.name}": partial(window.take_tool, tool) for tool in ALL_TOOLS
    }
    handlers |= {
        "annotator.review": window.review,
        "annotator.next": partial(window.step, 1),
        "annotator.previous": partial(window.step, -1),
        "annotator.thinner": partial(window.properties.step, -1),
        "annotator.thicker": partial(window.properties.step, 1),
        "annotator.colours": window.properties.show_colours,
        "annotator.full_width": window.properties.toggle_full_width,
        "annotator.all": window.board.selection.choose_all,
        "annotator.copy_on": window.series_steps.copy_on,
        "annotator.number_on": window.series_steps.toggle_numbering,
        "annotator.whole_line": window.board.edits.cover_line,
        "annotator.front": partial(window.board.edits.restack, front=True),
        "annotator.back": partial(window.board.edits.restack, front=False),
        "annotator.spread_x": partial(window.board.edits.spread, "x"),
        "annotator.spread_y": partial(window.board.edits.spread, "y"),
        "annotator.duplicate": window.board.edits.duplicate,
        "annotator.delete": window.board.edits.delete,
        "annotator.caption": window.write_caption,
        "annotator.picture": window.canvas.setFocus,
        "annotator.nearer": partial(window.zoom, 1),
        "annotator.farther": partial(window.zoom, -1),
        "annotator.fit": window.fit,
        "annotator.exact": window.exact,
        "annotator.compare": window.comparing.toggle,
        "annotator.words": window.toggle_words,
        "annotator.undo": window.undo,
        "annotator.redo": window.work.redo,
        "annotator.keys": window.show_keys,
        "annotator.close": window.close,
    }
    edges: tuple[Edge, ...] = ("left", "right", "top", "bottom", "across", "down")
    handlers |= taking_handlers(window)
    handlers |= {f"annotator.align_{edge}": partial(window.board.edits.align, edge) for edge in edges}
    return handlers
