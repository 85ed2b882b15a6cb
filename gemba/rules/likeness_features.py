"""What a note is about, as weighted features: stemmed words, and the objects and troubles of the thesaurus.

Three ways to cut a text: English (and other Latin) into stemmed words, Vietnamese into syllables and pairs of
syllables with their tones kept, Chinese into pairs of characters. Stop words, week codes (``W46``) and the labels of
an artifact line carry nothing. Must not know an index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from gemba.rules.likeness_words import COMBINATIONS, IRREGULAR, OBJECTS, STOP_EN, STOP_HAN, STOP_VI, TAGS, TROUBLES
from gemba.rules.words import HAN, Script, fold, script_of, words_in, words_of

_LABELS = re.compile(r"\|\s*(?:purpose|minutes per week|用途|每周分钟|mục đích|phút mỗi tuần)\s*:", re.IGNORECASE)
_NOISE = re.compile(r"^(?:w\d{1,2}|t\d{1,2}|\d{1,2}|kw\d{1,2}|shot|png)$")
_TAG = re.compile(r"(?<!\w)#(\w+)")
_SHOT = re.compile(r"\(shot:[^)]*\)")
_HAN_RUN = re.compile(f"[{HAN}]+")
_COMBINATIONS = {
    script: tuple((name, re.compile(pattern)) for name, pattern in patterns)
    for script, patterns in COMBINATIONS.items()
}
_STOP = frozenset(STOP_EN) | frozenset(STOP_VI)
_STOP_HAN = frozenset(STOP_HAN)
_COLUMN = {"latin": 0, "other": 0, "han": 1, "vietnamese": 2}


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one text: ``words`` with their counts, and what it names of the thesaurus."""

    script: Script
    text: str = ""
    """The folded text without tags and labels, for comparing letter by letter."""
    words: dict[str, float] = field(default_factory=dict)
    objects: frozenset[str] = frozenset()
    troubles: frozenset[str] = frozenset()
    shown: dict[str, str] = field(default_factory=dict)
    """How a feature stood in the text, for saying what two texts share."""


def features_of(text: str, extra: Iterable[str] = (), *, script: Script | None = None) -> Features:
    """Return the features of ``text``; ``extra`` are tags or kinds, which count half a word each."""
    plain = _LABELS.sub(" ", text) if "|" in text else text
    plain = _SHOT.sub(" ", plain) if "(shot" in plain else plain
    tags = _TAG.findall(plain) if "#" in plain else []
    bare = fold(_TAG.sub(" ", plain) if tags else plain)
    found = Features(script or script_of(plain), bare)
    names: dict[str, set[str]] = {"o": set(), "t": set()}
    for tag in [*tags, *(one.lstrip("#") for one in extra)]:
        found.words[f"#{fold(tag)}"] = 0.5
        found.shown[f"#{fold(tag)}"] = f"#{tag}"
        if (trouble := TAGS.get(fold(tag))) is not None:
            names["t"].add(trouble)
            found.shown.setdefault(f"t:{trouble}", f"#{tag}")
    cut = _cut_han if found.script == "han" else _cut_latin
    for sort, name, spelled in cut(bare, found):
        names[sort].add(name)
        found.shown.setdefault(f"{sort}:{name}", spelled)
    for name, pattern in _COMBINATIONS.get(found.script, ()):
        if (match := pattern.search(bare)) is not None:
            names["t"].add(name)
            found.shown.setdefault(f"t:{name}", match.group())
    return Features(found.script, bare, found.words, frozenset(names["o"]), frozenset(names["t"]), found.shown)


def stem(word: str) -> str:
    """Return an English word without its commonest endings; other words come back as they are."""
    word = IRREGULAR.get(word, word)
    if not word.isascii() or len(word) < 4:
        return word
    for ending, least, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)] + instead
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" and instead == "":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


_ENDINGS = (
    ("'s", 2, ""), ("’s", 2, ""), ("ingly", 3, ""), ("ations", 4, "at"), ("ation", 4, "at"), ("ies", 2, "y"),
    ("ied", 2, "y"), ("ing", 3, ""), ("sses", 2, "ss"), ("xes", 2, "x"), ("ches", 2, "ch"), ("shes", 2, "sh"),
    ("ed", 3, ""), ("ss", 2, "ss"), ("us", 2, "us"), ("s", 3, ""),
)  # fmt: skip


def _cut_latin(bare: str, found: Features) -> Iterator[tuple[str, str, str]]:
    """Fill ``found.words`` with stems (and pairs of syllables in Vietnamese); yield what the thesaurus knows."""
    tokens = words_in(bare)
    vietnamese = found.script == "vietnamese"
    stems = tokens if vietnamese else [_stem(token) for token in tokens]
    phrases = _phrases(_COLUMN[found.script])
    last = ""
    for at, (token, one) in enumerate(zip(tokens, stems, strict=True)):
        for phrase, sort, name in phrases.get(one, ()):
            if stems[at : at + len(phrase)] == phrase:
                yield sort, name, " ".join(tokens[at : at + len(phrase)])
        if token in _STOP or one in _STOP or len(one) < 2 or _NOISE.match(token):
            last = ""
            continue
        found.words[one] = 0.6 if vietnamese else 1.0
        found.shown.setdefault(one, token)
        if vietnamese and last:
            found.words[f"{last} {one}"] = 1.0
            found.shown.setdefault(f"{last} {one}", f"{last} {one}")
        last = one


def _cut_han(bare: str, found: Features) -> Iterator[tuple[str, str, str]]:
    """Fill ``found.words`` with pairs of characters and Latin words; yield what the thesaurus knows."""
    for run in _HAN_RUN.findall(bare):
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            if pair[0] not in _STOP_HAN and pair[1] not in _STOP_HAN:
                found.words[pair] = 0.7
                found.shown.setdefault(pair, pair)
    for token in words_in(_HAN_RUN.sub(" ", bare)):
        if len(token) > 1 and not _NOISE.match(token):
            found.words[_stem(token)] = 1.0
            found.shown.setdefault(_stem(token), token)
    pattern, names = _han_phrases()
    for match in pattern.finditer(bare):
        spelled = match.group(1)
        for sort, name in names[spelled]:
            yield sort, name, spelled


_stem = lru_cache(maxsize=50_000)(stem)


def _entries(column: int) -> Iterator[tuple[str, str, str]]:
    for sort, table in (("o", OBJECTS), ("t", TROUBLES)):
        for name, columns in table.items():
            for phrase in columns[column].split("|"):
                yield sort, name, fold(phrase)


@lru_cache(maxsize=4)
def _phrases(column: int) -> dict[str, list[tuple[list[str], str, str]]]:
    """Return the thesaurus of one language by the first stem of each phrase."""
    found: dict[str, list[tuple[list[str], str, str]]] = {}
    for sort, name, phrase in _entries(column):
        stems = [_stem(word) if column == 0 else word for word in words_of(phrase)]
        if stems:
            found.setdefault(stems[0], []).append((stems, sort, name))
    return found


@lru_cache(maxsize=1)
def _han_phrases() -> tuple[re.Pattern[str], dict[str, list[tuple[str, str]]]]:
    """Return one pattern for all Chinese phrases (found wherever they begin) and what each names."""
    names: dict[str, list[tuple[str, str]]] = {}
    for sort, name, phrase in _entries(1):
        names.setdefault(phrase, []).append((sort, name))
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(longest_first)}))"), names
