"""What marks, proposals and their colours are called. Must not know widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.message import N_
from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import RECOGNISED, PrivateKind
from gemba.ui.language.words import Words

if TYPE_CHECKING:
    from gemba.model.rows import ProposalRow

_KINDS = {
    PrivateKind.NAME: N_("Name"),
    PrivateKind.EMAIL: N_("Mail address"),
    PrivateKind.PHONE: N_("Phone number"),
    PrivateKind.CARD: N_("Card number"),
    PrivateKind.IBAN: N_("Bank account"),
    PrivateKind.ID: N_("Identity number"),
    PrivateKind.OTHER: N_("Private"),
}
_MARKS = {
    MarkKind.ARROW: (N_("Arrow {n}"), N_("Arrow {n}, from {a}, {b} to {c}, {d}")),
    MarkKind.LINE: (N_("Line {n}"), N_("Line {n}, from {a}, {b} to {c}, {d}")),
    MarkKind.BOX: (N_("Box {n}"), N_("Box {n}, from {a}, {b} to {c}, {d}")),
    MarkKind.ELLIPSE: (N_("Ellipse {n}"), N_("Ellipse {n}, from {a}, {b} to {c}, {d}")),
    MarkKind.MARKER: (N_("Marker {n}"), N_("Marker {n}, from {a}, {b} to {c}, {d}")),
    MarkKind.PENCIL: (N_("Pencil {n}"), N_("Pencil {n}, from {a}, {b} to {c}, {d}")),
    MarkKind.SPOTLIGHT: (N_("Spotlight {n}"), N_("Spotlight {n}, from {a}, {b} to {c}, {d}")),
    MarkKind.INSET: (N_("Magnified part {n}"), N_("Magnified part {n}, from {a}, {b} to {c}, {d}")),
    MarkKind.CROP: (N_("Frame {n}"), N_("Frame {n}, from {a}, {b} to {c}, {d}")),
    MarkKind.POINTER: (N_("Mouse pointer {n}"), N_("Mouse pointer {n}, from {a}, {b} to {c}, {d}")),
    MarkKind.REDACTION: (N_("Covered {n}"), N_("Covered {n}, from {a}, {b} to {c}, {d}")),
}


def kind_word(words: Words, kind: PrivateKind) -> str:
    """Return what kind of private thing a proposal covers."""
    return words.tr(_KINDS[kind])


def kind_of(text: str) -> PrivateKind | None:
    """Return the kind of private thing that a redaction's text names, as taken proposals do; None for other words."""
    return PrivateKind(text) if text in {kind.value for kind in PrivateKind} else None


def proposal_name(words: Words, proposal: ProposalRow) -> str:
    """Return what a proposal is called in the list of marks."""
    return words.tr("To decide: {kind}", kind=kind_word(words, proposal.kind))


def source_words(words: Words, proposal: ProposalRow) -> str:
    """Return who found what a proposal covers: gemba on the picture, or whoever recorded it."""
    if proposal.source == RECOGNISED:
        return words.tr("Read from the picture")
    return words.tr("From the recorder")


def mark_name(words: Words, mark: Mark, place: int, *, fully: bool) -> str:
    """Return what a mark is called; ``place`` counts those of its kind from 1, ``fully`` says where it is too."""
    if mark.kind is MarkKind.NUMBER:
        return _worded(words, words.tr("Number {n}", n=mark.number or 0), mark.text)
    if mark.kind is MarkKind.TEXT:
        return _worded(words, words.tr("Text {n}", n=place), mark.text)
    if mark.kind is MarkKind.CALLOUT:
        return _worded(words, words.tr("Callout {n}", n=place), mark.text)
    directed = mark.kind in (MarkKind.ARROW, MarkKind.LINE)
    a, b, c, d = (*mark.points[0], *mark.points[1]) if directed else mark.box()
    template = _MARKS[mark.kind][fully]
    name = words.tr(template, n=place, a=round(a), b=round(b), c=round(c), d=round(d))
    if mark.kind is not MarkKind.REDACTION:
        return name
    known = kind_of(mark.text)
    return _worded(words, name, mark.text if known is None else kind_word(words, known))


def _worded(words: Words, name: str, said: str) -> str:
    first = " ".join(said.split())
    return words.tr("{name}: {said}", name=name, said=first) if first else name
