"""D-16: twelve places classified. H-18: whose folder it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gemba.errors import LocationProblem
from gemba.model import filesystem
from gemba.model.location import Location, LocationKind, check_owner, check_place, classify

EXT4, NFS, CIFS, SMB2, FUSE = 0xEF53, 0x6969, -0xACB2BE, -0x1ACB2BE, 0x65735546

PLACES: list[tuple[str, str, int, str, LocationKind]] = [
    ("home disk", "home/an/gemba/visit.gemba", EXT4, "", LocationKind.LOCAL),
    ("usb disk with ntfs", "media/an/usb/visit.gemba", FUSE, "fuseblk", LocationKind.LOCAL),
    ("nfs home", "home/an/visit.gemba", NFS, "", LocationKind.NETWORK),
    ("windows share", "mnt/team/visit.gemba", CIFS, "", LocationKind.NETWORK),
    ("windows share, new driver", "mnt/team/visit.gemba", SMB2, "", LocationKind.NETWORK),
    ("sshfs", "mnt/server/visit.gemba", FUSE, "fuse.sshfs", LocationKind.NETWORK),
    ("dropbox", "home/an/Dropbox (Team)/visit.gemba", EXT4, "", LocationKind.SYNCED),
    ("onedrive", "Users/an/OneDrive - Traveller/visit.gemba", EXT4, "", LocationKind.SYNCED),
    ("icloud", "Users/an/Library/Mobile Documents/visit.gemba", EXT4, "", LocationKind.SYNCED),
    ("nextcloud", "home/an/Nextcloud/gemba/visit.gemba", EXT4, "", LocationKind.SYNCED),
    ("folder named like nothing, marked by syncthing", "home/an/sync/MARK/visit.gemba", EXT4, "", LocationKind.SYNCED),
    ("windows share by name", "\\\\server\\share\\visit.gemba", EXT4, "", LocationKind.NETWORK),
]


def classified(tmp_path: Path, place: str, magic: int, fuse: str) -> Location:
    def disk(_folder: Path) -> filesystem.FileSystem:
        return filesystem.from_magic(magic, fuse_type=lambda: fuse)

    if place.startswith("\\\\"):
        return classify(Path(place), file_system=disk)
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    if path.parent.name == "MARK":
        (path.parent / ".stfolder").mkdir()
    return classify(path, file_system=disk)


@pytest.mark.parametrize(("place", "magic", "fuse", "kind"), [p[1:] for p in PLACES], ids=[p[0] for p in PLACES])
def test_place_is_classified(tmp_path: Path, place: str, magic: int, fuse: str, kind: LocationKind) -> None:
    found = classified(tmp_path, place, magic, fuse)
    assert found.kind is kind
    assert (found.reason is None) == (kind is LocationKind.LOCAL)
    assert found.allows_wal == (kind is not LocationKind.NETWORK)


def test_negative_control_a_disk_whose_type_is_not_asked_hides_the_network(tmp_path: Path) -> None:
    """The table above tells apart only because the magic number is looked at: with a plain disk's it must not."""
    wrong = [
        name
        for number, (name, place, _, fuse, kind) in enumerate(PLACES)
        if classified(tmp_path / str(number), place, EXT4, fuse).kind is not kind
    ]
    assert wrong == ["nfs home", "windows share", "windows share, new driver", "sshfs"]


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    assert classify(tmp_path / "plain" / "visit.gemba").kind is LocationKind.SYNCED


def test_nothing_is_created_in_a_bad_place_and_an_old_library_opens_by_choice(tmp_path: Path) -> None:
    folder = tmp_path / "Nextcloud" / "visit.gemba"
    with pytest.raises(LocationProblem, match=r"Nextcloud.*bundle"):
        check_place(folder, creating=True, accept_location=True)
    folder.mkdir(parents=True)
    with pytest.raises(LocationProblem, match="--accept-location"):
        check_place(folder, creating=False)
    assert check_place(folder, creating=False, accept_location=True).kind is LocationKind.SYNCED


def test_this_disk_is_asked_for_real(tmp_path: Path) -> None:
    assert not filesystem.of(tmp_path).is_network
    assert classify(tmp_path / "not" / "yet").is_good


@pytest.mark.parametrize("name", ["", "library.db", "library.db-wal", "lock", "blobs", "vault"])
def test_planted_link_is_refused(tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = tmp_path / "visit.gemba"
    if name:
        folder.mkdir()
    (folder / name if name else folder).symlink_to(elsewhere)
    with pytest.raises(LocationProblem, match="is a link"):
        check_owner(folder, creating=not name)


def test_parent_that_anybody_may_change_is_refused_for_a_new_library(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(LocationProblem, match="Everybody may change"):
        check_owner(tmp_path / "visit.gemba", creating=True)
    tmp_path.chmod(0o1777)
    check_owner(tmp_path / "visit.gemba", creating=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no user ids to drop to")
def test_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "visit.gemba"
    folder.mkdir()
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
        with pytest.raises(LocationProblem, match="another user"):
            check_owner(folder, creating=False)
    else:
        with pytest.raises(LocationProblem, match="another user"):
            check_owner(Path("/etc"), creating=False)


def test_bare_classification_loads_no_room() -> None:
    code = "import sys, gemba.model.location as l; sys.exit(any(m in sys.modules for m in ('sqlalchemy', 'sqlite3')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
