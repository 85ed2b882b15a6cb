"""Read a narrative's Markdown: front matter, CommonMark with tables, codes, live numbers, gaps and directives.

The source is the content (SETTLED §24); nothing here rewrites it. HTML, images and references are off: such text
prints as typed. Only http, https and mailto become links (H-09). Must not know fonts, pages or the store.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from gemba.errors import UserError
from gemba.message import say
from gemba.model.values import NarrativeLanguage
from gemba.report.blocks import Block
from gemba.report.document import Front

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

TEMPLATES = {"six-page": 6, "three-page": 3, "pr-faq": 6, "problem-list": 3, "a3": 1}
CHARTS = ("impact-effort", "coordination", "prevalence", "time-in-state")
TABLES = ("tickets",)
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+\Z", re.IGNORECASE)
_GAP = re.compile(r"\[\[(.+?)\]\](?!\])", re.DOTALL)
_NUMBER = re.compile(r"\[=([A-Za-z][\w.]*)\]")
_CODE = re.compile(r"\[([TSPD]\d+(?:\.\d+)?(?:[,;，；、][ ]?[TSPD]\d+(?:\.\d+)?)*)\]")
_FIELD = re.compile(r"([A-Za-z][\w-]*)[:：][ \t]*(.*)\Z")


@dataclass(frozen=True, slots=True)
class Use:
    """A code, a number path or the words of a gap, with the line of the source it stands in."""

    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A narrative as read: its front matter, its blocks and what it refers to."""

    front: Front
    blocks: tuple[Block, ...]
    codes: tuple[Use, ...]
    numbers: tuple[Use, ...]
    gaps: tuple[Use, ...]
    unknown_fields: tuple[Use, ...]


@lru_cache(maxsize=32)
def read_source(source: str) -> Parsed:
    """Read a narrative's text; raise UserError naming the line where front matter or a directive is wrong."""
    from gemba.report.markdown import read_blocks

    text = source.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    front, body, first_line, unknown = _front_matter(text)
    blocks, uses = read_blocks(body, first_line=first_line)
    by_kind = {kind: tuple(use for found, use in uses if found == kind) for kind in ("code", "number", "gap")}
    return Parsed(front, blocks, by_kind["code"], by_kind["number"], by_kind["gap"], unknown)


def budget_of(front: Front) -> int:
    """Return the page budget of the narrative's template."""
    return TEMPLATES.get(front.template, 6)


def _front_matter(text: str) -> tuple[Front, str, int, tuple[Use, ...]]:
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return Front(title=""), text, 1, ()
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        raise UserError(
            say("The front matter opened in line 1 has no end."), mend=say("Close it with a line of three hyphens.")
        )
    front, unknown = Front(title=""), []
    for line_number, key, value in _fields(lines[1:end]):
        known = _FIELDS.get(key.lower().replace("-", "_"))
        if known is None:
            unknown.append(Use(key, line_number))
            continue
        try:
            front = known(front, value)
        except ValueError:
            raise UserError(
                say(
                    "Line {line} of the front matter: “{value}” does not fit {key}.",
                    line=line_number,
                    value=value,
                    key=key,
                )
            ) from None
    return front, "\n".join(lines[end + 1 :]), end + 2, tuple(unknown)


def _fields(lines: list[str]) -> list[tuple[int, str, str]]:
    """Return line number, key and value; a line that begins with a blank goes on with the value before it."""
    found: list[tuple[int, str, str]] = []
    for offset, line in enumerate(lines):
        matched = _FIELD.match(line)
        if matched:
            found.append((offset + 2, matched.group(1), matched.group(2).strip()))
        elif line[:1].isspace() and line.strip() and found:
            number, key, value = found[-1]
            found[-1] = (number, key, f"{value} {line.strip()}".strip())
        elif line.strip():
            raise UserError(say("Line {line} of the front matter is no “key: value”.", line=offset + 2))
    return [(number, key, _unquoted(value)) for number, key, value in found]


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _language(value: str) -> NarrativeLanguage:
    aliases = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-hans": "zh-Hans", "zh-tw": "zh-Hant", "zh-hant": "zh-Hant"}
    return NarrativeLanguage(aliases.get(value.lower(), value.lower()))


def _template(value: str) -> str:
    if value not in TEMPLATES:
        raise ValueError(value)
    return value


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _draft(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError(value)
    return number


def _authors(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split(r"[,;、，]", value.strip("[]")) if name.strip())


_FIELDS: dict[str, Callable[[Front, str], Front]] = {
    "title": lambda front, value: replace(front, title=value),
    "language": lambda front, value: replace(front, language=_language(value)),
    "template": lambda front, value: replace(front, template=_template(value)),
    "round": lambda front, value: replace(front, round_name=value),
    "date": lambda front, value: replace(front, day=_day(value)),
    "draft": lambda front, value: replace(front, draft=_draft(value)),
    "decision": lambda front, value: replace(front, decision=value),
    "authors": lambda front, value: replace(front, authors=_authors(value)),
    "author": lambda front, value: replace(front, authors=_authors(value)),
    "confidentiality": lambda front, value: replace(front, confidentiality=value),
}


def escape_markdown(text: str) -> str:
    """Return text that reads back as typed when it is put into a narrative's Markdown (for drafts from the store).

    An "&" means something only at the head of an entity, and only to other readers: this one knows none.
    """
    escaped = re.sub(r"([\\`*_{}\[\]<>~|#]|&(?=[#\w]+;))", r"\\\1", text)
    escaped = re.sub(r"(?m)^(\s*)([-+=])", r"\1\\\2", escaped)
    return re.sub(r"(?m)^(\s*\d+)([.)])", r"\1\\\2", escaped)


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the reader of blocks; what stands inside each is left to ``inline_tokens``."""
    md = _reader()
    md.disable("inline")
    return md


def inline_tokens(content: str) -> list[Token]:
    """Return the tokens inside one block; nothing outside it bears on them, as references are off."""
    return _inline_reader().parseInline(content)[0].children or []


@lru_cache(maxsize=1)
def _inline_reader() -> MarkdownIt:
    return _reader()


def _reader() -> MarkdownIt:
    """Return a Markdown reader: CommonMark, tables, strikethrough; no HTML, no images, our brackets."""
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    md.enable(["table", "strikethrough"]).disable(["image", "reference", "html_block", "html_inline", "entity"])
    md.validateLink = lambda url: bool(_SAFE_LINK.match(url))  # type: ignore[method-assign]
    md.inline.ruler.before("link", "gemba", _brackets)
    return md


def _brackets(state: StateInline, silent: bool) -> bool:
    """Take ``[[gap]]``, ``[=path]`` and ``[T14]`` off the inline text, each with its line in the block."""
    if state.src[state.pos] != "[":
        return False
    for kind, pattern in (("gap", _GAP), ("number", _NUMBER), ("code", _CODE)):
        if kind == "gap" and state.pos > _last_gap_end(state.src):
            continue  # looked for from each of thousands of brackets, an end that is not there takes half a minute
        matched = pattern.match(state.src, state.pos)
        if matched is None:
            continue
        if not silent:
            token = state.push(f"gemba_{kind}", "", 0)
            token.content = " ".join(matched.group(1).split())
            token.meta = {"line": state.src.count("\n", 0, state.pos)}
        state.pos = matched.end()
        return True
    return False


@lru_cache(maxsize=8)
def _last_gap_end(inline: str) -> int:
    return inline.rfind("]]")
