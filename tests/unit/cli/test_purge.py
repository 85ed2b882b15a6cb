"""`gemba purge` only says what it would do, until it is told --yes."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.conftest import Run


def test_it_says_first_and_does_when_told(run: Run, demo_copy: Path) -> None:
    said = run("purge", library=demo_copy)
    words = " ".join(said.out.split())
    assert said.code == 0 and "Nothing was changed" in words and "encrypt the whole disk" in words
    before = run("purge", "--json", library=demo_copy).json()
    assert before["pictures"] > 0 and not before["purged"]
    done = run("purge", "--yes", "--json", library=demo_copy).json()
    assert done["purged"] and done["pictures"] == before["pictures"] and done["files"] > 0
    assert all(
        row["original_purged"]
        for row in run("captures", "--json", library=demo_copy).json()
        if row["state"] == "reviewed"
    )
    assert "nothing to purge" in run("purge", library=demo_copy).out
    assert run("purge", "--yes", library=demo_copy).code == 1
    assert run("check", library=demo_copy).code == 0
