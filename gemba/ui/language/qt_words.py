"""Qt's own texts (the menu of a field, buttons of a dialog) in the window's language.

Qt brings them in Chinese; the Vietnamese ones are ours, in qt_words_vi.py. Must not know any text of gemba.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_SHIPPED = {"zh-Hans": "qtbase_zh_CN", "zh-Hant": "qtbase_zh_TW"}


class _Table(QTranslator):
    """Says texts from a table of ours, whatever part of Qt they stand in."""

    def __init__(self, table: dict[str, str]) -> None:
        super().__init__()
        self._table = table

    def isEmpty(self) -> bool:
        """Say that there is something here, or Qt does not ask."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, number: int = -1) -> str:
        """Return the text in our language, or as it is in English."""
        return self._table.get(source.replace("&", ""), source)


class QtWords:
    """The one translator that is installed, or none for English."""

    def __init__(self, application: QCoreApplication) -> None:
        """Take the application; it speaks English until it is told."""
        self._application = application
        self._installed: QTranslator | None = None

    def speak(self, language: str) -> None:
        """Say Qt's own texts in a language from now on."""
        if self._installed is not None:
            self._application.removeTranslator(self._installed)
        self._installed = _translator(language)
        if self._installed is not None:
            self._application.installTranslator(self._installed)


def _translator(language: str) -> QTranslator | None:
    if language == "vi":
        from gemba.ui.language.qt_words_vi import VIETNAMESE

        return _Table(VIETNAMESE)
    if language not in _SHIPPED:
        return None
    translator = QTranslator()
    translator.load(_SHIPPED[language], QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return translator
