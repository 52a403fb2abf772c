"""Candidates for a query among our entries: found by name, initials and page, weighed by the score of our own linker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from kg.graph import vocabulary
from kg.graph.vocabulary import PLACE
from kg.links import websites
from kg.links.names import initials
from kg.links.records import Candidate, Label, Match, Subject, SubjectKind
from kg.links.score import matches
from kg.model.addresses import clean_url, host_of, is_web
from kg.model.folding import fold
from kg.serve.pages.catalogue import Catalogue, Entry, catalogue_of
from kg.serve.reconcile.asked import Query
from kg.serve.site import Site

_AT_ONCE = 4_000  # names that are compared in one go
_FOUND, _LEAST = 60, 45  # names that a search looks at, and how alike they are at least, of 100
_KINDS: dict[str, SubjectKind] = {"Initiative": "initiative", "Resource": "resource", "Organisation": "organisation", "Funder": "organisation"}  # fmt: skip
# The classes of ours as the score knows classes: by items of Wikidata.
_CLASSES = {"Initiative": "Q170584", "Resource": "Q10870555", "Organisation": "Q43229"}


class Names:
    """The names, initials and hosts of a generation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.by_iri = catalogue.by_iri
        self._names: list[str] = []
        self._owners: list[str] = []
        self._initials: dict[str, list[str]] = defaultdict(list)
        self._hosts: dict[str, list[str]] = defaultdict(list)
        for entry in catalogue.by_iri.values():
            for name in (*entry.names.values(), *entry.others):
                self._names.append(_sorted(name))
                self._owners.append(entry.iri)
                for short in {initials(name, True), initials(name, False)} - {""}:
                    self._initials[short].append(entry.iri)
            if entry.url and not websites.is_anybodys(entry.url):
                self._hosts[host_of(entry.url)].append(entry.iri)

    def near(self, name: str, pages: Iterable[str]) -> list[str]:
        """The IRIs of entries with a name like it, or a page on one of the hosts."""
        found = sorted(self._alike(_sorted(name)), key=lambda x: (-x[0], x[1]))[:_FOUND]
        iris = [self._owners[at] for _, at in found]
        hosts = [host_of(page) for page in pages if not websites.is_anybodys(page)]
        return list(
            dict.fromkeys(
                [*iris, *self._initials.get(fold(name), ()), *(i for h in hosts for i in self._hosts.get(h, ()))]
            )
        )

    def _alike(self, name: str) -> Iterator[tuple[float, int]]:
        """How alike names are, and which. Some thousands at a time: meanwhile nothing else runs in this process."""
        for start in range(0, len(self._names), _AT_ONCE):
            some = self._names[start : start + _AT_ONCE]
            for _, score, at in process.extract(name, some, scorer=fuzz.ratio, limit=_FOUND, score_cutoff=_LEAST):
                yield score, start + at


def _sorted(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


def names_of(site: Site) -> Names:
    """The names of a generation, made when first asked for."""
    found: Names | None = site.kept.get("reconcile")
    if found is None:
        found = site.kept.setdefault("reconcile", Names(catalogue_of(site)))
    return found


def found(site: Site, query: Query) -> list[Match]:
    """The matches of a query, best first."""
    names = names_of(site)
    subject = _subject(query)
    wanted = [names.by_iri[iri] for iri in names.near(query.name, subject.pages)]
    kept = [e for e in wanted if _may_be(e, query)]
    weighed = [m for m in matches(subject, [_candidate(e) for e in kept]) if m.role == "itself"]
    if query.strict == "should" and query.types:  # the types wanted come first among what is alike
        return sorted(weighed, key=lambda m: not _is_of(names.by_iri[m.candidate.iri], query.types))[: query.limit]
    return weighed[: query.limit]


def _may_be(entry: Entry, query: Query) -> bool:
    if not query.types or query.strict == "should":
        return True
    if query.strict == "all":
        return set(query.types) <= entry.classes
    return _is_of(entry, query.types)


def _is_of(entry: Entry, types: Sequence[str]) -> bool:
    return not entry.classes.isdisjoint(types)


def _subject(query: Query) -> Subject:
    kinds = [_KINDS[t] for t in query.types if t in _KINDS]
    pages = tuple(clean_url(v) for pid in ("url", "website", "P856") for v in query.values.get(pid, ()) if is_web(v))
    codes = (code for pid in ("country", "P17") for v in query.values.get(pid, ()) for code in [_country(v)])
    return Subject(
        iri="", kind=kinds[0] if kinds else "initiative", labels=(Label(text=query.name, language=query.language),), pages=pages,
        countries=tuple(c for c in codes if c), start=_year(query, "start"), end=_year(query, "end"),
    )  # fmt: skip


def _country(written: str) -> str:
    """The code of a country from its code or IRI, or its name in any language."""
    bare = written.removeprefix(PLACE).strip()
    places = vocabulary.places()
    named = places.exact.get(bare.upper(), ()) if len(bare) <= 3 else places.names.get(fold(bare), ())
    codes = [code for code in named if len(code) == 2]
    return codes[0] if len(codes) == 1 else ""


def _year(query: Query, pid: str) -> str:
    return next(
        (v[:4] for v in query.values.get(pid, ()) if v[:4].isascii() and v[:4].isdigit() and len(v[:4]) == 4), ""
    )


def _candidate(entry: Entry) -> Candidate:
    main = (Label(text=text, language=language) for language, text in entry.names.items())
    others = (Label(text=text, main=False) for text in entry.others)
    return Candidate(
        iri=entry.iri, source="", labels=(*main, *others), websites=(entry.url,) if entry.url else (),
        countries=tuple(c.removeprefix(PLACE) for c in entry.countries), classes=tuple(_CLASSES[c] for c in entry.classes if c in _CLASSES),
        start=str(entry.start or ""), end=str(entry.end or ""),
    )  # fmt: skip
