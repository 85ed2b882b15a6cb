"""Narratives: draft one from facts, edit its Markdown, check it, print it. Every draft and every print is kept.

A PDF leaves whole and verified, or not at all; pictures that nobody has reviewed are named and need a decision
(R-16, R-17). Must not know pages or Markdown beyond handing them on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.errors import Refused, UserError
from gemba.message import N_, Message, say
from gemba.model.library import Library
from gemba.model.rows import NarrativeRow, NarrativeVersionRow
from gemba.model.text import BODY_LIMIT, normalise
from gemba.model.values import NarrativeLanguage
from gemba.services.finding import codes as finding
from gemba.services.finding.words import word

if TYPE_CHECKING:
    from gemba.report.layout import Layout
    from gemba.services.narratives.check import CheckReport
    from gemba.services.narratives.leaving import NarrativeLeaving
    from gemba.services.narratives.pages import NarrativePages
    from gemba.services.narratives.paper import Built, PaperChoice

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """A PDF that was written: where, how long, and what stands in it as "not yet reviewed"."""

    file: Path
    pages: int
    body_pages: int
    over_lines: int
    checksum: str
    unreviewed: tuple[str, ...]
    gaps: int


class Narratives:
    """The narratives of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def all(self) -> tuple[NarrativeRow, ...]:
        """Return every narrative, the one changed last first."""
        rows = self._library.queries.narratives()
        return tuple(sorted(rows, key=lambda row: (row.changed, row.id), reverse=True))

    def one(self, reference: str = "") -> NarrativeRow:
        """Return the narrative that an id means, the one changed last where none is named."""
        return finding.narrative(self._library.queries, reference)

    def versions(self, reference: str = "") -> tuple[NarrativeVersionRow, ...]:
        """Return the kept states of a narrative, oldest first."""
        return tuple(self._library.queries.narrative_versions(self.one(reference).id))

    def new(
        self,
        *,
        round_name: str = "",
        template: str = "six-page",
        language: str = "en",
        title: str = "",
        source: str | None = None,
    ) -> NarrativeRow:
        """Draft a narrative from the facts of a round, or take ``source`` as it is.

        Raises UserError for a language or template that does not exist, where there is no round yet, and for a
        ``source`` that could not be kept whole.
        """
        from gemba.services.narratives.facts import first_draft

        _refuse_too_long(source or "")
        plan = self._plan(round_name, template=template, language=language, title=title, source=source)
        text = source if source is not None else first_draft(self._library, plan, title=title)
        return self._keep_new(replace(plan, source=text, title=_title(text) or plan.title))

    def _plan(self, round_name: str, *, template: str, language: str, title: str, source: str | None) -> NarrativeRow:
        """Return the row that is to be, with what the source's own front matter says."""
        from gemba.report.source import TEMPLATES, read_source

        if template not in TEMPLATES:
            raise UserError(
                say("There is no template “{name}”.", name=template),
                mend=say("Write one of: {names}.", names=", ".join(TEMPLATES)),
            )
        front = None if source is None else read_source(source).front
        rounds = self._library.queries.rounds()
        wanted = [one for one in rounds if not round_name or one.name == round_name]
        if not wanted:
            raise UserError(say("There is no such round."), mend=say("Import a pack, or begin a visit."))
        return NarrativeRow(
            id="",
            title=title,
            round_id=wanted[-1].id,
            language=front.language if front is not None else word(NarrativeLanguage, language),
            template=front.template if front is not None else template,
            source=source or "",
            draft=1 if front is None else front.draft,
            changed=self._library.clock(),
        )

    def _keep_new(self, row: NarrativeRow) -> NarrativeRow:
        from gemba.services.writing import papers

        numbers = self._numbers(row, row.source)
        narrative_id = self._library.run(N_("Draft a narrative"), lambda op: papers.write(op, row, numbers=numbers))
        return self.one(narrative_id)

    def edit(self, reference: str, source: str, *, based_on: int | None = None) -> NarrativeRow:
        """Keep a changed source as the next draft; the same source changes nothing.

        ``based_on`` is the draft that was edited: refuses where somebody wrote a newer one meanwhile. Raises UserError
        naming the line where the front matter cannot be read, and for a text that could not be kept whole.
        """
        from gemba.report.source import read_source
        from gemba.services.writing import papers

        _refuse_too_long(source)
        row = self.one(reference)
        front = read_source(source).front
        new = replace(
            row, source=source, title=_title(source) or row.title, language=front.language, template=front.template
        )
        numbers = self._numbers(new, source)
        self._library.run(
            N_("Write the narrative"),
            lambda op: papers.edit(op, new, based_on=based_on or row.draft, numbers=numbers),
        )
        return self.one(row.id)

    def write(
        self,
        reference: str,
        source: str,
        *,
        based_on: str,
        sitting: str,
        stretch: int = 0,
        numbers: Mapping[str, str] | None = None,
    ) -> NarrativeRow:
        """Keep what was typed on a desk, and forget the half-typed text; within one sitting the draft stays the same.

        ``based_on`` is the source it was typed into: raises Overtaken where the library holds another one by now.
        ``stretch`` counts what undo takes back at one go; ``numbers`` are the live numbers' words where the caller
        has them. Raises UserError naming the line where the front matter cannot be read.
        """
        from gemba.report.source import read_source
        from gemba.services.writing import papers

        _refuse_too_long(source)
        row = self.one(reference)
        front = read_source(source).front
        new = replace(
            row, source=source, title=front.title or row.title, language=front.language, template=front.template
        )
        known = json.loads(self._numbers(new, source))["numbers"] if numbers is None else numbers
        draft = self._library.run(
            N_("Write the narrative"),
            lambda op: papers.go_on(op, new, based_on=based_on, sitting=sitting, numbers=known),
            coalesce=f"narrative:{row.id}:{sitting}:{stretch}" if sitting else "",
        )
        self._library.save_draft(half_typed_key(row.id), "")
        # Not read back: another hand may have written in between, and the desk must not take that for its own.
        return replace(new, source=normalise(source), draft=draft, changed=self._library.clock())

    def keep_half_typed(self, narrative_id: str, source: str, *, based_on: str) -> None:
        """Keep what stands on a desk and is not in a draft yet; durable when this returns, not in the history."""
        self._library.save_draft(half_typed_key(narrative_id), f"{text_digest(based_on)}\n{source}")

    def half_typed(self, narrative_id: str) -> tuple[str, bool] | None:
        """Return a text that was typed and never became a draft, and whether it was typed into the present one."""
        key = half_typed_key(narrative_id)
        kept = next((one.text for one in self._library.queries.drafts() if one.key == key), "")
        if not kept:
            return None
        digest, _, source = kept.partition("\n")
        return source, digest == text_digest(self.one(narrative_id).source)

    def forget_half_typed(self, narrative_id: str) -> None:
        """Forget what was typed and not kept as a draft."""
        self._library.save_draft(half_typed_key(narrative_id), "")

    def keep_beside(self, reference: str, source: str) -> None:
        """Keep a text among the versions without making it the draft: one of two written at the same time."""
        from gemba.services.writing import papers

        row = self.one(reference)
        self._library.run(N_("Keep a text beside the draft"), lambda op: papers.keep_beside(op, row.id, source))

    def restore(self, reference: str, version_id: str) -> NarrativeRow:
        """Make an earlier state the next draft; undo takes it back."""
        from gemba.services.writing import papers

        row = self.one(reference)
        version = next((one for one in self.versions(row.id) if one.id == version_id), None)
        if version is None:
            raise UserError(say("That state of the narrative is no longer there."))
        new = replace(row, source=version.source, title=_title(version.source) or row.title, language=version.language)
        numbers = json.loads(self._numbers(new, version.source))["numbers"]
        self._library.run(
            N_("Take an earlier draft back"),
            lambda op: papers.go_on(op, new, based_on=row.source, sitting="", numbers=numbers),
        )
        return self.one(row.id)

    def accept_numbers(self, reference: str, words: Mapping[str, str]) -> None:
        """Say that the sentences around these live numbers were read again and hold with their words of today."""
        from gemba.services.writing import papers

        row = self.one(reference)
        self._library.run(N_("Accept changed numbers"), lambda op: papers.accept_numbers(op, row.id, words))

    def remove(self, reference: str) -> None:
        """Take a narrative out with every draft of it; undo brings them back."""
        from gemba.services.writing import papers

        row = self.one(reference)
        self._library.run(N_("Remove a narrative"), lambda op: papers.remove(op, row.id))

    def pages(self, reference: str) -> NarrativePages:
        """Return what sets a narrative's true pages again and again while it is written."""
        from gemba.services.narratives.pages import NarrativePages

        return NarrativePages(self._library, self.one(reference).id)

    def leaving(self, reference: str, choice: PaperChoice, *, progress: Progress | None = None) -> NarrativeLeaving:
        """Return what would leave with a print of this narrative: pages, pictures, masks, and what is not ready."""
        from gemba.services.narratives.leaving import what_leaves

        return what_leaves(self._library, self.one(reference), choice, progress=progress)

    def check(self, reference: str = "", *, source: str | None = None) -> CheckReport:
        """Return pages, budget, sections and everything to look at; ``source`` checks a text not kept yet."""
        from gemba.services.leaving.privacy import Privacy
        from gemba.services.narratives.check import check
        from gemba.services.narratives.paper import PaperBuilder, PaperChoice

        row = self.one(reference)
        text = row.source if source is None else source
        built = PaperBuilder(self._library).build(row, PaperChoice(), source=text, pictures=False)
        hidden = tuple(one.name for one in Privacy(self._library).masker().people)
        return check(built, source=text, kept_numbers=kept_settings(self.versions(row.id), row), names=hidden)

    def export(self, reference: str, to: Path, choice: PaperChoice, *, progress: Progress | None = None) -> Exported:
        """Write the PDF and keep what was printed as a version; any fault leaves the target as it was.

        Refuses, naming them, while pictures are not reviewed, and a body over its budget, unless ``choice`` says that
        the reader is to see so.
        """
        from gemba.report.source import read_source
        from gemba.services.leaving.files import write_bytes
        from gemba.services.writing import papers

        row = self.one(reference)
        data, built, made = self._printed(row, choice, progress)
        file = write_bytes(to, data, doing=say("The PDF could not be written."))
        settings = _settings({"readers_margin": choice.readers_margin, "paper": built.document.page.value})
        self._library.run(
            N_("Print the narrative"),
            lambda op: papers.keep_export(op, row.id, settings=settings, checksum=made.checksum),
        )
        return Exported(
            file=file,
            pages=len(made.pages),
            body_pages=made.body_pages,
            over_lines=made.over_lines,
            checksum=made.checksum,
            unreviewed=built.unreviewed,
            gaps=len(read_source(built.document.source).gaps),
        )

    def printed(self, reference: str, choice: PaperChoice, *, progress: Progress | None = None) -> bytes:
        """Return the PDF that a printer gets, kept as a version like every print; refuses what ``export`` refuses."""
        from gemba.services.writing import papers

        row = self.one(reference)
        data, built, made = self._printed(row, choice, progress)
        settings = _settings({"readers_margin": choice.readers_margin, "paper": built.document.page.value})
        self._library.run(
            N_("Print the narrative"),
            lambda op: papers.keep_export(op, row.id, settings=settings, checksum=made.checksum),
        )
        return data

    def _printed(
        self, row: NarrativeRow, choice: PaperChoice, progress: Progress | None
    ) -> tuple[bytes, Built, Layout]:
        from gemba.report.layout import layout
        from gemba.report.pdf import write_pdf
        from gemba.services.narratives.paper import PaperBuilder

        builder = PaperBuilder(self._library)
        _refuse_unreviewed(builder.build(row, choice, pictures=False), choice)
        built = builder.build(row, choice, progress=progress)
        made = layout(built.document)
        if made.over_lines and not choice.over_budget:
            raise Refused(
                say("The body is {n} lines over its {budget} pages.", n=made.over_lines, budget=made.budget),
                mend=say("“gemba narrative check” says where; or export with --draft, and the head will say so."),
            )
        return write_pdf(built.document, progress), built, made

    def _numbers(self, row: NarrativeRow, source: str) -> str:
        """Return the words of the live numbers as they are now, to be kept with the draft."""
        from gemba.report.codes import snapshot
        from gemba.report.source import read_source
        from gemba.services.narratives.paper import PaperBuilder, PaperChoice

        if not read_source(source).numbers:
            return _settings({"numbers": {}})
        built = PaperBuilder(self._library).build(row, PaperChoice(), source=source, pictures=False)
        return _settings({"numbers": snapshot(source, built.facts)})


def kept_settings(versions: Iterable[NarrativeVersionRow], row: NarrativeRow) -> str:
    """Return the settings kept with the present draft, in which the live numbers' words stand; empty for none."""
    found = [one for one in versions if one.draft == row.draft and not one.checksum and not is_beside(one)]
    return found[-1].settings if found else ""


def is_beside(version: NarrativeVersionRow) -> bool:
    """Say whether a version is a text that was kept beside the drafts."""
    return bool(json.loads(version.settings or "{}").get("beside"))


def half_typed_key(narrative_id: str) -> str:
    """Return the name under which the half-typed text of a narrative is kept."""
    return f"narrative:{narrative_id}"


def _refuse_too_long(source: str) -> None:
    """Raise UserError for a text of which the store would cut off the end without a word."""
    if len(source) > BODY_LIMIT:
        raise UserError(
            say("The text is longer than {n} characters, the most that is kept.", n=BODY_LIMIT),
            mend=say("Move a part of it into another narrative."),
        )


def text_digest(source: str) -> str:
    """Return a short sign of a text, by which a half-typed one knows what it was typed into."""
    # Brings four megabytes of ciphers along, for a window that may never write a narrative.
    import hashlib

    return hashlib.sha256(normalise(source).encode()).hexdigest()[:16]


def _title(source: str) -> str:
    from gemba.report.source import read_source

    return read_source(source).front.title


def _settings(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _refuse_unreviewed(built: Built, choice: PaperChoice) -> None:
    if built.unreviewed and not choice.accept_unreviewed:
        raise Refused(unreviewed_sentence(built.unreviewed), mend=UNREVIEWED_MEND)


def unreviewed_sentence(names: tuple[str, ...]) -> Message:
    """Return the sentence that names every picture nobody has reviewed."""
    return say("{n} pictures are not yet reviewed: {names}.", n=len(names), names=", ".join(names))


UNREVIEWED_MEND = say("Review them with “gemba redact” and “gemba review”, or print without them: --accept-unreviewed.")
