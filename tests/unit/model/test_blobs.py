"""Write-once files: names, verification, planted links, and what an fsync error does."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

import pytest

from gemba.errors import DiskFull, EnvironmentProblem, LibraryDamaged
from gemba.model import durable
from gemba.model.blobs import BlobStore

KEY = bytes(range(32))


def test_blob_is_named_by_its_sha256_and_comes_back(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    name = store.put(b"screen")
    assert name == hashlib.sha256(b"screen").hexdigest()
    assert store.get(name) == b"screen"
    assert store.path(name) == tmp_path / "blobs" / name[:2] / name
    assert list(store.names()) == [name]


def test_vault_names_are_keyed_and_are_no_oracle(tmp_path: Path) -> None:
    one = BlobStore(tmp_path / "one", key=KEY).put(b"4711")
    other = BlobStore(tmp_path / "other", key=KEY[::-1]).put(b"4711")
    assert one != other
    assert hashlib.sha256(b"4711").hexdigest()[:8] not in (one + other)
    assert BlobStore(tmp_path / "one", key=KEY).get(one) == b"4711"


def test_same_bytes_are_stored_once(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    first = store.path(store.put(b"x")).stat()
    assert store.path(store.put(b"x")).stat().st_ino == first.st_ino


def test_one_flipped_bit_is_found_on_read_and_mended_by_the_good_bytes(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    name = store.put(b"screen")
    store.path(name).write_bytes(b"screeN")
    with pytest.raises(LibraryDamaged, match="has changed"):
        store.get(name)
    store.put(b"screen")
    assert store.get(name) == b"screen"


def test_missing_blob_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LibraryDamaged, match="is missing"):
        BlobStore(tmp_path / "blobs").get("0" * 64)


@pytest.mark.parametrize("name", ["", "../x", "0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n"])
def test_what_is_no_name_is_never_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        BlobStore(tmp_path / "blobs").path(name)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_files_and_folders_are_for_this_person_only(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = BlobStore(tmp_path / "blobs")
        file = store.path(store.put(b"x"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_planted_links_are_neither_written_through_nor_read(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"untouched")
    store = BlobStore(tmp_path / "blobs")
    name = store.name_of(b"x")
    store.path(name).parent.mkdir(parents=True)
    store.path(name).with_name(f"{name}.{os.getpid()}.tmp").symlink_to(victim)
    store.path(name).symlink_to(victim)
    with pytest.raises(LibraryDamaged):
        store.get(name)
    store.put(b"x")
    assert victim.read_bytes() == b"untouched"
    assert not store.path(name).is_symlink()
    assert store.get(name) == b"x"


def test_after_a_failed_fsync_the_next_put_uses_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = BlobStore(tmp_path / "blobs")
    store.put(b"first")
    real, fds = durable.sync_file, []

    def fail_once(descriptor: int) -> None:
        fds.append(os.fstat(descriptor).st_ino)
        if len(fds) == 1:
            raise OSError(errno.EIO, "x")
        real(descriptor)

    monkeypatch.setattr(durable, "sync_file", fail_once)
    with pytest.raises(EnvironmentProblem, match="disk reports errors"):
        store.put(b"second")
    assert not store.exists(store.name_of(b"second"))
    store.put(b"second")
    assert store.get(store.name_of(b"second")) == b"second"


def test_after_a_failed_folder_fsync_the_name_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = BlobStore(tmp_path / "blobs")
    store.put(b"x")
    before = store.path(store.name_of(b"x")).stat().st_ino

    def fail(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "x")

    with monkeypatch.context() as broken:
        broken.setattr(durable, "sync_folder", fail)
        with pytest.raises(DiskFull):
            store.put(b"x")
    store.put(b"x")
    assert store.path(store.name_of(b"x")).stat().st_ino != before


def test_remove_is_quiet_about_what_is_gone(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    name = store.put(b"x")
    store.remove(name)
    store.remove(name)
    assert list(store.names()) == []
