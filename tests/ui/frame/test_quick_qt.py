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

_AT_HAND = """
import json, sys
before = set(sys.modules)
if sys.argv[1] == "quick":
    from gemba.ui.starting.quick_qt import load
    load()
else:
    import PySide6.QtCore
new = set(sys.modules) - before
held = sys.modules["shibokensupport.feature"].inspect
used = held.getsource(json).startswith('r"')
import inspect, tempfile
print(json.dumps({
    "new": sorted(new), "used": used, "whole": inspect.isfunction(json.dumps) and hasattr(tempfile, "mkdtemp"),
    "kind": type(inspect).__name__, "same": held.signature is inspect.signature,
}))
"""

_LIST = """
import importlib, json, sys
from gemba.ui.starting import quick_qt
quick_qt.load()
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps({"modules": sorted(sys.modules)}))
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


def test_what_pyside6_only_has_at_hand_comes_with_its_first_use() -> None:
    quick, usual = run(_AT_HAND, "quick"), run(_AT_HAND, "usual")
    unused = {"inspect", "tempfile", "shutil", "bz2", "lzma", "textwrap", "random", "dis"}
    assert unused - set(quick["new"]) == unused
    assert unused <= set(usual["new"]), "this PySide6 loads less by itself: quick_qt.py need not hold it back"
    for told in (quick, usual):
        assert told["used"] and told["whole"] and told["same"]
        assert told["kind"] == "module"


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
    late = ("sqlite3", "gemba.app", "gemba.ui.today.place", "argparse", "gettext", "logging", "dataclasses", "inspect")
    assert [name for name in late if name in told["modules"]] == []


def test_the_list_of_tickets_stands_without_what_defines_dataclasses() -> None:
    # What a list of many tickets loads until it can be used; a short one is ranked at once, and loads more.
    asked = ["cli", "ui.application", "ui.starting.beginning", "app", "model.library", "model.queries", "model.rows"]
    asked += ["ui.tickets.place", "services.tickets.list", "rules.worth", "services.keeping.house", "ui.look.icons"]
    told = run(_LIST, *(f"gemba.{name}" for name in asked))
    assert [name for name in ("dataclasses", "inspect") if name in told["modules"]] == []
    assert "dataclasses" in run(_LIST, "gemba.services.tickets.ranking")["modules"]
