"""Three answers instead of two: yes, no, and that only pySHACL can say (S. Kleene, Introduction to Metamathematics, 1952, §64)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Verdict: TypeAlias = bool | None


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """No if one is no; else yes if all are yes."""
    unsure = False
    for verdict in verdicts:
        if verdict is False:
            return False
        unsure = unsure or verdict is None
    return None if unsure else True


def some(verdicts: Iterable[Verdict]) -> Verdict:
    """Yes if one is yes; else no if all are no."""
    return opposite(every(opposite(v) for v in verdicts))


def opposite(verdict: Verdict) -> Verdict:
    """No for yes, yes for no."""
    return None if verdict is None else not verdict


def how_many(verdicts: Iterable[Verdict]) -> tuple[int, int]:
    """How many are yes at least, and at most."""
    found = list(verdicts)
    return found.count(True), found.count(True) + found.count(None)


def within(least: int, most: int | None, counted: tuple[int, int]) -> Verdict:
    """Whether a number that lies in `counted` is at least `least` and at most `most`."""
    low, high = counted
    if low >= least and (most is None or high <= most):
        return True
    return False if high < least or (most is not None and low > most) else None
