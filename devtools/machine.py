"""Find the system libraries and programs that are missing, and install them where that can be done.

Looking costs a few milliseconds and touches no package manager, so that a second start costs no set-up
time. It must not know Python packages.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from devtools.places import MachineProblem, tell


@dataclass(frozen=True)
class Need:
    """One thing the machine must have: how to see it, and the Debian packages that bring it.

    `packages` are alternatives, first choice first: Ubuntu 24.04 and Debian 13 renamed some (`…t64`).
    """

    seen_as: str
    packages: tuple[str, ...]

    @property
    def is_library(self) -> bool:
        """Return whether it is a shared library (and not a program)."""
        return ".so." in self.seen_as


def need(seen_as: str, *packages: str) -> Need:
    """Return a Need; without packages, the package is called like the thing."""
    return Need(seen_as, packages or (seen_as,))


QT = (
    need("libEGL.so.1", "libegl1"),
    need("libGL.so.1", "libgl1"),
    need("libglib-2.0.so.0", "libglib2.0-0t64", "libglib2.0-0"),
    need("libdbus-1.so.3", "libdbus-1-3"),
    need("libfontconfig.so.1", "libfontconfig1"),
    need("libxkbcommon.so.0", "libxkbcommon0"),
    need("libxcb-cursor.so.0", "libxcb-cursor0"),
    need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    need("libxcb-icccm.so.4", "libxcb-icccm4"),
    need("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    need("libxcb-shape.so.0", "libxcb-shape0"),
    need("libX11-xcb.so.1", "libx11-xcb1"),
    need("libxcb-xkb.so.1", "libxcb-xkb1"),
    need("libwayland-cursor.so.0", "libwayland-cursor0"),
)
# A display without a screen, and what moves the mouse on it; elsewhere than on Linux those tests are left out.
X11 = (need("Xvfb", "xvfb"), need("xauth"), need("xdotool"), need("openbox"), need("xclip"))
# A session bus of their own for the tests of the desktop's portals.
BUS = (need("dbus-daemon", "dbus-daemon", "dbus"),)
# A Wayland desktop without a screen.
WAYLAND = (need("weston"),)
TESTING = (
    *((*X11, *BUS, *WAYLAND) if sys.platform == "linux" else ()),
    need("identify", "imagemagick"),
    need("pdftotext", "poppler-utils"),
    need("qpdf"),
    need("gcc"),
    need("/usr/include/stdlib.h", "libc6-dev"),
)
NIGHTLY = (need("soffice", "libreoffice-calc"),)
# What the programs need that the benches measure gemba against.
PEERS = (
    need("libpango-1.0.so.0", "libpango-1.0-0"),
    need("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    need("libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
    # Taking pictures of an X screen: bench_capture.py.
    *((need("scrot"), need("flameshot"), need("ksnip")) if sys.platform == "linux" else ()),
)
# The module that puts pip into a new environment; Debian and Ubuntu keep it in a package of its own.
ENSUREPIP = need("ensurepip", f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")


def missing(needs: Iterable[Need]) -> list[Need]:
    """Return the needs that this machine does not meet; on macOS and Windows, libraries always count as met."""
    libraries = _known_libraries() if sys.platform == "linux" else None
    return [one for one in needs if not _met(one, libraries)]


def supply(needs: Iterable[Need], purpose: str) -> None:
    """Install what is missing of `needs`; raise MachineProblem with the exact command where that cannot be done.

    Where no apt is to be had, the missing things are named and the work goes on without them.
    """
    lacking = missing(needs)
    if not lacking:
        return
    names = ", ".join(one.seen_as for one in lacking)
    if not shutil.which("apt-get"):
        tell(f"Missing on this machine for {purpose}: {names}. Install them with its package manager.")
        return
    tell(f"Missing on this machine for {purpose}: {names}")
    _apt_install(lacking)
    still = missing(lacking)
    if still:
        names = ", ".join(one.seen_as for one in still)
        raise MachineProblem(f"apt went through, and yet this machine has no {names}.")


def _apt_install(needs: Iterable[Need]) -> None:
    """Install the packages of `needs` with apt, through sudo when not root; raise MachineProblem if it fails."""
    wanted = list(needs)
    prefix = _as_root()
    by_hand = "sudo apt-get update && sudo apt-get install -y --no-install-recommends "
    first_names = by_hand + " ".join(one.packages[-1] for one in wanted)
    if prefix is None:
        raise MachineProblem(f"This needs the administrator. Please run, and then start again:\n    {first_names}")
    tell("Installing them with apt (a minute or two, once)")
    environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]
    quiet = [] if sys.stdout.isatty() else ["-qq"]
    # An update that fails for one of many sources is no reason to stop: the install says what it lacks.
    subprocess.run([*environment, *quiet, "update"], stdin=_stdin(), check=False)
    packages = [_available(one.packages) for one in wanted]
    install = [*environment, *quiet, "install", "-y", "--no-install-recommends", *packages]
    log = None if sys.stdout.isatty() else subprocess.PIPE
    result = subprocess.run(install, stdin=_stdin(), stdout=log, stderr=subprocess.STDOUT if log else None, check=False)
    if result.returncode != 0:
        if result.stdout:
            tell(result.stdout.decode(errors="replace"))
        raise MachineProblem(f"apt could not install them. Please run by hand:\n    {by_hand}{' '.join(packages)}")


def _met(one: Need, libraries: set[str] | None) -> bool:
    if one is ENSUREPIP:
        importlib.invalidate_caches()
        return importlib.util.find_spec("ensurepip") is not None
    if one.is_library:
        return libraries is None or one.seen_as in libraries or _loads(one.seen_as)
    if one.seen_as.startswith("/"):
        return sys.platform != "linux" or Path(one.seen_as).exists()
    return shutil.which(one.seen_as) is not None


def _known_libraries() -> set[str]:
    # /sbin is not on the path of everybody, but ldconfig stands there on every glibc system.
    for program in ("/sbin/ldconfig", "/usr/sbin/ldconfig", "ldconfig"):
        try:
            listing = subprocess.run([program, "-p"], capture_output=True, text=True, check=False).stdout
        except OSError:
            continue
        return {line.split()[0] for line in listing.splitlines() if "=>" in line}
    return set()


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _available(packages: tuple[str, ...]) -> str:
    for package in packages[:-1]:
        show = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False)
        if show.returncode == 0 and show.stdout.strip():
            return package
    return packages[-1]


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if sys.stdin.isatty():
        return ["sudo"]
    may = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if may else None


def _stdin() -> int | None:
    return None if sys.stdin.isatty() else subprocess.DEVNULL


def memory_folder(room_bytes: int) -> Path | None:
    """Return a folder in memory that takes so many bytes, leaves as much again and lets programs in it run, or None."""
    folder, told = Path("/dev/shm"), Path("/proc/meminfo")
    if not folder.is_dir() or not os.access(folder, os.W_OK) or not told.is_file():
        return None
    if os.statvfs(folder).f_flag & os.ST_NOEXEC:
        return None
    # A folder in memory says how much it was allowed, not how much memory is there for it.
    available = dict(line.split(":", 1) for line in told.read_text(encoding="ascii").splitlines())["MemAvailable"]
    is_enough = shutil.disk_usage(folder).free >= room_bytes and int(available.split()[0]) * 1024 >= 2 * room_bytes
    return folder if is_enough else None


def has_display() -> bool:
    """Say whether a window can be opened: always on Windows and macOS, elsewhere where X or Wayland is named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
