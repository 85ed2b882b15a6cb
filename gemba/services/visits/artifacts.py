"""Artifacts: reports, boards, sheets, tools and meetings, and which teams keep nearly the same one (M2).

Must not know paper or tickets. Names are compared without case, accents and week numbers, because "KPI Refunds W46"
and "KPI refunds W47" are one sheet; nothing is merged.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from gemba.model.library import Library
from gemba.model.rows import ArtifactSightingRow

_SAME = 0.8
_QUOTES = re.compile(r"[\"“”„«»「」『』]")
_DATED = re.compile(r"\b(?:w|kw|wk)?\d{1,4}\b|\(\d+\)")


@dataclass(frozen=True, slots=True)
class Overlap:
    """One artifact under the names it goes by, and the teams that keep or read it."""

    names: tuple[str, ...]
    teams: tuple[str, ...]
    sightings: tuple[ArtifactSightingRow, ...]


class Artifacts:
    """The artifact register of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def sightings(self) -> tuple[ArtifactSightingRow, ...]:
        """Return every use of an artifact, by name and team."""
        return tuple(sorted(self._library.queries.artifact_sightings(), key=lambda row: (row.name, row.team)))

    def overlaps(self) -> tuple[Overlap, ...]:
        """Return the artifacts, like names together; those of most teams first."""
        groups: list[list[ArtifactSightingRow]] = []
        for row in self.sightings():
            home = next((group for group in groups if same_artifact(group[0].name, row.name)), None)
            if home is None:
                groups.append([row])
            else:
                home.append(row)
        found = [_overlap(group) for group in groups]
        return tuple(sorted(found, key=lambda one: (-len(one.teams), one.names)))


def same_artifact(first: str, second: str) -> bool:
    """Say whether two names are the same but for case, accents, quotes and week numbers, or nearly so."""
    one, other = _bare(first), _bare(second)
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME


def _bare(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_DATED.sub(" ", _QUOTES.sub(" ", plain)).split())


def _overlap(group: list[ArtifactSightingRow]) -> Overlap:
    names = tuple(dict.fromkeys(row.name for row in group))
    teams = tuple(dict.fromkeys(row.team for row in group if row.team))
    return Overlap(names, teams, tuple(group))
