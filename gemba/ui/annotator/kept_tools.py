"""What the tools drew with last, on the person's disk, so that it holds after a restart. No content of a library.

A file that is missing or broken counts as empty. Must not know Qt or widgets.
"""

from __future__ import annotations

import json
import math
import os
import re
from dataclasses import asdict
from pathlib import Path

from gemba import paths
from gemba.model.annotation import MarkKind
from gemba.ui.annotator.tools import BY_KIND, WIDEST_PX, Style, ToolMemory

FILE_NAME = "tools.json"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def read_tools(file: Path | None = None) -> ToolMemory:
    """Return what is remembered."""
    memory = ToolMemory()
    try:
        told = json.loads((file or paths.user_config() / FILE_NAME).read_text("utf-8"))
        styles = told["styles"].items()
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return memory
    for name, one in styles:
        style = _style(one)
        if style is not None and name in {kind.value for kind in MarkKind}:
            memory.keep(MarkKind(name), style)
    last = told.get("last")
    memory.last = next((kind for kind in BY_KIND if kind is not None and kind.value == last), memory.last)
    memory.words_shown = told.get("words_shown") is not False
    memory.numbers_go_on = told.get("numbers_go_on") is not False
    return memory


def write_tools(memory: ToolMemory, file: Path | None = None) -> None:
    """Replace the file; where that is not possible, the tools begin as usual next time."""
    target = file or paths.user_config() / FILE_NAME
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    told = {
        "styles": {kind.value: asdict(style) for kind, style in memory.styles().items()},
        "last": memory.last.value,
        "words_shown": memory.words_shown,
        "numbers_go_on": memory.numbers_go_on,
    }
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.write_text(json.dumps(told, indent=1), encoding="utf-8")
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)


def _style(told: object) -> Style | None:
    """Return a style from what the file says; None where a person or another program has spoilt it."""
    if not isinstance(told, dict):
        return None
    colour, width, size, zoom = (told.get(name) for name in ("colour", "width_px", "size_px", "zoom"))
    if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
        return None
    if not _within(width, 0.5, WIDEST_PX) or not _within(zoom, 1.0, 16.0):
        return None
    if size is not None and not _within(size, 1.0, 600.0):
        return None
    return Style(colour, float(width), None if size is None else float(size), float(zoom))  # type: ignore[arg-type]


def _within(value: object, low: float, high: float) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and math.isfinite(value) and low <= value <= high  # type: ignore[arg-type,operator]
