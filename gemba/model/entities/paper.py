"""Entities around deciding and writing, and what the library itself remembers in its history.

Decisions with their questions, narratives with their versions, settings, and what was imported from where.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gemba.model.entities.base import Entity, owned_by, refers_to, strict
from gemba.model.rows import Moment
from gemba.model.types import JsonText, Line
from gemba.model.values import Door, NarrativeLanguage


class Decision(Entity):
    """A choice to make; ``door`` is None until somebody says which it is."""

    __tablename__ = "decision"
    __table_args__ = strict()
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(Line)
    source_id: Mapped[str] = mapped_column(Line, default="", index=True)
    round_id: Mapped[str | None] = mapped_column(sa.TEXT, refers_to("round"), default=None, index=True)
    door: Mapped[Door | None] = mapped_column(default=None)
    door_reason: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(Line, default="")
    due: Mapped[str] = mapped_column(Line, default="")
    taken: Mapped[bool] = mapped_column(default=False)
    taken_reason: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[Moment | None] = mapped_column(default=None)


class Question(Entity):
    """An open question of a decision with its weight 1–5."""

    __tablename__ = "question"
    __table_args__ = strict(sa.Index(None, "decision_id", "position"))
    decision_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("decision"))
    position: Mapped[int]
    text: Mapped[str]
    weight: Mapped[float] = mapped_column(default=1.0)
    answered: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str] = mapped_column(default="")


class Narrative(Entity):
    """The document read in the meeting; ``source`` is its newest Markdown, ``draft`` its number."""

    __tablename__ = "narrative"
    __table_args__ = strict()
    title: Mapped[str] = mapped_column(Line)
    round_id: Mapped[str] = mapped_column(sa.TEXT, refers_to("round"), index=True)
    language: Mapped[NarrativeLanguage]
    template: Mapped[str] = mapped_column(Line)
    changed: Mapped[Moment]
    source: Mapped[str] = mapped_column(default="")
    draft: Mapped[int] = mapped_column(default=1)


class NarrativeVersion(Entity):
    """One exported or saved state; ``checksum`` is that of the laid-out, redacted content (SETTLED §24)."""

    __tablename__ = "narrative_version"
    __table_args__ = strict(sa.Index(None, "narrative_id", "draft"))
    narrative_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("narrative"))
    draft: Mapped[int]
    source: Mapped[str]
    language: Mapped[NarrativeLanguage]
    created: Mapped[Moment]
    settings: Mapped[str] = mapped_column(default="")
    checksum: Mapped[str] = mapped_column(Line, default="")


class Setting(Entity):
    """A setting that belongs to the library, such as the house's own rates; ``value`` is any JSON."""

    __tablename__ = "setting"
    __table_args__ = strict()
    key: Mapped[str] = mapped_column(Line, unique=True)
    value: Mapped[Any] = mapped_column(JsonText, default=None)


class ImportRow(Entity):
    """What a row of a visit pack became (SETTLED §22).

    ``pack_hash`` is over the row as read, ``stored_hash`` over what was stored from it: where the entity no longer
    hashes to ``stored_hash``, a person has edited it and it is not overwritten.
    """

    __tablename__ = "import_row"
    __table_args__ = strict(
        sa.UniqueConstraint("round_id", "file_kind", "source_id"), sa.Index(None, "entity_kind", "entity_id")
    )
    round_id: Mapped[str] = mapped_column(sa.TEXT, owned_by("round"))
    file_kind: Mapped[str] = mapped_column(Line)
    source_id: Mapped[str] = mapped_column(Line)
    entity_kind: Mapped[str] = mapped_column(Line)
    entity_id: Mapped[str] = mapped_column(sa.TEXT)
    pack_hash: Mapped[str] = mapped_column(Line)
    stored_hash: Mapped[str] = mapped_column(Line, default="")
