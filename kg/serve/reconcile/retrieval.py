"""Which entries a query may mean: by name, by a part of it, by initials, by page. Each way finds so many at most."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from kg.links import websites
from kg.links.names import initials
from kg.model.addresses import host_of
from kg.model.folding import fold, key_of
from kg.serve.pages.catalogue import Catalogue, catalogue_of
from kg.serve.site import Site

_AT_ONCE = 4_000  # names that are compared in one go
MOST_FOUND, _LEAST = 60, 45  # entries or names that each way finds, and how alike names are at least, of 100
_SHARED = 20  # names that share words, beside those that are alike
_COMMON = 5_000  # a word that more names have says too little to look through them
_SHORTEST = 3  # letters of a word that is looked for by itself


class Names:
    """The names, words, initials and pages of a generation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.by_iri = catalogue.by_iri
        self._names: list[str] = []
        self._owners: list[str] = []
        self._words: dict[str, list[int]] = defaultdict(list)
        self._short: dict[str, list[str]] = defaultdict(list)  # by initials and by names without blanks
        self._pages: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._hosts: dict[str, list[str]] = defaultdict(list)
        for entry in catalogue.by_iri.values():
            for name in (*entry.names.values(), *entry.others):
                self._add(name, entry.iri)
            if entry.url and not websites.is_anybodys(entry.url):
                self._pages[_page(entry.url)].append(entry.iri)
                self._hosts[host_of(entry.url)].append(entry.iri)
        for host in self._hosts.values():  # who has the front page, first
            host.sort(key=lambda iri: not websites.is_home(self.by_iri[iri].url))

    def _add(self, name: str, iri: str) -> None:
        words = fold(name).split()
        for word in {w for w in words if len(w) >= _SHORTEST}:
            self._words[word].append(len(self._names))
        self._names.append(" ".join(sorted(words)))
        self._owners.append(iri)
        for short in {initials(name, True), initials(name, False), "".join(words)} - {""}:
            self._short[short].append(iri)

    def near(self, names: Iterable[str], pages: Sequence[str]) -> list[str]:
        """The IRIs of entries with a name like one of these, or a page on one of the hosts."""
        found: dict[str, None] = {}
        for name in names:
            alike = heapq.nsmallest(MOST_FOUND, self._alike(_sorted(name)), key=lambda x: (-x[0], x[1]))
            for at in (*(at for _, at in alike), *self._sharing(name)):
                found[self._owners[at]] = None
            for short in (fold(name).replace(" ", ""), key_of(name)):
                found |= dict.fromkeys(self._short.get(short, ())[:MOST_FOUND])
        for page in pages:
            if not websites.is_anybodys(page):
                found |= dict.fromkeys(self._pages.get(_page(page), ())[:MOST_FOUND])
                found |= dict.fromkeys(self._hosts.get(host_of(page), ())[:MOST_FOUND])
        return list(found)

    def _alike(self, name: str) -> Iterator[tuple[float, int]]:
        """How alike names are, and which. Some thousands at a time: meanwhile nothing else runs in this process."""
        for start in range(0, len(self._names), _AT_ONCE):
            some = self._names[start : start + _AT_ONCE]
            for _, score, at in process.extract(name, some, scorer=fuzz.ratio, limit=MOST_FOUND, score_cutoff=_LEAST):
                yield score, start + at

    def _sharing(self, name: str) -> list[int]:
        """The names that have words of the name, those with rare ones and without many others first."""
        shared: dict[int, float] = defaultdict(float)
        for word in set(fold(name).split()):
            having = self._words.get(word, ())
            if len(having) <= _COMMON:
                for at in having:
                    shared[at] += 1 / len(having)
        return heapq.nsmallest(_SHARED, shared, key=lambda at: (-shared[at], len(self._names[at]), at))


def _sorted(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


def _page(address: str) -> tuple[str, str]:
    """What the ways to write the address of one page have in common, as `websites.nearness` compares them."""
    return host_of(address), "" if websites.is_home(address) else websites.path_of(address)


def names_of(site: Site) -> Names:
    """The names of a generation, made when first asked for."""
    found: Names | None = site.kept.get("reconcile")
    if found is None:
        found = site.kept.setdefault("reconcile", Names(catalogue_of(site)))
    return found
