"""Say where things are: the data that ships with gemba, and the folders of the person who uses it.

In a checkout `resources/` stands beside the package; a wheel carries it inside. Nothing else in gemba
may work this out for itself. This module must not know any room, create folders, or import Qt.
"""

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resources() -> Path:
    """Return the folder of the shipped read-only data (fonts, sample, templates, locale).

    Raises FileNotFoundError when the installation lost it; the message names both places looked at.
    """
    inside_wheel = _PACKAGE / "resources"
    beside_package = _PACKAGE.parent / "resources"
    for folder in (inside_wheel, beside_package):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"gemba's own files are missing: neither {inside_wheel} nor {beside_package} exists")


def fonts() -> Path:
    """Return the folder of the shipped fonts."""
    return resources() / "fonts"


def font(name: str) -> Path:
    """Return the path of one shipped font file, for example `LiberationSans-Regular.ttf`."""
    return fonts() / name


def sample() -> Path:
    """Return the visit pack that ships with gemba and that the demo prints."""
    return resources() / "sample"


def templates() -> Path:
    """Return the folder of the narrative templates."""
    return resources() / "templates"


def locale() -> Path:
    """Return the folder of the gettext catalogues."""
    return resources() / "locale"


def user_data() -> Path:
    """Return this person's local data folder for gemba; it may not exist yet.

    `GEMBA_DATA` overrides it, for tests and portable installations.
    """
    return _user_folder("GEMBA_DATA", "user_data_path")


def user_config() -> Path:
    """Return this person's settings folder for gemba; it may not exist yet. `GEMBA_CONFIG` overrides it."""
    return _user_folder("GEMBA_CONFIG", "user_config_path")


def user_log() -> Path:
    """Return the folder of this person's log files; it may not exist yet. `GEMBA_LOG` overrides it."""
    return _user_folder("GEMBA_LOG", "user_log_path")


def folder_named(told: str) -> Path:
    """Return the folder that a person named, "~" being the own one; of somebody who is not there it stays as it is."""
    return Path(os.path.expanduser(told))  # noqa: PTH111 - the one of pathlib raises for somebody who is not there


def is_folder(path: Path) -> bool:
    """Say whether a folder is there; one whose disk does not answer, or where this person may not look, is not."""
    return os.path.isdir(path)  # noqa: PTH112 - the one of pathlib raises where this person may not look


def default_library() -> Path:
    """Return the library that commands use when none is named: `GEMBA_LIBRARY`, or one in the data folder."""
    named = os.environ.get("GEMBA_LIBRARY")
    return folder_named(named) if named else user_data() / "library.gemba"


def _user_folder(variable: str, function: str) -> Path:
    named = os.environ.get(variable)
    if named:
        return folder_named(named)
    # platformdirs takes a few milliseconds to import, which `gemba --help` does not need to spend.
    import platformdirs

    folder: Path = getattr(platformdirs, function)("gemba", appauthor=False)
    return folder
