"""What a text finds among the entries, places and notes of a generation; and what it may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from kg.model.folding import fold
from kg.model.record import single
from kg.serve.pages.catalogue import Catalogue, Entry, Texts, catalogue_of
from kg.serve.site import Site
from kg.settings import BASE

_PLACES = f"{BASE}place/"
_LONGEST, _MOST_WORDS = 200, 8  # characters and words of a text that are looked for
_SHORT = 4  # a word that is shorter is found where a word begins with it, not inside others
_COMPARED = 60  # characters of a text that are compared with names, to find what is nearly it
_NEAR = 0.7  # how alike a word and the one that was meant are at least, of 1


@single
class Known:
    """An entry as the search sees it: its folded names, and all else that is said of it in one folded text."""

    entry: Entry
    names: tuple[str, ...]
    rest: str


class Index:
    """The folded texts of a generation."""

    def __init__(self, site: Site, catalogue: Catalogue) -> None:
        folded = {iri: " ".join({fold(t) for t in texts.values()}) for iri, texts in catalogue.names.items()}
        self.known = tuple(_known(entry, folded) for entry in catalogue.entries)
        self.places = {iri: _folded(texts) for iri, texts in catalogue.names.items() if iri.startswith(_PLACES)}
        self.notes = {iri: (*_folded(catalogue.names.get(iri, {})), fold(path)) for iri, path in site.paths.items()}
        self._words: tuple[str, ...] = ()

    def entries(self, text: str) -> list[Entry]:
        """The entries that a text finds: by a name's beginning, by a word's, inside a name; then by all that is said of them.

        Each of its words has to be found; places count as said of an entry.
        """
        wanted = fold(text[:_LONGEST])
        words = wanted.split()[:_MOST_WORDS]
        if not words:
            return []
        scored = ((max((_score(n, wanted, words) for n in k.names), default=0), k) for k in self.known)
        found = [(-(score or _said(k, words)), at, k.entry) for at, (score, k) in enumerate(scored)]
        return [entry for score, _, entry in sorted(found, key=lambda f: f[:2]) if score]

    def things(self, names: Mapping[str, Sequence[str]], text: str, most: int) -> list[str]:
        """The IRIs of places or notes that a text names, the nearest first."""
        wanted = fold(text[:_LONGEST])
        words = wanted.split()[:_MOST_WORDS]
        scored = (
            [(-max((_score(n, wanted, words) for n in said), default=0), iri) for iri, said in names.items()]
            if words
            else []
        )
        return [iri for score, iri in sorted(scored) if score < -1][:most]

    def meant(self, text: str) -> str:
        """The text with each word that is found nowhere replaced by the one most like it; "" where nothing is like it."""
        words = fold(text[:_COMPARED]).split()[:_MOST_WORDS]
        if not self._words:
            self._words = tuple(sorted(self._vocabulary()))
        vocabulary = self._words
        better = [
            w if w in vocabulary else next(iter(difflib.get_close_matches(w, vocabulary, 1, _NEAR)), w) for w in words
        ]
        return " ".join(better) if better != words and self.entries(" ".join(better)) else ""

    def _vocabulary(self) -> set[str]:
        """All words of names: of entries and of places."""
        named = [*(k.names for k in self.known), *self.places.values()]
        return {word for names in named for name in names for word in name.split() if len(word) > 2}

    def near(self, text: str, most: int = 5) -> list[Entry]:
        """Entries whose name is nearly the text."""
        by_name = {name: known.entry for known in self.known for name in known.names}
        found = difflib.get_close_matches(fold(text[:_COMPARED]), by_name, n=2 * most, cutoff=0.6)
        return list(dict.fromkeys(by_name[name] for name in found))[:most]


def index_of(site: Site) -> Index:
    """The index of a generation, made when first asked for."""
    found: Index | None = site.kept.get("index")
    if found is None:
        found = site.kept.setdefault("index", Index(site, catalogue_of(site)))
    return found


def _known(entry: Entry, folded: Mapping[str, str]) -> Known:
    named = (*entry.countries, *entry.regions, *entry.areas, *entry.kinds, *entry.tags)
    rest = [*(folded.get(iri, "") for iri in named), *(fold(text) for text in entry.descriptions.values())]
    return Known(entry=entry, names=_folded(entry.names, entry.others), rest=" ".join(rest))


def _folded(names: Texts, others: Iterable[str] = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(n) for n in (*names.values(), *others)))


def _score(name: str, wanted: str, words: Sequence[str]) -> int:
    """How well a name fits: 6 it is the text, 5 begins with it, 4 has it at a word's beginning, 3 has all words, 2 has them inside."""
    if name == wanted:
        return 6
    if name.startswith(wanted):
        return 5
    if f" {wanted}" in name:
        return 4
    if all(f" {w}" in f" {name}" for w in words):
        return 3
    return 2 if all(_in(w, name) for w in words) else 0


def _said(known: Known, words: Sequence[str]) -> int:
    """1 where all words are found in what is said of an entry, its names counted; else 0."""
    return int(all(_in(w, known.rest) or any(_in(w, name) for name in known.names) for w in words))


def _in(word: str, text: str) -> bool:
    return word in text if len(word) >= _SHORT else f" {word}" in f" {text}"
