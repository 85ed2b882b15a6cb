"""Notes as observers type them: every line is an observation or a refusal that names it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba import paths
from gemba.exchange.notes import KIND_WORDS, people_of, read_notes
from gemba.model.values import ObservationKind

HEAD = "# Gemba notes\n\nTeam: T9 Ledger\nDate: 2026-11-10\nPlanned minutes: 45\n\n"


def read(tmp_path: Path, body: str, head: str = HEAD):
    path = tmp_path / "notes.md"
    path.write_bytes((head + body).encode("utf-8", "surrogatepass"))
    return read_notes(path, file="notes.md", code="T9")


@pytest.mark.parametrize(("team", "notes"), [("T1", 20), ("T2", 19), ("T3", 20)])
def test_every_note_of_the_sample_is_read(team: str, notes: int) -> None:
    result = read_notes(paths.sample() / "teams" / team / "notes.md", file="notes.md", code=team)
    assert (len(result.visit.notes), result.refused, result.oddities) == (notes, [], [])


def test_a_line_is_taken_apart(tmp_path: Path) -> None:
    result = read(tmp_path, "09:07 [waste] Copies order #1 twice. (shot: 03.png, 07.png) #duplicate #sheet\n")
    (note,) = result.visit.notes
    assert (note.source_id, note.clock, note.kind) == ("T9-0907", "09:07", ObservationKind.WASTE)
    assert (note.text, note.shots, note.tags) == ("Copies order #1 twice.", ("T9/03", "T9/07"), ("duplicate", "sheet"))


def test_full_width_signs_and_chinese_kinds_are_read(tmp_path: Path) -> None:
    result = read(tmp_path, "09：18 【浪费】 356元的退款在等财务。（截图：03.png） #等待\n")
    (note,) = result.visit.notes
    assert (note.source_id, note.kind, note.shots, note.tags) == (
        "T9-0918",
        ObservationKind.WASTE,
        ("T9/03",),
        ("等待",),
    )


def test_an_artifact_carries_its_fields(tmp_path: Path) -> None:
    line = '09:47 [artifact] Sheet "KPI" | purpose: Monday call | minutes per week: 90 | still read by: lead (shot: 8.png)\n'
    (note,) = read(tmp_path, line).visit.notes
    assert note.artifact is not None
    assert (note.text, note.artifact.purpose) == ('Sheet "KPI"', "Monday call")
    assert (note.artifact.minutes_per_week, note.artifact.still_read_by) == (90.0, "lead")


def test_a_hand_off_has_giver_taker_and_thing(tmp_path: Path) -> None:
    (note,) = read(tmp_path, "09:40 [hand-off] Refunds -> Finance: a list\n").visit.notes
    assert note.hand_off == ("Refunds", "Finance", "a list")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("25:10 [fact] late", "no time of day"),
        ("09:10 [gossip] heard", "“gossip” is not known"),
        ("09:10 no kind here", "no [kind]"),
        ("something else", "does not begin with a time"),
        ("09:10 [fact]", "no text"),
        ("09:00 [fact] twice", "stands already in line 7"),
    ],
)
def test_a_broken_line_is_refused_and_stops_no_other(tmp_path: Path, line: str, words: str) -> None:
    result = read(tmp_path, f"09:00 [fact] first\n{line}\n09:30 [fact] last\n")
    assert [note.clock for note in result.visit.notes] == ["09:00", "09:30"]
    (refusal,) = result.refused
    assert refusal.line == 8
    assert words in str(refusal.reason)


def test_a_broken_first_note_is_no_header_line(tmp_path: Path) -> None:
    result = read(tmp_path, "9h00 [fact] first\n09:30 [fact] last\n")
    assert [refusal.line for refusal in result.refused] == [7]
    assert len(result.visit.notes) == 1


def test_bytes_that_are_no_text_cost_one_line(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(HEAD.encode() + b"09:00 [fact] caf\xe9\r\n09:01 [fact] good\r\n")
    result = read_notes(path, file="notes.md", code="T9")
    assert [refusal.line for refusal in result.refused] == [7]
    assert [note.text for note in result.visit.notes] == ["good"]


def test_people_keep_what_stands_in_their_brackets() -> None:
    people = people_of("Lena Hartwig (agent, 4 years), 陈伟杰（客服，3年），周晓敏（组长）")
    assert [(one.name, one.words) for one in people] == [
        ("Lena Hartwig", "agent, 4 years"),
        ("陈伟杰", "客服，3年"),
        ("周晓敏", "组长"),
    ]


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\n\r", exclude_categories=["Cs"])), max_size=8))
def test_every_line_is_somewhere(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = tmp_path_factory.mktemp("notes") / "notes.md"
    path.write_text(HEAD + "08:00 [fact] anchor\n" + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    result = read_notes(path, file="notes.md", code="T9")
    assert len(result.visit.notes) + len(result.refused) == 1 + sum(bool(line.strip()) for line in lines)


def test_kinds_are_read_in_the_words_of_all_four_languages() -> None:
    for near_miss in ("near miss", "险情", "險情", "suýt nhầm"):
        assert KIND_WORDS[near_miss] is ObservationKind.NEAR_MISS
    for good in ("good practice", "好做法", "良好作法", "cách làm tốt"):
        assert KIND_WORDS[good] is ObservationKind.GOOD_PRACTICE
