"""Which files below a vault were saved: told by the system, or looked for where it cannot tell.

Notes and what else a build reads count; what kg writes itself and what globs leave out does not. kg.toml, which may stand anywhere
above, is looked at with each turn, and so is the folder itself: one that was moved away is not the one that is watched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.model.record import record
from kg.model.system import is_folder
from kg.notes.files import may_be_read, rules
from kg.settings import Settings, find_file

_TURN = 100  # ms: how long nothing has to happen until the caller may look around
_REST = 10  # ms without another change until what was saved counts as saved; an editor writes in several steps
_AT_MOST = 300  # ms that changes are gathered for
_LOOK = 300  # ms between two looks where the system tells nothing
_ABSENT = 0.5  # seconds between two looks for a folder that is not there
_OWN = (".gitignore", "iris.tsv")  # at the top of the vault
Mark = tuple[object, ...]


@record
class Saved:
    """Files that were saved or removed, by their path in the vault; none: nothing happened for a moment.

    `elsewhere`: kg.toml is another, or the folder is; then nothing more comes.
    """

    paths: tuple[str, ...] = ()
    elsewhere: bool = False


def saved(settings: Settings, start: Path, polls: Callable[[], None]) -> Iterator[Saved]:
    """What is saved from now on in the vault of `settings`, which belong to the folder `start`; the first is always empty.

    `polls` is called where the system cannot tell of changes: then files are looked at. Ends with what is `elsewhere`.
    """
    toml, folder = mark_of_settings(start), _mark(settings.vault)
    if not folder:
        yield from _awaited(settings.vault)
        return
    for paths in _heard(settings, polls):
        if mark_of_settings(start) != toml:
            yield Saved(paths=(*paths, "kg.toml"), elsewhere=True)
            return
        if _mark(settings.vault) != folder:
            break
        yield Saved(paths=paths)
    yield Saved(elsewhere=True)


def _awaited(folder: Path) -> Iterator[Saved]:
    while not is_folder(folder):
        yield Saved()
        time.sleep(_ABSENT)
    yield Saved(elsewhere=True)


def mark_of_settings(start: Path) -> Mark:
    """What tells one state of kg.toml from another."""
    file = find_file(start.resolve())
    return (file, *_mark(file, whole=True)) if file is not None else ()


def _mark(path: Path, *, whole: bool = False) -> Mark:
    try:
        found = path.stat()
    except OSError:
        return ()
    here = (found.st_dev, found.st_ino)
    return (*here, found.st_mtime_ns, found.st_size) if whole else here


def _heard(settings: Settings, polls: Callable[[], None]) -> Iterator[tuple[str, ...]]:
    """Paths that were saved. A system that cannot watch so many folders says so before anything was heard, or never."""
    try:
        yield from _listen(settings, polling=None)
    except (OSError, RuntimeError):  # the latter: what watchfiles knows no other word for
        if is_folder(settings.vault):
            polls()
            yield from _listen(settings, polling=True)


def _listen(settings: Settings, *, polling: bool | None) -> Iterator[tuple[str, ...]]:
    from watchfiles import watch

    top = settings.vault.resolve()
    shapes = settings.shapes.resolve() if settings.shapes is not None else None
    folders = [top] if shapes is None or shapes.is_relative_to(top) else [top, shapes]
    counts = _counting(settings, top, shapes)
    heard = watch(
        *folders, watch_filter=lambda _change, path: counts(path), debounce=_AT_MOST, step=_REST, rust_timeout=_TURN,
        yield_on_timeout=True, force_polling=polling, poll_delay_ms=_LOOK, ignore_permission_denied=True,
    )  # fmt: skip
    for changes in heard:
        yield tuple(sorted({_name(Path(path), top) for _change, path in changes}))


def _counting(settings: Settings, top: Path, shapes: Path | None) -> Callable[[str], bool]:
    """Whether a build has to look at a path again."""
    spec = rules(settings.vault, settings.ignore)
    own = {top / name for name in _OWN}

    def counts(path: str) -> bool:
        file = Path(path)
        if file in own or (shapes is not None and file.parent == shapes and file.suffix == ".ttl"):
            return True
        if not file.is_relative_to(top) or file in (top, top / "kg.toml"):
            return False
        name = file.relative_to(top).as_posix()
        return may_be_read(spec, name, is_folder(file) or not file.exists())

    return counts


def _name(file: Path, top: Path) -> str:
    return file.relative_to(top).as_posix() if file.is_relative_to(top) else file.name
