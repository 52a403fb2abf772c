"""Texts that are nothing but places: a heading, a line, a tag, a flag; one place or several."""

from __future__ import annotations

from functools import lru_cache

from kg.model.folding import fold
from kg.model.note import LONGEST
from kg.model.place import PlaceTable
from kg.model.regex import regex
from kg.recognise import country
from kg.recognise.country import words_of

FLAG = regex(r"[\U0001F1E6-\U0001F1FF]{2}")
# Signs of punctuation, signs between blanks, "et", "and", "und", "en", "y"; it begins with one class of characters, for that is
# what the matcher looks for at once.
SPLIT = regex(
    r"[,;|•·/()\[\]\seauy](?:(?<=[,;|•·/()\[\]])|(?<=\s)[&+x×–—-]\s|(?<=\be)(?:t\b|n\b(?=\s[A-Z])|(?=\s[A-ZÀ-Þ]))|(?<=\b[au])nd\b|(?<=\by)\b)\s*"
)


_WITH_BRACKET = regex(r"(.+?)\s*\((.+)\)")


_COUNT = regex(r"\s*\(\d+\)$")


_PICTURES = regex(r"[\U0001F000-\U0001FAFF\u2600-\u27bf\ufe0f]")


_AROUND_PLACES = regex(
    r"^(?:\d{1,2}(?:\.\d{1,2})?[.)]\s+)?[\s#*_>\-–—:]+|^\d{1,2}(?:\.\d{1,2})?[.)]\s+|[\s*_:.?!]+$|^(?:und|et|and|y|en|e)\s+(?=\w+\s)"
)


# What alone in a heading or a tag means something else: a meeting (the island is "La Réunion"), courses in Italian.
_NO_PLACES = frozenset(["", "reunion", "corso", "corsa", "corsi"])


@lru_cache(maxsize=4096)
def is_list_of_places(text: str, places: PlaceTable, near: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The codes when `text` is only one place or several ("Belgique et Pays-Bas"), else none.

    `near` are the countries of the headings above: below "Schweiz" "Kanton BE" is Berne.
    """
    if len(text) > LONGEST:
        return ()
    if not words_of(places).issuperset(w for w in fold(text).split() if len(w) > 3):
        return ()
    bare = _AROUND_PLACES.sub("", _PICTURES.sub("", text))
    bare = _COUNT.sub("", bare)
    if fold(bare) in _NO_PLACES:
        return ()
    found = country.place_of(bare, places, near, near)
    if found:
        return found
    inner = _WITH_BRACKET.fullmatch(bare) if bare.endswith(")") else None
    parts = [inner[1], inner[2]] if inner else [p for p in SPLIT.split(bare) if p.strip()]
    if len(parts) < 2:
        return ()
    codes: list[str] = []
    named = [c for p in parts for c in country.place_of(p, places)]
    nations = (*named, *(places.country_of(c) for c in named))  # "Jura et Neuchâtel" are cantons
    for part in parts:
        got = country.place_of(part, places, nations, near) or country.plate_of(part)
        if not got:
            return ()
        codes.extend(got)
    return tuple(c for c in dict.fromkeys(codes) if not any(places.country_of(o) == c and o != c for o in codes))


_SCOPE_WORDS = frozenset(
    """
    bund bundesweit lander bundesebene national nationaux nationale nationales estatal nivel ambito federal federale
    federal confederation confederacion uberregional landelijk nationwide countrywide wide heel ganz toute tout all
    le la les the el en in im au aux a niveau reste rest of de du d autres other andere andre y et and und
    """.split()
)


_HEADING_PARTS = regex(r"\s*[/|()\[\]:–—·]\s*|\s-\s|-(?=wide)")


@lru_cache(maxsize=4096)
def names_a_country(text: str, places: PlaceTable) -> bool:
    """Whether a name is a whole country's, or the world's or a part of it: what bears only that is no entry."""
    codes = country.place_of(text, places)
    return bool(codes) and all("-" not in c for c in codes)


def names_a_part(text: str, places: PlaceTable, near: tuple[str, ...]) -> bool:
    """Whether a name is that of a part of the countries that the headings above name (`near`)."""
    codes = country.place_of(text, places, near, near)
    return bool(codes) and all(places.country_of(c) in near for c in codes)


def place_in_heading(text: str, places: PlaceTable, near: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The places of a heading that is about nothing but them ("Deutschland / Bund", "bundesweit (Deutschland)")."""
    if len(text) > LONGEST:
        return ()
    if not all(w in words_of(places) or w in _SCOPE_WORDS for w in fold(text).split() if len(w) > 3):
        return ()
    flags = tuple(c for f in FLAG.findall(text) for c in flag_of(f, places))
    found = is_list_of_places(text, places, near)
    if found:
        return found
    bare = FLAG.sub("", text)
    parts = [p.strip() for p in _HEADING_PARTS.split(bare) if fold(p)]
    codes = [c for p in parts for c in is_list_of_places(p, places, near)]
    rest = [p for p in parts if not is_list_of_places(p, places, near)]
    codes = [
        c for c in codes if not any(places.within.get(o) == c or places.parents.get(o) == c for o in codes if o != c)
    ]
    if (codes or flags) and all(w in _SCOPE_WORDS for p in rest for w in fold(p).split()):
        regions = {c for c in codes if "-" in c}
        kept = [c for c in codes if not any(r.endswith(f"-{c}") for r in regions)]  # "GR / Graubünden"
        return tuple(dict.fromkeys(kept)) or flags
    return ()


_PARTS = regex(r"\s*[:–—·|,]\s+|\s*[()]\s*|\s[-–—]\s|\s+[:·|]\s*")


def place_part(text: str, places: PlaceTable, near: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The place that is one whole part of a heading ("Suisse : qui fait quoi ?", "Mapa de proyectos · España")."""
    parts = [p for p in _PARTS.split(text) if fold(p)]
    if len(parts) < 2:
        return ()
    found = [is_list_of_places(p, places, near) for p in parts]
    said = [f for f in found if f]
    return said[0] if len(said) == 1 else ()


def flag_of(flag: str, places: PlaceTable) -> tuple[str, ...]:
    """The country or area of a flag made of two regional indicators."""
    code = "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in flag)
    return (code,) if code in places.areas or code in places.names.get(code.casefold(), ()) else ()
