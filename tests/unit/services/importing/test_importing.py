"""A pack becomes a library: nothing dropped, nothing doubled, nothing of a person's overwritten."""

import shutil
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba import paths
from gemba.model.entities import (
    Capture,
    ChatMessage,
    Contact,
    GembaSession,
    Observation,
    ObservationCapture,
    Person,
    Promise,
    Proposal,
    Question,
    Sighting,
    Team,
    Ticket,
    TicketPicture,
)
from gemba.model.library import Library
from gemba.model.values import CaptureState, ProposalState, SampleFrame, TicketState
from gemba.services.importing import ImportService
from gemba.services.importing.places import artifact_type
from gemba.services.importing.report import ImportReport
from gemba.services.visits.due_day import due_day, named_day

NOTES = """# Gemba notes

Team: T1 Ledger
Department: Finance
Date: 2026-11-10
Planned minutes: 60
Facilitator: Ann Observer (writes)
People: Bo Worker (agent, 2 years)

09:00 [waste] Types it twice. (shot: 01.png) #duplicate
09:05 [artifact] Sheet "KPI" | purpose: Monday | minutes per week: 30 | still read by: lead
09:10 [promise] Ann asks the lead by Fri 13 Nov.
09:15 [fact] Nothing else.
"""
PLAN = "team,department,time_zone,slots\nLedger,Finance,Asia/Shanghai,2026-11-24 07:30-08:30;2026-11-24 09:00-10:00\n"
TICKETS = (
    "id,title,impact_low,impact_likely,impact_high,teams_needed,approvals_needed,note_ids,screenshot_ids,contacts_n,seen_k\n"
    "A01,Typed twice,1000,TBD,3000,Ledger;Nowhere,none,T1-0900,T1/01,10,3\n"
    "A02,No picture,,,,,Head of Finance;Audit,T1-9999,T9/99,many,1\n"
)


def png(shade: int) -> bytes:
    """Make a small grey picture with two columns, so that it is not blank."""
    rows = b"".join(b"\0" + bytes([shade] * 3 + [255 - shade] * 3) for _ in range(4))

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 4, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    screens = folder / "teams" / "T1" / "screens"
    screens.mkdir(parents=True)
    (folder / "teams/T1/notes.md").write_text(NOTES, encoding="utf-8")
    (screens / "01.png").write_bytes(png(10))
    sidecar = '{"mode": "screen", "taken": "2026-11-10T09:00:30", "pii": [{"kind": "name", "text": "X", "x": 0, "y": 0, "w": 1, "h": 1}, {"kind": "name", "text": "Y", "x": 9, "y": 9, "w": 1, "h": 1}]}'
    (screens / "01.json").write_text(sidecar, encoding="utf-8")
    (folder / "plan.csv").write_text(PLAN, encoding="utf-8")
    (folder / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "t.gemba") as library:
        yield library


def run(library: Library, pack: Path) -> ImportReport:
    report = ImportService(library).import_pack(pack, round_name="r")
    assert report.rows_read == report.rows_stored + report.rows_unchanged + len(report.refused)
    return report


def count(library: Library, kind: type) -> int:
    return library.run("count", lambda op: len(op.all(kind)))


def one(library: Library, kind: type, **equal: object):
    """Return one entity's attributes as a dictionary."""
    return library.run("look", lambda op: dict(op.find(kind, **equal).__dict__))


def test_every_row_of_a_small_pack_arrives(library: Library, pack: Path) -> None:
    report = run(library, pack)
    assert (report.rows_read, report.rows_stored, report.refused) == (8, 8, [])
    note = one(library, Observation, source_id="T1-0900")
    assert (note["at"].iso(), note["seen_as"]) == ("2026-11-10T09:00:00+08:00", None)
    assert one(library, Sighting)["minutes_per_week"] == 30
    assert one(library, Promise)["due"] == "2026-11-13"
    assert one(library, GembaSession)["planned_minutes"] == 60
    assert one(library, Person, name="Bo Worker")["may_be_named"] is False


def test_rectangles_are_proposed_and_nothing_is_reviewed(library: Library, pack: Path) -> None:
    report = run(library, pack)
    assert one(library, Capture)["state"] is CaptureState.UNREVIEWED
    assert count(library, Proposal) == 1  # the one outside the picture is said, not stored
    assert one(library, Proposal)["state"] is ProposalState.PROPOSED
    assert any("outside the picture" in str(odd.sentence) for odd in report.remarks)


def test_estimates_stay_as_typed_and_missing_things_are_said(library: Library, pack: Path) -> None:
    report = run(library, pack)
    ticket = one(library, Ticket, source_id="A01")
    assert (ticket["money_likely"], ticket["seen_k"], ticket["frame"]) == ("TBD", 3, SampleFrame.UNSTATED)
    assert (ticket["state"], ticket["approvals_asked"]) == (TicketState.DRAFT, True)
    assert one(library, Ticket, source_id="A02")["missing_references"] == ("T9/99", "T1-9999")
    said = [str(odd.sentence) for odd in report.remarks]
    for words in ("“Nowhere”", "T9/99 is not there", "T1-9999 is not there", "“many”"):
        assert any(words in sentence for sentence in said), words


def test_importing_twice_changes_nothing(library: Library, pack: Path) -> None:
    run(library, pack)
    before = library.folder.joinpath("vault")
    files = sorted(path.name for path in before.rglob("*"))
    report = run(library, pack)
    assert (report.rows_stored, report.rows_unchanged) == (0, 8)
    assert sorted(path.name for path in before.rglob("*")) == files
    assert (count(library, Observation), count(library, Team)) == (4, 2)


def test_a_changed_row_is_brought_up_to_date(library: Library, pack: Path) -> None:
    run(library, pack)
    notes = pack / "teams/T1/notes.md"
    notes.write_text(NOTES.replace("Types it twice. (shot: 01.png)", "Types it three times."), encoding="utf-8")
    report = run(library, pack)
    assert (report.rows_stored, report.rows_unchanged) == (1, 7)
    assert one(library, Observation, source_id="T1-0900")["text"] == "Types it three times."
    assert count(library, ObservationCapture) == 0


def test_what_a_person_edited_is_never_overwritten(library: Library, pack: Path) -> None:
    run(library, pack)

    def edit(op) -> None:  # type: ignore[no-untyped-def]
        op.find(Observation, source_id="T1-0900").text = "My own words."
        op.find(Ticket, source_id="A01").fix = "My own fix."

    library.run("Edit", edit)
    notes = pack / "teams/T1/notes.md"
    notes.write_text(NOTES.replace("Types it twice.", "Types it three times."), encoding="utf-8")
    (pack / "tickets.csv").write_text(TICKETS.replace("Typed twice", "Typed thrice"), encoding="utf-8")
    report = run(library, pack)
    assert (report.rows_stored, len(report.refused)) == (0, 2)
    assert all("edited here since" in str(bad.reason) for bad in report.refused)
    assert one(library, Observation, source_id="T1-0900")["text"] == "My own words."
    assert one(library, Ticket, source_id="A01")["title"] == "Typed twice"


def test_what_a_person_deleted_does_not_come_back(library: Library, pack: Path) -> None:
    run(library, pack)
    library.run("Delete", lambda op: op.delete(op.find(Observation, source_id="T1-0915")))
    assert run(library, pack).rows_unchanged == 8
    notes = pack / "teams/T1/notes.md"
    notes.write_text(NOTES.replace("Nothing else.", "Something else."), encoding="utf-8")
    report = run(library, pack)
    assert [("deleted here" in str(bad.reason), bad.line) for bad in report.refused] == [(True, 13)]
    assert count(library, Observation) == 3


def test_another_picture_under_the_same_name_is_refused(library: Library, pack: Path) -> None:
    run(library, pack)
    original = one(library, Capture)["original"]
    (pack / "teams/T1/screens/01.png").write_bytes(png(99))
    report = run(library, pack)
    assert [bad.file for bad in report.refused] == ["teams/T1/screens/01.png"]
    assert one(library, Capture)["original"] == original


def test_a_broken_picture_stops_no_other(library: Library, pack: Path) -> None:
    screens = pack / "teams/T1/screens"
    (screens / "00.png").write_bytes(b"%PDF-1.7\n")
    (screens / "02.png").write_bytes(png(50)[:40])
    (screens / "03.png").write_bytes(b"")
    (screens / "04.png").write_bytes(png(60))
    report = run(library, pack)
    assert [bad.file.rsplit("/", 1)[1] for bad in report.refused] == ["00.png", "02.png", "03.png"]
    assert count(library, Capture) == 2


def test_a_whole_import_is_one_step_of_undo(library: Library, pack: Path) -> None:
    run(library, pack)
    library.undo()
    kinds = (Observation, Ticket, Capture, GembaSession, Team, TicketPicture)
    assert [count(library, kind) for kind in kinds] == [0] * len(kinds)
    library.redo()
    assert count(library, Observation) == 4


def test_words_without_consent_are_left_out(library: Library, pack: Path) -> None:
    table = "call,date,time,team,pseudonym,consent,words,solved\n"
    rows = "K1,2026-11-10,09:00,T1,Heron,notes only,Secret words,maybe\nK2,2026-11-10,09:05,T1,Heron,notes and words,Free words,no\n"
    (pack / "calls.csv").write_text(table + rows, encoding="utf-8")
    report = run(library, pack)
    assert (one(library, Contact, source_id="K1")["words"], one(library, Contact, source_id="K1")["solved"]) == (
        "",
        None,
    )
    assert one(library, Contact, source_id="K2")["words"] == "Free words"
    assert any("did not agree" in str(odd.sentence) for odd in report.remarks)


def test_the_sample_arrives_whole(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(paths.sample(), folder, ignore=shutil.ignore_patterns("screens"))
    report = run(library, folder)
    assert (report.refused, report.rows_stored) == ([], 62 + 59 + 60)
    kinds = {Observation: 59, Ticket: 12, Contact: 10, ChatMessage: 60, Question: 10, GembaSession: 3}
    assert {kind: count(library, kind) for kind in kinds} == kinds


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Ines asks by Fri 13 Nov whether", "2026-11-13"),
        ("by Mon 4 Jan", "2027-01-04"),
        ("林若溪周五前把", "2026-11-13"),
        ("I ask Finance by Friday who answers", "2026-11-13"),
        ("Ann calls on Mon", "2026-11-16"),
        ("I call back tomorrow", "2026-11-13"),
        ("Send it by 27/11 at the latest", "2026-11-27"),
        ("Tôi hỏi trước thứ sáu", "2026-11-13"),
        ("Gọi lại ngày mai", "2026-11-13"),
        ("11月27日前把名单发给她", "2026-11-27"),
        ("我明天问财务", "2026-11-13"),
        ("Stop the mail of every Friday", ""),
        ("Hỏi người thứ hai về việc này", ""),
        ("some day", ""),
        ("by 31 Feb", ""),
        ("Send it on 24/11.", "2026-11-24"),
        ("Send it by 1/12, then call", "2026-12-01"),
        ("Send it by 27/11/2026 to Ann", "2026-11-27"),
        ("Gửi trước ngày 1/12 nhé", "2026-12-01"),
        ("Cut it by 1/3", ""),
        ("Cut it by 1/3 of the calls", ""),
        ("Cut it by 9/10.", ""),
        ("Work on 24/7 support", ""),
        ("Support goes on 24/7.", ""),
        ("Look in before 9/10 calls", ""),
        ("Put it on 12/12 screens", ""),
        ("Put it on sat nav", ""),
        ("Put it on Sat nav", ""),
        ("Ask why the glare is on sun", ""),
        ("Cut it by 1/3 by Friday", "2026-11-13"),
        ("Write the 3 Marketing mails anew", ""),
    ],
)
def test_a_promise_names_its_day(text: str, due: str) -> None:
    assert due_day(text, "2026-11-12") == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I ask by next Friday", "2026-11-20"),
        ("I ask next Thursday", "2026-11-19"),
        ("I ask by Friday", "2026-11-13"),
        ("I ask by Friday next week", "2026-11-20"),
        ("I ask on Monday next week", "2026-11-16"),
        ("Tôi hỏi vào thứ sáu tuần sau", "2026-11-20"),
        ("下周五前把名单发给她", "2026-11-20"),
        ("下週五前", "2026-11-20"),
        ("下个星期一", "2026-11-16"),
        ("下下周一", "2026-11-23"),
        ("周五前", "2026-11-13"),
        ("周一", "2026-11-16"),
        ("上周五的邮件", ""),
        ("每个星期五的邮件", ""),
    ],
)
def test_the_next_one_said_on_that_day_is_a_week_on(text: str, due: str) -> None:
    assert due_day(text, "2026-11-13") == due


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("next Fri", "2026-11-20"),
        ("by next fri", "2026-11-20"),
        ("Fri", "2026-11-13"),
        ("next Monday", "2026-11-16"),
        ("下周五", "2026-11-20"),
        ("1/3", "2027-03-01"),
        ("by 9/10", "2027-10-09"),
        ("24/7", "2027-07-24"),
    ],
)
def test_where_a_day_is_asked_for_a_short_one_is_a_day(words: str, due: str) -> None:
    assert named_day(words, "2026-11-13") == due


@pytest.mark.parametrize(
    ("name", "kind"),
    [('Sheet "KPI"', "sheet"), ("Mail “Daily settlement report”", "mail"), ("《周报_W46》", "sheet"), ("Thing", None)],
)
def test_an_artifact_says_what_it_is(name: str, kind: str | None) -> None:
    assert artifact_type(name) == kind


def test_the_fingerprint_tells_values_apart() -> None:
    from gemba.services.importing.ledger import fingerprint

    values = ["", None, 0, "0", False, ("a", "b"), ("ab",), {"a": "b"}, b"a", 0.0]
    assert len({fingerprint(value) for value in values}) == len(values)


def test_a_wrong_clock_of_a_call_is_named_as_the_clock(library: Library, pack: Path) -> None:
    head = "call,date,time,team,pseudonym,consent\n"
    (pack / "calls.csv").write_text(
        head + "K1,2026-11-13,25:00,T1,Heron,\nK2,13.11.2026,09:00,T1,Heron,\n", encoding="utf-8"
    )
    said = [str(odd.sentence) for odd in run(library, pack).remarks]
    assert any("“25:00” in “time”" in one for one in said) and any("“13.11.2026” in “date”" in one for one in said)
