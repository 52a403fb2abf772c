"""Which problems came, and which went. One that only stands on another line than before did neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.model.problem import Problem


def came_and_went(before: Sequence[Problem], after: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """The problems `after` that were not there `before`, and those `before` that are there no more, in their order."""
    then, now = {id(p) for p in before}, {id(p) for p in after}  # most are the very same, and quickly told to be
    came, went = [p for p in after if id(p) not in then], [p for p in before if id(p) not in now]
    both = frozenset(came) & frozenset(went)
    came, went = [p for p in came if p not in both], [p for p in went if p not in both]
    return _without(came, went), _without(went, came)


def _without(problems: Sequence[Problem], others: Sequence[Problem]) -> list[Problem]:
    """The problems that do not have their like, each its own, among the others."""
    there = Counter(map(_but_for_the_line, others))
    left: list[Problem] = []
    for problem in problems:
        like = _but_for_the_line(problem)
        if there[like]:
            there[like] -= 1
        else:
            left.append(problem)
    return left


def _but_for_the_line(problem: Problem) -> tuple[str, str, str, str]:
    return problem.span.path, problem.code, problem.severity, problem.message.en
