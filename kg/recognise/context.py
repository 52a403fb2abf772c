"""What a heading, an introduction or the note itself says about everything below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model.fact import Kind
from kg.model.folding import fold
from kg.model.note import LONGEST, Field, Items, Line, Note, Paragraph
from kg.model.place import PlaceTable
from kg.model.record import record, replace
from kg.model.regex import regex
from kg.model.span import Span
from kg.recognise.country import WORLD, adjectives_in
from kg.recognise.field_names import term_of
from kg.recognise.museum_size import audience_in, sizes_in
from kg.recognise.organisation import heading_relation, programme_in
from kg.recognise.phrases import Relation
from kg.recognise.place_lists import is_list_of_places, place_in_heading, place_part
from kg.recognise.verdict import Verdict, names_a_body, names_one_organisation, verdict_of
from kg.recognise.words import (
    ORGANISATION,
    ORGANISATIONS,
    is_diary,
    is_negative,
    is_plural,
    is_seen,
    is_soft,
    kind_of_word,
    speaks_of_own_use,
    without_social_networks,
)

_MUSEUMS = frozenset(
    """
    musee musees museum museums museen musea museo museos musei institutions institution
    """.split()
)
_TOWNS = frozenset(["IT", "ES"])  # there a province bears the name of its chief town


@record
class Context:
    """What holds below a heading: nearer overrules farther.

    `far`: a heading that says nothing of entries stands between here and what announced them.

    `verdict`: 1 entries are announced here, -1 there are none, 0 nothing is said. `weak` tells that
    only a tag or folder says so, `small` that the note is written without capitals, `parts` that what stands below is part of what the
    note is about, `legend` that what no rule understands in a bracket is who runs it, `payers` that the note asks who pays: its headings
    are those who do, `launched` that headings which are years say when what stands below began (`since`). `bounds` are the places of a
    scope line, which hold for all of the note; `present` are the first names of who took part in a meeting.
    """

    verdict: int = 0
    weak: bool = False
    small: bool = False
    parts: bool = False
    kind: str = ""
    entries: str = ""
    organisations: bool = False
    places: tuple[tuple[str, Span], ...] = ()
    bounds: tuple[tuple[str, Span], ...] = ()
    near: tuple[str, ...] = ()
    sizes: tuple[tuple[str, Span], ...] = ()
    relations: tuple[tuple[Relation, str, Span], ...] = ()
    legend: bool = False
    payers: bool = False
    launched: bool = False
    since: tuple[str, Span] | None = None
    present: frozenset[str] = frozenset()
    decided_by: str = ""
    far: bool = False


ENTRIES_KEYS = ("entries", "entrees", "fiches", "eintrage")
ENTRIES: dict[str, Kind | str] = {
    "none": "none", "aucune": "none", "aucun": "none", "keine": "none", "no": "none", "non": "none", "nein": "none", "geen": "none",
    "ninguna": "none", "false": "none", "0": "none",
    "initiatives": "initiative", "initiative": "initiative", "initiativen": "initiative", "projets": "initiative", "projects": "initiative",
    "organisations": "organisation", "organisation": "organisation", "organisationen": "organisation", "organizations": "organisation",
    "resources": "resource", "ressources": "resource", "resource": "resource", "ressourcen": "resource",
}  # fmt: skip


def note_context(note: Note, titles: tuple[Line, ...], places: PlaceTable) -> Context:
    """What the note says about all its entries: `entries:`, title, scope line, tags and folders."""
    context = Context(present=_present(note), small=_is_small(note))
    for line in note.values(*ENTRIES_KEYS):
        wanted = ENTRIES.get(fold(line.text), "")
        if wanted:
            context = replace(context, entries=str(wanted), verdict=-1 if wanted == "none" else 1,
                              organisations=wanted == "organisation", decided_by="entries")  # fmt: skip
    if context.entries:
        return context
    told = (*titles, *note.values(*_DESCRIPTIONS))
    context = replace(context, payers=any(_WHO_PAYS.search(fold(t.text)) for t in told))
    for title in titles:
        if fold(title.text) in _PLAIN_TITLES:
            continue
        context = under_heading(title, context, places, title=True)
        if len(context.places) > 1:
            context = replace(context, places=())  # "Belgique et Pays-Bas" says of no entry where it is
        if context.verdict < 0 and is_diary(fold(title.text)):
            context = replace(context, verdict=0)
            break
        if context.verdict:
            context = replace(context, weak=context.verdict < 0 and is_soft(fold(title.text), title=True))
            break
    tags = list(note.values(*_TAGS))
    for tag in tags:
        for match in re.finditer(r"[^\s,#]+", tag.text):
            codes = is_list_of_places(match.group().replace("-", " "), places)
            if codes and not context.places:
                span = tag.span(match.start(), match.end())
                context = replace(context, places=tuple((c, span) for c in codes if c != WORLD))
    if not context.verdict:
        folders = [f for f in map(fold, note.folders) if f not in _PLAIN_FOLDERS]
        context = _weakly(context, [*(fold(t.text) for t in tags), *folders])
    return context


_PRESENT = regex(
    r"^\W*(?:pr[ée]sent(?:[·.]?e)?(?:[·.]?s)?|participant\w*|present|attendees|attending|anwesend\w*|teilnehm\w+|aanwezig\w*|asistentes|presentes|excus\w*|entschuldigt|apologies|absent\w*|afwezig)\b[^:]{0,12}:",
    re.IGNORECASE,
)


def _present(note: Note) -> frozenset[str]:
    """The first names in the lines that say who took part: "Présents : Léa M., Karim"."""
    lines = [x for s in note.root.walk() for b in s.blocks if isinstance(b, Paragraph) for x in b.lines]
    said = [line.text for line in lines if _PRESENT.match(line.text)]
    return frozenset(
        w for text in said for w in re.findall(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?", text.split(":", 1)[1])
    )


def _is_small(note: Note) -> bool:
    """Whether a note is written without capitals, as on a telephone: none of its lines begins with one, or one in ten."""
    big = small = 0
    for line in _lines(note):
        first = next((c for c in line.text if c.isalpha()), "")
        big += first.isupper()
        small += first.islower()
        if big > 1 + small // 10 or small > _ENOUGH:
            break
    return small > _FEW and big <= small // 10


def _lines(note: Note) -> Iterator[Line]:
    for section in note.root.walk():
        if section.heading is not None:
            yield section.heading
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from block.lines
            elif isinstance(block, Items):
                yield from (item.lines[0] for item in block.items if item.lines)


_QUESTION = 6  # words
_FEW, _ENOUGH = 4, 40  # lines
_DESCRIPTIONS = "description subtitle untertitel soustitre sous_titre ondertitel".split()
_TAGS = "tags tag mots_cles keywords schlagworter categories categorie category type_de_note".split()
_PLAIN_TITLES = frozenset("index home accueil start startseite inicio readme".split())
_GENRES = frozenset(
    "note notes notizen notities notas blog post posts article draft brouillon entwurf journal log".split()
)
_PLAIN_FOLDERS = frozenset(
    "notes note notizen notities notas pages page posts post content contenu inhalt inhoud blog articles docs inbox journals".split()
)


def _weakly(context: Context, texts: list[str]) -> Context:
    words = [w for text in texts for w in without_social_networks(text).split() if w not in _GENRES]
    kinds = [
        w
        for w in words
        if is_plural(w) or kind_of_word(w) in ("project", "programme", "fund", "platform", "network", "tool", "call")
    ]
    negative = [w for w in words if is_negative(w)]
    if any(w in ORGANISATIONS for w in words) and not kinds:
        return replace(context, verdict=1, weak=True, organisations=True, decided_by="folder")
    if kinds and not negative:
        return replace(context, verdict=1, weak=True, kind=kind_of_word(kinds[0]), decided_by="tag")
    if negative and not kinds:
        return replace(context, verdict=-1, weak=True, decided_by="tag")
    return context


def under_heading(
    line: Line, above: Context, places: PlaceTable, *, title: bool = False, running: bool = False
) -> Context:
    """The context below a heading, or below a line of running text that does its work."""
    if len(line.text) > LONGEST:
        return above
    text, folded = line.text, fold(line.text)
    codes = place_in_heading(text, places, above.near)
    if codes and all(places.within.get(c) in {o for o, _ in above.places} and c[:2] in _TOWNS for c in codes):
        return above  # a town below its region
    if codes:
        return _remembering(replace(above, places=_at(line, codes)))
    if above.launched and _YEAR.fullmatch(text.strip()):
        return replace(above, since=(text.strip(), line.span()))
    audience = [] if title or running else audience_in(text)
    sizes = tuple((s, line.span(a, b)) for a, b, s in [*sizes_in(text), *audience])
    context = replace(above, sizes=sizes) if sizes else above
    if programme := programme_in(text):
        a, b = programme
        paid: Relation = "mxtd:funder"
        return replace(
            context, relations=((paid, text[a:b], line.span(a, b)),), verdict=max(context.verdict, 1), kind="project"
        )
    if named := heading_relation(line, places):
        said = tuple((n.relation, text[n.start : n.end], line.span(n.start, n.end)) for n in named)
        context = replace(context, relations=said)
    if above.entries:
        return _placed(line, context, places)
    if not title and _PARTS.search(folded):
        return replace(context, verdict=1, kind="project", organisations=False, weak=False, parts=True, decided_by=text)
    if not title and _OUTCOMES.search(folded):
        return replace(context, verdict=max(context.verdict, 0), organisations=False, parts=True, decided_by=text)
    body = not (title or running or named) and names_a_body(text)
    verdict = Verdict(0) if body else verdict_of(folded, title=title, running=running)
    if verdict.announces < 0 and context.verdict > 0 and not context.weak and is_seen(folded):
        verdict = Verdict(0)  # "Vus pendant le stage" below "Projets" are some of them
    if verdict.announces < 0 and running and is_diary(folded) and not is_negative(folded.split()[0]):
        verdict = Verdict(0)  # "Ce que Denis a sorti de ses notes :"
    if verdict.announces < 0 and not title and _asks_at_length(text) and not speaks_of_own_use(folded):
        verdict = Verdict(0)
    if verdict.announces:
        soft = verdict.announces < 0 and is_soft(folded, title=False)
        context = replace(context, verdict=verdict.announces, kind=verdict.kind, organisations=verdict.organisations,
                          weak=soft, far=False, decided_by=text)  # fmt: skip
    elif audience and (context.verdict == 0 or context.weak):
        context = replace(context, verdict=1, weak=True, kind="", organisations=False, decided_by=text)
    elif not title and not named and (body or names_one_organisation(text) or (context.payers and _may_pay(text))):
        name = re.sub(r"\s*\([^)]*\)$", "", text.strip())
        term: Relation = "mxtd:funder" if context.payers else "mxtd:ledBy"
        context = replace(context, relations=((term, name, line.span(0, len(name))),))
    elif not (title or running or named or sizes or place_part(text, places, above.near)):
        context = replace(context, far=True)
    return _remembering(context if verdict.announces < 0 else _placed_beside(line, context, above, places))


_YEAR = regex(r"(?:19|20)\d\d")
# "par année de lancement", "geordnet nach dem Jahr des Starts"
BY_LAUNCH = regex(
    r"\b(?:annees? (?:de |d )(?:lancement|creation|demarrage|debut)|(?:launch|start|founding) (?:year|date)|year of (?:the )?(?:launch|creation|start)|by launch|jahr des starts|startjahr|grundungsjahr|"
    r"jaar van (?:de )?(?:start|oprichting)|startjaar|ano de (?:inicio|creacion|lanzamiento)|anno di (?:avvio|inizio|lancio))\b"
)


_WHO_PAYS = regex(
    r"\b(?:qui (?:finance|paie|paye|soutient)|who (?:pays|funds|is paying)|wer (?:zahlt|fordert|finanziert|bezahlt)|wie (?:betaalt|financiert)|quien (?:paga|financia)|chi (?:paga|finanzia))\b|"
    r"\b(?:par|by|nach|per|por) (?:financeurs?|bailleurs?|mecenes?|funders?|forderern?|geldgebern?|financier|fonds|financiador(?:es)?|finanziator[ei])\b"
)


def _may_pay(text: str) -> bool:
    """Whether a heading can be the name of who pays: short, its first word and some other big, no kind's plural."""
    words = re.sub(r"\s*\([^)]*\)$", "", text.strip()).split()
    big = sum(w[:1].isupper() for w in words)
    return 1 < len(words) <= 7 and text[:1].isupper() and big >= 2 and not any(is_plural(fold(w)) for w in words[:1])


def _asks_at_length(text: str) -> bool:
    """Whether a line is a whole question, as of an interview: its answer may name anything."""
    return text.rstrip(" *").endswith("?") and len(text.split()) >= _QUESTION


def _at(line: Line, codes: tuple[str, ...]) -> tuple[tuple[str, Span], ...]:
    """Places that a whole line says; "worldwide" says none."""
    return tuple((c, line.span()) for c in codes if c != WORLD)


def _placed_beside(line: Line, context: Context, above: Context, places: PlaceTable) -> Context:
    """With the place that a heading names beside what it announces: an adjective, or a part of its own."""
    context = _placed(line, context, places)
    if context.places == above.places and (part := place_part(line.text, places, above.near)):
        return replace(context, places=_at(line, part))
    return context


def _remembering(context: Context) -> Context:
    """The countries of this heading join those above: they tell what "AG" or "BE" means below."""
    codes = tuple(c.split("-")[0] for c, _ in context.places if not c.isdigit() and c != "EU")
    near = tuple(dict.fromkeys((*codes, *context.near)))
    return context if near == context.near else replace(context, near=near)


_IN = regex(
    r"\b(?:en|au|aux|in|im|dans (?:le|la|les)|in der|in de|in the|en el|en la|nel|nella|in)\s+(?P<where>[A-ZÀ-Þ][\w'’ -]{2,40})$"
)


def _placed(line: Line, context: Context, places: PlaceTable) -> Context:
    if (where := _IN.search(line.text.rstrip(" .:?!"))) is not None and (
        codes := is_list_of_places(where["where"], places)
    ):
        span = line.span(where.start("where"), where.end("where"))
        return replace(context, places=tuple((c, span) for c in codes if c != WORLD))
    if not any(kind_of_word(w) or w in ORGANISATION or is_plural(w) for w in fold(line.text).split()):
        return context
    found = [
        (code, line.span(a, b))
        for a, b, code in adjectives_in(line.text, places)
        if code != WORLD and not serves(line.text, a, b) and not _in_relation(context, line.span(a, b))
    ]
    if found:
        inner = {c for c, _ in found}
        kept = [f for f in found if not any(places.country_of(c) == f[0] and c != f[0] for c in inner)]
        return replace(context, places=tuple(kept))
    return context


def _in_relation(context: Context, span: Span) -> bool:
    return any(
        s.line == span.line and s.path == span.path and s.column <= span.column < s.end for _, _, s in context.relations
    )


def serves(text: str, start: int, end: int) -> bool:
    """Whether a place's adjective belongs to the museums that are served ("musées européens")."""
    before = fold(text[:start]).split()[-1:]
    after = fold(text[end:]).split()[:1]
    return bool(set(before + after) & _MUSEUMS)


_PARTS = regex(
    r"^(?:(?:sous|sub|teil|deel) ?(?:projets?|projects?|projekte?|projecten|proyectos|programmes?|programme|programmas|programas)|volets|work packages|"
    r"strands|workstreams|bausteine|module|modules|deelprojecten|subproyectos|lineas)\b"
)
# What follows is part of the note's thing, where it is something: its own line has to tell.
_OUTCOMES = regex(
    r"^ce que (?:le|ce) (?:projet|programme) a (?:produit|cree|developpe|realise)|^(?:livrables|deliverables)$|^(?:outputs|produits) (?:du|of the|des) (?:projet|project)|"
    r"^(?:tools?|outils?|werkzeuge|hulpmiddelen|herramientas|strumenti|plateformes?|platforms?) (?:\w+ )?(?:made|built|developed|created|produced|crees?|developpe\w*|produits?|entwickelt|aus|gemaakt|cread\w+|realizzat\w) "
    r"(?:by|par|du|door|von|vom|dem|por|dal) (?:le |the |het |el )?(?:projet|project|projekt|proyecto|progetto)"
)


def is_refused(context: Context, fields: Iterable[Field]) -> bool:
    """Whether nothing that could still be read would make an entry of what stands here: only a field of type could."""
    negative = context.verdict < 0 and not context.weak and context.entries in ("", "none")
    return negative and not any(term_of(f) == "type" for f in fields)
