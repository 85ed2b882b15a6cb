"""What all entities share: the base class, its columns and the words that say who owns whom.

An entity is a mutable row inside one operation and never leaves it (readers get gemba/model/rows).
Rules for every table: STRICT, key ``id`` (UUIDv7), foreign keys checked at commit (so that undo may put rows back
in any order), no cascade in the database: ``Operation.delete`` deletes what is owned, so that the history sees it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from gemba.model import values
from gemba.model.annotation import Annotation
from gemba.model.ids import new_id
from gemba.model.rows import Moment
from gemba.model.types import Body, EnumText, Flag, ListText, MarksText, MomentText

# Every list of words that a column may hold stands in values.py, and is stored as its words.
_WORDS = tuple(
    found
    for found in vars(values).values()
    if isinstance(found, type) and issubclass(found, StrEnum) and found is not StrEnum
)


class Entity(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """A stored thing with a key; made with keywords, changed by setting attributes inside an operation."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Body(),
        int: sa.Integer(),
        float: sa.REAL(),
        bool: Flag(),
        Moment: MomentText(),
        Annotation: MarksText(),
        tuple[str, ...]: ListText(),
        tuple[int, int, int, int]: ListText(),
        **{words: EnumText(words) for words in _WORDS},
    }

    id: Mapped[str] = mapped_column(sa.TEXT, primary_key=True, default_factory=new_id, sort_order=-1)


def owned_by(table: str) -> sa.ForeignKey:
    """Refer to the row that this one is a part of: deleting that row deletes this one."""
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED", info={"owned": True})


def refers_to(table: str) -> sa.ForeignKey:
    """Refer to a row that stands for itself: deleting it empties this column (or deletes a mere link)."""
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED", info={"owned": False})


def strict(*parts: sa.schema.SchemaItem) -> tuple[Any, ...]:
    """Return ``__table_args__`` for a STRICT table with these indexes and constraints."""
    return (*parts, {"sqlite_strict": True})
