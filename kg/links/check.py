"""What is wrong with links that were accepted: by what the decisions say, and by what is known of the items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.links.classes import DISAMBIGUATION
from kg.links.records import Candidate, Decision
from kg.links.rows import SAME
from kg.links.websites import SAME_PAGE
from kg.model.addresses import ending
from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.span import Span

_FAIR = 0.85  # a name below is no ground beside a host


def check(decisions: Sequence[Decision], items: Mapping[str, Candidate] | None = None, missing: Iterable[str] = ()) -> list[Problem]:  # fmt: skip
    """Two entries that are one item (KG607), an item that is a disambiguation page (KG608), a link that rests on the host of a
    page alone (KG609), an item that is gone (KG610). `items` is what is known of the items by IRI, `missing` those that are gone."""
    accepted = [d for d in decisions if d.said == "accepted" and d.predicate in SAME]
    gone = frozenset(missing)
    found: list[Problem] = [*_shared(accepted)]
    for d in accepted:
        item = (items or {}).get(d.object)
        if item is not None and DISAMBIGUATION in item.classes:
            found.append(CODES["KG608"].at(_span(d), item=ending(d.object)))
        if _rests_on_the_host(d):
            found.append(CODES["KG609"].at(_span(d), item=ending(d.object), label=d.object_label or ending(d.object)))
        if d.object in gone:
            found.append(CODES["KG610"].at(_span(d), item=ending(d.object)))
    return sorted(found, key=lambda p: p.order)


def _shared(accepted: Iterable[Decision]) -> Iterator[Problem]:
    by_item: dict[str, list[Decision]] = defaultdict(list)
    for d in accepted:
        by_item[d.object].append(d)
    for item, several in by_item.items():
        subjects = sorted({d.subject for d in several})
        if len(subjects) < 2:
            continue
        first = min(several, key=lambda d: (d.path, d.line))
        for d in several:
            if d.subject != first.subject:
                other = first.subject_label or first.subject
                yield CODES["KG607"].at(_span(d), item=ending(item), other=other, line=first.line)


def _rests_on_the_host(d: Decision) -> bool:
    """Whether the features say that only the host of a page spoke for a link."""
    said = {f.name: f.value for f in d.features}
    website, name = said.get("website"), said.get("name")
    if website is None or name is None or said.get("same_as") == 1:
        return False
    return 0 < website < SAME_PAGE and name < _FAIR and said.get("acronym") != 1


def _span(d: Decision) -> Span:
    return Span(path=d.path, line=max(d.line, 1), column=1, end=2)
