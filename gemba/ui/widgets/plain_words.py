"""People's words where Qt would read them as something else: tool tips guess HTML, buttons and menus take "&" away.

Must not know whose words they are.
"""

from __future__ import annotations

import html

from PySide6.QtGui import Qt

_MOST_LETTERS = 2_000


def plain_tip(text: str) -> str:
    """Return a text for a tool tip so that it is shown as it was typed, whatever stands in it."""
    shown = text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"
    if not Qt.mightBeRichText(shown):
        return shown
    return f'<span style="white-space: pre-wrap">{html.escape(shown)}</span>'


def plain_caption(text: str) -> str:
    """Return a text for a button, a tab or a menu so that an "&" stays one and underlines nothing."""
    return text.replace("&", "&&")
