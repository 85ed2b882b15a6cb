"""Documents and renditions for the tests of the report room: small, real, made by the real imaging."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from gemba.imaging.picture import Frame, Rendition, Reviewed
from gemba.imaging.render import make_rendition
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.rows import Moment
from gemba.model.ticket_facts import ApprovalFacts, CauseFacts, FrequencyFacts
from gemba.model.values import (
    CauseStatus,
    Criterion,
    Door,
    Elicitation,
    NarrativeLanguage,
    ObservationKind,
    SampleFrame,
    SeenAs,
    TicketState,
)
from gemba.report import fonts
from gemba.report.document import (
    Approver,
    DecisionEntry,
    Document,
    Estimate,
    EvidenceEntry,
    GateLine,
    MethodSheet,
    PrevalenceLine,
    ProblemEntry,
    QuestionEntry,
    Rate,
    SessionEntry,
    SheetPicture,
    Sighting,
    StateTime,
    StructureSheet,
    TeamPair,
    TicketSheet,
)
from gemba.report.facts import RoundCounts, facts_from
from gemba.report.para import set_lines

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
NOON = datetime(2026, 11, 10, 8, 7, tzinfo=UTC)
BODY = {
    NarrativeLanguage.ENGLISH: (
        "We sat beside three teams and wrote down what we saw [T1, S1]. The first ticket alone is worth "
        "[=T1.money.likely] a year. A refund above 200 lies until 16:00, because Finance looks only once a day (at the "
        "end of it), and “nobody” knows why – not even the people who look."
    ),
    NarrativeLanguage.CHINESE_SIMPLIFIED: (
        "我们在三个团队旁边各坐了九十分钟，记下看到的情况[T1, S1]。仅第一张工单一年就值[=T1.money.likely]。"
        "超过200的退款要等到16:00，因为财务每天只看一次（在一天结束时）；“没有人”知道为什么——连看的人也不知道。"
    ),
    NarrativeLanguage.CHINESE_TRADITIONAL: (
        "我們在三個團隊旁邊各坐了九十分鐘，記下看到的情況[T1, S1]。僅第一張工單一年就值[=T1.money.likely]。"
        "超過200的退款要等到16:00，因為財務每天只看一次（在一天結束時）；「沒有人」知道為什麼——連看的人也不知道。"
    ),
    NarrativeLanguage.VIETNAMESE: (
        "Chúng tôi ngồi cạnh ba nhóm và ghi lại những gì đã thấy [T1, S1]. Riêng phiếu đầu tiên đáng giá "
        "[=T1.money.likely] mỗi năm. Khoản hoàn tiền trên 200 nằm đến 16:00, vì Tài chính chỉ xem mỗi ngày một lần."
    ),
}


def payloads() -> dict[str, str]:
    """Return the hostile texts of RELIABILITY §1.5 by name."""
    data = json.loads((FIXTURES / "payloads.json").read_text(encoding="utf-8"))
    out: dict[str, str] = dict(data["plain"])
    out.update({name: "".join(text * times for text, times in parts) for name, parts in data["repeat"].items()})
    out.update({name: "".join(map(chr, codes)) for name, codes in data["surrogate"].items()})
    return out


def forget_fonts() -> None:
    """Let every font be read anew on its next use, as in a program that has just begun."""
    fonts._loaded.clear()
    for remembered in (fonts.face, fonts.glyph, fonts.latin_widths, set_lines):
        remembered.cache_clear()


def wash(seed: int, width: int) -> bytes:
    """Return one row of a picture that no other seed has."""
    return b"".join(bytes((seed * 37 % 200, 60 + x % 50, 200)) for x in range(width))


@cache
def rendition(
    seed: int = 1, *, marked: bool = True, lossy: bool = False, size: tuple[int, int] = (160, 90)
) -> Rendition:
    """Return a reviewed picture: a colour wash of its own, a redaction and marks over it."""
    width, height = size
    frame = Frame(width, height, wash(seed, width) * height, lossy=lossy)
    marks = (
        Mark("n", MarkKind.NUMBER, ((40.0, 30.0), (70.0, 45.0)), text="typed twice", number=1, size_px=8.0),
        Mark("b", MarkKind.BOX, ((70.0, 40.0), (130.0, 60.0))),
        Mark("s", MarkKind.SPOTLIGHT, ((60.0, 30.0), (140.0, 70.0))),
        Mark("i", MarkKind.INSET, ((70.0, 40.0), (90.0, 50.0), (100.0, 5.0))),
    )
    redaction = Mark("r", MarkKind.REDACTION, ((8.0, 60.0), (40.0, 80.0)))
    annotation = Annotation((*marks, redaction) if marked else ())
    stamp = Reviewed(f"c{seed}", "facilitator", NOON)
    return make_rendition(frame, annotation, capture_id=f"c{seed}", reviewed=stamp)


def ticket(number: int = 1, **changes: object) -> TicketSheet:
    """Return a complete ticket."""
    made = TicketSheet(
        number,
        "Refund data typed three times",
        TicketState.ACTIONABLE,
        f"A{number:02d}",
        "Help desk",
        "Order id is entered once",
        "Typed by hand in three places",
        "The form opens pre-filled",
        money=Estimate(9000, 14000, 21000),
        currency="EUR",
        arithmetic="318 refunds x 46 weeks x 3.5 min = 853 h; x 26 EUR",
        effort=Estimate(4, 7, 12),
        owner="agent",
        owner_team="Refunds & Chargebacks",
        causes=(CauseFacts("The sheet was a stopgap", CauseStatus.EVIDENCED), CauseFacts("Nobody owns it")),
        teams_needed=("Refunds & Chargebacks", "Back Office Development"),
        approvals_needed=(ApprovalFacts("Head of Payments", "lead", 5.0),),
        load=3,
        smell=True,
        frequency=FrequencyFacts(27, 30, SampleFrame.RANDOM, "30 refunds in a row"),
        prevalence="Seen in 27 of 30.",
        sightings=(Sighting(1, "agent", Moment(NOON, 60), SeenAs.LIVE), Sighting(1, "team lead", None, None)),
        gate=tuple(GateLine(criterion, True) for criterion in Criterion),
        value_per_effort=Estimate(750, 2000, 5250),
        top_n_probability=0.87,
        pictures=(
            SheetPicture(f"T{number}.1", "03.png", "The sheet", rendition(number)),
            SheetPicture(f"T{number}.2", "04.png", "The form"),
            SheetPicture(f"T{number}.3", "99.png", missing=True),
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def source(
    language: NarrativeLanguage = NarrativeLanguage.ENGLISH,
    *,
    paragraphs: int = 3,
    body: str = "",
    template: str = "six-page",
) -> str:
    """Return a narrative with some sections and every chart and table."""
    text = body or BODY[language]
    filled = "\n\n".join(f"{text} ({n})" for n in range(paragraphs))
    charts = "\n\n".join(
        f"{{{{chart {name}}}}}" for name in ("impact-effort", "coordination", "prevalence", "time-in-state")
    )
    return (
        f"---\ntitle: A refund waits nine days\nlanguage: {language.value}\ntemplate: {template}\ndate: 2026-11-21\n"
        f"draft: 2\ndecision: Lend two people for four weeks.\nconfidentiality: Internal\n---\n"
        f"# Purpose\n\n{filled}\n\n> “Quoted words.”\n\n## What we saw\n\n{{{{table tickets}}}}\n\n{charts}\n\n"
        "- one\n- two\n  1. deep\n\n| case | count |\n|---|---|\n| below | 296 |\n| above | 22 |\n\n[[Say why now.]]\n"
    )


def document(
    language: NarrativeLanguage = NarrativeLanguage.ENGLISH,
    *,
    text: str | None = None,
    tickets: tuple[TicketSheet, ...] | None = None,
    **changes: object,
) -> Document:
    """Return a document in which every part has content."""
    sheets = (
        tickets if tickets is not None else (ticket(1), ticket(2, money=None, effort=None, money_words="9 / 5 / 1"))
    )
    sessions = (
        SessionEntry(1, "Refunds & Chargebacks", "Payments", date(2026, 11, 10), 90, "observer", "Why wait?", 3, 2, 1),
    )
    prevalence = (
        PrevalenceLine("T1", "Refund data", 27, 30, SampleFrame.RANDOM, "in a row", 0.875, 0.76, 0.95),
        PrevalenceLine("T2", "Refund data", 1, 17, SampleFrame.COMPLAINT),
    )
    problems = (ProblemEntry(1, "The same data typed again", 3, 2, 1, ("T1",)),)
    decisions = (
        DecisionEntry(
            1,
            "Raise the limit",
            Door.TWO_WAY,
            "Head of Finance",
            "2026-11-27",
            0.58,
            (QuestionEntry("How many?", "22", True, 5),),
        ),
    )
    facts = facts_from(
        tickets=sheets,
        sessions=sessions,
        problems=problems,
        decisions=decisions,
        prevalence=prevalence,
        counts=RoundCounts(3, 66, 24, 12, 7),
    )
    made = Document(
        text if text is not None else source(language),
        facts,
        tickets=sheets,
        sessions=sessions,
        problems=problems,
        decisions=decisions,
        evidence=(
            EvidenceEntry(
                1,
                Moment(NOON, 60),
                ObservationKind.WASTE,
                "Copied by hand",
                SeenAs.LIVE,
                Elicitation.UNPROMPTED,
                "T1-0907",
                ("T1.1",),
                ("T1",),
            ),
            EvidenceEntry(9, None, ObservationKind.FACT, "Nobody knows"),
        ),
        structure=StructureSheet(
            ((1, 1), (2, 1)),
            ("Refunds & Chargebacks", "Back Office", "上海二线客服"),
            (TeamPair("Refunds & Chargebacks", "Back Office", 2, 14000.0), TeamPair("Back Office", "上海二线客服", 1)),
            (Approver("Head of Payments", 1, 5.0),),
            (1,),
            (StateTime(TicketState.DRAFT, 3, Estimate(1, 2, 9)),),
        ),
        method=MethodSheet(
            prevalence, ("Three teams are a picture, not a census.",), ("04.png",), rates=(Rate("CNY", "EUR", 0.1282),)
        ),
        questions=(QuestionEntry("Why only three teams?", "One day."),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
