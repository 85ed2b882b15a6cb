"""Dress the program: fonts, palette and style sheet from gemba/ui/look/looks.py, switched while it runs.

``appearance`` is what the person chose (light, dark, system); ``look`` is what is worn. Must not know any screen:
roles are set with ``role(widget, "title")`` and styled here.
"""

from __future__ import annotations

from functools import cache

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gemba import paths
from gemba.ui.language.qt_words import QtWords
from gemba.ui.look.icons import make_icon
from gemba.ui.look.looks import BASE_PX, LIGHT, Look, look_named
from gemba.ui.look.strong import TRADITIONAL, load_as_bold, strong_weight
from gemba.ui.look.style_sheet import style_sheet

STYLE = "Fusion"
#: says of an application that it was begun in that style: to put one on later loads everything that styles are made of
STYLE_PROPERTY = "begun_in_style"
#: of a sheet's grammar, whatever the language
_BETWEEN_FACES = ", "
INTERFACE_FONTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")
#: which shipped faces a language needs besides Inter; the others are loaded behind the first paint
COMPANION_FONTS = {
    "zh-Hans": ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
    "zh-Hant": ("NotoSansTC-Regular.ttf", "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
}


def _give_faces(font: QFont, language: str) -> None:
    """Give a font the faces for text in a language: the first that has a sign shows it (as report/fonts.py on paper).

    Qt keeps what it has found for a font by its first face, and would show both orders in the one that came first; it
    tells fonts of another style hint apart.
    """
    traditional = language == "zh-Hant"
    font.setFamilies(["Inter", *([TRADITIONAL, "Noto Sans SC"] if traditional else ["Noto Sans SC", TRADITIONAL])])
    font.setStyleHint(QFont.StyleHint.SansSerif if traditional else QFont.StyleHint.AnyStyle)


def role(widget: QWidget, *names: str) -> None:
    """Give a widget its part in the style sheet ("title", "muted", "primary"…); see style_sheet.py for the list."""
    joined = " ".join(names)
    if widget.property("role") == joined:
        return  # to dress a widget anew costs more than to draw it
    widget.setProperty("role", joined)
    if _is_dressed(widget):
        dress_anew(widget)


def dress_anew(widget: QWidget) -> None:
    """Match a widget with the style sheet again, after a property changed that stands in it.

    The application's style does it for every window. A window's own (see ``Theme.wear``) goes with its window, and
    Python would keep a wrapper of what is gone: ``widget.style()`` is not asked for anywhere.
    """
    style = QApplication.style()
    style.unpolish(widget)
    style.polish(widget)


def _is_dressed(widget: QWidget) -> bool:
    """Say whether the sheet is on it already; until Qt's namespace is loaded, nothing was shown that could have it."""
    namespace = vars(QtCore).get("Qt")
    return namespace is not None and widget.testAttribute(namespace.WidgetAttribute.WA_WState_Polished)


@cache
def _load_face(name: str) -> int:
    """Load a shipped face; once, as Qt keeps it for the whole process and lays out everything anew for each."""
    return QFontDatabase.addApplicationFont(str(paths.font(name)))


@cache
def _load_as_bold(name: str) -> int:
    return load_as_bold(name)


class Theme(QObject):
    """The look of the whole program; one per process."""

    changed = Signal()

    def __init__(self, application: QApplication, *, appearance: str = "system", language: str = "en") -> None:
        """Take the application and put the look on at once."""
        super().__init__()
        self._application = application
        self._system_dark = False
        self.appearance = appearance
        self.look: Look = LIGHT
        self._sheet = application.styleSheet()
        #: a theme after it leaves the application its sheet: set again behind windows that are gone, it may crash Qt
        self._is_first = not self._sheet
        self.qt_words = QtWords(application)
        self.qt_words.speak(language)
        if not application.property(STYLE_PROPERTY) and self._is_first:
            application.setStyle(STYLE)
        self._load_fonts(language)
        self.wear(appearance)

    def speak(self, language: str) -> None:
        """Wear the faces of a language, and let Qt's own texts (menus of a field, dialogs) be said in it."""
        self._load_fonts(language)
        self.qt_words.speak(language)
        if self._sheet_of(self.look) != self._sheet:
            # What stands out is of another weight now.
            self.wear(self.appearance)

    def _load_fonts(self, language: str) -> None:
        for name in (*INTERFACE_FONTS, *COMPANION_FONTS.get(language, ())):
            _load_face(name)
        font = QFont()
        _give_faces(font, language)
        if strong_weight(font) is QFont.Weight.Bold:
            _load_as_bold(INTERFACE_FONTS[1])
        font.setPixelSize(BASE_PX)
        self._application.setFont(font)

    def set_in(self, widget: QWidget, language: str) -> None:
        """Show a widget's text in the faces of the text's own language, whatever the window's, as the paper does.

        The same signs stand otherwise in each: 。 is low in Simplified Chinese, and in the middle in Traditional.
        """
        for name in COMPANION_FONTS.get(language, ()):
            _load_face(name)
        font = QFont(widget.font())
        _give_faces(font, language)
        # Without a sheet of its own the next look would put the window's faces on it again.
        faces = _BETWEEN_FACES.join(f'"{one}"' for one in font.families())
        widget.setStyleSheet(f"font-family: {faces};")
        widget.setFont(font)

    def load_companions(self) -> None:
        """Load the faces for Chinese text in a window of another language, before the first place shows any.

        Called between the frame and the first place: text that is laid out earlier would keep a face of the system.
        """
        for name in COMPANION_FONTS["zh-Hans"]:
            _load_face(name)

    def wear(self, appearance: str) -> None:
        """Put on "light", "dark" or what the system has ("system"); every window follows at once.

        The application's own sheet changes only before any window stands; windows that stand get one each.
        """
        self.appearance = appearance
        name = ("dark" if self._system_dark else "light") if appearance == "system" else appearance
        self.look = look_named(name)
        sheet = self._sheet_of(self.look)
        if self._sheet != sheet or not self._palette_stands():
            self._sheet = sheet
            self._application.setPalette(palette_of(self.look))
            standing = [window for window in self._application.topLevelWidgets() if window.parentWidget() is None]
            if not self._application.styleSheet() or (self._is_first and not standing):
                self._application.setStyleSheet(sheet)
            else:
                # Widgets hear of the palette before the sheet is put over it, or keep the one of before under it.
                self._application.sendPostedEvents(None, QtCore.QEvent.Type.ApplicationPaletteChange.value)
                for window in standing:
                    window.setStyleSheet(sheet)
        self.changed.emit()

    def _sheet_of(self, look: Look) -> str:
        return style_sheet(look, strong=strong_weight(self._application.font()).value)

    def _palette_stands(self) -> bool:
        """Say whether the application has this look's palette: a theme before this one may have left another."""
        worn = self._application.palette().color(QPalette.ColorRole.WindowText)
        due = palette_of(self.look).color(QPalette.ColorRole.WindowText)
        return worn == due

    def dress(self, window: QWidget) -> None:
        """Let a new window without a parent wear the look, which may have changed since the program began.

        Changing the application's own sheet would match every widget once for each widget that it stands in, ten times
        on the whole; one sheet for each window does it once or twice (docs/adr/0018).
        """
        if self._application.styleSheet() != self._sheet:
            window.setStyleSheet(self._sheet)

    def system_is_dark(self, dark: bool) -> None:
        """Hear from the system whether it is dark; followed where the person chose "system"."""
        if dark != self._system_dark:
            self._system_dark = dark
            if self.appearance == "system":
                self.wear("system")

    @property
    def system_dark(self) -> bool:
        """Say whether the system was dark when it was last heard of."""
        return self._system_dark

    def icon(self, name: str, *, colour: str = "ink") -> QIcon:
        """Return an icon in a colour of the look ("ink", "muted", "accent", "good", "attention", "stop").

        It follows the look wherever it is set; a pixmap made of it does not.
        """
        return make_icon(name, lambda: (getattr(self.look, colour), self.look.field, self.look.accent))

    def colour(self, name: str) -> QColor:
        """Return a colour of the look by its name in looks.py."""
        return QColor(getattr(self.look, name))


def palette_of(look: Look) -> QPalette:
    """Return the palette of a look, every role set, so that Fusion's own drawing fits too (STACK §11)."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: look.ground,
        QPalette.ColorRole.WindowText: look.ink,
        QPalette.ColorRole.Base: look.surface,
        QPalette.ColorRole.AlternateBase: look.ground,
        QPalette.ColorRole.Text: look.ink,
        QPalette.ColorRole.Button: look.surface,
        QPalette.ColorRole.ButtonText: look.ink,
        QPalette.ColorRole.BrightText: look.stop,
        QPalette.ColorRole.Highlight: look.accent,
        QPalette.ColorRole.HighlightedText: look.accent_ink,
        QPalette.ColorRole.Link: look.accent,
        QPalette.ColorRole.LinkVisited: look.accent,
        QPalette.ColorRole.ToolTipBase: look.ink,
        QPalette.ColorRole.ToolTipText: look.surface,
        QPalette.ColorRole.PlaceholderText: look.muted,
        QPalette.ColorRole.Light: look.surface,
        QPalette.ColorRole.Midlight: look.hover,
        QPalette.ColorRole.Mid: look.line,
        QPalette.ColorRole.Dark: look.field,
        QPalette.ColorRole.Shadow: look.line,
        QPalette.ColorRole.Accent: look.accent,
    }
    for which, colour in roles.items():
        palette.setColor(which, QColor(colour))
    for which in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(look.field))
    return palette
