"""How kinds of notes, wastes, ways of seeing and kinds of change are shown: word, icon, letter of the entry line.

One table for every screen, so that a kind looks the same everywhere. Must not know any place or row.
"""

from __future__ import annotations

from gemba.message import N_
from gemba.model.values import KIND_LETTERS, Elicitation, FixKind, ObservationKind, SeenAs, Waste, WhyMissed

KIND_WORDS: dict[ObservationKind, str] = {
    ObservationKind.FACT: N_("fact"),
    ObservationKind.WASTE: N_("waste"),
    ObservationKind.QUESTION: N_("question"),
    ObservationKind.CUSTOMER: N_("customer"),
    ObservationKind.ARTIFACT: N_("artifact"),
    ObservationKind.HAND_OFF: N_("hand-off"),
    ObservationKind.NEAR_MISS: N_("near miss"),
    ObservationKind.GOOD_PRACTICE: N_("good practice"),
    ObservationKind.IDEA: N_("idea"),
    ObservationKind.PROMISE: N_("promise"),
    ObservationKind.FORMAT_DEBATE: N_("format debate"),
    ObservationKind.LABEL_VS_TRUTH: N_("label vs truth"),
}
KIND_ICONS: dict[ObservationKind, str] = {
    ObservationKind.FACT: "eye",
    # Not a bin: beside a note that would be the button that takes it out.
    ObservationKind.WASTE: "hourglass",
    ObservationKind.QUESTION: "circle-help",
    ObservationKind.CUSTOMER: "quote",
    ObservationKind.ARTIFACT: "table-2",
    ObservationKind.HAND_OFF: "arrow-right-left",
    ObservationKind.NEAR_MISS: "triangle-alert",
    ObservationKind.GOOD_PRACTICE: "thumbs-up",
    ObservationKind.IDEA: "lightbulb",
    ObservationKind.PROMISE: "handshake",
    ObservationKind.FORMAT_DEBATE: "scale",
    ObservationKind.LABEL_VS_TRUTH: "tag",
}
#: the letters of the entry line, with one each for the two kinds that UX.md leaves without
LETTERS: dict[str, ObservationKind] = {
    **KIND_LETTERS,
    "d": ObservationKind.FORMAT_DEBATE,
    "l": ObservationKind.LABEL_VS_TRUTH,
}
LETTER_OF: dict[ObservationKind, str] = {kind: letter for letter, kind in LETTERS.items()}
#: the order in which Tab goes through them
KIND_ORDER: tuple[ObservationKind, ...] = tuple(LETTERS.values())

SEEN_WORDS: dict[SeenAs, str] = {
    SeenAs.LIVE: N_("live work"),
    SeenAs.REPORT: N_("prepared report"),
    SeenAs.TOLD: N_("told only"),
    SeenAs.REPLAY: N_("session replay"),
    SeenAs.CALL: N_("customer call"),
    SeenAs.LISTEN_IN: N_("listen-in"),
    SeenAs.ROLE_PLAY: N_("role-play"),
    SeenAs.CHAT: N_("chat transcript"),
}
WASTE_WORDS: dict[Waste, str] = {
    Waste.DUPLICATE_WORK: N_("duplicate work"),
    Waste.WAITING: N_("waiting"),
    Waste.HAND_OFF: N_("hand-off"),
    Waste.REWORK: N_("rework"),
    Waste.SEARCHING: N_("searching"),
    Waste.UNUSED_REPORT: N_("unused report or dashboard"),
    Waste.OVER_PROCESSING: N_("over-processing"),
    Waste.UNUSED_TALENT: N_("unused talent"),
    Waste.UNCLEAR_OWNERSHIP: N_("unclear ownership"),
}
ELICITATION_WORDS: dict[Elicitation, str] = {
    Elicitation.UNPROMPTED: N_("unprompted"),
    Elicitation.OPEN_QUESTION: N_("open question"),
    Elicitation.LED_QUESTION: N_("led question"),
    Elicitation.SCHEDULED_INTERVIEW: N_("scheduled interview"),
}
FIX_WORDS: dict[FixKind, str] = {
    FixKind.CONTENT: N_("words or content"),
    FixKind.CONFIG: N_("a setting"),
    FixKind.CODE: N_("code"),
    FixKind.POLICY: N_("a rule of the house"),
    FixKind.TRAINING: N_("training"),
    FixKind.DATA: N_("data"),
}
#: where it is known what is spoken of: on the tallies
MISSED_WORDS: dict[WhyMissed, str] = {
    WhyMissed.NO_OWNER: N_("nobody owned it"),
    WhyMissed.NOBODY_THOUGHT_OF_IT: N_("nobody thought of it"),
    WhyMissed.OTHER_TEAM: N_("another team's matter"),
    WhyMissed.WAITING_APPROVAL: N_("waiting for an approval"),
}
