"""The story on one page: which entities are looked for, where, what was found, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.linking import suggestions
from kg.linking.suggestions import Suggestions
from kg.links.classes import fits
from kg.links.records import Candidate, Decision, Match, Source, Subject, Told
from kg.links.rows import target_of
from kg.links.score import matches
from kg.model.record import record, replace

_GROUP = 100  # subjects between two times of writing what was found
_MOST = 8  # matches of a subject and source that are kept
LEAST = 0.01  # a score below is no suggestion


@record
class Found:
    """What a run of `suggest` did: entities looked for, and of how many a candidate may be accepted unseen, is to be reviewed,
    or is missing."""

    looked: int
    sure: int
    unsure: int
    none: int


@record
class Waiting:
    """An entity whose candidates in one source wait for a decision, best first."""

    subject: Subject
    source: str
    matches: tuple[Match, ...]


def suggest(
    vault: Path, wanted: Sequence[Subject], sources: Sequence[Source], decisions: Iterable[Decision], day: str,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Found:  # fmt: skip
    """Look for entities in sources and keep what was found. Decided ones are passed over; what was rejected is not proposed again.

    What was found so far is kept when a service fails or the run is broken off. Raises LinkError.
    """
    decided = Decided(decisions)
    known = suggestions.load(vault)
    total = sum(not decided.is_settled(s, source.name) for source in sources for s in wanted)
    done, seen = 0, set[tuple[str, str]]()
    for source in sources:
        open_ = [decided.linked(s) for s in wanted if not decided.is_settled(s, source.name)]
        for start in range(0, len(open_), _GROUP):
            group = open_[start : start + _GROUP]
            candidates = source.candidates(group, _shifted(tell, done, len(group), total))
            found = {s.iri: ranked(s, candidates.get(s.iri, ()), decided) for s in group}
            known = suggestions.merged(known, source.name, found, day)
            suggestions.save(vault, known)
            done += len(group)
            seen |= {(s.iri, source.name) for s in group}
            tell(done, total)
    return _counted(known, seen)


def _shifted(tell: Told, before: int, size: int, total: int) -> Told:
    """A source tells of its own steps; told on is how many entities that is."""
    return lambda done, of: tell(before + (size * done // of if of else 0), total)


def ranked(subject: Subject, candidates: Iterable[Candidate], decided: Decided) -> tuple[Match, ...]:
    """The matches of a subject that may be suggested, best first."""
    wanted = [
        c for c in candidates if not decided.is_rejected(subject.iri, c.iri) and fits(subject.kind, c.classes) != 0
    ]
    return tuple(m for m in matches(subject, wanted) if m.score >= LEAST or m.verdict == "accept")[:_MOST]


def _counted(known: Suggestions, seen: Iterable[tuple[str, str]]) -> Found:
    sure = unsure = none = 0
    for subject, source in seen:
        found = known.of(subject, source)
        sure += any(m.verdict == "accept" for m in found)
        none += not any(m.role == "itself" for m in found)
        unsure += any(m.role == "itself" for m in found) and all(m.verdict != "accept" for m in found)
    return Found(looked=sure + unsure + none, sure=sure, unsure=unsure, none=none)


def waiting(known: Suggestions, subjects: Mapping[str, Subject], decisions: Iterable[Decision]) -> Iterator[Waiting]:
    """What waits for a decision: entities with candidates, the surest first."""
    decided = Decided(decisions)
    found: list[Waiting] = []
    for iri, by_source in known.matches.items():
        for source, some in by_source.items():
            left = tuple(m for m in some if not decided.is_rejected(iri, m.candidate.iri))
            if left and iri in subjects and not decided.is_settled(subjects[iri], source):
                found.append(Waiting(subject=subjects[iri], source=source, matches=left))
    yield from sorted(found, key=lambda w: (-w.matches[0].score, w.subject.iri, w.source))


def target(iri: str) -> str:
    """The data set that an IRI is of: `wikidata`, `europeana`, else the name that its host gives."""
    return target_of(Decision(subject="", object=iri, said="accepted"))


class Decided:
    """What was decided already."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._rejected: set[tuple[str, str]] = set()
        self._settled: set[tuple[str, str]] = set()
        self._linked: dict[str, list[str]] = {}
        for d in decisions:
            if d.said == "rejected":
                self._rejected.add((d.subject, d.object))
                continue
            self._settled.add((d.subject, target_of(d)))
            if d.source:
                self._settled.add((d.subject, d.source))
            if d.said == "accepted":
                self._linked.setdefault(d.subject, []).append(d.object)

    def is_settled(self, subject: Subject, source: str) -> bool:
        """Whether a link into a source, or that there is none, was decided for a subject, or stands in its note."""
        return (subject.iri, source) in self._settled or any(target(iri) == source for iri in subject.linked)

    def is_rejected(self, subject: str, candidate: str) -> bool:
        """Whether a candidate was rejected."""
        return (subject, candidate) in self._rejected

    def linked(self, subject: Subject) -> Subject:
        """A subject with the links that were accepted and no build has read yet."""
        more = self._linked.get(subject.iri, ())
        return replace(subject, linked=tuple(dict.fromkeys((*subject.linked, *more))))
