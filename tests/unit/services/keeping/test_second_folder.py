"""A second folder for backups is judged when it is named: there or not, writable, of the library, on which disk."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from gemba import paths
from gemba.app import create_library, open_app
from gemba.errors import EnvironmentProblem, UserError
from gemba.model.location import Location, classify
from gemba.services.keeping.second_folder import look_at_second
from gemba.settings import PersonSettings

KEY = "backup.second_folder"
SAME_DISK = "It is on the same disk as the library: if that disk fails, both are lost."


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return create_library(tmp_path / "visit.gemba")


def other_disk(library: Path) -> Path:
    """Return a folder on another disk than a library's: Linux has one in memory, and the code stands on one that lasts."""
    folders = (Path("/dev/shm"), Path(__file__).resolve().parent)
    return next(one for one in folders if one.is_dir() and one.stat().st_dev != library.stat().st_dev)


@pytest.mark.parametrize("told", ["/no/such/place/backups", "backups", "./here", "~nobody-at-all/x"])
def test_a_folder_that_neither_is_nor_can_be_is_refused_by_its_name(library: Path, told: str) -> None:
    with pytest.raises(UserError) as refused:
        look_at_second(told, library)
    assert f"There is no folder “{told}”, and none can be made there." in str(refused.value)
    assert "Plug its disk in" in str(refused.value)


def test_a_file_is_no_folder(library: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    for told in (tmp_path / "letter.txt", tmp_path / "letter.txt" / "backups"):
        with pytest.raises(UserError, match="There is no folder"):
            look_at_second(str(told), library)


@pytest.mark.skipif(sys.platform == "win32", reason="links are made by anybody elsewhere only")
@pytest.mark.parametrize("told", ["loop", "nowhere", "loop/backups"])
def test_a_link_that_leads_nowhere_is_no_folder(library: Path, tmp_path: Path, told: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "again")
    (tmp_path / "again").symlink_to(tmp_path / "loop")
    (tmp_path / "nowhere").symlink_to(tmp_path / "not there")
    with pytest.raises(UserError, match="There is no folder"):
        look_at_second(str(tmp_path / told), library)


def test_a_disk_that_goes_while_it_is_looked_at_is_a_refusal_and_no_bug(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()

    def told_apart(folder: Path) -> Location:
        disk.rmdir()
        return classify(folder)

    monkeypatch.setattr("gemba.services.keeping.second_folder.classify", told_apart)
    with pytest.raises(EnvironmentProblem, match="Nothing can be written into"):
        look_at_second(str(disk), library)


@pytest.mark.parametrize("inside", ["", "backups", "blobs/deep", "../visit.gemba", "../link"])
def test_a_folder_of_the_library_is_refused(library: Path, tmp_path: Path, inside: str) -> None:
    (tmp_path / "link").symlink_to(library, target_is_directory=True)
    (library / "blobs" / "deep").mkdir(parents=True, exist_ok=True)
    with pytest.raises(UserError, match="is part of the library"):
        look_at_second(str(library / inside), library)


def test_one_on_the_same_disk_is_taken_and_said(library: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for name in ("there", "not yet there"):
        assert str(look_at_second(str(tmp_path / name), library)) == SAME_DISK
    assert not (tmp_path / "not yet there").exists(), "looking makes nothing"
    assert not list((tmp_path / "there").iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="another disk is at hand on Linux only")
def test_one_on_another_disk_is_good(library: Path) -> None:
    folder = other_disk(library)
    assert folder.stat().st_dev != library.stat().st_dev
    assert look_at_second(str(folder), library) is None
    assert look_at_second(str(folder / "gemba-not-there-yet"), library) is None


def test_one_in_a_synced_folder_says_whose(library: Path, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    assert "Dropbox" in str(look_at_second(str(tmp_path / "Dropbox"), library))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode of a folder")
@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_one_that_may_not_be_written_to_or_looked_into_is_refused(library: Path, mode: int) -> None:
    if os.geteuid() != 0:
        pytest.fail("permission tests drop from root to an unprivileged user; start them as root (SETTLED §31)")
    with tempfile.TemporaryDirectory() as folder:
        shut = Path(folder) / "shut"
        shut.mkdir()
        shut.chmod(mode)
        Path(folder).chmod(0o755)
        told = str(shut if mode == 0o755 else shut / "backups")
        os.setegid(65534)
        os.seteuid(65534)
        try:
            with pytest.raises(EnvironmentProblem) as refused:
                look_at_second(told, library)
        finally:
            os.seteuid(0)
            os.setegid(0)
    assert f"Nothing can be written into “{told}”. Choose a folder on another disk." in str(refused.value)


def test_the_setting_is_kept_only_where_the_folder_is_one(library: Path, tmp_path: Path) -> None:
    with open_app(library, writes=True) as app:
        with pytest.raises(UserError, match="There is no folder"):
            app.preferences.set(KEY, "/no/such/place/backups")
        assert app.preferences.get(KEY) == ""
        app.preferences.set(KEY, str(tmp_path))
        app.preferences.set(KEY, "")
    assert PersonSettings(paths.user_config() / "settings.json").get(KEY) == ""


def test_what_cannot_even_be_written_when_its_window_goes_waits_in_the_library(library: Path, tmp_path: Path) -> None:
    with open_app(library, writes=True) as app:
        settings = paths.user_config()
        settings.mkdir(parents=True, exist_ok=True)
        settings.rename(tmp_path / "aside")
        # A file where the folder has to be: root is stopped by that too.
        settings.write_text("in the way")
        app.preferences.set_unseen(KEY, str(tmp_path))
        assert app.preferences.unkept(KEY) == str(tmp_path)
