"""What the appendix says of the library: the true seed and draws of the rank; smells under load, not as remarks."""

from __future__ import annotations

from gemba.app import App
from gemba.services.narratives.paper import PaperBuilder, PaperChoice
from gemba.services.tickets.fields import TicketFields


def test_the_method_names_the_seed_and_the_draws_of_the_rank(small_app: App) -> None:
    method = PaperBuilder(small_app.library).build(small_app.narratives.one(), PaperChoice()).document.method
    order = small_app.triage.rank()
    assert (method.seed, method.samples) == (order.seed, order.samples)
    assert method.seed != 1


def test_the_sheets_carry_the_rank_and_no_smell_among_the_remarks(demo_app: App) -> None:
    built = PaperBuilder(demo_app.library).build(demo_app.narratives.one(), PaperChoice(), pictures=False)
    sheets = {one.number: one for one in built.document.tickets}
    order = demo_app.triage.rank()
    assert {number: sheet.rank for number, sheet in sheets.items() if sheet.rank is not None} == {
        one.number: one.position for one in order.ranked
    }
    smelling = [view for view in demo_app.tickets.views() if view.load.smell]
    assert smelling
    for view in smelling:
        assert sheets[view.row.number].smell
        assert str(view.load.sentence) not in " ".join(sheets[view.row.number].remarks)


def test_a_range_that_is_half_given_stands_as_it_is_and_an_empty_one_not_at_all(demo_app: App) -> None:
    demo_app.tickets.edit("T4", TicketFields(money_low="", effort_low="", effort_likely="", effort_high=""))
    built = PaperBuilder(demo_app.library).build(demo_app.narratives.one(), PaperChoice(), pictures=False)
    sheet = next(one for one in built.document.tickets if one.number == 4)
    assert sheet.money is None and sheet.money_words == "– / 3200 / 5200"
    assert sheet.effort is None and sheet.effort_words == ""
