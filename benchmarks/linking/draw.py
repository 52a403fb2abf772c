"""Chance that is the same everywhere: numbers drawn from the hash of a text, no seed and no order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal, TypeAlias, TypeVar

T = TypeVar("T")
Half: TypeAlias = Literal["fit", "test"]


def draw(*parts: str) -> float:
    """A number from 0 up to 1 that belongs to these texts."""
    digest = hashlib.sha256("\t".join(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def pick(several: Sequence[T], *parts: str) -> T:
    """One of several, by these texts."""
    return several[int(draw(*parts) * len(several))]


def half(qid: str) -> Half:
    """The half of the data that an item belongs to: all that is made of it is there."""
    return "fit" if draw("half", qid) < 0.5 else "test"
