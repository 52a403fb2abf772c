"""Who runs it and who pays: `mxtd:ledBy`, `mxtd:funder`; whom it belongs to and goes with.

Phrases in five languages name organisations, parents and relatives; the name behind a phrase is
cut where the sentence goes on. "le gouvernement national" is no name and makes no statement.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model.folding import fold, fold_same
from kg.model.note import Line
from kg.model.place import PlaceTable
from kg.model.record import record
from kg.model.regex import regex
from kg.model.text import holds
from kg.recognise.country import place_of
from kg.recognise.names import names_from
from kg.recognise.phrases import PHRASES, WORD, Relation, may_hold
from kg.recognise.wording import HEADS, is_organisation_name
from kg.recognise.words import ORGANISATIONS, is_either, is_plural, kind_of_word

_AGENTS = frozenset("von vom durch door".split())  # with which every phrase begins whose verb comes last
# One stands in all that `_JOINED` reads.
_JOINING = frozenset(
    "sont ont associent have joined partnered teamed haben arbeiten hebben werken bundelden han unieron".split()
)
_VERB_FINAL = (
    (regex(r"\b(?:von|vom|durch)\s(.{3,80}?)\s(?<!,\s)(?:entwickelt|getragen|betrieben|geleitet|koordiniert|initiiert|gegrundet|ins leben gerufen|aufgebaut|lanciert|umgesetzt|organisiert|herausgegeben|erstellt|gestartet|gepflegt|verantwortet)(?:e[nmrs]?)?\b"), "mxtd:ledBy"),
    (regex(r"\b(?:von|vom|durch)\s(.{3,80}?)\s(?<!,\s)(?:gefordert|finanziert|unterstutzt|bezuschusst|kofinanziert)(?:e[nmrs]?)?\b"), "mxtd:funder"),
    (regex(r"\bdoor\s(.{3,60}?)\s(?<!,\s)(?:ontwikkeld|opgezet|beheerd|gelanceerd|opgericht|gemaakt|geleid|gestart|gecoordineerd)\b"), "mxtd:ledBy"),
    (regex(r"\bdoor\s(.{3,60}?)\s(?<!,\s)(?:gefinancierd|gesubsidieerd|ondersteund)\b"), "mxtd:funder"),
)  # fmt: skip
_JOINED = regex(
    r"^(.{3,120}?)\s(?:se sont associe\w*|ont (?:cree|lance|developpe|uni leurs forces|mis en place)|s'associent|have (?:partnered|joined forces|teamed up)|"
    r"joined forces|partnered|teamed up|haben sich (?:zusammengeschlossen|zusammengetan)|arbeiten zusammen|hebben de handen|werken samen|"
    r"bundelden|se han (?:unido|asociado)|se unieron)\b"
)


@record
class Named:
    """An organisation, parent or relative that a phrase names: where its name stands in the line."""

    relation: Relation
    start: int
    end: int


_NETWORK = regex(r"\b(?:network|reseau|netzwerk|netwerk|red|rete) ")


_SEVERAL = ORGANISATIONS | frozenset("museums musees museen musea museos musei libraries archives".split())


def _are_several(name: str) -> bool:
    """Whether a name is that of several bodies, as a network's members are: "European Museum Organisations"."""
    words = fold(name).split()
    return bool(words) and not _SEVERAL.isdisjoint((words[0], words[-1]))


@lru_cache(maxsize=512)
def named_in(line: Line, start: int = 0) -> tuple[Named, ...]:
    """All that the phrases of a line name, from offset `start` on."""
    plain = fold_same(line.text)
    if len(plain) < 4:
        return ()
    words = WORD.findall(plain)
    found: list[Named] = []
    taken: list[tuple[int, int]] = []
    for relation, pattern in PHRASES:
        for match in pattern.finditer(plain, start) if may_hold(relation, plain, words) else ():
            if any(a < match.end() and b > match.start() for a, b in taken):
                continue
            names = names_from(line, match.end())
            if _NETWORK.search(match.group()) is not None:
                names = [n for n in names if not _are_several(line.text[slice(*n)])]
            if relation in ("dcterms:isPartOf", "dcterms:relation"):
                names = list(names[:1])
            if names:
                taken.append((match.start(), match.end()))
                found.extend(Named(relation=relation, start=a, end=b) for a, b in names)
    for pattern, what in () if _AGENTS.isdisjoint(words) else _VERB_FINAL:
        for match in pattern.finditer(plain, start):
            relation_: Relation = "mxtd:ledBy" if what == "mxtd:ledBy" else "mxtd:funder"
            names = [n for n in names_from(line, match.start(1), match.end(1)) if n[1] <= match.end(1)]
            known = {(n.start, n.end) for n in found}
            found.extend(Named(relation=relation_, start=a, end=b) for a, b in names if (a, b) not in known)
    joined = None if _JOINING.isdisjoint(words) else _JOINED.match(plain[start:])
    if joined is not None:
        names = [n for n in names_from(line, start, start + joined.end(1)) if n[1] <= start + joined.end(1)]
        found.extend(Named(relation="mxtd:ledBy", start=a, end=b) for a, b in names if len(names) > 1)
    return tuple(sorted(set(found), key=lambda n: (n.start, n.relation)))


# Programmes of the European Union that pay for projects: a heading or phrase that names one names the funder.
_PROGRAMME = regex(
    r"\b(?:H2020|Horizon ?(?:2020|Europ[ae]|Europe)|Horizonte Europa|FP7|Erasmus ?\+|Erasmus Plus|Creative Europe|Europe créative|Kreatives Europa|Creatief Europa|"
    r"Europa Creativa|Interreg(?: [\w-]+){0,2}|LEADER|Digital Europe(?: Programme)?|Connecting Europe Facility|Life\+)(?!\w)",
    re.IGNORECASE,
)


def programme_in(text: str) -> tuple[int, int] | None:
    """Where a heading names an EU programme that pays for what stands below, and nothing else."""
    called = holds(text.casefold(), "h2020", "hor", "fp7", "eras", "europ", "nterreg", "leader", "fe+")
    match = _PROGRAMME.search(text) if called else None
    if match is None:
        return None
    rest = fold(text[: match.start()] + " " + text[match.end() :]).split()
    return (match.start(), match.end()) if all(is_plural(w) or kind_of_word(w) or len(w) < 4 for w in rest) else None


_WHOSE = regex(
    r"(?:^|[.;:–—,(-]\s)\s*(?P<what>(?:[^\W\d_][\w'’-]*\s){0,7}?)"
    r"(?:del?|de la|de l['’]|du|des|d['’]|van het|van de|van|der|vom|von der|von|of the|of|della|dell['’]|di|do|da)\s*(?<=[\s'’])(?=[^\W\d_])",
    re.IGNORECASE,
)


def whose_in(line: Line) -> tuple[Named, ...]:
    """The organisation whose thing a text says it is: "catálogo en línea del Centro de Documentación", "…, van het Historisch Centrum".

    A thing of a kind, or nothing but the organisation where the text begins; the name must say itself that it is one.
    """
    for match in _WHOSE.finditer(line.text):
        what = fold(match["what"]).split()
        kinds = [w for w in what if kind_of_word(w)]
        if any(is_plural(w) and not is_either(w) for w in what) or not (kinds or (not what and match.start() == 0)):
            continue
        names = [n for n in names_from(line, match.end())[:1] if _is_a_body(line.text[slice(*n)])]
        if names:
            pays = kind_of_word(kinds[0]) in ("fund", "call") if kinds else False
            relation: Relation = "mxtd:funder" if pays else "mxtd:ledBy"
            return tuple(Named(relation=relation, start=a, end=b) for a, b in names)
    return ()


def _is_a_body(name: str) -> bool:
    """Whether a name of several words says by one of its first two, or its last, that it is one organisation's."""
    words = fold(name).split()
    if (
        not 1 < len(words) < _LONG
        or not name[:1].isupper()
        or _are_several(name)
        or kind_of_word(words[0]) not in _HOUSES
    ):
        return False
    return any(w in HEADS or w in _BODIES or is_organisation_name(w) for w in (*words[:2], words[-1]))


_LONG = 12  # words
_HOUSES = (
    "",
    "service",
    "collection",
    "fund",
    "network",
)  # kinds whose words name bodies, too: a centre, a library, a fund
_BODIES = frozenset(
    "centrum zentrum center bibliotheek bibliothek archief archiv archive library gallery kunsthalle erfgoed".split()
)


def begins_with(line: Line) -> tuple[Named, ...]:
    """The organisation with which a text begins, and that ends there or at a sign: "[X](…), Landesstelle für …"."""
    names = [n for n in names_from(line, 0)[:1] if n[0] == 0 and _is_a_body(line.text[slice(*n)])]
    return tuple(Named(relation="mxtd:ledBy", start=a, end=b) for a, b in names if _CLOSED.match(line.text, b))


_CLOSED = regex(r"\s*(?:[.;,:(]|$)")


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
_BEHIND_NAME = regex(
    r"\s*(?:\([^)]*\))?,?\s*(?:(?:von|seit|depuis|de|from|since|van|sinds|desde) \d{4}(?: (?:bis|a|to|tot) \d{4})? )?"
    rf"(?:qui |that |which |que |die |das |der )?{_HAS}(?:(?:also |auch |aussi |been )?(?P<runs>{_RUNS})|(?P<pays>{_PAYS}))\b"
)


_NEXT_WORD = regex(r"\s+\S")
_ACTS = regex(rf"\b(?=\w)(?:{_RUNS}|{_PAYS})\b")


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
        following = _NEXT_WORD.search(lead.text, position)
        if following is None:
            return []
        position = following.end() - 1
    return []


_WHO_ACTS = regex(
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


_PLURAL_OF = regex(
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
        for a, b in names_from(line, match.end(), match.end())[:1]:
            if is_organisation_name(line.text[max(match.end() - 1, 0) : b]) and not place_of(line.text[a:b], places):
                found.append(Named(relation="mxtd:ledBy", start=a, end=b))
    return found
