"""Make `.venv` and fill it from the hash-pinned lock files, once; afterwards just see that it is still right.

The package itself is not installed: a `.pth` file points at the checkout, which needs no build tool. It must
not know what the libraries are for.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.machine import ENSUREPIP, Need
from devtools.places import ROOT, VENV, WINDOWS, MachineProblem, tell, venv_bin, venv_python, watched

RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
BENCH_LOCK = ROOT / "requirements-bench.lock"
RECOGNISE_LOCK = ROOT / "requirements-recognise.lock"
RECOGNISE_FOLDER = VENV / "recognise"
"""The extra stands beside the other libraries, so that every other test and bench runs as for those without it."""


def prepare(*locks: Path) -> None:
    """Bring `.venv` to the state of the given lock files; return at once when it is there already.

    Raises MachineProblem when Python's own parts or the network are missing.
    """
    if not _usable(VENV):
        _make_venv()
    for lock in locks:
        if not _current(lock):
            _install(lock)
    _point_at_checkout()


def prepare_aside(lock: Path, folder: Path) -> None:
    """Bring a folder of its own, which only who asks for it looks into, to the state of a lock file."""
    if not _stamped(lock) or not folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        _install(lock, "--target", str(folder))


def needs() -> tuple[Need, ...]:
    """Return what the machine must have before `prepare` can make an environment; nothing when there is one."""
    return () if _usable(VENV) else (ENSUREPIP,)


def stamp_of(lock: Path) -> Path:
    """Return the file in `.venv` that says which content of this lock file was installed."""
    return VENV / f"{lock.stem}.installed"


def _current(lock: Path) -> bool:
    # The lock for tests holds everything of the lock for running, in the same versions (a test sees to it).
    candidates = [lock] if lock != RUN_LOCK else [RUN_LOCK, TEST_LOCK]
    return any(_stamped(one) for one in candidates)


def _stamped(lock: Path) -> bool:
    stamp = stamp_of(lock)
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _digest(lock)


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest() + "\n"


def _usable(venv: Path) -> bool:
    """Return whether the environment's Python still exists (it may have been upgraded away, or the folder moved)."""
    settings = venv / "pyvenv.cfg"
    if not settings.is_file() or not venv_python().exists():
        return False
    lines = dict(line.split(" = ", 1) for line in settings.read_text(encoding="utf-8").splitlines() if " = " in line)
    version = tuple(int(part) for part in lines.get("version", "0.0").split(".")[:2])
    site = venv / ("Lib" if WINDOWS else f"lib/python{version[0]}.{version[1]}") / "site-packages"
    return version >= (3, 11) and Path(lines.get("home", "")).is_dir() and (site / "pip").is_dir()


def _make_venv() -> None:
    tell("Making the Python environment in .venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run([_base_python(), "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise MachineProblem(f"Python could not make an environment:\n{made.stdout}{made.stderr}")


def _base_python() -> str:
    """Return the Python outside any environment, in case dev.py itself was started with one."""
    base = getattr(sys, "_base_executable", sys.executable)
    return base if base and Path(base).exists() else sys.executable


def _install(lock: Path, *where: str) -> None:
    tell(f"Installing the locked libraries of {lock.name} (a minute or two, once)")
    command = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install"]
    command += ["--require-hashes", "--no-deps", "--prefer-binary", *where, "-r", str(lock)]
    if not watched():
        command.append("--quiet")
    if subprocess.run(command, check=False, env=_pip_environment()).returncode != 0:
        raise MachineProblem(
            f"pip could not install {lock.name}; its lines above say why. "
            "It needs the network once; starting again goes on where it stopped."
        )
    stamp_of(lock).write_text(_digest(lock), encoding="utf-8")


def _pip_environment() -> dict[str, str]:
    # A --user wish from the person's settings cannot hold inside an environment, and pip stops over it.
    return {**os.environ, "PIP_USER": "0"}


def _point_at_checkout() -> None:
    found = [VENV / "Lib" / "site-packages"] if WINDOWS else sorted((VENV / "lib").glob("python3.*/site-packages"))
    _write_if_other(found[0] / "gemba_checkout.pth", f"{ROOT}\n")
    if WINDOWS:
        _write_if_other(venv_bin() / "gemba.cmd", f'@"{venv_python()}" -m gemba %*\n')
        return
    # Not "#!…/python": such a line ends at the first blank, and people's folders have blanks.
    script = '#!/bin/sh\nexec "$(dirname "$0")/python" -m gemba "$@"\n'
    _write_if_other(venv_bin() / "gemba", script)
    (venv_bin() / "gemba").chmod(0o755)


def _write_if_other(file: Path, text: str) -> None:
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
