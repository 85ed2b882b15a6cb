"""From ink to the operators of a PDF page, through ReportLab's canvas. Must not know what the ink means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from gemba.imaging.picture import EncodedPicture
from gemba.report.document import SheetPicture, TicketSheet
from gemba.report.embed import image_object
from gemba.report.fonts import font_of
from gemba.report.ink import Clip, Image, Ink, Link, Mark, Path, Shape, Text, Unclip

_ESCAPED = [
    f"\\{code:03o}" if code < 32 or code > 126 else "\\" + chr(code) if chr(code) in "()\\" else chr(code)
    for code in range(256)
]
_ASCII = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})
_STROKE_EM = 0.03


@dataclass(frozen=True, slots=True)
class Pictures:
    """The encoded pictures of a document by their key; one picture is one object of the file, however often used."""

    by_key: dict[str, EncodedPicture]

    @staticmethod
    def of(tickets: Iterable[TicketSheet]) -> Pictures:
        """Collect the bases of all renditions on the sheets."""
        return Pictures.of_entries(entry for ticket in tickets for entry in ticket.pictures)

    @staticmethod
    def of_entries(entries: Iterable[SheetPicture]) -> Pictures:
        """Collect the bases of the renditions among these pictures."""
        return Pictures({one.picture.sha256: one.picture.base for one in entries if one.picture is not None})


class Painter:
    """Write ink onto the canvas, page after page."""

    def __init__(self, canvas: Canvas, height: float, pictures: Pictures, anchors: frozenset[str]) -> None:
        """Take the canvas, the page's height in points, the pictures, and the anchors that links may lead to."""
        self.canvas = canvas
        self.document: Any = vars(canvas)["_doc"]
        self.height = height
        self.pictures = pictures
        self.anchors = anchors
        self._names: dict[str, str] = {}
        self._code: list[str] = []
        self._font = self._colour = ""
        self._in_text = False
        self._level = -1

    def paint(self, inks: Sequence[Ink]) -> None:
        """Write the ink of one page."""
        self._forget()
        for dx, dy, marks in inks:
            for mark in marks:
                self._mark(mark, dx, dy)
        self._flush()

    def outline(self, name: str, title: str, level: int) -> None:
        """Add a bookmark; a level that would skip one is drawn nearer."""
        self._level = min(level, self._level + 1)
        self.canvas.addOutlineEntry(title or "—", name, level=self._level, closed=self._level > 0)

    def _mark(self, mark: Mark, dx: float, dy: float) -> None:
        if isinstance(mark, Text):
            self._text(mark, mark.x + dx, self.height - mark.y - dy)
            return
        self._end_text()
        if isinstance(mark, Shape):
            self._shape(mark, dx, self.height - dy)
        elif isinstance(mark, Path):
            self._path(mark, dx, self.height - dy)
        elif isinstance(mark, Image):
            self._image(mark, mark.x + dx, self.height - mark.y - dy - mark.height)
        elif isinstance(mark, Clip):
            y = self.height - mark.y - dy - mark.height
            self._code.append(f"q {_n(mark.x + dx)} {_n(y)} {_n(mark.width)} {_n(mark.height)} re W n")
        elif isinstance(mark, Unclip):
            self._code.append("Q")
            self._forget_style()
        else:
            self._link(mark, mark.x + dx, self.height - mark.y - dy - mark.height)

    def _text(self, mark: Text, x: float, y: float) -> None:
        code = self._code
        if not self._in_text:
            code.append("BT")
            self._in_text = True
        self._set_colour(mark.colour)
        if mark.halo > 0:
            code.append(f"1 Tr 1 1 1 RG {_n(2 * mark.halo)} w 1 j")
            self._show(mark, x, y)
            code.append("0 Tr")
        if mark.stroked:
            code.append(f"2 Tr {_rgb(mark.colour)} RG {_n(mark.size * _STROKE_EM)} w")
        if mark.actual:
            code.append(f"/Span <</ActualText <FEFF{_utf16(mark.actual)}>>> BDC")
        self._show(mark, x, y)
        if mark.actual:
            code.append("EMC")
        if mark.stroked:
            code.append("0 Tr")

    def _show(self, mark: Text, x: float, y: float) -> None:
        font, document = font_of(mark.face), self.document
        code = self._code
        code.append(f"0 1 -1 0 {_n(x)} {_n(y)} Tm" if mark.turned else f"1 0 0 1 {_n(x)} {_n(y)} Tm")
        # Printable ASCII keeps its own codes in the first subset (ReportLab's readable encoding): no need to look up.
        if mark.text.isascii() and mark.text.isprintable():
            pieces = [(0, mark.text.translate(_ASCII))]
        else:
            pieces = [
                (n, "".join([_ESCAPED[char] for char in chars])) for n, chars in font.splitString(mark.text, document)
            ]
        for subset, chars in pieces:
            name = f"{font.getSubsetInternalName(subset, document)} {_n(mark.size)} Tf"
            if name != self._font:
                code.append(name)
                self._font = name
            code.append(f"({chars}) Tj")

    def _set_colour(self, colour: str) -> None:
        if colour != self._colour:
            self._code.append(f"{_rgb(colour)} rg")
            self._colour = colour

    def _shape(self, mark: Shape, dx: float, top: float) -> None:
        code = self._code
        if mark.fill:
            self._set_colour(mark.fill)
        if mark.stroke:
            dash = " ".join(_n(part) for part in mark.dash)
            code.append(f"{_rgb(mark.stroke)} RG {_n(mark.width)} w [{dash}] 0 d 0 J 0 j")
        points = [f"{_n(x + dx)} {_n(top - y)}" for x, y in mark.points]
        operators = [f"{point} {'m' if at == 0 else 'l'}" for at, point in enumerate(points)]
        code.append(" ".join(operators) + (" h" if mark.closed else "") + _finish(mark.fill, mark.stroke, False))

    def _path(self, mark: Path, dx: float, top: float) -> None:
        if mark.opacity < 1:
            self._flush()
            self.canvas.saveState()
            self.canvas.setFillAlpha(mark.opacity)
            self.canvas.setStrokeAlpha(mark.opacity)
        if mark.fill:
            self._set_colour(mark.fill)
        if mark.stroke:
            self._code.append(f"{_rgb(mark.stroke)} RG {_n(mark.width)} w [] 0 d 1 J 1 j")
        for name, numbers in mark.commands:
            points = " ".join(_n(top - v if i % 2 else v + dx) for i, v in enumerate(numbers))
            self._code.append(f"{points} {'mlch'['MLCZ'.index(name)]}".strip())
        self._code.append(_finish(mark.fill, mark.stroke, mark.even_odd).strip())
        if mark.opacity < 1:
            self._flush()
            self.canvas.restoreState()

    def _image(self, mark: Image, x: float, y: float) -> None:
        self._flush()
        name = self._names.get(mark.key)
        if name is None:
            name = self._names[mark.key] = f"picture{len(self._names) + 1}"
            self.document.addForm(name, image_object(self.pictures.by_key[mark.key]))
            self.document.inPage()
        self.canvas.addLiteral(f"q {_n(mark.width)} 0 0 {_n(mark.height)} {_n(x)} {_n(y)} cm")
        # doForm also enters the name among the page's own objects, without which readers paint nothing.
        self.canvas.doForm(name)
        self.canvas.addLiteral("Q")

    def _link(self, mark: Link, x: float, y: float) -> None:
        box = (x, y, x + mark.width, y + mark.height)
        if not mark.href.startswith("#"):
            self.canvas.linkURL(mark.href, box, relative=0)
        elif mark.href[1:] in self.anchors:
            self.canvas.linkRect("", mark.href[1:], box, relative=0, thickness=0)

    def _end_text(self) -> None:
        if self._in_text:
            self._code.append("ET")
            self._in_text = False

    def _flush(self) -> None:
        self._end_text()
        if self._code:
            self.canvas.addLiteral("\n".join(self._code))
        self._forget()

    def _forget(self) -> None:
        self._code = []
        self._forget_style()

    def _forget_style(self) -> None:
        self._font = self._colour = ""


# Two places are a hundredth of a point; readers do not mind zeros, and the page is compressed.
_n = "{:.2f}".format


@cache
def _rgb(colour: str) -> str:
    return " ".join(_n3(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))


def _n3(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex().upper()


def _finish(fill: str, stroke: str, even_odd: bool) -> str:
    star = "*" if even_odd else ""
    if fill and stroke:
        return f" B{star}"
    return f" f{star}" if fill else " S" if stroke else " n"
