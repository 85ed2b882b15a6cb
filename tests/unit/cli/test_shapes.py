"""The JSON shapes that other programs rely on: the keys of the issue, and every printed key in the manual."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from gemba import paths
from gemba.cli.commands import build_parser
from tests.unit.cli.conftest import Run

MANUAL = (Path(__file__).parents[3] / "docs" / "manual" / "cli.md").read_text("utf-8")
RANGE = {"low", "likely", "high"}
READING = (
    "sessions",
    "observations",
    "artifacts",
    "promises",
    "calls",
    "teams",
    "people",
    "captures",
    "capture show T1/03",
    "tickets",
    "ticket show A02",
    "ticket gate A04",
    "ticket history A02",
    "rank",
    "structure",
    "prevalence",
    "similar 退款",
    "clusters",
    "problems",
    "decisions",
    "narrative list",
    "narrative show",
    "narrative check",
    "narrative versions",
    "search refund",
    "history",
    "private",
    "settings",
    "check",
    "backup --list",
)


def test_import(run: Run, tmp_path: Path) -> None:
    library = tmp_path / "one.gemba"
    assert run("init", library, "--json").json() == {"library": str(library)}
    first = run("import", paths.sample(), "--json", library=library).json()
    assert set(first) >= {
        "files",
        "rows_read",
        "rows_stored",
        "rows_unchanged",
        "refused",
        "remarks",
        "skipped_files",
    }
    assert first["rows_read"] == first["rows_stored"] + first["rows_unchanged"] + len(first["refused"])
    assert all(isinstance(remark, str) for remark in first["remarks"])
    assert "truth.json" in first["skipped_files"]
    second = run("--json", "import", paths.sample(), library=library).json()
    assert (second["rows_stored"], second["rows_unchanged"]) == (0, first["rows_read"])
    # Imported tickets stand before the gate like any other: nothing of them is reviewed yet.
    assert {ticket["state"] for ticket in run("tickets", "--json", library=library).json()} == {"draft"}


def test_tickets(run: Run, demo: Path) -> None:
    tickets = run("tickets", "--json", library=demo).json()
    assert [ticket["source_id"] for ticket in tickets][:3] == ["A01", "A02", "A03"]
    for ticket in tickets:
        assert set(ticket) >= {
            "number",
            "source_id",
            "title",
            "state",
            "gate",
            "teams_needed",
            "approvals_needed",
            "value_per_effort",
            "currency",
            "top_n_probability",
            "remarks",
        }
        assert list(ticket["gate"]) == ["picture", "problem", "fix", "money", "effort", "owner"]
        assert all(set(one) >= {"ok", "reason"} and isinstance(one["ok"], bool) for one in ticket["gate"].values())
        assert set(ticket["value_per_effort"]) == RANGE
        assert all(isinstance(remark, str) for remark in ticket["remarks"])
    chances = [ticket["top_n_probability"] for ticket in tickets if ticket["top_n_probability"] is not None]
    assert chances and all(0 <= chance <= 1 for chance in chances)


def test_the_other_fixed_shapes(run: Run, demo: Path) -> None:
    def keys(*command: str) -> set[str]:
        rows = run(*command, "--json", library=demo).json()
        assert rows
        return set.intersection(*(set(row) for row in rows))

    assert keys("observations") >= {"id", "source_id", "session", "kind", "text", "at", "seen_as"}
    assert keys("similar", "typed twice") >= {"source_id", "id", "score", "shares"}
    assert keys("search", "refund") >= {"kind", "id", "source_id", "snippet"}
    assert keys("captures") >= {"id", "source_id", "width", "height", "state", "redactions", "proposals"}
    assert keys("clusters") >= {"members", "score"}
    check = run("narrative", "check", "--json", library=demo).json()
    assert set(check) >= {"pages", "budget", "over_lines", "sections", "remarks"}
    assert all(set(section) == {"title", "lines", "page", "line"} for section in check["sections"])
    assert (check["pages"], check["budget"], check["over_lines"]) == (6, 6, 0)
    notes = {row["source_id"]: row for row in run("observations", "--json", library=demo).json()}
    assert notes["T1-0907"]["at"] == "2026-11-10T09:07:00+01:00"
    assert notes["T3-0918"]["at"].endswith("+08:00")


@pytest.mark.parametrize("command", READING)
def test_every_key_is_in_the_manual(run: Run, demo: Path, command: str) -> None:
    words = command.split(" ")
    done = run(*words, "--json", library=demo)
    assert done.code == 0, done.err
    name = " ".join(words[:2] if words[0] in ("capture", "ticket", "narrative") else words[:1])
    section = _with_references(name)
    missing = sorted(key for key in _keys(done.json()) if f"`{key}`" not in section)
    assert not missing, f"{name}: {missing}"


def test_every_command_is_in_the_manual_and_back() -> None:
    listed = {path for path, _, _ in build_parser(str).listed}  # type: ignore[attr-defined]
    assert set(re.findall(r"^### (.+)$", MANUAL, re.MULTILINE)) == listed


def test_the_manual_knows_every_option() -> None:
    parser: Any = build_parser(str)
    for path, leaf in _leaves(parser, ()):
        section = _section(" ".join(path))
        for action in leaf._actions:
            for option in action.option_strings:
                assert option in section or option in ("-h", "--help"), f"{' '.join(path)}: {option}"


def test_a_key_that_nobody_explained_would_be_found() -> None:
    assert "`no_such_key`" not in _with_references("tickets")


def _leaves(parser: Any, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    for action in parser._actions:
        if hasattr(action, "choices") and isinstance(action.choices, dict):
            return [leaf for name, below in action.choices.items() for leaf in _leaves(below, (*path, name))]
    return [(path, parser)]


def _section(name: str) -> str:
    return re.split(r"^##+ ", MANUAL.split(f"### {name}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def _with_references(name: str) -> str:
    """Return a command's section with those that it refers to ("as in `tickets`")."""
    text, seen, todo = "", set(), [name]
    while todo:
        one = todo.pop()
        if one in seen:
            continue
        seen.add(one)
        text += _section(one)
        todo += re.findall(r"[Aa]s(?: in)?\s+`([a-z -]+)`", _section(one))
    return text


def _keys(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in _keys(value)}
    if isinstance(data, list):
        return {key for value in data for key in _keys(value)}
    return set()
