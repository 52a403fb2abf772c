"""How good a ranking is: what is right at rank 1, what was accepted unseen, and how much of that is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from typing import TypeAlias

from benchmarks.linking.cases import Case
from benchmarks.linking.pool import Pool, qid_of
from kg.links.records import Match
from kg.model.record import record

Ranking: TypeAlias = Callable[[Pool], Sequence[Match]]  # matches of a pool, best first


@record
class Outcome:
    """What a ranking made of one case: its first match, and what it accepted; None where there is none."""

    case: Case
    first: Match | None
    accepted: Match | None

    @property
    def first_is_right(self) -> bool:
        """Whether the right item is first, in whatever role: a person who reviews sees it."""
        return self.first is not None and qid_of(self.first.candidate) in self.case.right

    @property
    def first_in_role(self) -> bool:
        """Whether the right item is first, in the right role."""
        return self.first is not None and is_right(self.case, self.first)

    @property
    def accepted_is_right(self) -> bool:
        """Whether what was accepted is right."""
        return self.accepted is not None and is_right(self.case, self.accepted)


@record
class Figures:
    """Counts: `known` cases whose right item is among all items, of them `first` with it at rank 1, `in_role` there in the
    right role, and `rightly` accepted; `accepted` of all `cases`, `wrong` of them."""

    cases: int
    known: int
    first: int
    in_role: int
    rightly: int
    accepted: int
    wrong: int

    @property
    def precision(self) -> float:
        """The share of the accepted that is right; 1 where none was accepted."""
        return 1 - self.wrong / self.accepted if self.accepted else 1.0

    @property
    def least_precision(self) -> float:
        """Where the precision lies at least, in 39 of 40 such sets (Wilson's interval of 95 %)."""
        return _lower(self.accepted - self.wrong, self.accepted)


def is_right(case: Case, match: Match) -> bool:
    """Whether a match is one that people would make: the right item in the right role."""
    return match.role == case.role and qid_of(match.candidate) in case.right


def outcome(pool: Pool, ranking: Ranking) -> Outcome:
    """What a ranking makes of a case."""
    matches = ranking(pool)
    return Outcome(
        case=pool.case,
        first=next(iter(matches), None),
        accepted=next((match for match in matches if match.verdict == "accept"), None),
    )


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """The counts of some outcomes."""
    several = list(outcomes)
    known = [one for one in several if one.case.right]
    accepted = [one for one in several if one.accepted is not None]
    rightly = sum(one.accepted_is_right for one in accepted)
    return Figures(
        cases=len(several),
        known=len(known),
        first=sum(one.first_is_right for one in known),
        in_role=sum(one.first_in_role for one in known),
        rightly=rightly,
        accepted=len(accepted),
        wrong=len(accepted) - rightly,
    )


def _lower(right: int, of: int) -> float:
    if not of:
        return 0.0
    z, share = 1.96, right / of
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (share + z * z / (2 * of) - spread) / (1 + z * z / of)
