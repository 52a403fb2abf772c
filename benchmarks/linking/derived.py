"""What Wikidata says of an item and the package leaves out, drawn from what it has: countries, classes, initials.

In Wikidata nearly all organisations have a country (P17) and a class (P31); here both are read from the description,
which people wrote who never saw the names of OpenStreetMap. Where it says nothing, the country is that of the
website's top level domain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from kg.model.folding import fold
from kg.place_names import places
from kg.recognise.country import adjectives_in

_MOST = 3  # countries of one item; who is in more of them is international
_OTHER_TOPS = {"UK": "GB"}
# Top level domains of countries that are sold as words.
_WORDS = frozenset(
    "AI AC AD AM AS BZ CC CO CX DJ FM GG IO LA LI LY ME MS NU PW SC SH SO ST TK TL TO TV VC VG WS".split()
)
_CODE = re.compile(r"^([a-z]{2})(?:-\w+)?(?:\.geojson)?$")
_HEAD_ENDS = re.compile(r"\b(?:in|of|for|from|based|that|which|with|by|at|on|serving|operating|located|and)\b|[,(;]")
# The head noun of a description, and the class that it tells: the last that stands before "in", "of", "for" …
_CLASSES = {
    "museum": "Q33506",
    "library": "Q7075",
    "archive": "Q166118",
    "university": "Q3918",
    "school district": "Q398141",
    "charity": "Q708676",
    "charitable organization": "Q708676",
    "foundation": "Q157031",
    "nonprofit organization": "Q163740",
    "non-profit organization": "Q163740",
    "association": "Q48204",
    "organization": "Q43229",
    "organisation": "Q43229",
    "government agency": "Q327333",
    "agency": "Q327333",
    "ministry": "Q192350",
    "political party": "Q7278",
    "trade union": "Q178790",
    "hospital": "Q16917",
    "bank": "Q22687",
    "company": "Q783794",
    "business": "Q4830453",
    "chain": "Q507619",
    "retailer": "Q507619",
    "brand": "Q431289",
    "country": "Q6256",
    "city": "Q515",
    "town": "Q3957",
    "village": "Q532",
    "municipality": "Q15284",
    "county": "Q28575",
    "comune": "Q747074",
    "commune": "Q484170",
}


def countries_of(description: str, websites: tuple[str, ...]) -> tuple[str, ...]:
    """Codes of the countries that the description names, else that of the websites; () where neither tells."""
    told = {places().country_of(code) for _, _, code in adjectives_in(description, places())}
    told = {code for code in told if is_country(code)}
    found = told or {code for website in websites if (code := _top(website))}
    return tuple(sorted(found)) if len(found) <= _MOST else ()


def _top(website: str) -> str:
    top = (urlsplit(website).hostname or "").rpartition(".")[2].upper()
    code = _OTHER_TOPS.get(top, top)
    return code if code not in _WORDS and is_country(code) else ""


def countries_within(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Countries of the codes of a locationSet ("us-tx.geojson" → US, "fx" → FR); () for the world or very many."""
    found = set()
    for place in codes:
        match = _CODE.match(place)
        code = "FR" if place == "fx" else match[1].upper() if match is not None else ""
        if not is_country(code):
            return ()
        found.add(code)
    return tuple(sorted(found)) if len(found) <= _MOST else ()


@lru_cache(maxsize=1024)
def is_country(code: str) -> bool:
    """Whether a code is a country's of ours: two letters, no area above countries."""
    return len(code) == 2 and code in _countries()


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    table = places()
    named = {code for codes in table.names.values() for code in codes if len(code) == 2}
    return frozenset(named - table.areas)


def classes_of(description: str) -> tuple[str, ...]:
    """The class that the head noun of a description tells; () where it tells none that stands in the table."""
    head = _HEAD_ENDS.split(description, maxsplit=1)[0].strip().casefold()
    for noun, qid in _CLASSES.items():
        if re.search(rf"\b{noun}$", head):
            return (qid,)
    return ()


def initials_of(name: str) -> str:
    """The initials of a name of three words or more, folded: "Alachua County Library District" → "acld"."""
    words = [w for w in fold(name).split() if w not in _SMALL]
    return "".join(w[0] for w in words) if len(words) >= 3 else ""


_SMALL = frozenset(
    "of the and for in de la le les du des et d l der die das und fur von zu del di e y en van het".split()
)
