"""From ink to the operators of a PDF page. Must not know what the ink means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from gemba.imaging.picture import EncodedPicture
from gemba.report.document import SheetPicture, TicketSheet
from gemba.report.embed import image_object
from gemba.report.ink import Clip, Image, Ink, Link, Mark, Path, Shape, Text, Unclip
from gemba.report.objects import ObjectFile, address, utf16
from gemba.report.subset import FontsUsed

_ESCAPED = {
    code: f"\\{code:03o}" if code < 32 or code > 126 else "\\" + chr(code)
    for code in range(256)
    if code < 32 or code > 126 or chr(code) in "()\\"
}
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


class PaintedPage(NamedTuple):
    """One page as PDF: its operators, what they name besides fonts, and its links."""

    operators: str
    resources: str
    links: tuple[str, ...]


class Painter:
    """Turn ink into operators, page after page; pictures go to the file as soon as a page needs them."""

    def __init__(self, file: ObjectFile, height: float, pictures: Pictures, places: Mapping[str, str]) -> None:
        """Take the file, the page's height in points, the pictures, and where in the file each anchor is."""
        self.fonts = FontsUsed()
        self.file = file
        self.height = height
        self.pictures = pictures
        self.places = places
        self._objects: dict[str, int] = {}
        self._font: tuple[str, float] = ("", 0.0)
        self._colour = ""
        self._begin()

    def paint(self, inks: Sequence[Ink]) -> PaintedPage:
        """Return the ink of one page as PDF."""
        self._begin()
        for dx, dy, marks in inks:
            for mark in marks:
                if type(mark) is Text:
                    self._text(mark, mark.x + dx, self.height - mark.y - dy)
                else:
                    self._end_text()
                    self._mark(mark, dx, dy)
        self._end_text()
        return PaintedPage("\n".join(self._code), self._resources(), tuple(self._links))

    def _resources(self) -> str:
        shown = " ".join([f"/P{number} {number} 0 R" for number in sorted(self._shown)])
        clear = " ".join([f"{_state(value)} <</ca {value:.3f} /CA {value:.3f}>>" for value in sorted(self._opacities)])
        return (f" /XObject <<{shown}>>" if shown else "") + (f" /ExtGState <<{clear}>>" if clear else "")

    def _begin(self) -> None:
        self._code: list[str] = []
        self._shown: set[int] = set()
        self._opacities: set[float] = set()
        self._links: list[str] = []
        self._in_text = False
        self._forget_style()

    def _mark(self, mark: Mark, dx: float, dy: float) -> None:
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
        elif isinstance(mark, Link):
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
            code.append(f"/Span <</ActualText <FEFF{utf16(mark.actual)}>>> BDC")
        self._show(mark, x, y)
        if mark.actual:
            code.append("EMC")
        if mark.stroked:
            code.append("0 Tr")

    def _show(self, mark: Text, x: float, y: float) -> None:
        code, text = self._code, mark.text
        code.append(f"0 1 -1 0 {x:.2f} {y:.2f} Tm" if mark.turned else f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        # Printable ASCII keeps its own codes in the first subset (ReportLab's readable encoding): no need to look up.
        if text.isascii() and text.isprintable():
            self._set_font(self.fonts.name(mark.face), mark.size)
            code.append(f"({text.translate(_ASCII)}) Tj")
            return
        for name, codes in self.fonts.pieces(mark.face, text):
            self._set_font(name, mark.size)
            code.append(f"({codes.decode('latin-1').translate(_ESCAPED)}) Tj")

    def _set_font(self, name: str, size: float) -> None:
        if (name, size) != self._font:
            self._code.append(f"{name} {size:.2f} Tf")
            self._font = name, size

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
            self._code.append(f"q {_state(mark.opacity)} gs")
            self._opacities.add(mark.opacity)
        if mark.fill:
            self._set_colour(mark.fill)
        if mark.stroke:
            self._code.append(f"{_rgb(mark.stroke)} RG {_n(mark.width)} w [] 0 d 1 J 1 j")
        for name, numbers in mark.commands:
            points = " ".join(_n(top - v if i % 2 else v + dx) for i, v in enumerate(numbers))
            self._code.append(f"{points} {'mlch'['MLCZ'.index(name)]}".strip())
        self._code.append(_finish(mark.fill, mark.stroke, mark.even_odd).strip())
        if mark.opacity < 1:
            self._code.append("Q")
            self._forget_style()

    def _image(self, mark: Image, x: float, y: float) -> None:
        number = self._objects.get(mark.key)
        if number is None:
            image = image_object(self.pictures.by_key[mark.key])
            number = self._objects[mark.key] = self.file.add_stream(image.content, image.entries)
        # Every page names the pictures it shows among its own resources, without which readers paint nothing.
        self._shown.add(number)
        self._code.append(f"q {_n(mark.width)} 0 0 {_n(mark.height)} {_n(x)} {_n(y)} cm /P{number} Do Q")

    def _link(self, mark: Link, x: float, y: float) -> None:
        if not mark.href.startswith("#"):
            leads = f"/A <</S /URI /URI {address(mark.href)}>>"
        elif mark.href[1:] in self.places:
            leads = f"/Dest {self.places[mark.href[1:]]}"
        else:
            return
        box = f"{_n(x)} {_n(y)} {_n(x + mark.width)} {_n(y + mark.height)}"
        self._links.append(f"<</Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] {leads}>>")

    def _end_text(self) -> None:
        if self._in_text:
            self._code.append("ET")
            self._in_text = False

    def _forget_style(self) -> None:
        self._font = ("", 0.0)
        self._colour = ""


# Two places are a hundredth of a point; readers do not mind zeros, and the page is compressed.
_n = "{:.2f}".format


@cache
def _rgb(colour: str) -> str:
    return " ".join(_n3(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))


def _n3(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _state(opacity: float) -> str:
    return f"/O{round(opacity * 1000)}"


def _finish(fill: str, stroke: str, even_odd: bool) -> str:
    star = "*" if even_odd else ""
    if fill and stroke:
        return f" B{star}"
    return f" f{star}" if fill else " S" if stroke else " n"
