"""The shipped faces: which character is set in which, how wide it is, and which characters none of them has.

Latin and Vietnamese in Liberation Sans, Han in Noto Sans SC or TC, character by character. Nothing of the machine's
own fonts is ever used, so the same text has the same lines everywhere. Must not know Markdown, pages or pictures.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from threading import Lock
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from gemba import paths
from gemba.errors import EnvironmentProblem
from gemba.message import say
from gemba.model.values import NarrativeLanguage
from gemba.report.font_file import read_font
from gemba.report.numbers import is_chinese

# No setting blocks local paths, so ReportLab is only ever given the shipped fonts to open; these close the rest.
rl_config.trustedHosts = ["gemba.invalid"]
rl_config.trustedSchemes = []
REGULAR, BOLD = "LiberationSans-Regular", "LiberationSans-Bold"
ITALIC, BOLD_ITALIC = "LiberationSans-Italic", "LiberationSans-BoldItalic"
SC, SC_BOLD, TC = "NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSansTC-Regular"
NOTDEF = "\u25a1"
_LATIN = {(False, False): REGULAR, (True, False): BOLD, (False, True): ITALIC, (True, True): BOLD_ITALIC}
# Signs that both faces have and that Chinese sets a full em wide.
_CJK_SIGNS = frozenset("“”‘’…—‖")


_loaded: dict[str, TTFont] = {}
_loading = Lock()


@dataclass(frozen=True, slots=True)
class Face:
    """One shipped font: its name, the characters it has and their widths in em."""

    name: str
    widths_em: dict[int, float] = field(repr=False, compare=False)

    def has(self, char: str) -> bool:
        """Say whether the face has a glyph for the character (of the basic plane; ReportLab maps no other)."""
        return ord(char) in self.widths_em


@cache
def face(name: str) -> Face:
    """Load a shipped font on its first use; raise EnvironmentProblem if it is gone."""
    font = _load(name)
    default = font.face.defaultWidth
    widths = font.face.charWidths
    # One number for all characters that are as wide.
    ems = {width: round(width) / 1000 for width in {default, *widths.values()}}
    return Face(name, {code: ems[widths.get(code, default)] for code in font.face.charToGlyph if 32 <= code <= 0xFFFF})


def font_of(name: str) -> TTFont:
    """Return ReportLab's font of a shipped face: one and the same as long as the program runs.

    It holds which character got which code in a file being written, so a second one would lose what the first knows.
    """
    face(name)
    return _loaded[name]


def _load(name: str) -> TTFont:
    # A page may be laid out while another is written, and both may be the first to need the font.
    with _loading:
        known = _loaded.get(name)
        if known is not None:
            return known
        try:
            font = _loaded[name] = read_font(name, paths.font(f"{name}.ttf"))
        except (TTFError, OSError, ValueError) as problem:
            raise EnvironmentProblem(
                say("gemba's font {name} cannot be read.", name=name),
                mend=say("Install gemba again; the fonts ship with it."),
            ) from problem
        return font


class Pen(NamedTuple):
    """What draws a run of characters: the face, whether bold is stroked, whether they are missing from every face."""

    face: str
    stroked: bool = False
    missing: bool = False


@lru_cache(maxsize=65536)
def glyph(char: str, language: NarrativeLanguage, bold: bool, italic: bool) -> tuple[Pen, float]:
    """Return what draws ``char`` in the language and style, and its width in em; none has it: a visible box."""
    for name, stroked in _candidates(char, language, bold, italic):
        found = face(name).widths_em.get(ord(char))
        if found is not None:
            return Pen(name, stroked), found
    return Pen(SC, missing=True), face(SC).widths_em[ord(NOTDEF)]


@cache
def latin_widths(bold: bool, italic: bool) -> tuple[Pen, dict[str, float]]:
    """Return the pen of the Latin face and the widths in em of what is set in it whatever the language."""
    name = _LATIN[bold, italic]
    widths = face(name).widths_em
    return Pen(name), {chr(c): em for c, em in widths.items() if c < 0x2E80 and chr(c) not in _CJK_SIGNS}


def _candidates(char: str, language: NarrativeLanguage, bold: bool, italic: bool) -> list[tuple[str, bool]]:
    first = [(_LATIN[bold, italic], False)]
    han: list[tuple[str, bool]] = [(SC_BOLD, False), (SC, True)] if bold else [(SC, False)]
    if language is NarrativeLanguage.CHINESE_TRADITIONAL:
        # The bold face is cut for GB2312 only: stroking keeps one look through a traditional line.
        han = [(TC, bold), (SC, bold)]
    wide = char in _CJK_SIGNS and is_chinese(language)
    return [*han, *first] if wide or is_han(char) else [*first, *han]


def is_han(char: str) -> bool:
    """Say whether the character is set a full em wide among Han (ideographs, kana, CJK punctuation)."""
    code = ord(char)
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFE4F or 0xFF00 <= code <= 0xFFEF


def is_ideograph(char: str) -> bool:
    """Say whether a quarter-em belongs between this character and a Latin one (punctuation has its own room)."""
    code = ord(char)
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x3041 <= code <= 0x30FA


def describe(char: str) -> str:
    """Return a character's number and name, for a remark about one no face has."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
