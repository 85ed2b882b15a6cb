"""The walls of the house: who may import whom, how large a file may grow, what a module is called.

The contracts themselves stand in pyproject.toml; here they are run, and shown to catch what they must.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gemba"
MODULES = sorted(PACKAGE.rglob("*.py"))
TOOLS = [ROOT / "dev.py", *sorted((ROOT / "devtools").glob("*.py")), *sorted((ROOT / "tools").rglob("*.py"))]

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
# A file or function over its length says why near its top: "Long because …", in a comment or the docstring.
REASON = "long because"
NAMELESS = {"utils", "util", "helpers", "helper", "misc", "core", "common", "manager", "managers"}
ROOMS_THAT_SEE_VALUES_ONLY = ("gemba.rules", "gemba.report", "gemba.exchange", "gemba.imaging")
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    # An empty site file would still bring in the checkout through its .pth, so the folder goes first.
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "400"}
    command = [sys.executable, "-c", LINT, "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_import_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_negative_control_every_contract_breaks_when_its_wall_is_broken(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "gemba", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "gemba" / "model" / "broken.py").write_text("import gemba.services\n", encoding="utf-8")
    broken = "import sqlalchemy\nimport PIL\nimport reportlab\nimport PySide6\nimport Xlib\n"
    (tmp_path / "gemba" / "exchange" / "broken.py").write_text(broken, encoding="utf-8")
    result = lint_imports(tmp_path)
    verdicts = re.findall(r" (KEPT|BROKEN)\b", result.stdout)
    assert result.returncode == 1
    assert len(verdicts) >= 6 and set(verdicts) == {"BROKEN"}, result.stdout


def reaches_sqlalchemy(graph: grimp.ImportGraph, module: str) -> bool:
    return "sqlalchemy" in graph.modules and graph.chain_exists(importer=module, imported="sqlalchemy")


def test_rooms_see_only_the_values_of_the_model() -> None:
    """A module of gemba.model may be seen by another room if SQLAlchemy cannot be reached from it."""
    graph = grimp.build_graph("gemba", include_external_packages=True, cache_dir=None)
    model = {"gemba.model", *graph.find_descendants("gemba.model")}
    wrong = [
        f"{importer} imports {imported}"
        for room in ROOMS_THAT_SEE_VALUES_ONLY
        for importer in sorted({room, *graph.find_descendants(room)})
        for imported in sorted(graph.find_modules_directly_imported_by(importer) & model)
        if reaches_sqlalchemy(graph, imported)
    ]
    assert wrong == []


def test_nothing_outside_the_window_loads_qt_gui() -> None:
    skipped = ("gemba.ui", "gemba.__main__")
    names = [module_name(path) for path in MODULES]
    # Alembic runs its env.py itself, inside a migration; it cannot be imported on its own.
    wanted = [n for n in names if not n.startswith(skipped) and not n.endswith(".env")]
    script = (
        "import importlib, sys\n"
        f"for name in {wanted!r}: importlib.import_module(name)\n"
        "print([n for n in sys.modules if n in ('PySide6.QtGui', 'PySide6.QtWidgets', 'PySide6.QtNetwork')])\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_the_command_line_says_its_help_without_loading_a_library(arguments: list[str]) -> None:
    heavy = ("sqlalchemy", "alembic", "PIL", "reportlab", "PySide6", "babel", "rapidfuzz", "pypdfium2", "markdown_it")
    # The rooms are light one by one, but their hundred dataclasses cost more than the rest of the start together.
    rooms = ("gemba.model", "gemba.rules", "gemba.imaging", "gemba.report", "gemba.exchange", "gemba.services")
    script = (
        "import sys\n"
        f"sys.argv = ['gemba', *{arguments!r}]\n"
        "import gemba.__main__ as start\n"
        "try: start.run()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"print('LOADED', [n for n in {heavy + rooms!r} if n in sys.modules])\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1] == "LOADED []"


def test_what_a_window_holds_of_a_narrative_leaves_the_paper_to_the_worker() -> None:
    heavy = ("reportlab", "markdown_it", "PIL", "gemba.report", "gemba.imaging")
    script = f"import sys, gemba.services.narratives.pages as pages; print([n for n in {heavy!r} if n in sys.modules])"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("path", MODULES + TOOLS, ids=named)
def test_module_says_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring and len(docstring) > 20


@pytest.mark.parametrize("path", MODULES + TOOLS, ids=named)
def test_file_is_small_or_says_why_not(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE or REASON in text[:2500].lower()


def too_long_functions(source: str) -> list[str]:
    lines = source.splitlines()
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        first = node.body[0]
        has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        start = (first.end_lineno or 0) + 1 if has_docstring else first.lineno
        length = (node.end_lineno or 0) - start + 1
        reasoned = any(REASON in line.lower() for line in lines[node.lineno - 1 : node.end_lineno])
        if length > LONGEST_FUNCTION and not reasoned:
            found.append(f"{node.name} has {length} lines")
    return found


@pytest.mark.parametrize("path", MODULES + TOOLS, ids=named)
def test_functions_are_small_or_say_why_not(path: Path) -> None:
    assert too_long_functions(path.read_text(encoding="utf-8")) == []


def test_negative_control_a_long_function_is_found() -> None:
    body = "    x = 1\n" * (LONGEST_FUNCTION + 1)
    assert too_long_functions(f"def f():\n{body}") == [f"f has {LONGEST_FUNCTION + 1} lines"]
    assert too_long_functions(f'def f():\n    """Say."""\n{body[10:]}') == []
    assert too_long_functions(f"def f():\n    # {REASON} of the table.\n{body}") == []


def test_every_module_has_a_name_of_its_own() -> None:
    parts = {part for path in MODULES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert parts & NAMELESS == set()


def what_is_asked_of_qt(source: str) -> set[str]:
    """Return the names of PySide6 that a module imports, ``module.name`` each."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.partition(".")[0] == "PySide6"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "PySide6":
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_paper_asks_qt_for_its_boundary_finder_and_nothing_else() -> None:
    """The import contract lets report/linebreak.py reach PySide6; this says for what (ARCHITECTURE, Who may import)."""
    source = (PACKAGE / "report" / "linebreak.py").read_text(encoding="utf-8")
    assert what_is_asked_of_qt(source) == {"PySide6.QtCore.QTextBoundaryFinder"}
    assert what_is_asked_of_qt("import PySide6.QtGui\nfrom PySide6 import QtCore\n") == {
        "PySide6.QtGui",
        "PySide6.QtCore",
    }
