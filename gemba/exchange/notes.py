"""Read an observer's notes.md: a title, a header of ``Key: value`` lines, then one observation a line.

The grammar is the pack's README: ``HH:MM [kind] text (shot: 03.png) #tag``, with full-width colon and brackets and
Chinese or Vietnamese kinds as people type them. Must not know how a note is stored or how it was seen: ``seen_as``
stays unset here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from gemba.exchange.lines import FileTooLarge, Line, read_lines
from gemba.exchange.pack import Oddity, PackArtifact, PackNote, PackPerson, PackVisit, Refusal
from gemba.message import Message, say
from gemba.model.values import ObservationKind

_OTHER_WORDS: dict[ObservationKind, str] = {
    ObservationKind.HAND_OFF: "handoff|hand-off|hand-over|hand over|交接|转交|轉交|移交|bàn giao|chuyển giao",
    ObservationKind.NEAR_MISS: (
        "near-miss|险情|險情|虛驚事件|未遂|差点出错|差點出錯|suýt xảy ra|suýt sai|suýt nhầm|suýt nữa"
    ),
    ObservationKind.FACT: "事实|事實|sự thật|sự việc|dữ kiện|thực tế",
    ObservationKind.WASTE: "浪费|浪費|lãng phí",
    ObservationKind.QUESTION: "问题|問題|疑问|疑問|câu hỏi",
    ObservationKind.CUSTOMER: "客户|客戶|客户原话|客戶原話|顾客|顧客|khách hàng|khách",
    ObservationKind.ARTIFACT: "报表|報表|看板|工件|产物|產物|文件|báo cáo|tài liệu|hiện vật",
    ObservationKind.GOOD_PRACTICE: "好做法|良好做法|良好作法|好的做法|cách làm hay|cách làm tốt|thực hành tốt",
    ObservationKind.IDEA: "想法|点子|點子|建议|建議|ý tưởng|đề xuất",
    ObservationKind.PROMISE: "承诺|承諾|lời hứa|cam kết|hứa",
    ObservationKind.LABEL_VS_TRUTH: "label vs truth|标签与实际|標籤與實際",
    ObservationKind.FORMAT_DEBATE: "format debate|格式争论|格式爭論",
}
KIND_WORDS: dict[str, ObservationKind] = {
    **{kind.value.replace("_", " "): kind for kind in ObservationKind},
    **{word: kind for kind, words in _OTHER_WORDS.items() for word in words.split("|")},
}
_HEADER_KEYS = {
    "team": ("team", "团队", "團隊", "nhóm"),
    "department": ("department", "部门", "部門", "phòng ban"),
    "charter": ("charter question", "charter", "观察问题", "câu hỏi"),
    "date": ("date", "日期", "ngày"),
    "planned_minutes": ("planned minutes", "计划分钟", "số phút dự kiến"),
    "facilitators": ("facilitator", "facilitators", "观察员", "观察者"),
    "facilitator_role": ("facilitator role", "观察员角色"),
    "people": ("people", "人员", "người"),
    "consent": ("consent", "同意", "đồng ý"),
    "place": ("place", "地点", "地點", "địa điểm"),
    "time_zone": ("time zone", "时区", "múi giờ"),
}
_KEY_OF = {word: key for key, words in _HEADER_KEYS.items() for word in words}
_NOTE = re.compile(r"^\s*(\d{1,2})\s*[:：]\s*(\d{2})\s*[\[【［]\s*([^\]】］]*?)\s*[\]】］]\s*(.*)$")
_STARTS_LIKE_A_NOTE = re.compile(r"^\s*\d{1,2}\s*[:：.]\s*\d{2}\b")
_SHOT = re.compile(r"[(（]\s*(?:shots?|screenshots?|截图|截圖|图|ảnh)\s*[:：]\s*([^)）]*)[)）]", re.IGNORECASE)
_TRAILING_TAG = re.compile(r"\s+#([^\s#]*[^\s#\d][^\s#]*)\s*$")
_HAND_OFF = re.compile(r"^\s*(.+?)\s*(?:->|→|—>|=>)\s*(.+?)\s*[:：]\s*(.*)$")
_FIELDS = {
    "purpose": ("purpose", "用途", "mục đích"),
    "minutes_per_week": ("minutes per week", "每周分钟", "每週分鐘", "phút mỗi tuần"),
    "still_read_by": ("still read by", "仍在阅读", "仍在閱讀", "vẫn được đọc bởi"),
}
_FIELD_OF = {word: key for key, words in _FIELDS.items() for word in words}
_PERSON = re.compile(r"([^,，、;；()（）]+?)\s*(?:[(（]([^)）]*)[)）])?\s*(?:[,，、;；]|$)")


@dataclass(slots=True)
class NotesFile:
    """What one notes.md gave: the visit, the rows that could not be read, and what was odd."""

    visit: PackVisit
    refused: list[Refusal] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)


def read_notes(path: Path, *, file: str, code: str) -> NotesFile:
    """Read one notes.md. ``file`` is its name in reports, ``code`` the team's folder, which starts every note id."""
    result = NotesFile(PackVisit(code=code, file=file, team=code))
    try:
        lines = read_lines(path)
    except (OSError, FileTooLarge):
        result.refused.append(Refusal(file, None, say("The file cannot be read as text.")))
        return result
    first_note = next((i for i, line in enumerate(lines) if _NOTE.match(line.text)), len(lines))
    body = _body_start(lines, first_note)
    header = _header(lines[:body], file, result)
    result.visit = _visit(header, file=file, code=code, result=result)
    notes: list[PackNote] = []
    seen: dict[str, int] = {}
    for line in lines[body:]:
        if line.text.strip():
            _take_note(line, file, code, notes, seen, result)
    result.visit = replace(result.visit, notes=tuple(notes))
    return result


def _body_start(lines: list[Line], first_note: int) -> int:
    """Return where the notes begin: after the last empty line above the first line that reads as a note.

    Lines between that empty line and the first good note are broken notes, not header lines.
    """
    for index in range(min(first_note, len(lines)) - 1, -1, -1):
        if not lines[index].text.strip():
            before = any(_split_header(line.text) for line in lines[:index])
            if before:
                return index + 1
    return first_note


def _split_header(text: str) -> tuple[str, str] | None:
    key, value = split_colon(text)
    name = key.lower()
    return (_KEY_OF[name], value) if value is not None and name in _KEY_OF else None


def split_colon(text: str) -> tuple[str, str | None]:
    """Split at the first colon, ASCII or full-width; the second part is None where there is none."""
    parts = re.split(r"[:：]", text, maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) == 2 else None


def _header(lines: list[Line], file: str, result: NotesFile) -> dict[str, str]:
    header: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    for line in lines:
        text = line.text.strip()
        if not text or text.startswith("#"):
            continue
        split = _split_header(text)
        key, value = split_colon(text)
        if split is not None:
            header.setdefault(*split)
        elif value is not None:
            extra.append((key, value))
        else:
            result.oddities.append(Oddity(file, line.number, say("The header line is not “Key: value”; it was kept.")))
            extra.append(("", text))
    result.visit = replace(result.visit, extra=tuple(extra))
    return header


def _visit(header: dict[str, str], *, file: str, code: str, result: NotesFile) -> PackVisit:
    minutes = header.get("planned_minutes", "")
    planned = int(minutes) if minutes.isascii() and minutes.isdigit() else None
    if minutes and planned is None:
        result.oddities.append(Oddity(file, None, say("“Planned minutes” is not a number; it was left open.")))
    team = header.get("team", "")
    if not team:
        result.oddities.append(Oddity(file, None, say("The header names no team; the folder's name stands for it.")))
    name = re.sub(rf"^{re.escape(code)}[\s:：.-]+", "", team) or code
    if not header.get("date"):
        result.oddities.append(Oddity(file, None, say("The header has no date; its notes have no day.")))
    return replace(
        result.visit,
        team=name,
        department=header.get("department", ""),
        charter=header.get("charter", ""),
        date=header.get("date", ""),
        planned_minutes=planned,
        facilitators=people_of(header.get("facilitators", "")),
        facilitator_role=header.get("facilitator_role", ""),
        people=people_of(header.get("people", "")),
        consent=header.get("consent", ""),
        place=header.get("place", ""),
        time_zone=header.get("time_zone", ""),
    )


def people_of(text: str) -> tuple[PackPerson, ...]:
    """Split "Lena Hartwig (agent, 4 years), Tom Okafor (agent)" into people; brackets stay with their person."""
    found = (PackPerson(match[1].strip(), (match[2] or "").strip()) for match in _PERSON.finditer(text))
    return tuple(person for person in found if person.name)


def _take_note(
    line: Line, file: str, code: str, notes: list[PackNote], seen: dict[str, int], result: NotesFile
) -> None:
    note = _note(line, code) if line.readable else say("The line holds bytes that are no UTF-8 text.")
    if isinstance(note, Message):
        result.refused.append(Refusal(file, line.number, note))
    elif note.source_id in seen:
        first = seen[note.source_id]
        reason = say("{id} stands already in line {first}; times are unique.", id=note.source_id, first=first)
        result.refused.append(Refusal(file, line.number, reason))
    else:
        seen[note.source_id] = line.number
        notes.append(note)
        if note.artifact is not None and note.artifact.minutes_per_week is None:
            sentence = say("The minutes per week of this artifact are missing or no number.")
            result.oddities.append(Oddity(file, line.number, sentence))


def _note(line: Line, code: str) -> PackNote | Message:
    match = _NOTE.match(line.text)
    if match is None:
        if _STARTS_LIKE_A_NOTE.match(line.text):
            return say("The line has a time but no [kind] behind it.")
        return say("The line does not begin with a time such as 09:07.")
    hour, minute, kind_word, rest = int(match[1]), int(match[2]), match[3], match[4]
    if hour > 23 or minute > 59:
        return say("{clock} is no time of day.", clock=f"{match[1]}:{match[2]}")
    kind = KIND_WORDS.get(kind_word.lower().replace("_", " "))
    if kind is None:
        return say("The kind “{kind}” is not known.", kind=kind_word)
    text, shots, tags = _take_apart(rest, code)
    if not text:
        return say("The line has no text.")
    clock = f"{hour:02}:{minute:02}"
    note = PackNote(f"{code}-{hour:02}{minute:02}", line.number, clock, kind, text, shots, tags)
    if kind is ObservationKind.ARTIFACT:
        artifact = artifact_of(text)
        return replace(note, artifact=artifact, text=artifact.name)
    if kind is ObservationKind.HAND_OFF and (steps := _HAND_OFF.match(text)):
        return replace(note, hand_off=(steps[1], steps[2], steps[3]))
    return note


def _take_apart(rest: str, code: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the words, the picture ids and the tags of what stands behind the kind."""
    tags: list[str] = []
    text = rest.rstrip()
    while match := _TRAILING_TAG.search(text):
        tags.append(match[1])
        text = text[: match.start()].rstrip()
    shots: list[str] = []
    for match in _SHOT.finditer(text):
        shots += [shot_id(name, code) for name in re.split(r"[,，、;；]", match[1]) if name.strip()]
    return _SHOT.sub("", text).strip(), tuple(dict.fromkeys(shots)), tuple(reversed(tags))


def shot_id(name: str, code: str) -> str:
    """Return "T1/03" for "03.png" of team T1; a name that carries its team ("T2/01") keeps it."""
    bare = re.sub(r"\.(png|jpe?g|gif|webp|bmp|tiff?)$", "", name.strip(), flags=re.IGNORECASE)
    return bare if "/" in bare else f"{code}/{bare}"


def artifact_of(text: str) -> PackArtifact:
    """Return the artifact that a line names: its name, then fields parted by "|"."""
    parts = [part.strip() for part in re.split(r"\s*[|｜]\s*", text)]
    fields: dict[str, str] = {}
    for part in parts[1:]:
        key, value = split_colon(part)
        name = _FIELD_OF.get(key.lower())
        if name is not None and value is not None:
            fields[name] = value
        else:
            fields["purpose"] = " | ".join(filter(None, (fields.get("purpose", ""), part)))
    minutes = re.fullmatch(r"\d+(?:[.,]\d+)?", fields.get("minutes_per_week", ""))
    return PackArtifact(
        name=parts[0],
        purpose=fields.get("purpose", ""),
        minutes_per_week=float(minutes[0].replace(",", ".")) if minutes else None,
        still_read_by=fields.get("still_read_by", ""),
    )
