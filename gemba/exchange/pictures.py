"""List the pictures of a visit with what the JSON file beside each says.

The sidecar's rectangles are proposals of redactions, never redactions. Must not open a picture: outside bytes are
decoded elsewhere, in a child process.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gemba.exchange.pack import Oddity, PackPicture, PackProposal, PackSidecar
from gemba.message import say
from gemba.model.values import PrivateKind

PICTURE_SUFFIXES = frozenset(
    (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".svg", ".jxl")
)
_MAX_SIDECAR_BYTES = 4 * 1024 * 1024


def read_pictures(folder: Path, *, pack: Path, code: str) -> tuple[list[PackPicture], list[Oddity], int]:
    """Return the pictures of one folder, what is odd about their sidecars, and how many sidecars were read."""
    pictures: list[PackPicture] = []
    oddities: list[Oddity] = []
    sidecars = 0
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix.lower() not in PICTURE_SUFFIXES or not path.is_file():
            continue
        file = path.relative_to(pack).as_posix()
        sidecar = None
        beside = _sidecar_of(path)
        if beside is not None:
            sidecars += 1
            sidecar, odd = read_sidecar(beside, file=beside.relative_to(pack).as_posix())
            oddities += odd
        pictures.append(PackPicture(f"{code}/{path.stem}", path, file, code, sidecar))
    return _distinct(pictures), oddities, sidecars


def _sidecar_of(path: Path) -> Path | None:
    """Return "03.json" or "03.png.json" beside a picture, whichever is there."""
    for beside in (path.with_name(path.name + ".json"), path.with_suffix(".json")):
        if beside.is_file():
            return beside
    return None


def _distinct(pictures: list[PackPicture]) -> list[PackPicture]:
    """Give pictures that share a stem ("03.png", "03.jpg") ids of their own: the later ones keep their suffix."""
    seen: set[str] = set()
    out: list[PackPicture] = []
    for picture in pictures:
        name = picture.source_id
        if name in seen:
            name = f"{picture.team_code}/{picture.path.name}"
        seen.add(name)
        out.append(PackPicture(name, picture.path, picture.file, picture.team_code, picture.sidecar))
    return out


def read_sidecar(path: Path, *, file: str) -> tuple[PackSidecar | None, list[Oddity]]:
    """Read one sidecar; a broken one gives None and a sentence, and the picture stands without it."""
    try:
        if path.stat().st_size > _MAX_SIDECAR_BYTES:
            raise ValueError
        data = json.loads(path.read_text("utf-8-sig"))
        if not isinstance(data, Mapping):
            raise ValueError
    except (OSError, ValueError, RecursionError):
        return None, [Oddity(file, None, say("The file beside the picture cannot be read; no redaction is proposed."))]
    proposals: list[PackProposal] = []
    oddities: list[Oddity] = []
    entries = data.get("pii")
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        proposal = _proposal(entry)
        if proposal is None:
            oddities.append(Oddity(file, None, say("Entry {number} of “pii” is no rectangle.", number=number)))
        else:
            proposals.append(proposal)
    return (
        PackSidecar(
            app=_text(data, "app"),
            what=_text(data, "what"),
            taken=_text(data, "taken"),
            mode=_text(data, "mode"),
            proposals=tuple(proposals),
        ),
        oddities,
    )


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _proposal(entry: object) -> PackProposal | None:
    if not isinstance(entry, Mapping):
        return None
    try:
        x, y, width, height = (float(entry[key]) for key in ("x", "y", "w", "h"))
        if not (0 < width < 1e6 and 0 < height < 1e6 and abs(x) < 1e6 and abs(y) < 1e6):
            return None
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    word = str(entry.get("kind", ""))
    kind = PrivateKind(word) if word in set(PrivateKind) else PrivateKind.OTHER
    rect = (int(x // 1), int(y // 1), -int(-(x + width) // 1), -int(-(y + height) // 1))
    return PackProposal(kind, _text(entry, "text"), rect, _text(entry, "source"))
