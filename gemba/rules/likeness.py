"""Same problem, different words: candidates for linking, within one language (DOMAIN §4, PERFORMANCE §8, M81).

Two measures. *Wording*: cosine of tf-idf over words, or how alike the sorted words are letter by letter (rapidfuzz),
whichever is higher. *Meaning*: two texts that name the same object and the same trouble of the thesaurus; rare ones
count more. An object alone or a trouble alone is weak, because a wrong label on a chart and an unknown owner of the
same chart are two problems. Candidates come from an inverted index over rare features, so that ten thousand texts
never meet in pairs. Vietnamese typed without tones is read with them. Texts of different scripts are never compared:
nothing is claimed across languages.

Nothing here merges anything; a person says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt

from rapidfuzz import fuzz

from gemba.rules.likeness_features import Features, features_of
from gemba.rules.likeness_tones import Tones
from gemba.rules.words import Script, words_in

THRESHOLD = 0.42
"""From this likeness on two texts are offered as one problem."""

SMALL = 1_500
"""Up to this many texts of one script every shared feature makes a candidate; beyond, only rare ones do."""

SILENT = 0.3
"""What the same objects count where one text names no trouble at all, as the line of an artifact does."""

_CHINESE_FROM = "\u2e80"
"""The first letter of the scripts that put no blanks between words."""

MOST_POSTINGS = 120
MOST_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Likeness:
    """A text that may report the same problem; ``score`` is 0 to 1, ``shares`` the words that speak for it."""

    id: str
    score: float
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Texts that may report one problem, in the order given to the index; ``score`` is their mean likeness."""

    members: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Names of the thesaurus with their weights."""

    names: dict[str, float]
    square: float

    @classmethod
    def of(cls, names: dict[str, float]) -> _Meaning:
        """Make one of weighted names."""
        return cls(names, sum([weight * weight for weight in names.values()]))

    def overlap(self, other: _Meaning) -> float:
        """Return how much two sets of weighted names share, 0 to 1 (cosine)."""
        shared = [weight * other.names[name] for name, weight in self.names.items() if name in other.names]
        return sum(shared) / sqrt(self.square * other.square) if shared else 0.0


@dataclass(slots=True)
class _Entry:
    """One text of the index with its weighted words, objects and troubles."""

    id: str
    order: int
    features: Features
    letters: str
    weights: dict[str, float]
    things: _Meaning
    troubles: _Meaning


class Index:
    """Texts of any language, to be asked for those that are like another.

    ``texts`` are (id, text); ``features`` gives tags or kinds of a text by its id. The index does not change; make a
    new one when texts change.
    """

    def __init__(
        self, texts: Iterable[tuple[str, str]], *, features: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        """Read all texts; about 0.2 ms for one note of a line or two."""
        extra = features or {}
        read = [(name, features_of(text, extra.get(name, ()))) for name, text in texts]
        self._tones = Tones(found.text for _, found in read if found.script == "vietnamese")
        read = [(name, self._toned(found, extra.get(name, ()))) for name, found in read]
        self._sizes = Counter(found.script for _, found in read)
        counts: dict[Script, Counter[str]] = defaultdict(Counter)
        for _, found in read:
            counts[found.script].update(_every(found))
        self._rarities = {
            script: {feature: _rarity(self._sizes[script], count) for feature, count in counted.items()}
            for script, counted in counts.items()
        }
        self._entries = [self._entry(name, order, found) for order, (name, found) in enumerate(read)]
        self._postings: dict[Script, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for entry in self._entries:
            postings = self._postings[entry.features.script]
            for feature in _keys(entry.features):
                postings[feature].append(entry.order)

    def similar(
        self, text: str, limit: int = 12, *, features: Iterable[str] = (), but: str | None = None
    ) -> list[Likeness]:
        """Return the texts most like ``text``, best first; ``but`` leaves one id out (the text itself)."""
        tags = tuple(features)
        asked = self._entry("", -1, self._toned(features_of(text, tags), tags))
        scored = [(self._score(asked, entry), entry) for entry in self._candidates(asked) if entry.id != but]
        scored.sort(key=lambda one: (-one[0], one[1].order))
        return [
            Likeness(entry.id, round(score, 4), _shares(asked, entry))
            for score, entry in scored[:limit]
            if score > 0.05
        ]

    def clusters(self, threshold: float = THRESHOLD) -> list[Cluster]:
        """Return groups in which texts are alike on average, the surest first; every text is in one at most."""
        scores: dict[tuple[int, int], float] = {}
        for entry in self._entries:
            for other in self._candidates(entry, later=True):
                if (score := self._score(entry, other)) >= threshold * 0.6:
                    scores[entry.order, other.order] = score
        groups = _joined(scores, threshold)
        found = [
            Cluster(tuple(self._entries[member].id for member in sorted(group)), round(_mean(group, group, scores), 4))
            for group in groups
        ]
        return sorted(found, key=lambda cluster: (-cluster.score, cluster.members))

    def _toned(self, found: Features, extra: Iterable[str]) -> Features:
        """Return the features of Vietnamese typed without tones as if it had them; others as they are."""
        if found.script != "latin" or (text := self._tones.given_back(found.text)) is None:
            return found
        return features_of(text, extra, script="vietnamese")

    def _entry(self, name: str, order: int, found: Features) -> _Entry:
        """Weigh the features of one text: words to length one, objects and troubles by their rarity."""
        rarities, unseen = self._rarities.get(found.script, {}), _rarity(self._sizes[found.script], 0)
        weights = {word: count * rarities.get(word, unseen) for word, count in found.words.items()}
        length = sqrt(sum([weight * weight for weight in weights.values()])) or 1.0
        weights = {word: weight / length for word, weight in weights.items()}
        things = {name: rarities.get(f"o:{name}", unseen) for name in found.objects}
        troubles = {name: rarities.get(f"t:{name}", unseen) for name in found.troubles}
        letters = " ".join(sorted(words_in(found.text)))
        return _Entry(name, order, found, letters, weights, _Meaning.of(things), _Meaning.of(troubles))

    def _candidates(self, asked: _Entry, *, later: bool = False) -> list[_Entry]:
        """Return the texts of the same script that share a feature, the most promising ones where there are many.

        ``later`` leaves out those that stand before the asked one in the index.
        """
        script = asked.features.script
        known = self._postings.get(script, {})
        lists = [postings for feature in _keys(asked.features) if (postings := known.get(feature))]
        votes: dict[int, float] = defaultdict(float)
        small = self._sizes[script] <= SMALL
        for postings in lists if small else _rare(lists):
            weight = 1.0 / (1 + len(postings))
            for order in postings[bisect_right(postings, asked.order) :] if later else postings:
                votes[order] += weight
        votes.pop(asked.order, None)
        orders = list(votes) if small else nlargest(MOST_CANDIDATES, votes, key=lambda order: (votes[order], -order))
        return [self._entries[order] for order in orders]

    def _score(self, one: _Entry, other: _Entry) -> float:
        """Return the likeness of two texts, 0 to 1."""
        theirs = other.weights
        wording = sum([weight * theirs[word] for word, weight in one.weights.items() if word in theirs])
        things, troubles = one.things.overlap(other.things), one.troubles.overlap(other.troubles)
        silent = not one.troubles.names or not other.troubles.names
        meaning = SILENT * things if silent else sqrt(things * troubles)
        if wording + meaning > 0.15:
            letters = fuzz.ratio(one.letters, other.letters, score_cutoff=60) / 100
            wording = max(wording, (letters - 0.6) / 0.4)
        together = 0.62 * meaning + 0.38 * min(1.0, 2 * wording) + 0.06 * (things > 0) + 0.06 * (troubles > 0)
        return min(1.0, max(wording, together))


def _rarity(size: int, count: int) -> float:
    """Return the smoothed inverse document frequency; a feature of every text still counts a little."""
    return 0.35 + log((size + 6) / (count + 1.5))


def _rare(lists: list[list[int]]) -> list[list[int]]:
    """Return the shortest lists, up to a budget of texts, so that common words cost nothing."""
    kept: list[list[int]] = []
    budget = MOST_POSTINGS
    for postings in sorted(lists, key=len):
        if len(postings) > budget and kept:
            break
        kept.append(postings[:MOST_POSTINGS])
        budget -= len(postings)
    return kept


def _every(found: Features) -> Iterable[str]:
    """Return all features that are counted."""
    return [*found.words, *(f"o:{name}" for name in found.objects), *(f"t:{name}" for name in found.troubles)]


def _keys(found: Features) -> Iterable[str]:
    """Return the features a text is filed under: words, and each object together with each trouble."""
    return [*found.words, *(f"{thing}|{trouble}" for thing in found.objects for trouble in (*found.troubles, ""))]


def _shares(one: _Entry, other: _Entry) -> tuple[str, ...]:
    """Return the words of the other text that speak for the likeness, the heaviest first, each once."""
    weighed = [
        (weight * other.weights[word], other.features.shown[word])
        for word, weight in one.weights.items()
        if word in other.weights
    ]
    for sort, mine, theirs in (("o", one.things, other.things), ("t", one.troubles, other.troubles)):
        weighed += [
            (weight, other.features.shown[f"{sort}:{name}"])
            for name, weight in mine.names.items()
            if name in theirs.names
        ]
    weighed.sort(key=lambda entry: (-entry[0], entry[1]))
    words = tuple(dict.fromkeys(word for _, word in weighed))
    # Who reads "order id" learns nothing from "order" and "id" after it.
    return tuple(word for word in words if not any(_within(word, whole) for whole in words))[:8]


def _within(word: str, whole: str) -> bool:
    """Say whether a word is said in a longer phrase already."""
    if word == whole:
        return False
    return word in whole if word[:1] >= _CHINESE_FROM else f" {word} " in f" {whole} "


def _joined(scores: Mapping[tuple[int, int], float], threshold: float) -> list[list[int]]:
    """Join pairs from the surest down; a join must keep the mean likeness across both sides near the threshold."""
    home: dict[int, list[int]] = {}
    for (one, other), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < threshold:
            break
        left, right = home.setdefault(one, [one]), home.setdefault(other, [other])
        if left is right or _mean(left, right, scores) < threshold * 0.8:
            continue
        left.extend(right)
        for member in right:
            home[member] = left
    groups = {id(group): group for group in home.values() if len(group) > 1}
    return list(groups.values())


def _mean(left: list[int], right: list[int], scores: Mapping[tuple[int, int], float]) -> float:
    """Return the mean likeness of the pairs across two groups (or within one)."""
    pairs = {(min(one, other), max(one, other)) for one in left for other in right if one != other}
    return sum(scores.get(pair, 0.0) for pair in pairs) / len(pairs) if pairs else 0.0
