"""Bind painted pages into a file: page tree, bookmarks, page labels, title and language; the same in, the same out.

Must not know ink, fonts or pictures beyond their numbers in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gemba.report.objects import ObjectFile, number, text_string

CREATOR = "gemba"
# Whoever compares two files must not find the clock in them.
_NO_TIME = "(D:20000101000000+00'00')"


class Bookmark(NamedTuple):
    """An entry of the outline: its words, its depth (0 outermost) and where it leads, as PDF."""

    title: str
    level: int
    place: str


class Cover(NamedTuple):
    """What a reader shows of the whole file: title, authors, language, and how many pages come before the appendix."""

    title: str
    authors: str
    language: str
    body_pages: int


class Binding:
    """The pages of a file, which links and bookmarks may name before they are painted."""

    def __init__(self, file: ObjectFile, count: int, *, width: float, height: float) -> None:
        """Number ``count`` pages of one size in points."""
        self._file = file
        self._size = f"[0 0 {number(width)} {number(height)}]"
        self._tree = file.reserve()
        self._fonts = file.reserve()
        self._pages = [file.reserve() for _ in range(count)]

    def place(self, page: int, top: float) -> str:
        """Return where on a page (from 0), ``top`` points above its foot, a reader comes out, as PDF."""
        return f"[{self._pages[page]} 0 R /XYZ 0 {number(top)} null]"

    def add_page(self, page: int, operators: str, *, resources: str, links: Sequence[str]) -> None:
        """Write a page (from 0)."""
        content = self._file.add_packed(operators.encode("ascii"))
        leads = " ".join([f"{self._file.add(link)} 0 R" for link in links])
        self._file.write(
            self._pages[page],
            f"<</Type /Page /Parent {self._tree} 0 R /MediaBox {self._size} /Contents {content} 0 R "
            f"/Resources <</Font {self._fonts} 0 R{resources}>>{f' /Annots [{leads}]' if leads else ''}>>",
        )

    def finish(self, cover: Cover, *, fonts: str, bookmarks: Sequence[Bookmark], identity: str) -> bytes:
        """Return the bytes of the file; ``fonts`` is the font dictionary of all pages."""
        file = self._file
        file.write(self._fonts, fonts)
        pages = " ".join([f"{page} 0 R" for page in self._pages])
        file.write(self._tree, f"<</Type /Pages /Count {len(self._pages)} /Kids [{pages}]>>")
        outline = ""
        if bookmarks:
            outline = f"/PageMode /UseOutlines /Outlines {_outline(file, bookmarks)} 0 R "
        root = file.add(
            f"<</Type /Catalog /Pages {self._tree} 0 R /Lang {text_string(cover.language)} {outline}"
            f"/PageLabels <</Nums [{_labels(cover.body_pages, len(self._pages))}]>> "
            "/ViewerPreferences <</DisplayDocTitle true>>>>"
        )
        info = file.add(
            f"<</Title {text_string(cover.title)} /Author {text_string(cover.authors)} /Subject () /Keywords () "
            f"/Creator ({CREATOR}) /Producer ({CREATOR}) /CreationDate {_NO_TIME} /ModDate {_NO_TIME} /Trapped /False>>"
        )
        return file.finish(root=root, info=info, identity=identity)


def _labels(body_pages: int, pages: int) -> str:
    return "0 <</S /D>>" + (f" {body_pages} <</S /D /P (A-)>>" if pages > body_pages else "")


def _outline(file: ObjectFile, bookmarks: Sequence[Bookmark]) -> int:
    root = file.reserve()
    numbers = [file.reserve() for _ in bookmarks]
    parents = _parents(bookmarks)
    children: list[list[int]] = [[] for _ in bookmarks]
    first: list[int] = []
    for at, parent in enumerate(parents):
        (first if parent is None else children[parent]).append(at)
    for at, (mark, parent) in enumerate(zip(bookmarks, parents, strict=True)):
        beside = first if parent is None else children[parent]
        spot = beside.index(at)
        links = f"/Parent {root if parent is None else numbers[parent]} 0 R"
        if spot:
            links += f" /Prev {numbers[beside[spot - 1]]} 0 R"
        if spot + 1 < len(beside):
            links += f" /Next {numbers[beside[spot + 1]]} 0 R"
        # What stands under the outermost is shown, deeper is folded: a negative count.
        links += _ends(numbers, children[at], len(children[at]) if parent is None else -len(children[at]))
        file.write(numbers[at], f"<</Title {text_string(mark.title)} /Dest {mark.place} {links}>>")
    shown = len(first) + sum(len(children[at]) for at in first)
    file.write(root, f"<</Type /Outlines{_ends(numbers, first, shown)}>>")
    return root


def _parents(bookmarks: Sequence[Bookmark]) -> list[int | None]:
    parents: list[int | None] = []
    above: list[int] = []
    for at, mark in enumerate(bookmarks):
        # A level that would skip one is drawn nearer.
        del above[mark.level :]
        parents.append(above[-1] if above else None)
        above.append(at)
    return parents


def _ends(numbers: Sequence[int], below: Sequence[int], count: int) -> str:
    return f" /First {numbers[below[0]]} 0 R /Last {numbers[below[-1]]} 0 R /Count {count}" if below else ""
