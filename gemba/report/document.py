"""What a narrative on paper is made of: frozen values that services fill and the engine sets.

Texts come in already redacted (SETTLED §7): an owner or observer without consent is a role here, never a name.
Pictures come as Renditions of reviewed captures, or not at all. Numbers come raw (floats, counts) and are put into
words by `report.numbers` in the narrative's language. Must not know SQL, services, rules or ReportLab.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from gemba.message import Message
from gemba.model.ticket_facts import ApprovalFacts, CauseFacts, FrequencyFacts
from gemba.model.values import (
    Criterion,
    Door,
    Elicitation,
    NarrativeLanguage,
    ObservationKind,
    SampleFrame,
    SeenAs,
    TicketState,
)

if TYPE_CHECKING:
    from gemba.imaging.picture import Rendition
    from gemba.model.rows import Moment


class PaperSize(StrEnum):
    """The sheet; a setting of the narrative."""

    A4 = "a4"
    LETTER = "letter"


class Profile(StrEnum):
    """The margins: 25 mm all round, or an outer margin of 41 mm for notes with a pen."""

    STANDARD = "standard"
    READERS_MARGIN = "readers_margin"


@dataclass(frozen=True, slots=True)
class Estimate:
    """Hold a guess: low, likely and high, in the unit of the field it stands in."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of a narrative: what the head, the title and the box on page one say."""

    title: str
    language: NarrativeLanguage = NarrativeLanguage.ENGLISH
    template: str = "six-page"
    round_name: str = ""
    day: date | None = None
    draft: int = 1
    decision: str = ""
    authors: tuple[str, ...] = ()
    confidentiality: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What a code such as T14 stands for: its anchor in the appendix and a title for the link's reader."""

    code: str
    title: str


class Facts(Protocol):
    """Answer codes and live numbers from the store; `report.facts.FactBook` is the shipped answerer."""

    def resolve_code(self, code: str) -> Target | None:
        """Return what ``T14``, ``T14.2``, ``S7``, ``P3`` or ``D1`` stands for, or None."""

    def resolve_number(self, path: str, language: NarrativeLanguage) -> str | None:
        """Return the words for a path such as ``T14.money.likely`` in that language, or None."""

    def name_number(self, path: str) -> Message | None:
        """Return what the number of a path is called: whose it is and which figure, also where there is none now.

        None where nobody knows such a figure.
        """


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """One picture of a ticket: printed where it is a Rendition, else a box that names the file and says why.

    ``after_of`` is the code of the picture that shows the same place before it was mended; it stands beside that one.
    ``part`` is "label" or "truth" where it shows what a label says or what it really is: the truth comes right after
    its label and stands beside it.
    """

    code: str
    file_name: str
    caption: str = ""
    picture: Rendition | None = None
    missing: bool = False
    after_of: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Who saw it, when and how; ``role`` is a role, or a name where consent was given."""

    session_number: int
    role: str
    at: Moment | None
    seen_as: SeenAs | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class GateLine:
    """The verdict on one criterion, its reason and mend already in the narrative's language."""

    criterion: Criterion
    ok: bool
    reason: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class TicketSheet:
    """All that stands on a ticket's sheet in appendix A.

    ``money`` and ``effort`` are None where the ticket has no valid range; ``money_words`` and ``effort_words`` then
    hold what was typed. ``house_money`` is the yearly money in the house's currency (charts and ranks use it).
    ``prevalence`` is the finished sentence of the rules, ``rank`` the place from 1, ``unranked`` why there is none.
    """

    number: int
    title: str
    state: TicketState = TicketState.DRAFT
    source_id: str = ""
    where: str = ""
    expected: str = ""
    happened: str = ""
    fix: str = ""
    money: Estimate | None = None
    money_words: str = ""
    currency: str = ""
    per: str = "year"
    arithmetic: str = ""
    house_money: Estimate | None = None
    effort: Estimate | None = None
    effort_words: str = ""
    owner: str = ""
    owner_team: str = ""
    causes: tuple[CauseFacts, ...] = ()
    teams_needed: tuple[str, ...] = ()
    approvals_needed: tuple[ApprovalFacts, ...] = ()
    approvals_asked: bool = False
    load: int = 0
    smell: bool = False
    frequency: FrequencyFacts = field(default_factory=FrequencyFacts)
    prevalence: str = ""
    sightings: tuple[Sighting, ...] = ()
    gate: tuple[GateLine, ...] = ()
    remarks: tuple[str, ...] = ()
    value_per_effort: Estimate | None = None
    top_n_probability: float | None = None
    top_n: int = 3
    rank: int | None = None
    unranked: str = ""
    pictures: tuple[SheetPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One observation of appendix B; ``pictures`` and ``tickets`` are codes."""

    session_number: int
    at: Moment | None
    kind: ObservationKind
    text: str
    seen_as: SeenAs | None = None
    elicitation: Elicitation | None = None
    source_id: str = ""
    pictures: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One visit: ``minutes`` as planned, ``live`` of ``stated`` observations seen live, ``observations`` in all."""

    number: int
    team: str
    department: str = ""
    day: date | None = None
    minutes: int | None = None
    facilitator: str = ""
    charter: str = ""
    observations: int = 0
    stated: int = 0
    live: int = 0


@dataclass(frozen=True, slots=True)
class ProblemEntry:
    """The thing behind several observations, with its counts."""

    number: int
    title: str
    reports: int = 0
    sessions: int = 0
    customers: int = 0
    tickets: tuple[str, ...] = ()
    symptom: str = ""


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """An open question of a decision, or one of appendix E with its answer."""

    text: str
    answer: str = ""
    answered: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """A choice to make; ``information`` is the share 0–1 of its weighted questions that are answered."""

    number: int
    title: str
    door: Door | None = None
    owner: str = ""
    due: str = ""
    information: float = 0.0
    questions: tuple[QuestionEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamPair:
    """Two teams needed together: by how many tickets, and the likely yearly money behind them (house currency)."""

    first: str
    second: str
    tickets: int
    money: float | None = None


@dataclass(frozen=True, slots=True)
class Approver:
    """A body whose yes is asked for: by how many tickets, and the usual days of waiting."""

    body: str
    tickets: int
    typical_days: float | None = None


@dataclass(frozen=True, slots=True)
class StateTime:
    """Days that tickets spent in one state: how many tickets, and the shortest, median and longest."""

    state: TicketState
    tickets: int
    days: Estimate


@dataclass(frozen=True, slots=True)
class StructureSheet:
    """Appendix C: what the organisation's shape costs. ``by_teams`` says how many tickets need 1, 2, 3… teams."""

    by_teams: tuple[tuple[int, int], ...] = ()
    teams: tuple[str, ...] = ()
    pairs: tuple[TeamPair, ...] = ()
    approvers: tuple[Approver, ...] = ()
    smells: tuple[int, ...] = ()
    states: tuple[StateTime, ...] = ()


@dataclass(frozen=True, slots=True)
class PrevalenceLine:
    """Seen k of n, with mean and interval (0–1) where the frame lets one generalise; else None and the sentence."""

    code: str
    title: str
    k: int
    n: int
    frame: SampleFrame
    frame_words: str = ""
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of ``currency`` in the house's currency, as the house set it."""

    currency: str
    house_currency: str
    rate: float


@dataclass(frozen=True, slots=True)
class MethodSheet:
    """Appendix D: which samples, what they cannot say. ``limits`` are finished sentences of the services."""

    prevalence: tuple[PrevalenceLine, ...] = ()
    limits: tuple[str, ...] = ()
    unreviewed: tuple[str, ...] = ()
    samples: int = 10_000
    seed: int = 1
    rates: tuple[Rate, ...] = ()
    house_currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Document:
    """Everything the engine needs to set a narrative. ``source`` is the Markdown body with its front matter.

    ``budget_pages`` None takes the template's budget (six-page 6, three-page 3, pr-faq 6, problem-list 3, a3 1).
    """

    source: str
    facts: Facts
    front: Front | None = None
    tickets: tuple[TicketSheet, ...] = ()
    sessions: tuple[SessionEntry, ...] = ()
    problems: tuple[ProblemEntry, ...] = ()
    decisions: tuple[DecisionEntry, ...] = ()
    evidence: tuple[EvidenceEntry, ...] = ()
    structure: StructureSheet = field(default_factory=StructureSheet)
    method: MethodSheet = field(default_factory=MethodSheet)
    questions: tuple[QuestionEntry, ...] = ()
    page: PaperSize = PaperSize.A4
    profile: Profile = Profile.STANDARD
    budget_pages: int | None = None
    appendix: bool = True
