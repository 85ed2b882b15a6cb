"""Narratives: drafted from facts in four languages, edited as a file, checked, printed whole or not at all."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from gemba.app import App
from gemba.errors import EnvironmentProblem, GembaError, Refused, UserError
from gemba.model import durable
from gemba.model.text import BODY_LIMIT
from gemba.model.values import PrivateKind
from gemba.report.source import read_source
from gemba.rules import private
from gemba.services.narratives.paper import PaperChoice
from gemba.services.tickets.fields import TicketFields

ALL = PaperChoice(accept_unreviewed=True, over_budget=True)
LANGUAGES = ("en", "zh-Hans", "zh-Hant", "vi")


@pytest.mark.parametrize("template", ["six-page", "three-page"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_has_facts_codes_and_gaps_and_prints(
    demo_app: App, language: str, template: str, tmp_path: Path
) -> None:
    row = demo_app.narratives.new(language=language, template=template)
    parsed = read_source(row.source)
    assert parsed.front.language.value == language
    assert {"T1", "S1", "S2", "S3", "D1"} <= {use.words for use in parsed.codes}
    assert {"R.sessions", "S1.seen_live"} <= {use.words for use in parsed.numbers}
    assert len(parsed.gaps) >= 5
    report = demo_app.narratives.check(row.id)
    assert not [remark for remark in report.remarks if remark.kind in ("code", "glyph", "front_matter", "stale")]
    if (language, template) == ("en", "six-page"):
        done = demo_app.narratives.export(row.id, tmp_path / "draft.pdf", ALL)
        assert done.gaps == len(parsed.gaps)
        text = "".join(page.extract_text() for page in PdfReader(done.file).pages)
        assert "Lena Hartwig" in text and "Marta Nowak" not in text


def test_a_draft_speaks_in_sentences_and_names_no_one_without_consent(demo_app: App) -> None:
    row = demo_app.narratives.new()
    body = row.source.split("---", 2)[2]
    hidden = tuple(person.name for person in demo_app.sessions.people() if not person.may_be_named)
    found = [find for find in private.find(body, hidden) if find.kind is PrivateKind.NAME]
    assert [find.text for find in found if find.text.split()[0] not in ("实习生一名",)] == []
    for paragraph in re.split(r"\n\n+", body.strip()):
        if not paragraph.startswith("#"):
            assert paragraph.rstrip()[-1] in '.。?？!:]”"）' or paragraph.endswith("]]"), paragraph


def test_a_text_that_could_not_be_kept_whole_is_refused_and_not_cut(demo_app: App) -> None:
    narratives, before = demo_app.narratives, len(demo_app.narratives.all())
    most = "---\ntitle: Long\n---\n\n" + "x" * (BODY_LIMIT - 23)
    row = narratives.new(source=most[:BODY_LIMIT])
    assert row.source == most[:BODY_LIMIT]
    for keep in (lambda: narratives.new(source=most + "the end"), lambda: narratives.edit(row.id, most + "the end")):
        with pytest.raises(UserError, match="longer than"):
            keep()
    assert narratives.one(row.id).source == row.source and len(narratives.all()) == before + 1


def test_unknown_language_template_and_round_are_refused(app: App, demo_app: App) -> None:
    with pytest.raises(UserError):
        app.narratives.new()
    for wrong in ({"language": "tlh"}, {"template": "one-page"}, {"round_name": "nowhere"}):
        with pytest.raises(UserError):
            demo_app.narratives.new(**wrong)  # type: ignore[arg-type]


def test_editing_keeps_every_draft_and_refuses_a_second_hand(demo_app: App) -> None:
    row = demo_app.narratives.one()
    new = demo_app.narratives.edit(row.id, row.source + "\nOne more line.\n", based_on=row.draft)
    assert (new.draft, new.source.endswith("One more line.\n")) == (row.draft + 1, True)
    assert demo_app.narratives.edit(row.id, new.source, based_on=new.draft).draft == new.draft
    with pytest.raises(Refused, match="was written while you edited"):
        demo_app.narratives.edit(row.id, "other", based_on=row.draft)
    assert demo_app.history.undo() == "Write the narrative"
    assert demo_app.narratives.one(row.id).source == row.source


def test_a_number_that_changed_is_stale_and_says_where(demo_app: App) -> None:
    row = demo_app.narratives.one()
    assert not [one for one in demo_app.narratives.check(row.id).remarks if one.kind == "stale"]
    demo_app.tickets.edit("A01", TicketFields(money_likely="15500"))
    stale = [one for one in demo_app.narratives.check(row.id).remarks if one.kind == "stale"]
    assert stale
    assert "T1.money.likely" in {one.words for one in stale}
    assert all(f"[={one.words}]" in row.source.splitlines()[one.line - 1] for one in stale)
    demo_app.narratives.edit(row.id, row.source + "\n", based_on=row.draft)
    assert not [one for one in demo_app.narratives.check(row.id).remarks if one.kind == "stale"]


def test_a_code_that_stands_for_nothing_stops_the_export(demo_app: App, tmp_path: Path) -> None:
    row = demo_app.narratives.one()
    demo_app.narratives.edit(row.id, row.source + "\nSee [T99].\n")
    found = [one for one in demo_app.narratives.check().remarks if one.kind == "code"]
    line = len(row.source.split("\n")) + 1
    assert [(one.line, str(one.sentence)) for one in found] == [(line, "[T99] stands for nothing.")]
    with pytest.raises(UserError, match=rf"Line {line}: \[T99\] stands for nothing"):
        demo_app.narratives.export(row.id, tmp_path / "n.pdf", ALL)
    assert list(tmp_path.glob("*.pdf")) == []


def test_over_its_budget_it_says_how_much_and_prints_as_a_draft_only(small_app: App, tmp_path: Path) -> None:
    row = small_app.narratives.one()
    more = "\n".join(f"Line {n} of something that nobody has cut yet [T1].\n" for n in range(220))
    small_app.narratives.edit(row.id, row.source + "\n" + more)
    report = small_app.narratives.check()
    assert report.over_lines > 0 and report.cut
    with pytest.raises(Refused, match="lines over"):
        small_app.narratives.export(row.id, tmp_path / "n.pdf", PaperChoice(accept_unreviewed=True))
    done = small_app.narratives.export(row.id, tmp_path / "n.pdf", ALL)
    assert f"over by {report.over_lines} lines" in PdfReader(done.file).pages[0].extract_text()


def test_the_same_library_prints_the_same_bytes_and_keeps_one_version(small_app: App, tmp_path: Path) -> None:
    first = small_app.narratives.export("", tmp_path / "a.pdf", ALL)
    kept = len(small_app.narratives.versions())
    second = small_app.narratives.export("", tmp_path / "b.pdf", ALL)
    assert first.file.read_bytes() == second.file.read_bytes()
    assert len(small_app.narratives.versions()) == kept
    assert small_app.narratives.versions()[-1].checksum == first.checksum


def test_r17_unreviewed_pictures_are_named_and_need_a_decision(demo_app: App, tmp_path: Path) -> None:
    demo_app.captures.propose("T1/03", [(PrivateKind.NAME, "x", (1, 1, 9, 9))], source="by-eye")
    with pytest.raises(Refused) as refused:
        demo_app.narratives.export("", tmp_path / "n.pdf", PaperChoice())
    assert "T1/03" in str(refused.value) and "--accept-unreviewed" in str(refused.value)
    assert not (tmp_path / "n.pdf").exists()
    done = demo_app.narratives.export("", tmp_path / "n.pdf", ALL)
    assert done.unreviewed == ("T1/03",)
    text = "".join(page.extract_text() for page in PdfReader(done.file).pages)
    assert "T1/03" in text and "Not yet reviewed" in text
    with pytest.raises(Refused):
        demo_app.exporting.session_report("T1", tmp_path / "s.md")
    assert not list(tmp_path.glob("s.md")) and not list(tmp_path.glob("*.png"))


def test_r17_control_a_reviewed_library_asks_for_nothing(demo_app: App, tmp_path: Path) -> None:
    assert demo_app.narratives.export("", tmp_path / "n.pdf", PaperChoice()).unreviewed == ()


class _Fault(Exception):
    """A fault that nobody foresaw."""


def _raising(problem: BaseException):  # type: ignore[no-untyped-def]
    def broken(*_: object, **__: object) -> None:
        raise problem

    return broken


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("gemba.services.pictures.frames", "load_frame"),
        ("gemba.imaging.render", "bake"),
        ("gemba.imaging.png", "encode"),
        ("gemba.report.subset", "font_of"),
        ("gemba.report.pdf", "layout"),
        ("gemba.model.durable", "sync_file"),
        ("gemba.model.durable", "read_whole"),
        ("gemba.services.leaving.files", "_sync"),
    ],
)
@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "full"), ValueError("broken"), MemoryError(), _Fault()])
def test_r16_any_fault_leaves_no_file_and_the_old_one_as_it_was(
    small_app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, name: str, problem: BaseException
) -> None:
    import importlib

    module = importlib.import_module(where)
    out = tmp_path / "out"
    out.mkdir()
    (out / "n.pdf").write_bytes(b"the old one")
    hit: list[bool] = []

    def broken(*arguments: object, **words: object) -> object:
        hit.append(True)
        raise problem

    monkeypatch.setattr(module, name, broken)
    with pytest.raises(BaseException) as raised:
        small_app.narratives.export("", out / "n.pdf", ALL)
    assert hit
    assert [file.name for file in out.iterdir()] == ["n.pdf"]
    assert (out / "n.pdf").read_bytes() == b"the old one"
    if where.startswith("gemba.imaging") and isinstance(problem, (OSError, ValueError, MemoryError)):
        assert isinstance(raised.value, EnvironmentProblem)
        assert "█" in str(raised.value)  # the picture is named, as far as its name may leave


def test_r16_a_full_disk_is_said_as_one(small_app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "sync_file", _raising(OSError(errno.ENOSPC, "full")))
    with pytest.raises(GembaError) as raised:
        small_app.narratives.export("", tmp_path / "n.pdf", ALL)
    assert isinstance(raised.value, EnvironmentProblem)


def test_a_planted_link_is_replaced_and_never_followed(small_app: App, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine", "utf-8")
    (tmp_path / "n.pdf").symlink_to(victim)
    small_app.narratives.export("", tmp_path / "n.pdf", ALL)
    assert victim.read_text("utf-8") == "mine"
    assert not (tmp_path / "n.pdf").is_symlink()


def test_writing_into_a_folder_that_is_not_there_is_refused(small_app: App, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        small_app.narratives.export("", tmp_path / "no" / "n.pdf", ALL)
    with pytest.raises(UserError):
        small_app.narratives.export("", tmp_path, ALL)


def test_a_draft_says_the_period_of_the_ticket_and_no_owner_that_is_none(demo_app: App) -> None:
    demo_app.tickets.edit("A01", TicketFields(per="month", owner="TBD", reason="she left"))
    for language, period, nobody in (
        ("en", "a month", "Owner: nobody yet"),
        ("zh-Hans", "（每月）", "负责人：尚未指定"),
        ("zh-Hant", "（每月）", "負責人：尚未指定"),
        ("vi", "mỗi tháng", "chưa nêu tên"),
    ):
        source = demo_app.narratives.new(language=language).source
        costs = next(line for line in source.splitlines() if "[T1]" in line and "money.range" in line)
        assert period in costs and nobody in source


def test_a_draft_counts_no_customers_where_there_are_none(demo_app: App) -> None:
    for language, nobody in (("en", "customers: 0"), ("zh-Hans", "0位"), ("zh-Hant", "0位"), ("vi", " 0 khách")):
        source = demo_app.narratives.new(language=language).source
        assert "[P1]" in source and nobody not in source
