"""Where it is: `mxtd:country`, `mxtd:region`, `mxtd:area`.

A whole piece of a bracket, a heading or a field must be a place's written name. Adjectives count in
headings and in an entry's own defining sentence. Nothing is guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model.folding import fold, fold_same
from kg.model.place import PlaceTable
from kg.model.regex import regex

_PREFIX = regex(
    r"^(?:(?:en|au|aux|a|dans|in|im|aus|fur|le|la|les|l|the|der|die|das|de|du|des|d|het|el|los|las|uit|from|of|across|canton de|canton du|cantons de|cantons du|cantons d|canton|provinces de|departements de|regions|"
    r"kanton|kt|cant|province de|province du|provincie|provincia de|region|bundesland|land|etat de|state of|pays|country|ganz|toute|tout|all of|whole of|nur|heel|toda|todo|tutta|tutto|ganze|ganzes|gesamte|gesamtes|hele|reste de|rest of) )+"
)
# Adjectives that, alone in a bracket, say in what language a page is: "(in English)", "(français)".
LANGUAGES = frozenset(
    """
    francais francaise anglais anglaise allemand allemande italien italienne espagnol espagnole neerlandais
    neerlandaise french english german italian spanish dutch portuguese deutsch englisch franzosisch italienisch
    spanisch niederlandisch deutsche englische nederlands engels frans duits italiaans spaans espanol ingles frances
    aleman italiano neerlandes portugues catalan euskera frans engelse franse duitse
    """.split()
)
_CODES = regex(r"[A-Z]{1,3}(?:\s*[,/–—+&-]\s*[A-Z]{1,3})+")  # "D/A/CH" are three, no "d'a Ch."
# Codes of countries that notes of this genre use for something else: artificial intelligence, augmented and mixed reality,
# machine learning, a meeting's minutes ("compte rendu"), television, an identifier, a life's record, public relations, a project's manager, forms of companies.
_ABBREVIATIONS = frozenset("CR AI AR MR ML TV ID CV PR PM AG SA".split())
_NO_ADJECTIVES = frozenset(["corso", "corsa", "corsi"])  # "in corso dal 2019", "nominate di corsa"
WORLD = "001"
_LONGEST = 400  # characters of a text that may be a place's name, marks and blanks counted
_TOKEN = regex(r"[^\W_]+(?:['’.\-][^\W_]+)*", re.UNICODE)


@lru_cache(maxsize=16384)
def place_of(
    text: str, places: PlaceTable, context: tuple[str, ...] = (), near: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The place that the whole of `text` names: one code, or none.

    `context` are the countries that stand nearby: they decide between places of one name; `near` are those of
    the headings above: below "Schweiz" even "AG" is a canton.
    """
    folded = fold(text) if len(text) < _LONGEST else ""
    shouted = text.isupper()  # "FARO" is an organisation, no district; "FRANCE" is France
    if not folded or len(folded) > 60 or (shouted and _CODES.fullmatch(text.strip())):
        return ()
    if len(folded) <= 3:
        bare = text.strip()
        codes = (
            places.exact.get(bare) or places.exact.get(bare.rstrip(".")) or places.exact.get(bare.replace(".", ""), ())
        )
        local = _local_code(bare, places, near)
        if local or (bare in _ABBREVIATIONS and not set(codes) & {*context, *near}):
            return local
        return _choose(codes, places, context) if codes else ()
    prefix = _PREFIX.match(folded)
    for form in (folded,) if prefix is None else (folded, folded[prefix.end() :]):
        last = text.rsplit(maxsplit=1)[-1] if form != folded else ""
        if 1 < len(form) <= 3 and last and fold(last) == form:  # "Kanton ZH"
            return place_of(last, places, context, near)
        codes = places.names.get(form, ())
        if shouted:
            codes = tuple(c for c in codes if "-" not in c)
        if codes and (len(form) > 3 or _is_code(text)):
            return _choose(codes, places, context, canton=folded.startswith(("canton ", "kanton ", "kt ")))
        codes = places.adjectives.get(form, ())
        if codes and len(form) > 3 and form not in LANGUAGES:
            return _choose(codes, places, context)
    return ()


def _local_code(text: str, places: PlaceTable, context: tuple[str, ...]) -> tuple[str, ...]:
    """A code that means a region where its country stands nearby: "AG" under "Schweiz" is Aargau, not Antigua."""
    if not text.isupper():
        return ()
    if text in context[:1]:
        return ()  # below "France" "FR" is France, also where Switzerland was named before
    codes = [f"{c}-{text}" for c in context if f"{c}-{text}" in places.parents]
    return (codes[0],) if len(codes) == 1 else ()


@lru_cache(maxsize=1)
def words_of(places: PlaceTable) -> frozenset[str]:
    """Every word of four letters or more that stands in the name of a place, in its adjective or before it."""
    found = " ".join([*places.names, *places.adjectives, _PREFIX.pattern]).replace("|", " ")
    return frozenset(word for word in found.split() if len(word) > 3)


def plate_of(text: str) -> tuple[str, ...]:
    """The country of a vehicle's distinguishing sign, which German lists use: "(D, seit 2009)", "A/CH"."""
    code = _PLATES.get(text.strip())
    return (code,) if code else ()


# Signs of one letter, and FL (UNECE, Distinguishing Signs Used on Vehicles in International Traffic).
_PLATES = {
    "D": "DE",
    "A": "AT",
    "F": "FR",
    "I": "IT",
    "B": "BE",
    "E": "ES",
    "L": "LU",
    "P": "PT",
    "N": "NO",
    "S": "SE",
    "FL": "LI",
}


def is_ambiguous(text: str, places: PlaceTable) -> tuple[str, ...]:
    """The codes of all places called `text` when there is more than one."""
    codes = places.names.get(fold(text), ())
    return codes if len(codes) > 1 else ()


def state_of(text: str, places: PlaceTable, context: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The state whose short code stands alone, as behind a city ("Portland, OR").

    A code that two countries use ("WA") needs one of them in `context`.
    """
    bare = text.strip().rstrip(".")
    codes = places.short.get(bare, ()) if bare.isupper() else ()
    if len(codes) > 1:
        codes = tuple(c for c in codes if places.country_of(c) in context)
    return codes if len(codes) == 1 else ()


def adjectives_in(text: str, places: PlaceTable) -> list[tuple[int, int, str]]:
    """Adjectives and names of places in `text`, as (start, end, code), longest first at each place."""
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    plain = fold_same(text)
    openings = _openings(places)
    found: list[tuple[int, int, str]] = []
    index = 0
    while index < len(tokens):
        opening = fold(plain[slice(*tokens[index])]).partition(" ")[0]
        if opening and opening not in openings:
            index += 1
            continue
        if opening in _NO_ADJECTIVES and plain[tokens[index][0]].islower():
            index += 1
            continue
        for width in range(min(places.longest, len(tokens) - index), 0, -1):
            start, end = tokens[index][0], tokens[index + width - 1][1]
            phrase = fold(plain[start:end])
            codes = places.names.get(phrase, ()) if text[start].isupper() else ()
            codes = codes or places.adjectives.get(phrase, ())
            long_enough = len(phrase) > 3 or (text[start:end].isupper() and phrase in {"uk", "usa", "eu", "ue", "us"})
            if codes and long_enough:
                chosen = _choose(codes, places, ())
                if chosen:
                    found.append((start, end, chosen[0]))
                    index += width - 1
                    break
        index += 1
    return found


@lru_cache(maxsize=1)
def _openings(places: PlaceTable) -> frozenset[str]:
    """The first words of all names and adjectives."""
    return frozenset(name.partition(" ")[0] for name in (*places.names, *places.adjectives))


def _is_code(text: str) -> bool:
    letters = text.strip().replace(".", "").replace("-", "")
    return letters.isupper()


def _choose(
    codes: tuple[str, ...], places: PlaceTable, context: tuple[str, ...], *, canton: bool = False
) -> tuple[str, ...]:
    """One of several places of a name: the country, else the one whose country stands nearby."""
    if len(codes) == 1:
        return codes
    if canton and (swiss := [c for c in codes if c.startswith("CH-")]):
        return (swiss[0],)
    if whole := [c for c in codes if c in context]:
        return (whole[0],)
    near = [c for c in codes if places.country_of(c) in context]
    if len(near) == 1:
        return (near[0],)
    nations = [c for c in codes if "-" not in c]
    if len(nations) == 1:
        return (nations[0],)
    return ()


def _begun(folded: str, places: PlaceTable) -> list[str]:
    """The shortest names of countries that begin so: "Lux" is short for one."""
    found = (n for n, codes in places.names.items() if n.startswith(folded) and any("-" not in c for c in codes))
    return sorted(found, key=lambda n: (len(n), n))[:2]


def suggestions(text: str, places: PlaceTable) -> list[str]:
    """At most two written names near to `text`, to suggest, never to take."""
    folded = fold(text)
    return list(_near(folded, places)) if 3 <= len(folded) < 40 else []


@lru_cache(maxsize=16384)
def _near(folded: str, places: PlaceTable) -> tuple[str, ...]:
    import difflib  # a suggestion is rare

    near = [n for n in places.names if n[:1] == folded[:1] and abs(len(n) - len(folded)) < 4 and len(n) > 2]
    close = difflib.get_close_matches(folded, near, n=2, cutoff=0.8) or _begun(folded, places)
    return tuple(map(places.spelt, close))
