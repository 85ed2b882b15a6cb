"""Write and open a review bundle: the container, its table of contents and its pictures, which must fit each other.

Opening proves everything before anything is handed out, and keeps the file open; a picture is read when it is asked
for. Must not know the library or decode a picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from gemba.errors import EnvironmentProblem
from gemba.exchange.review_bundle.container import Container, pack
from gemba.exchange.review_bundle.manifest import Manifest, Sent, manifest_of, read_manifest
from gemba.exchange.review_bundle.refusal import BundleRefused, Fault, refused
from gemba.exchange.review_bundle.strict_json import parse
from gemba.exchange.review_bundle.versions import Version
from gemba.imaging.picture import Rendition
from gemba.imaging.sniff import BUNDLE_FORMATS, sniff
from gemba.message import N_, say

SUFFIX = ".gemba-review"
_NOT_HIS = N_("a picture in it is not what it says")


class ReviewBundle:
    """An open review bundle; a context manager that closes its file."""

    def __init__(self, file: BinaryIO, *, name: str) -> None:
        """Prove an open file; it belongs to the bundle from now on. Raises BundleRefused, and closes it."""
        self.name = name
        self._file = file
        try:
            self._container = Container(file)
            self.manifest = read_manifest(parse(self._container.manifest()))
            self._check_pictures()
        except Fault as fault:
            file.close()
            raise refused(name, fault) from None
        except OSError:
            file.close()
            raise _unreadable(name) from None
        except BaseException:
            file.close()
            raise

    @classmethod
    def open(cls, path: Path) -> ReviewBundle:
        """Open a file. Raises BundleRefused for anything that is not a whole review bundle, with one sentence."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            raise BundleRefused(
                say("There is no file “{name}”.", name=path.name[:80]), mend=say("Check the name.")
            ) from None
        except OSError:
            raise _unreadable(path.name) from None
        return cls(file, name=path.name)

    def __enter__(self) -> Self:
        """Return the bundle."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def picture(self, blob: str) -> bytes:
        """Return the bytes of one picture, proven again. Raises BundleRefused where the file has changed since."""
        try:
            return self._container.blob(blob)
        except Fault as fault:
            raise refused(self.name, fault) from None
        except OSError:
            raise _unreadable(self.name) from None

    def with_versions(self, versions: Iterable[Version]) -> Iterable[bytes]:
        """Yield the bytes of this bundle with these versions; pictures go over byte for byte."""
        manifest = self.manifest.with_versions(versions)
        blobs = _Blobs(self)
        return _packed(manifest, blobs)

    def _check_pictures(self) -> None:
        """Prove that the pictures in the file are those of the list, and are what it says."""
        listed = {one.blob: one for one in self.manifest.sent.pictures}
        if set(self._container.blob_names()) != listed.keys():
            raise Fault(N_("its pictures are not those of its list"))
        for blob, picture in listed.items():
            kind = sniff(self._container.beginning(blob))
            if not isinstance(kind, str) or kind not in BUNDLE_FORMATS or kind.lower() != picture.format:
                raise Fault(_NOT_HIS)


class _Blobs(Mapping[str, bytes]):
    """The pictures of an open bundle by name, read one at a time."""

    def __init__(self, bundle: ReviewBundle) -> None:
        self._bundle = bundle
        self._names = sorted({one.blob for one in bundle.manifest.sent.pictures})

    def __getitem__(self, name: str) -> bytes:
        return self._bundle.picture(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def new_bundle(sent: Sent, renditions: Iterable[Rendition]) -> tuple[Manifest, Iterable[bytes]]:
    """Return the manifest and the bytes of a bundle of what is sent; pictures are Renditions and nothing else.

    Raises Fault where it would be larger than a reader takes, TypeError for anything that is no Rendition.
    """
    blobs: dict[str, bytes] = {}
    for one in renditions:
        given: object = one
        if not isinstance(given, Rendition):
            raise TypeError("only a Rendition leaves gemba")
        blobs[one.flat.sha256] = one.flat.data
    manifest = manifest_of(sent)
    read_manifest(parse(manifest.to_bytes()))  # what the reader refuses is not written
    if {one.blob for one in sent.pictures} != blobs.keys():
        raise ValueError("the pictures are not those of the list")
    return manifest, _packed(manifest, blobs)


def _packed(manifest: Manifest, blobs: Mapping[str, bytes]) -> Iterable[bytes]:
    return pack(manifest.to_bytes(), blobs)


def _unreadable(name: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        say("“{name}” cannot be read.", name=name[:80]), mend=say("Copy it to this computer first.")
    )
