"""What is found for a query among our entries: who may be meant, weighed by the score of our own linker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.graph.vocabulary import PLACE
from kg.links.classes import DISAMBIGUATION
from kg.links.records import Candidate, Label, Match, Subject, SubjectKind
from kg.links.score import matches
from kg.model.addresses import clean_url, is_web
from kg.model.record import replace
from kg.serve.pages.catalogue import Entry, entity_of
from kg.serve.reconcile.asked import Query
from kg.serve.reconcile.conditions import country_of, meets, year_of
from kg.serve.reconcile.retrieval import names_of
from kg.serve.reconcile.terms import TYPES
from kg.serve.site import Site

_KINDS: dict[str, SubjectKind] = {"Initiative": "initiative", "Resource": "resource", "Organisation": "organisation", "Funder": "organisation"}  # fmt: skip
# The classes of ours as the score knows classes: by items of Wikidata. What is of no type that is wished weighs as what is never meant.
_CLASSES = {"Initiative": "Q170584", "Resource": "Q10870555", "Organisation": "Q43229"}
_UNWISHED = (DISAMBIGUATION,)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?:/\S*)?")  # a page as tables have it, without its scheme


def found(site: Site, query: Query) -> list[Match]:
    """The matches of a query, best first."""
    query = _with_wishes(query)
    names, subject = names_of(site), _subject(query)
    wanted = dict.fromkeys(names.near(query.names, subject.pages))
    called = {e.iri: name for name in query.names if (e := entity_of(site, name)) is not None}
    entries = [names.by_iri[iri] for iri in wanted | called]
    kept = [e for e in entries if _may_be(site, e, query)]
    weighed = matches(subject, [_candidate(e, query, called.get(e.iri, "")) for e in kept], owners=False)
    against = [c for c in query.conditions if not c.required]
    if against:
        weighed = _held_back(weighed, {e.iri for e in kept if not all(meets(site, e, c) for c in against)})
    return list(weighed[: query.limit])


def _with_wishes(query: Query) -> Query:
    """A query without the wishes that nothing here could fulfil: types that are none of ours."""
    if query.strict != "should":
        return query
    return replace(query, types=tuple(t for t in query.types if t in TYPES))


def _may_be(site: Site, entry: Entry, query: Query) -> bool:
    if not all(meets(site, entry, c) for c in query.conditions if c.required):
        return False
    if not query.types or query.strict == "should":
        return True
    if query.strict == "all":
        return set(query.types) <= entry.classes
    return _is_of(entry, query.types)


def _is_of(entry: Entry, types: Sequence[str]) -> bool:
    return not entry.classes.isdisjoint(types)


def _held_back(found: Sequence[Match], iris: set[str]) -> tuple[Match, ...]:
    """Matches of which some have what they should not: these are worth half, and never sure."""
    halved = [replace(m, score=m.score / 2, verdict="suggest") if m.candidate.iri in iris else m for m in found]
    return tuple(sorted(halved, key=lambda m: -m.score))


def _subject(query: Query) -> Subject:
    kinds = [_KINDS[t] for t in query.types if t in _KINDS]
    pages = [_page(v) for pid in ("url", "website", "P856") for v in query.values.get(pid, ())]
    codes = [country_of(v) for pid in ("country", "P17") for v in query.values.get(pid, ())]
    return Subject(
        iri="", kind=kinds[0] if kinds else "initiative", labels=tuple(Label(text=n, language=query.language) for n in query.names),
        pages=tuple(p for p in pages if p), countries=tuple(c for c in codes if c), start=_year(query, "start"), end=_year(query, "end"),
    )  # fmt: skip


def _page(written: str) -> str:
    written = written.strip()
    if is_web(written):
        return clean_url(written)
    return clean_url(f"https://{written}") if _HOST.fullmatch(written) else ""


def _year(query: Query, pid: str) -> str:
    return next((year for v in query.values.get(pid, ()) if (year := year_of(v))), "")


def _candidate(entry: Entry, query: Query, called: str) -> Candidate:
    """An entry as the score knows things; `called` is its identifier, where it is that which is asked for."""
    main = [Label(text=text, language=language) for language, text in entry.names.items()]
    others = [Label(text=text, main=False) for text in entry.others]
    known = tuple(sorted(_CLASSES[c] for c in entry.classes if c in _CLASSES))
    return Candidate(
        iri=entry.iri, source="", labels=(*main, *others, *([Label(text=called)] if called else [])), websites=(entry.url,) if entry.url else (),
        countries=tuple(c.removeprefix(PLACE) for c in entry.countries), classes=known if not query.types or _is_of(entry, query.types) else _UNWISHED,
        start=str(entry.start or ""), end=str(entry.end or ""),
    )  # fmt: skip
