"""Load Qt without what PySide6 brings along for its own makers: call this before anything imports PySide6.

At its import PySide6 compiles thirteen modules from source that only help texts, errors about wrong arguments and the
making of its stubs need: a third of an empty window's start. Here they are kept as text until somebody asks for one.
It also hangs itself into every import to look for its own name in the source, because a module may ask for other
spellings of Qt (snake_case), which nobody here does. docs/adr/0017 has the measurements.
Where PySide6 is loaded already, or begins another way than is known here, nothing changes. Must not know any window.
"""

from __future__ import annotations

import builtins
import gc
import importlib
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, ModuleType
from typing import Any

from gemba.ui.starting import quick_enums

_OWN = "shibokensupport/"
#: whose modules are known here; another PySide6 loads in its own way until somebody has tried it (tests/ui/start)
KNOWN = frozenset({(6, 11, 3)})
#: what PySide6 reads before anybody asks
_AT_ONCE = ("__init__.py", "/loader.py", "/feature.py", "/importhandler.py")
# PySide6 takes this one function out of its module past every __getattr__, and ends the program where it is missing.
_LATER = f"""
from {__name__} import later
__getattr__ = later(globals())
def update_mapping(*words):
    return __getattr__("update_mapping")(*words)
"""
# Of Python's own, what PySide6 loads at its import to have it at hand, and does not use in a start that goes well.
_AT_HAND = ("inspect", "tempfile", "shutil", "bz2", "lzma", "textwrap")
_loading = threading.RLock()
_sources: dict[str, tuple[Any, str]] = {}


class _Later(ModuleType):
    """Stands for a module of Python's own until something is asked of it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r} yet")
        with _loading:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


@contextmanager
def _at_hand() -> Iterator[None]:
    """Give whoever imports one of ``_AT_HAND`` meanwhile what loads it when it is used; nobody finds that behind it."""
    stand_ins = {name: _Later(name) for name in _AT_HAND if name not in sys.modules}
    sys.modules.update(stand_ins)
    inspect = stand_ins.get("inspect")
    if inspect is not None:
        # It would read the text of every module that is imported meanwhile, to look for its own name in there.
        inspect.__dict__["getsource"] = str
    try:
        yield
    finally:
        if inspect is not None:
            del inspect.__dict__["getsource"]
        for name, one in stand_ins.items():
            if sys.modules.get(name) is one:
                del sys.modules[name]


def load() -> bool:
    """Import PySide6's QtCore, its own modules left for later; say whether that went as known here."""
    if "shiboken6" in sys.modules:
        return stop_looking()
    quick_enums.install()
    compile_now = builtins.compile
    stand_in = compile_now(_LATER, __file__, "exec")

    def compile_later(source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
        if mode != "exec" or not isinstance(filename, str) or not filename.startswith(_OWN):
            return compile_now(source, filename, mode, *rest, **named)
        if filename.endswith(_AT_ONCE) or not _is_known():
            return compile_now(source, filename, mode, *rest, **named)
        _sources[filename.removesuffix(".py").replace("/", ".")] = (source, filename)
        return stand_in

    # Everything is new, so that there is no garbage to be found; who begins the program decides when there may be.
    collecting = gc.isenabled()
    gc.disable()
    builtins.compile = compile_later
    try:
        with _at_hand():
            importlib.import_module("PySide6.QtCore")
    finally:
        builtins.compile = compile_now
        # It read the text of whoever imported it, to look for its own name in there.
        if "linecache" in sys.modules:
            sys.modules["linecache"].clearcache()
        if collecting:
            gc.enable()
    return stop_looking() and bool(_sources)


def _is_known() -> bool:
    """Say whether it is a PySide6 known here; its version stands before anything else of it."""
    version: tuple[Any, ...] = getattr(sys.modules.get("shiboken6"), "__version_info__", ())
    return version[:3] in KNOWN


def later(space: dict[str, Any]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a module that stands for one of PySide6's until a name of it is asked for."""

    def get(name: str) -> Any:
        if not name.startswith("__"):
            with _loading:
                kept = _sources.pop(space["__name__"], None)
                if kept is not None:
                    del space["__getattr__"], space["update_mapping"]
                    _run(sys.modules[space["__name__"]], *kept)
            if name in space:
                return space[name]
        raise AttributeError(f"module {space['__name__']!r} has no attribute {name!r}")

    return get


def _run(module: ModuleType, source: Any, filename: str) -> None:
    """Run a module's own text in it, as the import would have done."""
    # It loads much that a start does without.
    from importlib.abc import InspectLoader

    class Kept(InspectLoader):
        def get_source(self, fullname: str) -> str:
            return str(source)

        def get_code(self, fullname: str) -> CodeType:
            return self.source_to_code(source, filename)

    Kept().exec_module(module)


def stop_looking() -> bool:
    """Let imports be what they were before PySide6 began to look into each; say whether it had, now or before."""
    feature = sys.modules.get("shibokensupport.feature")
    before = getattr(builtins, "__orig_import__", None)
    if before is None or not isinstance(feature, ModuleType):
        return False
    builtins.__import__ = before
    return True
