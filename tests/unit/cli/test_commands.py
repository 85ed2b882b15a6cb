"""Commands as people meet them: exit codes, sentences, tables that fit, a locked library, a bug without words."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from gemba.cli.terminal import Column, cells, fold, shorten, table
from tests.unit.cli.conftest import Run

WRITER = """
import sys
from pathlib import Path
from gemba.app import open_app
with open_app(Path(sys.argv[1]), writes=True):
    print("held", flush=True)
    sys.stdin.read()  # until it is killed
"""
TABLES = ("tickets", "rank", "structure", "sessions", "observations", "captures", "problems", "calls", "decisions")


@pytest.fixture
def library(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "one.gemba"
    assert run("init", folder).code == 0
    return folder


def test_help_lists_every_command(run: Run) -> None:
    """A bare `gemba` opens the window: tests/ui/frame and tests/e2e see to that."""
    asked = run("--help")
    assert asked.code == 0
    assert "ticket delegate" in asked.out and "gui " in asked.out
    assert all(cells(line) <= 120 for line in asked.out.splitlines())


def test_usage_is_2_and_refusal_is_1_and_the_machine_is_3(run: Run, library: Path, tmp_path: Path) -> None:
    assert run("no-such-command").code == 2
    assert run("ticket", "new", "--no-such-option", library=library).code == 2
    refused = run("ticket", "gate", "T99", library=library)
    assert (refused.code, refused.out) == (1, "")
    assert "There is no ticket “T99”." in refused.err
    nowhere = run("tickets", library=tmp_path / "nothing.gemba")
    assert nowhere.code == 1
    assert "gemba init" in nowhere.err
    (tmp_path / "damaged.gemba").mkdir()
    assert run("init", library).code == 1


def test_json_may_stand_before_or_after(run: Run, library: Path) -> None:
    assert run("--json", "tickets", library=library).json() == []
    assert run("tickets", "--json", library=library).json() == []
    assert run("tickets", "--json", "--library", library).json() == []


def test_a_visit_from_beginning_to_end(run: Run, library: Path, tmp_path: Path) -> None:
    assert (
        run("session", "new", "Refunds", "--charter", "Why nine days?", "--date", "2026-11-10", library=library).code
        == 0
    )
    note = run(
        "observe", "Types the number twice", "--session", "S1", "--kind", "w", "--seen-as", "live", "--at", "09:07",
        "--waste", "duplicate-work", "--tag", "copy", "--json", library=library,
    ).json()  # fmt: skip
    assert (note["kind"], note["seen_as"], note["waste"], note["tags"]) == ("waste", "live", "duplicate_work", ["copy"])
    assert note["at"].startswith("2026-11-10T09:07")
    assert run("observe", " ", "--session", "S1", library=library).code == 1
    assert run("observation", "edit", note["id"], "--seen-as", "", library=library).code == 0
    (row,) = run("observations", "--json", library=library).json()
    assert row["seen_as"] is None
    assert run("undo", library=library).out == "Undone: Change an observation.\n"
    assert run("redo", "--json", library=library).json() == {"name": "Change an observation"}
    assert run("redo", library=library).code == 1
    visit = run("sessions", "--json", library=library).json()[0]
    assert (visit["observations"], visit["seen_stated"]) == (1, 0)


def test_a_picture_from_file_to_review(run: Run, library: Path, tmp_path: Path, picture: bytes) -> None:
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    good.write_bytes(picture)
    bad.write_bytes(b"%PDF-1.7 not a picture")
    added = run("capture", "add", good, bad, "--json", library=library)
    assert added.code == 1
    assert "bad.png" in added.err and "PDF" in added.err
    (row,) = added.json()
    assert run("annotate", row["id"], "--arrow", "1,1,20,20", "--text", "here", library=library).code == 0
    assert run("annotate", row["id"], "--arrow", "1,1", library=library).code == 1
    assert run("annotate", row["id"], "--mark", '{"kind": "star", "points": []}', library=library).code == 1
    whole = run("redact", row["id"], "--rect", "2,2,8,8", "--why", "name", "--json", library=library).json()
    assert [mark["kind"] for mark in whole["annotation"]] == ["arrow", "redaction"]
    (reviewed,) = run("review", row["id"], "--by", "observer", "--json", library=library).json()
    assert (reviewed["state"], reviewed["redactions"], reviewed["marks"]) == ("reviewed", 1, 1)
    gone = run("annotate", row["id"], "--remove", whole["annotation"][1]["id"], "--json", library=library).json()
    assert gone["state"] == "unreviewed"


@pytest.fixture
def picture() -> bytes:
    from gemba.imaging.picture import Frame
    from gemba.imaging.png import encode_png

    return encode_png(Frame(64, 48, bytes((x * 5 + y) % 256 for y in range(48) for x in range(64) for _ in range(3))))


@pytest.mark.parametrize("command", TABLES)
def test_tables_fit_eighty_columns_and_stand_straight(run: Run, demo: Path, command: str) -> None:
    lines = run(command, library=demo).out.splitlines()
    assert lines
    assert max(cells(line) for line in lines) <= 80
    assert not any(unicodedata.category(char) == "Cc" for line in lines for char in line)


def test_a_writer_elsewhere_means_five_seconds_and_3(run_apart: Run, demo_copy: Path) -> None:
    command, pipe = [sys.executable, "-c", WRITER, str(demo_copy)], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            refused = run_apart("observe", "x", "--session", "S1", library=demo_copy)
            assert refused.code == 3
            assert len(refused.err.splitlines()) == 1
            # Readers never take the lock.
            assert run_apart("tickets", "--json", library=demo_copy).code == 0
        finally:
            holder.kill()
    assert run_apart("observe", "x", "--session", "S1", library=demo_copy).code == 0


def test_a_bug_prints_one_line_and_keeps_its_words_to_itself(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from gemba.services.tickets.tickets import Tickets

    def broken(self: object, **_: object) -> None:
        raise RuntimeError("CANARY Lena Hartwig 4111111111111111")

    monkeypatch.setenv("GEMBA_LOG", str(tmp_path / "log"))
    monkeypatch.setattr(Tickets, "views", broken)
    done = run("tickets", library=demo)
    assert done.code == 70
    assert len(done.err.splitlines()) == 1
    (report,) = (tmp_path / "log").glob("bug-*.txt")
    assert "RuntimeError" in report.read_text("utf-8")
    written = done.err + done.out + "".join(file.read_text("utf-8") for file in (tmp_path / "log").iterdir())
    assert "CANARY" not in written and "Lena" not in written and "4111" not in written


def test_a_closed_pipe_is_no_fault(demo: Path) -> None:
    command = f'"{sys.executable}" -m gemba --library "{demo}" observations --json | head -c 10'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=dict(os.environ), check=False)
    assert done.stderr == ""


def test_hostile_text_stays_in_its_row(run: Run, library: Path) -> None:
    run("session", "new", "Team\x1b[31m\u202e", "--charter", "a\nb", library=library)
    run("observe", "line one\nline two \x1b]0;x\x07 \u202eabc", "--session", "S1", library=library)
    shown = run("observations", library=library).out
    assert "\x1b" not in shown and "\u202e" not in shown
    assert len(shown.splitlines()) == 2


def test_help_of_every_command_says_something(run: Run) -> None:
    for words in (["ticket", "delegate"], ["narrative", "export"], ["capture", "add"]):
        done = run(*words, "--help")
        assert done.code == 0 and "usage: gemba" in done.out


def test_terminal_measures_cells() -> None:
    assert [cells(text) for text in ("abc", "退款", "ấ", "e\u0301", "a\u200bb")] == [3, 4, 1, 1, 2]
    assert shorten("退款单据", 5) == "退款…"
    assert fold("退款单据退款单据", 8) == "退款单据\n退款单据"
    made = table([Column("a"), Column("b", flexible=True)], [["1", "x" * 40], ["22", "y"]], width=20)
    assert all(cells(line) <= 20 for line in made.splitlines())


def test_a_note_from_standard_input_that_is_not_utf8_is_refused_whole(run, tmp_path):
    library = tmp_path / "library.gemba"
    assert run("init", library).code == 0
    assert run("session", "new", "Refunds", "--charter", "Why nine days?", library=library).code == 0
    command = [sys.executable, "-m", "gemba", "--library", str(library), "observe", "--session", "1", "-"]
    done = subprocess.run(command, input=b"types the number \xff again", capture_output=True, check=False)
    assert done.returncode == 1
    assert b"not UTF-8: byte 18" in done.stderr
    assert "again" not in run("observations", library=library).out
