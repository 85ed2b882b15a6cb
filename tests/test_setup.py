"""Set-up: the lock files, the two commands, and what a machine without rights or packages is told."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from devtools import commands, environment, machine
from devtools.places import MachineProblem

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock", "requirements-recognise.lock")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; (.+?))? \\$", re.MULTILINE)
COMMANDS = ("run", "test", "check", "bench", "nightly", "recognise", "shots", "fmt")


def pins(lock: str) -> dict[str, str]:
    return {canonicalize_name(m[1]): m[2] for m in PIN.finditer((ROOT / lock).read_text(encoding="utf-8"))}


def project() -> dict[str, object]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_every_package_by_hash_and_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert PIN.match(block + "\n"), block
        assert "--hash=sha256:" in block


def wanted(group: str) -> list[Requirement]:
    settings = project()
    if group == "run":
        return [Requirement(text) for text in settings["project"]["dependencies"]]  # type: ignore[index]
    if group in settings["project"]["optional-dependencies"]:  # type: ignore[index]
        return [Requirement(text) for text in settings["project"]["optional-dependencies"][group]]  # type: ignore[index]
    return [Requirement(text) for text in settings["dependency-groups"][group]]  # type: ignore[index]


@pytest.mark.parametrize(
    ("group", "lock"),
    [
        ("run", "requirements.lock"),
        ("dev", "requirements-dev.lock"),
        ("bench", "requirements-bench.lock"),
        ("recognise", "requirements-recognise.lock"),
    ],
)
def test_lock_holds_what_pyproject_asks_for(group: str, lock: str) -> None:
    held = pins(lock)
    wrong = [str(one) for one in wanted(group) if held.get(canonicalize_name(one.name), "0") not in one.specifier]
    assert wrong == []


def test_lock_for_tests_holds_everything_of_the_lock_for_running() -> None:
    run, test = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: one for name, one in run.items() if test.get(name) != one} == {}


def test_lock_of_the_extra_agrees_with_the_others_and_brings_no_second_qt() -> None:
    other, extra = pins("requirements-dev.lock"), pins("requirements-recognise.lock")
    assert {name: one for name, one in extra.items() if other.get(name, one) != one} == {}
    assert "pyside6-essentials" not in extra


def test_installed_libraries_are_the_locked_ones() -> None:
    held = pins("requirements.lock")
    here = default_environment()
    asked = [one for one in wanted("run") if one.marker is None or one.marker.evaluate(here)]  # type: ignore[arg-type]
    names = [canonicalize_name(one.name) for one in asked]
    assert {name: version(name) for name in names} == {name: held[name] for name in names}


def test_qt_is_not_the_build_that_loses_none() -> None:
    assert pins("requirements.lock")["pyside6-essentials"] != "6.12.0"
    assert "6.12.0" not in next(one for one in wanted("run") if one.name == "PySide6-Essentials").specifier


def dev(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run dev.py as on a machine without a screen, unless ``environment`` names one."""
    command = [sys.executable, str(cwd / "dev.py"), *arguments]
    screenless = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    full = {**screenless, **environment}
    return subprocess.run(command, cwd=cwd, env=full, capture_output=True, text=True, check=False)


def test_dev_alone_lists_its_commands() -> None:
    result = dev()
    assert result.returncode == 0
    listed = [line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")]
    assert tuple(listed) == COMMANDS


def test_dev_refuses_a_command_it_does_not_have() -> None:
    result = dev("fly")
    assert result.returncode == 2 and "no command 'fly'" in result.stdout


def test_an_older_python_reads_dev_and_gets_a_sentence(tmp_path: Path) -> None:
    source = (ROOT / "dev.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))
    script = f"import sys, runpy; sys.version_info = (3, 9, 2); sys.argv = ['dev.py', 'run']; runpy.run_path({str(ROOT / 'dev.py')!r}, run_name='__main__')"
    command = [sys.executable, "-c", script]
    bare = {"PATH": str(tmp_path)}
    result = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert result.returncode == 3, result.stderr
    assert "needs Python 3.11 or newer, and this is Python 3.9" in result.stdout
    assert result.stderr == ""


def checkout_with_environment(folder: Path) -> Path:
    """Make a checkout whose `.venv` looks finished: the stamps are right, and its Python notes that it ran."""
    shutil.copytree(ROOT / "devtools", folder / "devtools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("dev.py", *LOCKS):
        shutil.copy(ROOT / name, folder / name)
    venv = folder / ".venv"
    minor = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    (venv / "lib" / minor / "site-packages" / "pip").mkdir(parents=True)
    (venv / "bin").mkdir()
    python = venv / "bin" / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/calls"\n', encoding="utf-8")
    python.chmod(0o755)
    settings = f"home = {Path(sys.executable).resolve().parent}\nversion = {sys.version.split()[0]}\n"
    (venv / "pyvenv.cfg").write_text(settings, encoding="utf-8")
    return folder


def calls(folder: Path) -> list[str]:
    file = folder / "calls"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def test_first_start_installs_with_hashes_and_second_start_sets_nothing_up(tmp_path: Path) -> None:
    folder = checkout_with_environment(tmp_path / "a b")
    first = dev("run", cwd=folder)
    assert first.returncode == 0, first.stdout + first.stderr
    installing, demo = calls(folder)
    assert installing.startswith("-m pip") and "--require-hashes" in installing
    assert demo == f"-m gemba demo {folder / 'demo'}"
    (folder / "calls").unlink()
    second = dev("run", cwd=folder)
    assert calls(folder) == [demo]
    assert "Install" not in second.stdout


@pytest.mark.parametrize("screen", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_where_there_is_a_screen_run_opens_the_window_after_the_main_job(tmp_path: Path, screen: str) -> None:
    folder = checkout_with_environment(tmp_path)
    dev("run", cwd=folder)
    (folder / "calls").unlink()
    shown = dev("run", cwd=folder, **{screen: "7"})
    library = folder / "demo" / "library.gemba"
    assert calls(folder) == [f"-m gemba demo {folder / 'demo'}", f"-m gemba --library {library} gui"]
    assert "no display" not in shown.stdout


def test_without_a_screen_run_says_that_the_window_stays_shut(tmp_path: Path) -> None:
    folder = checkout_with_environment(tmp_path)
    assert "no display here" in dev("run", cwd=folder).stdout


def test_a_changed_lock_is_installed_again(tmp_path: Path) -> None:
    folder = checkout_with_environment(tmp_path)
    dev("run", cwd=folder)
    with (folder / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    (folder / "calls").unlink()
    dev("run", cwd=folder)
    assert [call.split()[1] for call in calls(folder)] == ["pip", "gemba"]


def test_the_environment_for_tests_serves_for_running_too(tmp_path: Path) -> None:
    folder = checkout_with_environment(tmp_path)
    dev("check", cwd=folder)
    (folder / "calls").unlink()
    dev("run", cwd=folder)
    assert [call.split()[1] for call in calls(folder)] == ["gemba"]


def test_test_passes_arguments_on_and_runs_the_whole_suite_in_parallel(tmp_path: Path) -> None:
    folder = checkout_with_environment(tmp_path)
    dev("test", cwd=folder)
    dev("test", "tests/test_bans.py", "-k", "h06", cwd=folder)
    whole, part = calls(folder)[-2:]
    assert whole == "-m pytest -n auto --dist worksteal"
    assert part == "-m pytest tests/test_bans.py -k h06"


@pytest.mark.parametrize(("wish", "told"), [("1", "[] {folder}/.venv/compiled"), ("", "[] ")])
def test_the_tests_compile_the_program_once_whatever_a_person_wishes_for_the_tree(
    tmp_path: Path, wish: str, told: str
) -> None:
    folder = checkout_with_environment(tmp_path)
    asked = f'echo "[$PYTHONDONTWRITEBYTECODE] $PYTHONPYCACHEPREFIX" >> "{folder}/calls"'
    (folder / ".venv" / "bin" / "python").write_text(f"#!/bin/sh\n{asked}\n", encoding="utf-8")
    dev("test", cwd=folder, PYTHONDONTWRITEBYTECODE=wish, PYTHONPYCACHEPREFIX="")
    assert calls(folder)[-1] == told.format(folder=folder)


@pytest.mark.skipif(not Path("/proc/meminfo").is_file(), reason="what is free is asked of Linux")
def test_a_folder_in_memory_is_taken_where_it_has_room_and_leaves_some(monkeypatch: pytest.MonkeyPatch) -> None:
    if not os.access("/dev/shm", os.W_OK) or os.statvfs("/dev/shm").f_flag & os.ST_NOEXEC:
        assert machine.memory_folder(1) is None
        return
    assert machine.memory_folder(1) == Path("/dev/shm")
    assert machine.memory_folder(1 << 60) is None
    with monkeypatch.context() as barred:
        barred.setattr(os, "statvfs", lambda folder: SimpleNamespace(f_flag=os.ST_NOEXEC))
        assert machine.memory_folder(1) is None
    told = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(1 << 60, 0, 1 << 60))
    assert machine.memory_folder(int(told["MemTotal"].split()[0]) * 1024 // 2 + 1) is None


def test_the_suite_is_told_the_folder_in_memory_unless_somebody_named_another(tmp_path: Path) -> None:
    folder = checkout_with_environment(tmp_path)
    python = folder / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\necho "$PYTEST_DEBUG_TEMPROOT" > "{folder}/told"\n', encoding="utf-8")
    dev("test", cwd=folder, PYTEST_DEBUG_TEMPROOT="")
    room = machine.memory_folder(commands.TESTS_ROOM_BYTES)
    assert (folder / "told").read_text(encoding="utf-8").strip() == str(room or "")
    dev("test", cwd=folder, PYTEST_DEBUG_TEMPROOT="/elsewhere")
    assert (folder / "told").read_text(encoding="utf-8").strip() == "/elsewhere"


def test_the_nightly_run_stays_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, str]] = []

    def note(*words: str, **environment: str) -> int:
        told.append(environment)
        return 0

    monkeypatch.setattr(commands, "_python", note)
    monkeypatch.setattr(machine, "memory_folder", lambda room_bytes: Path("/memory"))
    monkeypatch.delenv("PYTEST_DEBUG_TEMPROOT", raising=False)
    for profile in ("ci", "nightly"):
        assert commands._pytest([], profile=profile) == 0
    assert [one.get("PYTEST_DEBUG_TEMPROOT") for one in told] == ["/memory", None]


def test_the_exit_code_of_the_suite_is_the_exit_code_of_dev(tmp_path: Path) -> None:
    folder = checkout_with_environment(tmp_path)
    dev("check", cwd=folder)
    python = folder / ".venv" / "bin" / "python"
    python.write_text("#!/bin/sh\nexit 5\n", encoding="utf-8")
    assert dev("test", cwd=folder).returncode == 5
    assert dev("check", cwd=folder).returncode == 1


def test_the_gemba_program_works_from_a_folder_with_blanks(tmp_path: Path) -> None:
    folder = checkout_with_environment(tmp_path / "a b")
    dev("run", cwd=folder)
    subprocess.run([folder / ".venv" / "bin" / "gemba", "--help"], check=True)
    assert calls(folder)[-1] == "-m gemba --help"


def test_what_is_missing_is_found_and_what_is_there_is_not() -> None:
    there = [machine.need("libc.so.6", "libc6"), machine.need("sh"), machine.need("/", "base-files")]
    absent = [machine.need("libnone-gemba.so.7", "libnone7"), machine.need("no-such-program-gemba")]
    found = machine.missing([*there, *absent])
    expected = absent if sys.platform == "linux" else absent[1:]
    assert found == expected


def test_without_rights_the_exact_command_is_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "apt-get"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    wanted_things = [machine.need("no-such-gemba", "package-one"), machine.need("nor-this-gemba", "new-name", "old")]
    with pytest.raises(MachineProblem) as told:
        machine.supply(wanted_things, "the tests")
    expected = "sudo apt-get update && sudo apt-get install -y --no-install-recommends package-one old"
    assert expected in str(told.value)


def test_an_apt_that_fails_leads_to_the_command_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, source in {"apt-get": "exit 100", "apt-cache": "exit 1", "env": 'shift\nexec "$@"'}.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{source}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(MachineProblem, match="apt-get install -y --no-install-recommends one"):
        machine.supply([machine.need("no-such-gemba", "one")], "the tests")


def test_the_name_that_this_distribution_knows_is_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = tmp_path / "log"
    sources = {
        "apt-get": f'echo "$@" >> {log}',
        "apt-cache": 'test "$2" = libx0t64 && echo "Package: libx0t64"',
        "env": 'shift\nexec "$@"',
    }
    for name, source in sources.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{source}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine._apt_install([machine.need("libx.so.0", "libx0t64", "libx0"), machine.need("y", "y-t64", "y")])
    assert log.read_text(encoding="utf-8").splitlines()[-1].endswith("install -y --no-install-recommends libx0t64 y")


def test_pip_is_asked_of_the_machine_only_while_there_is_no_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert environment.needs() == ()
    monkeypatch.setattr(environment, "VENV", tmp_path / "none")
    assert environment.needs() == (machine.ENSUREPIP,)


def test_python_without_ensurepip_misses_it() -> None:
    script = (
        "import importlib.util as util\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, package=None: None if name == 'ensurepip' else find(name, package)\n"
        "from devtools import machine\n"
        "print([one.packages[0] for one in machine.missing([machine.ENSUREPIP])])"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == f"['python{sys.version_info[0]}.{sys.version_info[1]}-venv']"


def test_ci_runs_check_and_then_the_suite() -> None:
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines[0] == "set -euo pipefail"
    assert lines[-2:] == ["python3 dev.py check", "python3 dev.py test"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
