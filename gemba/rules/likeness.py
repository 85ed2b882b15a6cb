"""Same problem, different words: candidates for linking, within one language (DOMAIN §4, PERFORMANCE §8, M81).

Two measures. *Wording*: cosine of tf-idf over words, or how alike the sorted words are letter by letter (rapidfuzz),
whichever is higher. *Meaning*: two texts that name the same object and the same trouble of the thesaurus; rare ones
count more. An object alone or a trouble alone is weak, because a wrong label on a chart and an unknown owner of the
same chart are two problems. Candidates come from an inverted index over rare features, so that ten thousand texts
never meet in pairs. Texts of different scripts are never compared: nothing is claimed across languages.

Nothing here merges anything; a person says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from rapidfuzz import fuzz

from gemba.rules.likeness_features import Features, features_of
from gemba.rules.words import Script, squeezed

THRESHOLD = 0.42
"""From this likeness on two texts are offered as one problem."""

SMALL = 1_500
"""Up to this many texts of one script every shared feature makes a candidate; beyond, only rare ones do."""

SILENT = 0.3
"""What the same objects count where one text names no trouble at all, as the line of an artifact does."""

MOST_POSTINGS = 40
MOST_CANDIDATES = 60


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


@dataclass(slots=True)
class _Entry:
    """One text of the index with its weighted words."""

    id: str
    order: int
    text: str
    features: Features
    weights: dict[str, float]
    meaning: tuple[dict[str, float], dict[str, float]]


class Index:
    """Texts of any language, to be asked for those that are like another.

    ``texts`` are (id, text); ``features`` gives tags or kinds of a text by its id. The index does not change; make a
    new one when texts change.
    """

    def __init__(
        self, texts: Iterable[tuple[str, str]], *, features: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        """Read all texts; takes about 60 µs for one note of a line or two."""
        extra = features or {}
        read = [(name, text, features_of(text, extra.get(name, ()))) for name, text in texts]
        self._sizes = Counter(found.script for _, _, found in read)
        self._counts = Counter((found.script, feature) for _, _, found in read for feature in _every(found))
        self._entries = [
            _Entry(name, order, squeezed(text), found, self._weights(found), self._meaning(found))
            for order, (name, text, found) in enumerate(read)
        ]
        self._postings: dict[tuple[Script, str], list[int]] = defaultdict(list)
        for entry in self._entries:
            for feature in self._keys(entry.features):
                self._postings[entry.features.script, feature].append(entry.order)

    def similar(
        self, text: str, limit: int = 12, *, features: Iterable[str] = (), but: str | None = None
    ) -> list[Likeness]:
        """Return the texts most like ``text``, best first; ``but`` leaves one id out (the text itself)."""
        found = features_of(text, features)
        asked = _Entry("", -1, squeezed(text), found, self._weights(found), self._meaning(found))
        scored = [
            (self._score(asked, entry), entry) for entry in self._candidates(asked) if entry.id != but and entry.text
        ]
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
            for other in self._candidates(entry):
                if other.order > entry.order and (score := self._score(entry, other)) >= threshold * 0.6:
                    scores[entry.order, other.order] = score
        groups = _joined(scores, threshold)
        found = [
            Cluster(tuple(self._entries[member].id for member in sorted(group)), round(_mean(group, group, scores), 4))
            for group in groups
        ]
        return sorted(found, key=lambda cluster: (-cluster.score, cluster.members))

    def _rarity(self, script: Script, feature: str) -> float:
        """Return the smoothed inverse document frequency; a feature of every text still counts a little."""
        size = self._sizes[script]
        return 0.35 + log((size + 6) / (self._counts[script, feature] + 1.5))

    def _weights(self, found: Features) -> dict[str, float]:
        """Return the words weighted by rarity, of length one."""
        weights = {word: count * self._rarity(found.script, word) for word, count in found.words.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}

    def _meaning(self, found: Features) -> tuple[dict[str, float], dict[str, float]]:
        """Return the weights of the objects and of the troubles."""
        return (
            {name: self._rarity(found.script, f"o:{name}") for name in found.objects},
            {name: self._rarity(found.script, f"t:{name}") for name in found.troubles},
        )

    def _keys(self, found: Features) -> Iterable[str]:
        """Return the features a text is filed under: words, and each object together with each trouble."""
        yield from found.words
        yield from (f"{thing}|{trouble}" for thing in found.objects for trouble in (*found.troubles, ""))

    def _candidates(self, asked: _Entry) -> list[_Entry]:
        """Return the texts of the same script that share a feature, the most promising ones where there are many."""
        script = asked.features.script
        small = self._sizes[script] <= SMALL
        votes: dict[int, float] = defaultdict(float)
        lists = [self._postings.get((script, feature), []) for feature in self._keys(asked.features)]
        for postings in sorted(lists, key=len):
            if not small and len(postings) > MOST_POSTINGS and votes:
                break
            weight = 1.0 / (1 + len(postings))
            for order in postings if small else postings[: MOST_POSTINGS * 4]:
                votes[order] += weight
        votes.pop(asked.order, None)
        orders = votes if len(votes) <= MOST_CANDIDATES else sorted(votes, key=lambda one: (-votes[one], one))
        return [self._entries[order] for order in list(orders)[: None if small else MOST_CANDIDATES]]

    def _score(self, one: _Entry, other: _Entry) -> float:
        """Return the likeness of two texts, 0 to 1."""
        wording = sum(weight * other.weights.get(word, 0.0) for word, weight in one.weights.items())
        things = _overlap(one.meaning[0], other.meaning[0])
        troubles = _overlap(one.meaning[1], other.meaning[1])
        meaning = sqrt(things * troubles) if one.meaning[1] and other.meaning[1] else SILENT * things
        if wording + meaning > 0.15:
            letters = fuzz.token_sort_ratio(one.text, other.text) / 100
            wording = max(wording, (letters - 0.6) / 0.4)
        together = 0.62 * meaning + 0.38 * min(1.0, 2 * wording) + 0.06 * (things > 0) + 0.06 * (troubles > 0)
        return min(1.0, max(wording, together))


def _every(found: Features) -> Iterable[str]:
    yield from found.words
    yield from (f"o:{name}" for name in found.objects)
    yield from (f"t:{name}" for name in found.troubles)


def _overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return how much two sets of weighted names share, 0 to 1 (cosine)."""
    shared = sum(weight * other[name] for name, weight in one.items() if name in other)
    if not shared:
        return 0.0
    return shared / sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))


def _shares(one: _Entry, other: _Entry) -> tuple[str, ...]:
    """Return the words of the other text that speak for the likeness, the heaviest first, each once."""
    weighed = [
        (weight * other.weights[word], other.features.shown[word])
        for word, weight in one.weights.items()
        if word in other.weights
    ]
    for sort, mine, theirs in (("o", one.meaning[0], other.meaning[0]), ("t", one.meaning[1], other.meaning[1])):
        weighed += [(weight, other.features.shown[f"{sort}:{name}"]) for name, weight in mine.items() if name in theirs]
    weighed.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple(dict.fromkeys(word for _, word in weighed))[:8]


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
