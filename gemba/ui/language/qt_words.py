"""Qt's own texts (the menu of a field, buttons of a dialog) in the window's language.

Qt brings them in Chinese, all but what stands in qt_words_zh.py; the Vietnamese ones are ours, in qt_words_vi.py. Must
not know any text of gemba.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_OF_KEYS = "QShortcut"
_SHIPPED = {"zh-Hans": "qtbase_zh_CN", "zh-Hant": "qtbase_zh_TW"}


class _Table(QTranslator):
    """Says texts from a table of ours, whatever part of Qt they stand in; names of keys only where they are keys.

    A text that is in neither is left to the translator that was installed before.
    """

    def __init__(self, table: dict[str, str], keys: dict[str, str] | None = None) -> None:
        super().__init__()
        self._table, self._keys = table, keys or {}

    def isEmpty(self) -> bool:
        """Say that there is something here, or Qt does not ask."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, number: int = -1) -> str | None:
        """Return the text in our language, None where it is not ours."""
        if context == _OF_KEYS and source in self._keys:
            return self._keys[source]
        return self._table.get(source.replace("&", ""))


class QtWords:
    """The translators that are installed, none for English."""

    def __init__(self, application: QCoreApplication) -> None:
        """Take the application; it speaks English until it is told."""
        self._application = application
        self._installed: tuple[QTranslator, ...] = ()

    def speak(self, language: str) -> None:
        """Say Qt's own texts in a language from now on."""
        for before in self._installed:
            self._application.removeTranslator(before)
        self._installed = _translators(language)
        for one in self._installed:
            self._application.installTranslator(one)


def _translators(language: str) -> tuple[QTranslator, ...]:
    """Return what speaks a language; the last is asked first."""
    if language == "vi":
        from gemba.ui.language.qt_words_vi import VIETNAMESE

        return (_Table(VIETNAMESE),)
    if language not in _SHIPPED:
        return ()
    from gemba.ui.language.qt_words_zh import KEYS, TEXTS

    shipped = QTranslator()
    shipped.load(_SHIPPED[language], QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return shipped, _Table(TEXTS[language], KEYS)
