"""What a live number is called in words, for remarks: whose it is, and the figure as the screens name it.

Must not know what the number is, nor where remarks are shown.
"""

from __future__ import annotations

from gemba.message import N_, Message, say

_TITLE_LETTERS = 40
_LOW, _LIKELY, _HIGH = N_("{what}, low estimate"), N_("{what}, likely"), N_("{what}, high estimate")
_MONEY, _DAYS = say("money"), say("person-days")
_LABELS = {
    "money.low": say(_LOW, what=_MONEY),
    "money.likely": say(_LIKELY, what=_MONEY),
    "money.high": say(_HIGH, what=_MONEY),
    "money.range": say("Money"),
    "effort.low": say(_LOW, what=_DAYS),
    "effort.likely": say(_LIKELY, what=_DAYS),
    "effort.high": say(_HIGH, what=_DAYS),
    "effort.range": say("Effort"),
    "teams": say("Teams needed"),
    "approvals": say("Approvals needed"),
    "load": say("Coordination load"),
    "seen": say("Seen in how many"),
    "prevalence": say("How common"),
    "value_per_effort": say("Value per day of work"),
    "seen_live": say("Seen live"),
    "observations": say("Notes"),
    "minutes": say("Planned minutes"),
    "reports": say("Reports"),
    "sessions": say("Sessions"),
    "customers": say("Customers"),
    "information": say("Information"),
    "captures": say("Pictures"),
    "tickets": say("Tickets"),
    "actionable": say("Actionable tickets"),
}


def number_name(path: str, *, title: str, first_n: int) -> Message | None:
    """Return what ``T2.money.low`` is called; ``title`` is that of T2, empty where it is gone.

    ``first_n`` tickets are the first ones that ``T2.top_n`` is about, 0 where none is ranked. None where nobody
    knows such a figure.
    """
    code, _, figure = path.partition(".")
    label = say("Top {n}", n=first_n) if figure == "top_n" and first_n else _LABELS.get(figure)
    if figure == "top_n" and label is None:
        label = say("How sure it is that the ticket belongs to the first")
    if label is None:
        return None
    if code == "R":
        return say("{label} of the round", label=label)
    if not title:
        return say("{code}, {label}", code=code, label=label)
    return say("{code} “{title}”, {label}", code=code, title=_short(title), label=label)


def _short(title: str) -> str:
    """Return a title of which the figures behind it still have room on their line."""
    line = " ".join(title.split())
    return line if len(line) <= _TITLE_LETTERS else f"{line[: _TITLE_LETTERS - 1].rstrip()}…"
