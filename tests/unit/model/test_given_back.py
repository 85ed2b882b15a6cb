"""What freed buffers held goes back to the system when it is asked for, not before."""

import mmap
import sys
from pathlib import Path

import pytest

import gemba
from gemba.model.given_back import give_back

_BLOCK_BYTES = 100_000
_BLOCKS = 600


def test_the_c_library_is_asked_in_one_place() -> None:
    where = [
        path.name for path in Path(gemba.__file__).parent.rglob("*.py") if "malloc_trim" in path.read_text("utf-8")
    ]
    assert where == ["given_back.py"]


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * mmap.PAGESIZE


@pytest.mark.skipif(sys.platform != "linux", reason="another system's C library is not asked")
def test_freed_buffers_go_back() -> None:
    if not give_back():
        pytest.skip("this C library cannot be asked")
    before = resident_bytes()
    blocks = [bytearray(b"x") * _BLOCK_BYTES for _ in range(_BLOCKS)]
    # One in a hundred stays, as rows and caches do between pictures: so the C library has no free end to cut off.
    kept = blocks[::100] + blocks[-1:]
    del blocks
    held = resident_bytes() - before
    assert held > _BLOCKS * _BLOCK_BYTES // 2, "nothing is held: nothing is proved"
    assert give_back()
    assert resident_bytes() - before < held // 2
    assert all(block[-1:] == b"x" for block in kept)
