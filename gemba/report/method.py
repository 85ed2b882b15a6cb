"""Appendix D: which samples the narrative rests on, how its numbers were reckoned, drawn, and what they cannot say."""

from __future__ import annotations

from dataclasses import replace

from gemba.report.blocks import SourceLines, Span, Spans, Table
from gemba.report.charts import chart_strips
from gemba.report.charts_scatter import impact_effort
from gemba.report.document import Document
from gemba.report.ink import Strip
from gemba.report.numbers import k_of_n, number, share
from gemba.report.setting import text_strips
from gemba.report.styles import Styles
from gemba.report.tables import simple_table, table_strips
from gemba.report.words import Words, frame_word

_NOWHERE = SourceLines(0, 0)


def method_strips(document: Document, styles: Styles, words: Words) -> list[Strip]:
    """Return the sentences of the method, the samples, the rates, the limits and the pictures not shown."""
    method = document.method
    if not document.tickets and not document.sessions and not method.limits:
        return []
    out: list[Strip] = []
    for sentence in _sentences(document, styles, words):
        out += _text(sentence, styles)
    if impact_effort(document, styles, words) is not None:
        out += chart_strips("impact-effort", document, styles)
    out += _samples(document, styles, words)
    if method.rates:
        said = [
            words(
                "1 {currency} = {rate} {house}",
                currency=rate.currency,
                rate=number(rate.rate, styles.language, decimals=4),
                house=rate.house_currency,
            )
            for rate in method.rates
        ]
        out += _text(words("Rates set by the house:") + " " + "; ".join(said) + ".", styles, space=9)
    for limit in method.limits:
        out += _text(limit, styles)
    if method.unreviewed:
        names = ", ".join(method.unreviewed)
        out += _text(words("Pictures not yet reviewed and therefore not shown:") + " " + names + ".", styles, space=9)
    return out


def _sentences(document: Document, styles: Styles, words: Words) -> list[str]:
    method = document.method
    samples = number(method.samples, styles.language, decimals=0)
    out = []
    if document.tickets:
        out.append(
            words(
                "The order of the tickets comes from {n} draws from the guesses for money and effort (triangular, seed "
                "{seed}) and follows the median of money for each person-day. Two tickets are a tie where either comes "
                "first in 40 to 60 % of the draws.",
                n=samples,
                seed=method.seed,
            )
        )
        out.append(
            words(
                "Where a problem was seen in k of n cases of a random sample, the interval is the middle 90 % of the "
                "Beta distribution (k + 1, n − k + 1). Complaints, self-selected callers and role-play cannot say how "
                "common something is, and neither can a sample whose choice nobody wrote down."
            )
        )
    if document.sessions:
        out.append(
            words(
                "Seen live means that the observer watched the work while it was done. What was told, reported or "
                "replayed is listed as such; what nobody stated is printed as not stated."
            )
        )
    return out


def _samples(document: Document, styles: Styles, words: Words) -> list[Strip]:
    rows: list[list[Spans | str]] = []
    for one in document.method.prevalence:
        if one.n < 1:
            continue
        frame = frame_word(one.frame, words) + (f": {one.frame_words}" if one.frame_words else "")
        spread = words("cannot say")
        if one.low is not None and one.high is not None:
            spread = f"{share(one.low, styles.language)} – {share(one.high, styles.language)}"
        code = (Span(one.code, href=f"#{one.code}"),)
        rows.append([code, k_of_n(one.k, one.n, styles.language), frame, spread])
    if not rows:
        return []
    head = [words("Ticket"), words("Seen"), words("How the cases were chosen"), words("All cases, 90 %")]
    style = styles.small._replace(colour=styles.body.colour)
    table = Table(*simple_table(head, rows, right=(1, 3)), _NOWHERE)
    made = table_strips(table, styles, width=styles.sheet.column, style=style)
    return [replace(made[0], space_before=10), *made[1:], Strip(4)]


def _text(text: str, styles: Styles, *, space: float = 5.0) -> list[Strip]:
    spans = (Span(text),)
    return text_strips(spans, styles.sheet_text, styles, width=styles.sheet.column, space_before=space, numbered=False)
