"""What a picture of a ticket still lacks. Must not know how it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.model.annotation import POINTING_KINDS
from gemba.model.rows import CaptureRow
from gemba.model.values import CaptureState, ProposalState

if TYPE_CHECKING:
    from gemba.ui.desk import Desk


def standing(desk: Desk, capture: CaptureRow, *, points: bool = True) -> tuple[str, str, str]:
    """Return icon, colour and words for what is missing on a picture, or that nothing is.

    With ``points`` it has to point at the problem; one from after the change shows that there is none.
    """
    words = desk.words
    open_ones = sum(one.state is ProposalState.PROPOSED for one in capture.proposals)
    if capture.blank:
        return "circle-alert", "attention", words.tr("blank")
    if points and not points_at(capture):
        return "circle-alert", "attention", words.tr("no arrow or box yet")
    if open_ones:
        said = words.count("{n} place to decide on", "{n} places to decide on", open_ones)
        return "shield", "attention", said
    if capture.state is not CaptureState.REVIEWED:
        return "eye-off", "attention", words.tr("not reviewed yet")
    return "circle-check", "good", words.tr("marked and reviewed") if points else words.tr("reviewed")


def points_at(capture: CaptureRow) -> bool:
    """Say whether a mark on a picture points at something."""
    return any(mark.kind in POINTING_KINDS for mark in capture.annotation.marks)
