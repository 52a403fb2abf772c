"""Decisions from matches: by the strict rule, or by a person who looks at one entity after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Literal, TypeAlias

from kg.links.records import Decision, Match, Subject
from kg.links.waiting import Waiting

Answer: TypeAlias = Literal["yes", "no", "skip", "none", "open", "undo", "quit"]
KEYS: dict[str, Answer] = {
    "y": "yes", "o": "yes", "j": "yes", "n": "no", "s": "skip", " ": "skip", "0": "none", "w": "open", "u": "undo", "q": "quit",
    "\x03": "quit", "\x04": "quit", "\x1b": "quit",
}  # fmt: skip


def decision(subject: Subject, match: Match, *, accepted: bool, day: str, reviewer: str = "") -> Decision:
    """What is decided of a match: by a person, or by the rule where no `reviewer` is given."""
    return Decision(
        subject=subject.iri,
        object=match.candidate.iri,
        said="accepted" if accepted else "rejected",
        predicate=_predicate(subject),
        subject_label=subject.name,
        object_label=match.candidate.name,
        source=match.candidate.source,
        reviewer=reviewer,
        date=day,
        confidence=round(match.score, 4),
        features=match.features,
    )


def nothing(waiting: Waiting, *, day: str, reviewer: str) -> Decision:
    """That a source has nothing that is the entity."""
    subject = waiting.subject
    return Decision(
        subject=subject.iri,
        object="",
        said="nothing",
        predicate=_predicate(subject),
        subject_label=subject.name,
        source=waiting.source,
        reviewer=reviewer,
        date=day,
    )


def _predicate(subject: Subject) -> str:
    """What says of an entity that it is the same thing as another."""
    return "owl:sameAs" if subject.kind == "organisation" else "skos:exactMatch"


def by_rule(
    waiting: Iterable[Waiting], least: float, day: str, given: Container[str] = frozenset()
) -> Iterator[Decision]:
    """What the strict rule accepts, where the score is at least `least`. An item is one entity's only: it is left where two
    want it, or where it is among those `given` already."""
    sure = [(w, m) for w in waiting for m in w.matches if m.verdict == "accept" and m.score >= least]
    wanted = Counter(m.candidate.iri for _, m in sure)
    for w, m in sure:
        if wanted[m.candidate.iri] == 1 and m.candidate.iri not in given:
            yield decision(w.subject, m, accepted=True, day=day)


class Review:
    """A person's way through what waits: the match that is looked at, and what was decided so far."""

    def __init__(self, waiting: Iterable[Waiting], *, day: str, reviewer: str) -> None:
        self._waiting = list(waiting)
        self._day, self._reviewer = day, reviewer
        self._at, self._which = 0, 0
        self._past: list[tuple[int, int, int]] = []  # where one was, and how many decisions there were
        self.decisions: list[Decision] = []

    @property
    def now(self) -> tuple[Waiting, Match] | None:
        """What is to be looked at; None at the end."""
        if self._at >= len(self._waiting):
            return None
        waiting = self._waiting[self._at]
        return waiting, waiting.matches[self._which]

    @property
    def may_undo(self) -> bool:
        """Whether there is an answer to be taken back."""
        return bool(self._past)

    @property
    def place(self) -> tuple[int, int]:
        """The number of the entity that is looked at, from 1, and of how many."""
        return self._at + 1, len(self._waiting)

    def answer(self, said: Answer) -> Decision | None:
        """Go on with an answer; gives what was decided, or for `undo` what is taken back."""
        if said == "undo":
            return self._undo()
        if self.now is None:
            return None
        waiting, match = self.now
        before = (self._at, self._which, len(self.decisions))
        made: Decision | None = None
        if said == "yes":
            made = decision(waiting.subject, match, accepted=True, day=self._day, reviewer=self._reviewer)
        elif said == "no":
            made = decision(waiting.subject, match, accepted=False, day=self._day, reviewer=self._reviewer)
        elif said == "none":
            made = nothing(waiting, day=self._day, reviewer=self._reviewer)
        elif said != "skip":
            return None
        self._past.append(before)
        if made is not None:
            self.decisions.append(made)
        if said == "no" and self._which + 1 < len(waiting.matches):
            self._which += 1
        else:
            self._at, self._which = self._at + 1, 0
        return made

    def _undo(self) -> Decision | None:
        if not self._past:
            return None
        self._at, self._which, count = self._past.pop()
        taken_back = self.decisions[count:]
        del self.decisions[count:]
        return taken_back[0] if taken_back else None
