"""What a snapshot says of itself, in its first file: what it holds, and what a server has to know that has no vault."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.model.record import record, replace
from kg.model.text import LANGUAGES
from kg.settings import Settings, is_base
from kg.texts import snapshots as texts
from kg.texts.snapshots import SnapshotError

NAME = "manifest.json"
LARGEST = 64 << 20  # bytes of a manifest: some hundred thousand files
FORMAT = 1
VAULT, QUERIES, SHAPES = "vault", "queries", "shapes"  # folders in a snapshot, beside what a generation has
_SAID = ("base", "title", "licence", "publisher", "contact", "language")
_HASH = re.compile(r"[0-9a-f]{64}")
_DEEPEST = 200  # folders in one another
_LAST = 253_402_300_799  # the end of the year 9999
_ODD = re.compile(r'[\x00-\x1f\\:*?"<>|]')  # what cannot stand in a name on one system or another, or leads elsewhere


@record
class Member:
    """A file in a snapshot: its path there, its size in bytes and the SHA-256 of what it holds."""

    path: str
    size: int
    sha256: str


@record
class Manifest:
    """`kg` and `engine` are the versions that wrote it, `build` is the mark of the build, `published` when it was published (seconds
    since 1970), `said` what kg.toml said."""

    kg: str
    engine: str
    build: str
    published: int
    said: Mapping[str, str]
    files: tuple[Member, ...]

    @property
    def hash(self) -> str:
        """The SHA-256 of all that it says: the name of the snapshot."""
        return hashlib.sha256(json.dumps(self._rows(), sort_keys=True).encode()).hexdigest()

    @property
    def name(self) -> str:
        """The name of the generation where the snapshot is served."""
        return f"gen-{self.hash[:16]}"

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(member.size for member in self.files)

    def text(self) -> bytes:
        """It as it stands in the snapshot."""
        return json.dumps({"hash": self.hash, **self._rows()}, ensure_ascii=False, indent=1).encode() + b"\n"

    def _rows(self) -> dict[str, Any]:
        files = [[m.path, m.size, m.sha256] for m in self.files]
        return {"format": FORMAT, "kg": self.kg, "engine": self.engine, "build": self.build, "published": self.published,
                "said": dict(self.said), "files": files}  # fmt: skip


def read(data: bytes, source: str) -> Manifest:
    """The manifest that a text holds. Raises SnapshotError for one that is damaged or of another format."""
    try:
        found = json.loads(data)
        if found["format"] != FORMAT:
            raise SnapshotError.other(source, str(found.get("kg", "?"))[:40])
        files = tuple(_member(*row) for row in found["files"])
        manifest = Manifest(
            kg=str(found["kg"]), engine=str(found["engine"]), build=str(found["build"]), published=_number(found["published"]),
            said={k: str(found["said"].get(k, "")) for k in _SAID}, files=files,
        )  # fmt: skip
        whole = manifest.hash == found["hash"]
        _check(manifest)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise SnapshotError.damaged(source, texts.NO_MANIFEST) from error
    if not whole:
        raise SnapshotError.damaged(source, texts.OTHER_HASH.filled(name=NAME))
    return manifest


def _check(manifest: Manifest) -> None:
    """Raises ValueError for what no server can use: nobody has to have written it with kg."""
    manifest.text()  # half characters cannot be written
    said = manifest.said
    if manifest.published > _LAST or not is_base(said["base"]) or said["language"] not in ("", *LANGUAGES):
        raise ValueError("no such time, base or language")


def said(settings: Settings) -> dict[str, str]:
    """What a server has to know of the settings."""
    return {name: str(getattr(settings, name)) for name in _SAID}


def settings_in(folder: Path, given: Settings) -> Settings:
    """The settings of a generation that came as a snapshot; those `given` for one that did not."""
    manifest = manifest_in(folder)
    if manifest is None:
        return given
    queries, shapes = (folder / name if (folder / name).is_dir() else None for name in (QUERIES, SHAPES))
    said = manifest.said
    return replace(
        given, vault=folder / VAULT, queries=queries, shapes=shapes, base=said["base"], title=said["title"],
        licence=said["licence"], publisher=said["publisher"], contact=said["contact"], language=said["language"],
    )  # fmt: skip


def manifest_in(folder: Path) -> Manifest | None:
    """The manifest of a generation that came as a snapshot."""
    file = folder / NAME
    return read(file.read_bytes(), str(file)) if file.is_file() else None


def checked(path: object) -> str:
    """A path that leads to a file in the snapshot's folder, on any system. Raises ValueError for another."""
    parts = path.split("/") if isinstance(path, str) else [""]
    if any(part in ("", ".", "..") or _ODD.search(part) for part in parts) or len(parts) > _DEEPEST or path == NAME:
        raise ValueError("a path that leads elsewhere")
    return str(path)


def _member(path: object, size: object, sha256: object) -> Member:
    if not _HASH.fullmatch(str(sha256)):
        raise ValueError("no hash")
    return Member(path=checked(path), size=_number(size), sha256=str(sha256))


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("no number")
    return value
