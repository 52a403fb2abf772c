"""Where the candidates of a case come from: what a search by name finds, and who has a website on the same host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.linking.cases import Case
from benchmarks.linking.derived import classes_of, countries_of, initials_of
from benchmarks.linking.package import Item
from benchmarks.linking.pages import anybodys, by_host, host_of
from kg.links.records import Candidate, Label
from kg.model.addresses import WIKIDATA
from kg.model.folding import fold
from kg.model.record import record, replace

FOUND = 50  # as many as Wikidata's search gives
_AT_ONCE = 64  # subjects compared with all items in one go


@record
class Pool:
    """The candidates of one case: those found by name, best first as a search has them, and those found by website."""

    case: Case
    by_name: tuple[Candidate, ...]
    by_website: tuple[Candidate, ...]

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Each once."""
        return tuple({c.iri: c for c in (*self.by_name, *self.by_website)}.values())


def qid_of(candidate: Candidate) -> str:
    """The item that a candidate is."""
    return candidate.iri.removeprefix(WIKIDATA)


def candidate_of(item: Item) -> Candidate:
    """An item as Wikidata would tell of it."""
    return Candidate(
        iri=WIKIDATA + item.qid,
        source="wikidata",
        labels=(Label(text=item.label, language="en"),),
        description=item.description,
        websites=item.websites,
        countries=countries_of(item.description, item.websites),
        classes=classes_of(item.description),
    )


def pools(cases: Sequence[Case], items: Sequence[Item]) -> Iterator[Pool]:
    """The pool of each case, in their order.

    Names are compared folded and with their words in order of the alphabet; of two that are alike the older item comes
    first, as it does in a search by how known it is. A short name finds those whose initials it is too: in Wikidata it is
    an alias, and the package has no aliases.
    """
    candidates = {item.qid: candidate_of(item) for item in items}
    sites = by_host(items)
    initials: dict[str, list[str]] = defaultdict(list)
    for item in items:
        initials[initials_of(item.label)].append(item.qid)
    names = [_sorted(item.label) for item in items]
    for start in range(0, len(cases), _AT_ONCE):
        some = cases[start : start + _AT_ONCE]
        for case, row in zip(some, _alike(some, names), strict=True):
            near = [items[i].qid for i in np.argsort(-row, kind="stable")[: FOUND + len(case.withheld)]]
            short = [qid for label in case.subject.labels for qid in initials.get(fold(label.text), ()) if label.text]
            same_site = [
                item.qid for page in case.subject.pages if not anybodys(page) for item in sites.get(host_of(page), ())
            ]
            yield Pool(
                case=case,
                by_name=_shown(case, [*near, *short][: FOUND + len(short)], candidates),
                by_website=_shown(case, same_site, candidates),
            )


def _alike(cases: Sequence[Case], names: Sequence[str]) -> Iterator[np.ndarray]:
    """For each case, how alike its names are with each name: a row of numbers up to 100."""
    texts = [_sorted(label.text) for case in cases for label in case.subject.labels]
    table = process.cdist(texts, names, scorer=fuzz.ratio, workers=-1, dtype=np.float32)
    at = 0
    for case in cases:
        until = at + len(case.subject.labels)
        yield table[at:until].max(axis=0)
        at = until


def _sorted(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


def _shown(case: Case, qids: Sequence[str], candidates: dict[str, Candidate]) -> tuple[Candidate, ...]:
    """Candidates without what is withheld; the case's own item without the websites that are hidden."""
    found = [candidates[qid] for qid in dict.fromkeys(qids) if qid not in case.withheld]
    return tuple(
        replace(c, websites=tuple(w for w in c.websites if w not in case.hidden)) if qid_of(c) == case.qid else c
        for c in found
    )
