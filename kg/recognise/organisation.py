"""Who runs it and who pays: `mxtd:ledBy`, `mxtd:funder`; whom it belongs to and goes with.

Phrases in five languages name organisations, parents and relatives; the name behind a phrase is
cut where the sentence goes on. "le gouvernement national" is no name and makes no statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.model.folding import fold, fold_same
from kg.model.note import Line
from kg.model.place import PlaceTable
from kg.recognise.country import place_of
from kg.recognise.words import ORGANISATION, is_plural

Relation: TypeAlias = Literal["mxtd:ledBy", "mxtd:funder", "dcterms:isPartOf", "dcterms:relation"]

_FR = r"port|men|developp|cre|lanc|pilot|ger|coordonn|initi|concu|anim|propos|realis|dirig|organis|fond|edit|publi|heberg|maint|soutenu et port|produi|opere|administr|mont|construi|elabor|deploy"
_LED = (
    rf"\b(?:{_FR})\w*(?:,? et \w+[ée]\w*)? (?:\w+ment |en commun |conjointement |en \d{{4}} |(?:depuis|des) \d{{4}} )?par\b",
    r"\bmis\w* (?:en place|sur pied|en oeuvre|en ligne|au point) (?:en \d{4} )?par\b",
    r"\ba l'initiative d(?:e|u|es)\b|\bsous l'egide d(?:e|u|es)\b|\bsous la direction d(?:e|u|es)\b",
    r"\b(?:une?|le|la)? ?(?:initiative|projet|programme|plateforme|outil|service|reseau|portail) d(?:e|u|es)(?= (?:la |l'|les |le )?[A-Z])",
    r"\b(?:led|run|developed|created|launched|managed|coordinated|operated|founded|built|made|maintained|initiated|hosted|"
    r"delivered|set up|organi[sz]ed|published|provided|produced|convened|designed|started|administered|co-created)(?: (?:jointly|in \d{4}|together))? by\b",
    r"\b(?:an?|the) (?:\w+ )?(?:initiative|project|programme|program|platform|tool|service|network|portal) (?:of|by|from)\b",
    r"\b(?:entwickelt|getragen|betrieben|geleitet|koordiniert|initiiert|gegrundet|ins leben gerufen|aufgebaut|lanciert|umgesetzt|"
    r"organisiert|herausgegeben|verantwortet|erstellt|gestartet|gepflegt|angeboten)(?: und \w+t)? (?:von|durch|vom)\b",
    r"\b(?:ein|eine|das|die|der) (?:\w+ )?\w*(?:projekt|initiative|programm|plattform|angebot|portal|netzwerk|dienst|werkzeug) (?:der|des|von|vom)\b",
    r"\b(?:trager(?:in)?|tragerschaft|projekttrager|leitung|betreiber(?:in)?|herausgeber(?:in)?|anbieter(?:in)?|verantwortlich|porteur|porteuse|porte par|responsable|lead|leader|led by|run by|organisme|trekker|coordinador|responsable) ?:",
    r"\b(?:ontwikkeld|geleid|opgezet|gecoordineerd|beheerd|gelanceerd|opgericht|uitgevoerd|gemaakt|georganiseerd|getrokken|gestart|onderhouden|aangeboden)(?: en \w+)? door\b",
    r"\been (?:\w+ )?(?:initiatief|project|programma|platform|dienst) van\b",
    r"\b(?:desarrollad|impulsad|cread|lanzad|liderad|coordinad|gestionad|promovid|dirigid|fundad|organizad|mantenid|elaborad|puest[oa] en marcha)[oa]?s? por\b",
    r"\buna? (?:\w+ )?(?:iniciativa|proyecto|programa|plataforma|herramienta) de\b",
)
_FUND = (
    r"\b(?:co-?)?financ\w* (?:\w+ment )?par\b|\b(?:soutenu|subventionn|appuy)\w* (?:financierement )?par\b|\bavec (?:le |l')?(?:soutien|appui|aide|concours)(?: financier\w*)? d(?:e|u|es)\b|\bgrace au (?:soutien|financement) d(?:e|u|es)\b|\b(?:un )?financement d(?:e|u|es)(?= (?:la |l'|les |le )?[A-Z])",
    r"\b(?:co-?)?(?:funded|financed|supported|backed|sponsored|paid for)(?: (?:in part|partly|jointly))? by\b|\bwith (?:the )?(?:financial )?(?:support|funding|help) (?:of|from)\b|\bfunding from\b",
    r"\b(?:ko-?)?(?:finanziert|gefordert|unterstutzt|bezuschusst)(?: (?:von|durch|vom|aus mitteln))(?: (?:der|des|dem))?\b|\bmit (?:unterstutzung|forderung|mitteln) (?:von|durch|der|des)\b",
    r"\b(?:gefinancierd|gesubsidieerd|ondersteund|betaald|mogelijk gemaakt|medegefinancierd) door\b|\bmet (?:de )?(?:steun|subsidie|middelen) van\b",
    r"\b(?:co)?(?:financiad|subvencionad|apoyad|sufragad)[oa]?s? por\b|\bcon (?:el )?(?:apoyo|financiacion|ayuda)(?: economic[oa])? de\b",
    r"\b(?:financement|financeur|funder|funding|forderung|forderer|gefordert durch|finanzierung|subsidie|financiering|financiacion|financiador|bailleur) ?:",
)
_PART = (
    r"\bfai(?:t|sant) partie d(?:e|u|es)\b|\bintegre\w* (?:a|au|aux|dans)\b|\bs'inscrit dans\b|\bdans le cadre d(?:e|u|es)\b|\bvolet d(?:e|u|es)\b|\bissue? d(?:e|u|es)\b(?= (?:la |l'|le )?(?:projet|programme|initiative))",
    r"\bpart of\b|\bwithin the framework of\b|\bdeveloped within\b|\bstrand of\b",
    r"\bteil (?:des|der|von|vom)\b|\bim rahmen (?:des|der|von|vom)\b|\bteilprojekt (?:des|der|von|vom)\b|\bgehort zu[rm]?\b",
    r"\b(?:onder)?deel van\b|\bbinnen het kader van\b|\bmaakt deel uit van\b|\bin het kader van\b",
    r"\bforma parte de(?:l)?\b|\bintegrad[oa]s? en\b|\ben el marco de(?:l)?\b|\bparte de(?:l)?\b",
)
_RELATED = (
    r"\bva de pair(?:e)? avec\b|\ben lien avec\b|\bcomplementaire (?:de|a)\b|\blie a\b|\bva avec\b|\bdans la lignee d(?:e|u)\b|\bfait suite a(?:u)?\b|\bprend la suite d(?:e|u)\b",
    r"\bgoes (?:hand in hand )?with\b|\brelated to\b|\bcompanion (?:to|of)\b|\bbuilds on\b|\bsuccessor (?:to|of)\b|\bfollows on from\b",
    r"\bgeht (?:hand in hand|einher) mit\b|\berganzt\b|\bin verbindung mit\b|\bbaut auf\b|\bnachfolger (?:von|des|der)\b|\bhangt zusammen mit\b",
    r"\bhoort bij\b|\bgaat samen met\b|\bgaat hand in hand met\b|\bsluit aan bij\b|\bopvolger van\b",
    r"\bva de la mano (?:de|con)\b|\bse complementa con\b|\ben relacion con\b|\brelacionad[oa] con\b",
)
_VERB_FINAL = (
    (re.compile(r"\b(?:von|vom|durch)\s(.{3,80}?)\s(?:entwickelt|getragen|betrieben|geleitet|koordiniert|initiiert|gegrundet|ins leben gerufen|aufgebaut|lanciert|umgesetzt|organisiert|herausgegeben|erstellt|gestartet|gepflegt|verantwortet)\b"), "mxtd:ledBy"),
    (re.compile(r"\b(?:von|vom|durch)\s(.{3,80}?)\s(?:gefordert|finanziert|unterstutzt|bezuschusst|kofinanziert)\b"), "mxtd:funder"),
    (re.compile(r"\bdoor\s(.{3,60}?)\s(?:ontwikkeld|opgezet|beheerd|gelanceerd|opgericht|gemaakt|geleid|gestart|gecoordineerd)\b"), "mxtd:ledBy"),
    (re.compile(r"\bdoor\s(.{3,60}?)\s(?:gefinancierd|gesubsidieerd|ondersteund)\b"), "mxtd:funder"),
)  # fmt: skip
_JOINED = re.compile(
    r"^(.{3,120}?)\s(?:se sont associe\w*|ont (?:cree|lance|developpe|uni leurs forces|mis en place)|s'associent|have (?:partnered|joined forces|teamed up)|"
    r"joined forces|partnered|teamed up|haben sich (?:zusammengeschlossen|zusammengetan)|arbeiten zusammen|hebben de handen|werken samen|"
    r"bundelden|se han (?:unido|asociado)|se unieron)\b"
)
_PHRASES: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("mxtd:funder", re.compile("|".join(_FUND))),
    ("dcterms:isPartOf", re.compile("|".join(_PART))),
    ("dcterms:relation", re.compile("|".join(_RELATED))),
    ("mxtd:ledBy", re.compile("|".join(p.replace("(?= (?:la |l'|les |le )?[A-Z])", "") for p in _LED))),
)
_NEEDS_NAME = re.compile(
    r"\b(?:initiative|projet|programme|plateforme|outil|service|reseau|portail|financement) d(?:e|u|es)$"
)
_ARTICLE = re.compile(
    r"(?:l['’]|d['’]|(?:les?|la|une?|the|an?|der|die|das|den|dem|des|de|du|het|een|el|los|las|del|von|vom|van|al|au|aux|its|their|son|sa|"
    r"dem|einer|einem|zur|zum)\s+)",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"(?:(?:associations?|fondations?(?=\s+[A-Z«])|société|entreprise|agence|start-up|startup|studio|collectif|réseau|initiative|programme|projet|project|"
    r"projekt|programm|platform|plateforme|company|organisation|firma|verein|bedrijf|empresa|asociación|asociacion|association|ngo|ong|non-profit|charity|charities|cabinet|éditeur|museum consortium|consortium|"
    r"stichting(?=\s+van)|iniciativa|proyecto|programa|initiatief)\s+)(?=[«“\"A-ZÀ-Þ\d])"
)
_WORD = re.compile(r"[^\W_][\w.&'’+/\-·]*|[&+]|[«»“”\"„]", re.UNICODE)
_GLUE = frozenset(
    """
    de des du la le les l d of the for fur für der die das dem den und und? et and van voor het en y e del los
    las el to in im am an a à au aux zu zur zum von vom di per dei delle della sur on & + 's
    """.split()
)
_JOINERS = {"et", "and", "und", "en", "y", "e", "&", "+"}
_TOPICS = frozenset(
    """
    arts art science sciences culture heritage museums museum musees libraries education humanities media sport
    sports research innovation youth kunst kultur wissenschaft bildung kunsten cultuur cultura educacion erfgoed
    medien tourismus patrimoine communication economie tourism history families social onderwijs medios ciencia
    universidades deporte galleries archives bibliotheken archive digital national lettres
    """.split()
)
# Common nouns that begin an organisation's name though they are written small ("le ministère de la Culture").
_HEADS = frozenset(
    "ministere universite conseil office departement musee musees ville canton gouvernement haute ministerio universidad ayuntamiento gobierno "
    "ministerie universiteit gemeente ministry university province departement service direction bibliotheque ecole".split()
)
_STOP = frozenset(
    """
    il elle ils elles ce cette ces qui que dont pour avec sans dans depuis permet propose offre it this that
    which who with for from since until er sie es diese dieser dieses für mit seit bis als wenn he she they met
    sinds para con desde entre
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An organisation, parent or relative that a phrase names: where its name stands in the line."""

    relation: Relation
    start: int
    end: int


def named_in(line: Line, start: int = 0) -> list[Named]:
    """All that the phrases of a line name, from offset `start` on."""
    plain = fold_same(line.text)
    found: list[Named] = []
    taken: list[tuple[int, int]] = []
    for relation, pattern in _PHRASES:
        for match in pattern.finditer(plain, start):
            if any(a < match.end() and b > match.start() for a, b in taken):
                continue
            names = names_from(line, match.end())
            if relation in ("dcterms:isPartOf", "dcterms:relation"):
                names = list(names[:1])
            if names:
                taken.append((match.start(), match.end()))
                found.extend(Named(relation=relation, start=a, end=b) for a, b in names)
    for pattern, what in _VERB_FINAL:
        for match in pattern.finditer(plain, start):
            relation_: Relation = "mxtd:ledBy" if what == "mxtd:ledBy" else "mxtd:funder"
            names = [n for n in names_from(line, match.start(1)) if n[1] <= match.end(1)]
            known = {(n.start, n.end) for n in found}
            found.extend(Named(relation=relation_, start=a, end=b) for a, b in names if (a, b) not in known)
    joined = _JOINED.match(plain[start:])
    if joined is not None:
        names = [n for n in names_from(line, start) if n[1] <= start + joined.end(1)]
        found.extend(Named(relation="mxtd:ledBy", start=a, end=b) for a, b in names if len(names) > 1)
    return sorted(set(found), key=lambda n: (n.start, n.relation))


def names_from(line: Line, start: int) -> list[tuple[int, int]]:
    """The names in a row from offset `start` on: "la Fondation X, Y et le Musée Z"."""
    found: list[tuple[int, int]] = []
    position = start
    while True:
        one = _name_at(line, position)
        if one is None:
            return found
        found.append(one)
        position = one[1]
        follow = re.match(
            r"[»”\")]?\s*(?:,\s*(?:et|and|und|en|y|sowie|ainsi que|as well as)?|et|and|und|en|y|sowie|&|\+|ainsi que|as well as|together with|zusammen mit|avec|in partnership with|en partenariat avec|in cooperation with)\s+",
            line.text[position:],
        )
        if follow is None:
            return found
        position += follow.end()


def _name_at(line: Line, start: int) -> tuple[int, int] | None:
    text = line.text
    position = start
    for _ in range(4):
        while position < len(text) and (text[position].isspace() or text[position] in ':«“"„*'):
            position += 1
        link = next((x for x in line.links if x.start == position and x.form in ("url", "wiki")), None)
        if link is not None:
            return _trim(text, link.start, link.end)
        match = _ARTICLE.match(text, position) or _COMMON.match(text, position)
        if match is None or (text[position].isupper() and text[position:].startswith("La ")):
            break
        position = match.end()
    end = _reach(line, position)
    return _trim(text, position, end) if end > position else None


def _reach(line: Line, start: int) -> int:
    """How far a name goes: capitalised words and the small words between them."""
    text = line.text
    end = position = start
    words: list[str] = []
    while (match := _WORD.match(text, position)) is not None:
        if any(x.start == match.start() and x.form in ("url", "wiki") for x in line.links) and words:
            break
        word = match.group().rstrip(".'’") if not re.match(r"^(?:[A-Z]\.)+$", match.group()) else match.group()
        low = word.casefold()
        if word in '«»“”"„':
            break
        named = word[:1].isupper() or any(c.isupper() for c in word[1:]) or word[:1].isdigit()
        if named and low in _STOP and words:
            break
        if not named:
            if not words and fold(low) in _HEADS:
                words.append(word)
                position = match.end()
                position += len(text[position:]) - len(text[position:].lstrip(" \u00a0"))
                continue
            if low not in _GLUE and not re.match(r"^[ld]['’][A-ZÀ-Þ]", word):
                break
            if low in _JOINERS - {"&", "+"} and _splits(text, match.end(), words):
                break
            if not words:
                break
        elif re.fullmatch(r"(?:19|20)\d\d", word) and words:
            break
        words.append(word)
        if named or re.match(r"^[ld]['’][A-ZÀ-Þ]", word):
            end = match.start() + len(word)
        position = match.end()
        if match.group() != word and match.group().endswith("."):
            break
        gap = re.match(r"[ \t\u00a0]+", text[position:])
        if gap is None:
            break
        position += gap.end()
    return end


def _splits(text: str, after: int, words: list[str]) -> bool:
    """Whether "and" parts two names rather than standing in one ("Arts and Humanities Council")."""
    rest = text[after:].lstrip()
    topical = all(fold(w) in _TOPICS | _GLUE for w in words if w[:1].isupper()) or fold(words[-1]) in _TOPICS
    article = re.match(r"(?:l['’]|le |la |les |the |der |die |das |het |el |los |las )", rest)
    if re.match(r"(?:de la |de l['’]|des |du |d['’])", rest):
        return False
    if article is not None:
        return True
    return not topical


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in " \t\u00a0«“\"„'*":
        start += 1
    match = _ARTICLE.match(text, start)
    if match is not None and match.end() < end and not text[start:].startswith("La "):
        start = match.end()
    common = _COMMON.match(text, start)
    if common is not None and common.end() < end:
        start = common.end()
    while end > start and text[end - 1] in " \t\u00a0»”\",.;:'*":
        end -= 1
    words = text[start:end].split()
    if not words or len(words) > 14 or not any(c.isalnum() for c in text[start:end]):
        return None
    if not any(w[:1].isupper() or any(c.isupper() for c in w) or w[:1].isdigit() for w in words):
        return None
    return start, end


def is_organisation_name(name: str) -> bool:
    """Whether a name says by its own words that it is an organisation ("Stiftung X", "Arts Council")."""
    words = fold(name).split()
    return any(w in ORGANISATION or (len(w) > 8 and w.endswith(_ORG_SUFFIX)) for w in words)


_ORG_SUFFIX = (
    "verband", "stiftung", "verein", "ministerium", "gesellschaft", "hochschule", "universitat", "institut", "museum", "amt",
    "stichting", "vereniging", "verbande", "bund", "museen",
)  # fmt: skip


def heading_relation(line: Line, places: PlaceTable) -> list[Named]:
    """What a heading says about who runs or pays for what stands under it ("Projets menés par X")."""
    found = [n for n in named_in(line) if n.relation in ("mxtd:ledBy", "mxtd:funder")]
    if found:
        return found
    plain = fold_same(line.text)
    for match in re.finditer(
        r"\b(\w+) (?:der|des|von|vom|de la|de l'|du|de|d'|of the|of|by|van de|van het|van|del|la)(?: |(?<='))", plain
    ):
        if not is_plural(match.group(1)):
            continue
        for a, b in names_from(line, match.end())[:1]:
            if is_organisation_name(line.text[max(match.end() - 1, 0) : b]) and not place_of(line.text[a:b], places):
                found.append(Named(relation="mxtd:ledBy", start=a, end=b))
    return found
