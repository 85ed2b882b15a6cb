"""The reviewer's side: open a `.gemba-review` without a library, add marks and comments, save them into the file.

Every change is on disk as a draft when its call returns, beside the person's own data; ``save`` puts all of them into
the file at once, whole or not at all. A killed process loses nothing: the draft is there at the next opening. Must
not know any library.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gemba import paths
from gemba.errors import UserError
from gemba.exchange.review_bundle.bundle import ReviewBundle
from gemba.exchange.review_bundle.fields import MAX_TEXT, line, region
from gemba.exchange.review_bundle.manifest import (
    SentPicture,
    check_versions,
    comment_content,
    mark_content,
)
from gemba.exchange.review_bundle.refusal import Fault
from gemba.exchange.review_bundle.versions import COMMENT, MARK, Version, heads, next_counter, visible
from gemba.message import say
from gemba.model.annotation import Mark
from gemba.model.ids import new_id
from gemba.model.moment import Moment
from gemba.model.roles import REVIEWER
from gemba.model.rows.review import CommentRow, Region
from gemba.model.stored import moment_from_text, wall_clock
from gemba.model.text import normalise
from gemba.services.leaving.files import ExportNotTrue, write_outgoing
from gemba.services.reviews.drafts import Drafts
from gemba.services.reviews.typed import HalfTyped, half_typed_from

if TYPE_CHECKING:
    from gemba.imaging.picture import Frame


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReviewerMark:
    """A mark that a reviewer added; ``beside`` says that it is a second state of one that two people changed."""

    item: str
    mark: Mark
    beside: bool = False


class Review:
    """One open review bundle; a context manager that closes its file. What is not saved stays as a draft."""

    def __init__(
        self, bundle: ReviewBundle, path: Path, *, author: str, drafts: Drafts, clock: Callable[[], Moment]
    ) -> None:
        """Use ``Review.open``."""
        self._bundle = bundle
        # A picture is sought and read in one file, which a saving replaces: one of them at a time.
        self._reading = threading.Lock()
        # What was added is saved on one thread while another adds to it.
        self._saving, self._adding = threading.Lock(), threading.Lock()
        self._path = path
        self._clock = clock
        self._hand = secrets.token_hex(16)
        self._drafts = drafts
        self._undo: list[tuple[str, Mapping[str, Any] | None]] = []
        self.author = line(author) or REVIEWER
        self._versions = {one.id: one for one in bundle.manifest.versions}
        self._unsaved: dict[str, Version] = {}
        for one in drafts.found(bundle.manifest):
            self._unsaved[one.id] = self._versions[one.id] = one

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        author: str = "",
        drafts: Path | None = None,
        clock: Callable[[], Moment] = wall_clock,
    ) -> Review:
        """Open a file; what was added to it here and never saved is in it again.

        ``author`` is the reviewer's role. Raises BundleRefused for anything that is not a whole review bundle.
        """
        path = path.absolute()
        bundle = ReviewBundle.open(path)
        try:
            return cls(bundle, path, author=author, drafts=Drafts(drafts or paths.user_data() / "reviews"), clock=clock)
        except BaseException:
            bundle.close()
            raise

    def __enter__(self) -> Review:
        """Return the review."""
        return self

    def __exit__(self, *_problem: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; drafts stay."""
        with self._reading:
            self._bundle.close()

    @property
    def title(self) -> str:
        """Return what the sender called it, empty for a selection of pictures."""
        return self._bundle.manifest.sent.title

    @property
    def question(self) -> str:
        """Return what the sender asks."""
        return self._bundle.manifest.sent.question

    @property
    def is_unsaved(self) -> bool:
        """Say whether something was added that is not in the file yet."""
        return bool(self._unsaved)

    def keep_typed(self, typed: HalfTyped) -> None:
        """Keep what is half typed; what is empty is forgotten. Durable when this returns. Any thread."""
        self._drafts.keep_typed(self._bundle.manifest, None if typed.is_empty else typed.to_json())

    def typed(self) -> HalfTyped | None:
        """Return what was half typed when the last sitting ended, however it ended."""
        told = self._drafts.typed(self._bundle.manifest)
        return None if told is None else half_typed_from(told, {one.id for one in self.pictures()})

    def pictures(self) -> tuple[SentPicture, ...]:
        """Return the pictures with what the sender said about them, in the sender's order."""
        return self._bundle.manifest.sent.pictures

    def frame(self, picture: str) -> Frame:
        """Return the pixels of one picture, decoded in the limited child (H-04). Any thread.

        Raises UserError where it is none.
        """
        from gemba.imaging.decode import BUNDLE_FORMATS, decode_outside

        sent = self._picture(picture)
        frame = decode_outside(self.picture_file(picture), name=sent.name, allowed=BUNDLE_FORMATS).frame
        if frame.size != (sent.width, sent.height):
            raise UserError(
                say("The picture {name} is not as large as the review says.", name=sent.name),
                mend=say("Ask for the file to be sent again."),
            )
        return frame

    def picture_file(self, picture: str) -> bytes:
        """Return one picture as it lies in the file, proven again. Any thread, also while it is saved."""
        blob = self._picture(picture).blob
        with self._reading:
            return self._bundle.picture(blob)

    def marks(self, picture: str) -> tuple[ReviewerMark, ...]:
        """Return the marks that reviewers added to a picture, lowest first; the sender's are painted on it."""
        out = []
        for item, states in self._shown().items():
            for place, one in enumerate(states):
                if one.picture == picture and one.kind == MARK and one.content is not None:
                    name = item if place == 0 else one.id
                    out.append(ReviewerMark(item, Mark.from_json({**one.content, "id": name}), beside=place > 0))
        return tuple(out)

    def comments(self, picture: str) -> tuple[CommentRow, ...]:
        """Return all comments on a picture, the sender's and the reviewers', each with its answers behind it."""
        bundle = self._bundle.manifest.bundle
        rows = [
            CommentRow(s.id, picture, s.parent_id, s.text, s.author, s.at, s.region_px, s.resolved, "", "")
            for s in self._picture(picture).comments
        ]
        for item, states in self._shown().items():
            for place, one in enumerate(states):
                if one.picture == picture and one.kind == COMMENT and one.content is not None:
                    rows.append(_row(one, bundle, name=item if place == 0 else one.id, beside=item if place else ""))
        below: dict[str, list[CommentRow]] = {}
        for row in rows:
            below.setdefault(row.parent_id or "", []).append(row)
        return tuple(one for top in below.get("", ()) for one in (top, *below.get(top.id, ())))

    def add_mark(self, picture: str, mark: Mark) -> str:
        """Put a mark on a picture, in its pixels, and return the name it goes by; a crop is refused."""
        return self._begin(picture, MARK, _checked(lambda: mark_content(mark)))

    def change_mark(self, item: str, mark: Mark) -> None:
        """Put another mark in the place of one that a reviewer added."""
        self._go_on(item, MARK, _checked(lambda: mark_content(mark)))

    def comment(self, picture: str, text: str, *, about: Region | None = None) -> str:
        """Say something about a picture, or about a region of it (left, top, right, bottom), and return its id."""
        return self._begin(picture, COMMENT, self._words(text, about=about))

    def reply(self, comment: str, text: str) -> str:
        """Answer a comment of the sender or of a reviewer and return the answer's id."""
        for sent in self.pictures():
            for row in self.comments(sent.id):
                if row.id == comment:
                    return self._begin(sent.id, COMMENT, self._words(text, parent=row.parent_id or row.id))
        raise UserError(say("That comment is not there any more."))

    def edit(self, item: str, text: str) -> None:
        """Change the words of a comment that a reviewer added."""
        old = self._current(item, COMMENT).content or {}
        self._go_on(item, COMMENT, {**old, "text": _words_of(text)})

    def resolve(self, item: str, *, resolved: bool = True) -> None:
        """Close a comment that a reviewer added, or open it again."""
        old = self._current(item, COMMENT).content or {}
        self._go_on(item, COMMENT, {**old, "resolved": resolved})

    def remove(self, item: str) -> None:
        """Take away a mark or comment that a reviewer added; its earlier states stay in the file as history."""
        self._go_on(item, self._current(item).kind, None)

    def undo(self) -> bool:
        """Take back the last change of this sitting; False where there is none."""
        if not self._undo:
            return False
        item, before = self._undo.pop()
        states = [one for one in self._versions.values() if one.item == item]
        self._write(item, states[0].picture, states[0].kind, before, parents=tuple(one.id for one in heads(states)))
        return True

    def save(self) -> Path:
        """Put everything that was added into the file; return its path once that is durable.

        What somebody else saved into the same file meanwhile stays in it. On any error the file is as it was, and the
        drafts are still there. Any thread: what is added while it runs stays a draft, for the next saving.
        """
        with self._saving:
            return self._save()

    def _save(self) -> Path:
        with self._adding:
            mine = dict(self._versions)
        with ReviewBundle.open(self._path) as there:
            if there.manifest.bundle != self._bundle.manifest.bundle:
                raise UserError(
                    say("Another review stands under the name “{name}” now.", name=self._path.name),
                    mend=say("Move that file away, then save again."),
                )
            together = {**{one.id: one for one in there.manifest.versions}, **mine}
            manifest = there.manifest.with_versions(together.values())
            _write_file(self._path, there, together, manifest.to_bytes())
        fresh = ReviewBundle.open(self._path)
        with self._reading:
            self._bundle.close()
            self._bundle = fresh
        with self._adding:
            self._versions = {**together, **self._versions}
            self._unsaved = {key: one for key, one in self._unsaved.items() if key not in together}
            # All is in the file; a draft that cannot be taken away now is known as such, and goes another time.
            with contextlib.suppress(OSError):
                self._drafts.forget(fresh.manifest)
        return self._path

    def _picture(self, picture: str) -> SentPicture:
        for one in self.pictures():
            if one.id == picture:
                return one
        raise UserError(say("There is no picture “{name}” in this review.", name=picture[:40]))

    def _shown(self) -> dict[str, list[Version]]:
        return visible(self._versions.values())

    def _current(self, item: str, kind: str = "") -> Version:
        states = heads([one for one in self._versions.values() if one.item == item])
        alive = [one for one in states if one.content is not None]
        if not alive and item in self._shown():
            raise UserError(say("It was taken away already; it stays in sight because somebody answered it."))
        if not alive or (kind and alive[0].kind != kind):
            raise UserError(
                say("That was not added by a reviewer, or is gone."), mend=say("Answer it with a comment instead.")
            )
        return alive[0]

    def _words(self, text: str, *, about: Region | None = None, parent: str | None = None) -> dict[str, Any]:
        where = None if about is None else _checked(lambda: region(list(about)))
        return comment_content(_words_of(text), author=self.author, at=self._clock(), region=where, parent=parent)

    def _begin(self, picture: str, kind: str, content: Mapping[str, Any]) -> str:
        item = new_id()
        self._write(item, self._picture(picture).id, kind, content, parents=())
        self._undo.append((item, None))
        return item

    def _go_on(self, item: str, kind: str, content: Mapping[str, Any] | None) -> None:
        current = self._current(item, kind)
        states = [one for one in self._versions.values() if one.item == item]
        self._write(item, current.picture, kind, content, parents=tuple(one.id for one in heads(states)))
        self._undo.append((item, current.content))

    def _write(
        self, item: str, picture: str, kind: str, content: Mapping[str, Any] | None, *, parents: tuple[str, ...]
    ) -> None:
        """Add one version: to the draft first, then to what is shown."""
        with self._adding:
            counter = next_counter(self._versions.values())
            new = Version(new_id(), item, picture, kind, self._hand, counter, parents, content)
            _checked(lambda: check_versions(self._bundle.manifest.sent, [*self._versions.values(), new]))
            self._drafts.keep(self._bundle.manifest, self._hand, [*self._unsaved.values(), new])
            self._versions[new.id] = self._unsaved[new.id] = new


def _row(version: Version, bundle: str, *, name: str, beside: str) -> CommentRow:
    content = version.content or {}
    where = None if content["region"] is None else tuple(content["region"])
    at = moment_from_text(content["at"])
    said = (content["parent"], content["text"], content["author"], at, where, content["resolved"])
    return CommentRow(name, version.picture, *said, bundle, beside)


def _words_of(text: str) -> str:
    words = normalise(text, limit=MAX_TEXT)
    if not words.strip():
        raise UserError(say("The comment is empty."), mend=say("Write what you want to say."))
    return words


def _checked(make: Callable[[], T]) -> T:
    """Return what ``make`` returns; a Fault becomes the sentence of a refused change."""
    try:
        return make()
    except Fault as fault:
        raise UserError(say("This cannot be added: {why}.", why=say(fault.why, **fault.values))) from None


def _write_file(path: Path, bundle: ReviewBundle, versions: Mapping[str, Version], manifest: bytes) -> None:
    doing = say("The review could not be saved.")

    def make(temporary: Path) -> None:
        with temporary.open("r+b") as file:
            for piece in bundle.with_versions(versions.values()):
                file.write(piece)

    def verify(temporary: Path) -> None:
        with ReviewBundle.open(temporary) as written:
            if written.manifest.to_bytes() != manifest:
                raise ExportNotTrue(doing)

    write_outgoing(path, make, doing=doing, verify=verify)
