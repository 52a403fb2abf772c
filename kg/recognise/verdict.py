"""What the words of a heading announce: entries, organisations, or things that are none."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kg.model.folding import fold
from kg.model.regex import regex
from kg.recognise.wording import is_national_house, is_organisation_name
from kg.recognise.words import (
    ORGANISATION,
    ORGANISATIONS,
    is_negative,
    is_plural,
    kind_of_word,
    speaks_of_own_use,
    uses_itself,
    without_social_networks,
)

_SHORT_FORMS = frozenset("sigles acronymes acronyms abbreviations abkurzungen kurzel afkortingen siglas sigle".split())
_SUPPORT = frozenset(
    "steun hulp ondersteuning unterstutzung hilfe hilfen accompagnement soutien support help apoyo ayuda supporto".split()
)
_ASKS = regex(
    r"(?:how|who|why|what|when|where|comment|qui|pourquoi|quoi|quand|que|wie|wer|warum|wozu|hoe|waarom|como|quien|por que|pour nous|contact us|uber uns|about|a propos|over ons|sobre)\b"
)
_COLLECTIVE = frozenset(
    "linkliste linksammlung linklijst links veille panorama inventaire repertoire annuaire directory verzeichnis ubersicht overzicht".split()
)
_NO_NAME = frozenset(
    """
    musee musees museum museums museen musea museo museos ville canton region direction organisation
    organisations institutions
    """.split()
)
_HOW = regex(r"(?:how|comment|pourquoi|why|wie|warum|wozu|hoe|waarom|como|por que)\b")
_HELPS = regex(
    r"(?:qui|who|wer|wie|quien)\b(?: \w+){0,2} (?:accompagnent|accompagne|aident?|aider|helping|funding|supporting|soutient|soutiennent|finance|epaule|hilft|helfen|fordert|fordern|unterstutzt|"
    r"begleitet|helps?|supports?|funds?|helpt|helpen|steunt|steunen|ayuda|ayudan|apoya|apoyan|financia|pays|paie|zahlt|betaalt)\b"
)
_MONEY = regex(
    r"(?:ou|where|wo|waar|donde|dove) (?:\w+ ){0,3}?(?:chercher|trouver|y a t il|demander|find|get|look for|gibt es|findet man|vinden|is er|halen|buscar|encontrar|hay|trovare|cercare) (?:de l |du |des |some |el )?"
    r"(?:argent|financements?|sous|money|funding|geld|fordermittel|subsidie|dinero|financiacion|fondi|soldi)$"
)
_NEVER = regex(
    r"(?:retours? d experiences?|offene (?:punkte|fragen)|points? (?:ouverts?|en suspens)|open (?:points?|questions?|issues?)|openstaande punten|not for (?:the|this) list|pas (?:pour|dans) (?:la|cette) liste|nicht (?:fur|in) die liste|niet voor de lijst|no (?:es )?para la lista|hors liste|a ne pas publier|(?:ce (?:que|qu) \w+ )?(?:a )?ecartee?s?|discarded|rejected|verworfen|aussortiert|afgevallen|descartad[oa]s?|scartat[oi]|(?:notes? |notizen |notas )?(?:pour|for|fur|voor|para|per) (?:moi|me|mich|mij|mi|nous|us|uns|ons)$|pour memoire|(?:con )?chi ho|who (?:i|we) (?:talked|spoke|met)|mit wem|avec qui|met wie|con quien|nicht vergessen|ne pas oublier|don t forget|niet vergeten|no olvidar|non dimenticare|for the record|(?:temas|puntos) abiertos|qui est qui|who s who|who is who|wer ist wer|wie is wie|quien es quien|a voir$|noch hin|to see|went to see|go see|zu sehen)\b"
)
_NOT = frozenset("not pas keine kein no geen nicht ni aucun aucune ningun".split())
_WHERE = frozenset("at from bei aus lors pendant during tijdens durante after nach apres since".split())
_TO_DO = regex(r"\b(?:to ?do|a faire|te doen|por hacer|zu tun|da fare)\b")
_LIST = regex(r"\b(?:liste?|list|lijst|lista|uberblick|overview|ubersicht)\b")
# Plurals that, in a title, are more often part of one thing's name.
_NAMES_OF_ONE = frozenset("programme concours sites parcours archive action".split())


class Verdict(NamedTuple):
    """What a heading says of what stands below: `announces` 1 entries, -1 none, 0 nothing; of which kind; or organisations."""

    announces: int
    kind: str = ""
    organisations: bool = False


@lru_cache(maxsize=1024)
def verdict_of(folded: str, *, title: bool = False, running: bool = False) -> Verdict:
    """What a folded heading announces; `title` tells that it is a note's, `running` that it is a line of text."""
    words = without_social_networks(folded).split()
    plural = any(is_plural(w) for w in words)
    if _HELPS.match(folded) and not plural:
        return Verdict(1)
    if _MONEY.match(folded):
        return Verdict(1, "fund")
    if _denies(folded, words, plural, title=title, running=running):
        return Verdict(-1)
    if words[:1] and words[0] in _SHORT_FORMS and any(is_plural(w) for w in words[1:4]):
        words = words[1:]  # "Sigles de programmes"
    for index, word in enumerate(words):
        if word in ORGANISATIONS and not any(is_plural(w) and w not in ORGANISATIONS for w in words):
            return Verdict(1, organisations=True)
        if is_plural(word) and not (title and word in _NAMES_OF_ONE):
            return Verdict(1, kind_of_word(word))
        if title and (word in _COLLECTIVE or word in _SUPPORT) and not any(is_negative(w) for w in words):
            return Verdict(1)
        if is_negative(word) and not _WHERE & set(words[:index]) and (not title or word in _edges(words)):
            return Verdict(-1)
    kinds = [kind_of_word(w) for w in words if kind_of_word(w)]
    return Verdict(1, kinds[0]) if kinds and _LIST.search(folded) else Verdict(0)


def _denies(folded: str, words: list[str], plural: bool, *, title: bool, running: bool) -> bool:
    """Whether a heading speaks of what its authors use, asks how something is done, or says what is not listed."""
    if (uses_itself(folded) if running else speaks_of_own_use(folded, title=title)) or _NEVER.match(folded):
        return True
    if title:
        if _TO_DO.search(folded):
            return True
    elif _ASKS.match(folded) and (_HOW.match(folded) or not plural):
        return True
    return any(w in _NOT and any(is_plural(x) for x in words[i + 1 : i + 3]) for i, w in enumerate(words))


def _edges(words: list[str]) -> set[str]:
    """The first word and the last: in a note's title, a name's inner words say nothing ("Museum Data Service")."""
    bare = [w for w in words if len(w) > 3] or words
    return {words[0], bare[0], words[-1]}


_OF = frozenset("of de du des d der des fur van voor di del della for".split())
_INFLECTED = ("e", "en", "er", "es", "em", "s")  # German adjectives: "Regionale Fonds" are several


def names_a_body(text: str) -> bool:
    """Whether a heading is one organisation's name whatever kinds stand in it: "Institute of Museum and Library Services (US)",
    "Koninklijke Bibliotheek", "Mondriaan Fonds"."""
    bare = _BRACKET_BEHIND.sub("", text).strip()
    words = fold(bare).split()
    if not 2 <= len(words) <= 9 or not all(w[:1].isupper() for w in (bare, bare.split()[-1])):
        return False
    if len(words) < 4 and words[-1] == "fonds":
        return not words[-2].endswith(_INFLECTED) and not kind_of_word(words[0])
    headed = words[0] in ORGANISATION - ORGANISATIONS and not _OF.isdisjoint(words[1:3])
    return (headed and names_one_organisation(text)) or is_national_house(bare)


_BRACKET_BEHIND = regex(r"\s*\([^)]*\)$")


_AND = frozenset("et und and en y e".split())
_DONE_BY_ONE = frozenset("programme project training tool call".split())  # "Collections Trust grant scheme"


def names_one_organisation(text: str) -> bool:
    """Whether a heading is one organisation's name ("Stiftung Weitblick", "Office fédéral de la culture (OFC)")."""
    bare = _BRACKET_BEHIND.sub("", text).strip()
    words = fold(bare).split()
    if (
        not any(len(w) > 3 for w in words)
        or not bare[:1].isupper()
        or not 2 <= len(words) <= 9
        or set(words[:1]) & _NO_NAME
        or set(words) & ORGANISATIONS
    ):
        return False
    if bare.endswith(".") and len(words) > 3 and not bare.endswith("V."):
        return False  # "Tableau de travail, à compléter avant le comité."
    if len(words) == 3 and words[1] in _AND:
        return False  # "Bund und Länder", "DRAC et État"
    if any(is_plural(w) for w in words[:1]) or ":" in bare or kind_of_word(words[-1]) in _DONE_BY_ONE:
        return False
    capitals = [w for w in bare.split() if w[:1].isupper()]
    return (len(capitals) >= 2 or len(words) >= 3) and is_organisation_name(
        " ".join(w for w in words if w not in _NO_NAME)
    )
