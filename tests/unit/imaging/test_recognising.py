"""The process that reads text: a real one reads, hostile ones cost their picture and nothing else."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.errors import EnvironmentProblem
from gemba.imaging import recognising
from gemba.imaging.picture import Frame
from gemba.imaging.recognising import NotRead, Recogniser, Stopped, checked_lines
from tests.patience import HANG_GUARD_S
from tests.recognisers import blocks

BLOCKS = Path(blocks.__file__)
PAGE = [(8, 16, "mail ana@example.com"), (8, 40, "周晓敏 来电"), (200, 40, "x")]


def frame(lines: list[tuple[int, int, str]] | None = None) -> Frame:
    return Frame(320, 64, blocks.drawn(320, 64, PAGE if lines is None else lines))


def program(folder: Path, body: str) -> Path:
    """Write a process that says hello and then does ``body`` with the picture it was sent."""
    file = folder / "reader.py"
    known = BLOCKS.read_text(encoding="utf-8").split("def main()")[0]
    file.write_text(f"{known}\nimport os, time\nsay({{'engine': 'odd'}})\none = asked()\n{body}\n", encoding="utf-8")
    return file


def test_a_real_reader_reads_one_picture_after_the_other() -> None:
    reader = Recogniser(program=BLOCKS)
    try:
        assert reader.begin() == blocks.ENGINE
        for _ in range(3):
            lines = reader.read(frame())
            assert [line.text for line in lines] == [text for _, _, text in PAGE]
            assert lines[0].rect_px == blocks.box_of(8, 16, PAGE[0][2], 0, len(PAGE[0][2]))
            assert lines[0].span_px(5, 20)[0] == 8 + 5 * blocks.CELL - 2
        assert reader.read(frame([])) == ()
    finally:
        reader.close()


def test_the_process_is_another_one_after_some_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "PICTURES_PER_CHILD", 2)
    reader, seen = Recogniser(program=BLOCKS), []
    try:
        for _ in range(5):
            reader.read(frame())
            assert reader._child is not None
            seen.append(reader._child.pid)
    finally:
        reader.close()
    assert len(set(seen)) == 3


HOSTILE = {
    "dies": ("os._exit(3)", "ended early"),
    "is killed": ("os.kill(os.getpid(), 9)", "ended early"),
    "ends quietly": ("pass", "ended early"),
    "hangs": ("time.sleep(600)", "took too long"),
    "says no JSON": ("sys.stdout.buffer.write(struct.pack('>I', 3) + b'{{{')", "gave no answer"),
    "says a list": ("say([1])", "gave no answer"),
    "nests deeply": ("d = b'[' * 200000; sys.stdout.buffer.write(struct.pack('>I', len(d)) + d)", "gave no answer"),
    "names 4 GB": ("sys.stdout.buffer.write(b'\\xff' * 4)", "gave no answer"),
    "names more than it sends": ("sys.stdout.buffer.write(struct.pack('>I', 50) + b'x')", "ended early"),
    "floods": ("sys.stdout.buffer.write(b'\\xfe' * 50_000_000)", "gave no answer"),
    "lines outside the picture": ("say({'ok': True, 'lines': [['x', 400, 0, 500, 9, 1.0, []]]})", "gave no answer"),
    "no numbers": ("say({'ok': True, 'lines': [['x', 'a', 0, 5, 9, 1.0, []]]})", "gave no answer"),
    "truth values": ("say({'ok': True, 'lines': [['x', True, 0, 5, 9, 1.0, []]]})", "gave no answer"),
    "not finite": ("say({'ok': True, 'lines': [['x', 0, 0, float('nan'), 9, 1.0, []]]})", "gave no answer"),
    "too many lines": ("say({'ok': True, 'lines': [['x', 0, 0, 5, 9, 1.0, []]] * 6000})", "gave no answer"),
    "a line too long": ("say({'ok': True, 'lines': [['x' * 3000, 0, 0, 5, 9, 1.0, []]]})", "gave no answer"),
    "edges too few": ("say({'ok': True, 'lines': [['xy', 0, 0, 5, 9, 1.0, [0, 5]]]})", "gave no answer"),
    "edges backwards": ("say({'ok': True, 'lines': [['x', 0, 0, 5, 9, 1.0, [5, 0]]]})", "gave no answer"),
    "sure beyond sense": ("say({'ok': True, 'lines': [['x', 0, 0, 5, 9, 7.0, []]]})", "gave no answer"),
    "gives up": ("say({'ok': False, 'why': 'memory'})", "failed"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_reader_costs_its_picture_and_nothing_else(name: str, tmp_path: Path) -> None:
    body, why = HOSTILE[name]
    reader = Recogniser(program=program(tmp_path, body), picture_seconds=1.0 if name == "hangs" else 60.0)
    try:
        with pytest.raises(NotRead) as caught:
            reader.read(frame())
        assert caught.value.why == why
        assert reader._child is None, "the process is gone"
        reader._program, reader._picture_seconds = BLOCKS, recognising.PICTURE_SECONDS
        assert len(reader.read(frame())) == len(PAGE), "the next picture is read by a new one"
    finally:
        reader.close()


@pytest.mark.parametrize(
    "text", ["raise SystemExit(1)", "import time; time.sleep(600)", "print('hello')", "import sys; sys.stdin.read()"]
)
def test_one_that_does_not_say_hello_is_a_problem_of_the_machine(text: str, tmp_path: Path) -> None:
    file = tmp_path / "reader.py"
    file.write_text(text, encoding="utf-8")
    reader = Recogniser(program=file, hello_seconds=1.0)
    with pytest.raises(EnvironmentProblem):
        reader.begin()
    assert reader._child is None
    reader.close()


def test_a_reading_that_nobody_wants_any_more_ends_soon(tmp_path: Path) -> None:
    reader = Recogniser(program=program(tmp_path, "time.sleep(600)"))
    wanted = threading.Event()
    threading.Timer(0.3, wanted.set).start()
    with pytest.raises(Stopped):
        reader.read(frame(), stopped=wanted.is_set)
    assert reader._child is None
    reader.close()


def test_closing_ends_a_reading_under_way(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    reader = Recogniser(program=program(tmp_path, f"open({str(asked)!r}, 'w').close()\ntime.sleep(600)"))

    def close() -> None:
        while not asked.exists():  # closed before it is asked, it would begin another process
            time.sleep(0.01)
        reader.close()

    closer = threading.Thread(target=close, daemon=True)
    reader.begin()
    closer.start()
    with pytest.raises(NotRead):
        reader.read(frame())
    assert asked.exists(), "it was closed, and did not end by itself"
    closer.join(HANG_GUARD_S)
    assert not closer.is_alive()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


@given(json_values)
def test_whatever_is_said_gives_lines_inside_the_picture_or_nothing(said: object) -> None:
    again = json.loads(json.dumps(said))
    for line in checked_lines(again, 100, 50) or ():
        left, top, right, bottom = line.rect_px
        assert 0 <= left < right <= 100 and 0 <= top < bottom <= 50


@given(st.text(min_size=1, max_size=30), st.lists(st.floats(-50, 150), min_size=4, max_size=4))
def test_text_that_is_not_fit_for_the_store_is_made_fit(text: str, box: list[float]) -> None:
    edges = sorted(box[0] + number for number in range(len(text) + 1))
    lines = checked_lines([[text, *box, 0.5, edges]], 100, 50)
    for line in lines or ():
        assert line.text == line.text.encode("utf-8", "replace").decode()
        assert "\x00" not in line.text
        assert len(line.edges_px) in (0, len(line.text) + 1)
