"""Empty narratives to begin with: the sections of a template in the narrative's language, every judgement a marked gap.

Kept as Markdown in resources/templates; services may draft facts into them. Must not know the store.
"""

from __future__ import annotations

from datetime import date

from gemba import paths
from gemba.errors import UserError
from gemba.message import say
from gemba.model.values import NarrativeLanguage
from gemba.report.source import TEMPLATES


def blank_narrative(
    template: str,
    language: NarrativeLanguage,
    *,
    title: str,
    day: date,
    round_name: str = "",
    decision: str = "",
) -> str:
    """Return the Markdown of a new narrative; raise UserError for a template there is none of."""
    if template not in TEMPLATES:
        raise UserError(
            say("There is no template “{name}”.", name=template),
            mend=say("Take one of: {names}.", names=", ".join(TEMPLATES)),
        )
    text = (paths.templates() / f"{template}.{language.value}.md").read_text(encoding="utf-8")
    values = {"title": title, "round": round_name, "date": day.isoformat(), "decision": decision}
    head, _, body = text.partition("\n---\n")
    for name, value in values.items():
        head = head.replace("{" + name + "}", " ".join(value.split()))
    return f"{head}\n---\n{body}"
