"""One edited paragraph laid out again, in each of the four languages: the real narratives with their appendix.

Every round changes one paragraph somewhere in the body, as typing does, so that its lines are broken anew. Prints the
95th percentile of many edits, and what a page picture costs on top. Asserts nothing.
"""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import replace

from gemba import paths
from gemba.model.values import NarrativeLanguage
from gemba.report.document import Document, Estimate, Target, TicketSheet
from gemba.report.layout import layout
from gemba.report.pdf import write_pdf
from gemba.report.preview import page_pictures

ROUNDS = 60
AIM_MS, PICTURE_AIM_MS = 200, 250
TRADITIONAL = (
    "客服把訂單號、姓名、電話從工單抄到《退款登記表 W46》，再抄進 Back Office，同樣的內容輸入三次。這是同一個訂單號，由同一個人在十一"
    "分鐘內輸入；中間的那一份沒有人需要——誰也說不出它是給誰看的。超過200的退款要等到16:00，因為財務每天只看一次（在一天結束時）。"
)


class Answers:
    """Answer every code and number, as a full store would."""

    def resolve_code(self, code: str) -> Target | None:
        """Answer every code."""
        return Target(code, "Refund data typed three times")

    def resolve_number(self, path: str, language: NarrativeLanguage) -> str | None:
        """Answer every number."""
        return "14,000"


def document(language: NarrativeLanguage) -> Document:
    file = paths.sample() / f"narrative.{language.value}.md"
    if file.is_file():
        source = file.read_text(encoding="utf-8")
    else:
        body = "\n\n".join(f"# 第{n}節\n\n" + "\n\n".join(TRADITIONAL * 2 for _ in range(5)) for n in range(1, 7))
        source = f"---\ntitle: 退款\nlanguage: {language.value}\n---\n{body}\n"
    sheets = tuple(
        TicketSheet(
            n, "Refund data typed three times", where="Help desk", money=Estimate(1, 2, 3), effort=Estimate(1, 2, 3)
        )
        for n in range(1, 13)
    )
    return Document(source, Answers(), tickets=sheets)


def edited(made: Document, turn: int) -> Document:
    paragraphs = made.source.split("\n\n")
    prose = [i for i, text in enumerate(paragraphs) if i and not text.startswith(("#", "|", "{", "-", ">"))]
    at = prose[turn * 7 % len(prose)]
    paragraphs[at] += "。又改了一次" if made.source.count("。") > 20 else f" And one more change, number {turn}."
    return replace(made, source="\n\n".join(paragraphs))


def main() -> None:
    for language in NarrativeLanguage:
        made = document(language)
        layout(made)
        times, pictured = [], []
        for turn in range(ROUNDS):
            made = edited(made, turn) if turn % 20 else document(language)
            started = time.perf_counter()
            found = layout(made)
            times.append((time.perf_counter() - started) * 1000)
            if turn % 6 == 0:
                page_pictures(write_pdf(replace(made, appendix=False)), dpi=96, pages=(0,))
                pictured.append((time.perf_counter() - started) * 1000)
            gc.collect()
        p95 = statistics.quantiles(times, n=20)[-1]
        size = f"{found.body_pages} pages, {len(found.pages) - found.body_pages} of appendix"
        print(f"one edited paragraph laid out, {language.value} ({size}): p95 {p95:.0f} ms (aim {AIM_MS})")
        print(f"  and its page as a picture: {statistics.median(pictured):.0f} ms (aim {PICTURE_AIM_MS})")


if __name__ == "__main__":
    main()
