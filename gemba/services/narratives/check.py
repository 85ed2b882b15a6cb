"""What a writer wants to know before printing: pages, what is over and what could go, codes, stale numbers, style.

It marks and never rewrites. Must not write anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gemba.message import N_, Message, say
from gemba.model.values import NarrativeLanguage
from gemba.pattern import enclosed
from gemba.report.blocks import Block, BulletList, Heading, Paragraph, Quote
from gemba.report.codes import stale, unresolved
from gemba.report.layout import Layout, layout
from gemba.report.remarks import missing_glyph_remarks
from gemba.report.source import read_source
from gemba.rules import prose
from gemba.services.narratives.paper import Built

_MOST_PROPOSALS = 3
_GAP, _GAP_END = re.compile(r"\[\["), re.compile(r"\]\]")
_LONGEST_WORDS = 600


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A section of the body: its lines, and the page and line where it begins."""

    title: str
    lines: int
    page: int
    line: int


@dataclass(frozen=True, slots=True)
class CheckRemark:
    """Something to look at; ``line`` is that of the Markdown source, 0 for the whole; ``words`` is what was found."""

    line: int
    kind: str
    sentence: Message
    words: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The answer of a check."""

    pages: int
    budget: int
    over_lines: int
    left_lines: int
    sections: tuple[SectionPlace, ...]
    remarks: tuple[CheckRemark, ...]
    reading_minutes: int
    unreviewed: tuple[str, ...]
    cut: tuple[Message, ...]
    checksum: str


def check(built: Built, *, source: str, kept_numbers: str, names: tuple[str, ...]) -> CheckReport:
    """Lay the document out and return everything a writer can mend.

    ``kept_numbers`` is the last version's settings, ``names`` are people who are not to be named.
    """
    made = layout(built.document)
    return CheckReport(
        pages=made.body_pages,
        budget=made.budget,
        over_lines=made.over_lines,
        left_lines=made.left_lines,
        sections=tuple(SectionPlace(one.title, one.lines, one.page, one.line) for one in made.sections),
        remarks=tuple(sorted(_remarks(built, made, source, kept_numbers, names), key=lambda one: (one.line, one.kind))),
        reading_minutes=made.reading_minutes,
        unreviewed=built.unreviewed,
        cut=tuple(_cut(made)),
        checksum=made.checksum,
    )


def _remarks(
    built: Built, made: Layout, source: str, kept_numbers: str, names: tuple[str, ...]
) -> Iterable[CheckRemark]:
    parsed = read_source(source)
    for gap in parsed.gaps:
        yield CheckRemark(gap.line, "gap", say("A gap waits for the writer."), gap.words)
    for field in parsed.unknown_fields:
        yield CheckRemark(
            field.line, "front_matter", say("“{field}” is no field of the front matter.", field=field.words)
        )
    for missing in unresolved(parsed, built.facts):
        yield CheckRemark(missing.line, "code", missing.sentence, missing.words)
    for old in stale(numbers_of(kept_numbers), built.facts, source):
        yield CheckRemark(old.line, "stale", old.said(), old.path)
    for sentence in missing_glyph_remarks(built.document, made.front):
        yield CheckRemark(0, "glyph", sentence)
    yield from _style(source, made.front.language, names)


def _style(source: str, language: NarrativeLanguage, names: tuple[str, ...]) -> Iterable[CheckRemark]:
    """Yield what the linter marks, each with its line in the source; lines of a list are judged one by one."""
    text = source.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    # What stands in a gap is our own question to the writer, not the writer's prose.
    lines = _without_gaps(text).split("\n")
    blocks: list[tuple[int, prose.Paragraph]] = []
    for block in read_source(source).blocks:
        first, last = block.lines.first, block.lines.last
        if isinstance(block, BulletList):
            items = [(n, lines[n - 1]) for n in range(first, last + 1) if lines[n - 1].strip()]
            blocks += [(n, prose.Paragraph(words, "bullet")) for n, words in items]
        else:
            words = "\n".join(lines[first - 1 : last])
            blocks.append((first, prose.Paragraph(words, _kind(block))))
    for found in prose.lint([block for _, block in blocks], language, names=names):
        first, paragraph = blocks[found.paragraph]
        line = first + paragraph.text.count("\n", 0, found.start)
        words = paragraph.text[found.start : found.end]
        yield CheckRemark(line, found.code, found.sentence, " ".join(words.split())[:_LONGEST_WORDS])


def _without_gaps(text: str) -> str:
    pieces, at = [], 0
    for start, end in enclosed(text, _GAP, {"[[": _GAP_END}):
        pieces += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def _kind(block: Block) -> prose.Kind:
    if isinstance(block, Heading):
        return "heading"
    if isinstance(block, Quote):
        return "quote"
    return "prose" if isinstance(block, Paragraph) else "other"


def numbers_of(settings: str) -> Mapping[str, str]:
    """Return the words of the live numbers that a version kept; empty where it kept none."""
    try:
        data = json.loads(settings or "{}")
    except ValueError:
        return {}
    numbers = data.get("numbers") if isinstance(data, dict) else None
    return {str(key): str(value) for key, value in numbers.items()} if isinstance(numbers, dict) else {}


def _cut(made: Layout) -> Iterable[Message]:
    """Propose what could go where the body is over its budget: the longest sections first. Nothing is cut."""
    if not made.over_lines:
        return
    longest = sorted(made.sections, key=lambda one: -one.lines)[:_MOST_PROPOSALS]
    for section in longest:
        template = N_("“{title}” takes {lines} lines; {n} of them would bring the body to {budget} pages.")
        yield Message(
            template,
            (
                ("budget", made.budget),
                ("lines", section.lines),
                ("n", min(section.lines, made.over_lines)),
                ("title", section.title),
            ),
        )
