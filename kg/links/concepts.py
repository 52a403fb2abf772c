"""What the words of a name mean, whatever their language: generic words by their concept, places by their code.

The generic words are those of `generic_words.tsv`, the names of countries and regions those of the place table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from kg import place_names
from kg.model.folding import fold
from kg.model.record import record

# Words that say nothing by themselves; each language has others where one says "of".
SMALL = frozenset(
    """
    of the and for in at on to a an by de la le les du des et d l en au aux un une sur pour par der die das den dem und fur von vom zu zum zur
    im am an auf bei van het een voor op te ter ten y e o os as do da dos das no na nos nas em por para con del el los las i al dei degli delle
    della dello dell nel di il lo gli per og i och av til til for pa ja w z we ze na v ve u
    """.split()
)
_COMPOUNDING = frozenset(("de", "nl", "da", "sv", "no", "fi"))  # languages that write two words as one
_LINKS = ("", "s", "es", "n", "en", "er", "e", "ens", "in", "an")  # what may stand between these
_ENDINGS = tuple("s n e r a t es en ne na et er ar".split())  # of a form that the table does not have
_LEAST, _LONG = 3, 4  # letters of a head, and of what no table knows beside it
_LEAST_STEM = 5  # letters of a word without its ending
_LONGEST = 5  # words of a place's name
_CODE, _BEGINNING = 2, 4  # letters of a country's code, and of a word's beginning
# What ends names of places: before it stands anything.
_TOWNS = frozenset(
    """burg berg dorf stadt land dal bad feld hafen haven hamn havn see meer sjo bruck munster tal wald holz stein bach bro brugge by stad dorp
    dijk bos park hof haus borg slot bjerg skov skog ov skar vik fjord kyrka kirke kirche torp holm furt markt bruch insel""".split()
)
OPTIONAL = "-"  # the concept of words that a name has or has not
_DEEPEST = 3  # compounds of compounds


@record
class Word:
    """A word of a name, or the words of a place's: its folded form, and what it may mean; () where nothing is known."""

    form: str
    means: frozenset[str] = frozenset()

    @property
    def is_place(self) -> bool:
        """Whether it names a country or region and nothing else."""
        return bool(self.means) and all(meaning.isupper() for meaning in self.means)

    @property
    def is_country(self) -> bool:
        """Whether it names a country and nothing but places."""
        return self.is_place and any(len(meaning) == _CODE for meaning in self.means)


@record
class Meaning:
    """The words of a name with what they mean; the `signs` by which a translation may be known: meanings, and letters that words begin
    with; and the signs of each word that is `needed`, which is all but the optional ones."""

    words: tuple[Word, ...]
    needed: tuple[frozenset[str], ...]
    signs: frozenset[str]


@lru_cache(maxsize=1 << 15)
def meaning_of(words: tuple[str, ...]) -> Meaning:
    """What a name means by its folded words: compounds taken apart, without the small words."""
    found = tuple(_read(words))
    signs = [(OPTIONAL in word.means, word.means | {word.form[:_BEGINNING]}) for word in found]
    needed = tuple(several for optional, several in signs if not optional)
    return Meaning(words=found, needed=needed, signs=frozenset().union(*(several for _, several in signs)))


def _read(words: Sequence[str]) -> Iterator[Word]:
    at = 0
    while at < len(words):
        width = next(
            (n for n in range(min(_LONGEST, len(words) - at), 1, -1) if _places(" ".join(words[at : at + n]))), 1
        )
        form = " ".join(words[at : at + width])
        if width > 1:
            yield Word(form=form, means=_places(form))
        elif form not in SMALL:
            yield from _parts(form)
        at += width


@lru_cache(maxsize=1 << 14)
def _parts(form: str, deep: int = 0) -> tuple[Word, ...]:
    """A word; the two or more that a compound is made of, where its head is known and what stands before it is too, or is long."""
    means = (_table().get(form, frozenset()) | _places(form)) or _inflected(form)
    if means or deep == _DEEPEST:
        return (Word(form=form, means=means),)
    for cut in range(1, len(form) - _LEAST + 1):
        before, head = form[:cut], form[cut:]
        if head in _heads() and (first := _first(before, head, deep)):
            return (*first, Word(form=head, means=_table()[head]))
    return (Word(form=form),)


def _first(before: str, head: str, deep: int) -> tuple[Word, ...]:
    """The words before a head; none where they cannot be told."""
    for link in _LINKS:
        bare = before.removesuffix(link) if before.endswith(link) else ""
        if len(bare) >= _LEAST and (found := _parts(bare, deep + 1)) and all(word.means for word in found):
            return found
    return (Word(form=before),) if head not in _TOWNS and min(len(before), len(head)) >= _LONG else ()


def _inflected(form: str) -> frozenset[str]:
    """The concepts of a word that differs from one of the table by an ending."""
    stems = (form.removesuffix(end) for end in _ENDINGS if form.endswith(end))
    return next((_table()[stem] for stem in stems if len(stem) >= _LEAST_STEM and stem in _table()), frozenset())


def _places(form: str) -> frozenset[str]:
    """The codes of a country or region, by its name or adjective. Short words are too often something else."""
    if len(form) <= _LEAST and form not in ("uk", "usa"):
        return frozenset()
    table = place_names.places()
    return frozenset((*table.names.get(form, ()), *table.adjectives.get(form, ()))) - table.areas


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for concept, _, form in _rows():
        found.setdefault(form, set()).add(concept)
    return {form: frozenset(concepts) for form, concepts in found.items() if form not in SMALL and len(form) >= _LEAST}


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """The words that may end a compound."""
    return frozenset(form for _, language, form in _rows() if language in _COMPOUNDING and form in _table())


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, str], ...]:
    """Each concept, language and folded form of the table."""
    lines = Path(__file__).with_name("generic_words.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple(
        (concept, language, fold(form))
        for concept, *cells in rows
        for language, cell in zip(head[1:], cells, strict=True)
        for form in cell.split()
    )
