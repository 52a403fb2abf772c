"""For museums of what size: `mxtd:targetSize`."""

from __future__ import annotations

import re

from kg.model.folding import fold_same
from kg.model.regex import regex

_WORDS = {
    "small": r"petite?s?|small(?:er)?|little|kleine[rnms]?|kl\.|klein|kleinere[rn]?|pequen[oa]s?|piccoli",
    "medium": r"moyen(?:ne)?s?|mittel(?!\w)|medium(?:-sized|-size| sized)?|mid-?size[d]?|mittlere[rnms]?|mittelgross(?:e[rnms]?)?|middelgro(?:te|ot)|median[oa]s?|medi",
    "large": r"grande?s?|gros(?:se)?s?|large[r]?|gross(?:e[rnms]?|ere[rnms]?)?|grote|grotere",
}
_ONE = "|".join(_WORDS.values())
_TAIL = r"(?:\s+(?:et|ou|and|or|und|oder|bis|en|of|y|o|to|a|e|&|de taille|taille|tailles|sized)|\s*[/,&-])*\s*"
_MUSEUM = (
    r"(?:[\w-]+\s+){0,1}?(?:maisons|\w*museen|\w*musea|musees?|museums?|museen|musea|museos?|musei|museum|institutions?|einrichtungen|instellingen|hauser|"
    r"structures?|etablissements?|organisations?|organizations?|museumsteams?|archiv\w*|venues)"
)
_ANY = regex(rf"(?<![^\W_])(?=[gklmps])(?:{_ONE})")  # without it none of the others is worth trying
_BEFORE = regex(rf"\b((?:(?:{_ONE}){_TAIL}){{1,8}})\s*{_MUSEUM}\b")
_AFTER = regex(
    rf"\b(?:musees?|museos?|musei|institutions?|institutiones|etablissements?|organisations?|structures?|maisons?)\s+(?:\w+(?:aux|ales|ux)\s+)?(?:de\s+(?:taille\s+)?)?((?:(?:{_ONE}){_TAIL}){{1,8}})(?!\w)"
)
_EACH = {size: regex(rf"\b(?:{words})\b") for size, words in _WORDS.items()}
_OF_SIZE = regex(rf"\bmusees?\s+(?:\w+\s+)?de\s+((?:(?:{_ONE}){_TAIL}){{1,8}})\s*(?:taille)?")


_ONE_MUSEUM = regex(r"\b(?:musee|museum|museo|museu)$")


def sizes_in(text: str) -> list[tuple[int, int, str]]:
    """The museum sizes that `text` names, as (start, end, size). "Grand musée" alone is a name's word."""
    plain = fold_same(text)
    found: list[tuple[int, int, str]] = []
    for pattern in (_BEFORE, _AFTER, _OF_SIZE) if _ANY.search(plain) is not None else ():
        for match in pattern.finditer(plain):
            words = match.group(1)
            sizes = [size for size, each in _EACH.items() if each.search(words)]
            if sizes == ["large"] and _ONE_MUSEUM.search(match.group()) and re.match(r"(?:grande?|gros)\b", words):
                continue  # "Grand musée" is a name
            found.extend((match.start(), match.end(), size) for size in sizes)
    for match in _INITIALS.finditer(text) if "MM" in text else ():
        found.extend((match.start(), match.end(), size) for size in ("small", "medium"))
    return list(dict.fromkeys(found))


# "KMM": kleine und mittlere Museen, "PMM": petits et moyens musées
_INITIALS = regex(r"\b(?:KMM|PMM)\b")
_AUDIENCE = regex(
    rf"^\W*(?:pour|for|fur|voor|para|per) (?:les?|la|the|die|das|de|het|los|las|i )?\s?(?P<sizes>(?:(?:{_ONE}){_TAIL}){{1,8}})(?:$|[(,:!]|\b{_MUSEUM}\b)"
)


def audience_in(text: str) -> list[tuple[int, int, str]]:
    """The sizes of a heading that says for whom what stands below is: "Pour les petits", "For small museums"."""
    match = _AUDIENCE.match(fold_same(text))
    if match is None:
        return []
    a, b = match.span("sizes")
    return [(a, b, size) for size, each in _EACH.items() if each.search(match.group("sizes"))]


_ALL = regex(
    r"^(?:tous?|toutes?|alle|all|any|todos?|todas?|every)(?: (?:les )?(?:tailles?|sizes?|musees?|museums?|museen|musea|museos|grossen|tamanos))*$"
)


def is_everybody(text: str) -> bool:
    """Whether a value says "all", museums of every size."""
    return _ALL.match(fold_same(text.strip())) is not None


def sizes_of(text: str) -> list[str]:
    """The sizes that a field's value names ("petits et moyens", "small to medium", "klein"); all of them for "all"."""
    plain = fold_same(text.strip())
    if len(plain.split()) > 8 or _ALL.match(plain):
        return list(_EACH) if _ALL.match(plain) else []
    return [size for size, each in _EACH.items() if each.search(plain)]
