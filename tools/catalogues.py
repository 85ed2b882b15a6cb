"""Collect the English templates of the program and compile its translations: `python tools/catalogues.py`.

Writes resources/locale/gemba.pot, adds new templates to each gemba.po (their translations stay as they are) and
compiles gemba.mo, which gemba/i18n.py reads. The same source gives the same bytes: no dates, no paths, no machine.
`--check` writes nothing and fails where something is out of date. Must not know what a sentence means.
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "gemba"
LOCALE = ROOT / "resources" / "locale"
TRANSLATED = ("zh_Hans", "zh_Hant", "vi")
_MARKERS = frozenset(("say", "N_", "Message"))


class PlainCatalog(Catalog):
    """A catalogue whose header says how it is written and nothing of a day, a person or a tool's version."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the lines of the header."""
        language = [("Language", str(self.locale))] if self.locale else []
        return [*language, ("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit")]


def literals(node: ast.expr) -> Iterator[str]:
    """Yield the texts that a template argument can be: a literal, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def marked(source: str) -> Iterator[ast.expr]:
    """Yield the templates of every say(…), N_(…), Message(…), words.tr(…) and words.count(one, many, n) of a module."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if _marks(node.func):
            yield node.args[0]
        elif _counts(node):
            yield from node.args[:2]


def _marks(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr == "tr"
    return isinstance(function, ast.Name) and function.id in _MARKERS | {"tr"}


def _counts(node: ast.Call) -> bool:
    """Say whether this is words.count(one, many, number): what text.count(piece) is not, it takes one argument."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name == "count" and len(node.args) >= 3


def templates_of(source: str) -> frozenset[str]:
    """Return the templates that a module marks for translation."""
    return frozenset(text for node in marked(source) for text in literals(node) if text.strip())


def built_templates(source: str) -> tuple[int, ...]:
    """Return the lines where a template is put together while running, so that no catalogue can hold it."""
    return tuple(node.lineno for node in marked(source) if isinstance(node, ast.JoinedStr | ast.BinOp))


def modules(folder: Path = SOURCE) -> Iterable[Path]:
    """Return the modules in a fixed order."""
    return sorted(folder.rglob("*.py"))


@cache
def all_templates() -> frozenset[str]:
    """Return every template of the program."""
    return frozenset(text for path in modules() for text in templates_of(path.read_text(encoding="utf-8")))


def places(template: str) -> frozenset[str]:
    """Return the names of the places that a template leaves open, with how they are written ("chance:.0%")."""
    parts = Formatter().parse(template)
    return frozenset(f"{name}:{form}" if form else name for _, name, form, _ in parts if name is not None)


def catalogue_of(path: Path, language: str | None) -> Catalog:
    """Read a .po or .pot; an empty catalogue where there is none."""
    if not path.is_file():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renewed(known: Catalog, templates: Iterable[str], language: str | None) -> Catalog:
    """Return a catalogue of exactly these templates, in order, with the translations known for them."""
    made = PlainCatalog(locale=language, header_comment="# Sentences of gemba.", charset="utf-8", fuzzy=False)
    for template in sorted(templates):
        before = known.get(template)
        # Braces are ours, a percent sign is text: no flag of another language's formats.
        made.add(template, before.string if before is not None and language else "")
        made[template].flags.clear()
    return made


def po_bytes(catalogue: Catalog) -> bytes:
    """Return the text form."""
    out = io.BytesIO()
    write_po(out, catalogue, width=116, no_location=True)
    return out.getvalue()


def mo_bytes(text: bytes, language: str) -> bytes:
    """Return the compiled form of a .po; sentences without a translation are left out, so English stands there."""
    known = read_po(io.BytesIO(text), locale=language)
    made = PlainCatalog(locale=language, charset="utf-8", fuzzy=False)
    for message in known:
        if message.id and message.string:
            made.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, made)
    return out.getvalue()


def folder_of(language: str) -> Path:
    """Return where gettext looks for a language."""
    return LOCALE / language / "LC_MESSAGES"


def wanted() -> dict[Path, bytes]:
    """Return what every file of the catalogues has to hold."""
    templates = all_templates()
    files = {LOCALE / "gemba.pot": po_bytes(renewed(Catalog(), templates, None))}
    for language in TRANSLATED:
        known = catalogue_of(folder_of(language) / "gemba.po", language)
        text = po_bytes(renewed(known, templates, language))
        files[folder_of(language) / "gemba.po"] = text
        files[folder_of(language) / "gemba.mo"] = mo_bytes(text, language)
    return files


def share(language: str) -> tuple[int, int]:
    """Return how many templates are translated, of how many."""
    known = catalogue_of(folder_of(language) / "gemba.po", language)
    return sum(bool(one.string) for one in known if one.id), sum(bool(one.id) for one in known)


def stale(files: dict[Path, bytes]) -> tuple[Path, ...]:
    """Return the files that do not hold what they have to."""
    return tuple(path for path, data in files.items() if not path.is_file() or path.read_bytes() != data)


def main() -> int:
    """Write the catalogues, or with --check only name what is out of date."""
    parser = argparse.ArgumentParser(description="Collect templates, compile translations.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is out of date")
    only_check = parser.parse_args().check
    files = wanted()
    old = stale(files)
    for path in old:
        print(f"{'out of date' if only_check else 'written'}: {path.relative_to(ROOT)}")
        if not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
    for language in TRANSLATED:
        done, count = share(language)
        print(f"{language}: {done} of {count} translated ({done / max(count, 1):.0%})")
    return 1 if only_check and old else 0


if __name__ == "__main__":
    sys.exit(main())
