"""Six pages of text and twelve pages with 24 screens as a PDF: gemba against Typst and WeasyPrint, same run.

Each is given the same words and the same 24 PNG files and writes one PDF. Cold is a new process from its start to the
file on disk; warm is the same work again in that process. Peak memory is that of the process. Prints, asserts nothing.
"""

from __future__ import annotations

import json
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = (
    "The back office form opens pre-filled from the ticket, and the sheet becomes a read-only export that nobody has "
    "to keep. The work is small because the two programs already share the order id; what was missing is somebody who "
    "owns the form. Merchant Support has the same problem in another place: the merchant number is missing on more "
    "than half of the tickets, so that the agent looks it up by hand in a second program and fails in one case of "
    "three. Neither team knew that the other one had the same problem, although they sit two floors apart. "
)
COLD_ROUNDS, WARM_ROUNDS = 5, 5


def chapters() -> list[tuple[str, list[str]]]:
    made = []
    for section in range(8):
        texts = [
            f"In case {section * 4 + part + 1} we saw this. " + SENTENCES + SENTENCES[: 90 * part] for part in range(4)
        ]
        made.append((f"Section {section + 1}: what we saw at the desk", texts))
    return made


def prepare(folder: Path) -> None:
    """Write the pictures, and the same content in the form each program reads."""
    from gemba.imaging.decode import decode_outside
    from gemba.imaging.picture import Reviewed
    from gemba.imaging.render import make_rendition
    from gemba.model.annotation import Annotation

    screens = sorted((ROOT / "resources/sample/teams").glob("*/screens/*.png"))
    renditions = []
    for number in range(24):
        found = decode_outside(screens[number % len(screens)].read_bytes(), name="screen.png")
        frame = getattr(found, "frame", found)
        capture = f"capture-{number}"
        stamp = Reviewed(capture, "facilitator", datetime(2026, 11, 21, tzinfo=UTC))
        rendition = make_rendition(frame, Annotation(()), capture_id=capture, reviewed=stamp)
        renditions.append(rendition)
        (folder / f"{number}.png").write_bytes(rendition.base.data)
    (folder / "gemba.pickle").write_bytes(pickle.dumps(renditions))
    (folder / "document.typ").write_text(typst_source(), encoding="utf-8")
    (folder / "document.html").write_text(html_source(), encoding="utf-8")


def gemba_document(folder: Path) -> object:
    from gemba.report.document import Document, Estimate, SheetPicture, TicketSheet
    from gemba.report.facts import facts_from

    renditions = pickle.loads((folder / "gemba.pickle").read_bytes())
    tickets = tuple(
        TicketSheet(
            number=n + 1,
            title=f"Refund data typed {n + 2} times",
            where="Help desk",
            expected="Entered once",
            happened="Typed by hand",
            money=Estimate(9000, 14000, 21000),
            currency="EUR",
            pictures=tuple(
                SheetPicture(f"T{n + 1}.{k + 1}", f"{n * 2 + k}.png", "A screen", renditions[n * 2 + k])
                for k in range(2)
            ),
        )
        for n in range(12)
    )
    body = "\n\n".join(f"# {title}\n\n" + "\n\n".join(texts) for title, texts in chapters())
    source = f"---\ntitle: Six pages\ndecision: Lend two people for four weeks.\n---\n{body}\n"
    return Document(source, facts_from(tickets=tickets), tickets=tickets)


def typst_source() -> str:
    head = (
        '#set page(paper: "a4", margin: 25mm, numbering: "1 / 1")\n#set text(font: "Liberation Sans", size: 11pt)\n'
        "#set par(leading: 0.5em)\n#set document(title: [Six pages], date: none)\n= Six pages\n"
    )
    body = "\n\n".join(f"== {title}\n\n" + "\n\n".join(texts) for title, texts in chapters())
    sheets = []
    for n in range(12):
        pictures = "\n".join(
            f'#figure(image("{n * 2 + k}.png", width: 100%, height: 250pt, fit: "contain"), caption: [A screen])'
            for k in range(2)
        )
        fields = "Where: Help desk \\ Expected: Entered once \\ Happened: Typed by hand \\ Money: EUR 14,000"
        sheets.append(f"#pagebreak()\n== T{n + 1} Refund data typed {n + 2} times\n{pictures}\n\n{fields}\n")
    return head + body + "\n" + "\n".join(sheets)


def html_source() -> str:
    style = (
        "@page{size:A4;margin:25mm;@bottom-center{content:counter(page)}}"
        "body{font:11pt/14.5pt 'Liberation Sans'} h2{font-size:13pt} .t{break-before:page}"
        "img{width:100%;max-height:250pt}"
    )
    body = "".join(f"<h2>{title}</h2>" + "".join(f"<p>{text}</p>" for text in texts) for title, texts in chapters())
    for n in range(12):
        pictures = "".join(f'<img src="{n * 2 + k}.png"><p>A screen</p>' for k in range(2))
        fields = "<p>Where: Help desk<br>Expected: Entered once<br>Happened: Typed by hand<br>Money: EUR 14,000</p>"
        body += f'<div class="t"><h2>T{n + 1} Refund data typed {n + 2} times</h2>{pictures}{fields}</div>'
    head = f"<head><title>Six pages</title><style>{style}</style></head>"
    return f"<html lang=en>{head}<body><h1>Six pages</h1>{body}</body></html>"


def child(program: str, folder: Path) -> None:
    """Build once cold and several times warm; print the warm times and the peak as JSON."""
    build = {"gemba": build_gemba, "typst": build_typst, "weasyprint": build_weasyprint}[program](folder)
    target = folder / f"{program}.pdf"
    target.write_bytes(build())
    print("cold", flush=True)
    warm = []
    for _ in range(WARM_ROUNDS if program != "weasyprint" else 1):
        started = time.perf_counter()
        target.write_bytes(build())
        warm.append(time.perf_counter() - started)
    print(json.dumps({"warm": statistics.median(warm), "peak": _peak_mb()}), flush=True)


def _peak_mb() -> float:
    # ru_maxrss of a child begins at its parent's size; the kernel's own high-water mark does not.
    status = Path("/proc/self/status").read_text(encoding="ascii") if sys.platform == "linux" else ""
    found = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0].split()[1]) / 1024 if found else float("nan")


def build_gemba(folder: Path):  # type: ignore[no-untyped-def]
    from gemba.report.pdf import write_pdf

    document = gemba_document(folder)
    return lambda: write_pdf(document)  # type: ignore[arg-type]


def build_typst(folder: Path):  # type: ignore[no-untyped-def]
    import typst

    # As its documentation shows it: one call, one file. A Compiler that is kept may remember the whole document.
    return lambda: typst.compile(str(folder / "document.typ"), font_paths=[str(ROOT / "resources/fonts")])


def build_weasyprint(folder: Path):  # type: ignore[no-untyped-def]
    from weasyprint import HTML

    return lambda: HTML(filename=str(folder / "document.html")).write_pdf()


def measure(program: str, folder: Path) -> tuple[float, float, float]:
    """Return cold seconds, warm seconds and peak MB of one process."""
    # Every installed program has its bytecode ready; here it stands beside the pictures, whatever the shell forbids.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, __file__, "--child", program, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    cold = time.perf_counter() - started
    rest = process.stdout.read()
    if process.wait() or first.strip() != "cold":
        raise SystemExit(f"{program} failed")
    told = json.loads(rest)
    return cold, told["warm"], told["peak"]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        found: dict[str, list[tuple[float, float, float]]] = {}
        for program in ("gemba", "typst", "weasyprint"):
            measure(program, folder)  # uncounted: bytecode and the disk's cache
        for turn in range(COLD_ROUNDS):
            for program in ("gemba", "typst", "weasyprint"):
                if program != "weasyprint" or turn == 0:
                    found.setdefault(program, []).append(measure(program, folder))
        report(found)


def report(found: dict[str, list[tuple[float, float, float]]]) -> None:
    from importlib.metadata import version

    cold = {program: statistics.median(one[0] for one in runs) * 1000 for program, runs in found.items()}
    warm = {program: statistics.median(one[1] for one in runs) * 1000 for program, runs in found.items()}
    for peer in ("typst", "weasyprint"):
        print(f"{peer} {version(peer)} cold: {cold[peer]:.0f} ms; warm: {warm[peer]:.0f} ms")
    print(f"six pages and 24 screens, cold: {cold['gemba']:.0f} ms (aim {0.6 * cold['typst']:.0f} = 0.6 x Typst)")
    print(f"six pages and 24 screens, warm: {warm['gemba']:.0f} ms (aim {0.6 * warm['typst']:.0f} = 0.6 x Typst)")
    print(f"  of Typst: cold {cold['gemba'] / cold['typst']:.2f}, warm {warm['gemba'] / warm['typst']:.2f} (aim 0.60)")
    ratio = cold["gemba"] / cold["weasyprint"], warm["gemba"] / warm["weasyprint"]
    print(f"  of WeasyPrint: cold {ratio[0]:.3f}, warm {ratio[1]:.3f} (aim 0.120)")
    print(f"peak memory: {max(one[2] for one in found['gemba']):.0f} MB (aim 120)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
