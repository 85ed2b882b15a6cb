"""H-04: bytes from outside are decoded in a limited child only, and the parent survives whatever they are."""

import random
import resource
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gemba.errors import UserError
from gemba.imaging import MAX_PIXELS, check_pillow
from gemba.imaging.child import PROGRAM
from gemba.imaging.decode import BUNDLE_FORMATS, Decoder, decode_outside
from gemba.imaging.decoder_child import CPU_SECONDS, MEMORY_BYTES
from tests.unit.imaging.hostile import Case, blank_png, chart, every_case, saved

GROWTH_LIMIT_KB = 300 * 1024


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    warm = Decoder()
    warm.warm_up()
    yield warm
    warm.cool_down()


def outcome(decoder: Decoder, case: Case) -> str:
    """Return "" where the file behaves as its case says, else what went wrong."""
    try:
        found = decoder.decode(case.data, name=case.name)
    except UserError as refusal:
        said = str(refusal)
        if case.size is not None:
            return f"refused: {said}"
        return "" if case.says is None or case.says in said else f"said: {said}"
    frame = found.frame
    if case.says is not None:
        return f"read as {frame.size}"
    if case.size is not None and frame.size != case.size:
        return f"size {frame.size}"
    inset = 0 if frame.width == 1 else 1
    places = ((inset, inset), (frame.width - 1 - inset, inset), (inset, frame.height - 1 - inset))
    for (x, y), wanted in zip(places, case.corners, strict=False):
        at = (y * frame.width + x) * 3
        if max(abs(a - b) for a, b in zip(frame.rgb[at : at + 3], wanted, strict=True)) > case.slack:
            return f"colour {tuple(frame.rgb[at : at + 3])} at {x}, {y}, not {wanted}"
    if not set(case.dropped) <= set(found.metadata_dropped):
        return f"dropped {found.metadata_dropped}"
    return "" if case.frames in (None, found.frames_in_file) else f"{found.frames_in_file} frames"


def test_h04_every_file_of_the_table_is_read_or_refused_as_it_should(decoder: Decoder) -> None:
    cases = every_case()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with ThreadPoolExecutor(2) as pool:
        wrong = {
            c.name: why for c, why in zip(cases, pool.map(lambda c: outcome(decoder, c), cases), strict=True) if why
        }
    assert not wrong
    assert len(cases) >= 120
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before <= GROWTH_LIMIT_KB


def test_h04_control_a_wrong_expectation_is_noticed(decoder: Decoder) -> None:
    data = saved(chart(), "PNG")
    assert outcome(decoder, Case("x", data, (1, 1)))
    assert outcome(decoder, Case("x", data, chart().size, corners=((0, 0, 0),)))
    assert outcome(decoder, Case("x", data, says="damaged"))
    assert outcome(decoder, Case("x", data, frames=2))
    assert outcome(decoder, Case("x", b"", (1, 1)))


def mutants(count: int, seed: int) -> Iterator[bytes]:
    """Give broken copies of good files: flipped bytes, cuts, splices, lengths set to extremes."""
    rng = random.Random(seed)
    good = [case.data for case in every_case() if case.size is not None and len(case.data) < 20_000]
    for _ in range(count):
        data = bytearray(rng.choice(good))
        for _ in range(rng.choice((1, 1, 2, 8))):
            at = rng.randrange(len(data))
            match rng.randrange(4):
                case 0:
                    data[at] ^= 1 << rng.randrange(8)
                case 1:
                    del data[at : at + rng.randrange(1, 40)]
                case 2:
                    data[at:at] = rng.choice(good)[:200]
                case _:
                    data[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", bytes(4)))
            if not data:
                break
        yield bytes(data)


def survive(decoder: Decoder, count: int, seed: int) -> dict[str, int]:
    """Decode mutants on two threads; anything but a frame or a UserError comes out as an exception."""

    def attempt(data: bytes) -> str:
        try:
            frame = decoder.decode(data, name="mutant").frame
        except UserError:
            return "refused"
        assert frame.width * frame.height <= MAX_PIXELS
        return "read"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, mutants(count, seed)))
    return {word: outcomes.count(word) for word in ("read", "refused")}


def test_h04_300_mutants_leave_the_parent_alive(
    decoder: Decoder, record_property: Callable[[str, object], None]
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counts = survive(decoder, 300, seed=2026)
    record_property("outcomes", counts)
    assert sum(counts.values()) == 300 and counts["refused"] > 50
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before <= GROWTH_LIMIT_KB


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_h04_20000_mutants_leave_the_parent_alive(decoder: Decoder) -> None:
    counts = survive(decoder, 20_000, seed=random.SystemRandom().randrange(1 << 32))
    assert sum(counts.values()) == 20_000


def test_h04_the_largest_picture_that_is_read_fits_the_limits() -> None:
    # In a process of its own, so that memory measured is this picture's.
    code = f"""
        import resource
        from gemba.imaging.decode import decode_outside
        data = open(0, 'rb').read()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        frame = decode_outside(data, name='x').frame
        assert frame.size == (8000, 8000), frame
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before <= {GROWTH_LIMIT_KB})
    """
    data = blank_png(8000, 8000, 1, 0)
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], input=data, capture_output=True, timeout=600)
    assert done.stdout.strip() == b"True", done.stderr


def hostile_child(tmp_path: Path, body: str) -> Decoder:
    """Return a decoder whose child runs ``body`` instead of reading a picture."""
    program = tmp_path / "child.py"
    program.write_text(textwrap.dedent(body))
    return Decoder(program=program, wall_seconds=1)


@pytest.mark.parametrize(
    "body",
    [
        "import os; os.abort()",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise SystemExit(3)",
        "print('no json')",
        "print('[' * 60000)",
        """print('{"ok": true}')""",
        """print('{"ok": false}')""",
        """print('{"ok": false, "why": "pixels", "width": "x", "height": null}')""",
        """print('{"ok": true, "width": 90000, "height": 90000, "turned": false, "frames": 1, "lossy": false, "dropped": []}')""",
        """print('{"ok": true, "width": -3, "height": -3, "turned": false, "frames": 1, "lossy": false, "dropped": []}')""",
        """print('{"ok": true, "width": 9, "height": 9, "turned": false, "frames": 1, "lossy": false, "dropped": []}')""",
        """print('{"ok": true, "width": true, "height": 9, "turned": false, "frames": 1, "lossy": false, "dropped": []}')""",
        "import time; time.sleep(60)",
        "import sys\nwhile True: sys.stdout.write('x' * 100000)",
    ],
)
def test_h04_nothing_a_child_says_or_does_harms_the_parent(tmp_path: Path, body: str) -> None:
    with pytest.raises(UserError):
        hostile_child(tmp_path, body).decode(saved(chart(), "PNG"), name="x.png")


def test_h04_a_child_that_says_more_than_it_announced_is_not_believed(tmp_path: Path) -> None:
    body = """
        import os, sys
        sys.stdin.buffer.read(4)
        head = b'{"ok": true, "width": 2, "height": 1, "turned": false, "frames": 1, "lossy": false, "dropped": []}'
        os.write(1, head + b'\\n' + bytes(range(200)))
    """
    assert hostile_child(tmp_path, body).decode(saved(chart(), "PNG"), name="x").frame.rgb == bytes(range(6))


def limits_of_child(program: str) -> str:
    """Return the limits that a child program has given itself, as it sees them."""
    code = f"""
        import resource, runpy
        child = runpy.run_path({program!r})
        child['limit']()
        names = ('RLIMIT_AS', 'RLIMIT_CPU', 'RLIMIT_FSIZE', 'RLIMIT_CORE', 'RLIMIT_NOFILE')
        print([resource.getrlimit(getattr(resource, name))[0] for name in names])
    """
    return subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True).stdout.strip()


def test_h04_the_child_gives_up_memory_time_files_and_cores() -> None:
    assert limits_of_child(str(PROGRAM)) == str([MEMORY_BYTES, CPU_SECONDS, 0, 0, 16])


def test_h04_the_child_cannot_write_a_file_nor_take_memory_beyond_its_limit(tmp_path: Path) -> None:
    escape = tmp_path / "escape"
    body = f"""
        import json, runpy
        child = runpy.run_path({str(PROGRAM)!r})
        child['limit']()
        done = []
        try:
            with open({str(escape)!r}, 'wb') as file:
                file.write(b'x' * 100)
        except OSError:
            done.append('file')
        try:
            bytearray(1024 ** 3)
        except MemoryError:
            done.append('memory')
        facts = dict(ok=True, width=1, height=1, turned=False, frames=1, lossy=False, dropped=done)
        print(json.dumps(facts), flush=True)
        import os
        os.write(1, b'abc')
    """
    found = hostile_child(tmp_path, body).decode(saved(chart(), "PNG"), name="x")
    assert found.metadata_dropped == ("file", "memory")
    assert not escape.exists() or escape.stat().st_size == 0


def test_h04_the_child_gets_no_environment_and_none_of_gemba(tmp_path: Path) -> None:
    body = """
        import json, os, sys
        done = sorted(os.environ) + [name for name in sys.modules if name.startswith(('gemba', 'site'))]
        facts = dict(ok=True, width=1, height=1, turned=False, frames=1, lossy=False, dropped=done)
        print(json.dumps(facts), flush=True)
        os.write(1, b'abc')
    """
    found = hostile_child(tmp_path, body).decode(saved(chart(), "PNG"), name="x")
    # Python sets LC_CTYPE for itself where there is no locale.
    assert set(found.metadata_dropped) <= {"LC_CTYPE"}


def test_h04_a_bundle_takes_png_and_jpeg_only() -> None:
    with pytest.raises(UserError, match=r"x\.gif is a GIF picture, and only JPEG, PNG are taken here"):
        decode_outside(saved(chart(), "GIF"), name="x.gif", allowed=BUNDLE_FORMATS)


def test_h04_a_child_stands_by_serves_one_picture_and_is_replaced() -> None:
    decoder = Decoder()
    decoder.warm_up()
    decoder.warm_up()
    first = decoder._standby
    decoder.decode(saved(chart(), "PNG"), name="x")
    assert first is not None and first.poll() is not None
    second = decoder._standby
    assert second is not None and second is not first and second.poll() is None
    second.kill()
    second.wait()
    assert decoder.decode(saved(chart(), "PNG"), name="x").frame.size == chart().size
    decoder.cool_down()
    assert decoder._standby is None


def test_h04_two_threads_can_decode_at_once(decoder: Decoder) -> None:
    sizes: list[tuple[int, int]] = []

    def work(n: int) -> None:
        sizes.append(decoder.decode(saved(chart(40 + n, 30), "PNG"), name="x").frame.size)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sizes) == [(40 + n, 30) for n in range(4)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\u202egnp.exe", "agnp.exe has 0 bytes"),
        ("line\nbreak\x00.png", "line break.png has 0 bytes"),
        ("x" * 300 + ".png", "x" * 71 + "…xxxx.png has 0 bytes"),
        ("", "the picture has 0 bytes"),
    ],
)
def test_h12_names_in_sentences_are_cleaned_and_short(name: str, shown: str) -> None:
    with pytest.raises(UserError) as refusal:
        decode_outside(b"", name=name)
    assert shown in str(refusal.value)


def test_h20_an_old_pillow_is_refused_at_import() -> None:
    check_pillow("13.0.0")
    check_pillow("14.1")
    for old in ("12.9.9", "9.5.0"):
        with pytest.raises(ImportError):
            check_pillow(old)
