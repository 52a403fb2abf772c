"""The story on one page: which entities are looked for, where, what was found, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from filelock import FileLock

from kg.errors import LinkError
from kg.links import suggestions
from kg.links.records import Decision, Match, Source, Subject, Told
from kg.links.suggestions import Suggestions
from kg.links.waiting import Decided, ranked
from kg.model.record import record

_GROUP = 100  # subjects that a source is asked for at a time


@record
class Found:
    """What a run of `suggest` did: entities looked for, and of how many a candidate may be accepted unseen, is to be reviewed,
    or is missing."""

    looked: int
    sure: int
    unsure: int
    none: int


def suggest(
    folder: Path, wanted: Sequence[Subject], sources: Sequence[Source], decisions: Iterable[Decision], day: str,
    tell: Callable[[int, int], None] = lambda done, total: None, *, asks: bool = True,
) -> Found:  # fmt: skip
    """Look for entities in sources and keep what was found in `folder`. Decided ones are passed over; what was rejected is not proposed again.

    What was found so far is kept when a service fails or the run is broken off. Where nobody is asked (`asks`), that nothing is
    found says nothing: what was found before stays. Raises LinkError.
    """
    decided = Decided(decisions)
    open_in = {x.name: [s for s in wanted if not decided.is_settled(s.iri, s.linked, x.name)] for x in sources}
    total = sum(map(len, open_in.values()))
    done, seen = 0, set[tuple[str, str]]()
    with _Kept(folder, day) as kept:
        for source in sources:
            open_ = [decided.linked(s) for s in open_in[source.name]]
            for start in range(0, len(open_), _GROUP):
                group = open_[start : start + _GROUP]
                candidates = source.candidates(group, _shifted(tell, done, len(group), total))
                found = {s.iri: ranked(s, candidates.get(s.iri, ()), decided) for s in group}
                kept.add(source.name, {iri: some for iri, some in found.items() if some or asks})
                done += len(group)
                seen |= {(s.iri, source.name) for s in group}
                tell(done, total)
    return _counted(suggestions.load(folder), seen)


class _Kept:
    """What is found, on its way into the file: written when it has doubled, and at the end, however that comes."""

    def __init__(self, folder: Path, day: str) -> None:
        self._folder, self._day = folder, day
        self._new: dict[str, dict[str, tuple[Match, ...]]] = {}
        self._waiting, self._written = 0, 0

    def __enter__(self) -> _Kept:
        return self

    def __exit__(self, *error: object) -> None:
        self._write()

    def add(self, source: str, found: Mapping[str, tuple[Match, ...]]) -> None:
        """Keep what was found in a source."""
        self._new.setdefault(source, {}).update(found)
        self._waiting += len(found)
        if self._waiting >= max(_GROUP, self._written):
            self._write()

    def _write(self) -> None:
        """Add it to what stands in the file now: another run may look in another source."""
        if not self._new:
            return
        lock = self._folder / "suggestions.lock"
        try:
            with FileLock(lock):
                known = suggestions.load(self._folder)
                for source, found in self._new.items():
                    known = suggestions.merged(known, source, found, self._day)
                suggestions.save(self._folder, known)
        except OSError as error:
            raise LinkError.refused(lock, error) from error
        self._written += self._waiting
        self._new, self._waiting = {}, 0


def _shifted(tell: Told, before: int, size: int, total: int) -> Told:
    """A source tells of its own steps; told on is how many entities that is."""
    return lambda done, of: tell(before + (size * done // of if of else 0), total)


def _counted(known: Suggestions, seen: Iterable[tuple[str, str]]) -> Found:
    sure = unsure = none = 0
    for subject, source in seen:
        found = known.of(subject, source)
        sure += any(m.verdict == "accept" for m in found)
        none += not any(m.role == "itself" for m in found)
        unsure += any(m.role == "itself" for m in found) and all(m.verdict != "accept" for m in found)
    return Found(looked=sure + unsure + none, sure=sure, unsure=unsure, none=none)
