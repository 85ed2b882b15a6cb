"""Questions that the wall of pictures asks beside its rows: tags, tickets, words found on pictures, equal pictures.

They are asked after the rows, so that the wall opens without them. Names of files in the vault are compared and never
given out. Must not write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.model import rows as frozen
from gemba.model.connection import Reader
from gemba.model.queries.picture import annotation_of
from gemba.model.stored import rect_from_text

if TYPE_CHECKING:
    from gemba.model.rows import TaggedRow, TicketNameRow, TicketPicturesRow

_TAGS = """
SELECT DISTINCT t.name, l.capture_id FROM observation_capture l
JOIN observation_tag o ON o.observation_id = l.observation_id JOIN tag t ON t.id = o.tag_id
WHERE l.capture_id IS NOT NULL ORDER BY t.name
"""
_TICKETS = """
SELECT DISTINCT t.id, t.number, t.title, p.capture_id FROM ticket_picture p JOIN ticket t ON t.id = p.ticket_id
WHERE p.capture_id IS NOT NULL ORDER BY t.number
"""
_FOUND = """
SELECT p.capture_id, p.text, p.rect_px, a.marks FROM proposal p LEFT JOIN annotation a ON a.capture_id = p.capture_id
WHERE p.state <> 'taken' AND p.text <> ''
"""


class WallQueries:
    """What stands around the pictures of the wall."""

    def __init__(self, reader: Reader) -> None:
        """Take the connection to ask."""
        self.reader = reader

    def picture_tags(self) -> list[TaggedRow]:
        """Return the tags of the notes that show a picture, by name, with the pictures of each."""
        found: dict[str, set[str]] = {}
        for row in self.reader.all(_TAGS):
            found.setdefault(str(row[0]), set()).add(str(row[1]))
        return [frozen.TaggedRow(name, frozenset(ids)) for name, ids in found.items()]

    def ticket_pictures(self) -> list[TicketPicturesRow]:
        """Return the tickets that show a picture, by number, with the pictures of each."""
        found: dict[tuple[str, int, str], set[str]] = {}
        for row in self.reader.all(_TICKETS):
            found.setdefault((row[0], row[1], row[2]), set()).add(row[3])
        return [frozen.TicketPicturesRow(*ticket, frozenset(ids)) for ticket, ids in found.items()]

    def newest_tickets(self, limit: int) -> list[TicketNameRow]:
        """Return the tickets with the highest numbers, the newest first."""
        return self._names("ORDER BY number DESC LIMIT ?", limit)

    def ticket_numbered(self, number: int) -> list[TicketNameRow]:
        """Return the ticket of a number, or nothing."""
        return self._names("WHERE number = ?", number)

    def _names(self, rest: str, value: int) -> list[TicketNameRow]:
        rows = self.reader.all(f"SELECT id, number, title FROM ticket {rest}", (value,))
        return [frozen.TicketNameRow(row["id"], row["number"], row["title"]) for row in rows]

    def captures_holding(self, word: str) -> frozenset[str]:
        """Return the pictures of which ``word`` is searched (search_text.py), or on which it was found and shows.

        What is covered by now counts as not there: a proposal that was taken, or one that a redaction touches.
        """
        from gemba.model import search
        from gemba.model.search_text import folded

        wanted = folded(word)
        out = set(search.holding(self.reader, "capture", word))
        for row in self.reader.all(_FOUND):
            if wanted in folded(row["text"]) and row["capture_id"] not in out and _shows(row["rect_px"], row["marks"]):
                out.add(row["capture_id"])
        return frozenset(out)

    def same_pictures(self) -> list[tuple[str, ...]]:
        """Return pictures of the same bytes or the same pixels, each group oldest first; a single one is no group."""
        groups: list[list[str]] = []
        at: dict[str, int] = {}
        # Names in the vault are compared here and go no further.
        for row in self.reader.all("SELECT id, original, frame FROM capture ORDER BY id"):
            names = [name for name in (row["original"], row["frame"]) if name]
            number = next((at[name] for name in names if name in at), len(groups))
            if number == len(groups):
                groups.append([])
            at.update(dict.fromkeys(names, number))
            groups[number].append(str(row["id"]))
        return [tuple(group) for group in groups if len(group) > 1]


def _shows(rect_px: str, marks: str | None) -> bool:
    """Say whether no redaction touches a place on a picture: a word that is covered in part is no longer searched."""
    from gemba.model.recognised import covers_of, touch

    place = rect_from_text(rect_px)
    return not any(touch(place, cover) for cover in covers_of(annotation_of(marks)))
