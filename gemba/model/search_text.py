"""What of a thing is searched, and how text becomes tokens that any script can be found by.

FTS5's unicode61 keeps a run of Chinese as one token and does not fold đ: here every character of a script without
spaces stands alone and đ becomes d, on both sides. What is indexed is read with SQL by id, so that index, rebuild,
check and snippet agree. Must not write.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from gemba.model.annotation import Annotation
from gemba.model.connection import Reader
from gemba.model.recognised import covers_of, lines_from_json, visible_text
from gemba.model.text import normalise

# Han with its extensions, kana, bopomofo, Hangul syllables stay words; Thai, Lao, Myanmar and Khmer have no spaces.
_ALONE = (
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u312f\u31a0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
_DSTROKE = str.maketrans("đĐ", "dD")
MAX_WORDS = 32
# Lengths of beginnings that the index holds (schema.py, ``prefix``): looking one up costs the same at any size.
PREFIXES = (3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class SearchedText:
    """One thing as it is searched: its parts in the order in which a snippet looks at them."""

    id: str
    source_id: str
    parts: tuple[str, ...]

    def body(self) -> str:
        """Return what is indexed."""
        return segmented("\n".join(part for part in self.parts if part))


_TEXTS = {
    "session": "SELECT id, source_id, charter, place FROM session",
    "observation": (
        "SELECT id, source_id, text, original, speaker, (SELECT group_concat(t.name, ' ') FROM observation_tag l"
        " JOIN tag t ON t.id = l.tag_id WHERE l.observation_id = observation.id) FROM observation"
    ),
    "capture": (
        "SELECT id, source_id, caption, what,"
        " (SELECT marks FROM annotation WHERE capture_id = capture.id) AS marks, app,"
        " (SELECT group_concat(text, char(10)) FROM"
        " (SELECT text FROM comment WHERE capture_id = capture.id ORDER BY id)),"
        " (SELECT lines FROM recognised WHERE capture_id = capture.id) FROM capture"
    ),
    "ticket": (
        "SELECT id, source_id, title, problem_where, problem_expected, problem_happened, fix, arithmetic, owner,"
        " owner_team FROM ticket"
    ),
    "problem": "SELECT id, '', title, symptom FROM problem",
    "decision": (
        "SELECT id, source_id, title, (SELECT group_concat(text || ' ' || answer, char(10)) FROM"
        " (SELECT text, answer FROM question WHERE decision_id = decision.id ORDER BY position, id)) FROM decision"
    ),
    "call": "SELECT id, source_id, complaint, words, asked, consent FROM contact",
    "message": "SELECT id, source_id, text, sender FROM chat_message",
    "narrative": "SELECT id, '', title, source FROM narrative",
}
KINDS = tuple(_TEXTS)
# Which kind a change of a table concerns, and the column that names the thing (None: the row is the thing).
CONCERNS: dict[str, tuple[str, str | None]] = {
    "session": ("session", None),
    "observation": ("observation", None),
    "observation_tag": ("observation", "observation_id"),
    "capture": ("capture", None),
    "annotation": ("capture", "capture_id"),
    "comment": ("capture", "capture_id"),
    "ticket": ("ticket", None),
    "problem": ("problem", None),
    "decision": ("decision", None),
    "question": ("decision", "decision_id"),
    "contact": ("call", None),
    "chat_message": ("message", None),
    "narrative": ("narrative", None),
}


def texts(reader: Reader, kind: str, ids: Iterable[str]) -> dict[str, SearchedText]:
    """Return what is searched of these things; missing ones are left out."""
    rows = reader.among(f"{_TEXTS[kind]} WHERE id IN {{ids}}", ids)
    return {row[0]: _searched(kind, tuple(row)) for row in rows}


def all_texts(reader: Reader, kind: str) -> list[SearchedText]:
    """Return what is searched of all things of a kind, oldest first."""
    return [_searched(kind, tuple(row)) for row in reader.all(f"{_TEXTS[kind]} ORDER BY id")]


def _searched(kind: str, row: tuple[str | None, ...]) -> SearchedText:
    parts = [part or "" for part in row[2:]]
    if kind == "capture":
        marks = json.loads(parts[2]) if parts[2] else []
        parts[2] = "\n".join(str(mark.get("text", "")) for mark in marks if mark.get("text"))
        if parts[5]:
            # Words under a cover are not to be found, and come back when it goes.
            parts[5] = visible_text(lines_from_json(parts[5]), covers_of(Annotation.from_json(marks)))
    return SearchedText(row[0] or "", row[1] or "", tuple(parts))


def match_expression(query: str, *, long_beginnings: bool = True) -> str | None:
    """Return the FTS5 expression that finds every word of ``query`` literally, or None where it has no word.

    A word is what stands between spaces; its tokens must follow each other. Words of three letters and more also
    match as the beginning of a longer one; without ``long_beginnings`` only those for which the index holds
    beginnings, which costs the same at any size. At most ``MAX_WORDS`` words count.
    """
    phrases = []
    for word in words_of(query):
        tokens = segmented(word).replace('"', " ").strip()
        letters = _letters_at_end(tokens)
        star = " *" if len(word) >= PREFIXES[0] and (long_beginnings or letters <= PREFIXES[-1]) else ""
        phrases.append(f'"{tokens}"{star}')
    return " AND ".join(phrases) if phrases else None


def _letters_at_end(tokens: str) -> int:
    """Return how long the last token is, at most."""
    return len(re.split(r"[^\w]|_", tokens)[-1])


def words_of(query: str) -> list[str]:
    """Return the words of a query that can be looked for."""
    words = normalise(query, limit=2_000).split()
    return [word for word in words if any(character.isalnum() for character in word)][:MAX_WORDS]


class _Folding(dict[int, str]):
    """For ``str.translate``: each character without case and marks, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).translate(_DSTROKE).casefold()
        found = self[code] = "".join(letter for letter in plain if not unicodedata.combining(letter))
        return found


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Return ``text`` without case and marks."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def segmented(text: str) -> str:
    """Return text as it is indexed: without case and marks, characters of scripts without spaces apart, đ as d."""
    plain = folded(text)
    # Python keeps what it compiled; only a library with such letters pays for so many ranges, and not at its start.
    return plain if plain.isascii() else re.sub(_ALONE, r" \1 ", plain)


def snippet(text: SearchedText, query: str, *, before: int = 30, length: int = 120) -> str:
    """Return some plain text around the first found word, on one line, with … where it is cut."""
    for part in text.parts:
        start = _first_place(part, query)
        if start is not None:
            return _cut(part, max(0, start - before), length)
    first = next((part for part in text.parts if part.strip()), "")
    return _cut(first, 0, length)


def _first_place(part: str, query: str) -> int | None:
    if not part:
        return None
    plain = folded(part[:20_000])
    hits = [at for word in words_of(query) if (at := plain.find(folded(word))) >= 0]
    return _place_before(part, min(hits)) if hits else None


def _place_before(text: str, length: int) -> int:
    """Return the place in ``text`` whose folded form begins at ``length``; folding may drop or add letters."""
    if text.isascii():
        return length
    seen = 0
    for place, character in enumerate(text):
        seen += len(_FOLDING[ord(character)])
        if seen > length:
            return place
    return len(text)


def _cut(text: str, start: int, length: int) -> str:
    piece = " ".join(text[start : start + length].split())
    return f"{'…' if start > 0 else ''}{piece}{'…' if start + length < len(text) else ''}"
