"""Tables that stand beside a generation and mostly stay from one to the next: a line a row, the changed ones behind the others.

Generations that grew from one another share a file (a hard link); each has as much of its beginning as its stamp says. So a build
writes what changed, whatever the size of the table. A table that is half made of lines that no longer hold is written anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from kg.model.record import record

ENDING = ".jsonl"  # of a table's file
_SPARE = 1 << 16  # bytes that a table may always grow by
Row: TypeAlias = tuple[str, Any]  # a key, and what it says; None: the key is no more


@record
class Table:
    """What is to be kept: the rows that `changed` since the generation before (None: that is not known), and `whole`, all there are."""

    changed: Iterable[Row] | None
    whole: Callable[[], Iterable[Row]]


def write(folder: Path, name: str, table: Table, before: Path | None, stamp: Mapping[str, str]) -> dict[str, str]:
    """Write a table into the folder of a generation; `before` is that of the one which it grew from, `stamp` what that one remembers.
    Gives back what is to be remembered. Raises OSError."""
    length, whole = _lengths(stamp, name)
    file = folder / name
    if (
        before is not None
        and table.changed is not None
        and length <= 2 * whole + _SPARE
        and _shared(before / name, file, length)
    ):
        with file.open("r+b") as out:
            out.truncate(length)  # a build that failed may have left its own lines behind those
            out.seek(length)
            out.write(_lines(table.changed))
            return _said(name, out.tell(), whole)
    file.unlink(missing_ok=True)
    file.write_bytes(data := _lines(table.whole()))
    return _said(name, len(data), len(data))


def read(folder: Path, name: str, stamp: Mapping[str, str]) -> dict[str, Any]:
    """The rows of a table, by key. Raises OSError, ValueError for one that is not there, or cut off."""
    found = dict(json.loads(line) for line in _data(folder, name, stamp).splitlines())
    return {key: found[key] for key in sorted(found) if found[key] is not None}


def value_of(folder: Path, name: str, stamp: Mapping[str, str], key: str) -> Any:
    """What one row of a table says (None: there is none), without a look at the others. Raises as `read`."""
    data = b"\n" + _data(folder, name, stamp)
    begins = f"\n[{json.dumps(key, ensure_ascii=False)}, ".encode()
    at = data.rfind(begins)  # the last holds
    return None if at < 0 else json.loads(data[at : data.index(b"\n", at + 1)])[1]


def _data(folder: Path, name: str, stamp: Mapping[str, str]) -> bytes:
    length, _ = _lengths(stamp, name)
    with (folder / name).open("rb") as file:
        data = file.read(length)
    if len(data) < length:
        raise ValueError(name)
    return data


def is_cut(folder: Path, name: str, stamp: Mapping[str, str]) -> bool:
    """Whether a table's file is not there, or holds less than was written."""
    try:
        return (folder / name).stat().st_size < _lengths(stamp, name)[0]
    except OSError:
        return True


def length_of(stamp: Mapping[str, str], name: str) -> int:
    """How many bytes of a table's file are a generation's own; -1 for a file that is no table."""
    return _lengths(stamp, name)[0] if name in stamp else -1


def _shared(old: Path, new: Path, length: int) -> bool:
    """Whether a file could be had under another name."""
    try:
        if old.stat().st_size < length:
            return False
        try:
            os.link(old, new)
        except OSError:  # no links on this file system
            shutil.copyfile(old, new)
    except FileNotFoundError:
        return False
    return True


def _lines(rows: Iterable[Row]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n" for row in rows)


def _lengths(stamp: Mapping[str, str], name: str) -> tuple[int, int]:
    length, _, whole = stamp.get(name, "0 0").partition(" ")
    return int(length), int(whole)


def _said(name: str, length: int, whole: int) -> dict[str, str]:
    return {name: f"{length} {whole}"}
