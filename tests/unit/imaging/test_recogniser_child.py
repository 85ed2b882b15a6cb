"""The reading process itself: what it forbids its libraries, how it cuts large pictures, where characters stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.errors import EnvironmentProblem
from gemba.imaging import recogniser_child as child
from gemba.imaging.recognising import Recogniser

TRIES = {
    "a socket": "import socket; socket.socket()",
    "a name of the network": "import socket; socket.getaddrinfo('localhost', 80)",
    "a program": "import subprocess; subprocess.Popen(['true'])",
    "a shell": "import os; os.system('true')",
    "a child": "import os; os.posix_spawn('/bin/true', ['true'], {})",
    "a fork": "import os; os.fork()",
    "a new file": "open('/tmp/gemba-should-not-be', 'w')",
    "a file to go on": "open(__file__, 'a')",
    "a file by its flags": "import os; os.open('/tmp/gemba-should-not-be', os.O_CREAT | os.O_WRONLY)",
    "a file to read": "open(__file__).read()",
}
FORBIDDEN = [name for name in TRIES if name != "a file to read"]


def library(folder: Path, name: str, *, expected: str) -> None:
    """Put a package named like the extra's into ``folder`` that starts only where ``expected`` happens to a try."""
    package = folder / "rapidocr"
    package.mkdir(parents=True)
    lines = ["class RapidOCR:", "    def __init__(self, params):", "        seen = 'allowed'", "        try:"]
    lines += [f"            {TRIES[name]}", "        except PermissionError:", "            seen = 'refused'"]
    lines += [f"        assert seen == {expected!r}"]
    (package / "__init__.py").write_text("\n".join(lines), encoding="utf-8")
    about = folder / "rapidocr-0.1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: rapidocr\nVersion: 0.1\n", encoding="utf-8")


def says_hello(folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.syspath_prepend(str(folder))
    reader = Recogniser()
    try:
        return reader.begin() == "rapidocr 0.1"
    except EnvironmentProblem:
        return False
    finally:
        reader.close()


@pytest.mark.parametrize("name", FORBIDDEN)
def test_no_library_in_it_gets(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library(tmp_path, name, expected="refused")
    assert says_hello(tmp_path, monkeypatch)


def test_it_may_read_its_own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library(tmp_path, "a file to read", expected="allowed")
    assert says_hello(tmp_path, monkeypatch)


def test_control_a_try_that_were_allowed_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library(tmp_path, "a file to read", expected="refused")
    assert not says_hello(tmp_path, monkeypatch)


def test_a_broken_extra_is_a_problem_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rapidocr").mkdir()
    (tmp_path / "rapidocr" / "__init__.py").write_text("raise ImportError('no such library')", encoding="utf-8")
    assert not says_hello(tmp_path, monkeypatch)


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_pieces_cover_every_pixel_and_overlap(width: int, height: int) -> None:
    for length, at in ((width, 0), (height, 1)):
        cuts = sorted({(one[at], one[at + 2]) for one in child.tiles(width, height)})
        assert cuts[0][0] == 0 and cuts[-1][1] == length
        assert all(before[1] - after[0] >= child.OVERLAP_PX for before, after in zip(cuts, cuts[1:], strict=False))
        assert all(end - start <= 2000 for start, end in cuts)


def letter(text: str, left: float, right: float) -> tuple[str, float, list[list[float]]]:
    return text, 0.9, [[left, 0.0], [right, 0.0], [right, 9.0], [left, 9.0]]


def test_edges_stand_between_the_letters_and_a_blank_has_its_own_place() -> None:
    letters = [letter("a", 2, 10), letter("b", 12, 20), letter("c", 40, 48)]
    assert child.edges("ab c", letters, 0, 50, 0) == [0, 11, 25, 35, 50]
    assert child.edges("ab c", letters, 100, 150, 100) == [100, 111, 125, 135, 150]


@pytest.mark.parametrize("text", ["abx c", "", " ", "ac"])
def test_letters_that_are_not_the_text_give_no_edges(text: str) -> None:
    assert child.edges(text, [letter("a", 0, 9), letter("b", 10, 19)], 0, 20, 0) == []


@given(st.text(alphabet="ab c", min_size=1, max_size=12), st.lists(st.floats(-20, 220), min_size=24, max_size=24))
def test_edges_never_go_back_and_stay_in_the_line(text: str, places: list[float]) -> None:
    plain = [one for one in text if one != " "]
    letters = [letter(one, *sorted(places[2 * at : 2 * at + 2])) for at, one in enumerate(plain)]
    edges = child.edges(text, letters, 0, 200, 0)
    assert len(edges) in (0, len(text) + 1)
    assert edges == sorted(edges)
    assert not edges or (edges[0], edges[-1]) == (0, 200)


def test_a_line_in_the_overlap_is_told_once_and_whole() -> None:
    cut: child.Line = ("order 202611", 0.0, 10.0, 90.0, 30.0, 0.9, [])
    whole: child.Line = ("order 20261110", 0.0, 11.0, 110.0, 31.0, 0.9, [])
    below: child.Line = ("total", 0.0, 40.0, 60.0, 60.0, 0.9, [])
    found = [cut]
    assert child._is_twice(whole, found) and found == [whole]
    assert child._is_twice(cut, found) and found == [whole]
    assert not child._is_twice(below, found)
