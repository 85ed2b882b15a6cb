"""Put facts in the place of codes and live numbers, and say which sentence of an older narrative is stale.

A code or path that stands for nothing is named with its line: an export stops at the first, a check lists all.
Must not know fonts, pages or the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gemba.errors import UserError
from gemba.message import Message, say
from gemba.model.values import NarrativeLanguage
from gemba.report.blocks import Block, BulletList, Heading, Paragraph, Quote, Span, Spans, Table
from gemba.report.document import Facts
from gemba.report.source import Parsed, Use, read_source


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A code or number path that stands for nothing, and where it stands in the source."""

    words: str
    line: int
    sentence: Message

    @property
    def placed(self) -> Message:
        """Return the sentence with its line, for where no line stands beside it."""
        return say("Line {line}: {said}", line=self.line, said=self.sentence)


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence whose number has changed since it was written: the line, the path, its name, and both words."""

    line: int
    path: str
    name: Message | str
    before: str
    now: str

    def said(self) -> Message:
        """Return the remark in words; its line stands beside it."""
        return say("{what}: it was {before} and is now {now}.", what=self.name, before=self.before, now=self.now or "—")


def unresolved(parsed: Parsed, facts: Facts) -> tuple[Unresolved, ...]:
    """Return every code and live number that ``facts`` cannot answer, in the order of the source."""
    found = [
        Unresolved(f"[{use.words}]", use.line, say("[{code}] stands for nothing.", code=use.words))
        for use in parsed.codes
        if facts.resolve_code(use.words) is None
    ]
    found += [
        Unresolved(f"[={use.words}]", use.line, _no_number(use.words, facts))
        for use in parsed.numbers
        if facts.resolve_number(use.words, parsed.front.language) is None
    ]
    return tuple(sorted(found, key=lambda item: item.line))


def _no_number(path: str, facts: Facts) -> Message:
    """Say that a path has no number; in words where what it names is there."""
    name = facts.name_number(path)
    if name is None or facts.resolve_code(path.partition(".")[0]) is None:
        return say("[={path}] has no number.", path=path)
    return say("{what}: there is no number ([={path}]).", what=name, path=path)


def refuse_unresolved(parsed: Parsed, facts: Facts) -> None:
    """Raise UserError at the first code or number that stands for nothing (PAPER: the export stops)."""
    missing = unresolved(parsed, facts)
    if missing:
        raise UserError(
            missing[0].placed, mend=say("Mend the code, or make what it names; `gemba narrative check` lists all.")
        )


def resolved(blocks: tuple[Block, ...], facts: Facts, language: NarrativeLanguage) -> tuple[Block, ...]:
    """Return the blocks with codes linked and numbers in words; what cannot be answered stays as typed."""
    return tuple(_block(block, facts, language) for block in blocks)


def _block(block: Block, facts: Facts, language: NarrativeLanguage) -> Block:
    def said(spans: Spans) -> Spans:
        return (
            tuple(_span(span, facts, language) for span in spans) if any(s.code or s.number for s in spans) else spans
        )

    if isinstance(block, Heading | Paragraph):
        return replace(block, spans=said(block.spans))
    if isinstance(block, Quote):
        return replace(block, paragraphs=tuple(said(spans) for spans in block.paragraphs))
    if isinstance(block, BulletList):
        return replace(block, items=tuple(replace(item, spans=said(item.spans)) for item in block.items))
    if isinstance(block, Table):
        rows = tuple(tuple(said(cell) for cell in row) for row in block.rows)
        return replace(block, head=tuple(said(cell) for cell in block.head), rows=rows)
    return block


def _span(span: Span, facts: Facts, language: NarrativeLanguage) -> Span:
    if span.code:
        target = facts.resolve_code(span.code)
        return span if target is None else span._replace(href=f"#{target.code}")
    if span.number:
        text = facts.resolve_number(span.number, language)
        return span if text is None else span._replace(text=text)
    return span


def snapshot(source: str, facts: Facts) -> dict[str, str]:
    """Return the words of every live number the narrative uses, to be kept with the version."""
    parsed = read_source(source)
    found = {use.words: facts.resolve_number(use.words, parsed.front.language) for use in parsed.numbers}
    return {path: text for path, text in sorted(found.items()) if text is not None}


def stale(before: Mapping[str, str], facts: Facts, source: str) -> tuple[Stale, ...]:
    """Return the places whose live number differs from the snapshot ``before`` of an earlier version."""
    parsed = read_source(source)

    def changed() -> Iterator[Stale]:
        for use in parsed.numbers:
            old, new = before.get(use.words), facts.resolve_number(use.words, parsed.front.language)
            if old is not None and old != new:
                yield Stale(use.line, use.words, facts.name_number(use.words) or use.words, old, new or "")

    return tuple(changed())


def ticket_order(uses: tuple[Use, ...]) -> tuple[int, ...]:
    """Return the numbers of the tickets cited, in the order of the body."""
    numbers = [int(use.words[1:].split(".")[0]) for use in uses if use.words.startswith("T")]
    return tuple(dict.fromkeys(numbers))
