"""PySide6 loaded by gemba/ui/starting/quick_qt.py: lighter, and the same for whoever asks; and what a frame is painted without."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HANG_S = 120
ROOT = Path(__file__).resolve().parents[3]

_ASKED = """
import builtins, json, sys

if sys.argv[1] == "quick":
    from gemba.ui.starting.quick_qt import load
    known = load()
else:
    import PySide6.QtCore
    known = None
from PySide6.QtCore import QPoint, QTimer, Qt
quiet = "shibokensupport.signature.lib.pyi_generator" in sys.modules and "argparse" not in sys.modules
said = []
for wrong in (lambda: QPoint("x"), lambda: QTimer.singleShot("x"), lambda: QPoint.nothing):
    try:
        wrong()
    except (TypeError, AttributeError) as problem:
        said.append(f"{type(problem).__name__}: {problem}")
from PySide6.support.signature import get_signature
from PySide6.support.signature.mapping import update_mapping
signature = str(get_signature(QPoint.setX))
from PySide6.support.signature.lib.pyi_generator import generate_pyi
print(json.dumps({
    "known": known, "quiet": quiet, "said": said, "signature": signature, "made": generate_pyi.__name__,
    "found": update_mapping.__module__, "looks": builtins.__import__.__name__ == "__feature_import__", "align": int(Qt.AlignmentFlag.AlignLeft),
}))
"""

_FRAME = """
import json, sys
from gemba import cli
from tests.watched_start import when_made
def painted():
    from PySide6 import QtCore
    print(json.dumps({"namespace": "Qt" in vars(QtCore), "modules": sorted(sys.modules)}), flush=True)
when_made(lambda application: application.painted.connect(painted))
planted = sys.argv[2]
if planted:
    from gemba.ui.starting import quick_qt
    quick_qt.load()
    from PySide6.QtCore import Qt
sys.exit(cli.main(["--library", sys.argv[1], "gui"]))
"""


def run(program: str, *words: str, **named: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        timeout=HANG_S,
        env={**os.environ, "PYTHONPATH": str(ROOT), **named},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[0])
    return said


def test_qt_is_the_same_to_whoever_asks_and_its_own_tools_wait() -> None:
    quick, usual = run(_ASKED, "quick"), run(_ASKED, "usual")
    assert quick["known"], "this PySide6 is not known to quick_qt.py yet: try it, then add it to KNOWN"
    assert quick["quiet"] and not usual["quiet"]
    assert usual["looks"] and not quick["looks"]
    assert len(quick["said"]) == 3
    for name in ("said", "signature", "made", "found", "align"):
        assert quick[name] == usual[name], name


def test_another_pyside6_loads_in_its_own_way() -> None:
    other = _ASKED.replace(
        "known = load()", "import gemba.ui.starting.quick_qt as one; one.KNOWN = frozenset(); known = load()"
    )
    assert other != _ASKED
    told = run(other, "quick")
    assert told["known"] is False and not told["quiet"]
    assert len(told["said"]) == 3


@pytest.mark.parametrize("planted", ["", "Qt"])
def test_a_frame_is_painted_without_the_whole_of_qt_and_before_any_library(empty_folder: Path, planted: str) -> None:
    told = run(_FRAME, str(empty_folder), planted, GEMBA_EXIT_AFTER_PAINT="1")
    assert told["namespace"] is bool(planted)
    late = ("sqlite3", "gemba.app", "gemba.ui.today.place", "argparse", "gettext", "logging")
    assert [name for name in late if name in told["modules"]] == []
