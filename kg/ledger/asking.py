"""Questions to the ledger about many numbers or texts: some at a time, as many as one question may have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

_SOME = 500  # values in one question
Asked = TypeVar("Asked", int, str)


def chunks(values: Iterable[Asked]) -> Iterator[list[Asked]]:
    """Values, as many at a time as one question may have."""
    left = iter(values)
    while some := list(islice(left, _SOME)):
        yield some


def ask(db: sqlite3.Connection, question: str, values: Iterable[Asked]) -> Iterator[tuple[Any, ...]]:
    """The rows that answer a question in which `{}` stands for values."""
    for some in chunks(values):
        yield from db.execute(question.format(f"({','.join('?' * len(some))})"), some)


def found(db: sqlite3.Connection, question: str, numbers: Iterable[int]) -> set[int]:
    """The numbers that answer such a question: the first of each row."""
    return {row[0] for row in ask(db, question, numbers)}
