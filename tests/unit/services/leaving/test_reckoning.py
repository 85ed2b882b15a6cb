"""What would leave, reckoned without writing: it agrees with what is then written."""

from pathlib import Path

import pytest

from gemba.app import App
from gemba.report.preview import page_texts
from gemba.rules.private import BLOCK
from gemba.services.leaving.masking import HiddenPerson, Masker
from gemba.services.leaving.reckoning import reckon
from tests.sample_library import copy_of_demo, opened


@pytest.fixture
def sample(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    with opened(copy_of_demo(tmp_path_factory.getbasetemp().parent, tmp_path)) as app:
        yield app


def test_names_and_numbers_are_counted_once_each() -> None:
    masker = Masker(people=(HiddenPerson("Mei Lin", "agent"),), names=("Acme Customer",))
    texts = ("Mei Lin calls Acme Customer.", "Mei Lin writes to someone@example.org", "nothing here")
    found = reckon(masker, texts, (), notes=3)
    assert (found.notes, found.names_as_roles, found.masked) == (3, 1, 2)


def test_what_is_hidden_is_what_paper_takes_out() -> None:
    masker = Masker(people=(HiddenPerson("Mei Lin", "agent"),))
    text = "Mei Lin writes to someone@example.org"
    assert masker.hidden(text) == (("Mei Lin", "agent"), ("someone@example.org", BLOCK))
    assert masker.for_paper(text) == f"agent writes to {BLOCK}"


def test_a_visit_is_reckoned_as_it_is_then_written(sample: App, tmp_path: Path) -> None:
    for visit in sample.sessions.all():
        found = sample.exporting.reckon_session(visit.id)
        to = tmp_path / f"{visit.number}.pdf"
        written = sample.exporting.session_report(visit.id, to, accept_unreviewed=True)
        assert found.pictures + len(found.unreviewed) == visit.captures
        assert len(found.unreviewed) == len(written.unreviewed)
        assert sample.exporting.session_pages(visit.id) == len(page_texts(to.read_bytes()))


def test_an_export_stops_where_progress_raises_and_leaves_nothing(sample: App, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stop

    visit = next(one for one in sample.sessions.all() if sample.exporting.reckon_session(one.id).pictures)
    with pytest.raises(Stop):
        sample.exporting.session_report(visit.id, tmp_path / "a.pdf", accept_unreviewed=True, progress=stop)
    assert not (tmp_path / "a.pdf").exists()
