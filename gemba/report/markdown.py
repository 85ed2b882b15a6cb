"""From the tokens of markdown-it-py to our blocks. Must not know codes' meaning, fonts or pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from gemba.errors import UserError
from gemba.message import say
from gemba.report.blocks import (
    Block,
    BulletList,
    Directive,
    Divider,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    SourceLines,
    Span,
    Spans,
    Table,
    Verbatim,
    plain_text,
)
from gemba.report.source import CHARTS, TABLES, Use, inline_tokens, parser

if TYPE_CHECKING:
    from markdown_it.token import Token

_DIRECTIVE = re.compile(r"\{\{\s*(\w+)(?:\s+([\w-]+))?\s*\}\}\Z")
_NUMERIC = re.compile(r"[-+−]?(?:[A-Z]{3}\s?)?[\d.,  –\-−]+\s?(?:%|‰|[A-Z]{3}|h|min|d)?\Z")
_STYLE: dict[str, Callable[[Span, bool], Span]] = {
    "strong": lambda span, on: span._replace(bold=on),
    "em": lambda span, on: span._replace(italic=on),
    "s": lambda span, on: span._replace(strike=on),
}
Uses = list[tuple[str, Use]]


def read_blocks(body: str, *, first_line: int) -> tuple[tuple[Block, ...], Uses]:
    """Return the blocks of a Markdown text and the codes, numbers and gaps in it.

    ``first_line`` is the number of the body's first line in its file; raise UserError at an unknown directive.
    """
    reader = _Reader(parser().parse(body), first_line)
    return tuple(reader.blocks()), reader.uses


class _Reader:
    """Walk the flat token list once, from left to right."""

    def __init__(self, tokens: Sequence[Token], first_line: int) -> None:
        self.tokens = tokens
        self.first_line = first_line
        self.uses: Uses = []
        self.at = 0

    def blocks(self) -> list[Block]:
        out: list[Block] = []
        while self.at < len(self.tokens):
            block = self._block()
            if block is not None:
                out.append(block)
        return out

    def _block(self) -> Block | None:
        token = self.tokens[self.at]
        lines = self._lines(token)
        if token.type == "heading_open":
            spans = self._inline(self.tokens[self.at + 1])
            self.at += 3
            return Heading(int(token.tag[1]), spans, lines)
        if token.type == "paragraph_open":
            spans = self._inline(self.tokens[self.at + 1])
            self.at += 3
            return self._directive(spans, lines) or Paragraph(spans, lines)
        if token.type == "blockquote_open":
            return Quote(tuple(self._texts("blockquote_close")), lines)
        if token.type in ("bullet_list_open", "ordered_list_open"):
            return BulletList(tuple(self._items(0)), lines)
        if token.type == "table_open":
            return self._table(lines)
        self.at += 1
        if token.type in ("fence", "code_block"):
            return Verbatim(token.content.rstrip("\n"), lines)
        return Divider(lines) if token.type == "hr" else None

    def _lines(self, token: Token) -> SourceLines:
        first, last = token.map or (0, 1)
        return SourceLines(first + self.first_line, max(first + 1, last) - 1 + self.first_line)

    def _directive(self, spans: Spans, lines: SourceLines) -> Directive | None:
        matched = _DIRECTIVE.match(plain_text(spans).strip())
        if matched is None:
            return None
        kind, name = matched.group(1), matched.group(2) or ""
        if name not in {"chart": CHARTS, "table": TABLES}.get(kind, ()):
            raise UserError(
                say("Line {line}: there is no {kind} “{name}”.", line=lines.first, kind=kind, name=name),
                mend=say("Known: chart {charts}; table {tables}.", charts=", ".join(CHARTS), tables=", ".join(TABLES)),
            )
        return Directive(kind, name, lines)

    def _texts(self, end: str) -> list[Spans]:
        """Return the paragraphs up to the token ``end``, whatever stands between them; move past it."""
        found: list[Spans] = []
        start = self.tokens[self.at].level
        self.at += 1
        while not (self.tokens[self.at].type == end and self.tokens[self.at].level == start):
            token = self.tokens[self.at]
            if token.type == "inline":
                found.append(self._inline(token))
            elif token.type in ("fence", "code_block"):
                found.append((Span(token.content.rstrip("\n")),))
            self.at += 1
        self.at += 1
        return found

    def _items(self, depth: int) -> list[ListItem]:
        opened = self.tokens[self.at]
        ordered = opened.type == "ordered_list_open"
        count = int(opened.attrGet("start") or 1)
        items: list[ListItem] = []
        marker = ""
        self.at += 1
        while self.tokens[self.at].type not in ("bullet_list_close", "ordered_list_close"):
            token = self.tokens[self.at]
            if token.type == "list_item_open":
                marker = f"{count}." if ordered else "•"
                count += 1
            if token.type in ("bullet_list_open", "ordered_list_open"):
                items.extend(self._items(depth + 1))
                continue
            if token.type in ("inline", "fence", "code_block"):
                spans = self._inline(token) if token.type == "inline" else (Span(token.content.rstrip("\n")),)
                items.append(ListItem(marker, depth, spans))
                marker = ""
            self.at += 1
        self.at += 1
        return items

    def _table(self, lines: SourceLines) -> Table:
        rows: list[list[Spans]] = []
        aligned: list[bool] = []
        while self.tokens[self.at].type != "table_close":
            token = self.tokens[self.at]
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "th_open":
                aligned.append("right" in str(token.attrGet("style") or ""))
            elif token.type == "inline":
                rows[-1].append(self._inline(token))
            self.at += 1
        self.at += 1
        body = rows[1:]
        right = tuple(chosen or _numeric([row[i] for row in body]) for i, chosen in enumerate(aligned))
        return Table(tuple(rows[0]), tuple(tuple(row) for row in body), right, lines)

    def _inline(self, token: Token) -> Spans:
        first = (token.map or (0, 1))[0] + self.first_line
        spans, uses = _spans(token.content)
        self.uses.extend((kind, Use(use.words, first + use.line)) for kind, use in uses)
        return spans


@lru_cache(maxsize=4096)
def _spans(content: str) -> tuple[Spans, tuple[tuple[str, Use], ...]]:
    """Return what stands inside a block, and what it uses with lines from 0; remembered, as most blocks stay."""
    style = Span("")
    spans: list[Span] = []
    uses: Uses = []
    for child in inline_tokens(content):
        name, _, edge = child.type.rpartition("_")
        if name in _STYLE:
            style = _STYLE[name](style, edge == "open")
        elif name == "link":
            style = style._replace(href=str(child.attrGet("href") or "") if edge == "open" else "")
        elif name == "gemba":
            spans.extend(_ours(edge, child, style, uses))
        else:
            text = {"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content)
            spans.append(style._replace(text=text))
    return _joined(spans), tuple(uses)


def _ours(kind: str, token: Token, style: Span, uses: Uses) -> list[Span]:
    line = int(token.meta["line"])
    if kind != "code":
        uses.append((kind, Use(token.content, line)))
        if kind == "gap":
            return [style._replace(text=f"[[{token.content}]]", gap=True)]
        return [style._replace(text=f"[={token.content}]", number=token.content)]
    codes = re.findall(r"[TSPD][\d.]+", token.content)
    uses.extend(("code", Use(code, line)) for code in codes)
    spans = [style._replace(text="[")]
    for code in codes:
        spans += [style._replace(text=code, code=code), style._replace(text=", ")]
    return [*spans[:-1], style._replace(text="]")]


def _numeric(cells: list[Spans]) -> bool:
    texts = [plain_text(cell).strip() for cell in cells if plain_text(cell).strip()]
    live = all(any(span.number for span in cell) or _NUMERIC.match(plain_text(cell).strip()) for cell in cells)
    return bool(texts) and live


def _joined(spans: list[Span]) -> Spans:
    """Join neighbours of one style and close Chinese lines that the source broke (no blank between Han)."""
    out: list[Span] = []
    for span in spans:
        last = out[-1] if out else None
        if last is not None and not span.code and not last.code and last._replace(text="") == span._replace(text=""):
            out[-1] = span._replace(text=last.text + span.text)
        elif span.text:
            out.append(span)
    return tuple(span._replace(text=_HAN_BREAK.sub("", span.text)) for span in out)


_HAN_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]) (?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])")
