"""What the rules judge a ticket by: the text as typed, and what the ticket is linked to, as frozen values.

They stand apart from the words of the domain because the list of tickets begins without them (docs/adr/0021). Must
not know SQL, Qt, files or the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gemba.model.values import CauseStatus, MoneyFacts, RangeText, SampleFrame, TicketState


@dataclass(frozen=True, slots=True)
class FrequencyFacts:
    """Hold "seen in k of n" and how the n were chosen; None where nobody counted."""

    seen_k: int | None = None
    looked_at_n: int | None = None
    frame: SampleFrame = SampleFrame.UNSTATED
    frame_words: str = ""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """Say of one linked picture what the gate needs: does it exist, is it marked, is anything uncovered.

    ``pointing_marks`` counts marks that point at something (all kinds but crop and redaction);
    ``open_proposals`` counts proposed redactions neither taken nor refused; ``blank`` means one flat colour.
    """

    reference: str
    exists: bool = True
    reviewed: bool = False
    pointing_marks: int = 0
    open_proposals: int = 0
    blank: bool = False


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """One approval asked for, in its order: the body, the role that signs, usual days of waiting."""

    body: str
    role: str = ""
    typical_days: float | None = None


@dataclass(frozen=True, slots=True)
class CauseFacts:
    """One step of the why chain; ``evidence`` names the notes or pictures that carry it."""

    text: str
    status: CauseStatus = CauseStatus.CLAIMED
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """Everything rules need to judge one ticket: the text as typed and what it is linked to.

    ``approvals_asked`` is True when "none needed" was said on purpose. ``missing_references`` names pictures,
    notes or teams that the ticket refers to and that do not exist. ``owners`` holds what stands in the owner
    field, split where two people are named.
    """

    number: int
    title: str
    where: str = ""
    expected: str = ""
    happened: str = ""
    fix: str = ""
    money: MoneyFacts = field(default_factory=MoneyFacts)
    effort: RangeText = field(default_factory=RangeText)
    owner: str = ""
    owner_team: str = ""
    pictures: tuple[PictureFacts, ...] = ()
    teams_needed: tuple[str, ...] = ()
    approvals_needed: tuple[ApprovalFacts, ...] = ()
    approvals_asked: bool = False
    frequency: FrequencyFacts = field(default_factory=FrequencyFacts)
    causes: tuple[CauseFacts, ...] = ()
    note_references: tuple[str, ...] = ()
    missing_references: tuple[str, ...] = ()
    experience_only: bool = False
    state: TicketState = TicketState.DRAFT
    source_id: str = ""
