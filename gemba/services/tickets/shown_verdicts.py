"""What a ticket's verdicts and remarks say on paper: said anew about the masked texts.

A stored reason may quote the beginning of a text, and a cut through a name leaves half of it standing where no mask
finds it. So the sentences for paper are made from masked facts; whether a criterion holds is what the gate said of the
real ones. Must not know paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from gemba.message import N_, joined
from gemba.model.rows import TicketRow
from gemba.model.ticket_facts import TicketFacts
from gemba.model.values import Criterion, MoneyFacts
from gemba.rules import gate
from gemba.services.leaving.masking import Masker
from gemba.services.tickets.verdict_words import GATE_LOST, in_short, lost

Translate = Callable[[str], str]
FAILS = N_("This criterion does not hold.")


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """One criterion as it may be printed."""

    criterion: Criterion
    ok: bool
    reason: str
    mend: str


def masked_facts(facts: TicketFacts, masker: Masker) -> TicketFacts:
    """Return the facts of a ticket with every text as it may leave."""
    paper = masker.for_paper
    return replace(
        facts,
        title=paper(facts.title),
        where=paper(facts.where),
        expected=paper(facts.expected),
        happened=paper(facts.happened),
        fix=paper(facts.fix),
        money=MoneyFacts(
            facts.money.range, paper(facts.money.currency), facts.money.per, paper(facts.money.arithmetic)
        ),
        owner_team=paper(facts.owner_team),
        pictures=tuple(replace(one, reference=paper(one.reference)) for one in facts.pictures),
        teams_needed=tuple(paper(team) for team in facts.teams_needed),
        missing_references=tuple(paper(one) for one in facts.missing_references),
    )


def shown_verdicts(
    row: TicketRow, facts: TicketFacts, masker: Masker, translate: Translate = str
) -> tuple[ShownVerdict, ...]:
    """Return the stored verdicts with sentences about masked texts, said with ``translate``."""
    judged = gate.judge(masked_facts(facts, masker))
    return tuple(_shown(one.criterion, one.ok, judged, masker, translate) for one in row.verdicts)


def said_verdicts(row: TicketRow, facts: TicketFacts, translate: Translate) -> tuple[ShownVerdict, ...]:
    """Return the stored verdicts in the language of a person who may see everything; nothing is masked.

    Where today's rules no longer agree with what is stored, the stored English stands (SETTLED §10).
    """
    judged = gate.judge(facts)
    out = []
    for one in row.verdicts:
        found = judged[one.criterion]
        same = found.ok == one.ok
        reason, mend = in_short(found, translate) if same else (one.reason, one.mend)
        out.append(ShownVerdict(one.criterion, one.ok, reason, mend))
    return tuple(out)


def said_remarks(facts: TicketFacts, translate: Translate) -> Mapping[str, str]:
    """Return code -> sentence of the remarks that the rules make now, for a person who may see everything."""
    verdicts = gate.judge(facts)
    said: dict[str, str] = {} if gate.passes(verdicts) else {GATE_LOST: lost(verdicts.values(), translate)}
    for remark in gate.remarks(facts):
        said[remark.code] = joined((said.get(remark.code, ""), remark.sentence.said(translate)))
    return said


def _shown(
    criterion: Criterion, ok: bool, judged: Mapping[Criterion, gate.Verdict], masker: Masker, translate: Translate
) -> ShownVerdict:
    found = judged[criterion]
    if ok or found.ok:
        return ShownVerdict(criterion, ok, "" if ok else translate(FAILS), "")
    reason, mend = in_short(found, translate)
    return ShownVerdict(criterion, ok, masker.for_paper(reason), masker.for_paper(mend))


def shown_remarks(row: TicketRow, facts: TicketFacts, masker: Masker, translate: Translate = str) -> tuple[str, ...]:
    """Return the remarks that were not waved off, said about masked texts; work begun without the gate says so."""
    open_codes = [one.code for one in row.remarks if not one.waved_off]
    said = said_remarks(masked_facts(facts, masker), translate)
    return tuple(masker.for_paper(said[code]) for code in dict.fromkeys(open_codes) if said.get(code))
