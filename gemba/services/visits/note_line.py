"""Read one typed line of a visit: what it says, and what its kind carries behind "|" and between arrows.

    artifact   Sheet "Refunds W46" | purpose: for the lead | 30 | read by: nobody
    hand-off   agent > back office > finance: list of order ids by mail
    near miss  Sent to the row above | 1 | 4          (actual and potential severity, 0 to 5)
    promise    Ask for a second slot | who: team lead | due: 2026-11-30
    debate     Which week begins the month? | 12       (minutes lost)

Pure: a kind and a text in, values out; ``compose`` is the way back. Must not know the store or who types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gemba.model.roles import FACILITATOR, REVIEWER
from gemba.model.values import ObservationKind
from gemba.services.visits.due_day import due_day, named_day

_PIPE = re.compile(r"\s*[|｜]\s*")
_ARROW = re.compile(r"\s*(?:->|=>|—>|→|>|＞)\s*")
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:min\b.*|minutes?\b.*|m\b|分.*|phút.*)?", re.IGNORECASE)
_SEVERITIES = re.compile(r"([0-5])\s*[/／>→-]+\s*([0-5])")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "purpose": ("purpose", "for", "用途", "mục đích"),
    "minutes": ("minutes", "minutes per week", "min", "每周分钟", "每週分鐘", "分钟", "分鐘", "phút", "phút mỗi tuần"),
    "read_by": ("read by", "still read by", "阅读", "仍在阅读", "閱讀", "仍在閱讀", "người đọc", "vẫn được đọc bởi"),
    "actual": ("actual", "实际", "實際", "thực tế"),
    "potential": ("potential", "could be", "潜在", "潛在", "tiềm tàng"),
    "who": ("who", "by", "谁", "誰", "ai"),
    "due": ("due", "until", "期限", "截止", "hạn"),
}
# What stands before a colon in a line that is shown, by language; minutes are a bare figure.
_SHOWN: Mapping[str, Mapping[str, str]] = {
    "en": {name: f"{name.replace('_', ' ')}: " for name in _NAMES},
    "zh-Hans": {
        "purpose": "用途：",
        "read_by": "阅读：",
        "actual": "实际：",
        "potential": "潜在：",
        "who": "谁：",
        "due": "期限：",
    },
    "zh-Hant": {
        "purpose": "用途：",
        "read_by": "閱讀：",
        "actual": "實際：",
        "potential": "潛在：",
        "who": "誰：",
        "due": "期限：",
    },
    "vi": {
        "purpose": "mục đích: ",
        "read_by": "người đọc: ",
        "actual": "thực tế: ",
        "potential": "tiềm tàng: ",
        "who": "ai: ",
        "due": "hạn: ",
    },
}
# The roles that gemba writes itself (model/roles.py), as the catalogues say them: read back as they are stored.
_ROLES: Mapping[str, Mapping[str, str]] = {
    "zh-Hans": {FACILITATOR: "走访者", REVIEWER: "审阅者"},
    "zh-Hant": {FACILITATOR: "走訪者", REVIEWER: "審閱者"},
    "vi": {FACILITATOR: "người đến xem", REVIEWER: "người duyệt"},
}
_ROLE_OF = {said: role for table in _ROLES.values() for role, said in table.items()}
_NAME_OF = {word: name for name, words in _NAMES.items() for word in words}


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What a line says; a part that was not said is empty or None. ``steps`` are roles and teams, never names."""

    text: str
    purpose: str = ""
    minutes: float | None = None
    read_by: str = ""
    steps: tuple[str, ...] = ()
    what: str = ""
    severity_actual: int | None = None
    severity_potential: int | None = None
    by_role: str = ""
    due: str = ""


def read_line(kind: ObservationKind, text: str, *, day: str = "") -> NoteLine:
    """Return what the line says for its kind; ``day`` (ISO) is what "by Fri 13 Nov" is counted from."""
    reader = _READERS.get(kind)
    if reader is None:
        return NoteLine(text.strip())
    line = reader(text.strip())
    if kind is ObservationKind.PROMISE:
        line = _dated(line, day)
    return line


def _dated(line: NoteLine, day: str) -> NoteLine:
    """Return a promise with its day as ISO; words that name no day stay among the words, once the day is known."""
    if day and not line.due and named_day(line.by_role, day):
        return replace(line, by_role="", due=named_day(line.by_role, day))
    if not line.due or not day:
        return replace(line, due=line.due or due_day(line.text, day))
    found = _iso(line.due) or named_day(line.due, day)
    return replace(line, due=found, text=line.text if found else f"{line.text} ({line.due})")


def compose(kind: ObservationKind, line: NoteLine, *, language: str = "en") -> str:
    """Return the line as it is typed in a language, parts and all; ``read_line`` reads every language back."""
    parts, name = [line.text], _SHOWN.get(language, _SHOWN["en"])
    if kind is ObservationKind.ARTIFACT:
        parts += [name["purpose"] + line.purpose if line.purpose else "", _figure(line.minutes)]
        parts.append(name["read_by"] + line.read_by if line.read_by else "")
    elif kind is ObservationKind.NEAR_MISS:
        parts.append("" if line.severity_actual is None else f"{name['actual']}{line.severity_actual}")
        parts.append("" if line.severity_potential is None else f"{name['potential']}{line.severity_potential}")
    elif kind is ObservationKind.PROMISE:
        role = _ROLES.get(language, {}).get(line.by_role, line.by_role)
        parts += [name["who"] + role if role else "", name["due"] + line.due if line.due else ""]
    elif kind is ObservationKind.FORMAT_DEBATE:
        parts.append(_figure(line.minutes))
    return " | ".join([parts[0], *filter(None, parts[1:])])


def before_due(language: str = "en") -> str:
    """Return what stands before the day of a promise in a language, as ``compose`` writes it: "due: "."""
    return _SHOWN.get(language, _SHOWN["en"])["due"]


def _parts(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the words before the first "|", and each part behind it with the name that stands before its colon."""
    first, *rest = _PIPE.split(text)
    named = []
    for part in rest:
        name, colon, value = re.split("([:：])", part, maxsplit=1) if re.search("[:：]", part) else ("", "", part)
        known = _NAME_OF.get(name.strip().lower(), "") if colon else ""
        named.append((known, value.strip() if known else part.strip()))
    return first.strip() or text, [(name, value) for name, value in named if value]


def _artifact(text: str) -> NoteLine:
    first, parts = _parts(text)
    line = NoteLine(first)
    for name, value in parts:
        number = _NUMBER.fullmatch(value)
        if number and name in ("", "minutes"):
            line = replace(line, minutes=float(number[1].replace(",", ".")))
        elif name == "read_by" or (not name and line.purpose):
            line = replace(line, read_by=value)
        else:
            line = replace(line, purpose=value)
    return line


def _hand_off(text: str) -> NoteLine:
    chain, _, what = re.sub("：", ":", text, count=1).partition(":")
    steps = tuple(step.strip() for step in _ARROW.split(chain) if step.strip())
    return NoteLine(text, steps=steps if len(steps) > 1 else (), what=what.strip())


def _near_miss(text: str) -> NoteLine:
    first, parts = _parts(text)
    line = NoteLine(first)
    for name, value in parts:
        both = _SEVERITIES.fullmatch(value)
        if both and not name:
            line = replace(line, severity_actual=int(both[1]), severity_potential=int(both[2]))
        elif not re.fullmatch("[0-5]", value):
            line = replace(line, text=f"{line.text} | {value}")
        elif name == "potential" or (not name and line.severity_actual is not None):
            line = replace(line, severity_potential=int(value))
        else:
            line = replace(line, severity_actual=int(value))
    return line


def _promise(text: str) -> NoteLine:
    first, parts = _parts(text)
    line = NoteLine(first)
    for name, value in parts:
        day = _iso(value)
        if name == "due" or (not name and (day or line.by_role)):
            line = replace(line, due=day or value)
        else:
            line = replace(line, by_role=_ROLE_OF.get(value.lower(), value))
    return line


def _debate(text: str) -> NoteLine:
    first, parts = _parts(text)
    line = NoteLine(first)
    for _, value in parts:
        number = _NUMBER.fullmatch(value)
        if number:
            line = replace(line, minutes=float(number[1].replace(",", ".")))
    return line


def _iso(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _figure(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


_READERS: Mapping[ObservationKind, Callable[[str], NoteLine]] = {
    ObservationKind.ARTIFACT: _artifact,
    ObservationKind.HAND_OFF: _hand_off,
    ObservationKind.NEAR_MISS: _near_miss,
    ObservationKind.PROMISE: _promise,
    ObservationKind.FORMAT_DEBATE: _debate,
}
