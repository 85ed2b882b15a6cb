"""What the linter and the checks found, as rows to go through: where, what, and the mend if a key can do it.

Must not know how anything is found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.message import N_
from gemba.ui.language.words import Words

if TYPE_CHECKING:
    from gemba.errors import EnvironmentProblem
    from gemba.services.narratives.check import CheckRemark, CheckReport

#: what the row's icon is, by the kind of the remark; the linter's kinds share one
_ICONS = {
    "gap": "circle-dashed",
    "code": "unlink",
    "stale": "refresh-cw",
    "front_matter": "text-cursor-input",
    "glyph": "type",
    "draft": "hash",
    "over": "triangle-alert",
    "unreviewed": "eye-off",
    "stopped": "shield",
}
_STATED = re.compile(r"draft[:：][ \t]*(\d+)[ \t]*\Z", re.IGNORECASE)
MENDS = {
    "draft": N_("Take the line out"),
    "stale": N_("It still holds"),
    "unreviewed": N_("Look at the pictures"),
    "stopped": N_("Examine the library"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One row; ``line`` 0 is the whole narrative, ``mend`` the words of the button that mends it, "" for none."""

    line: int
    kind: str
    icon: str
    sentence: str
    words: str
    mend: str = ""

    @property
    def serious(self) -> bool:
        """Say whether it stops the print or makes it a draft."""
        return self.kind in ("code", "over", "unreviewed", "front_matter", "stopped")

    @property
    def find(self) -> str:
        """Return what is to be looked for in the line."""
        return f"[={self.words}]" if self.kind == "stale" else self.words


def stopped(problem: EnvironmentProblem, words: Words) -> Remark:
    """Return the one row of a check that the machine did not let come to its end."""
    return Remark(0, "stopped", _ICONS["stopped"], words.problem(problem), "", words.tr(MENDS["stopped"]))


def remarks_of(report: CheckReport, words: Words) -> tuple[Remark, ...]:
    """Return the rows of a check: what concerns the whole first, then by line."""
    rows: list[Remark] = []
    if report.over_lines:
        said = words.count(
            "The body is {n} line over its {budget} pages.",
            "The body is {n} lines over its {budget} pages.",
            report.over_lines,
            budget=report.budget,
        )
        rows.append(Remark(0, "over", _ICONS["over"], said, ""))
        rows += [Remark(0, "cut", "lightbulb", words.say(one), "") for one in report.cut]
    if report.unreviewed:
        said = words.count(
            "{n} picture is not yet reviewed and will not be printed.",
            "{n} pictures are not yet reviewed and will not be printed.",
            len(report.unreviewed),
        )
        rows.append(Remark(0, "unreviewed", _ICONS["unreviewed"], said, "", words.tr(MENDS["unreviewed"])))
    rows += [_row(one, words) for one in report.remarks]
    return tuple(rows)


def stated_draft(source: str, draft: int, words: Words) -> tuple[Remark, ...]:
    """Return the remark that the front matter prints another number than the draft's; none where it does not."""
    lines = source.split("\n")
    if lines[0].strip() != "---":
        return ()
    for number, line in enumerate(lines[1:], 2):
        if line.strip() in ("---", "..."):
            return ()
        found = _STATED.match(line)
        if found and int(found.group(1)) != draft:
            said = words.tr("This is draft {n}; the page's head says draft {stated}.", n=draft, stated=found.group(1))
            return (Remark(number, "draft", _ICONS["draft"], said, line, words.tr(MENDS["draft"])),)
    return ()


def _row(one: CheckRemark, words: Words) -> Remark:
    mend = words.tr(MENDS[one.kind]) if one.kind in MENDS else ""
    icon = _ICONS.get(one.kind, "flag")
    return Remark(one.line, one.kind, icon, words.say(one.sentence), one.words, mend)
