"""The wheel: built from pyproject.toml, it carries resources/ and runs in an environment of its own."""

import json
import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: text for name, text in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        command, cwd=cwd, env={**environment, **more}, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, str(ROOT), cwd=target)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(target.glob("gemba-*.whl"))


def make_environment(folder: Path, *libraries: str) -> Path:
    """Make an environment without pip whose path also holds `libraries`; return its Python."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    where = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    Path(where.stdout.strip(), "libraries.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel beside the locked libraries of this environment; return the `gemba` program.

    A path that stands in a .pth file is no site folder, so this environment's pointer at the checkout has no effect.
    """
    folder = tmp_path_factory.mktemp("installed")
    python = make_environment(folder / "env", *site.getsitepackages())
    done = run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--quiet", wheel, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "env" / "bin" / "gemba"


def test_wheel_carries_the_data_and_nothing_of_the_workshop(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for file in (ROOT / "resources").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert f"gemba/{file.relative_to(ROOT).as_posix()}" in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"gemba"}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_wheel_finds_its_own_files_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    script = (
        "import gemba, json; from gemba import paths;"
        "print(json.dumps([gemba.__file__, str(paths.resources()), paths.font('NotoSansSC-Regular.ttf').is_file()]))"
    )
    result = run(installed.parent / "python", "-c", script, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    package, resources, has_font = json.loads(result.stdout)
    assert not package.startswith(str(ROOT)) and not resources.startswith(str(ROOT))
    assert has_font


def test_wheel_says_its_help(installed: Path, tmp_path: Path) -> None:
    result = run(installed, "--help", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "usage: gemba" in result.stdout


def test_wheel_passes_its_own_self_test(installed: Path, tmp_path: Path) -> None:
    result = run(installed, "self-test", cwd=tmp_path, HOME=str(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.nightly
def test_wheel_runs_the_demo_from_a_bare_environment_filled_from_the_lock(wheel: Path, tmp_path: Path) -> None:
    python = make_environment(tmp_path / "env")
    for what in (["--require-hashes", "-r", str(ROOT / "requirements.lock")], ["--no-deps", str(wheel)]):
        done = run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *what, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    result = run(python.with_name("gemba"), "demo", tmp_path / "demo", cwd=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert (tmp_path / "demo" / "narrative.pdf").read_bytes().startswith(b"%PDF")
