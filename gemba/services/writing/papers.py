"""Bodies of the operations on narratives, their versions, and the library's settings; on the writer's thread.

Must not know Markdown, pages or the gate.
"""

from __future__ import annotations

from collections.abc import Mapping

from gemba.errors import Refused
from gemba.message import say
from gemba.model.entities import Narrative, NarrativeVersion, Setting
from gemba.model.operation import Operation
from gemba.model.rows import NarrativeRow


def write(op: Operation, row: NarrativeRow, *, numbers: str) -> str:
    """Add a narrative with its draft number, keep it as a version with its live numbers, and return its id."""
    narrative = Narrative(
        title=row.title,
        round_id=row.round_id,
        language=row.language,
        template=row.template,
        draft=row.draft,
        changed=op.now(),
        source=row.source,
    )
    op.add(narrative)
    keep_version(op, narrative, settings=numbers, checksum="")
    return narrative.id


def edit(op: Operation, row: NarrativeRow, *, based_on: int, numbers: str) -> None:
    """Keep a new source as the next draft; refuses where somebody wrote one meanwhile."""
    narrative = op.get(Narrative, row.id)
    if narrative.draft != based_on:
        raise Refused(
            say("Draft {now} was written while you edited draft {then}.", now=narrative.draft, then=based_on),
            mend=say("Look at the newer one, then put your change into it."),
        )
    if row.source == narrative.source:
        return
    narrative.source, narrative.title = row.source, row.title
    narrative.language, narrative.template = row.language, row.template
    narrative.draft += 1
    narrative.changed = op.now()
    keep_version(op, narrative, settings=numbers, checksum="")


def keep_export(op: Operation, narrative_id: str, *, settings: str, checksum: str) -> None:
    """Keep the state that was exported with its checksum; the same state again adds nothing."""
    narrative = op.get(Narrative, narrative_id)
    for version in op.all(NarrativeVersion, narrative_id=narrative_id, checksum=checksum):
        if version.source == narrative.source and version.settings == settings:
            return
    keep_version(op, narrative, settings=settings, checksum=checksum)


def keep_version(op: Operation, narrative: Narrative, *, settings: str, checksum: str) -> None:
    """Keep a narrative's present source as a version."""
    op.add(
        NarrativeVersion(
            narrative_id=narrative.id,
            draft=narrative.draft,
            source=narrative.source,
            language=narrative.language,
            created=op.now(),
            settings=settings,
            checksum=checksum,
        )
    )


def set_settings(op: Operation, values: Mapping[str, object]) -> None:
    """Keep several settings of the library."""
    for key, value in values.items():
        set_setting(op, key, value)


def set_setting(op: Operation, key: str, value: object) -> None:
    """Keep a setting of the library; None forgets it."""
    setting = op.find(Setting, key=key)
    if setting is None:
        if value is not None:
            op.add(Setting(key=key, value=value))
    elif value is None:
        op.delete(setting)
    else:
        setting.value = value
