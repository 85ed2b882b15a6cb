"""What a check says about a document beside its codes: pictures not reviewed, characters no face has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from gemba.message import Message, say
from gemba.report.document import Document, Front, SheetPicture
from gemba.report.para import missing_characters


def picture_remarks(document: Document) -> tuple[Message, ...]:
    """Return one remark a picture that stands as a box because nobody reviewed it, or because it does not exist."""
    return entry_remarks(picture for ticket in document.tickets for picture in ticket.pictures)


def entry_remarks(pictures: Iterable[SheetPicture]) -> tuple[Message, ...]:
    """Return one remark a picture that is not printed, however often it would stand there."""
    out = []
    for one in pictures:
        if one.missing:
            out.append(say("{code}: the picture {name} does not exist.", code=one.code, name=one.file_name))
        elif one.picture is None:
            out.append(say("{code}: the picture {name} is not yet reviewed.", code=one.code, name=one.file_name))
    return tuple(dict.fromkeys(out))


def missing_glyph_remarks(document: Document, front: Front) -> tuple[Message, ...]:
    """Return one remark for all characters that print as a box because no shipped font has them."""
    written = _characters((document.source, front))
    found = missing_characters("".join(dict.fromkeys(written + _printed(document))), front.language)
    if not found:
        return ()
    return (say("No font has these characters; they print as boxes: {names}.", names=", ".join(found[:20])),)


def _printed(document: Document) -> str:
    """Return the characters of what a document prints beside its text; kept, as they stay while the text is written."""
    kept = _kept.get("last")
    if kept is None or kept[0] is not document.tickets or kept[1] is not document.evidence:
        said = _characters((document.tickets, document.evidence))
        kept = _kept["last"] = (document.tickets, document.evidence, said)
    return kept[2]


_kept: dict[str, tuple[object, object, str]] = {}


def _characters(value: object) -> str:
    """Return every character in the texts of a value once; texts of plain ASCII are in every face."""
    return "".join(dict.fromkeys("".join(text for text in _texts(value) if not text.isascii())))


def _texts(value: object) -> Iterator[str]:
    """Yield every text inside a value, whatever its depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and hasattr(value, "__slots__") and not isinstance(value, type):
        for one in fields(value):
            if one.name != "picture":
                yield from _texts(getattr(value, one.name))
