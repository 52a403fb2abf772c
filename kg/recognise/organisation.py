"""Who runs it and who pays: `mxtd:ledBy`, `mxtd:funder`; whom it belongs to and goes with.

Phrases in five languages name organisations, parents and relatives; the name behind a phrase is
cut where the sentence goes on. "le gouvernement national" is no name and makes no statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Literal, TypeAlias

from kg.model.folding import fold, fold_same
from kg.model.note import Line
from kg.model.place import PlaceTable
from kg.model.record import record
from kg.recognise.country import place_of
from kg.recognise.names import is_organisation_name, names_from
from kg.recognise.words import is_plural, kind_of_word

Relation: TypeAlias = Literal["mxtd:ledBy", "mxtd:funder", "dcterms:isPartOf", "dcterms:relation"]

_FR = r"port|men|developp|cre|lanc|pilot|ger|coordonn|initi|concu|anim|propos|realis|dirig|organis|fond|edit|publi|heberg|maint|soutenu et port|produi|opere|administr|mont|construi|elabor|deploy"
_LED = (
    rf"\b(?:{_FR})\w*(?:,? et \w+[ée]\w*)? (?:\w+ment |en commun |conjointement |(?:en|a|au|de|depuis|des|debut|fin) [^,.;()]{{0,24}}?\d{{4}} )?par\b",
    r"\bmis\w* (?:en place|sur pied|en oeuvre|en ligne|au point) (?:en \d{4} )?par\b",
    r"\ba l'initiative d(?:e|u|es)\b|\bsous l'egide d(?:e|u|es)\b|\bsous la direction d(?:e|u|es)\b",
    r"\b(?:une?|le|la)? ?(?:initiative|projet|programme|plateforme|outil|service|reseau|portail) d(?:e|u|es)\b(?= (?:la |l'|les |le )?[A-Z])",
    r"\b(?:led|run|developed|created|launched|managed|coordinated|operated|founded|built|made|maintained|initiated|hosted|"
    r"delivered|administered|looked after|directed|piloted|devised|set up|organi[sz]ed|published|provided|produced|convened|designed|started|administered|co-created)(?: (?:jointly|in \d{4}|together))? by\b",
    r"\b(?:an?|the) (?:\w+ )?(?:initiative|project|programme|program|platform|tool|service|network|portal) (?:of|by|from)\b",
    r"\b(?:entwickelt|getragen|durchgefuhrt|abgewickelt|vergeben|betreut|verwaltet|bereitgestellt|aufgelegt|gefuhrt|verantwortet|veranstaltet|konzipiert|realisiert|betrieben|geleitet|koordiniert|initiiert|gegrundet|ins leben gerufen|aufgebaut|lanciert|umgesetzt|"
    r"organisiert|herausgegeben|verantwortet|erstellt|gestartet|gepflegt|angeboten)(?: und \w+t)?(?: (?:im jahr )?\d{4})? (?:von|durch|vom)\b",
    r"\b(?:entwickelt|getragen|betrieben|koordiniert|organisiert|gegrundet|gestartet|aufgebaut|geleitet|initiiert) (?:wurde|wird|werden|worden|hat) (?:(?:er|sie|es|das|die|der) ?(?:\w+ )?)?(?:von|vom|durch)\b",
    r"\bdahinter (?:steckt|steht|stehen|stecken)\b|\b(?:steckt|steht) dahinter\b|\bachter (?:het project|de site) (?:zit|zitten|staat)\b|\bderriere,? (?:on trouve|il y a)\b",
    r"\bque (?:lo |la )?(?:administra|dirige|gestiona|mantiene|impulsa|coordina|promueve|desarrolla|lidera|organiza)n? (?=(?:el|la|los|las) )",
    r"\b(?:a|the) (?:pilot|brainchild|work|creation) of\b",
    r"\bltg\. (?=[a-z])",
    r"\bunter (?:der )?leitung (?:der|des|von|vom)\b|\bfederfuhrung (?:der|des|von|vom)\b|\bin tragerschaft (?:der|des|von|vom)\b",
    r"\b(?:projekt)?trager(?:in)? (?:ist|war|sind|waren) (?:die|der|das|ein|eine)?\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?\w*(?:programm|projekt|initiative|plattform|portal|netzwerk|angebot|dienst|werkzeug|fonds) (?:der|des|von|vom)\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?(?:initiative|projet|programme|plateforme|outil|service|reseau|portail|incubateur|campagne) d(?:e la|e l'|u|es)\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?(?:initiative|project|programme|program|platform|tool|service|network|portal|scheme) (?:of|by|from)(?: the)?\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?\w*(?:initiatief|project|programma|platform|dienst|traject|databank|portaal) van\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?(?:iniciativa|proyecto|programa|plataforma|herramienta|red|portal|repositorio(?: \w+)?) de(?:l| la| los| las)\b",
    r"(?:^|[.;:!?–—(-] ?)(?:by|par) (?=(?:the |la |l'|le |les )?)",
    r"\b(?:lo|la|los|las) (?:administra|dirige|puso en marcha|pusieron en marcha|creo|lanzo|lleva|edita|gestiona|mantiene|impulsa|coordina|promueve|desarrolla|lidera|organiza)n?\b|\b(?:gestiona|mantiene) (?:el|la)\b",
    r"\b(?:ein|eine|das|die|der) (?:\w+ )?\w*(?:projekt|initiative|programm|plattform|angebot|portal|netzwerk|dienst|werkzeug) (?:der|des|von|vom)\b",
    r"\b(?:trager(?:in)?|tragerschaft|projekttrager|leitung|ltg\.?|betreiber(?:in)?|herausgeber(?:in)?|anbieter(?:in)?|verantwortlich|porteur|porteuse|porte par|responsable|lead|leader|coordinator|coordinateur|coordinatrice|koordinator|koordination|lead partner|lead organisation|chef de file|led by|run by|organisme|trekker|coordinador|responsable) ?:",
    r"\b(?:ontwikkeld|geleid|opgezet|gecoordineerd|beheerd|gelanceerd|opgericht|uitgevoerd|gemaakt|georganiseerd|getrokken|gestart|onderhouden|aangeboden|uitgereikt|verstrekt|toegekend|verzorgd|bedacht|opgestart|getrokken)(?: en \w+)?(?: in \d{4})? door\b",
    r"\been (?:\w+ )?(?:initiatief|project|programma|platform|dienst) van\b",
    r"\b(?:desarrollad|mantenid|gestionad|impulsad|ideada?d|cread|lanzad|liderad|coordinad|gestionad|promovid|dirigid|fundad|organizad|mantenid|elaborad|puest[oa] en marcha)[oa]?s?(?: en \d{4})? por\b",
    r"\buna? (?:\w+ )?(?:iniciativa|proyecto|programa|plataforma|herramienta) de\b",
    r"\b(?:promoss|coordinat|sviluppat|gestit|realizzat|creat|ideat|curat|lanciat|organizzat|guidat|diretto|diretta)[oaie]?(?: nel \d{4})? d(?:a|al|alla|all'|ai|agli|alle)(?:\b|(?<='))",
    r"(?:^|[.;:–—-] )(?:progetto|programma|iniziativa|piattaforma|rete|portale) d(?:el|ella|ell'|ei|egli|elle)(?:\b|(?<='))",
)
_FUND = (
    r"\b(?:co-?)?financ\w* (?:\w+ment )?par\b|\b(?:soutenu|subventionn|appuy|dote)\w* (?:financierement )?par\b|\bavec (?:le |l')?(?:soutien|appui|aide|concours)(?: financier\w*)? d(?:e|u|es)\b|\bgrace au (?:soutien|financement) d(?:e|u|es)\b|\b(?:un )?financement d(?:e|u|es)(?= (?:la |l'|les |le )?[A-Z])",
    r"\b(?:co-?)?(?:funded|financed|supported|backed|sponsored|paid for)(?: (?:in part|partly|jointly))? by\b|\bwith (?:the )?(?:financial )?(?:support|funding|help) (?:of|from)\b|\b(?:funding|money|grants?|support) (?:\w+ )?from\b",
    r"\b(?:ko-?)?(?:finanziert|gefordert|unterstutzt|bezuschusst)(?: (?:von|durch|vom|aus mitteln))(?: (?:der|des|dem))?\b|\bmit (?:\w+ )?(?:unterstutzung|forderung|mitteln|geld) (?:von|vom|durch|der|des)\b|\b(?:mit)?(?:finanziert|bezahlt|gefordert) (?:hat|haben) (?:es|sie|das projekt|das)?\b|\b(?:mit)?(?:finanziert|gefordert|bezahlt|unterstutzt) (?:wird|wurde|werden) (?:(?:er|sie|es|das|die|der) ?(?:\w+ )?)?(?:von|vom|durch)\b|\b(?:zahlt|bezahlt) (?=(?:das|die|der)\b)|\bgeld (?:kam|kommt|stammt) (?:von|vom|aus)\b|\b(?:bezahlt|mitfinanziert|mitgetragen|gesponsert|ermoglicht) (?:von|vom|durch)\b",
    r"\b(?:gefinancierd|gesubsidieerd|ondersteund|betaald|bekostigd|gesponsord|gesteund|mogelijk gemaakt|medegefinancierd) door\b|\bmet (?:de )?(?:steun|subsidie|middelen) van\b",
    r"\b(?:co)?(?:financiad|subvencionad|apoyad|sufragad)[oa]?s? por\b|\bcon (?:el |la )?(?:apoyo|financiacion|ayuda|fondos)(?: economic[oa])? de(?:l| la)?\b|\b(?:lo|la) financian?\b|\b(?:pagad|sostenid|patrocinad)[oa]s? por\b",
    r"\b(?:co-?)?(?:finanziat|sostenut|supportat|sovvenzionat)[oaie] d(?:a|al|alla|all'|ai|agli|alle)(?:\b|(?<='))|\bcon il (?:sostegno|contributo|supporto) d(?:i|el|ella|ell'|ei)(?:\b|(?<='))",
    r"\bfin\. (?=[a-z])|\bgef\. (?:von|vom|durch|d\.)",
    r"\b(?:financement|financeur|funder|funding|forderung|forderer|gefordert durch|finanzierung|subsidie|financiering|financiacion|financiador|bailleur) ?:",
)
_PART = (
    r"\bfai(?:t|sant) partie d(?:e|u|es)\b|\bintegre\w* (?:a|au|aux|dans)\b|\bs'inscrit dans\b|\bdans le cadre d(?:e|u|es)\b|\bvolet d(?:e|u|es)\b|\bissue? d(?:e|u|es)\b(?= (?:la |l'|le )?(?:projet|programme|initiative))",
    r"\b(?:part|component|strand|stream|module) of\b|\bwithin the framework of\b|\bdeveloped within\b|\bstrand of\b",
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
_AGENT = re.compile(r"\b(?:von|vom|durch|door)\s")  # with which every phrase begins whose verb comes last
_VERB_FINAL = (
    (re.compile(r"\b(?:von|vom|durch)\s(.{3,80}?)\s(?:entwickelt|getragen|betrieben|geleitet|koordiniert|initiiert|gegrundet|ins leben gerufen|aufgebaut|lanciert|umgesetzt|organisiert|herausgegeben|erstellt|gestartet|gepflegt|verantwortet)(?:e[nmrs]?)?\b"), "mxtd:ledBy"),
    (re.compile(r"\b(?:von|vom|durch)\s(.{3,80}?)\s(?:gefordert|finanziert|unterstutzt|bezuschusst|kofinanziert)(?:e[nmrs]?)?\b"), "mxtd:funder"),
    (re.compile(r"\bdoor\s(.{3,60}?)\s(?:ontwikkeld|opgezet|beheerd|gelanceerd|opgericht|gemaakt|geleid|gestart|gecoordineerd)\b"), "mxtd:ledBy"),
    (re.compile(r"\bdoor\s(.{3,60}?)\s(?:gefinancierd|gesubsidieerd|ondersteund)\b"), "mxtd:funder"),
)  # fmt: skip
_JOINED = re.compile(
    r"^(.{3,120}?)\s(?:se sont associe\w*|ont (?:cree|lance|developpe|uni leurs forces|mis en place)|s'associent|have (?:partnered|joined forces|teamed up)|"
    r"joined forces|partnered|teamed up|haben sich (?:zusammengeschlossen|zusammengetan)|arbeiten zusammen|hebben de handen|werken samen|"
    r"bundelden|se han (?:unido|asociado)|se unieron)\b"
)
_BEGINNINGS = (r"\b", "(?:^|[.;:–—-] )")


def _either(phrases: Iterable[str]) -> re.Pattern[str]:
    """All phrases as one pattern. What several in a row begin with is looked for once, which is four times as quick."""
    parts: list[str] = []
    for beginning, group in groupby(_alternatives("|".join(phrases)), _beginning):
        ahead = r"(?=\w)" if beginning == r"\b" else ""  # no phrase begins where a word ends
        parts.append(f"{beginning}{ahead}(?:{'|'.join(phrase.removeprefix(beginning) for phrase in group)})")
    return re.compile("|".join(parts))


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern: its parts between the bars that stand in no bracket."""
    parts, depth = [""], 0
    for token in re.findall(r"\\.|\[(?:\\.|[^\]])*\]|.", pattern):
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _beginning(phrase: str) -> str:
    return next((b for b in _BEGINNINGS if phrase.startswith(b)), "")


_PHRASES: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("mxtd:funder", _either(_FUND)),
    ("dcterms:isPartOf", _either(_PART)),
    ("dcterms:relation", _either(_RELATED)),
    ("mxtd:ledBy", _either(p.replace("(?= (?:la |l'|les |le )?[A-Z])", "") for p in _LED)),
)


@record
class Named:
    """An organisation, parent or relative that a phrase names: where its name stands in the line."""

    relation: Relation
    start: int
    end: int


@lru_cache(maxsize=512)
def named_in(line: Line, start: int = 0) -> tuple[Named, ...]:
    """All that the phrases of a line name, from offset `start` on."""
    plain = fold_same(line.text)
    if len(plain) < 4:
        return ()
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
    for pattern, what in _VERB_FINAL if _AGENT.search(plain, start) else ():
        for match in pattern.finditer(plain, start):
            relation_: Relation = "mxtd:ledBy" if what == "mxtd:ledBy" else "mxtd:funder"
            names = [n for n in names_from(line, match.start(1)) if n[1] <= match.end(1)]
            known = {(n.start, n.end) for n in found}
            found.extend(Named(relation=relation_, start=a, end=b) for a, b in names if (a, b) not in known)
    joined = _JOINED.match(plain[start:])
    if joined is not None:
        names = [n for n in names_from(line, start) if n[1] <= start + joined.end(1)]
        found.extend(Named(relation="mxtd:ledBy", start=a, end=b) for a, b in names if len(names) > 1)
    return tuple(sorted(set(found), key=lambda n: (n.start, n.relation)))


# Programmes of the European Union that pay for projects: a heading or phrase that names one names the funder.
_PROGRAMME = re.compile(
    r"\b(?:H2020|Horizon ?(?:2020|Europ[ae]|Europe)|Horizonte Europa|FP7|Erasmus ?\+|Erasmus Plus|Creative Europe|Europe créative|Kreatives Europa|Creatief Europa|"
    r"Europa Creativa|Interreg(?: [\w-]+){0,2}|LEADER|Digital Europe(?: Programme)?|Connecting Europe Facility|Life\+)(?!\w)",
    re.IGNORECASE,
)


def programme_in(text: str) -> tuple[int, int] | None:
    """Where a heading names an EU programme that pays for what stands below, and nothing else."""
    match = _PROGRAMME.search(text)
    if match is None:
        return None
    rest = fold(text[: match.start()] + " " + text[match.end() :]).split()
    return (match.start(), match.end()) if all(is_plural(w) or kind_of_word(w) or len(w) < 4 for w in rest) else None


_HAS = r"(?:a|ont|has|have|hat|haben|heeft|ha|han)?\s*"
_RUNS = (
    r"(?:lance|cree|developpe|mis en place|ouvert|anime|coordonne|gere|pilote|porte|rouvre|organise|edite|publie|maintient|propose|offre|run|runs|ran|running|launched|launches|keeps|"
    r"offers|offered|developed|develops|created|coordinates|manages|managed|maintains|set up|built|hosts|betreibt|betrieb|entwickelt|entwickelte|startete|lancierte|koordiniert|leitet|gestartet|lanciert|beheert|ontwikkelde|"
    r"ontwikkelt|lanceerde|organiseert|gestiona|coordina|lanzo|lanzado|creado|impulsa|ofrece|mantiene|desarrolla|desarrollo|promueve)"
)
_PAYS = (
    r"(?:finance|financent|finances|funds|funded|pays|paid|paie|soutient|subventionne|supports|supported|fordert|finanziert|bezahlt|zahlt|unterstutzt|"
    r"financiert|betaalt|steunt|financia|apoya|paga)"
)
_BEHIND_NAME = re.compile(
    r"\s*(?:\([^)]*\))?,?\s*(?:(?:von|seit|depuis|de|from|since|van|sinds|desde) \d{4}(?: (?:bis|a|to|tot) \d{4})? )?"
    rf"(?:qui |that |which |que |die |das |der )?{_HAS}(?:(?:also |auch |aussi |been )?(?P<runs>{_RUNS})|(?P<pays>{_PAYS}))\b"
)


_ACTS = re.compile(rf"\b(?=\w)(?:{_RUNS}|{_PAYS})\b")


def active_in(lead: Line) -> list[Named]:
    """Who runs or pays for what is named next: "le ministère rouvre son appel …", "the Heritage Council has run …"."""
    plain = fold_same(lead.text)
    last = max((m.start() for m in _ACTS.finditer(plain)), default=-1)
    position = 0
    while position <= last:  # no name behind the last verb has one behind it
        names = names_from(lead, position)
        if names:
            verb = _BEHIND_NAME.match(plain, names[-1][1])
            if verb is not None:
                relation: Relation = "mxtd:ledBy" if verb.group("runs") else "mxtd:funder"
                return [Named(relation=relation, start=a, end=b) for a, b in names]
            position = names[-1][1]
        following = re.compile(r"\s+\S").search(lead.text, position)
        if following is None:
            return []
        position = following.end() - 1
    return []


_WHO_ACTS = re.compile(
    r"\W*(?:,\s(?:le|la|l['’]|une?|the|an?|das|die|der|eine?|het|een|el|una?)\s?(?:[\w-]+\s){1,3}?)?(?:which|that|que|qu['’]|den|die|das|dat)\s*(?=(?:the|le|la|l['’]|der|die|das|de|het|el|los)\b)",
    re.IGNORECASE,
)


def relative_in(after: Line) -> list[Named]:
    """The same in a relative clause: "…, which the Institute has been running", "…, den die Bibliothek koordiniert"."""
    match = _WHO_ACTS.match(after.text)
    if match is None:
        return []
    rest = after.cut(match.end())
    shift = after.text.index(rest.text, match.end()) if rest.text else 0
    return [Named(relation=n.relation, start=n.start + shift, end=n.end + shift) for n in active_in(rest)]


_PLURAL_OF = re.compile(
    r"\b(\w+) (?:der|des|von|vom|de la|de l'|du|de|d'|of the|of|by|van de|van het|van|del|la)(?: |(?<='))"
)


def heading_relation(line: Line, places: PlaceTable) -> list[Named]:
    """What a heading says about who runs or pays for what stands under it ("Projets menés par X")."""
    found = [n for n in named_in(line) if n.relation in ("mxtd:ledBy", "mxtd:funder")]
    if found:
        return found
    plain = fold_same(line.text)
    for match in _PLURAL_OF.finditer(plain):
        if not is_plural(match.group(1)):
            continue
        for a, b in names_from(line, match.end())[:1]:
            if is_organisation_name(line.text[max(match.end() - 1, 0) : b]) and not place_of(line.text[a:b], places):
                found.append(Named(relation="mxtd:ledBy", start=a, end=b))
    return found
