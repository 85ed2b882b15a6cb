"""Read a whole pack folder: every file is read, skipped by name, or refused with a reason.

Follows no link out of the folder, opens no picture and stores nothing. What each file means is the business of the
reader it is handed to.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gemba.errors import UserError
from gemba.exchange.chat import read_chat
from gemba.exchange.notes import read_notes
from gemba.exchange.pack import Oddity, Pack, PackChat, PackPicture, PackVisit, Refusal, TableRow
from gemba.exchange.pictures import PICTURE_SUFFIXES, read_pictures
from gemba.exchange.tables import read_table
from gemba.message import say

REQUIRED_COLUMNS: dict[str, tuple[str, ...]] = {
    "plan.csv": ("team",),
    "participants.csv": ("name",),
    "tickets.csv": ("id", "title"),
    "calls.csv": ("call",),
    "decisions.csv": ("decision", "question"),
}
ID_COLUMNS = {"plan.csv": "team", "participants.csv": "name", "tickets.csv": "id", "calls.csv": "call"}
_DEEPEST = 6


def read_pack(folder: Path) -> Pack:
    """Read a pack; raise UserError where the folder is none (nothing in it that a visit leaves behind)."""
    if not folder.is_dir():
        raise UserError(
            say("There is no folder “{name}”.", name=folder.name),
            mend=say("Name the folder that holds teams/, tickets.csv and the other files of the visit."),
        )
    used: set[Path] = set()
    pack = Pack(folder)
    for step in (_with_tables, _with_visits, _with_loose_pictures, _with_chat):
        pack = step(pack, used)
    skipped = sorted(path.relative_to(folder).as_posix() for path in _files(folder) if path not in used)
    if not (pack.visits or pack.pictures or pack.tables or pack.chat or pack.refused):
        raise UserError(
            say("“{name}” holds nothing that a visit leaves behind.", name=folder.name),
            mend=say("A pack has teams/*/notes.md, pictures, or tables such as tickets.csv."),
        )
    return replace(pack, files=len(used), skipped_files=tuple(skipped))


def _files(folder: Path, depth: int = 0) -> Iterator[Path]:
    """Yield every plain file below a folder; links and hidden files are not looked at."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False) and depth < _DEEPEST:
            yield from _files(Path(entry.path), depth + 1)
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _with_tables(pack: Pack, used: set[Path]) -> Pack:
    tables: dict[str, tuple[TableRow, ...]] = {}
    refused: list[Refusal] = list(pack.refused)
    for name, required in REQUIRED_COLUMNS.items():
        path = pack.folder / name
        if not path.is_file() or path.is_symlink():
            continue
        used.add(path)
        rows, bad = read_table(path, file=name, required=required)
        rows, twice = _distinct_ids(rows, ID_COLUMNS.get(name))
        tables[name] = tuple(rows)
        refused += sorted(bad + twice, key=lambda one: one.line or 0)
    return replace(pack, tables=tables, refused=tuple(refused))


def _distinct_ids(rows: list[TableRow], column: str | None) -> tuple[list[TableRow], list[Refusal]]:
    """Keep the first row of each id; a row without its id or with one that is taken is refused."""
    if column is None:
        return rows, []
    kept: list[TableRow] = []
    refused: list[Refusal] = []
    seen: dict[str, int] = {}
    for row in rows:
        name = row.get(column)
        if not name:
            refused.append(Refusal(row.file, row.line, say("The column “{column}” is empty.", column=column)))
        elif name in seen:
            reason = say("{id} stands already in line {first}.", id=name, first=seen[name])
            refused.append(Refusal(row.file, row.line, reason))
        else:
            seen[name] = row.line
            kept.append(row)
    return kept, refused


def _with_visits(pack: Pack, used: set[Path]) -> Pack:
    visits: list[PackVisit] = []
    pictures: list[PackPicture] = []
    refused = list(pack.refused)
    oddities = list(pack.oddities)
    teams = pack.folder / "teams"
    for folder in sorted(teams.iterdir()) if teams.is_dir() else []:
        if not folder.is_dir() or folder.is_symlink():
            continue
        code = folder.name
        notes = folder / "notes.md"
        if notes.is_file():
            used.add(notes)
            read = read_notes(notes, file=f"teams/{code}/notes.md", code=code)
            visits.append(read.visit)
            refused += read.refused
            oddities += read.oddities
        else:
            oddities.append(Oddity(f"teams/{code}", None, say("The folder has no notes.md.")))
        found, odd = _pictures_of(folder / "screens", pack.folder, code, used)
        pictures += found
        oddities += odd
    return replace(
        pack,
        visits=tuple(visits),
        pictures=(*pack.pictures, *pictures),
        refused=tuple(refused),
        oddities=tuple(oddities),
    )


def _pictures_of(folder: Path, pack: Path, code: str, used: set[Path]) -> tuple[list[PackPicture], list[Oddity]]:
    """Read the pictures of one folder and note which files were used."""
    found, odd, _ = read_pictures(folder, pack=pack, code=code)
    for picture in found:
        used.add(picture.path)
        for beside in (picture.path.with_name(picture.path.name + ".json"), picture.path.with_suffix(".json")):
            if beside.is_file():
                used.add(beside)
    return found, odd


def _with_loose_pictures(pack: Pack, used: set[Path]) -> Pack:
    """Take the pictures that belong to no team: in the pack's own folder or in other folders below it."""
    pictures: list[PackPicture] = []
    oddities = list(pack.oddities)
    teams = pack.folder / "teams"
    folders = {
        path.parent
        for path in _files(pack.folder)
        if path.suffix.lower() in PICTURE_SUFFIXES and teams not in path.parents
    }
    for folder in sorted(folders):
        code = folder.relative_to(pack.folder).as_posix() if folder != pack.folder else ""
        found, odd = _pictures_of(folder, pack.folder, code, used)
        pictures += [replace(one, source_id=one.source_id.lstrip("/"), team_code="") for one in found]
        oddities += odd
    return replace(pack, pictures=(*pack.pictures, *pictures), oddities=tuple(oddities))


def _with_chat(pack: Pack, used: set[Path]) -> Pack:
    path = pack.folder / "chat.txt"
    chat: PackChat | None = None
    refused = list(pack.refused)
    if path.is_file() and not path.is_symlink():
        used.add(path)
        chat, bad = read_chat(path, file="chat.txt")
        refused += bad
    return replace(pack, chat=chat, refused=tuple(refused))


def rows_in(pack: Pack) -> int:
    """Return how many rows a pack has: table lines, notes, messages, pictures, and the refused ones."""
    tables = sum(len(rows) for rows in pack.tables.values())
    notes = sum(len(visit.notes) for visit in pack.visits)
    messages = len(pack.chat.messages) if pack.chat else 0
    return tables + notes + messages + len(pack.pictures) + len(pack.refused)
