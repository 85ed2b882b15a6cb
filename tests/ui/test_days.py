"""Days as screens say them: those that are kept as days, and words that are none."""

import pytest

from gemba.ui.language.days import said_day
from gemba.ui.language.words import Words


@pytest.mark.parametrize(("language", "said"), [("en", "13 Nov 2026"), ("zh-Hans", "2026年11月13日"), ("vi", "13")])
def test_a_kept_day_is_said_in_the_language(language, said):
    assert said_day("2026-11-13", Words(language)).startswith(said)


@pytest.mark.parametrize("text", ["", "before Christmas", "2026-13-45"])
def test_words_that_are_no_day_stand_as_they_are(text):
    assert said_day(text, Words("en")) == text
