"""People's words where Qt would change them: tool tips guess HTML, buttons take "&" away, fields swap spaces.

Must not know whose words they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

_MOST_LETTERS = 2_000


def plain_tip(text: str) -> str:
    """Return a text for a tool tip so that it is shown as it was typed, whatever stands in it."""
    shown = text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"
    # Qt's own namespace is large, and no frame needs it before it is painted (docs/adr/0017).
    from PySide6.QtGui import Qt

    if not Qt.mightBeRichText(shown):
        return shown
    import html

    return f'<span style="white-space: pre-wrap">{html.escape(shown)}</span>'


def plain_caption(text: str) -> str:
    """Return a text for a button, a tab or a menu so that an "&" stays one and underlines nothing."""
    return text.replace("&", "&&")


def typed_text(field: QPlainTextEdit | QTextEdit) -> str:
    """Return what stands in a field of several lines; Qt's own answer makes plain spaces of those that do not break."""
    return field.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
