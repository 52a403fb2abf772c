"""All entries of a generation, read once: what lists, facets and the search are made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import pyoxigraph as ox

from kg.model.folding import fold
from kg.model.record import record, single
from kg.serve.site import Site
from kg.store.facts import best_of
from kg.store.prefixes import PREFIXES
from kg.store.reading import called, pairs

KINDS = ("Initiative", "Resource", "Organisation", "Funder")
Texts = Mapping[str, str]  # by language, "" where it is not known
_NONE: Sequence[str] = ()
_SHOWN = 1000  # values of facets whose names are read at once


@single
class Entry:
    """An entry: its IRI and classes, names and descriptions by language, and what it can be found by (IRIs and years)."""

    iri: str
    classes: frozenset[str]
    names: Texts
    descriptions: Texts
    others: Sequence[str] = _NONE
    countries: Sequence[str] = _NONE
    regions: Sequence[str] = _NONE
    areas: Sequence[str] = _NONE
    kinds: Sequence[str] = _NONE
    sizes: Sequence[str] = _NONE
    statuses: Sequence[str] = _NONE
    funders: Sequence[str] = _NONE
    leaders: Sequence[str] = _NONE
    parents: Sequence[str] = _NONE
    tags: Sequence[str] = _NONE
    start: int | None = None
    end: int | None = None
    url: str = ""

    def name(self, language: str) -> str:
        """Its name in a language, else without one, else in any; its IRI where it has none."""
        return self.names[best_of(self.names, language)] if self.names else self.iri

    def about(self, language: str) -> tuple[str, str]:
        """Its description in a language, else without one, else in any, and the language of that; empty where it has none."""
        found = best_of(self.descriptions, language)
        return self.descriptions.get(found, ""), found

    @property
    def year(self) -> int:
        """The year that it is sorted by: of its start, else of its end, else 0."""
        return self.start or self.end or 0


_LISTS = {
    "mxtd:country": "countries", "mxtd:region": "regions", "mxtd:area": "areas", "mxtd:kind": "kinds", "mxtd:targetSize": "sizes",
    "mxtd:status": "statuses", "mxtd:funder": "funders", "mxtd:ledBy": "leaders", "dcterms:isPartOf": "parents", "dcterms:subject": "tags",
}  # fmt: skip


class Catalogue:
    """The entries of a generation, and the names of all else that has one: places, concepts, notes."""

    def __init__(self, site: Site) -> None:
        self._store = site.store
        names = self._texts("rdfs:label")
        wanted = site.entities
        self.names: Mapping[str, Texts] = {iri: texts for iri, texts in names.items() if iri not in wanted}
        self.by_iri = dict(sorted((e.iri, e) for e in self._entries(wanted, names)))
        called(site.store, _shown(self.by_iri.values()))
        self._sorted: dict[str, tuple[Entry, ...]] = {}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, by their French names."""
        return self.sorted("fr")

    def sorted(self, language: str) -> tuple[Entry, ...]:
        """All entries, by the names that a reader of a language gets."""
        if language not in self._sorted:
            self._sorted[language] = tuple(sorted(self.by_iri.values(), key=lambda e: (fold(e.name(language)), e.iri)))
        return self._sorted[language]

    def of_class(self, name: str, language: str = "fr") -> tuple[Entry, ...]:
        """The entries of a class, by their names in a language."""
        return tuple(e for e in self.sorted(language) if name in e.classes)

    @cached_property
    def counts(self) -> Counter[str]:
        """How many entries of each class there are."""
        return Counter(c for e in self.by_iri.values() for c in e.classes)

    def _entries(self, wanted: frozenset[str], names: Mapping[str, Texts]) -> Iterator[Entry]:
        classes: dict[str, set[str]] = defaultdict(set)
        for iri, value in self._pairs("rdf:type"):
            classes[iri].add(value.value.rpartition("#")[2])
        others, lists = self._lists("skos:altLabel"), {key: self._lists(name) for name, key in _LISTS.items()}
        urls = self._lists("schema:url")
        descriptions = self._texts("dcterms:description")
        starts, ends = self._lists("schema:startDate"), self._lists("schema:endDate")
        for iri in wanted:
            yield Entry(
                iri=iri, classes=frozenset(classes[iri] & set(KINDS)), names=names.get(iri, {}), descriptions=descriptions.get(iri, {}),
                others=others.get(iri, _NONE), url=min(urls.get(iri, _NONE), default=""), start=_year(starts.get(iri)), end=_year(ends.get(iri)),
                **{key: found.get(iri, _NONE) for key, found in lists.items()},
            )  # fmt: skip

    def _pairs(self, predicate: str) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
        """Subjects and values of a property in the default graph."""
        prefix, _, name = predicate.partition(":")
        for subject, value in pairs(self._store, ox.NamedNode(PREFIXES[prefix] + name)):
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                yield subject.value, value

    def _lists(self, predicate: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for iri, value in self._pairs(predicate):
            found.setdefault(iri, []).append(value.value)
        for values in found.values():
            values.sort()
        return found

    def _texts(self, predicate: str) -> dict[str, dict[str, str]]:
        """Texts by language; of several in one language the first, by its letters."""
        found: dict[str, dict[str, str]] = {}
        for iri, value in self._pairs(predicate):
            language = value.language or "" if isinstance(value, ox.Literal) else ""
            texts = found.setdefault(iri, {})
            texts[language] = min(texts.get(language, value.value), value.value)
        return found


def catalogue_of(site: Site) -> Catalogue:
    """The catalogue of a generation, read when first asked for."""
    found: Catalogue | None = site.kept.get("catalogue")
    if found is None:
        found = site.kept.setdefault("catalogue", Catalogue(site))
    return found


def entity_of(site: Site, written: str) -> Entry | None:
    """The entry of an identifier or IRI; None for none."""
    by_iri = catalogue_of(site).by_iri
    return by_iri.get(written) or by_iri.get(f"{site.base}id/{written}")


def _shown(entries: Iterable[Entry]) -> list[ox.NamedNode]:
    """What lists and facets name most often."""
    counts = Counter(iri for e in entries for facet in FACETS for iri in facet.values(e))
    return [ox.NamedNode(iri) for iri, _ in counts.most_common(_SHOWN)]


def _year(texts: Sequence[str] | None) -> int | None:
    return int(texts[0][:4]) if texts and texts[0][:4].isdecimal() else None


@record
class Facet:
    """A way to narrow a list: its key in the address, and what of an entry it looks at (IRIs)."""

    key: str
    values: Callable[[Entry], Sequence[str]]


FACETS = (
    Facet(key="country", values=lambda e: e.countries),
    Facet(key="region", values=lambda e: e.regions),
    Facet(key="area", values=lambda e: e.areas),
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
