"""What a reviewer added and has not saved into the file yet: on disk beside the person's own data, kill -9 safe.

One file for each sitting, so that two windows on one review never write over each other. A draft that cannot be read
or does not fit the file is left where it is and not shown. Must not know how a review is shown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gemba.exchange.review_bundle.fields import Taker, array
from gemba.exchange.review_bundle.manifest import MAX_VERSIONS, Manifest, check_versions, version_from, version_json
from gemba.exchange.review_bundle.refusal import Fault
from gemba.exchange.review_bundle.strict_json import canonical, parse
from gemba.exchange.review_bundle.versions import Version
from gemba.message import say
from gemba.model import durable
from gemba.model.disk import environment_problems

_TYPED = "-typed.json"
_LARGEST_BYTES = 16 * 1024 * 1024


class Drafts:
    """The drafts in one folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made with the first draft."""
        self._folder = folder

    def keep(self, manifest: Manifest, hand: str, versions: Iterable[Version]) -> None:
        """Store what one sitting has not saved; durable when this returns. Raises DiskFull, LibraryReadOnly."""
        self._write(f"{manifest.bundle}-{hand}.json", {"versions": [version_json(one) for one in versions]})

    def keep_typed(self, manifest: Manifest, told: Mapping[str, Any] | None) -> None:
        """Store what is half typed about a review, or forget it with None; durable when this returns."""
        name = f"{manifest.bundle}{_TYPED}"
        if told is not None:
            self._write(name, told)
        elif (self._folder / name).exists():
            with environment_problems(say("What was just entered could not be stored.")):
                (self._folder / name).unlink(missing_ok=True)
                durable.sync_folder(self._folder)

    def typed(self, manifest: Manifest) -> Mapping[str, Any] | None:
        """Return what was half typed when the last sitting ended, however it ended.

        None where nothing was, and where it cannot be read any more: a review opens without it.
        """
        try:
            return parse(durable.read_whole(self._folder / f"{manifest.bundle}{_TYPED}"))
        except (Fault, OSError):
            return None

    def _write(self, name: str, told: Mapping[str, Any]) -> None:
        target = self._folder / name
        temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        with environment_problems(say("What was just entered could not be stored.")):
            self._folder.mkdir(mode=durable.FOLDER_MODE, parents=True, exist_ok=True)
            temporary.unlink(missing_ok=True)
            durable.write_new(temporary, canonical(dict(told)))
            temporary.replace(target)
            durable.sync_folder(self._folder)

    def found(self, manifest: Manifest) -> list[Version]:
        """Return what earlier sittings added to this review and did not save."""
        known = {one.id: one for one in manifest.versions}
        out: dict[str, Version] = {}
        for path in self._files(manifest):
            try:
                if path.stat().st_size > _LARGEST_BYTES:
                    continue
                told = parse(durable.read_whole(path))
                read = [version_from(Taker(), one) for one in array(told.get("versions"), MAX_VERSIONS)]
                together = {**known, **out, **{one.id: one for one in read}}
                check_versions(manifest.sent, together.values())
            except (Fault, OSError):
                continue
            out.update({one.id: one for one in read if one.id not in known})
        return list(out.values())

    def forget(self, manifest: Manifest) -> None:
        """Remove the drafts whose every version is in the file now."""
        known = {one.id for one in manifest.versions}
        for path in self._files(manifest):
            try:
                told = parse(durable.read_whole(path))
                read = [version_from(Taker(), one) for one in array(told.get("versions"), MAX_VERSIONS)]
            except (Fault, OSError):
                continue
            if all(one.id in known for one in read):
                path.unlink(missing_ok=True)

    def _files(self, manifest: Manifest) -> list[Path]:
        name = re.compile(rf"{manifest.bundle}-[0-9a-f]{{32}}\.json")
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if name.fullmatch(path.name))
