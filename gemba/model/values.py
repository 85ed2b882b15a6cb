"""The words of the domain as frozen values: what the other rooms pass around instead of rows.

Must not know SQL, Qt, files or the clock. Every enum's value is the word stored in the database and printed in
JSON; DOMAIN.md and SETTLED.md (§11, §13, §14) are where the words come from.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class ObservationKind(StrEnum):
    """What sort of thing an observation is; the letter for the entry line is in ``KIND_LETTERS``."""

    FACT = "fact"
    WASTE = "waste"
    QUESTION = "question"
    CUSTOMER = "customer"
    ARTIFACT = "artifact"
    HAND_OFF = "hand_off"
    NEAR_MISS = "near_miss"
    GOOD_PRACTICE = "good_practice"
    IDEA = "idea"
    PROMISE = "promise"
    FORMAT_DEBATE = "format_debate"
    LABEL_VS_TRUTH = "label_vs_truth"


class NotePart(StrEnum):
    """What a picture is to a note of the kind label vs truth: what the label says, or what it really is (M5)."""

    LABEL = "label"
    TRUTH = "truth"


KIND_LETTERS: dict[str, ObservationKind] = {
    "o": ObservationKind.FACT,
    "w": ObservationKind.WASTE,
    "q": ObservationKind.QUESTION,
    "c": ObservationKind.CUSTOMER,
    "a": ObservationKind.ARTIFACT,
    "h": ObservationKind.HAND_OFF,
    "x": ObservationKind.NEAR_MISS,
    "g": ObservationKind.GOOD_PRACTICE,
    "i": ObservationKind.IDEA,
    "p": ObservationKind.PROMISE,
}


class SeenAs(StrEnum):
    """How something was seen (SETTLED §14). Unset is None and is printed as "not stated", never as zero."""

    LIVE = "live"
    REPORT = "report"
    TOLD = "told"
    REPLAY = "replay"
    CALL = "call"
    LISTEN_IN = "listen_in"
    ROLE_PLAY = "role_play"
    CHAT = "chat"


class Elicitation(StrEnum):
    """How a statement was obtained (M27)."""

    UNPROMPTED = "unprompted"
    OPEN_QUESTION = "open_question"
    LED_QUESTION = "led_question"
    SCHEDULED_INTERVIEW = "scheduled_interview"


class SampleFrame(StrEnum):
    """How the looked-at cases were chosen (SETTLED §13); only RANDOM may generalise."""

    RANDOM = "random"
    COMPLAINT = "complaint"
    SELF_SELECTED = "self_selected"
    ROLE_PLAY = "role_play"
    UNSTATED = "unstated"


class EvidenceSource(StrEnum):
    """Where a picture or file came from."""

    SCREEN = "screen"
    WINDOW = "window"
    REGION = "region"
    PHOTO = "photo"
    PASTE = "paste"
    FILE = "file"
    REPLAY_STILL = "replay_still"
    DIRECT_CALL = "direct_call"


class CaptureState(StrEnum):
    """Whether a person has looked at the picture in the redaction step."""

    UNREVIEWED = "unreviewed"
    REVIEWED = "reviewed"


class ProposalState(StrEnum):
    """What became of a proposed redaction."""

    PROPOSED = "proposed"
    TAKEN = "taken"
    REFUSED = "refused"


class TicketState(StrEnum):
    """The life of a ticket (SETTLED §11)."""

    DRAFT = "draft"
    ACTIONABLE = "actionable"
    DELEGATED = "delegated"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    PARKED = "parked"
    REJECTED = "rejected"


class Criterion(StrEnum):
    """The six criteria of the gate, in the order they are shown."""

    PICTURE = "picture"
    PROBLEM = "problem"
    FIX = "fix"
    MONEY = "money"
    EFFORT = "effort"
    OWNER = "owner"


class Waste(StrEnum):
    """Why an observation hurts; these ship, tags are free."""

    DUPLICATE_WORK = "duplicate_work"
    WAITING = "waiting"
    HAND_OFF = "hand_off"
    REWORK = "rework"
    SEARCHING = "searching"
    UNUSED_REPORT = "unused_report"
    OVER_PROCESSING = "over_processing"
    UNUSED_TALENT = "unused_talent"
    UNCLEAR_OWNERSHIP = "unclear_ownership"


class FixKind(StrEnum):
    """What is changed by the fix (M12)."""

    CONTENT = "content"
    CONFIG = "config"
    CODE = "code"
    POLICY = "policy"
    TRAINING = "training"
    DATA = "data"


class WhyMissed(StrEnum):
    """Why a big chance was missed (M11)."""

    NO_OWNER = "no_owner"
    NOBODY_THOUGHT_OF_IT = "nobody_thought_of_it"
    OTHER_TEAM = "other_team"
    WAITING_APPROVAL = "waiting_approval"


class CauseStatus(StrEnum):
    """Whether a why is only said or has evidence (M30)."""

    CLAIMED = "claimed"
    EVIDENCED = "evidenced"


class Door(StrEnum):
    """Whether a decision can be taken back."""

    ONE_WAY = "one-way"
    TWO_WAY = "two-way"


class NeedLevel(StrEnum):
    """Usable, useful, pleasant (M75)."""

    USABLE = "usable"
    USEFUL = "useful"
    PLEASANT = "pleasant"


class ArtifactType(StrEnum):
    """What sort of thing a team keeps or reads (M2)."""

    DASHBOARD = "dashboard"
    REPORT = "report"
    SHEET = "sheet"
    TOOL = "tool"
    MEETING = "meeting"
    MAIL = "mail"


class NarrativeLanguage(StrEnum):
    """Languages a narrative can be written in."""

    ENGLISH = "en"
    CHINESE_SIMPLIFIED = "zh-Hans"
    CHINESE_TRADITIONAL = "zh-Hant"
    VIETNAMESE = "vi"


class PrivateKind(StrEnum):
    """Kinds of personal data that redaction looks for."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    CARD = "card"
    IBAN = "iban"
    ID = "id"
    OTHER = "other"


RECOGNISED = "recognition"
"""The source of a proposal that gemba made from text it read itself; any other came with the picture."""


class RangeText(NamedTuple):
    """Hold low, likely and high as typed; the gate, not the store, says whether they are numbers."""

    low: str = ""
    likely: str = ""
    high: str = ""


class MoneyFacts(NamedTuple):
    """Hold the money estimate as typed: range, currency (ISO 4217), ``per`` ("year", "once"…), arithmetic."""

    range: RangeText = RangeText()
    currency: str = ""
    per: str = ""
    arithmetic: str = ""
