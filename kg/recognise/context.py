"""What a heading, an introduction or the note itself says about everything below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.model.fact import Kind
from kg.model.folding import fold
from kg.model.note import Line, Note, Paragraph
from kg.model.place import PlaceTable
from kg.model.span import Span
from kg.recognise import brackets
from kg.recognise.country import adjectives_in
from kg.recognise.museum_size import audience_in, sizes_in
from kg.recognise.names import is_organisation_name
from kg.recognise.organisation import Relation, heading_relation, named_in, programme_in
from kg.recognise.words import (
    ORGANISATION,
    is_negative,
    is_plural,
    is_seen,
    is_soft,
    kind_of_word,
    speaks_of_own_use,
    uses_itself,
)

_MUSEUMS = frozenset(
    """
    musee musees museum museums museen musea museo museos musei institutions institution
    """.split()
)
_ORG_PLURALS = frozenset(
    """
    associations fondations organismes organisations organizations institutions foundations stiftungen verbande
    vereine museumsverbande stichtingen verenigingen fundaciones asociaciones dachverbande federations agencies
    agences ministeres financeurs funders bailleurs forderer geldgeber financiers institutionen acteurs actors
    akteure
    """.split()
)
_TOWNS = frozenset(["IT", "ES"])  # there a province bears the name of its chief town
_SUPPORT = frozenset(
    "steun hulp ondersteuning unterstutzung hilfe hilfen accompagnement soutien support help apoyo ayuda supporto".split()
)
_WORLD = "001"
_ASKS = re.compile(
    r"(?:how|who|why|what|when|where|comment|qui|pourquoi|quoi|quand|que|wie|wer|warum|wozu|hoe|waarom|como|quien|por que|pour nous|contact us|uber uns|about|a propos|over ons|sobre)\b"
)
_COLLECTIVE = frozenset(
    [
        "linkliste",
        "linksammlung",
        "linklijst",
        "links",
        "veille",
        "panorama",
        "inventaire",
        "repertoire",
        "annuaire",
        "directory",
        "verzeichnis",
        "ubersicht",
        "overzicht",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What holds below a heading: nearer overrules farther.

    `verdict`: 1 entries are announced here, -1 there are none, 0 nothing is said. `weak` tells that
    only a tag or folder says so, `parts` that what stands below is part of what the note is about, `legend` that what no rule
    understands in a bracket is who runs it; `present` are the first names of who took part in a meeting.
    """

    verdict: int = 0
    weak: bool = False
    parts: bool = False
    kind: str = ""
    entries: str = ""
    organisations: bool = False
    places: tuple[tuple[str, Span], ...] = ()
    near: tuple[str, ...] = ()
    sizes: tuple[tuple[str, Span], ...] = ()
    relations: tuple[tuple[Relation, str, Span], ...] = ()
    legend: bool = False
    present: frozenset[str] = frozenset()
    decided_by: str = ""


_ENTRIES: dict[str, Kind | str] = {
    "none": "none", "aucune": "none", "aucun": "none", "keine": "none", "no": "none", "non": "none", "nein": "none", "geen": "none",
    "ninguna": "none", "false": "none", "0": "none",
    "initiatives": "initiative", "initiative": "initiative", "initiativen": "initiative", "projets": "initiative", "projects": "initiative",
    "organisations": "organisation", "organisation": "organisation", "organisationen": "organisation", "organizations": "organisation",
    "resources": "resource", "ressources": "resource", "resource": "resource", "ressourcen": "resource",
}  # fmt: skip


def note_context(note: Note, titles: tuple[Line, ...], places: PlaceTable) -> Context:
    """What the note says about all its entries: `entries:`, title, scope line, tags and folders."""
    context = Context(present=_present(note))
    for line in note.values("entries", "entrees", "fiches", "eintrage"):
        wanted = _ENTRIES.get(fold(line.text), "")
        if wanted:
            context = replace(context, entries=str(wanted), verdict=-1 if wanted == "none" else 1,
                              organisations=wanted == "organisation", decided_by="entries")  # fmt: skip
    if context.entries:
        return context
    for title in titles:
        if fold(title.text) in _PLAIN_TITLES:
            continue
        context = under_heading(title, context, places, title=True)
        if len(context.places) > 1:
            context = replace(context, places=())  # "Belgique et Pays-Bas" says of no entry where it is
        if context.verdict:
            context = replace(context, weak=context.verdict < 0 and is_soft(fold(title.text), title=True))
            break
    tags = list(
        note.values(
            "tags",
            "tag",
            "mots_cles",
            "keywords",
            "schlagworter",
            "categories",
            "categorie",
            "category",
            "type_de_note",
        )
    )
    for tag in tags:
        for match in re.finditer(r"[^\s,#]+", tag.text):
            codes = brackets.is_list_of_places(match.group().replace("-", " "), places)
            if codes and not context.places:
                span = tag.span(match.start(), match.end())
                context = replace(context, places=tuple((c, span) for c in codes if c != _WORLD))
    if not context.verdict:
        folders = [f for f in map(fold, note.folders) if f not in _PLAIN_FOLDERS]
        context = _weakly(context, [*(fold(t.text) for t in tags), *folders])
    return context


_PRESENT = re.compile(
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


_PLAIN_TITLES = frozenset("index home accueil start startseite inicio readme".split())
_GENRES = frozenset(
    "note notes notizen notities notas blog post posts article draft brouillon entwurf journal log".split()
)
_PLAIN_FOLDERS = frozenset(
    "notes note notizen notities notas pages page posts post content contenu inhalt inhoud blog articles docs inbox journals".split()
)


def _weakly(context: Context, texts: list[str]) -> Context:
    words = [w for text in texts for w in text.split() if w not in _GENRES]
    kinds = [
        w
        for w in words
        if is_plural(w) or kind_of_word(w) in ("project", "programme", "fund", "platform", "network", "tool", "call")
    ]
    negative = [w for w in words if is_negative(w)]
    if any(w in _ORG_PLURALS for w in words) and not kinds:
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
    text = line.text
    folded = fold(text)
    codes = brackets.place_in_heading(text, places, above.near)
    if codes and all(places.within.get(c) in {o for o, _ in above.places} and c[:2] in _TOWNS for c in codes):
        return above  # a town below its region
    if codes:
        return _remembering(replace(above, places=tuple((c, line.span()) for c in codes if c != _WORLD)))
    context = above
    audience = [] if title or running else audience_in(text)
    if sizes := [*sizes_in(text), *audience]:
        context = replace(context, sizes=tuple((s, line.span(a, b)) for a, b, s in sizes))
    named = heading_relation(line, places)
    if programme := programme_in(text):
        a, b = programme
        return replace(
            context,
            relations=(("mxtd:funder", text[a:b], line.span(a, b)),),
            verdict=max(context.verdict, 1),
            kind="project",
        )
    if named:
        context = replace(
            context, relations=tuple((n.relation, text[n.start : n.end], line.span(n.start, n.end)) for n in named)
        )
    if above.entries:
        return _placed(line, context, places)
    if not title and _PARTS.search(folded):
        return replace(context, verdict=1, kind="project", organisations=False, weak=False, parts=True, decided_by=text)
    verdict, kind, organisations = verdict_of(folded, title=title, running=running)
    if verdict < 0 and context.verdict > 0 and not context.weak and is_seen(folded):
        verdict = 0  # "Vus pendant le stage" below "Projets" are some of them
    if verdict:
        context = replace(
            context,
            verdict=verdict,
            kind=kind,
            organisations=organisations,
            weak=verdict < 0 and is_soft(folded, title=False),
            decided_by=text,
        )
    elif audience and (context.verdict == 0 or context.weak):
        context = replace(context, verdict=1, weak=True, kind="", organisations=False, decided_by=text)
    elif not title and not named and names_one_organisation(text):
        name = re.sub(r"\s*\([^)]*\)$", "", text.strip())
        context = replace(context, relations=(("mxtd:ledBy", name, line.span(0, len(name))),))
    if verdict >= 0:
        context = _placed(line, context, places)
        if context.places == above.places and (part := brackets.place_part(text, places)):
            context = replace(context, places=tuple((c, line.span()) for c in part if c != _WORLD))
    return _remembering(context)


def _remembering(context: Context) -> Context:
    """The countries of this heading join those above: they tell what "AG" or "BE" means below."""
    codes = tuple(c.split("-")[0] for c, _ in context.places if not c.isdigit() and c != "EU")
    near = tuple(dict.fromkeys((*codes, *context.near)))
    return context if near == context.near else replace(context, near=near)


_NO_NAME = frozenset(
    """
    musee musees museum museums museen musea museo museos ville canton region direction organisation
    organisations institutions
    """.split()
)


def names_one_organisation(text: str) -> bool:
    """Whether a heading is one organisation's name ("Stiftung Weitblick", "Office fédéral de la culture (OFC)")."""
    bare = re.sub(r"\s*\([^)]*\)$", "", text).strip()
    words = fold(bare).split()
    if not bare[:1].isupper() or not 2 <= len(words) <= 9 or set(words[:1]) & _NO_NAME or set(words) & _ORG_PLURALS:
        return False
    if any(is_plural(w) for w in words[:1]) or ":" in bare:
        return False
    capitals = [w for w in bare.split() if w[:1].isupper()]
    return (len(capitals) >= 2 or len(words) >= 3) and is_organisation_name(
        " ".join(w for w in words if w not in _NO_NAME)
    )


def _placed(line: Line, context: Context, places: PlaceTable) -> Context:
    if not any(kind_of_word(w) or w in ORGANISATION or is_plural(w) for w in fold(line.text).split()):
        return context
    found = [
        (code, line.span(a, b))
        for a, b, code in adjectives_in(line.text, places)
        if code != _WORLD and not _serves(line.text, a, b) and not _in_relation(context, line.span(a, b))
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


def _serves(text: str, start: int, end: int) -> bool:
    """Whether a place's adjective belongs to the museums that are served ("musées européens")."""
    before = fold(text[:start]).split()[-1:]
    after = fold(text[end:]).split()[:1]
    return bool(set(before + after) & _MUSEUMS)


serves = _serves


def _edges(words: list[str]) -> set[str]:
    """The first word and the last: in a note's title, a name's inner words say nothing ("Museum Data Service")."""
    bare = [w for w in words if len(w) > 3] or words
    return {words[0], bare[0], words[-1]}


_PARTS = re.compile(
    r"^(?:(?:sous|sub|teil|deel) ?(?:projets?|projects?|projekte?|projecten|proyectos|programmes?|programme|programmas|programas)|volets|work packages|"
    r"strands|workstreams|bausteine|module|modules|deelprojecten|subproyectos|lineas)\b"
)
_HOW = re.compile(r"(?:how|comment|pourquoi|why|wie|warum|wozu|hoe|waarom|como|por que)\b")
_HELPS = re.compile(
    r"(?:qui|who|wer|wie|quien)\b(?: \w+){0,2} (?:accompagnent|accompagne|aident?|aider|helping|funding|supporting|soutient|soutiennent|finance|epaule|hilft|helfen|fordert|fordern|unterstutzt|"
    r"begleitet|helps?|supports?|funds?|helpt|helpen|steunt|steunen|ayuda|ayudan|apoya|apoyan|financia|pays|paie|zahlt|betaalt)\b"
)
_NEVER = re.compile(
    r"(?:qui est qui|who s who|who is who|wer ist wer|wie is wie|quien es quien|a voir$|noch hin|to see|went to see|go see|zu sehen)\b"
)
_DENIES = frozenset("not pas keine kein no geen nicht ni aucun aucune ningun".split())
_WHERE = frozenset("at from bei aus lors pendant during tijdens durante after nach apres since".split())


def verdict_of(folded: str, *, title: bool = False, running: bool = False) -> tuple[int, str, bool]:
    """What a folded heading announces: (1, 0 or -1, the kind, whether organisations)."""
    words = folded.split()
    if (uses_itself(folded) if running else speaks_of_own_use(folded)) or _NEVER.match(folded):
        return -1, "", False
    if title and re.search(r"\b(?:to ?do|a faire|te doen|por hacer|zu tun|da fare)\b", folded):
        return -1, "", False
    if _HELPS.match(folded) and not any(is_plural(w) for w in words):
        return 1, "", False
    if not title and _ASKS.match(folded) and (_HOW.match(folded) or not any(is_plural(w) for w in words)):
        return -1, "", False
    if any(w in _DENIES and any(is_plural(x) for x in words[i + 1 : i + 3]) for i, w in enumerate(words)):
        return -1, "", False
    for index, word in enumerate(words):
        if word in _ORG_PLURALS and not any(is_plural(w) and w not in _ORG_PLURALS for w in words):
            return 1, "", True
        if is_plural(word) and not (
            title and word in ("programme", "concours", "sites", "parcours", "archive", "action")
        ):
            return 1, kind_of_word(word), False
        if title and (word in _COLLECTIVE or word in _SUPPORT) and not any(is_negative(w) for w in words):
            return 1, "", False
        if is_negative(word) and not _WHERE & set(words[:index]) and (not title or word in _edges(words)):
            return -1, "", False
    listed = re.search(r"\b(?:liste?|list|lijst|lista|uberblick|overview|ubersicht)\b", folded)
    if listed and (kinds := [kind_of_word(w) for w in words if kind_of_word(w)]):
        return 1, kinds[0], False
    return 0, "", False


def opened(line: Line, context: Context) -> Context:
    """What the first lines of a note announce: "Programmes, funders and networks that our members have found useful"."""
    if context.verdict or context.entries:
        return context
    clauses = [fold(c).split()[:10] for c in re.split(r"[.!?:;–—]\s", line.text)]
    firsts = [next((w for w in c if is_plural(w) or is_negative(w) or w in _ORG_PLURALS), "") for c in clauses]
    if not any(f and not is_negative(f) for f in firsts) or uses_itself(fold(line.text)):
        return context
    return replace(context, verdict=1, weak=True, kind="", organisations=False, decided_by=line.text)


# "In Klammern: Träger, Laufzeit", "entre parenthèses : qui porte, dates"
_LEGEND = re.compile(
    r"\b(?:in klammern|entre parenth[èe]ses|in (?:brackets|parentheses)|tussen haakjes|entre par[ée]ntesis|tra parentesi)\b\W{0,3}[^.]{0,40}?"
    r"\b(?:träger|trägerin|porteur|qui porte|qui pilote|structure|organisme|who runs|run by|runner|organi[sz]ation|operator|trekker|beheerder|responsable|entidad|ente)\b",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(
    r"^\W*(?:everything|all (?:of )?(?:this|these|the)\b|tout(?:es)?(?: ce qui| ces| cela| les|,)|tous (?:ces|les)|alles?\b|s[äa]mtliche|todo|todas? (?:estas?|las)|todos (?:estos|los))",
    re.IGNORECASE,
)


def _run_by(line: Line, context: Context) -> Context:
    """What the first lines say of all that follows: "Everything on this page is run by X"."""
    if not _EVERYTHING.match(line.text) or context.relations:
        return context
    said = [n for n in named_in(line) if n.relation in ("mxtd:ledBy", "mxtd:funder")]
    return replace(
        context, relations=tuple((n.relation, line.text[n.start : n.end], line.span(n.start, n.end)) for n in said)
    )


_SCOPE = re.compile(
    r"^\W*(?:périmètre|perimètre|scope|umfang|reichweite|bereik|alcance|geltungsbereich|afbakening|ámbito|champ)\s?(?:[:=–—-]|->|→)",
    re.IGNORECASE,
)


def is_scope(text: str) -> bool:
    """Whether a line says what a list is limited to ("Périmètre -> …")."""
    return _SCOPE.match(text) is not None


def introduced(
    block: Paragraph, above: Context, places: PlaceTable, *, before_list: bool, opening: bool = False
) -> Context:
    """The context behind a paragraph: a scope line, an introduction, a line with only a place.

    `opening` tells that it stands at the top of the note.
    """
    context = above
    for index, line in enumerate(block.lines):
        text = line.text
        if is_scope(text):
            context = scoped(line, context, places)
            continue
        if opening and not block.quoted:
            context = _run_by(line, opened(line, context))
            context = replace(context, legend=context.legend or _LEGEND.search(text) is not None)
        if not before_list or index != len(block.lines) - 1:
            continue
        codes = brackets.place_in_heading(text, places, above.near)
        if codes:
            context = replace(context, places=tuple((c, line.span()) for c in codes if c != _WORLD))
        elif not above.entries and (text.rstrip().endswith(":") or len(text.split()) <= 12 or _announces(text)):
            context = _announced(line, context, places)
    return context


def _announces(text: str) -> bool:
    return (
        re.match(
            r"^\W*(?:list|voici|here|hier|quelques|une sélection|a selection|eine auswahl|ci-dessous|below|siguen|estos|algunos|enkele)",
            text,
            re.I,
        )
        is not None
    )


def _announced(line: Line, context: Context, places: PlaceTable) -> Context:
    announced = under_heading(line, context, places, running=True)
    if announced.verdict < 0 and not (line.text.rstrip().endswith(":") and len(line.text.split()) <= 8):
        return context  # a sentence that only mentions readings or events announces none
    if line.text.rstrip().endswith(":") or _announces(line.text) or announced.verdict > 0:
        return announced
    return context


def scoped(line: Line, context: Context, places: PlaceTable) -> Context:
    """The context behind a scope line: sizes and places for all that follows."""
    sizes = sizes_in(line.text)
    if sizes:
        context = replace(context, sizes=tuple((s, line.span(a, b)) for a, b, s in sizes))
    codes = [
        (c, line.span(a, b))
        for a, b, c in adjectives_in(line.text, places)
        if c != _WORLD and not _serves(line.text, a, b)
    ]
    if codes:
        context = replace(context, places=tuple(codes))
    if not context.verdict:
        verdict, kind, _ = verdict_of(fold(line.text))
        if verdict > 0:
            context = replace(context, verdict=1, kind=kind, decided_by=line.text)
    return context
