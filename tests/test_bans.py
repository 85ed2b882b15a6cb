"""H-06 (constructs that stand nowhere), H-20 (floors of libraries), and the Qt that loses None."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bans import banned

ROOT = Path(__file__).resolve().parent.parent
OURS = [
    *sorted((ROOT / "gemba").rglob("*.py")),
    *sorted((ROOT / "devtools").glob("*.py")),
    *sorted((ROOT / "tools").rglob("*.py")),
    *sorted((ROOT / "bench").glob("*.py")),
    ROOT / "dev.py",
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))

# (file, construct): why it may stand there. An entry that is no longer needed fails the test too.
ALLOWED: dict[tuple[str, str], str] = {
    ("bench/bench_pdf.py", "pickle"): "a bench hands its own document to its own child process; nothing from outside",
    ("tools/shots/goldens.py", "PIL.ImageFilter"): "evens out how fonts are smoothed before two windows are compared",
}

SNIPPETS = {
    "pickle": "import pickle",
    "marshal": "import marshal as m",
    "shelve": "from shelve import open",
    "yaml": "import yaml",
    "PIL.ImageMath": "from PIL import Image, ImageMath",
    "PIL.ImageFilter": "from PIL.ImageFilter import GaussianBlur",
    "PySide6.QtSql": "from PySide6 import QtSql",
    "PySide6.QtNetwork": "from PySide6.QtNetwork import QLocalServer",
    "PySide6.QtWebEngineCore": "import PySide6.QtWebEngineCore",
    "urllib.request": "import urllib.request",
    "http.client": "from http import client",
    "requests": "import requests",
    "httpx": "import httpx",
    "smtplib": "import smtplib",
    "ftplib": "import ftplib",
    "unittest.mock": "from unittest import mock",
    "eval": "eval('1')",
    "exec": "exec('x = 1')",
    "os.system": "os.system('ls')",
    "os.popen": "os.popen('ls')",
    "os.fork": "from os import fork",
    "tempfile.mktemp": "tempfile.mktemp()",
    "mktemp": "mktemp()",
    "yaml.load": "yaml.load(text)",
    "extract": "archive.extract('a')",
    "extractall": "zipfile.ZipFile(name).extractall(folder)",
    "setHtml": "edit.setHtml(text)",
    "insertHtml": "cursor.insertHtml(text)",
    "appendHtml": "edit.appendHtml(text)",
    "setMarkdown": "edit.setMarkdown(text)",
    "effect_spread": "image.effect_spread(3)",
    "RichText": "label.setTextFormat(Qt.TextFormat.RichText)",
    "MarkdownText": "label.setTextFormat(Qt.MarkdownText)",
    "QLabel(text)": "QtWidgets.QLabel('Name')",
    "Paragraph": "from reportlab.platypus import Frame, Paragraph as Words",
    "shell=True": "subprocess.run(command, shell=flag)",
}
HARMLESS = """
import subprocess, tempfile, json
from PySide6.QtCore import QTextBoundaryFinder
subprocess.run(["ls"], shell=False)
tempfile.mkstemp()
QLabel()
QLabel(parent=self)
json.load(file)
re.compile("a")
evaluate("1")
Paragraph(inlines)
blocks.Paragraph(inlines)
"""


def finds_in(files: list[Path]) -> dict[tuple[str, str], str]:
    return {
        (path.relative_to(ROOT).as_posix(), find.what): f"line {find.line}: {find.why}"
        for path in files
        for find in banned(path.read_text(encoding="utf-8"))
    }


def test_h06_nothing_banned_outside_the_allowlist() -> None:
    finds = finds_in(OURS)
    assert {key: why for key, why in finds.items() if key not in ALLOWED} == {}
    assert [key for key in ALLOWED if key not in finds] == [], "these entries are no longer needed"


def test_h06_every_allowed_find_has_a_reason() -> None:
    assert [key for key, reason in ALLOWED.items() if len(reason) < 20] == []


def test_h06_tests_mock_nothing() -> None:
    assert [key for key in finds_in(TESTS) if key[1] in ("unittest.mock", "PySide6.QtSql")] == []


@pytest.mark.parametrize(("what", "snippet"), SNIPPETS.items(), ids=SNIPPETS.keys())
def test_h06_negative_control_each_banned_construct_is_found(what: str, snippet: str) -> None:
    assert what in [find.what for find in banned(f"def f():\n    {snippet}\n")]


def test_h06_negative_control_a_paragraph_by_way_of_its_module_is_found() -> None:
    source = "from reportlab import platypus\nplatypus.Paragraph(text, style)\n"
    assert [find.what for find in banned(source)] == ["Paragraph"]


def test_h06_negative_control_harmless_neighbours_are_not_found() -> None:
    assert banned(HARMLESS) == []


def python(script: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("library", "attribute", "room", "floor"),
    [("PIL", "__version__", "gemba.imaging", "13.0.0"), ("reportlab", "Version", "gemba.report", "5.1.0")],
)
def test_h20_a_library_below_its_floor_is_refused_at_import(
    library: str, attribute: str, room: str, floor: str
) -> None:
    as_it_is = python(f"import {room}")
    assert as_it_is.returncode == 0, as_it_is.stderr
    for version in ("4.9.9", "12.9.9" if floor.startswith("13") else "5.0.9"):
        older = python(f"import {library}; {library}.{attribute} = {library}.__version__ = {version!r}; import {room}")
        assert older.returncode != 0, f"{library} {version} was taken"
        assert floor.removesuffix(".0") in older.stderr


# Qt calls that return nothing or a truth value; the broken build (PySide6 6.12.0 on Python 3.11) gives away one
# reference of None with each, and the process dies after some thousands of them.
NONE_REFERENCES = """
import sys
from PySide6 import QtCore, QtGui, QtWidgets
application = QtWidgets.QApplication([])
image = QtGui.QImage(64, 64, QtGui.QImage.Format.Format_ARGB32_Premultiplied)
painter = QtGui.QPainter(image)
area, red = QtCore.QRect(1, 1, 10, 10), QtGui.QColor(200, 0, 0)
widget = QtWidgets.QWidget()
def calls():
    painter.save(); painter.fillRect(area, red); painter.drawRect(area); painter.restore()
    widget.update(); widget.setWindowTitle("x"); application.processEvents()
def worst(function, rounds=200):
    for _ in range(5): function()
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(rounds): function()
    after = [sys.getrefcount(value) for value in (None, True, False)]
    return min(b - a for a, b in zip(before, after)) / rounds
"""


def test_qt_gives_no_reference_of_none_away() -> None:
    result = python(NONE_REFERENCES + "print(worst(calls)); painter.end()")
    assert result.returncode == 0, result.stderr
    assert float(result.stdout) > -0.05


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on: nothing to lose")
def test_negative_control_a_call_that_gives_none_away_is_seen() -> None:
    give = "import ctypes\ndef give(): ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))\n"
    keep = "import sys\nfor _ in range(1000): ctypes.pythonapi.Py_IncRef(ctypes.py_object(None))\n"
    result = python(NONE_REFERENCES + give + keep + "print(worst(give)); painter.end()")
    assert result.returncode == 0, result.stderr
    assert float(result.stdout) < -0.5
