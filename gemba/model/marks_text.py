"""All marks on a capture as the text that is stored, and back; what was turned once is kept.

An edit of one mark among 5,000 writes the text of one: the others are the same values as before. Must not know
columns, rows or what a mark means.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from functools import lru_cache
from threading import Lock

from gemba.model.annotation import Annotation, Mark
from gemba.model.text import normalise_within

_KEPT = 6
_KEPT_MARKS = 16_384


class _Read:
    """The annotations read or written last, by their text; any thread may ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, Annotation] = OrderedDict()

    def get(self, text: str) -> Annotation | None:
        """Return the annotation of a text, if it was among the last."""
        with self._lock:
            found = self._kept.get(text)
            if found is not None:
                self._kept.move_to_end(text)
            return found

    def keep(self, text: str, annotation: Annotation) -> Annotation:
        """Keep an annotation under its text."""
        with self._lock:
            self._kept[text] = annotation
            self._kept.move_to_end(text)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return annotation


_READ = _Read()


def marks_text(annotation: Annotation) -> str:
    """Return the marks as compact JSON with sorted keys, every string in it normalised."""
    parts = [_mark_text(mark) for mark in annotation.marks]
    text = f"[{','.join(part for part, _ in parts)}]"
    if all(as_it_was for _, as_it_was in parts):
        _READ.keep(text, annotation)
    return text


def marks_of(text: str) -> Annotation:
    """Return the annotation of a stored text; raise ValueError where it is none."""
    return _READ.get(text) or _READ.keep(text, Annotation.from_json(json.loads(text)))


@lru_cache(maxsize=_KEPT_MARKS)
def _mark_text(mark: Mark) -> tuple[str, bool]:
    """Return a mark's JSON, and whether normalising left it as it was: only then is it what comes back."""
    plain = mark.to_json()
    stored = normalise_within(plain)
    return json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":")), stored == plain
