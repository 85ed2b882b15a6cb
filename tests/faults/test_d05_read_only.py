"""D-05: nothing may be written: file, folder, disk gone, one blob locked. As another user, because root may do all."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba.errors import GembaError
from gemba.model.library import Library
from tests.faults import recipe
from tests.faults.conftest import copy_of
from tests.faults.rig import Actor, Run, acknowledged

NOBODY = 65534
pytestmark = pytest.mark.library_file_opener


@pytest.fixture
def theirs(template: Path) -> Iterator[Path]:
    """Give a library that belongs to an unprivileged user, in a folder that this user can reach."""
    if os.geteuid() != 0:
        pytest.fail("permission tests drop from root to an unprivileged user; start them as root (SETTLED §31)")
    base = Path(tempfile.mkdtemp(prefix="gemba-nobody-"))
    base.chmod(0o755)
    library = copy_of(template, base / "visit.gemba")
    for path in (base, library, *library.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    yield library
    subprocess.run(["chmod", "-R", "u+rwX", str(base)], check=True)
    shutil.rmtree(base)


def look(actor: Actor, library: Path) -> tuple[int, list[dict[str, object]], list[str]]:
    acks, errors = library.with_name("acks"), library.with_name("errors")
    run = Run("open_and_look", library / "none", acks, errors=errors, args={"folder": str(library), "uid": NOBODY})
    code = actor.run(run)
    told = errors.read_text().splitlines()
    assert not [line for line in told if "Traceback" in line or "BUG" in line], told
    return code, acknowledged(acks), told


def test_d05_control_a_writable_library_is_written(actor: Actor, theirs: Path) -> None:
    code, said, _ = look(actor, theirs)
    assert (code, said[0]["read_only"], said[-1]) == (0, False, {"wrote": True})


@pytest.mark.parametrize("case", ["file", "folder", "both"])
def test_d05_opens_read_only_with_a_reason(actor: Actor, theirs: Path, case: str) -> None:
    if case in ("file", "both"):
        (theirs / "library.db").chmod(0o400)
    if case in ("folder", "both"):
        theirs.chmod(0o500)
    code, said, told = look(actor, theirs)
    print(f"\nD-05 {case}: {said[0]} {told}")
    assert said[0] == {"read_only": True, "notes": 3}
    assert said.count({"blob": True}) == 3
    assert {"wrote": True} not in said
    assert code == 3
    assert told[-1].startswith("LibraryReadOnly: ")


def test_d05_one_locked_blob_is_named_and_the_rest_works(actor: Actor, theirs: Path) -> None:
    blob = next(path for path in sorted((theirs / "blobs").rglob("*")) if path.is_file())
    blob.chmod(0o000)
    code, said, told = look(actor, theirs)
    assert code == 0
    assert said.count({"blob": True}) == 2
    assert [line for line in told if "may not be read" in line]
    assert said[-1] == {"wrote": True}


def test_d05_the_disk_is_taken_away(tmp_path: Path, template: Path, seed: int) -> None:
    if os.geteuid() != 0:
        pytest.fail("needs root to take a disk away (SETTLED §31)")
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m,mode=0700", "tmpfs", str(disk)], check=True)
    mounted = True
    try:
        library = Library.open(copy_of(template, disk / "visit.gemba"))
        with library:
            session = recipe.begin(library)
            recipe.store_one(library, session, seed, 0)
            subprocess.run(["umount", "-l", str(disk)], check=True)
            mounted = False
            with pytest.raises(GembaError):
                recipe.store_one(library, session, seed, 1)
        with pytest.raises(GembaError, match="not a library"):
            Library.open(disk / "visit.gemba")
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(disk)], check=True)
