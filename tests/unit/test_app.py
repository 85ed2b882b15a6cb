"""The App closes what it opened, and leaves a backup behind where something was changed."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from gemba.app import App, check_new_place, create_library, open_app
from gemba.errors import DiskFull, EnvironmentProblem, UserError
from gemba.message import say
from gemba.services.keeping.backup import Backups


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create_library(tmp_path / "a.gemba")


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").glob("*.db"))


def change(app: App) -> None:
    app.preferences.set("house.currency", "CHF")


def test_a_changed_library_has_a_backup_when_it_is_closed(folder: Path) -> None:
    with open_app(folder, writes=True) as app:
        change(app)
    assert len(backups(folder)) == 1


def test_the_next_command_within_half_an_hour_makes_no_other(folder: Path) -> None:
    for currency in ("CHF", "USD"):
        with open_app(folder, writes=True) as app:
            app.preferences.set("house.currency", currency)
    assert len(backups(folder)) == 1


def test_looking_makes_none(folder: Path) -> None:
    with open_app(folder) as app:
        app.tickets.views()
    assert backups(folder) == []


def test_a_backup_that_fails_keeps_nobody_from_closing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[bool] = []

    def full(self: Backups) -> bool:
        tried.append(True)
        raise DiskFull(say("The disk is full."))

    monkeypatch.setattr(Backups, "take_if_due", full)
    with open_app(folder, writes=True) as app:
        change(app)
    assert tried == [True]
    with open_app(folder, writes=True) as app:
        assert app.preferences.all()


def test_a_library_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        open_app(tmp_path / "nothing.gemba")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode of a folder")
def test_a_library_where_nobody_lets_this_person_look_is_no_bug(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.fail("permission tests drop from root to an unprivileged user; start them as root (SETTLED §31)")
    with tempfile.TemporaryDirectory() as shut, tempfile.TemporaryDirectory() as log:  # both of them 0700
        os.chown(log, 65534, 65534)
        monkeypatch.setenv("GEMBA_LOG", log)
        there = Path(shut) / "work" / "visits.gemba"
        os.setegid(65534)
        os.seteuid(65534)
        try:
            for ask in (check_new_place, create_library):
                with pytest.raises(EnvironmentProblem, match="The library could not be created"):
                    ask(there)
            with pytest.raises(EnvironmentProblem, match="The library cannot be opened"):
                open_app(there)
        finally:
            os.seteuid(0)
            os.setegid(0)


def test_a_bug_in_the_backup_still_lets_go_of_the_library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Backups) -> bool:
        raise RuntimeError

    app = open_app(folder, writes=True)
    change(app)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(Backups, "take_if_due", broken)
        app.close()
    with open_app(folder, writes=True) as again:
        change(again)
