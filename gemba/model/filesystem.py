"""Ask the system what kind of disk a folder is on: statfs on Linux and macOS, the drive type on Windows.

Kept apart from the rules of location.py because it is all numbers of three operating systems. Must not know libraries.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

# include/uapi/linux/magic.h and fs/*/super.h of Linux; RELIABILITY D-16 names the first four.
_NETWORK_MAGIC: dict[int, str] = {
    0x6969: "nfs",
    0xFF534D42: "cifs",
    0xFE534D42: "smb2",
    0x517B: "smb",
    0x01021997: "9p",
    0x5346414F: "afs",
    0x73757245: "coda",
    0x00C36400: "ceph",
    0x47504653: "gpfs",
    0x0BD00BD0: "lustre",
}
_FUSE_MAGIC = 0x65735546
_FUSE_LOCAL = ("fuseblk", "fuse.exfat", "fuse.ntfs-3g", "fuse.ext2", "fuse.lxcfs", "fuse.apfs", "fuse.gocryptfs")
_DARWIN_MNT_LOCAL = 0x1000
_WINDOWS_DRIVE_REMOTE = 4


class FileSystem(NamedTuple):
    """The kind of a disk, and whether other computers can write it behind our back."""

    name: str
    is_network: bool


def of(folder: Path) -> FileSystem:
    """Return the file system of an existing folder; one that cannot be asked counts as local."""
    if sys.platform == "win32":
        return _windows(folder)
    if sys.platform == "darwin":
        return _darwin(folder)
    return from_magic(_statfs_magic(folder), fuse_type=lambda: _mount_type(folder))


def from_magic(magic: int, *, fuse_type: Callable[[], str] = lambda: "fuse") -> FileSystem:
    """Judge Linux's statfs number; ``fuse_type`` is a function that names the program behind a FUSE disk."""
    magic &= 0xFFFFFFFF
    if magic == _FUSE_MAGIC:
        program = fuse_type()
        return FileSystem(program, program not in _FUSE_LOCAL)
    name = _NETWORK_MAGIC.get(magic)
    return FileSystem(name or f"{magic:#x}", name is not None)


def _statfs_magic(folder: Path) -> int:
    """Return f_type, the first word of struct statfs on every Linux we run on; 0 where the call fails."""
    buffer = ctypes.create_string_buffer(512)
    if ctypes.CDLL(None, use_errno=True).statfs(str(folder).encode(), buffer) != 0:
        return 0
    return ctypes.c_long.from_buffer(buffer).value


def _mount_type(folder: Path) -> str:
    """Return the type of the mount a folder is in, as /proc/self/mountinfo names it ("fuse.sshfs")."""
    best, found = -1, "fuse"
    for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines():
        before, _, after = line.partition(" - ")
        point = Path(before.split()[4].replace("\\040", " "))
        if (folder == point or point in folder.parents) and len(point.parts) >= best:
            best, found = len(point.parts), after.split()[0]
    return found


def _darwin(folder: Path) -> FileSystem:
    """Read f_flags (offset 64) and f_fstypename (offset 72) of the 64-bit struct statfs."""
    buffer = ctypes.create_string_buffer(4096)
    library = ctypes.CDLL(None)
    call = getattr(library, "statfs$INODE64", None) or library.statfs
    if call(str(folder).encode(), buffer) != 0:
        return FileSystem("unknown", False)
    flags = int.from_bytes(buffer.raw[64:68], "little")
    name = buffer.raw[72:88].split(b"\0")[0].decode("ascii", "replace")
    return FileSystem(name, not flags & _DARWIN_MNT_LOCAL)


def _windows(folder: Path) -> FileSystem:
    windll = getattr(ctypes, "windll", None)
    if windll is None:
        return FileSystem("unknown", False)
    remote = windll.kernel32.GetDriveTypeW(folder.anchor) == _WINDOWS_DRIVE_REMOTE
    return FileSystem("network drive" if remote else "drive", remote)
