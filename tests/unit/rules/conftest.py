"""The sample's tickets as the rules see them, and one ticket that passes everything."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from gemba.model.ticket_facts import ApprovalFacts, FrequencyFacts, PictureFacts, TicketFacts
from gemba.model.values import MoneyFacts, RangeText

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"


def as_facts(row: dict[str, str], number: int, pictures_there: set[str]) -> TicketFacts:
    """Read a line of tickets.csv as the import does, with every existing picture marked and reviewed."""
    references = [reference for reference in row["screenshot_ids"].split(";") if reference]
    approvals = [body for body in row["approvals_needed"].split(";") if body]
    none_needed = approvals in (["none"], ["无"])
    return TicketFacts(
        number=number,
        title=row["title"],
        where=row["where"],
        expected=row["expected"],
        happened=row["happened"],
        fix=row["fix"],
        money=MoneyFacts(
            RangeText(row["impact_low"], row["impact_likely"], row["impact_high"]),
            row["currency"],
            row["per"],
            row["impact_arithmetic"],
        ),
        effort=RangeText(row["effort_low_days"], row["effort_likely_days"], row["effort_high_days"]),
        owner=row["owner"],
        owner_team=row["owner_team"],
        pictures=tuple(
            PictureFacts(reference, exists=reference in pictures_there, reviewed=True, pointing_marks=1)
            for reference in references
        ),
        teams_needed=tuple(row["teams_needed"].split(";")),
        approvals_needed=() if none_needed else tuple(ApprovalFacts(body) for body in approvals),
        approvals_asked=none_needed,
        frequency=FrequencyFacts(
            int(row["seen_k"]) if row["seen_k"] else None,
            int(row["contacts_n"]) if row["contacts_n"] else None,
            frame_words=row["sample_frame"],
        ),
        source_id=row["id"],
    )


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def truth() -> dict[str, object]:
    return json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def sample_tickets() -> dict[str, TicketFacts]:
    there = {f"{path.parent.parent.name}/{path.stem}" for path in SAMPLE.glob("teams/*/screens/*.png")}
    with (SAMPLE / "tickets.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {row["id"]: as_facts(row, at, there) for at, row in enumerate(rows, start=1)}


@pytest.fixture
def good() -> TicketFacts:
    """A ticket that passes the gate and has no remark; faults are made from it with ``replace``."""
    return TicketFacts(
        number=7,
        title="Refund data typed three times",
        where="Help desk to back office",
        expected="Order id is entered once",
        happened="Typed by hand in three places, 11 min per refund",
        fix="The back office form opens filled in from the ticket",
        money=MoneyFacts(
            RangeText("9000", "14000", "21000"),
            "EUR",
            "year",
            "318 refunds/week x 46 weeks x 3.5 min = 853 h; x 26 EUR/h x 0.63 = 13 980",
        ),
        effort=RangeText("4", "7", "12"),
        owner="Lena Hartwig",
        owner_team="Refunds & Chargebacks",
        pictures=(PictureFacts("T1/03", reviewed=True, pointing_marks=1),),
        teams_needed=("Refunds & Chargebacks", "Back Office"),
        approvals_needed=(ApprovalFacts("Head of Payments"),),
        frequency=FrequencyFacts(27, 30, frame_words="30 consecutive refunds"),
    )
