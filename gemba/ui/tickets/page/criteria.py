"""The six criteria down the middle, in the order of the gate, each with its fields and its verdict as it stands now.

Must not know how a text gets into the library (editing.py) nor where pictures stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gemba.message import N_, joined
from gemba.model.ticket_facts import PictureFacts, TicketFacts
from gemba.model.values import Criterion
from gemba.services.tickets.judging import ARITHMETIC_CODES, Judged, Spread
from gemba.ui.look.theme import role
from gemba.ui.tickets.page.card import CriterionCard, bring_into_view, labelled
from gemba.ui.tickets.page.fields import ChoiceField, LineField, TextField, mark_wrong
from gemba.ui.tickets.page.passing import PassingOn
from gemba.ui.widgets.kinds import FIX_WORDS
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.range_bar import LogAxis, RangeBar

if TYPE_CHECKING:
    from gemba.services.tickets.opened import Known, OpenTicket
    from gemba.ui.desk import Desk
    from gemba.ui.tickets.page.editing import Editing

NAMES = {
    Criterion.PICTURE: N_("Picture"),
    Criterion.PROBLEM: N_("Problem"),
    Criterion.FIX: N_("Fix"),
    Criterion.MONEY: N_("Money"),
    Criterion.EFFORT: N_("Effort"),
    Criterion.OWNER: N_("Owner"),
}
#: the field that a verdict points at, and the words of the button that goes there
MENDS = {
    "where": ("where", N_("Say where")),
    "expected": ("expected", N_("Say what was expected")),
    "happened": ("happened", N_("Say what happened")),
    "fix": ("fix", N_("Suggest a fix")),
    "money.low": ("money_low", N_("Estimate the money")),
    "money.likely": ("money_likely", N_("Estimate the money")),
    "money.high": ("money_high", N_("Estimate the money")),
    "money.currency": ("currency", N_("Name the currency")),
    "money.per": ("per", N_("Say per year or once")),
    "money.arithmetic": ("arithmetic", N_("Write the arithmetic")),
    "effort.low": ("effort_low", N_("Estimate the days")),
    "effort.likely": ("effort_likely", N_("Estimate the days")),
    "effort.high": ("effort_high", N_("Estimate the days")),
    "owner": ("owner", N_("Name one owner")),
    "owner_team": ("owner_team", N_("Name the team")),
}
PERIODS = (
    ("", N_("per…")),
    ("year", N_("year")),
    ("once", N_("once")),
    ("quarter", N_("quarter")),
    ("month", N_("month")),
    ("week", N_("week")),
    ("day", N_("day")),
)
#: what lies below the letters of a field, for words that stand beside it
_FOOT_OF_A_FIELD_PX = 6
FIX_KINDS = (("", N_("kind of change…")), *((kind.value, shown) for kind, shown in FIX_WORDS.items()))


class Criteria(QWidget):
    """The six cards. ``picture_mend`` asks for the next step with a picture."""

    picture_mend = Signal(str)

    def __init__(self, desk: Desk, editing: Editing) -> None:
        """Make cards and fields; every field is registered with the one that commits it."""
        super().__init__()
        self._desk = desk
        self._editing = editing
        self._facts: TicketFacts | None = None
        self.cards = {
            criterion: CriterionCard(desk, number, desk.words.tr(NAMES[criterion]))
            for number, criterion in enumerate(Criterion, 1)
        }
        self._home: dict[str, CriterionCard] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for card in self.cards.values():
            layout.addWidget(card)
            card.mend_wanted.connect(self._mend)
        layout.addStretch(1)
        self._build_problem()
        self._build_fix()
        self._build_money()
        self._build_effort()
        self._build_owner()
        editing.said.connect(self._said)

    # -- building ---------------------------------------------------------------------------------------------

    def _build_problem(self) -> None:
        tr, card = self._desk.words.tr, self.cards[Criterion.PROBLEM]
        where = LineField(tr("Where in the work it happens"), hint=tr("Help desk, then the sheet of the week"))
        expected = TextField(tr("What was expected"), hint=tr("The order number is typed once"))
        happened = TextField(tr("What happened instead"), hint=tr("It is typed into two programs, 40 seconds each"))
        card.body.addLayout(labelled(tr("Where"), where))
        card.body.addLayout(labelled(tr("Expected"), expected))
        card.body.addLayout(labelled(tr("Happened"), happened))
        self._take(card, where=where, expected=expected, happened=happened)

    def _build_fix(self) -> None:
        tr, card = self._desk.words.tr, self.cards[Criterion.FIX]
        fix = TextField(tr("Suggested fix"), hint=tr("What to change, in one or two sentences"))
        kind = ChoiceField(tr("Kind of change"), [(stored, tr(shown)) for stored, shown in FIX_KINDS])
        card.body.addWidget(fix)
        row = QHBoxLayout()
        row.addWidget(kind)
        row.addStretch(1)
        card.body.addLayout(row)
        self._take(card, fix=fix, fix_kind=kind)

    def _build_money(self) -> None:
        tr, card = self._desk.words.tr, self.cards[Criterion.MONEY]
        low, likely, high = self._three(tr("money"))
        currency = LineField(tr("Currency"), hint="EUR")
        currency.setMaximumWidth(76)
        per = ChoiceField(tr("Per year or once"), [(stored, tr(shown)) for stored, shown in PERIODS])
        arithmetic = TextField(tr("Arithmetic"), hint=tr("how often x how many x cost each = …"), lines=1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for label, field in ((tr("Low"), low), (tr("Likely"), likely), (tr("High"), high)):
            row.addLayout(labelled(label, field), 2)
        row.addLayout(labelled(tr("Currency"), currency), 1)
        row.addLayout(labelled(tr("Per"), per), 1)
        card.body.addLayout(row)
        self.money_bar = RangeBar(self._desk.theme)
        card.body.addWidget(self.money_bar)
        card.body.addLayout(labelled(tr("Arithmetic"), arithmetic))
        self.check = PlainLabel("", "small", wrap=True)
        card.body.addWidget(self.check)
        self._take(card, money_low=low, money_likely=likely, money_high=high)
        self._take(card, currency=currency, per=per, arithmetic=arithmetic)
        low.left.connect(self._name_currency)

    def _name_currency(self) -> None:
        """Put the house's currency beside the first figure: it stands in the field to be seen, and to be changed."""
        low, currency = self._editing.widget("money_low"), self._editing.widget("currency")
        written = self._facts is not None and self._facts.number
        if not isinstance(currency, LineField) or low is None or not written or self._desk.read_only:
            return
        if low.read().strip() and not currency.read().strip():
            currency.show_text(self._desk.app.ticket_list.house().currency)
            currency.typed.emit()
            currency.left.emit()

    def _build_effort(self) -> None:
        tr, card = self._desk.words.tr, self.cards[Criterion.EFFORT]
        low, likely, high = self._three(tr("person-days"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for label, field in ((tr("Low"), low), (tr("Likely"), likely), (tr("High"), high)):
            row.addLayout(labelled(label, field), 2)
        # As wide as currency and period above: the figures of both stand below each other, each with its unit.
        unit = PlainLabel(tr("person-days"), "muted")
        unit.setContentsMargins(0, 0, 0, _FOOT_OF_A_FIELD_PX)
        row.addWidget(unit, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(QWidget(), 1)
        card.body.addLayout(row)
        self.effort_bar = RangeBar(self._desk.theme)
        card.body.addWidget(self.effort_bar)
        self._take(card, effort_low=low, effort_likely=likely, effort_high=high)

    def _build_owner(self) -> None:
        tr, card = self._desk.words.tr, self.cards[Criterion.OWNER]
        self.owner = LineField(tr("Owner, one person"), hint=tr("One person, by name or role"))
        self.team = LineField(tr("Team of the owner"), hint=tr("Their team"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(labelled(tr("Person"), self.owner), 1)
        row.addLayout(labelled(tr("Team"), self.team), 1)
        card.body.addLayout(row)
        self.passing = PassingOn(self._desk, self._editing)
        card.body.addWidget(self.passing)
        for name, field in (("owner", self.owner), ("owner_team", self.team)):
            self._home[name] = card
            self._editing.register(name, field, ask=self.passing.ask)

    def _three(self, what: str) -> tuple[LineField, LineField, LineField]:
        tr = self._desk.words.tr
        return (
            LineField(tr("{what}, low estimate", what=what)),
            LineField(tr("{what}, likely", what=what)),
            LineField(tr("{what}, high estimate", what=what)),
        )

    def _take(self, card: CriterionCard, **fields: LineField | TextField | ChoiceField) -> None:
        for name, field in fields.items():
            self._home[name] = card
            self._editing.register(name, field)

    # -- showing ----------------------------------------------------------------------------------------------

    def complete_with(self, known: Known) -> None:
        """Offer the teams, people and currencies of the library."""
        self.owner.complete_with(known.people)
        self.team.complete_with(known.teams)
        currency = self._editing.widget("currency")
        if isinstance(currency, LineField):
            currency.complete_with(known.currencies)

    def show_ticket(self, opened: OpenTicket | None) -> None:
        """Know what the ticket has reached, for the question about a new owner."""
        self.passing.show_ticket(opened)

    def show_verdicts(self, facts: TicketFacts, judged: Judged) -> None:
        """Show six verdicts about ``facts``, which may hold what is only typed so far."""
        self._facts = facts
        for one in judged.criteria:
            begun = self._begun(one.criterion, facts)
            self.cards[one.criterion].show_verdict(one, self._mend_words(one.where), begun=begun)
        wrong = {MENDS[one.where][0] for one in judged.criteria if not one.ok and one.where in MENDS}
        for name in self._home:
            field = self._editing.widget(name)
            if field is not None and not isinstance(field, ChoiceField):
                mark_wrong(field, name in wrong and bool(field.read().strip()))
        self._show_range(self.money_bar, judged.money)
        self._show_range(self.effort_bar, judged.effort)
        self._show_check(judged)

    def _begun(self, criterion: Criterion, facts: TicketFacts) -> bool:
        """Say whether anything stands in the fields of a criterion yet."""
        if criterion is Criterion.PICTURE:
            return bool(facts.pictures)
        fields = (self._editing.widget(name) for name, home in self._home.items() if home is self.cards[criterion])
        return any(field is not None and field.read().strip() for field in fields)

    def _show_check(self, judged: Judged) -> None:
        words = self._desk.words
        odd = [words.say(one.sentence) for one in judged.remarks if one.code in ARITHMETIC_CODES]
        self.check.setText(joined(odd) if odd else words.tr("The arithmetic adds up.") if judged.adds_up else "")
        self.check.setVisible(bool(self.check.text()))
        role(self.check, "small", "attention" if odd else "good")

    def _show_range(self, bar: RangeBar, found: Spread | None) -> None:
        bar.setVisible(found is not None)
        if found is not None:
            low, likely, high = (self._desk.words.number(value) for value in found)
            said = self._desk.words.tr("{low} to {high}, likely {likely}", low=low, high=high, likely=likely)
            bar.show_range(found, axis=LogAxis.around(found), words=said)

    def _mend_words(self, where: str) -> str:
        if where == "pictures":
            return self._desk.words.tr(next_step(self._facts.pictures if self._facts else ())[1])
        return self._desk.words.tr(MENDS[where][1]) if where in MENDS else ""

    def _mend(self, where: str) -> None:
        if where == "pictures":
            self.picture_mend.emit(next_step(self._facts.pictures if self._facts else ())[0])
            return
        field = self._editing.widget(MENDS[where][0]) if where in MENDS else None
        if field is not None:
            field.setFocus()
            if isinstance(field, LineField):
                field.selectAll()

    def mend_next(self) -> bool:
        """Go to what is missing next, below the field that has the keys; False where all six hold."""
        missing = [card for card in self.cards.values() if not card.holds]
        if not missing:
            return False
        used = QApplication.focusWidget()
        cards = list(self.cards.values())
        here = next((at for at, card in enumerate(cards) if used is not None and card.isAncestorOf(used)), -1)
        # The field that has the keys may not be the one that is missing: then its own card comes first.
        there = self._editing.widget(MENDS[cards[here].where][0]) if here >= 0 and cards[here].where in MENDS else None
        least = here if here >= 0 and used is not there else here + 1
        after = [card for card in missing if cards.index(card) >= least]
        card = (after or missing)[0]
        bring_into_view(card)
        self._mend(card.where)
        return True

    def _said(self, name: str, sentence: str) -> None:
        if name in self._home:
            self._home[name].say(name, sentence)


def next_step(pictures: Sequence[PictureFacts]) -> tuple[str, str]:
    """Return the next step with the picture that is furthest: its name here, and the words of its button."""
    best = max(pictures, key=steps_done, default=None)
    if best is None or not best.exists or best.blank:
        return "link", N_("Link a picture")
    if best.pointing_marks <= 0:
        return "annotate", N_("Add an arrow")
    if best.open_proposals > 0:
        return "annotate", N_("Decide what to cover")
    return "annotate", N_("Review it")


def steps_done(picture: PictureFacts) -> int:
    """Return how many of the picture's conditions hold, in the order of the gate."""
    seen, covered = picture.pointing_marks > 0, picture.open_proposals <= 0
    steps = (picture.exists, not picture.blank, seen, covered, picture.reviewed)
    return steps.index(False) if False in steps else len(steps)
