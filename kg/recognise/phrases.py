"""The phrases that say who runs a thing, who pays for it, what it belongs to and goes with, in five languages.

They are written for folded text (`fold_same`). All phrases of a relation are one pattern, in which those that begin with
one letter stand together behind that letter: the matcher then leaves out at once what begins with another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Literal, TypeAlias

from kg.model.regex import regex
from kg.model.text import holds

Relation: TypeAlias = Literal["mxtd:ledBy", "mxtd:funder", "dcterms:isPartOf", "dcterms:relation"]

_FR = r"port|men|developp|cre|lanc|pilot|ger|coordonn|initi|concu|anim|propos|realis|dirig|organis|fond|edit|publi|heberg|maint|soutenu et port|produi|opere|administr|mont|construi|elabor|deploy|attribu|decern|octroy|accord|delivr|assur"
_LED = (
    rf"\b(?:{_FR})\w*(?:,? et \w+[ée]\w*)? (?:\w+ment |en commun |conjointement |(?:en|a|au|de|depuis|des|debut|fin) [^,.;()]{{0,24}}?\d{{4}} )?par\b",
    r"\bmis\w* (?:en place|sur pied|en oeuvre|en ligne|au point) (?:en \d{4} )?par\b",
    r"\ba l'initiative d(?:e|u|es)\b|\ba l'initiative d'(?=\w)|\bsous l'egide d(?:e|u|es)\b|\bsous la direction d(?:e|u|es)\b",
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
    r"\ba (?:partnership|collaboration|joint project|joint venture) (?:of|between)\b|\b(?:un )?partenariat entre\b|\bfruit d'une collaboration entre\b",
    r"\beine? (?:kooperation|zusammenarbeit|gemeinschaftsprojekt|verbundprojekt) (?:von|zwischen|des|der)\b|\been samenwerking (?:van|tussen)\b|\buna (?:colaboracion|alianza) (?:entre|de)\b",
    r"\bltg\. (?=[a-z])",
    r"\bunter (?:der )?leitung (?:der|des|von|vom)\b|\bfederfuhrung (?:der|des|von|vom)\b|\bin tragerschaft (?:der|des|von|vom)\b",
    r"\b(?:projekt)?trager(?:in)? (?:ist|war|sind|waren) (?:die|der|das|ein|eine)?\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?\w*(?:programm|projekt|initiative|plattform|portal|netzwerk|angebot|dienst|werkzeug|fonds) (?:der|des|von|vom)\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?(?:initiative|projet|programme|plateforme|outil|service|reseau|portail|incubateur|campagne) d(?:e la|e l'|u|es)\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?(?:initiative|project|programme|program|platform|tool|service|network|portal|scheme) (?:of|by|from)(?: the)?\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?\w*(?:initiatief|project|programma|platform|dienst|traject|databank|portaal|regeling|netwerk|campagne) van\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?(?:iniciativa|proyecto|programa|plataforma|herramienta|red|portal|repositorio(?: \w+)?) de(?:l| la| los| las)\b",
    r"(?:^|[.;:!?–—(-] ?)(?:by|par) (?=(?:the |la |l'|le |les )?)",
    r"\b(?:lo|la|los|las) (?:administra|dirige|puso en marcha|pusieron en marcha|creo|lanzo|lleva|edita|gestiona|mantiene|impulsa|coordina|promueve|desarrolla|lidera|organiza)n?\b|\b(?:gestiona|mantiene) (?:el|la)\b",
    r"\b(?:ein|eine|das|die|der) (?:\w+ )?\w*(?:projekt|initiative|programm|plattform|angebot|portal|netzwerk|dienst|werkzeug) (?:der|des|von|vom)\b",
    r"\b(?:trager(?:in)?|tragerschaft|projekttrager|leitung|ltg\.?|betreiber(?:in)?|herausgeber(?:in)?|anbieter(?:in)?|verantwortlich|porteur|porteuse|porte par|responsable|lead|leader|coordinator|coordinateur|coordinatrice|koordinator|koordination|lead partner|lead organisation|chef de file|led by|run by|organisme|trekker|coordinador|responsable) ?:",
    r"\b(?:ontwikkeld|geleid|gedragen|opgezet|gecoordineerd|beheerd|gelanceerd|opgericht|uitgevoerd|gemaakt|georganiseerd|getrokken|gestart|onderhouden|aangeboden|uitgereikt|verstrekt|toegekend|verzorgd|bedacht|opgestart|getrokken)(?: en \w+)?(?: in \d{4})? door\b",
    r"\been (?:\w+ )?(?:initiatief|project|programma|platform|dienst) van\b",
    r"\b(?:desarrollad|mantenid|gestionad|impulsad|ideada?d|cread|lanzad|liderad|coordinad|gestionad|promovid|dirigid|fundad|organizad|mantenid|elaborad|puest[oa] en marcha)[oa]?s?(?: en \d{4})? por\b",
    r"\buna? (?:\w+ )?(?:iniciativa|proyecto|programa|plataforma|herramienta) de\b",
    r"\b(?:promoss|coordinat|sviluppat|gestit|realizzat|creat|ideat|curat|lanciat|organizzat|guidat|diretto|diretta)[oaie]?(?: nel \d{4})? d(?:a|al|alla|all'|ai|agli|alle)(?:\b|(?<='))",
    r"(?:^|[.;:–—-] )(?:progetto|programma|iniziativa|piattaforma|rete|portale|strumento|servizio|bando) (?:\w+ )?d(?:el|ella|ell'|ei|egli|elle)(?:\b|(?<='))",
)
_FUND = (
    r"\b(?:co-?)?financ\w* (?:\w+ment )?par\b|\b(?:soutenu|subventionn|appuy|dote)\w* (?:financierement )?par\b|\bavec (?:le |l')?(?:soutien|appui|aide|concours)(?: financier\w*)? d(?:e|u|es)\b|\bgrace au (?:soutien|financement) d(?:e|u|es)\b|\b(?:un )?financement d(?:e|u|es)(?= (?:la |l'|les |le )?[A-Z])",
    r"\b(?:co-?)?(?:funded|financed|supported|backed|sponsored|paid for)(?: (?:in part|partly|jointly))? by\b|\bwith (?:the )?(?:financial )?(?:support|funding|help) (?:of|from)\b|\b(?:funding|money|grants?|support) (?:\w+ )?from\b",
    r"\b(?:ko-?)?(?:finanziert|gefordert|unterstutzt|bezuschusst)(?: (?:von|durch|vom|aus mitteln))(?: (?:der|des|dem))?\b|\bmit (?:\w+ )?(?:unterstutzung|forderung|mitteln|geld) (?:von|vom|durch|der|des)\b|\b(?:mit)?(?:finanziert|bezahlt|gefordert) (?:hat|haben) (?:es|sie|das projekt|das)?\b|\b(?:mit)?(?:finanziert|gefordert|bezahlt|unterstutzt) (?:wird|wurde|werden) (?:(?:er|sie|es|das|die|der) ?(?:\w+ )?)?(?:von|vom|durch)\b|\b(?:zahlt|bezahlt) (?=(?:das|die|der)\b)|\bgeld (?:kam|kommt|stammt) (?:von|vom|aus)\b|\b(?:bezahlt|mitfinanziert|mitgetragen|gesponsert|ermoglicht) (?:von|vom|durch)\b",
    r"\b(?:gefinancierd|gesubsidieerd|ondersteund|betaald|bekostigd|gesponsord|gesteund|mogelijk gemaakt|medegefinancierd) door\b|\bmet (?:de )?(?:steun|subsidie|middelen) van\b",
    r"\b(?:co)?(?:financiad|subvencionad|apoyad|sufragad)[oa]?s? por\b|\bcon (?:el |la )?(?:apoyo|financiacion|ayuda|fondos)(?: economic[oa])? de(?:l| la)?\b|\b(?:lo|la) financian?\b|\b(?:pagad|sostenid|patrocinad)[oa]s? por\b",
    r"\b(?:co-?)?(?:finanziat|sostenut|supportat|sovvenzionat)[oaie] d(?:a|al|alla|all'|ai|agli|alle)(?:\b|(?<='))|\bcon il (?:sostegno|contributo|supporto) d(?:i|el|ella|ell'|ei)(?:\b|(?<='))",
    r"\bfin\. (?=[a-z])|\bgef\. (?:von|vom|durch|d\.)",
    r"(?:^|[.;:–—-] )(?:\w+ )?(?:subsidie|beurs|toelage) van\b|(?:^|[.;:–—-] )(?:\w+ )?(?:forderung|forderprogramm|zuschuss|stipendium) (?:der|des|von|vom)\b|(?:^|[.;:–—-] )(?:\w+ )?(?:bourse|aide|subvention|subside|appel a projets) (?:\w+ )?d(?:e la|e l'|u|es)\b",
    r"(?:^|[.;:–—-] )(?:\w+ )?(?:grant|grants|bursary|award) (?:of|from)(?: the)?\b|(?:^|[.;:–—-] )(?:\w+ )?(?:ayudas?|becas?|subvencion(?:es)?|fondo) (?:\w+ )?de(?:l| la| los| las)\b|(?:^|[.;:–—-] )(?:contributo|fondo|finanziamento|borsa) (?:\w+ )?d(?:el|ella|ell'|ei|egli|elle)(?:\b|(?<='))",
    r"\bl'appel a projets d(?:e la|e l'|u|es)\b",
    r"\b(?:financement|financeur|funder|funding|forderung|forderer|gefordert durch|finanzierung|subsidie|financiering|financiacion|financiador|bailleur) ?:",
)
_PART = (
    r"\bfai(?:t|sant) partie d(?:e|u|es)\b|\bintegre\w* (?:a|au|aux|dans)\b|\bs'inscrit dans\b|\bdans le cadre d(?:e|u|es)\b|\bvolet d(?:e|u|es)\b|\bissue? d(?:e|u|es)\b(?= (?:la |l'|le )?(?:projet|programme|initiative))",
    r"\b(?:part|component|strand|stream|module) of\b|\bwithin the framework of\b|\bdeveloped within\b|\bstrand of\b",
    r"\bteil (?:des|der|von|vom)\b|\bim rahmen (?:des|der|von|vom)\b|\bteilprojekt (?:des|der|von|vom)\b|\bgehort zu[rm]?\b",
    r"\b(?:onder)?deel van\b|\bbinnen het kader van\b|\bmaakt deel uit van\b|\bin het kader van\b",
    r"\bforma parte de(?:l)?\b|\bintegrad[oa]s? en\b|\ben el marco de(?:l)?\b|\bparte de(?:l)?\b",
    r"\bfa parte d(?:i|el|ella|ell'|ei|elle)(?:\b|(?<='))|\bparte d(?:el|ella|ell')(?:\b|(?<='))|\bnell'ambito d(?:i|el|ella|ell')(?:\b|(?<='))",
)
_RELATED = (
    r"\bva de pair(?:e)? avec\b|\ben lien avec\b|\bcomplementaire (?:de|a)\b|\blie a\b|\bva avec\b|\bdans la lignee d(?:e|u)\b|\bfait suite a(?:u)?\b|\bprend la suite d(?:e|u)\b",
    r"\bgoes (?:hand in hand )?with\b|\brelated to\b|\bcompanion (?:to|of)\b|\bbuilds on\b|\bsuccessor (?:to|of)\b|\bfollows on from\b",
    r"\bgeht (?:hand in hand|einher) mit\b|\berganzt\b|\bin verbindung mit\b|\bbaut auf\b|\bnachfolger (?:von|des|der)\b|\bhangt zusammen mit\b",
    r"\bhoort bij\b|\bgaat samen met\b|\bgaat hand in hand met\b|\bsluit aan bij\b|\bopvolger van\b",
    r"\bva de la mano (?:de|con)\b|\bse complementa con\b|\ben relacion con\b|\brelacionad[oa] con\b",
)
_BEGINNINGS = (r"\b", "(?:^|[.;:–—-] )")
_TOKEN = regex(r"\\.|\[(?:\\.|[^\]])*\]|.")


def _either(phrases: Iterable[str]) -> str:
    """All phrases as one pattern; what several begin with is looked for once."""
    parts: list[str] = []
    for beginning, group in groupby(sorted(_alternatives("|".join(phrases)), key=_order), _beginning):
        ahead = r"(?=\w)" if beginning == r"\b" else ""  # no phrase begins where a word ends
        rest = [a for phrase in group for a in _spelled_out(phrase.removeprefix(beginning))]
        parts.append(f"{beginning}{ahead}(?:{'|'.join(_by_letter(rest))})")
    return "|".join(parts)


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern: its parts between the bars that stand in no bracket."""
    parts, depth = [""], 0
    for token in _TOKEN.findall(pattern):
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _beginning(phrase: str) -> str:
    return next((b for b in _BEGINNINGS if phrase.startswith(b)), "")


def _order(phrase: str) -> int:
    return [*_BEGINNINGS, ""].index(_beginning(phrase))


def _spelled_out(phrase: str) -> Iterator[str]:
    """A phrase that begins with a bracket of choices, or with what may be missing, as several that begin with a letter."""
    if phrase[1:2] == "?" and phrase[0].isalnum():
        yield phrase[0] + phrase[2:]
        yield from _spelled_out(phrase[2:])
        return
    end = _closing(phrase) if phrase.startswith("(?:") else 0
    inside, rest = phrase[3:end], phrase[end + 1 :]
    if not end or rest[:1] in ("*", "+", "{"):
        yield phrase
        return
    rest = rest.removeprefix("?")
    yield from (choice + rest for choice in _by_letter(a for c in _alternatives(inside) for a in _spelled_out(c)))
    if phrase[end + 1 :] != rest:
        yield from _spelled_out(rest)


def _closing(pattern: str) -> int:
    """Where the bracket that a pattern begins with is closed."""
    depth = 0
    for token in _TOKEN.finditer(pattern):
        depth += (token.group() == "(") - (token.group() == ")")
        if depth == 0:
            return token.start()
    return 0


def _by_letter(phrases: Iterable[str]) -> list[str]:
    """Phrases gathered by their first letter, which then stands before the rest of all; their order stays among them."""
    gathered: dict[str, list[str]] = {}
    for phrase in phrases:
        first = phrase[:1] if phrase[:1].isalnum() and phrase[1:2] not in ("?", "*", "{") else ""
        gathered.setdefault(first, []).append(phrase.removeprefix(first))
    return [f"{first}(?:{'|'.join(rest)})" if len(rest) > 1 or "|" in rest[0] else first + rest[0]
            for first, rest in gathered.items()]  # fmt: skip


_RUN = tuple(p.replace("(?= (?:la |l'|les |le )?[A-Z])", "") for p in _LED)
PHRASES: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("mxtd:funder", regex(partial(_either, _FUND))),
    ("dcterms:isPartOf", regex(partial(_either, _PART))),
    ("dcterms:relation", regex(partial(_either, _RELATED))),
    ("mxtd:ledBy", regex(partial(_either, _RUN))),
)
WORD = regex("[a-z]+")
# Each phrase of a relation holds one of these words or stems: to look for them is far quicker than any pattern, and most lines
# hold none. A test holds phrases and signs together.
_SIGNS: dict[Relation, frozenset[str]] = {
    "mxtd:funder": frozenset(
        """
        by par von vom durch door por da dal dalla dall dai dagli dalle wird wurde werden worden hat soutien appui aide concours financement support
        funding help money grant grants mitteln unterstutzung forderung geld haben zahlt bezahlt steun subsidie middelen apoyo
        financiacion ayuda fondos financia financian sostegno contributo supporto fin gef financeur funder forderer gefordert
        finanzierung financiering financiador bailleur beurs toelage zuschuss stipendium forderprogramm bourse aide subvention subside appel bursary award beca becas ayudas
        subvencion subvenciones fondo finanziamento borsa
        """.split()
    ),
    "dcterms:isPartOf": frozenset(
        """
        partie inscrit cadre volet issu issue part component strand stream module framework within teil rahmen teilprojekt
        gehort deel onderdeel kader nell ambito parte integrado integrados integrada integradas marco
        """.split()
    ),
    "dcterms:relation": frozenset(
        """
        pair paire lien complementaire lie va lignee suite goes related companion builds successor follows
        geht erganzt verbindung baut nachfolger hangt hoort gaat sluit opvolger mano complementa relacion relacionado relacionada
        """.split()
    ),
    "mxtd:ledBy": frozenset(
        """
        by par von vom durch door por da dal dalla dall dai dagli dalle wird wurde werden worden hat egide direction iniciativa iniziativa dahinter achter
        derriere administra administran dirige dirigen gestiona gestionan mantiene mantienen impulsa impulsan coordina coordinan
        promueve promueven desarrolla desarrollan lidera lideran organiza organizan marcha marchan creo creon lanzo lanzon
        lleva llevan edita editan pilot brainchild work creation partnership collaboration joint partenariat kooperation
        zusammenarbeit gemeinschaftsprojekt verbundprojekt samenwerking colaboracion alianza leitung ltg federfuhrung
        tragerschaft trager tragerin projekttrager projekttragerin tool service network scheme program incubateur campagne programa
        proyecto plataforma herramienta red repositorio strumento servizio bando regeling netwerk campagne progetto programma piattaforma rete portale betreiber betreiberin
        herausgeber herausgeberin anbieter anbieterin verantwortlich porteur porteuse responsable lead leader coordinator coordinateur
        coordinatrice koordinator koordination chef organisme trekker coordinador
        """.split()
    ),
}
# Those that may stand at the end of a longer word, or behind an article without a blank, and one with any ending.
_STEMS: dict[Relation, tuple[str, ...]] = {
    "dcterms:isPartOf": ("integre",),
    "mxtd:ledBy": (
        "programm", "projekt", "initiati", "plattform", "portal", "netzwerk", "angebot", "dienst", "werkzeug", "fonds", "projet d",
        "plateforme d", "outil d", "service d", "reseau d", "portail d", "project", "platform", "traject", "databank", "portaal",
        "regeling", "netwerk", "campagne",
    ),
}  # fmt: skip


def may_hold(relation: Relation, plain: str, words: Iterable[str]) -> bool:
    """Whether a folded text, in which `words` stand, may hold a phrase of a relation."""
    return not _SIGNS[relation].isdisjoint(words) or holds(plain, *_STEMS.get(relation, ()))
