"""The program's own icon: every window wears it, at each size that is asked for, and it is no empty picture."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon

from gemba.ui.look.looks import LIGHT
from gemba.ui.look.own_icon import SIZES_PX, wear_own_icon


def test_a_window_wears_the_icon_once_it_stands(qtbot, empty_window):
    QGuiApplication.setWindowIcon(QIcon())
    wear_own_icon()
    worn = QGuiApplication.windowIcon()
    qtbot.waitUntil(lambda: not empty_window.windowIcon().isNull())
    assert {size.width() for size in worn.availableSizes()} == set(SIZES_PX)
    key = worn.cacheKey()
    wear_own_icon()
    assert QGuiApplication.windowIcon().cacheKey() == key, "made anew at every paint of the first window"


def test_it_shows_light_footprints_on_the_accent(qtbot, empty_window):
    QGuiApplication.setWindowIcon(QIcon())
    wear_own_icon()
    for side in SIZES_PX:
        image = QGuiApplication.windowIcon().pixmap(QSize(side, side)).toImage()
        assert (image.width(), image.height()) == (side, side)
        accent = QColor(LIGHT.accent).rgb()
        colours = [image.pixelColor(x, y) for x in range(side) for y in range(side)]
        assert sum(one.rgb() == accent for one in colours) > side * side // 4
        assert any(min(one.red(), one.green()) > 200 for one in colours if one.alpha() == 255)
        assert image.pixelColor(0, 0).alpha() < 128, "its corners are round"


def test_behind_the_first_paint_it_is_put_on(qtbot, start, tmp_path):
    from gemba.app import create_library

    QGuiApplication.setWindowIcon(QIcon())
    application = start(create_library(tmp_path / "new.gemba"))
    application.open_window("today")
    qtbot.waitUntil(lambda: not QGuiApplication.windowIcon().isNull())
