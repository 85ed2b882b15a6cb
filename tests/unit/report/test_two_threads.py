"""Pages are laid out in one thread while they are written in another, and what is first needed is made once.

The states that changed a file's bytes or ended an export: a font read twice, a class of Qt asked for by two threads,
and the ink of another document that is equal to ours and was summed first.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from gemba.report import font_file, fonts
from gemba.report import layout as layout_module
from gemba.report.fonts import font_of
from gemba.report.ink import Marks
from gemba.report.layout import layout
from gemba.report.pdf import write_pdf
from tests.unit.report.builders import document, forget_fonts

ROOT = Path(__file__).resolve().parents[3]
ASK_TOGETHER = """
import sys, threading
from contextlib import nullcontext
sys.setswitchinterval(1e-6)
from gemba.report import linebreak
if sys.argv[1] == "unguarded":
    linebreak._making_qt = nullcontext()
together, failed = threading.Barrier(8), []
def ask(number):
    together.wait()
    try:
        linebreak.break_positions(f"“{number}”这是同一个订单号")
    except AttributeError:
        failed.append(number)
threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
for one in threads: one.start()
for one in threads: one.join()
sys.exit(len(failed))
"""


class Slow(TTFont):
    """A font that takes its time, so that a second thread asks for it meanwhile."""

    read: ClassVar[list[str]] = []

    def __init__(self, name: str, path: object) -> None:
        self.read.append(name)
        time.sleep(0.1)
        super().__init__(name, path)


def test_a_font_that_two_threads_need_first_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_fonts()
    monkeypatch.setattr(font_file, "TTFont", Slow)
    Slow.read.clear()
    together = threading.Barrier(4)

    def ask(_: int) -> TTFont:
        together.wait()
        return font_of(fonts.REGULAR)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, range(4)))
    assert Slow.read == [fonts.REGULAR]
    assert all(one is found[0] for one in found)


def test_a_file_written_while_another_thread_sets_the_same_fonts_is_the_same() -> None:
    made = document()
    alone = write_pdf(made)
    for _ in range(3):
        forget_fonts()
        layout_module._kept_appendix.clear()
        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(layout, made)
            assert write_pdf(made) == alone
            other.result()


@pytest.mark.parametrize(("how", "ends"), [("guarded", True), ("unguarded", False)])
def test_the_first_breaks_may_be_asked_for_by_many_threads(how: str, ends: bool) -> None:
    """PySide6 makes a class on its first use; without the guard half of one is met, or the process ends."""
    codes = []
    for _ in range(4 if ends else 40):
        codes.append(subprocess.run([sys.executable, "-c", ASK_TOGETHER, how], cwd=ROOT, check=False).returncode)
        if codes[-1] and not ends:
            break
    assert any(codes) is not ends, codes


def test_ink_that_is_equal_has_one_sum_whoever_set_it_first() -> None:
    """Other documents have lines from 0 to 453.5 where ours has them from 0.0, and the lines are equal."""
    made = document()
    layout_module._marks_digest.cache_clear()
    layout_module._kept_appendix.clear()
    before = layout(made)
    layout_module._marks_digest.cache_clear()
    layout_module._kept_appendix.clear()
    others = 0
    for page in before.pages:
        for ink in page.inks:
            same: Marks = _in_other_figures(ink.marks)  # type: ignore[assignment]
            assert same == ink.marks
            others += repr(same) != repr(ink.marks)
            layout_module._marks_digest(same)
    assert others > 100
    assert layout(made).checksum == before.checksum


def _in_other_figures(value: object) -> object:
    """Return the same with whole numbers for floats, floats for whole numbers, and a sign before every zero."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return (
            -0.0
            if value == 0
            else float(value)
            if isinstance(value, int)
            else int(value)
            if value.is_integer()
            else value
        )
    if isinstance(value, tuple):
        inside = map(_in_other_figures, value)
        return type(value)(*inside) if hasattr(value, "_fields") else tuple(inside)
    return value
