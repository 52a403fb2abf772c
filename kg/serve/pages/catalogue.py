"""All entries of a generation, read once: what lists, facets and the search are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import pyoxigraph as ox

from kg.model.folding import fold
from kg.model.record import record, single
from kg.serve.site import Site
from kg.store.prefixes import PREFIXES

KINDS = ("Initiative", "Resource", "Organisation", "Funder")
_DEFAULT = ox.DefaultGraph()


@single
class Entry:
    """An entry: its IRI, its class (the plainest), names by language, and what it can be found by (IRIs and years)."""

    iri: str
    classes: frozenset[str]
    names: Mapping[str, str]
    others: tuple[str, ...] = ()
    description: str = ""
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    url: str = ""

    def name(self, language: str) -> str:
        """Its name in a language, else without one, else in any."""
        for code in (language, "", "fr", "en", "de"):
            if code in self.names:
                return self.names[code]
        return min(self.names.values(), default=self.iri)


_LISTS = {
    "mxtd:country": "countries", "mxtd:region": "regions", "mxtd:area": "areas", "mxtd:kind": "kinds", "mxtd:targetSize": "sizes",
    "mxtd:status": "statuses", "mxtd:funder": "funders", "mxtd:ledBy": "leaders", "dcterms:isPartOf": "parents", "dcterms:subject": "tags",
}  # fmt: skip
_BY_IRI = {PREFIXES[name.partition(":")[0]] + name.partition(":")[2]: key for name, key in _LISTS.items()}
_TYPE, _LABEL, _ALT, _ABOUT, _URL, _START, _END = (
    PREFIXES[p] + x
    for p, x in (("rdf", "type"), ("rdfs", "label"), ("skos", "altLabel"), ("dcterms", "description"), ("schema", "url"),
                 ("schema", "startDate"), ("schema", "endDate"))
)  # fmt: skip


class Catalogue:
    """The entries of a generation, and the names of all that they name."""

    def __init__(self, site: Site) -> None:
        self._store = site.store
        self.entries = tuple(
            sorted((_entry(site.store, iri) for iri in site.entities), key=lambda e: (fold(e.name("fr")), e.iri))
        )
        self.by_iri = {e.iri: e for e in self.entries}

    def of_class(self, name: str) -> tuple[Entry, ...]:
        """The entries of a class."""
        return tuple(e for e in self.entries if name in e.classes)

    @cached_property
    def counts(self) -> Counter[str]:
        """How many entries of each class there are."""
        return Counter(c for e in self.entries for c in e.classes)

    @cached_property
    def words(self) -> tuple[tuple[Entry, tuple[str, ...], str], ...]:
        """What the search looks at: the folded names of each entry, and its folded description."""
        return tuple(
            (e, tuple(fold(n) for n in (*dict.fromkeys(e.names.values()), *e.others)), fold(e.description))
            for e in self.entries
        )


def catalogue_of(site: Site) -> Catalogue:
    """The catalogue of a generation, read when first asked for."""
    found: Catalogue | None = site.kept.get("catalogue")
    if found is None:
        found = site.kept.setdefault("catalogue", Catalogue(site))
    return found


def _entry(store: ox.Store, iri: str) -> Entry:
    classes: set[str] = set()
    names: dict[str, str] = {}
    others: list[str] = []
    lists: dict[str, list[str]] = {}
    single_: dict[str, str] = {}
    for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None, _DEFAULT):
        predicate, value = quad.predicate.value, quad.object
        if isinstance(value, ox.NamedNode):
            if predicate == _TYPE:
                classes.add(value.value.rpartition("#")[2])
            elif predicate in _BY_IRI:
                lists.setdefault(_BY_IRI[predicate], []).append(value.value)
            elif predicate == _URL:
                single_[_URL] = value.value
        elif isinstance(value, ox.Literal):
            if predicate == _LABEL:
                names[value.language or ""] = value.value
            elif predicate == _ALT:
                others.append(value.value)
            else:
                single_[predicate] = value.value
    return Entry(
        iri=iri, classes=frozenset(classes & set(KINDS)), names=names, others=tuple(sorted(others)), description=single_.get(_ABOUT, ""),
        url=single_.get(_URL, ""), start=_year(single_.get(_START)), end=_year(single_.get(_END)),
        **{key: tuple(sorted(found)) for key, found in lists.items()},
    )  # fmt: skip


def _year(text: str | None) -> int | None:
    return int(text[:4]) if text and text[:4].isdigit() else None


@record
class Facet:
    """A way to narrow a list: its key in the address, and what of an entry it looks at (IRIs)."""

    key: str
    values: Callable[[Entry], Sequence[str]]


FACETS = (
    Facet(key="country", values=lambda e: e.countries),
    Facet(key="kind", values=lambda e: e.kinds),
    Facet(key="size", values=lambda e: e.sizes),
    Facet(key="status", values=lambda e: e.statuses),
    Facet(key="funder", values=lambda e: e.funders),
    Facet(key="leader", values=lambda e: e.leaders),
    Facet(key="tag", values=lambda e: e.tags),
)


def short(iri: str) -> str:
    """An IRI as it stands in an address: the last part, a concept's without the name of its list."""
    last = iri.rpartition("#")[2].rpartition("/")[2]
    for start in ("kind-", "size-", "status-"):
        last = last.removeprefix(start)
    return last


def search(catalogue: Catalogue, text: str) -> list[Entry]:
    """The entries that a text finds: by the beginning of a name, of a word in it, by anything in it, by the description."""
    wanted = fold(text)
    if not wanted:
        return []
    words = wanted.split()
    scored: list[tuple[int, int, Entry]] = []
    for at, (entry, names, description) in enumerate(catalogue.words):
        score = max((_score(name, wanted, words) for name in names), default=0) or (
            1 if all(w in description for w in words) else 0
        )
        if score:
            scored.append((-score, at, entry))
    return [entry for _, _, entry in sorted(scored, key=lambda s: s[:2])]


def _score(name: str, wanted: str, words: Sequence[str]) -> int:
    if name == wanted:
        return 6
    if name.startswith(wanted):
        return 5
    if f" {wanted}" in name:
        return 4
    if all(f" {w}" in f" {name}" for w in words):
        return 3
    return 2 if all(w in name for w in words) else 0
