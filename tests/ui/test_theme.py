"""The looks: text on its ground has a contrast of 4.5 : 1, marks 3 : 1, in light and dark; no other colour anywhere."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

import gemba.ui
from gemba.i18n import LANGUAGES
from gemba.ui.look.looks import DARK, LIGHT, Look
from gemba.ui.look.strong import strong_weight
from gemba.ui.look.style_sheet import _SHEET, style_sheet
from gemba.ui.look.theme import Theme, palette_of
from tests.ui.new_program import in_a_new_program

LOOKS = (LIGHT, DARK)
GROUNDS = ("ground", "surface")
#: (text, what it stands on): every pair of style_sheet.py and of what is painted
TEXTS = (
    *((text, ground) for text in ("ink", "muted", "accent", "good", "attention", "stop") for ground in GROUNDS),
    *((text, ground) for text in ("ink", "muted") for ground in ("hover", "pressed", "accent_soft")),
    ("accent", "accent_soft"),
    ("accent", "hover"),
    ("attention", "hover"),
    ("accent_ink", "accent"),
    ("surface", "ink"),
)
#: what is seen and not read: frames of what is in use, marks, the edge of a box that can be ticked
MARKS = (
    *((mark, ground) for mark in ("accent", "good", "attention", "stop", "field") for ground in GROUNDS),
    ("accent", "hover"),
    ("ink", "ground"),
    ("ink", "surface"),
)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_reckoning_is_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#2F4BC4", "#2F4BC4") == 1


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(look: Look, text: str, ground: str):
    assert contrast(getattr(look, text), getattr(look, ground)) >= 4.5


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_can_be_seen(look: Look, mark: str, ground: str):
    assert contrast(getattr(look, mark), getattr(look, ground)) >= 3


def test_every_colour_of_the_looks_is_reckoned():
    told = {name for pair in (*TEXTS, *MARKS) for name in pair}
    # A line between two parts is no mark: nothing is lost to whom it escapes.
    assert set(Look._fields) - told == {"name", "line"}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_style_sheet_has_no_colour_of_its_own(look: Look):
    ours = {getattr(look, one).upper() for one in Look._fields if one != "name"}
    found = {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{3,8}\b", style_sheet(look))}
    assert found and found <= ours
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(|\bhsla?\(", _SHEET.template) == []
    named = set(QColor.colorNames()) - {"transparent"}
    values = re.findall(r"(?:color|background|border)[a-z-]*:\s*([^;}]+)", _SHEET.template)
    assert not named & {word for value in values for word in re.findall(r"[a-z]+", value)}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_palette_leaves_nothing_to_qt(look: Look):
    ours = {QColor(getattr(look, one)).name() for one in Look._fields if one != "name"}
    palette = palette_of(look)
    roles = [
        role for role in QPalette.ColorRole if role not in (QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles)
    ]
    assert len(roles) > 15
    for role in roles:
        assert palette.color(role).name() in ours, role


def test_an_icon_follows_the_look_wherever_it_is_set(qapp):
    theme = Theme(qapp, appearance="light")
    set_before = QIcon(theme.icon("x", colour="ink"))

    def seen(mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
        image = set_before.pixmap(QSize(18, 18), 1.0, mode).toImage()
        pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        return {one.name().upper() for one in pixels if one.alpha() == 255}

    assert seen() == {LIGHT.ink} and seen(QIcon.Mode.Disabled) == {LIGHT.field}
    theme.wear("dark")
    assert seen() == {DARK.ink} and seen(QIcon.Mode.Disabled) == {DARK.field}
    theme.wear("light")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
def test_an_icon_has_every_pixel_of_its_screen(qapp, ratio: float):
    pixmap = Theme(qapp, appearance="light").icon("eye").pixmap(QSize(18, 18), ratio)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (18 * ratio, ratio)


#: colours that are not of the interface: marks on a picture, the clock of the capture, veils over a window
NOT_OF_THE_LOOK = re.compile(r"annotator/|capture/|looks\.py")


def test_a_tip_has_as_much_room_around_its_words_as_a_field(qtbot, qapp):
    Theme(qapp, appearance="light")
    words = "Paste or open a picture"
    QToolTip.showText(QPoint(50, 50), words)
    qtbot.waitUntil(QToolTip.isVisible)
    (tip,) = (one for one in qapp.topLevelWidgets() if isinstance(one, QLabel) and one.text() == words)
    metrics = tip.fontMetrics()
    beside, over = tip.width() - metrics.horizontalAdvance(words), tip.height() - metrics.height()
    assert 12 <= beside <= 26 and 8 <= over <= 18, (beside, over)
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_no_module_has_a_colour_of_its_own():
    folder = Path(gemba.ui.__file__).parent
    found = [
        f"{file.relative_to(folder)}: {colour}"
        for file in sorted(folder.rglob("*.py"))
        if not NOT_OF_THE_LOOK.search(file.relative_to(folder).as_posix())
        for colour in re.findall(r"[\"']#[0-9A-Fa-f]{6}[\"']", file.read_text("utf-8"))
    ]
    assert found == []


def ink(text: str, weight: int, size_px: int = 28) -> float:
    """Return how much of a line's ground its letters cover, in the application's faces."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight(weight))
    # Lines of a multiple of four bytes: what Qt adds to others is filled with nothing and would be counted.
    width_px = -(-(QFontMetrics(font).horizontalAdvance(text) + 8) // 4) * 4
    image = QImage(width_px, 2 * size_px, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(2, round(1.5 * size_px), text)
    painter.end()
    return sum(255 - value for value in bytes(image.constBits())) / 255


def titles_of_a_new_program(language: str) -> None:
    """Assert how heavy a title is in a program that begins in a language."""
    application = QApplication([])
    theme = Theme(application, appearance="light", language=language)
    theme.load_companions()
    strong = strong_weight(application.font()).value
    assert f"font-weight: {strong}" in application.styleSheet()
    for text in ("组织结构的信号", "組織結構的信號" if language == "zh-Hant" else "现场记录", "Refunds"):
        assert ink(text, strong) > 1.2 * ink(text, 400), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chinese_title_is_strong_whatever_the_window_speaks(language: str):
    in_a_new_program(__name__, f"titles_of_a_new_program({language!r})")


def faces_of_a_new_program() -> None:
    """Assert which faces are thickened, where no theme was worn before: Qt keeps every face that a process loaded."""
    application = QApplication([])
    Theme(application, appearance="light", language="en")
    english = ink("Refunds & Chargebacks", 600)
    theme = Theme(application, appearance="light", language="zh-Hant")
    assert strong_weight(application.font()) is QFont.Weight.Bold
    assert ink("Refunds & Chargebacks", 700) == english
    # Control: what the heading would be if it asked for the weight of the other languages.
    assert ink("組織結構的信號", 600) == ink("組織結構的信號", 400)
    theme.speak("en")
    assert strong_weight(application.font()) is QFont.Weight.DemiBold
    assert "font-weight: 700" not in theme._sheet


def test_only_the_face_that_is_shipped_in_one_weight_is_thickened():
    in_a_new_program(__name__, "faces_of_a_new_program()")
