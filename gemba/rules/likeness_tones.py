"""Give Vietnamese that was typed without tone marks its marks back, from the Vietnamese that stands around it.

"nhap lai don hang" says what "nhập lại đơn hàng" says, and who types it on a keyboard without tones means it so. The
spelling is taken from the notes themselves and the thesaurus: the pair of syllables that is known, else the commonest
syllable. Must not know an index; nothing it returns is shown as somebody's words.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from gemba.rules.likeness_words import OBJECTS, TROUBLES
from gemba.rules.words import fold, words_in

LEAST_SHARE = 0.75
"""So many of a text's words have to be syllables of the Vietnamese around it, or it is taken as it stands."""

LEAST_MARKED = 0.4
"""Of Vietnamese syllables most carry a mark; English words that Vietnamese notes borrow carry none."""

_VIETNAMESE_COLUMN = 2
_ENGLISH = frozenset(
    {"the", "to", "on", "in", "an", "no", "me", "at", "is", "it", "of", "and", "for", "was", "not", "one", "go"}
)


def toneless(text: str) -> str:
    """Return ``text`` as typed on a keyboard without accents."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(mark for mark in bare if not unicodedata.combining(mark))


class Tones:
    """The spelling of Vietnamese syllables, learned from texts that carry their tones."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Learn from Vietnamese ``texts``; without any, nothing is ever given back."""
        self._syllables: dict[str, Counter[str]] = defaultdict(Counter)
        self._pairs: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        every = list(texts)
        for text in [*every, *(_thesaurus() if every else ())]:
            words = words_in(fold(text))
            for word in words:
                self._syllables[toneless(word)][word] += 1
            for pair in zip(words, words[1:], strict=False):
                self._pairs[toneless(pair[0]), toneless(pair[1])][pair] += 1

    def given_back(self, text: str) -> str | None:
        """Return ``text`` with its tones, or None where it is not Vietnamese as these texts know it."""
        words = words_in(fold(text))
        plain = [word for word in words if word.isalpha()]
        if len(plain) < 2 or not text.isascii() or not self._syllables:
            return None
        known = sum(word in self._syllables for word in plain if word not in _ENGLISH)
        pairs = sum(pair in self._pairs for pair in zip(words, words[1:], strict=False))
        if known < LEAST_SHARE * len(plain) or not pairs:
            return None
        spelled = self._spelled(words)
        marked = sum(not one.isascii() for one in spelled)
        return " ".join(spelled) if marked >= LEAST_MARKED * len(plain) else None

    def _spelled(self, words: list[str]) -> list[str]:
        """Return each word as it is spelled beside its neighbour, the surer pair first."""
        out = [self._syllables[word].most_common(1)[0][0] if word in self._syllables else word for word in words]
        pairs = [(self._pairs.get((one, two)), at) for at, (one, two) in enumerate(zip(words, words[1:], strict=False))]
        ranked = [(found.most_common(1)[0], at) for found, at in pairs if found]
        for (pair, _), at in sorted(ranked, key=lambda entry: (entry[0][1], -entry[1])):
            out[at], out[at + 1] = pair
        return out


def _thesaurus() -> Iterable[str]:
    """Return the Vietnamese phrases of the thesaurus."""
    for table in (OBJECTS, TROUBLES):
        for columns in table.values():
            yield from columns[_VIETNAMESE_COLUMN].split("|")
