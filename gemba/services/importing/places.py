"""Find or make what many rows refer to: teams, departments, roles, people, tags, customers, artifacts.

Each is known by its name within the library; a name that is new is added, and never a second time. Must not know the
pack's files.
"""

from __future__ import annotations

import unicodedata

from gemba.model.entities import Artifact, Customer, Department, Person, Role, Tag, Team
from gemba.model.operation import Operation
from gemba.model.values import ArtifactType

_ARTIFACT_WORDS: tuple[tuple[ArtifactType, tuple[str, ...]], ...] = (
    (ArtifactType.MAIL, ("mail", "邮件", "郵件")),
    (ArtifactType.DASHBOARD, ("dashboard", "board", "看板", "仪表板", "bảng điều khiển")),
    (ArtifactType.REPORT, ("report", "报告", "報告", "báo cáo")),
    (ArtifactType.SHEET, ("sheet", "kpi", "周报", "週報", "表", "bảng tính")),
    (ArtifactType.MEETING, ("meeting", "call", "例会", "会议", "cuộc họp")),
    (ArtifactType.TOOL, ("tool", "system", "工具", "系统", "công cụ")),
)


def same_name(text: str) -> str:
    """Return a name as it is compared: NFKC, one blank between words, no case."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class Places:
    """Names that were met in one import, so that each is looked up once."""

    def __init__(self, op: Operation) -> None:
        """Take the operation that new ones are added in."""
        self._op = op

    def department(self, name: str) -> str | None:
        """Return the id of a department, or None for an empty name."""
        if not name:
            return None
        found = self._op.find(Department, name=name) or self._op.add(Department(name=name))
        return found.id

    def known_team(self, name: str) -> Team | None:
        """Return the team of that name or code, or None."""
        return self._op.find(Team, name=name) or (self._op.find(Team, code=name) if name else None)

    def team(self, name: str, *, code: str = "", department: str = "", zone: str = "") -> Team:
        """Return the team of that name, made where it is new; what is still empty on it is filled in."""
        team = self.known_team(name) or self._op.add(Team(name=name))
        team.code = team.code or code
        team.time_zone = team.time_zone or zone
        if team.department_id is None:
            team.department_id = self.department(department)
        return team

    def role(self, name: str) -> str | None:
        """Return the id of a role, or None for an empty name."""
        if not name:
            return None
        found = self._op.find(Role, name=name) or self._op.add(Role(name=name))
        return found.id

    def person(self, name: str, *, role: str = "", team_id: str | None = None) -> Person:
        """Return the person of that name; a new one may not be named until somebody says yes."""
        person = self._op.find(Person, name=name) or self._op.add(Person(name=name))
        person.role_id = person.role_id or self.role(role)
        person.team_id = person.team_id or team_id
        return person

    def tag(self, name: str) -> str:
        """Return the id of a tag."""
        return (self._op.find(Tag, name=name) or self._op.add(Tag(name=name))).id

    def customer(self, pseudonym: str, language: str) -> str | None:
        """Return the id of a customer under a pseudonym, or None where nobody is named."""
        if not pseudonym:
            return None
        found = self._op.find(Customer, pseudonym=pseudonym)
        return (found or self._op.add(Customer(pseudonym=pseudonym, language=language))).id

    def artifact(self, name: str) -> str:
        """Return the id of an artifact; its type is guessed from its name and left open where that says nothing."""
        found = self._op.find(Artifact, name=name)
        return (found or self._op.add(Artifact(name=name, type=artifact_type(name)))).id


def artifact_type(name: str) -> ArtifactType | None:
    """Return the type that an artifact's name says ("Sheet “KPI”" is a sheet), or None."""
    text = same_name(name)
    hits = [(text.find(word), kind) for kind, words in _ARTIFACT_WORDS for word in words if word in text]
    return min(hits, key=lambda hit: hit[0])[1] if hits else None
