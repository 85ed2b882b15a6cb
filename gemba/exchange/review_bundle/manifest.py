"""What stands in the table of contents of a review bundle: the part that was sent, and the versions that were added.

Every field is checked here, for kind and for size; a field that nobody knows is refused, unless a newer gemba of the
same form wrote it. Coordinates are pixels of the picture in the bundle. Must not know files or the library.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gemba.exchange.review_bundle import fields
from gemba.exchange.review_bundle.fields import Taker
from gemba.exchange.review_bundle.refusal import NEWER, Fault
from gemba.exchange.review_bundle.strict_json import canonical
from gemba.exchange.review_bundle.versions import COMMENT, MARK, Version
from gemba.imaging.rects import IntRect
from gemba.message import N_
from gemba.model.annotation import Mark, MarkKind
from gemba.model.moment import Moment
from gemba.model.rows.review import PlaceRow, Region

FORMAT, FORM, MINOR = "gemba-review", 1, 0
_APART = N_("what was added in it does not fit together")
MAX_PICTURES = 2_000
MAX_VERSIONS = 20_000
MAX_MARKS = 5_000
MAX_COMMENTS = 2_000


@dataclass(frozen=True, slots=True)
class SentComment:
    """A comment that went out with its picture; what is private in it was masked."""

    id: str
    parent_id: str | None
    text: str
    author: str
    at: Moment
    region_px: Region | None
    resolved: bool


@dataclass(frozen=True, slots=True)
class SentPicture:
    """One reviewed picture as it went out: ``blob`` is the SHA-256 of its flat Rendition.

    ``marks`` are painted on it already; they are told for lists and for people who cannot see them.
    """

    id: str
    name: str
    caption: str
    taken: str
    blob: str
    format: str
    width: int
    height: int
    place: PlaceRow
    marks: tuple[Mark, ...] = ()
    comments: tuple[SentComment, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What the sender wrote: never changed by a reviewer, and named by its own checksum."""

    title: str
    question: str
    pictures: tuple[SentPicture, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {"title": self.title, "question": self.question, "pictures": [_picture(one) for one in self.pictures]}


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole table of contents. ``bundle`` names what was sent; ``raw`` keeps fields of newer gembas as they came."""

    bundle: str
    sent: Sent
    versions: tuple[Version, ...]
    raw: Mapping[str, Any]

    def with_versions(self, versions: Iterable[Version]) -> Manifest:
        """Return it with these versions in the place of its own; unknown fields of those that stay are kept."""
        known = {entry["id"]: entry for entry in self.raw["versions"]}
        ordered = tuple(sorted(versions, key=lambda one: one.dot))
        raw = {**self.raw, "versions": [known.get(one.id) or version_json(one) for one in ordered]}
        return Manifest(self.bundle, self.sent, ordered, raw)

    def to_bytes(self) -> bytes:
        """Return the bytes of the manifest; the same content gives the same bytes (X-10)."""
        return canonical(self.raw)


def manifest_of(sent: Sent) -> Manifest:
    """Return the manifest of what is sent, with nothing added yet."""
    told = sent.to_json()
    bundle = hashlib.sha256(canonical(told)).hexdigest()
    raw = {"format": FORMAT, "version": FORM, "minor": MINOR, "bundle": bundle, "sent": told, "versions": []}
    return Manifest(bundle, sent, (), raw)


def read_manifest(data: Mapping[str, Any]) -> Manifest:
    """Return the manifest in parsed JSON. Raises Fault where anything in it is not as it must be."""
    if data.get("format") != FORMAT or not isinstance(data.get("version"), int):
        raise Fault(N_("it is something else"))
    if data["version"] > FORM:
        raise Fault(NEWER, version=min(data["version"], 9_999))
    minor = fields.whole(data.get("minor"), 0, 9_999)
    taker = Taker(lenient=minor > MINOR)
    top = taker.object(data, ("format", "version", "minor", "bundle", "sent", "versions"))
    sent = _sent_from(taker, top["sent"])
    if fields.digest(top["bundle"]) != hashlib.sha256(canonical(top["sent"])).hexdigest():
        raise Fault(N_("what was sent in it has been changed"))
    versions = tuple(version_from(taker, one) for one in fields.array(top["versions"], MAX_VERSIONS))
    check_versions(sent, versions)
    return Manifest(top["bundle"], sent, versions, data)


def check_versions(sent: Sent, versions: Iterable[Version]) -> None:
    """Refuse versions that say two things under one name, go round in a ring, or are about nothing that was sent."""
    found = tuple(versions)
    pictures = {one.id: one for one in sent.pictures}
    theirs = {mark.id for one in sent.pictures for mark in one.marks}
    theirs |= {comment.id for one in sent.pictures for comment in one.comments}
    by_id = {one.id: one for one in found}
    items: dict[str, tuple[str, str]] = {}
    answers: dict[str, str | None] = {}
    for one in found:
        if one.item in theirs or one.picture not in pictures:
            raise Fault(_APART)
        if items.setdefault(one.item, (one.picture, one.kind)) != (one.picture, one.kind):
            raise Fault(_APART)
        if one.content is not None:
            asked = one.content.get("parent")
            if answers.setdefault(one.item, asked) != asked:
                raise Fault(_APART)
        _check_inside(one, pictures[one.picture])
        for parent in one.parents:
            # A version is later than what it replaces, so no ring can be made.
            before = by_id.get(parent)
            if before is None or before.item != one.item or before.counter >= one.counter:
                raise Fault(_APART)
    if len(by_id) != len(found) or len({(one.hand, one.counter) for one in found}) != len(found):
        raise Fault(_APART)
    _check_answers(pictures, items, answers)


def _check_answers(
    pictures: Mapping[str, SentPicture], items: Mapping[str, tuple[str, str]], answers: Mapping[str, str | None]
) -> None:
    """Refuse an answer to anything but a comment on the same picture that is no answer itself."""
    tops = {(picture.id, one.id) for picture in pictures.values() for one in picture.comments if one.parent_id is None}
    tops |= {(items[item][0], item) for item, asked in answers.items() if asked is None and items[item][1] == COMMENT}
    if any(asked is not None and (items[item][0], asked) not in tops for item, asked in answers.items()):
        raise Fault(_APART)


def _check_inside(version: Version, picture: SentPicture) -> None:
    """Refuse a mark or a region that lies wholly outside its picture."""
    if version.content is None:
        return
    if version.kind == MARK:
        left, top, right, bottom = Mark.from_json({**version.content, "id": version.item}).box()
    elif version.content["region"] is None:
        return
    else:
        left, top, right, bottom = version.content["region"]
    if right < 0 or bottom < 0 or left > picture.width or top > picture.height:
        raise Fault(N_("something in it lies outside its picture"))


def version_json(version: Version) -> dict[str, Any]:
    """Return a version as JSON."""
    names = ("id", "item", "picture", "kind", "hand", "counter")
    told: dict[str, Any] = {name: getattr(version, name) for name in names}
    content = None if version.content is None else dict(version.content)
    return {**told, "parents": list(version.parents), "content": content}


def version_from(taker: Taker, data: object) -> Version:
    """Return the version in parsed JSON."""
    names = ("id", "item", "picture", "kind", "hand", "counter", "parents", "content")
    told = taker.object(data, names)
    kind = fields.one_of(told["kind"], (MARK, COMMENT))
    content = None
    if told["content"] is not None:
        content = fields.mark_content(told["content"]) if kind == MARK else _comment_content(taker, told["content"])
    return Version(
        id=fields.key(told["id"]),
        item=fields.key(told["item"]),
        picture=fields.key(told["picture"]),
        kind=kind,
        hand=fields.key(told["hand"]),
        counter=fields.whole(told["counter"], 1, 10**9),
        parents=tuple(fields.key(one) for one in fields.array(told["parents"], 100)),
        content=content,
    )


def mark_content(mark: Mark) -> dict[str, Any]:
    """Return a mark as the content of a version; its name is that of the item."""
    if mark.kind is MarkKind.CROP:
        raise Fault(N_("a reviewer cannot crop"))
    return fields.mark_content({key: value for key, value in mark.to_json().items() if key != "id"})


def comment_content(
    text: str,
    *,
    author: str,
    at: Moment,
    region: Region | None = None,
    parent: str | None = None,
    resolved: bool = False,
) -> dict[str, Any]:
    """Return a comment as the content of a version."""
    told = {"text": text, "author": author, "at": fields.moment_text(at), "parent": parent, "resolved": resolved}
    return {**told, "region": None if region is None else list(region)}


def _comment_content(taker: Taker, data: object) -> dict[str, Any]:
    told = taker.object(data, ("text", "author", "at", "region", "parent", "resolved"))
    return comment_content(
        fields.text(told["text"]),
        author=fields.line(told["author"]),
        at=fields.moment(told["at"]),
        region=fields.region(told["region"]),
        parent=None if told["parent"] is None else fields.key(told["parent"]),
        resolved=fields.flag(told["resolved"]),
    )


def _picture(picture: SentPicture) -> dict[str, Any]:
    names = ("id", "name", "caption", "taken", "blob", "format", "width", "height")
    told: dict[str, Any] = {name: getattr(picture, name) for name in names}
    place = picture.place
    told["place"] = [place.left, place.top, place.scale]
    told["marks"] = [mark.to_json() for mark in picture.marks]
    told["comments"] = [_comment(one) for one in picture.comments]
    return {**told, "questions": list(picture.questions)}


def _comment(comment: SentComment) -> dict[str, Any]:
    content = comment_content(
        comment.text,
        author=comment.author,
        at=comment.at,
        region=comment.region_px,
        parent=comment.parent_id,
        resolved=comment.resolved,
    )
    return {"id": comment.id, **content}


def _sent_from(taker: Taker, data: object) -> Sent:
    told = taker.object(data, ("title", "question", "pictures"))
    pictures = tuple(_picture_from(taker, one) for one in fields.array(told["pictures"], MAX_PICTURES))
    names = [one.id for one in pictures]
    if not pictures or len(set(names)) != len(names):
        raise Fault(N_("its list of pictures does not fit together"))
    return Sent(fields.line(told["title"]), fields.text(told["question"]), pictures)


def _picture_from(taker: Taker, data: object) -> SentPicture:
    names = ("id", "name", "caption", "taken", "blob", "format", "width", "height")
    told = taker.object(data, (*names, "place", "marks", "comments", "questions"))
    return SentPicture(
        id=fields.key(told["id"]),
        name=fields.line(told["name"]),
        caption=fields.text(told["caption"]),
        taken=fields.line(told["taken"]),
        blob=fields.digest(told["blob"]),
        format=fields.one_of(told["format"], ("png", "jpeg")),
        width=fields.whole(told["width"], 1, 100_000),
        height=fields.whole(told["height"], 1, 100_000),
        place=fields.place(told["place"]),
        marks=tuple(fields.sent_mark(one) for one in fields.array(told["marks"], MAX_MARKS)),
        comments=tuple(_comment_from(taker, one) for one in fields.array(told["comments"], MAX_COMMENTS)),
        questions=tuple(fields.text(one) for one in fields.array(told["questions"], 100)),
    )


def _comment_from(taker: Taker, data: object) -> SentComment:
    told = taker.object(data, ("id", "text", "author", "at", "region", "parent", "resolved"))
    return SentComment(
        id=fields.key(told["id"]),
        parent_id=None if told["parent"] is None else fields.key(told["parent"]),
        text=fields.text(told["text"]),
        author=fields.line(told["author"]),
        at=fields.moment(told["at"]),
        region_px=fields.region(told["region"]),
        resolved=fields.flag(told["resolved"]),
    )


def placed_back(mark: Mark, place: PlaceRow) -> Mark:
    """Return a mark of the picture in the bundle in pixels of the upright, uncropped picture."""
    from gemba.imaging.clip import moved_and_scaled

    return moved_and_scaled(mark, 0, 0, 1 / place.scale).moved(place.left, place.top)


def region_back(region: Region, place: PlaceRow) -> IntRect:
    """Return a region of the picture in the bundle in pixels of the upright, uncropped picture, outwards."""
    left, top = (int(n / place.scale // 1) for n in region[:2])
    right, bottom = (int(-(-n / place.scale // 1)) for n in region[2:])
    return IntRect(left + place.left, top + place.top, right + place.left, bottom + place.top)
