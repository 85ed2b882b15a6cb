"""The folder of the pictures that a text names: one of its own beside it, so that nothing lies loose among other files.

``T2.md`` has ``T2-pictures``. A folder that is there already is used only where its text is replaced too; what somebody
changed in it stays. Must not know what the text says nor how a picture is made.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from gemba.message import Message
from gemba.model import durable
from gemba.model.disk import environment_problems
from gemba.services.leaving.files import outgoing_folder, write_bytes

_SPECIAL = re.compile(r"[^\w.-]")
#: a picture that an export wrote: its name ends with the beginning of its own hash (H-12)
_OURS = re.compile(r"-([0-9a-f]{8,64})\.(?:png|jpg)\Z")
_LINKED = re.compile(r"\]\(([^()\s]+)/([^()\s/]+)\)")


class PictureFolder:
    """The folder of one text; nothing is written before it is filled."""

    def __init__(self, text: Path) -> None:
        """Take the file that the text will be."""
        self.text = text
        self.path = _free(text, taken=text.is_file())

    def link(self, name: str) -> str:
        """Return how the text names a picture: relative, and with no sign that could mean something."""
        return f"{_quoted(self.path.name)}/{_quoted(name)}"

    def name(self, wanted: str, data: bytes) -> str:
        """Return the name of a picture, another where a file of that name holds something else by now."""
        found = _OURS.search(wanted)
        there = self.path / wanted
        if found is None or not there.exists() or _holds(there, data):
            return wanted
        return f"{wanted[: found.start()]}-{hashlib.sha256(data).hexdigest()}{there.suffix}"

    @contextmanager
    def filled(self, pictures: Mapping[str, bytes], *, doing: Message) -> Iterator[tuple[Path, ...]]:
        """Write the pictures, then let the text be written; whatever fails, none of them is left behind.

        Raises as ``write_bytes`` does. Pictures that only the text before this one named go with it.
        """
        beside = outgoing_folder(self.text)
        folder, fresh = beside / self.path.name, bool(pictures) and not self.path.is_dir()
        before = _named_in(self.text, folder.name)
        added: list[Path] = []
        try:
            if fresh:
                with environment_problems(doing):
                    folder.mkdir()
                    durable.sync_folder(beside)
            for name, data in pictures.items():
                target = folder / name
                if not _holds(target, data):
                    added.append(target)
                    write_bytes(target, data, doing=doing)
            yield tuple(folder / name for name in pictures)
        except BaseException:
            with suppress(OSError):
                for target in added:
                    target.unlink(missing_ok=True)
                if fresh:
                    folder.rmdir()
            raise
        _forget(folder, before - pictures.keys())


def _forget(folder: Path, names: Collection[str]) -> None:
    """Delete what only the replaced text named, unless somebody changed it: it may show what has been covered since."""
    with suppress(OSError):
        for name in names:
            found, file = _OURS.search(name), folder / name
            if found and file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest().startswith(found[1]):
                file.unlink()
        if names and not any(folder.iterdir()):
            folder.rmdir()


def _free(text: Path, *, taken: bool) -> Path:
    """Return the folder's path: where its text is not there yet, one that nothing has."""
    first = text.with_name(f"{text.stem}-pictures")
    if not first.exists() and not first.is_symlink():
        return first
    if taken and first.is_dir() and not first.is_symlink():
        return first
    number = 2
    while (other := text.with_name(f"{first.name}-{number}")).exists() or other.is_symlink():
        number += 1
    return other


def _named_in(text: Path, folder: str) -> frozenset[str]:
    """Return the names of the pictures in that folder that a text of ours names."""
    try:
        said = text.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(name for inside, name in _LINKED.findall(said) if inside == _quoted(folder))


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def _quoted(name: str) -> str:
    return _SPECIAL.sub(lambda match: quote(match[0], safe=""), name)
