"""H-06: constructs that stand nowhere in gemba, found in the syntax tree.

Each ban says why, in words a person can use who meets it. Tests feed every ban a snippet that it must find.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

# Modules by name: importing one of them, or a part of one, is a find.
MODULES = {
    "pickle": "outside data must never become code",
    "marshal": "outside data must never become code",
    "shelve": "it is pickle in a file",
    "yaml": "we read JSON and Markdown only",
    "PIL.ImageMath": "it evaluates expressions",
    "PIL.ImageFilter": "a redaction is one solid colour: no blur, no mosaic (SETTLED 5)",
    "PySide6.QtSql": "only SQLAlchemy opens the library",
    "PySide6.QtNetwork": "nothing opens a socket but the local one of the standard library",
    "PySide6.QtWebEngineCore": "no browser inside",
    "urllib.request": "nothing phones home",
    "http.client": "nothing phones home",
    "requests": "nothing phones home",
    "httpx": "nothing phones home",
    "smtplib": "nothing phones home",
    "ftplib": "nothing phones home",
    "unittest.mock": "tests use the real thing; fakes are written out",
}
# Functions by their bare or dotted name.
CALLS = {
    "eval": "outside data must never become code",
    "exec": "outside data must never become code",
    "os.system": "a shell reads file names as commands",
    "os.popen": "a shell reads file names as commands",
    "os.fork": "threads and SQLite do not survive a fork; spawn",
    "tempfile.mktemp": "somebody else can make the file first",
    "mktemp": "somebody else can make the file first",
    "yaml.load": "outside data must never become code",
}
# Methods, whatever they are called on.
METHODS = {
    "extract": "an archive names its own paths; read the bytes and choose the name",
    "extractall": "an archive names its own paths; read the bytes and choose the name",
    "setHtml": "text of people is plain text",
    "insertHtml": "text of people is plain text",
    "appendHtml": "text of people is plain text",
    "setMarkdown": "text of people is plain text",
    "effect_spread": "a redaction is one solid colour",
}
ATTRIBUTES = {"RichText": "text of people is plain text", "MarkdownText": "text of people is plain text"}
SHELL = "a shell reads file names as commands"
LABEL = "a bare label guesses whether its text is HTML; use PlainLabel"
PARAGRAPH = "ReportLab reads mark-up; only the wrapper that escapes may make one"


@dataclass(frozen=True)
class Find:
    """One banned construct: what, in which line, and why it is banned."""

    what: str
    line: int
    why: str


def banned(source: str) -> list[Find]:
    """Return every banned construct in a Python source, in the order of the lines."""
    tree = ast.parse(source)
    finds = [find for node in ast.walk(tree) for find in _look(node)]
    if not any(_imports_reportlab(node) for node in ast.walk(tree)):
        # Our own blocks have a Paragraph too; without ReportLab in the module, it can be no other.
        finds = [find for find in finds if find.what != "Paragraph"]
    return sorted(finds, key=lambda find: (find.line, find.what))


def _imports_reportlab(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] == "reportlab" for alias in node.names)
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "reportlab"


def _look(node: ast.AST) -> Iterator[Find]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from _module(alias.name, node.lineno)
    elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
        whole = [found for alias in node.names for found in _module(f"{node.module}.{alias.name}", node.lineno)]
        yield from {find.what: find for find in whole}.values()
        for alias in node.names:
            name = f"{node.module}.{alias.name}"
            if name in CALLS:
                yield Find(name, node.lineno, CALLS[name])
            if alias.name == "Paragraph" and name.startswith("reportlab."):
                yield Find("Paragraph", node.lineno, PARAGRAPH)
    elif isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
        yield Find(node.attr, node.lineno, ATTRIBUTES[node.attr])
    elif isinstance(node, ast.Call):
        yield from _call(node)


def _module(name: str, line: int) -> Iterator[Find]:
    for banned_name, why in MODULES.items():
        if name == banned_name or name.startswith(banned_name + "."):
            yield Find(banned_name, line, why)


def _call(node: ast.Call) -> Iterator[Find]:
    name = _dotted(node.func)
    last = name.rpartition(".")[2]
    if name in CALLS:
        yield Find(name, node.lineno, CALLS[name])
    elif isinstance(node.func, ast.Attribute) and last in METHODS:
        yield Find(last, node.lineno, METHODS[last])
    if last == "QLabel" and (node.args or any(word.arg == "text" for word in node.keywords)):
        yield Find("QLabel(text)", node.lineno, LABEL)
    if last == "Paragraph" and isinstance(node.func, ast.Attribute):
        yield Find("Paragraph", node.lineno, PARAGRAPH)
    for word in node.keywords:
        if word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False):
            yield Find("shell=True", node.lineno, SHELL)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return ""
