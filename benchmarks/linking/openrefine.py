"""Names only, by the rule that OpenRefine's service for Wikidata publishes.

The score of a candidate is the likeness of the query and its most alike name, from 0 to 100: words sorted, then edit
distance, without case and accents. The first is matched unseen where it has more than 95 and more than 10 ahead of the
next (openrefine-wikibase, `wdreconcile/engine.py`, `config_wikidata.py`; docs "Scoring mechanism"). Its filter of types
needs a class for each item, which the package has not.
"""

from __future__ import annotations

from rapidfuzz import fuzz, utils

from benchmarks.linking.pool import Pool
from kg.links.records import Feature, Match, Subject
from kg.model.folding import fold_same

ENOUGH = 95
GAP = 10


def ranked(pool: Pool) -> tuple[Match, ...]:
    """Matches of a pool, best first; the first is accepted where the rule says so."""
    subject = pool.case.subject
    asked = _query(subject)
    scored = [(max(_alike(asked, label.text) for label in candidate.labels), candidate) for candidate in pool.by_name]
    scored.sort(key=lambda pair: -pair[0])
    following = scored[1][0] if len(scored) > 1 else 0
    return tuple(
        Match(
            subject=subject.iri,
            candidate=candidate,
            features=(Feature(name="name", value=score / 100, ours=asked, theirs=candidate.labels[0].text),),
            score=score / 100,
            verdict="accept" if not place and score > ENOUGH and score > following + GAP else "suggest",
        )
        for place, (score, candidate) in enumerate(scored)
    )


def _query(subject: Subject) -> str:
    """The one name that a row of a table has."""
    return subject.labels[0].text


def _alike(ours: str, theirs: str) -> int:
    return int(fuzz.token_sort_ratio(fold_same(ours), fold_same(theirs), processor=utils.default_process))
