"""Sizes of paper, type and room: the one place where a length is chosen.

PAPER.md is the source: 25 mm margins (or an outer one of 41 mm), 11 pt on 14.5 pt, headings 13 pt bold, small print
8.5 pt, never less. Han fills its em square, so a Chinese page is led wider. Must not know content.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gemba.model.values import NarrativeLanguage
from gemba.report.document import PaperSize, Profile
from gemba.report.ink import BLACK, GREY
from gemba.report.numbers import is_chinese

MM = 72 / 25.4
MARGIN_PT, NOTES_MARGIN_PT = 25 * MM, 41 * MM
SHEETS_PT = {PaperSize.A4: (210 * MM, 297 * MM), PaperSize.LETTER: (612.0, 792.0)}
LINE_NUMBER_PT = 6.5
SMALL_PT = 8.5


class TextStyle(NamedTuple):
    """How a paragraph is set: size and leading in points, weight, colour."""

    size: float
    leading: float
    bold: bool = False
    colour: str = BLACK
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and its column, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def column(self) -> float:
        """Return the width of the text."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """Return the height of the text."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one narrative: its sheet, its language, its type."""

    sheet: Sheet
    language: NarrativeLanguage
    title: TextStyle
    heading: TextStyle
    subheading: TextStyle
    body: TextStyle
    sheet_text: TextStyle
    sheet_bold: TextStyle
    cell: TextStyle
    cell_head: TextStyle
    small: TextStyle
    label: TextStyle
    gap_pt: float


def sheet_of(page: PaperSize, profile: Profile) -> Sheet:
    """Return the sheet; the reader's margin is on the right, beside the end of the lines."""
    width, height = SHEETS_PT[page]
    right = NOTES_MARGIN_PT if profile is Profile.READERS_MARGIN else MARGIN_PT
    return Sheet(width, height, MARGIN_PT, right, MARGIN_PT, MARGIN_PT)


def styles_of(
    language: NarrativeLanguage, page: PaperSize = PaperSize.A4, profile: Profile = Profile.STANDARD
) -> Styles:
    """Return the styles of a narrative in ``language`` on that paper."""
    wide = 1.14 if is_chinese(language) else 1.0
    body = TextStyle(11, 16.5 if is_chinese(language) else 14.5)
    return Styles(
        sheet=sheet_of(page, profile),
        language=language,
        title=TextStyle(20, 25 * wide, bold=True),
        heading=TextStyle(13, 17 * wide, bold=True),
        subheading=TextStyle(11, body.leading, bold=True),
        body=body,
        sheet_text=TextStyle(9.5, 12.5 * wide),
        sheet_bold=TextStyle(9.5, 12.5 * wide, bold=True),
        cell=TextStyle(9.5, 12.5 * wide),
        cell_head=TextStyle(SMALL_PT, 11 * wide, bold=True, colour=GREY),
        small=TextStyle(SMALL_PT, 11 * wide, colour=GREY),
        label=TextStyle(SMALL_PT, 11 * wide, bold=True, colour=GREY),
        gap_pt=body.leading / 2,
    )
