"""Column types for STRICT tables: domain values on the Python side, TEXT, INTEGER or REAL on the other.

SQLAlchemy's own String, DateTime, Boolean, JSON and Enum name types that a STRICT table refuses (STACK §4).
Every text passes the normaliser here as well, so that nothing gets past it. Must not know entities or queries.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from gemba.model.annotation import Annotation
from gemba.model.marks_text import marks_of, marks_text
from gemba.model.rows import Moment
from gemba.model.stored import moment_from_text, moment_to_text
from gemba.model.text import BODY_LIMIT, TITLE_LIMIT, normalise, normalise_within


class TextColumn(TypeDecorator[str]):
    """Text as typed, after the normaliser, at most ``limit`` characters."""

    impl = sa.TEXT
    cache_ok = True
    limit = BODY_LIMIT

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text as it is stored."""
        return None if value is None else normalise(value, limit=self.limit)


class Line(TextColumn):
    """A title, a name or another short text."""

    cache_ok = True
    limit = TITLE_LIMIT


class Body(TextColumn):
    """A long text."""

    cache_ok = True
    limit = BODY_LIMIT


class EnumText(TypeDecorator[StrEnum]):
    """A word of ``values.py``; the store holds the word itself."""

    impl = sa.TEXT
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        """Take the enum whose words may stand in the column."""
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Return the word."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Return the member."""
        return None if value is None else self.words(value)


class Flag(TypeDecorator[bool]):
    """True or False as 1 or 0."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """Return 1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """Return True or False."""
        return None if value is None else bool(value)


class MomentText(TypeDecorator[Moment]):
    """A moment as UTC text and its offset in one column, so that it sorts by time (SETTLED §21)."""

    impl = sa.TEXT
    cache_ok = True

    def process_bind_param(self, value: Moment | None, dialect: Dialect) -> str | None:
        """Return for example ``2026-11-10T08:07:00.000000Z+01:00``."""
        return None if value is None else moment_to_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Moment | None:
        """Return the moment."""
        return None if value is None else moment_from_text(value)


class ListText(TypeDecorator[tuple[Any, ...]]):
    """A tuple of strings or numbers as a JSON list."""

    impl = sa.TEXT
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str | None:
        """Return the JSON list."""
        return None if value is None else to_json_text(normalise_within(list(value)))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        """Return the tuple."""
        return None if value is None else tuple(json.loads(value))


class JsonText(TypeDecorator[Any]):
    """Any JSON value as text with sorted keys."""

    impl = sa.TEXT
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return the JSON text."""
        return None if value is None else to_json_text(normalise_within(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the value."""
        return None if value is None else json.loads(value)


class MarksText(TypeDecorator[Annotation]):
    """All marks on a capture as a JSON list."""

    impl = sa.TEXT
    cache_ok = True

    def process_bind_param(self, value: Annotation | None, dialect: Dialect) -> str | None:
        """Return the JSON list of the marks."""
        return None if value is None else marks_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Annotation | None:
        """Return the annotation."""
        return None if value is None else marks_of(value)


def to_json_text(value: object) -> str:
    """Return compact JSON with sorted keys: the same value gives the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
