"""Try once whether this installation works: a library, a picture through the decoder, a judged ticket, a page.

Works in a temporary folder of its own and leaves nothing behind. Must not touch the person's library.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gemba.app import App, create_library, open_app
from gemba.errors import GembaError
from gemba.message import N_

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SelfTestStep:
    """One thing that was tried; ``why`` is empty where it works, else a sentence or the kind of the failure."""

    name: str
    ok: bool
    why: str = ""


def run_self_test(*, progress: Progress | None = None) -> tuple[SelfTestStep, ...]:
    """Try each step in turn and return what works; a failing step does not stop the others."""
    steps: list[SelfTestStep] = []
    with tempfile.TemporaryDirectory(prefix="gemba-self-test-") as folder:
        library = Path(folder) / "self-test.gemba"
        tries: list[tuple[str, Callable[[], None]]] = [
            (N_("library"), lambda: _make(library)),
            (N_("pictures"), lambda: _with(library, _picture)),
            (N_("gate"), lambda: _with(library, _ticket)),
            (N_("search"), lambda: _with(library, _search)),
            (N_("paper"), lambda: _with(library, lambda app: _paper(app, Path(folder)))),
            (N_("backup"), lambda: _with(library, _backup)),
        ]
        for done, (name, attempt) in enumerate(tries, start=1):
            steps.append(_tried(name, attempt))
            if progress is not None:
                progress(done, len(tries))
    return tuple(steps)


def _tried(name: str, attempt: Callable[[], None]) -> SelfTestStep:
    try:
        attempt()
    except GembaError as problem:
        return SelfTestStep(name, False, str(problem))
    except Exception as problem:
        return SelfTestStep(name, False, type(problem).__name__)
    return SelfTestStep(name, True)


def _with(library: Path, attempt: Callable[[App], None]) -> None:
    with open_app(library, writes=True) as app:
        attempt(app)


def _make(library: Path) -> None:
    from gemba.services.visits.observations import ObservationFields
    from gemba.services.visits.sessions import SessionFields

    create_library(library)
    with open_app(library, writes=True) as app:
        app.sessions.new("Self-test", SessionFields(charter="Does it work?"))
        app.observations.note("S1", ObservationFields(text="One observation / 一条观察 / một quan sát"))


def _picture(app: App) -> None:
    from gemba.imaging.picture import Frame
    from gemba.imaging.png import encode_png

    pixels = bytes(range(256)) * 3 * 16
    row = app.captures.add_bytes(encode_png(Frame(64, 64, pixels)), name="self-test.png", session="S1")
    app.captures.redact(row.id, rects=[(8, 8, 16, 16)])
    app.captures.review(row.id, by="self-test")
    app.captures.renditions([row.id], words=str)


def _ticket(app: App) -> None:
    from gemba.services.tickets.fields import TicketFields

    view = app.tickets.new(TicketFields(title="Self-test"))
    if any(verdict.ok for verdict in view.row.verdicts) or len(view.row.verdicts) != 6:
        raise AssertionError("an empty ticket passed a criterion")


def _search(app: App) -> None:
    if not all(app.search.find(word) for word in ("observation", "观察", "quan sat")):
        raise AssertionError("something written down was not found")


def _paper(app: App, folder: Path) -> None:
    from gemba.services.narratives.paper import PaperChoice

    row = app.narratives.new()
    app.narratives.export(row.id, folder / "self-test.pdf", PaperChoice(accept_unreviewed=True, over_budget=True))


def _backup(app: App) -> None:
    if not app.backups.take():
        raise AssertionError("no backup was made")
