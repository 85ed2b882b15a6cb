"""Find texts on a screen that no catalogue can say in another language, and texts that have no room.

Under the pseudo-locale every sentence stands in ⟦ ⟧ and is a third longer. What people wrote, numbers, days, codes and
names of keys are no sentences.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from gemba import paths
from gemba.ui.language.own_names import OWN_NAMES
from gemba.ui.widgets.labels import ElidedLabel

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_KEYS = "Ctrl|Shift|Alt|Meta|Enter|Return|Tab|Esc|Space|Del|Backspace|PgUp|PgDown|PgDn|Home|End|Up|Down|Left|Right|Ins"
#: a text so short may stand within people's texts by chance
_SHORT = 8
#: a ticket's or a visit's code, or the number of a mark, before people's words
_CODE = re.compile(r"^(?:[A-Z]{1,2}\d+(\.\d+)? +|\d+ {2})")
_TAG = re.compile(r"(?<!\w)#(\w+)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_SENTENCE = re.compile(
    rf"\b(?:{_MONTHS}|{'|'.join(m[:3] for m in _MONTHS.split('|'))}|Sept|{_DAYS}|{_KEYS}|F\d+|[A-Z]{{1,3}}\d+|EUR|CNY|VND"
    r"|USD|gemba capture --region|gemba|min|h|px|PDF|A4|Letter|CSV|PNG)\b"
)


def texts_of(root: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything that can be read in ``root`` now, or heard of it."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or isinstance(widget.parent(), QTabBar):
            # The arrows of a row of tabs are Qt's, which says its own texts.
            continue
        where = f"{type(widget).__name__} in {_home(widget)}"
        for text in _said_by(widget):
            yield where, text
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()):
            yield f"{where} (told)", text
        for action in widget.actions():
            yield f"{where} (action)", QAction.text(action)


def _said_by(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(index) for index in range(widget.count()))
    elif isinstance(widget, QHeaderView) and widget.model() is not None:
        model = widget.model()
        yield from (str(model.headerData(n, widget.orientation()) or "") for n in range(widget.count()))


def _home(widget: QWidget) -> str:
    names: list[str] = []
    above = widget.parent()
    while above is not None and len(names) < 3:
        if type(above).__module__.startswith("gemba"):
            names.append(type(above).__name__)
        above = above.parent()
    return "/".join(names)


@cache
def sample_texts() -> frozenset[str]:
    """Return every text of the sample pack: people's words, not ours."""
    found: set[str] = set()

    def collect(value: object) -> None:
        if isinstance(value, str):
            found.update(_plain(line) for line in (value, *value.splitlines()))
        elif isinstance(value, dict):
            for part in value.values():
                collect(part)
        elif isinstance(value, list):
            for part in value:
                collect(part)

    for file in paths.sample().rglob("*"):
        if file.suffix == ".json":
            collect(json.loads(file.read_text("utf-8")))
        elif file.suffix == ".csv":
            with file.open(encoding="utf-8-sig", newline="") as lines:
                collect(list(csv.reader(lines)))
        elif file.suffix in (".md", ".txt"):
            for line in file.read_text("utf-8-sig").splitlines():
                collect(line.strip("# *-|"))
                collect(_TAG.findall(line))
    return frozenset(found)


def _plain(text: str) -> str:
    return " ".join(text.replace("&&", "&").split()).strip(" .…“”\"'").casefold()


def _unmarked(text: str) -> str:
    """Return what stands outside of ⟦ ⟧; one sentence may stand within another."""
    depth, rest = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        rest.append(letter if depth == 0 and letter != "⟧" else " ")
    return "".join(rest)


def is_fixed(text: str, *, peoples: frozenset[str] = frozenset()) -> bool:
    """Say whether a text has words that are neither marked nor people's."""
    if not text or text in OWN_NAMES.values() or text.startswith(("/", ".")) or _is_peoples(text, peoples):
        return False
    parts = re.split(r"·|, |\n|  +|: | – |\t|\(|\)|; |\. ", _unmarked(text))
    return any(_is_sentence(part, peoples) for part in parts)


def _is_sentence(part: str, peoples: frozenset[str]) -> bool:
    # Our sentences are English: other letters are people's.
    if not part.isascii() or not _WORD.search(_NO_SENTENCE.sub(" ", part)):
        return False
    return not _is_peoples(part, peoples)


def _is_peoples(text: str, peoples: frozenset[str]) -> bool:
    plain = _plain(_CODE.sub("", text))
    return plain in peoples or (len(plain) > _SHORT and any(plain in text for text in peoples))


def cut(root: QWidget) -> list[str]:
    """Return labels and buttons that need more room than they have, and do not shorten themselves."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel) or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QLabel) and widget.text():
            lacks = _label_lacks(widget)
        elif isinstance(widget, QAbstractButton) and widget.text() and not _icon_alone(widget):
            lacks = widget.width() < widget.minimumSizeHint().width()
        else:
            continue
        if lacks:
            found.append(
                f"{type(widget).__name__} in {_home(widget)}: {widget.text()[:60]!r} {widget.size().toTuple()}"
            )
    return found + _panes_that_cut(root)


def _panes_that_cut(root: QWidget) -> list[str]:
    """Return what is wider than the pane it scrolls in, where it cannot be scrolled sideways."""
    found = []
    for area in root.findChildren(QScrollArea):
        inner, room = area.widget(), area.viewport().width()
        never = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if area.isVisible() and inner is not None and never and inner.width() > room:
            found.append(f"{type(inner).__name__} in {_home(area)}: {inner.width()} wide in {room}")
    return found


def _icon_alone(widget: QAbstractButton) -> bool:
    return isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly


def _label_lacks(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return label.sizeHint().width() > label.width() + 1
