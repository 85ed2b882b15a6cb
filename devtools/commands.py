"""The sub-commands of dev.py: what each one sets up, and what it then starts.

It must not do set-up itself (environment.py and machine.py do), nor know what gemba does inside.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

from devtools import machine
from devtools.environment import (
    BENCH_LOCK,
    RECOGNISE_FOLDER,
    RECOGNISE_LOCK,
    RUN_LOCK,
    TEST_LOCK,
    needs,
    prepare,
    prepare_aside,
)
from devtools.places import DEMO, ROOT, VENV, MachineProblem, tell, venv_bin, venv_python

Arguments = Sequence[str]
# Far above what the tests' folders hold at a time (a test that passed takes its own away), and those of failed runs.
TESTS_ROOM_BYTES = 2 << 30


def main(arguments: Arguments) -> int:
    """Run the sub-command named first; return its exit code (2 for a name nobody knows, 3 for the machine)."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        tell(_overview())
        return 0
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        tell(f"dev.py has no command {name!r}.\n\n{_overview()}")
        return 2
    try:
        return COMMANDS[name](rest)
    except MachineProblem as problem:
        tell(f"\n{problem}")
        return 3
    except KeyboardInterrupt:
        return 130


def run(arguments: Arguments) -> int:
    """Set up, do the main job on the sample (narrative as PDF in demo/), then open the window on its library."""
    machine.supply((*machine.QT, *needs()), "gemba")
    prepare(RUN_LOCK)
    code = _python("-m", "gemba", "demo", str(DEMO), *arguments)
    if code != 0:
        return code
    tell(f"Here, `gemba` is {(venv_bin() / 'gemba').relative_to(ROOT)}; `gemba --help` lists what it can do.")
    if not machine.has_display():
        tell("There is no display here, so the window stays shut; `gemba gui` opens it where there is one.")
        return 0
    return _python("-m", "gemba", "--library", str(DEMO / "library.gemba"), "gui")


def test(arguments: Arguments) -> int:
    """Set up, then run the whole suite; further arguments go to pytest."""
    machine.supply((*machine.QT, *machine.TESTING, *needs()), "the tests")
    prepare(RUN_LOCK, TEST_LOCK)
    return _pytest(arguments, profile="ci")


def check(_arguments: Arguments) -> int:
    """Lint, formatting, types and import contracts."""
    machine.supply(needs(), "the checks")
    prepare(RUN_LOCK, TEST_LOCK)
    steps = {
        "lint": ("ruff", "check"),
        "formatting (mend with `dev.py fmt`)": ("ruff", "format", "--check"),
        "types": ("mypy",),
        "import contracts": ("importlinter.cli",),
    }
    failed = []
    for title, command in steps.items():
        tell(f"== {title}")
        if title == "import contracts":
            code = _python("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache")
        else:
            code = _python("-m", *command)
        if code != 0:
            failed.append(title)
    tell(f"\nNot right: {', '.join(failed)}" if failed else "\nAll right.")
    return 1 if failed else 0


def fmt(_arguments: Arguments) -> int:
    """Mend lint and formatting where that can be done by machine."""
    machine.supply(needs(), "the checks")
    prepare(RUN_LOCK, TEST_LOCK)
    _python("-m", "ruff", "check", "--fix", "--quiet")
    return _python("-m", "ruff", "format")


def bench(arguments: Arguments) -> int:
    """Measure: runs bench/*.py, or the ones named; each prints `name: value (aim)` lines."""
    machine.supply((*machine.QT, *machine.TESTING, *machine.PEERS, *needs()), "the benches")
    prepare(RUN_LOCK, TEST_LOCK, BENCH_LOCK)
    scripts = sorted(file for file in (ROOT / "bench").glob("*.py") if not file.name.startswith("_"))
    chosen = [file for file in scripts if not arguments or file.stem in arguments or file.name in arguments]
    if not chosen:
        tell(f"No bench of that name; there are: {', '.join(file.stem for file in scripts) or 'none yet'}")
        return 2
    if any(file.stem == "bench_recognise" for file in chosen):
        prepare_aside(RECOGNISE_LOCK, RECOGNISE_FOLDER)
    codes = []
    for file in chosen:
        tell(f"== {file.stem}")
        codes.append(_python(str(file)))
    return 1 if any(codes) else 0


def shots(arguments: Arguments) -> int:
    """Take pictures of every place and state of the window into shots/, with an index page."""
    machine.supply((*machine.QT, *machine.TESTING, *needs()), "the pictures")
    prepare(RUN_LOCK, TEST_LOCK)
    return _python("-m", "tools.shots", *arguments)


def nightly(arguments: Arguments) -> int:
    """The suite with long runs and searches for counter-examples, LibreOffice on our tables, text read for real."""
    machine.supply((*machine.QT, *machine.TESTING, *machine.NIGHTLY, *needs()), "the nightly tests")
    prepare(RUN_LOCK, TEST_LOCK)
    prepare_aside(RECOGNISE_LOCK, RECOGNISE_FOLDER)
    return _pytest(["-m", "nightly or not nightly", "--timeout=7200", *arguments], profile="nightly")


def recognise(arguments: Arguments) -> int:
    """Run the tests of the extra that reads text on pictures; it is put aside for them (400 MB)."""
    machine.supply((*machine.QT, *machine.TESTING, *needs()), "the tests of the extra")
    prepare(RUN_LOCK, TEST_LOCK)
    prepare_aside(RECOGNISE_LOCK, RECOGNISE_FOLDER)
    return _pytest(["-m", "recognise", "tests/unit/imaging", *arguments], profile="ci")


COMMANDS: dict[str, Callable[[Arguments], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "nightly": nightly,
    "recognise": recognise,
    "shots": shots,
    "fmt": fmt,
}


def _overview() -> str:
    lines = ["python3 dev.py COMMAND", ""]
    for name, command in COMMANDS.items():
        lines.append(f"  {name:9} {(command.__doc__ or '').splitlines()[0]}")
    return "\n".join(lines)


def _pytest(arguments: Arguments, *, profile: str) -> int:
    # Workers start in a second or two, which only pays for the whole suite.
    chosen = any(not one.startswith("-") for one in arguments)
    parallel = [] if chosen or "-n" in arguments else ["-n", "auto", "--dist", "worksteal"]
    environment = {"HYPOTHESIS_PROFILE": profile, "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8")}
    # Libraries are made and synced by the thousand, and no test can cut the power of a real disk. A test of the nightly
    # run may make thousands itself, for which memory is too small.
    memory = machine.memory_folder(TESTS_ROOM_BYTES) if profile == "ci" else None
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        # Each of hundreds of processes would compile the program anew. Only the tests keep it, and not in the tree.
        environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(VENV / "compiled")}
    if memory is not None:
        environment["PYTEST_DEBUG_TEMPROOT"] = os.environ.get("PYTEST_DEBUG_TEMPROOT") or str(memory)
    return _python("-m", "pytest", *parallel, *arguments, **environment)


def _python(*arguments: str, **environment: str) -> int:
    command = [str(venv_python()), *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
