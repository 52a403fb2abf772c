"""Tables beside generations: written by what changed, and no reader sees what is not its generation's."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store import tables
from kg.store.tables import Row, Table

NAME = "t.jsonl"


def write(folder: Path, changed: Iterable[Row] | None, whole: dict[str, object], before: Path | None, stamp: dict[str, str]) -> dict[str, str]:  # fmt: skip
    folder.mkdir()
    return tables.write(folder, NAME, Table(changed=changed, whole=lambda: sorted(whole.items())), before, stamp)


@pytest.fixture
def first(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    stamp = write(tmp_path / "1", None, {"a": 1, "b": 2}, None, {})
    return tmp_path / "1", stamp


def test_each_generation_reads_what_is_its_own(first: tuple[Path, dict[str, str]]) -> None:
    folder, stamp = first
    second = folder.with_name("2")
    now = write(second, [("a", None), ("c", 3)], {}, folder, stamp)
    assert tables.read(folder, NAME, stamp) == {"a": 1, "b": 2}
    assert tables.read(second, NAME, now) == {"b": 2, "c": 3}


@given(st.lists(st.tuples(st.text(max_size=4), st.one_of(st.none(), st.text(max_size=6))), max_size=12))
def test_one_row_says_what_it_says_among_all(rows: list[tuple[str, str | None]]) -> None:
    with TemporaryDirectory() as folder:
        table = Table(changed=None, whole=lambda: rows)
        stamp = tables.write(Path(folder), NAME, table, None, {})
        whole = tables.read(Path(folder), NAME, stamp)
        for key in (*dict(rows), "no such key"):
            assert tables.value_of(Path(folder), NAME, stamp, key) == whole.get(key)


def test_what_a_build_that_failed_left_does_not_count(first: tuple[Path, dict[str, str]]) -> None:
    folder, stamp = first
    write(folder.with_name("failed"), [("x", 9)] * 5, {}, folder, stamp)
    now = write(folder.with_name("3"), [("c", 3)], {}, folder, stamp)
    assert tables.read(folder, NAME, stamp) == {"a": 1, "b": 2}
    assert tables.read(folder.with_name("3"), NAME, now) == {"a": 1, "b": 2, "c": 3}


def test_without_links_it_is_copied(first: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    folder, stamp = first
    now = write(folder.with_name("2"), [("c", 3)], {}, folder, stamp)
    assert tables.read(folder.with_name("2"), NAME, now) == {"a": 1, "b": 2, "c": 3}


def test_one_that_is_cut_off_is_written_anew(first: tuple[Path, dict[str, str]]) -> None:
    folder, stamp = first
    (folder / NAME).write_bytes(b'["a", 1]\n')
    with pytest.raises(ValueError, match=NAME):
        tables.read(folder, NAME, stamp)
    now = write(folder.with_name("2"), [("c", 3)], {"a": 1, "b": 2, "c": 3}, folder, stamp)
    assert tables.read(folder.with_name("2"), NAME, now) == {"a": 1, "b": 2, "c": 3}


def test_one_that_has_grown_by_far_is_written_anew(tmp_path: Path) -> None:
    folder, stamp = tmp_path / "0", write(tmp_path / "0", None, {"a": "x" * 9000}, None, {})
    for number in range(1, 20):
        before, folder = folder, tmp_path / str(number)
        stamp = write(folder, [("a", "y" * 9000)], {"a": "y" * 9000}, before, stamp)
    assert (folder / NAME).stat().st_size < 120_000
    assert tables.read(folder, NAME, stamp) == {"a": "y" * 9000}
