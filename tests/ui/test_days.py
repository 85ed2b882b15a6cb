"""Days as screens say them: those that are kept as days, and words that are none."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout

from gemba.ui.language.days import said_day
from gemba.ui.language.words import Words


@pytest.mark.parametrize(
    ("language", "said"), [("en", "13\u00a0Nov\u00a02026"), ("zh-Hans", "2026年11月13日"), ("vi", "13")]
)
def test_a_kept_day_is_said_in_the_language(language, said):
    assert said_day("2026-11-13", Words(language)).startswith(said)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_no_line_breaks_within_a_day(qapp, language):
    """The year of "13 thg 11, 2026" stood alone under the list of promises; Chinese days have no blanks."""
    day = said_day("2026-11-13", Words(language))
    text, font = f"Ask Finance whether a second slot is possible — {day}", QFont()
    day_px, whole_px = (QFontMetrics(font).horizontalAdvance(one) for one in (day, text))
    for width_px in range(day_px + 4, whole_px, 3):
        lines = broken(text, font, width_px)
        assert len(lines) > 1
        assert any(line.strip().endswith(day) for line in lines), width_px


def broken(text, font, width_px):
    layout, lines = QTextLayout(text, font), []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width_px)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return lines


@pytest.mark.parametrize("text", ["", "before Christmas", "2026-13-45"])
def test_words_that_are_no_day_stand_as_they_are(text):
    assert said_day(text, Words("en")) == text
