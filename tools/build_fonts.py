"""Build resources/fonts/ from upstream font files; run it only when a font is renewed.

It must not be needed at run time, and it must not download anything by itself. Fetch the sources first, in any folder:

    npm install @expo-google-fonts/noto-sans-sc @expo-google-fonts/noto-sans-tc @expo-google-fonts/inter \
        @fontsource-variable/noto-sans-sc @fontsource-variable/noto-sans-tc
    apt-get download fonts-liberation2 && dpkg -x fonts-liberation2_*.deb liberation

then run, with the development environment of dev.py:

    python tools/build_fonts.py --npm node_modules --liberation liberation/usr/share/fonts/truetype/liberation2

ReportLab reads TrueType outlines only (no CFF, and of a variable font just the default instance), so every source is a
static `glyf` font. Hints and layout features are dropped from the Chinese fonts because ReportLab does not shape; that
halves them. Liberation reserves its name and is therefore copied as it is. The others reserve no name that their files use
(Noto Sans SC and TC reserve "Source"), so the subsets keep theirs.

In the Chinese fonts what is written most stands first (docs/adr/0036): a program that maps the file holds the pages of
the characters it draws, and these lie side by side then. How often each is written comes from the slices in which
Fontsource serves the same faces to browsers: of those with a number the last is met most.
"""

import argparse
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.reorderGlyphs import reorderGlyphs

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
BUDGET_BYTES = 12_000_000
LIBERATION = ("Regular", "Bold", "Italic", "BoldItalic")


def span(first: int, last: int) -> set[int]:
    """Return the code points from `first` to `last`, both included."""
    return set(range(first, last + 1))


def double_byte(codec: str, leads: Iterable[int]) -> set[int]:
    """Return every code point that a two-byte character set holds under the given lead bytes."""
    found = set()
    for lead in leads:
        for trail in range(0x40, 0xFF):
            try:
                found.add(ord(bytes((lead, trail)).decode(codec)))
            except (UnicodeDecodeError, TypeError):
                continue
    return found


LATIN = span(0x20, 0x7E) | span(0xA0, 0x24F) | span(0x300, 0x323) | span(0x1E00, 0x1EFF)
PUNCTUATION = span(0x2010, 0x205F) | span(0x20A0, 0x20BF) | span(0x2100, 0x214F)
SIGNS = span(0x2190, 0x21FF) | span(0x2200, 0x22FF) | span(0x2300, 0x23FF) | span(0x25A0, 0x26FF) | span(0x2700, 0x27BF)
CHINESE_SIGNS = (
    span(0x2460, 0x259F) | span(0x3000, 0x303F) | span(0x3105, 0x312F) | span(0xFE30, 0xFE4F) | span(0xFF00, 0xFFEF)
)
BASE = LATIN | PUNCTUATION | SIGNS | CHINESE_SIGNS
GB2312 = double_byte("gb2312", range(0xA1, 0xF8))
BIG5 = double_byte("big5", range(0xA1, 0xFA))
# Level 1 holds the 5,401 characters in everyday use in Taiwan; rarer ones fall back to the SC face.
BIG5_LEVEL_1 = double_byte("big5", range(0xA1, 0xC7))


def written_most(slices: Path) -> list[int]:
    """Return the code points of a Fontsource `unicode.json`, what is written most before the rest."""
    ranges = json.loads(slices.read_text(encoding="utf-8"))
    numbered = sorted((int(name[1:-1]) for name in ranges if name.startswith("[")), reverse=True)
    found: list[int] = []
    for number in numbered:
        for one in ranges[f"[{number}]"].split(","):
            first, _, last = one.strip().removeprefix("U+").partition("-")
            found.extend(range(int(first, 16), int(last or first, 16) + 1))
    return found


def in_order(characters: Mapping[int, str], glyphs: Sequence[str], first: Iterable[int]) -> list[str]:
    """Return the glyphs with those of the characters `first` at the head, the others as they are; .notdef stays 0."""
    ahead = dict.fromkeys([glyphs[0], *(characters[code] for code in first if code in characters)])
    return list(ahead | dict.fromkeys(glyphs))


def subset_font(
    source: Path,
    target: Path,
    code_points: set[int],
    features: tuple[str, ...] = (),
    *,
    first: Iterable[int] = (),
) -> None:
    """Write the part of `source` that draws `code_points` to `target`; the same source gives the same bytes.

    Glyphs of the characters `first` stand in that order before the others.
    """
    options = subset.Options()
    options.layout_features = list(features)
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    options.canonical_order = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "meta"]
    font = subset.load_font(str(source), options)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=code_points)
    worker.subset(font)
    subset.save_font(font, str(target), options)
    if first:
        put_first(target, first)
    print(f"{target.name}: {font['maxp'].numGlyphs} glyphs, {target.stat().st_size / 1e6:.2f} MB")


def put_first(file: Path, first: Iterable[int]) -> None:
    """Write a font anew with the glyphs of the characters `first` before the others."""
    with TTFont(file, recalcBBoxes=False, recalcTimestamp=False) as font:
        reorderGlyphs(font, in_order(font.getBestCmap(), font.getGlyphOrder(), first))
        font.save(file)


def build(npm: Path, liberation: Path, target: Path) -> None:
    """Build every font into `target`; raise SystemExit when they pass the budget together."""
    target.mkdir(parents=True, exist_ok=True)
    for style in LIBERATION:
        shutil.copyfile(liberation / f"LiberationSans-{style}.ttf", target / f"LiberationSans-{style}.ttf")
    expo = npm / "@expo-google-fonts"
    chinese = BASE | GB2312
    sans_sc, sans_tc, inter = expo / "noto-sans-sc", expo / "noto-sans-tc", expo / "inter"
    sc, tc = (written_most(npm / f"@fontsource-variable/noto-sans-{one}/unicode.json") for one in ("sc", "tc"))
    for face, code_points in (("Regular", chinese | BIG5), ("Bold", chinese)):
        weight = {"Regular": "400Regular", "Bold": "700Bold"}[face]
        source = sans_sc / weight / f"NotoSansSC_{weight}.ttf"
        subset_font(source, target / f"NotoSansSC-{face}.ttf", code_points, first=[*sc, *tc])
    source = sans_tc / "400Regular/NotoSansTC_400Regular.ttf"
    subset_font(source, target / "NotoSansTC-Regular.ttf", BASE | BIG5_LEVEL_1, first=[*tc, *sc])
    shaped = ("kern", "mark", "mkmk", "ccmp", "locl", "tnum", "calt")
    for weight in ("400Regular", "600SemiBold"):
        style = weight[3:]
        source = inter / weight / f"Inter_{weight}.ttf"
        subset_font(source, target / f"Inter-{style}.ttf", LATIN | PUNCTUATION | SIGNS, shaped)
    total = sum(file.stat().st_size for file in target.glob("*.ttf"))
    print(f"together {total / 1e6:.2f} MB of {BUDGET_BYTES / 1e6:.0f} MB")
    if total > BUDGET_BYTES:
        raise SystemExit("the fonts are over their budget")


def main() -> None:
    """Read the folders from the command line and build."""
    parser = argparse.ArgumentParser(description="Build resources/fonts/ from upstream font files.")
    parser.add_argument("--npm", type=Path, required=True, help="the node_modules folder with the sources")
    parser.add_argument("--liberation", type=Path, required=True, help="the folder with LiberationSans-*.ttf 2.1.5")
    parser.add_argument("--target", type=Path, default=TARGET, help="where to write (default: resources/fonts)")
    arguments = parser.parse_args()
    build(arguments.npm, arguments.liberation, arguments.target)


if __name__ == "__main__":
    main()
