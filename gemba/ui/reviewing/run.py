"""Open a review file in a window of its own, without any library. Must not know what stands in the window."""

from __future__ import annotations

from pathlib import Path

from gemba.errors import EnvironmentProblem
from gemba.message import say
from gemba.services.reviews.elsewhere import Review
from gemba.ui.starting.start import has_screen, load


def run(path: Path, *, author: str = "") -> int:
    """Show the window and return the program's exit code. Raises BundleRefused, EnvironmentProblem without a screen."""
    if not has_screen():
        raise EnvironmentProblem(
            say("There is no screen to show a window on."),
            mend=say("“gemba reviewer show” says what is in the file without a window."),
        )
    review = Review.open(path, author=author)
    try:
        application = load()
        from gemba import paths
        from gemba.settings import PersonSettings
        from gemba.ui.language.words import Words
        from gemba.ui.look.own_icon import wear_own_icon
        from gemba.ui.look.theme import Theme
        from gemba.ui.reviewing.window import ReviewWindow

        settings = PersonSettings(paths.user_config() / "settings.json")
        qt = application.qt_application()
        theme = Theme(qt, appearance=settings.get("appearance"), language=settings.get("language"))
        window = ReviewWindow(review, theme, Words(settings.get("language")), name=path.name)
        theme.dress(window)
        wear_own_icon()
        window.show()
        code: int = qt.exec()
        return code
    finally:
        review.close()
