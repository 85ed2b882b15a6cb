"""What a reviewer has typed half, as it is kept beside the drafts: words in the line, words on the picture.

Must not know files or windows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from gemba.exchange.review_bundle.fields import region, sent_mark, text
from gemba.exchange.review_bundle.refusal import Fault
from gemba.model.annotation import Mark
from gemba.model.rows.review import Region


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """Words that are no comment and no mark yet: in the line, about a region where there is one; and in a text mark.

    ``item`` is the text mark whose words are changed, empty for a new one.
    """

    picture: str
    line: str = ""
    about: Region | None = None
    mark: Mark | None = None
    item: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not self.line.strip() and (self.mark is None or not self.mark.text.strip())

    def to_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        mark = None if self.mark is None else self.mark.to_json()
        about = None if self.about is None else list(self.about)
        return {"about": about, "item": self.item, "line": self.line, "mark": mark, "picture": self.picture}


def half_typed_from(told: Mapping[str, Any], pictures: Collection[str]) -> HalfTyped | None:
    """Read what ``to_json`` wrote; None where it is something else, or about a picture that is not there."""
    try:
        mark = None if told["mark"] is None else sent_mark(told["mark"])
        found = HalfTyped(str(told["picture"]), text(told["line"]), region(told["about"]), mark, str(told["item"]))
    except (Fault, KeyError, TypeError):
        return None
    return found if found.picture in pictures else None
