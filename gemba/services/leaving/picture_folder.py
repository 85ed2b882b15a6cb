"""The folder of the pictures that a text names: one of its own beside it, so that nothing lies loose among other files.

``T2.md`` has ``T2-pictures``. A folder that is there already is used only where the text that is replaced names it;
what somebody changed in it stays. Must not know what the text says nor how a picture is made.
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
        if found is None:
            return wanted
        digest, number, other = hashlib.sha256(data).hexdigest(), 1, wanted
        while (there := self.path / other).exists() and not _holds(there, data):
            number += 1
            other = f"{wanted[: found.start()]}-{number}-{digest}{there.suffix}"
        return other

    @contextmanager
    def filled(self, pictures: Mapping[str, bytes], *, doing: Message) -> Iterator[tuple[Path, ...]]:
        """Write the pictures, then let the text be written; whatever fails, none of them is left behind.

        Raises as ``write_bytes`` does. Pictures that the text before this one named go with it, whoever else names
        them: they may show what has been covered since.
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
            for target in added:
                with suppress(OSError):
                    target.unlink(missing_ok=True)
            if fresh:
                with suppress(OSError):
                    folder.rmdir()
            raise
        _forget(folder, before - pictures.keys())


def _forget(folder: Path, names: Collection[str]) -> None:
    """Delete what the replaced text named, unless somebody changed it; one that cannot be read or deleted stays."""
    for name in names:
        found, file = _OURS.search(name), folder / name
        with suppress(OSError):
            if found and file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest().startswith(found[1]):
                file.unlink()
    if names:
        with suppress(OSError):
            folder.rmdir()


def _free(text: Path, *, taken: bool) -> Path:
    """Return the folder's path: the one that the text there names, else one that nothing has."""
    first = text.with_name(f"{text.stem}-pictures")
    number, other = 1, first
    while other.exists() or other.is_symlink():
        if taken and other.is_dir() and not other.is_symlink() and _named_in(text, other.name):
            return other
        number += 1
        other = text.with_name(f"{first.name}-{number}")
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
