"""What a rule says: a verdict on one criterion, or a remark beside the criteria.

Must not know which rule spoke, nor who shows it. A door is never locked silently (ARCHITECTURE): a verdict that
is not ok carries the reason, the mend and the field to put it in.
"""

from __future__ import annotations

from dataclasses import dataclass

from gemba.message import Message


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say whether one criterion holds and why; ``where`` names the field to mend, such as ``money.low``.

    ``also`` holds what else is wrong under the same criterion, gravest first; it is empty when ok.
    """

    ok: bool
    reason: Message
    mend: Message | None
    where: str
    also: tuple[Verdict, ...] = ()

    def faults(self) -> tuple[Verdict, ...]:
        """Return every fault of this criterion, this one first; nothing when ok."""
        return () if self.ok else (self, *self.also)


@dataclass(frozen=True, slots=True)
class Remark:
    """Say that something beside the criteria is odd; with ``blocks`` it holds up delegating until mended or waved off.

    ``code`` is stable and is what a waiver is stored under.
    """

    code: str
    sentence: Message
    where: str
    blocks: bool = True
