"""Bodies of the operations on narratives, their versions, and the library's settings; on the writer's thread.

Must not know Markdown, pages or the gate.
"""

from __future__ import annotations

import json
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
    _settle(op, narrative)
    _take_over(op, narrative, row)
    narrative.draft += 1
    keep_version(op, narrative, settings=numbers, checksum="")


def go_on(op: Operation, row: NarrativeRow, *, based_on: str, sitting: str, numbers: Mapping[str, str]) -> int:
    """Keep what was typed on, in the draft of this sitting or in the next one; return the draft's number.

    ``based_on`` is the source that was typed into: refuses where another one is stored by now. Words of live numbers
    that were known stay as they were, so that a changed one is still noticed; ``numbers`` are the words of today.
    """
    narrative = op.get(Narrative, row.id)
    if narrative.source != based_on:
        raise Overtaken(narrative.draft)
    if row.source == narrative.source:
        return narrative.draft
    kept = _unprinted(op, narrative)
    before = _settings_of(kept)
    words = {path: _numbers_in(before).get(path, now) for path, now in numbers.items()}
    settings = _as_text({"numbers": words, "sitting": sitting})
    if kept is not None and sitting and before.get("sitting") == sitting and not _printed(op, narrative):
        _take_over(op, narrative, row)
        if kept.settings != settings:
            kept.settings = settings
        return narrative.draft
    _settle(op, narrative)
    _take_over(op, narrative, row)
    narrative.draft += 1
    keep_version(op, narrative, settings=settings, checksum="")
    return narrative.draft


class Overtaken(Refused):
    """Say that somebody else wrote meanwhile; nothing was changed."""

    def __init__(self, draft: int) -> None:
        """Take the draft that stands in the library now."""
        super().__init__(
            say("Draft {now} was written elsewhere while you typed.", now=draft),
            mend=say("Both are kept: choose which one goes on."),
        )
        self.draft = draft


def keep_beside(op: Operation, narrative_id: str, source: str) -> None:
    """Keep a text beside the drafts of a narrative: one of two that were written at the same time."""
    narrative = op.get(Narrative, narrative_id)
    op.add(
        NarrativeVersion(
            narrative_id=narrative.id,
            draft=narrative.draft,
            source=source,
            language=narrative.language,
            created=op.now(),
            settings=_as_text({"beside": True}),
            checksum="",
        )
    )


def accept_numbers(op: Operation, narrative_id: str, words: Mapping[str, str]) -> None:
    """Take these words of live numbers as known: the sentences around them were read again."""
    narrative = op.get(Narrative, narrative_id)
    kept = _unprinted(op, narrative)
    if kept is None:
        keep_version(op, narrative, settings=_as_text({"numbers": dict(words)}), checksum="")
        return
    settings = _settings_of(kept)
    kept.settings = _as_text({**settings, "numbers": {**_numbers_in(settings), **words}})


def remove(op: Operation, narrative_id: str) -> None:
    """Take a narrative out with its drafts; undo brings them back."""
    op.delete(op.get(Narrative, narrative_id))


def _take_over(op: Operation, narrative: Narrative, row: NarrativeRow) -> None:
    narrative.source, narrative.title = row.source, row.title
    narrative.language, narrative.template = row.language, row.template
    narrative.changed = op.now()


def _settle(op: Operation, narrative: Narrative) -> None:
    """Let the version of a draft that ends hold its last words: while it was typed only the narrative did."""
    kept = _unprinted(op, narrative)
    if kept is not None and kept.source != narrative.source:
        kept.source, kept.created = narrative.source, narrative.changed


def _unprinted(op: Operation, narrative: Narrative) -> NarrativeVersion | None:
    """Return the version that follows the present draft, if there is one."""
    found = [
        one
        for one in op.all(NarrativeVersion, narrative_id=narrative.id, draft=narrative.draft, checksum="")
        if not _settings_of(one).get("beside")
    ]
    return found[-1] if found else None


def _printed(op: Operation, narrative: Narrative) -> bool:
    """Say whether the present draft was printed; what was read on paper is never written on."""
    return any(one.checksum for one in op.all(NarrativeVersion, narrative_id=narrative.id, draft=narrative.draft))


def _settings_of(version: NarrativeVersion | None) -> dict[str, object]:
    try:
        data = json.loads(version.settings or "{}") if version is not None else {}
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _numbers_in(settings: Mapping[str, object]) -> dict[str, str]:
    numbers = settings.get("numbers")
    return {str(key): str(value) for key, value in numbers.items()} if isinstance(numbers, dict) else {}


def _as_text(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


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
