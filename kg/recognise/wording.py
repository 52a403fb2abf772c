"""What a name says by its own words that it is: an organisation, a funder, a person, a kind, an action, or no name at all."""

from __future__ import annotations

from itertools import pairwise

from kg.model.folding import fold
from kg.model.regex import regex
from kg.recognise.words import ORGANISATION, is_plural, kind_of_word

TOPICS = frozenset(
    """
    arts art science sciences culture cultures heritage museums museum musees libraries library education humanities media sport
    sports research innovation youth kunst kunste kultur wissenschaft wissenschaften bildung kunsten cultuur cultura
    educacion erfgoed medien tourismus patrimoine communication economie tourism history families social onderwijs
    medios ciencia ciencias universidades deporte deportes galleries gallery archives bibliotheken bibliotheek archive digital national
    lettres recherche jeunesse tourisme enseignement environnement numerique image formation lettre litterature
    forschung literatur technik technologie gestaltung geschichte denkmalpflege kulturguter jugend digitalisierung
    offentlichen offentlicher dienst archaologie heimat museen denkmaler wetenschap media kunst sportiv turismo patrimonio arte artes historia
    investigacion tecnologia museos bibliotecas industry business technology engineering design letters crafts
    industrie energie landwirtschaft umwelt familie frauen integration europa europe inneres arbeit wirtschaft
    monuments sites landschaft natur nature jeugd beeld geluid ruimte natuur
    """.split()
)
# Common nouns that head names of organisations, in the languages that write what follows small.
HEADS = frozenset(
    """
    ministere musee musees office bibliotheque universite conseil institut centre departement ville canton region commune
    metropole gouvernement haute ecole direction service services secretariat association federation fondation agence
    archives cinematheque union societe academie comite commission fonds caisse chambre banque laboratoire observatoire
    conservatoire maison syndicat communaute confederation loterie mediatheque ministerio museo biblioteca
    universidad ayuntamiento gobierno consejo instituto centro fundacion asociacion direccion subdireccion secretaria
    ligue pole delegation mission cooperative groupement alliance mutuelle cercle consorcio consorzio agencia agenzia camera camara
    soprintendenza direzione ufficio oficina dipartimento accademia academia archivio associazione societa istituto centro cooperativa lega liga
    generalitat diputacion junta comunidad escuela archivo consejeria federacion museu ministero regione comune
    universita fondazione provincia departamento parc parque parco ambassade embajada ambasciata consulat consulado prefecture
    rectorat mairie conservation ecomusee domaine etablissement agglomeration patronato cabildo concejalia biblioteque chaire
    """.split()
)

_BRACKET_BEHIND = regex(r"\s*\([^)]*\)$")


def names_an_organisation(name: str) -> bool:
    """Whether a name begins like an organisation's or says so ("Bibliothèque cantonale", "Canadian Heritage Information Network")."""
    words = fold(_BRACKET_BEHIND.sub("", name) if ")" in name else name).split()
    if not words or not name[:1].isupper() or (is_plural(words[0]) and words[0] not in HEADS):
        return False
    return is_organisation_name(name) or (words[0] in HEADS and len(words) > 1)


_TITLE_MARK = regex(r"[:,]\s")


def reads_like_a_name(name: str) -> bool:
    """Whether a text is short and written like a name, not like a title of an article."""
    words = name.split()
    small = [w for w in words[1:] if w[:1].islower() and len(w) > 4]
    return 0 < len(words) <= 7 and not _TITLE_MARK.search(name) and len(small) < 2


def named_as_kind(name: str) -> bool:
    """Whether a name says itself what it is: "Heritage Innovation Fund", "Réseau X", "Museum Makers Network"."""
    words = name.split()
    if not 2 <= len(words) <= 6 or any(w[:1].islower() and len(w) > 3 for w in words):
        return False
    kinds = {kind_of_word(fold(words[0])), kind_of_word(fold(words[-1]))}
    return bool(kinds - {"", "publication", "collection", "strategy", "platform"})


def looks_like_a_person(name: str) -> bool:
    """Whether a name is two or three words written big, none of them an organisation's or thing's ("Marta Ruiz")."""
    words = name.split()
    if not 2 <= len(words) <= 3 or any(c.isdigit() for c in name) or is_organisation_name(name):
        return False
    return all(
        w[:1].isupper() and not w.isupper() and not kind_of_word(fold(w)) and fold(w) not in TOPICS for w in words
    )


_FUNDERS = frozenset(
    """
    fonds fund caja caisse endowment lottery loterie loteria bank banque banco bourse wealth obra cassa fonden
    """.split()
)


_NATIONAL = frozenset(
    "national nationale nationaal nacional nazionale royal royale koninklijke koninklijk konigliche real reale rijks".split()
)
_HOUSE = frozenset(
    "library bibliotheek bibliothek bibliotheque biblioteca archive archives archief archiv archivio archivo gallery galerie".split()
)


def is_national_house(name: str) -> bool:
    """Whether a name is that of a nation's library or archive ("National Library of Wales", "Koninklijke Bibliotheek")."""
    return _is_national(fold(name).split())


def _is_national(words: list[str]) -> bool:
    return not _HOUSE.isdisjoint(words) and any({a, b} & _NATIONAL and {a, b} & _HOUSE for a, b in pairwise(words[:3]))


def is_organisation_name(name: str) -> bool:
    """Whether a name says by its own words that it is an organisation ("Stiftung X", "Arts Council")."""
    words = fold(name).split()
    return _is_national(words) or any(
        w in ORGANISATION or (len(w) > 8 and w.endswith(_ORG_SUFFIX) and not w.endswith("verbund")) for w in words
    )


_ORG_SUFFIX = (
    "verband", "stiftung", "verein", "ministerium", "gesellschaft", "hochschule", "universitat", "institut", "museum", "amt",
    "stichting", "vereniging", "verbande", "bund", "museen",
)  # fmt: skip


_ACTION = regex(r"(?!organi)\w{3,}(?:isierung|i[sz]ations?|isering|izacion|izzazione)$")


def names_an_action(name: str) -> bool:
    """Whether a name begins with what is done, and so is a topic ("Numérisation des musées", "Digitalisierung der Museen")."""
    words = fold(name).split()
    return bool(words) and _ACTION.match(words[0]) is not None


def is_funder_name(name: str) -> bool:
    """Whether a name can be a funder's, as the left side of "Funder: Programme"."""
    words = fold(name).split()
    if (
        not words
        or len(words) > 7
        or names_an_action(name)
        or (len(words) == 1 and len(words[0]) < 10)
        or not name[:1].isupper()
        or (is_plural(words[0]) and words[0] not in _FUNDERS)
    ):
        return False
    return is_organisation_name(name) or bool(set(words) & _FUNDERS)
