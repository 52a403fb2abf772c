"""Entities and their candidates between the search and the decision: what is settled, what is rejected, what waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.links.classes import fits
from kg.links.names import alike
from kg.links.records import Candidate, Decision, Match, Subject
from kg.links.rows import SAME as SAME_THING
from kg.links.rows import data_set, target_of
from kg.links.score import SAME, matches
from kg.links.suggestions import Suggestions
from kg.model.record import record, replace

_MOST = 8  # matches of a subject and source that are kept
LEAST = 0.01  # a score below is no suggestion


@record
class Waiting:
    """An entity whose candidates in one source wait for a decision, best first."""

    subject: Subject
    source: str
    matches: tuple[Match, ...]


def ranked(subject: Subject, candidates: Iterable[Candidate], decided: Decided) -> tuple[Match, ...]:
    """The matches of a subject that may be suggested, best first."""
    wanted = [
        c for c in candidates if not decided.is_rejected(subject.iri, c.iri) and fits(subject.kind, c.classes) != 0
    ]
    found = (m for m in matches(subject, wanted) if m.score >= LEAST or m.verdict == "accept")
    return tuple(m for m in found if not (m.role == "owner" and _is_known(subject, m)))[:_MOST]


def _is_known(subject: Subject, match: Match) -> bool:
    """Whether the notes say already who runs or pays for an entry."""
    return any(alike(owner, label.text) >= SAME for owner in subject.owners for label in match.candidate.labels)


def waiting(known: Suggestions, subjects: Mapping[str, Subject], decisions: Iterable[Decision]) -> Iterator[Waiting]:
    """What waits for a decision: entities with candidates, the surest first, weighed by what the graph says now."""
    decided = Decided(decisions)
    found: list[Waiting] = []
    for iri, by_source in known.matches.items():
        for source, some in by_source.items():
            if iri not in subjects or not decided.left(iri, subjects[iri].linked, source, some):
                continue
            now = _weighed_now(decided.linked(subjects[iri]), some, decided)
            if left := decided.left(iri, subjects[iri].linked, source, now):
                found.append(Waiting(subject=subjects[iri], source=source, matches=left))
    yield from sorted(found, key=lambda w: (-w.matches[0].score, w.subject.iri, w.source))


def _weighed_now(subject: Subject, some: tuple[Match, ...], decided: Decided) -> tuple[Match, ...]:
    """The matches as they are; weighed anew where the entity has another name, page, country … than when it was looked for.
    The rule speaks then only for what it spoke for before: of candidates that were not kept nothing is known."""
    now = ranked(subject, [m.candidate for m in some], decided)
    before = {m.candidate.iri: m for m in some}
    if all(_ours(m) == _ours(before[m.candidate.iri]) for m in now):
        return some
    return tuple(m if before[m.candidate.iri].verdict == "accept" else replace(m, verdict="suggest") for m in now)


def _ours(match: Match) -> list[tuple[str, str]]:
    return [(f.name, f.ours) for f in match.features]


class Decided:
    """What was decided already."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._rejected: set[tuple[str, str]] = set()
        self._settled: set[tuple[str, str]] = set()
        self._linked: dict[str, list[str]] = {}
        self.given: set[str] = set()  # what some subject was linked to
        for d in decisions:
            if d.said == "rejected":
                self._rejected.add((d.subject, d.object))
                continue
            self._settled.add((d.subject, target_of(d)))
            if d.source:
                self._settled.add((d.subject, d.source))
            if d.said == "accepted" and d.predicate in SAME_THING:  # what is near or related is another thing
                self._linked.setdefault(d.subject, []).append(d.object)
                self.given.add(d.object)

    def is_settled(self, subject: str, linked: Iterable[str], source: str) -> bool:
        """Whether a link into a source, or that there is none, was decided for a subject; or stands in its note, which says
        that it is `linked`."""
        return (subject, source) in self._settled or any(data_set(iri) == source for iri in linked)

    def left(self, subject: str, linked: Iterable[str], source: str, matches: Iterable[Match]) -> tuple[Match, ...]:
        """The matches of a subject in a source that nothing was decided of."""
        if self.is_settled(subject, linked, source):
            return ()
        return tuple(m for m in matches if not self.is_rejected(subject, m.candidate.iri))

    def is_rejected(self, subject: str, candidate: str) -> bool:
        """Whether a candidate was rejected."""
        return (subject, candidate) in self._rejected

    def linked(self, subject: Subject) -> Subject:
        """A subject with the links that were accepted and no build has read yet."""
        more = self._linked.get(subject.iri, ())
        return replace(subject, linked=tuple(dict.fromkeys((*subject.linked, *more))))
