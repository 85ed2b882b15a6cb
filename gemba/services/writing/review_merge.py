"""Body of the operation that brings a review home: put versions together, work out what shows, write only that.

What was changed in the library since the last merge becomes versions of its own first, so that it takes part like
everybody's; then the versions of the file are added to those that are there, and marks and comments are made what the
whole set says. So the result does not hang on the order in which bundles come home. It runs on the writer's thread.
Must not know files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gemba.errors import UserError
from gemba.exchange.review_bundle import manifest as bundle_manifest
from gemba.exchange.review_bundle.versions import COMMENT, LIBRARY, MARK, Version, disagree, next_counter, visible
from gemba.message import say
from gemba.model.annotation import Annotation, Mark
from gemba.model.entities import Capture, CaptureAnnotation, Comment, ReviewVersion
from gemba.model.ids import new_id
from gemba.model.operation import Operation
from gemba.model.rows.review import PlaceRow, SentRow
from gemba.model.stored import moment_from_text, moment_to_text
from gemba.model.types import to_json_text
from gemba.services.writing.pictures import marks_of, set_marks


@dataclass(slots=True)
class Tally:
    """What a merge does: ids of what it adds, changes and takes away, and where people disagree."""

    comments: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    covers: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    conflicts: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)


def merge(op: Operation, sent: SentRow, versions: Iterable[Version]) -> Tally:
    """Bring the versions of a bundle that went out as ``sent`` into the library; return what that did.

    Raises UserError where the file says something else than it said before, or names what is not its own. A second
    time does nothing.
    """
    tally = Tally()
    known = {row.id: row for row in op.all(ReviewVersion, bundle_id=sent.bundle_id)}
    coming = [_placed(one, sent.places[one.picture]) for one in versions]
    for one in coming:
        _refuse_other_words(one, known.get(one.id))
    fresh = [one for one in coming if one.id not in known]
    if not fresh:
        return tally
    _refuse_foreign(op, sent.bundle_id, fresh, known.values())
    before = {item for item, states in _items(known.values()).items() if disagree(states)}
    _note_own_changes(op, sent.bundle_id, known)
    for one in fresh:
        known[one.id] = op.add(_stored(sent.bundle_id, one))
    items = _items(known.values())
    touched = {one.item for one in fresh}
    tally.conflicts = {item for item in touched if disagree(items[item])} - before
    _show(op, sent.bundle_id, known, tally)
    return tally


def _placed(version: Version, place: PlaceRow) -> Version:
    """Return a version in the coordinates of the library's own picture."""
    if version.content is None:
        return version
    content = dict(version.content)
    if version.kind == MARK:
        mark = bundle_manifest.placed_back(Mark.from_json({**content, "id": "-"}), place)
        content = _content_of(mark)
    elif content["region"] is not None:
        content["region"] = list(bundle_manifest.region_back(tuple(content["region"]), place))
    return Version(
        version.id, version.item, version.picture, version.kind, version.hand, version.counter, version.parents, content
    )


def _refuse_other_words(version: Version, stored: ReviewVersion | None) -> None:
    """Refuse a file that says something else under a name that it used before."""
    if stored is None:
        return
    if to_json_text([version.item, version.picture, version.content]) != to_json_text(
        [stored.item_id, stored.capture_id, stored.content]
    ):
        raise UserError(
            say("This review says something else than it said the last time under the same names."),
            mend=say("Ask the reviewer to send the file as gemba saved it."),
        )


def _refuse_foreign(op: Operation, bundle_id: str, fresh: Sequence[Version], known: Iterable[ReviewVersion]) -> None:
    """Refuse a file that names a comment, mark or version of this library that did not come with it (H-17)."""
    known = tuple(known)
    ours = {row.item_id: (row.capture_id, row.kind) for row in known}
    others = [row for row in op.all(ReviewVersion) if row.bundle_id != bundle_id]
    taken = {row.id for row in others} | {row.item_id for row in others}
    comments = {row.id for row in op.all(Comment)}
    marks = {mark.id for one in {one.picture for one in fresh} for mark in _marks_on(op, one)}
    for one in fresh:
        if one.item in ours:
            wrong = ours[one.item] != (one.picture, one.kind)
        else:
            wrong = one.item in (marks if one.kind == MARK else comments)
        if wrong or one.id in taken or one.item in taken:
            raise _foreign()


def _marks_on(op: Operation, picture: str) -> tuple[Mark, ...]:
    marks = op.find(CaptureAnnotation, capture_id=picture)
    return () if marks is None else marks.marks.marks


def _foreign() -> UserError:
    return UserError(
        say("This review names something of the library that was not sent with it; nothing was taken from it."),
        mend=say("Ask the reviewer to send the file as gemba saved it."),
    )


def _items(rows: Iterable[ReviewVersion]) -> dict[str, list[Version]]:
    out: dict[str, list[Version]] = {}
    for row in rows:
        out.setdefault(row.item_id, []).append(_version(row))
    return out


def _version(row: ReviewVersion) -> Version:
    return Version(
        row.id, row.item_id, row.capture_id, row.kind, row.hand, row.counter, tuple(row.parents), row.content
    )


def _stored(bundle_id: str, version: Version, *, shown_as: str = "") -> ReviewVersion:
    return ReviewVersion(
        id=version.id,
        bundle_id=bundle_id,
        item_id=version.item,
        capture_id=version.picture,
        kind=version.kind,
        hand=version.hand,
        counter=version.counter,
        parents=version.parents,
        content=None if version.content is None else dict(version.content),
        shown_as=shown_as,
    )


def _note_own_changes(op: Operation, bundle_id: str, known: dict[str, ReviewVersion]) -> None:
    """Make a version of everything that was changed or taken away here since it was shown."""
    counter = next_counter(_version(row) for row in known.values())
    for row in [one for one in known.values() if one.shown_as]:
        if op.find(Capture, id=row.capture_id) is None:
            continue
        now = _content_here(op, row)
        if now is not None and to_json_text(now) == to_json_text(row.content):
            continue
        own = Version(new_id(), row.item_id, row.capture_id, row.kind, LIBRARY, counter, (row.id,), now)
        known[own.id] = op.add(_stored(bundle_id, own, shown_as=row.shown_as if now is not None else ""))
        row.shown_as = ""


def _content_here(op: Operation, row: ReviewVersion) -> dict[str, Any] | None:
    """Return what a shown version says now, None where it was taken away."""
    if row.kind == COMMENT:
        comment = op.find(Comment, id=row.shown_as)
        if comment is None:
            return None
        # What it answers follows from the whole set and is not for anybody to change.
        told = {"text": comment.text, "author": comment.author, "at": moment_to_text(comment.at)}
        region = None if comment.region_px is None else list(comment.region_px)
        return {**told, "region": region, "resolved": comment.resolved, "parent": (row.content or {}).get("parent")}
    for mark in _marks_on(op, row.capture_id):
        if mark.id == row.shown_as:
            return _content_of(mark)
    return None


def _content_of(mark: Mark) -> dict[str, Any]:
    return {name: value for name, value in mark.to_json().items() if name != "id"}


def _show(op: Operation, bundle_id: str, known: Mapping[str, ReviewVersion], tally: Tally) -> None:
    """Make the marks and comments of the library what the versions say."""
    op.flush()
    comments = op.all(Comment)
    here = {row.id for row in comments}
    # Somebody else may have answered what a reviewer took away.
    answered = {row.parent_id for row in comments if row.parent_id is not None and row.bundle_id != bundle_id}
    wanted = visible((_version(row) for row in known.values()), answered=answered)
    shown: dict[str, str] = {}
    for item, states in wanted.items():
        for place, one in enumerate(states):
            shown[one.id] = item if place == 0 else _second_name(one)
    pictures = {row.capture_id for row in known.values()}
    tally.missing = {one for one in pictures if op.find(Capture, id=one) is None}
    ordered = [one for states in wanted.values() for one in states if one.picture not in tally.missing]
    old = {row.shown_as: row for row in known.values() if row.shown_as}
    for picture in sorted(pictures - tally.missing):
        _show_marks(
            op, picture, [one for one in ordered if one.picture == picture and one.kind == MARK], shown, old, tally
        )
    _show_comments(op, bundle_id, [one for one in ordered if one.kind == COMMENT], shown, here, old, tally)
    for row in known.values():
        row.shown_as = shown.get(row.id, "") if row.capture_id not in tally.missing else row.shown_as


def _second_name(version: Version) -> str:
    """Return the name under which a second state of one item shows: the same wherever it is worked out."""
    return hashlib.blake2b(f"{version.item} {version.id}".encode(), digest_size=16).hexdigest()


def _show_marks(
    op: Operation,
    picture: str,
    wanted: Sequence[Version],
    shown: Mapping[str, str],
    old: Mapping[str, ReviewVersion],
    tally: Tally,
) -> None:
    capture = op.get(Capture, picture)
    marks = marks_of(op, capture)
    present = {mark.id: mark for mark in marks.marks.marks}
    new = [Mark.from_json({**(one.content or {}), "id": shown[one.id]}) for one in wanted]
    gone = {name for name, row in old.items() if row.kind == MARK and row.capture_id == picture} & present.keys()
    gone -= {mark.id for mark in new}
    for mark in new:
        if mark.id not in present:
            (tally.covers if mark.kind == "redaction" else tally.marks).add(mark.id)
        elif present[mark.id] != mark:
            tally.changed.add(mark.id)
    tally.removed |= gone
    if not gone and all(present.get(mark.id) == mark for mark in new):
        return
    rank = _ranks(op, picture)
    kept = [mark for mark in marks.marks.marks if mark.id not in gone | {mark.id for mark in new}]
    own = [mark for mark in kept if mark.id not in rank]
    reviewers = [*(mark for mark in kept if mark.id in rank), *new]
    ranked = {**rank, **{shown[one.id]: _begun(op, one) for one in wanted}}
    set_marks(capture, marks, Annotation((*own, *sorted(reviewers, key=lambda mark: (ranked[mark.id], mark.id)))))


Dot = tuple[int, str, str]


def _ranks(op: Operation, picture: str) -> dict[str, Dot]:
    """Return the order of all reviewers' marks that show on a picture, of whatever bundle they came with."""
    rows = [row for row in op.all(ReviewVersion, capture_id=picture) if row.kind == MARK]
    begun: dict[str, Dot] = {}
    for row in rows:
        dot = (row.counter, row.hand, row.id)
        begun[row.item_id] = min(begun.get(row.item_id, dot), dot)
    return {row.shown_as: begun[row.item_id] for row in rows if row.shown_as}


def _begun(op: Operation, version: Version) -> Dot:
    return min((row.counter, row.hand, row.id) for row in op.all(ReviewVersion, item_id=version.item))


def _show_comments(
    op: Operation,
    bundle_id: str,
    wanted: Sequence[Version],
    shown: Mapping[str, str],
    here: set[str],
    old: Mapping[str, ReviewVersion],
    tally: Tally,
) -> None:
    names = {shown[one.id] for one in wanted}
    # Answers after what they answer, so that a row never names one that is not there.
    for one in sorted(wanted, key=lambda one: (one.content or {}).get("parent") is not None):
        name, content = shown[one.id], one.content or {}
        comment = op.find(Comment, id=name)
        if comment is None:
            comment = op.add(Comment(id=name, capture_id=one.picture, at=moment_from_text(content["at"])))
            comment.bundle_id = bundle_id
            tally.comments.add(name)
        parent = content["parent"] if content["parent"] in here | names else None
        beside = one.item if name != one.item else ""
        _write(comment, content, parent=parent, beside=beside, tally=tally)
    op.flush()
    for name, row in old.items():
        if row.kind == COMMENT and name not in names and (comment := op.find(Comment, id=name)) is not None:
            op.delete(comment)
            tally.removed.add(name)


def _write(comment: Comment, content: Mapping[str, Any], *, parent: str | None, beside: str, tally: Tally) -> None:
    region = None if content["region"] is None else tuple(content["region"])
    fields: dict[str, Any] = {
        "text": content["text"],
        "author": content["author"],
        "at": moment_from_text(content["at"]),
        "region_px": region,
        "resolved": content["resolved"],
        "parent_id": parent,
        "beside_id": beside,
    }
    changed = [name for name, value in fields.items() if getattr(comment, name) != value]
    for name in changed:
        setattr(comment, name, fields[name])
    if changed and comment.id not in tally.comments:
        tally.changed.add(comment.id)
