"""A table's columns share the paper in one pass, however many there are."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from gemba.model.values import NarrativeLanguage
from gemba.report import tables
from gemba.report.blocks import Span
from gemba.report.styles import styles_of
from gemba.report.tables import column_widths


@pytest.mark.parametrize("columns", [3, 60, 600])
def test_what_columns_need_is_added_up_a_few_times_and_not_for_each_column(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[int] = []

    def counted(numbers: Iterable[float]) -> float:
        taken = list(numbers)
        added.append(len(taken))
        return sum(taken)

    monkeypatch.setattr(tables, "sum", counted, raising=False)
    styles = styles_of(NarrativeLanguage.ENGLISH)
    rows = [[(Span("Where"),)] * columns, [(Span("two words"),)] * columns]
    widths = column_widths(rows, styles, styles.cell, width=styles.sheet.column)
    assert len(widths) == columns and len(set(widths)) <= 2
    assert added and sum(added) <= 4 * columns
