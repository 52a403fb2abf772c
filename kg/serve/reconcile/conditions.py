"""Whether an entry has what a condition names: a value of a property, by identifier, name, page, year or text."""

from __future__ import annotations

from kg import place_names
from kg.graph.vocabulary import PLACE
from kg.model.addresses import clean_url, is_web, same_page
from kg.model.folding import fold
from kg.serve.pages.catalogue import Entry, catalogue_of
from kg.serve.reconcile.asked import Condition
from kg.serve.reconcile.terms import BY_ID, identifier
from kg.serve.site import Site


def meets(site: Site, entry: Entry, one: Condition) -> bool:
    """Whether an entry has any, all or none of the values. A property that is none of ours nobody has."""
    has = _forms(site, entry, one.pid)
    found = [not has.isdisjoint(_asked(one.pid, value)) for value in one.values]
    if one.quantifier == "none":
        return not any(found)
    return bool(found) and (all(found) if one.quantifier == "all" else any(found))


def country_of(written: str) -> str:
    """The code of a country from its code or IRI, or its name in any language; empty for none."""
    bare = written.removeprefix(PLACE).strip()
    places = place_names.places()
    named = places.exact.get(bare.upper(), ()) if len(bare) <= 3 else places.names.get(fold(bare), ())
    codes = [code for code in named if len(code) == 2]
    return codes[0] if len(codes) == 1 else ""


def year_of(written: str) -> str:
    """The year that a date or number begins with; empty for none."""
    year = written[:4]
    return year if len(year) == 4 and year.isascii() and year.isdigit() else ""


def _asked(pid: str, value: str) -> set[str]:
    """The forms in which a value may be found."""
    if pid == "country" and (code := country_of(value)):
        return {code}
    if pid == "url":
        return {same_page(clean_url(value))} if is_web(value) else {same_page(value)}
    if pid in ("start", "end"):
        return {year_of(value)} - {""}
    return {value, fold(value)} - {""}


def _forms(site: Site, entry: Entry, pid: str) -> frozenset[str]:
    """The forms of the values that an entry has."""
    if pid not in BY_ID:
        return frozenset()
    if pid == "description":
        return frozenset(fold(text) for text in entry.descriptions.values())
    value = getattr(entry, BY_ID[pid].attribute)
    if pid == "url":
        return frozenset({same_page(value)} if value else ())
    if value is None or isinstance(value, int):
        return frozenset() if value is None else frozenset({f"{value:04}"})
    catalogue, forms = catalogue_of(site), set[str]()
    for iri in value:
        other = catalogue.by_iri.get(iri)
        named = other.names if other is not None else catalogue.names.get(iri, {})
        forms |= {iri, identifier(site, iri), *map(fold, named.values())}
    return frozenset(forms)
