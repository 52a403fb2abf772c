"""What the lines above a list say of it: an introduction, a scope line, a legend, a line with only a place."""

from __future__ import annotations

import re

from kg.model.folding import fold
from kg.model.note import Line, Paragraph
from kg.model.place import PlaceTable
from kg.model.record import replace
from kg.model.regex import regex
from kg.model.text import holds
from kg.recognise.context import BY_LAUNCH, Context, serves, under_heading
from kg.recognise.country import WORLD, adjectives_in, place_of
from kg.recognise.museum_size import sizes_in, sizes_of
from kg.recognise.organisation import named_in
from kg.recognise.place_lists import place_in_heading
from kg.recognise.verdict import verdict_of
from kg.recognise.words import (
    ORGANISATIONS,
    is_navigation,
    is_negative,
    is_plural,
    uses_itself,
)


def opened(line: Line, context: Context) -> Context:
    """What the first lines of a note announce: "Programmes, funders and networks that our members have found useful"."""
    if context.verdict or context.entries:
        return context
    clauses = [fold(c).split()[:10] for c in re.split(r"[.!?:;–—]\s", line.text)]
    firsts = [next((w for w in c if is_plural(w) or is_negative(w) or w in ORGANISATIONS), "") for c in clauses]
    if _OF_THE_DAY.search(line.text) is not None:
        return context
    if not any(f and not is_negative(f) for f in firsts) or uses_itself(fold(line.text)):
        return context
    return replace(context, verdict=1, weak=True, kind="", organisations=False, decided_by=line.text)


# "Programme ici : [PDF](…)": that of a conference
_OF_THE_DAY = regex(
    r"\bprogram(?:me|m|ma)?\s?(?:ici|here|hier|aqu[íi]|complet|complete|du jour|de la journ[ée]e|of the day|en pdf|als pdf)?\s?:\s",
    re.IGNORECASE,
)


# "In Klammern: Träger, Laufzeit", "entre parenthèses : qui porte, dates"
_LEGEND = regex(
    r"\b(?:in klammern|entre parenth[èe]ses|in (?:brackets|parentheses)|tussen haakjes|entre par[ée]ntesis|tra parentesi)\b\W{0,3}[^.]{0,40}?"
    r"\b(?:träger|trägerin|wer dahinter|wie erachter|qui est derri[èe]re|who is behind|qui[ée]n est[áa] detr[áa]s|chi c['’][èe] dietro|porteur|qui porte|qui pilote|structure|organisme|who runs|run by|runner|organi[sz]ation|operator|trekker|beheerder|responsable|entidad|ente)\b",
    re.IGNORECASE,
)
_EVERYTHING = regex(
    r"^\W*(?:everything|all (?:of )?(?:this|these|the)\b|tout(?:es)?(?: ce qui| ces| cela| les|,)|tous (?:ces|les)|alles?\b|s[äa]mtliche|todo|todas? (?:estas?|las)|todos (?:estos|los))",
    re.IGNORECASE,
)


def _run_by(line: Line, context: Context) -> Context:
    """What the first lines say of all that follows: "Everything on this page is run by X"."""
    if not _EVERYTHING.match(line.text):
        return context
    if sizes := tuple((s, line.span(a, b)) for a, b, s in sizes_in(line.text)):
        context = replace(context, sizes=sizes)  # "Tous ces dispositifs s'adressent aux petits musées"
    if context.relations:
        return context
    said = [n for n in named_in(line) if n.relation in ("mxtd:ledBy", "mxtd:funder")]
    return replace(
        context, relations=tuple((n.relation, line.text[n.start : n.end], line.span(n.start, n.end)) for n in said)
    )


_SCOPE = regex(
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
        if opening and not context.launched and BY_LAUNCH.search(fold(text)) is not None:
            context = replace(context, launched=True)
        if is_scope(text):
            context = scoped(line, context, places)
            continue
        if opening and not block.quoted:
            context = _run_by(line, opened(line, context))
            bracketed = holds(text.casefold(), "klammern", "parent", "parén", "bracket", "haakje")
            if bracketed and not context.legend and _LEGEND.search(text) is not None:
                context = replace(context, legend=True)
        if not before_list or index != len(block.lines) - 1 or is_navigation(fold(text)):
            continue
        codes = place_in_heading(text, places, above.near) or _leads_in(text, places)
        if codes:
            context = replace(context, places=tuple((c, line.span()) for c in codes if c != WORLD))
        elif not above.entries and (last := _last_sentence(line)) is not None:
            context = _announced(last, context, places)
        elif not above.entries and (text.rstrip().endswith(":") or len(text.split()) <= 12 or _announces(text)):
            context = _announced(line, context, places)
    return context


_LEADS_IN = regex(
    r"^(?:en|au|aux|dans|in|im|à|a|für|pour|for|from|aus)\s+(?:la |le |les |l['’]|the |der |die |het |el )?(?P<where>[A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+){0,2})\b.{0,60}:$",
    re.IGNORECASE,
)


def _leads_in(text: str, places: PlaceTable) -> tuple[str, ...]:
    """The place with which a short lead-in to a list begins: "In Nederland zijn er verschillende partijen:"."""
    match = _LEADS_IN.match(text.strip())
    words = match["where"].split() if match is not None and match["where"][:1].isupper() else []
    found = (place_of(" ".join(words[:n]), places) for n in range(len(words), 0, -1))
    return next((codes for codes in found if codes), ())


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
    if announced.verdict <= 0 and (last := _last_part(line)) is not None:
        announced = under_heading(last, context, places, running=True)
    words = line.text.split()
    alone = (
        len(words) <= 3 and line.text.rstrip()[-1:].isalnum()
    )  # "Literatur" above a list: a heading without its mark
    if announced.verdict < 0 and not alone and not (line.text.rstrip().endswith(":") and len(words) <= 8):
        return context  # a sentence that only mentions readings or events announces none
    if line.text.rstrip().endswith(":") or _announces(line.text) or announced.verdict:
        return announced
    return context


_ENDS = regex(r"[.!?]\s+(?=[A-ZÀ-Þ])")


def _last_sentence(line: Line) -> Line | None:
    """The sentence of a line that leads in to a list: "Réunion trop longue. L'après-midi :"; None where there is only one."""
    ends = [m.end() for m in _ENDS.finditer(line.text)] if line.text.rstrip().endswith(":") else []
    return line.cut(ends[-1]) if ends else None


def _last_part(line: Line) -> Line | None:
    """What announces a list behind the last comma of a line: "réunion du mardi, dispositifs cités :"; None where that does not."""
    comma = line.text.rfind(",")
    if comma < 0 or not line.text.rstrip().endswith(":"):
        return None
    last = line.cut(comma + 1)
    return last if verdict_of(fold(last.text)).announces > 0 else None


_OF_MUSEUMS = regex(r"\b(?:mus[ée]es?|museums?|museen|musea|museos?|musei)\b", re.IGNORECASE)


def scoped(line: Line, context: Context, places: PlaceTable) -> Context:
    """The context behind a scope line: sizes and places for all that follows."""
    sizes = tuple((s, line.span(a, b)) for a, b, s in sizes_in(line.text))
    if not sizes and _OF_MUSEUMS.search(line.text):  # "Périmètre -> musées européens, petits et moyens"
        sizes = tuple((s, line.span()) for s in sizes_of(line.text))
    if sizes:
        context = replace(context, sizes=sizes)
    codes = [
        (c, line.span(a, b))
        for a, b, c in adjectives_in(line.text, places)
        if c != WORLD and not serves(line.text, a, b)
    ]
    if codes:
        context = replace(context, places=tuple(codes), bounds=tuple(codes))
    if not context.verdict:
        verdict, kind, _ = verdict_of(fold(line.text))
        if verdict > 0:
            context = replace(context, verdict=1, kind=kind, decided_by=line.text)
    return context
