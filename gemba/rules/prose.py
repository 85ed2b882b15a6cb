"""The linter for narratives: it marks, it never rewrites (DOMAIN §6, M41, M45–M47, M80).

Sentences above 30 English words, 60 Chinese characters (a Latin word or a figure counts as one) or 45 Vietnamese
syllables (a word has about one and a half). Weasel words; adjectives in a sentence without a figure; claims with no
code in the sentence or beside it; acronyms nobody explained; more than a quarter in bullets; blame, names of people,
tone. Headings, tables, code and quotes (``>``) are not judged: a customer may say what a customer says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gemba.message import Message, say
from gemba.model.values import NarrativeLanguage, PrivateKind
from gemba.rules.private import find
from gemba.rules.prose_words import ADJECTIVES, BLAME, CLAIMS, KNOWN_ACRONYMS, NO_WEASEL, PROPOSING, TONE, WEASEL
from gemba.rules.sentences import sentences
from gemba.rules.words import HAN

Kind = Literal["prose", "bullet", "heading", "quote", "other"]

LONGEST: dict[str, int] = {"en": 30, "zh": 60, "vi": 45}
BULLET_SHARE = 0.25

CODE = re.compile(r"\[=?[TSPD]\d+[^\[\]]*\]")
_LIVE = re.compile(r"\[=[^\[\]]+\]")
_FIGURE = re.compile(
    rf"[0-9０-９%％]|[一二两三四五六七八九十百千万半][{HAN}]?(?:个|次|天|周|月|年|人|分|小时|份|倍|成)|\[="
)
_DATES = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\d{1,2}[:：]\d{2}|\b(?:19|20)\d{2}\b|\b[A-Z]{1,4}-?\d[\w-]*|第\d+周|\d+[年月日]"
    r"|\b(?:week|tuần|ngày|tháng) \d+"
    r"|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|\b(?:pages?|minutes?|phút) \d+"
)
_QUOTED = re.compile(r"“[^“”]{0,400}”|「[^「」]{0,400}」|《[^《》]{0,400}》|\"[^\"\n]{0,400}\"")
# A run of figures is looked at from its first, once.
_AMOUNT = re.compile(
    r"(?<![\d.,\s])[.,\s]*+\d[\d.,\s]*+(?:%|％|€|EUR|USD|CNY|VND|元)|\d+\s*(?:of|/|out of|trên)\s*\d+|\d{2,}"
)
_NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|"
    r"half|twice|once|none|zero|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|nửa)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?<![A-Za-z0-9\[=.#/-])[A-Z]{2,6}(?:s)?(?![A-Za-z0-9]|[-/#][0-9])")
_WORDS = re.compile(rf"[{HAN}]|[^\W_{HAN}]+(?:['’.,][^\W_{HAN}]+)*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of a narrative; ``kind`` as the Markdown source says."""

    text: str
    kind: Kind = "prose"


@dataclass(frozen=True, slots=True)
class ProseRemark:
    """One mark: ``text[start:end]`` of paragraph number ``paragraph`` (from 0), a stable code, a sentence."""

    paragraph: int
    start: int
    end: int
    code: str
    sentence: Message


def kind_of(text: str) -> Kind:
    """Return what a Markdown block is by how it begins."""
    start = text.lstrip()
    if start.startswith("#"):
        return "heading"
    if re.match(r"(?:[-*+•]|\d{1,3}[.)])\s", start):
        return "bullet"
    if start.startswith(">"):
        return "quote"
    return "other" if start.startswith(("|", "```", "~~~", "![", "<!--", "---")) else "prose"


def lint(
    blocks: Sequence[str | Paragraph],
    language: NarrativeLanguage | str,
    *,
    names: Iterable[str] = (),
    explained: Iterable[str] = (),
) -> tuple[ProseRemark, ...]:
    """Return what stands out in a narrative, in reading order.

    ``names`` are people who must not be named; ``explained`` are acronyms that the house knows.
    """
    tongue = str(language)[:2]
    tongue = tongue if tongue in LONGEST else "en"
    paragraphs = [block if isinstance(block, Paragraph) else Paragraph(block, kind_of(block)) for block in blocks]
    found: list[ProseRemark] = [*_bullets(paragraphs), *_acronyms(paragraphs, {*explained})]
    listed = tuple(names)
    for at, paragraph in enumerate(paragraphs):
        if paragraph.kind in ("prose", "bullet"):
            found.extend(_paragraph(at, paragraph.text, tongue))
        if paragraph.kind not in ("other",):
            found.extend(_names(at, paragraph.text, listed))
    return tuple(sorted(found, key=lambda remark: (remark.paragraph, remark.start, remark.end, remark.code)))


def bullet_share(paragraphs: Sequence[Paragraph]) -> float:
    """Return the share of the body's characters that stand in bullets, 0 to 1."""
    sizes = {
        kind: sum(len(one.text) for one in paragraphs if one.kind == kind) for kind in ("bullet", "prose", "quote")
    }
    return sizes["bullet"] / (sum(sizes.values()) or 1)


def length_of(sentence: str) -> int:
    """Return the length in words, a Chinese character and a Vietnamese syllable being one each."""
    return len(_WORDS.findall(unicodedata.normalize("NFC", CODE.sub(" ", _LIVE.sub(" 1 ", sentence)))))


def _paragraph(at: int, text: str, tongue: str) -> Iterator[ProseRemark]:
    """Judge the sentences of one paragraph."""
    cut = sentences(text)
    coded = [CODE.search(text[start:end]) is not None for start, end in cut]
    for number, (start, end) in enumerate(cut):
        sentence = text[start:end]
        if (size := length_of(sentence)) > LONGEST[tongue]:
            yield ProseRemark(at, start, end, "long_sentence", _too_long(size, tongue))
        figures = _FIGURE.search(CODE.sub("", sentence)) is not None or _NUMBER_WORDS.search(sentence) is not None
        figures = figures or _LIVE.search(sentence) is not None
        yield from _marked(at, start, sentence, tongue, figures=figures)
        near = any(coded[max(0, number - 1) : number + 2])
        if not near and _is_claim(sentence, tongue):
            yield ProseRemark(
                at, start, end, "claim_without_code", say("A claim with no ticket, session or evidence behind it.")
            )


def _marked(at: int, start: int, sentence: str, tongue: str, *, figures: bool) -> Iterator[ProseRemark]:
    """Yield the words of one sentence that stand out."""
    taken: list[tuple[int, int]] = []
    exempt = [match.span() for match in _pattern(NO_WEASEL[tongue], tongue).finditer(sentence)]
    for code, table in (("blame", BLAME), ("tone", TONE), ("weasel", WEASEL), ("adjective", ADJECTIVES)):
        if code == "adjective" and figures:
            continue
        for match in _pattern(table[tongue], tongue).finditer(sentence):
            if code == "weasel" and any(was <= match.start() and match.end() <= upto for was, upto in exempt):
                continue
            if all(match.end() <= was or upto <= match.start() for was, upto in taken):
                taken.append(match.span())
                yield ProseRemark(at, start + match.start(), start + match.end(), code, _said(code, match.group()))
    if "!" in sentence or "！" in sentence:
        where = max(sentence.find("!"), sentence.find("！"))
        yield ProseRemark(
            at, start + where, start + where + 1, "tone", say("An exclamation mark; the facts are enough.")
        )


def _said(code: str, word: str) -> Message:
    if code == "blame":
        return say("“{word}” blames; describe what the work makes people do.", word=word)
    if code == "tone":
        return say("“{word}” is tone; leave it to the reader.", word=word)
    if code == "weasel":
        return say("“{word}” says less than a figure; how many, how often?", word=word)
    return say("“{word}” with no figure near it.", word=word)


def _too_long(size: int, tongue: str) -> Message:
    limit = LONGEST[tongue]
    if tongue == "zh":
        return say("{size} characters in one sentence; {limit} are enough.", size=size, limit=limit)
    if tongue == "vi":
        return say("{size} syllables in one sentence; {limit} are enough.", size=size, limit=limit)
    return say("{size} words in one sentence; {limit} are enough.", size=size, limit=limit)


def _is_claim(sentence: str, tongue: str) -> bool:
    """Say whether a sentence claims something: a figure or a cause; a proposal claims nothing."""
    if _pattern(PROPOSING[tongue], tongue).search(sentence) or sentence.rstrip().endswith(("?", "？")):
        return False
    bare = _DATES.sub("", sentence)
    return _AMOUNT.search(bare) is not None or _pattern(CLAIMS[tongue], tongue).search(sentence) is not None


def _names(at: int, text: str, names: tuple[str, ...]) -> Iterator[ProseRemark]:
    for hit in find(text, names):
        if hit.kind is PrivateKind.NAME:
            yield ProseRemark(at, hit.start, hit.end, "name", say("A person is named; name the role."))
        else:
            yield ProseRemark(at, hit.start, hit.end, "private", say("A number or address of a person."))


def _bullets(paragraphs: Sequence[Paragraph]) -> Iterator[ProseRemark]:
    share = bullet_share(paragraphs)
    first = next((at for at, one in enumerate(paragraphs) if one.kind == "bullet"), None)
    if first is not None and share > BULLET_SHARE:
        percent = round(share * 100)
        sentence = say("{percent} % of the text stands in bullets; write sentences.", percent=percent)
        yield ProseRemark(first, 0, len(paragraphs[first].text), "bullets", sentence)


def _acronyms(paragraphs: Sequence[Paragraph], explained: set[str]) -> Iterator[ProseRemark]:
    """Mark the first use of each acronym that is not explained there: ``Key Figure (KF)`` or ``KF (key figure)``."""
    known = KNOWN_ACRONYMS | explained
    seen: set[str] = set()
    for at, paragraph in enumerate(paragraphs):
        if paragraph.kind == "other":
            continue
        masked = _QUOTED.sub(_blank, CODE.sub(_blank, paragraph.text))
        for match in _ACRONYM.finditer(masked):
            word = match.group().rstrip("s")
            if word in known or word in seen:
                continue
            seen.add(word)
            before, after = masked[: match.start()].rstrip(), masked[match.end() :].lstrip()
            if (
                not (before.endswith(("(", "（", "(“")) or after.startswith(("(", "（")))
                and paragraph.kind != "heading"
            ):
                yield ProseRemark(at, match.start(), match.end(), "acronym", say("{word} is not explained.", word=word))
            elif paragraph.kind == "heading":
                seen.discard(word)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _any(words: tuple[str, ...]) -> str:
    """Return an alternation of phrases, the longer first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=32)
def _pattern(words: tuple[str, ...], tongue: str) -> re.Pattern[str]:
    """Return a pattern for whole words (Latin) or any place (Chinese)."""
    joined = _any(words)
    return re.compile(joined if tongue == "zh" else rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
