"""Values of fields that say nothing that their key can mean: a remark with the forms that are understood, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model.addresses import is_web, item_of
from kg.model.codes import CODES
from kg.model.fact import Kind
from kg.model.folding import fold
from kg.model.note import LONGEST, Line, Note
from kg.model.problem import Problem
from kg.model.regex import regex
from kg.model.text import Text
from kg.recognise.candidate import Candidate
from kg.recognise.context import ENTRIES, ENTRIES_KEYS
from kg.recognise.field_names import term_of
from kg.recognise.language import LANGUAGE, LANGUAGE_KEYS
from kg.recognise.museum_size import sizes_in, sizes_of
from kg.recognise.page import Page

_SIZE_KEY = regex(r"size|taille|gross|grootte|taman")  # "Zielgruppe: Lehrpersonen" speaks of no size
_DOMAIN = regex(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_ROUND = regex(r"\([^()]*\)")  # "(en ligne)", "(nur im Webarchiv)" speak of the page
_BETWEEN = regex(r"[\s,;|·•()<>/&-]|\b(?:et|and|und|en|y|e|ou|or|oder|of|o)\b", re.IGNORECASE)

_ADDRESS = (
    Text(fr="une adresse web", en="a web address", de="eine Webadresse"),
    Text(
        fr="une adresse entière, sans blanc : https://musee.example/projet",
        en="a whole address without blanks: https://museum.example/project",
        de="eine ganze Adresse ohne Leerzeichen: https://museum.example/projekt",
    ),
)
_SIZE = (
    Text(fr="une taille de musée", en="a museum size", de="eine Museumsgrösse"),
    Text(
        fr="petits, moyens, grands ou tous",
        en="small, medium, large or all",
        de="klein, mittel, gross oder alle",
    ),
)
_ITEM = (
    Text(fr="un élément de Wikidata", en="a Wikidata item", de="ein Wikidata-Objekt"),
    Text(
        fr="son numéro, comme Q42, ou son adresse",
        en="its number, such as Q42, or its address",
        de="seine Nummer, etwa Q42, oder seine Adresse",
    ),
)
_EUROPEANA = (
    Text(
        fr="un objet ou une entité d'Europeana",
        en="an item or entity of Europeana",
        de="ein Objekt oder eine Entität von Europeana",
    ),
    Text(
        fr="l'adresse de sa page, ou http://data.europeana.eu/item/…",
        en="the address of its page, or http://data.europeana.eu/item/…",
        de="die Adresse seiner Seite, oder http://data.europeana.eu/item/…",
    ),
)
_GEONAME = (
    Text(fr="un lieu de GeoNames", en="a place of GeoNames", de="ein Ort von GeoNames"),
    Text(
        fr="son numéro, comme 2661604, ou son adresse",
        en="its number, such as 2661604, or its address",
        de="seine Nummer, etwa 2661604, oder seine Adresse",
    ),
)
_UNREAD = {"code": "KG132", "comment": "KG133", "html": "KG134", "table": "KG135"}
_ITEMS = {"wikidata": _ITEM, "europeana": _EUROPEANA, "geonames": _GEONAME}
_CONTENT = (
    Text(fr="ce que la note contient", en="what the note holds", de="was die Notiz enthält"),
    Text(
        fr="aucune, initiatives, organisations ou ressources",
        en="none, initiatives, organisations or resources",
        de="keine, Initiativen, Organisationen oder Ressourcen",
    ),
)
_TONGUE = (
    Text(fr="une langue", en="a language", de="eine Sprache"),
    Text(
        fr="son code, comme fr, de, en, nl ou es",
        en="its code, such as fr, de, en, nl or es",
        de="ihr Kürzel, etwa fr, de, en, nl oder es",
    ),
)


def unclear(candidate: Candidate, kind: Kind, page: Page) -> None:
    """Say which values of a candidate's fields are no address, no item and no size."""
    for field in candidate.fields:
        term = term_of(field)
        for line in field.values:
            if term == "url" and (odd := _no_address(line)):
                page.problems.append(_problem(line, *odd, _ADDRESS))
            elif term in _ITEMS and line.text.strip() and not item_of(line.text, term):
                page.problems.append(_problem(line, 0, len(line.text), _ITEMS[term]))
            elif term == "target_size" and _SIZE_KEY.search(field.key) and line.text and not _says_size(line.text):
                page.problems.append(_problem(line, 0, len(line.text), _SIZE))


def unclear_of_note(note: Note) -> list[Problem]:
    """What `entries:`, `lang:` and sizes of a note's front matter say that is not understood; texts too long to be read;
    links that lead to no page; rows with cells that no header names; blocks in which nothing is read."""
    entries = [v for v in note.values(*ENTRIES_KEYS) if fold(v.text) not in ENTRIES]
    sizes = [v for f in note.fields if term_of(f) == "target_size" and _SIZE_KEY.search(f.key) for v in f.values]
    languages = [v for v in note.values(*LANGUAGE_KEYS) if not LANGUAGE.match(v.text)]
    return [
        *(_problem(v, 0, len(v.text), _CONTENT) for v in entries),
        *(_problem(v, 0, len(v.text), _SIZE) for v in sizes if not _says_size(v.text)),
        *(_problem(v, 0, len(v.text), _TONGUE) for v in languages),
        *(CODES["KG113"].at(line.span(0, 1), most=LONGEST) for line in (*note.long, *_long_values(note))),
        *(
            CODES["KG124"].at(x.span, target=x.target) if x.target else CODES["KG125"].at(x.span)
            for x in note.odd_links
        ),
        *(CODES[_UNREAD[x.kind]].at(x.span, lines=x.lines) for x in note.unread),
        *(CODES["KG130"].at(x.span, got=x.got, want=x.want) for x in note.wide_rows),
    ]


def _long_values(note: Note) -> Iterator[Line]:
    """Values of front matter that are too long to be read. A description may be: it is taken as it is."""
    title = () if note.title is None else (note.title,)
    values = (v for f in note.fields if term_of(f) != "description" for v in f.values)
    yield from dict.fromkeys(v for v in (*title, *values) if len(v.text) > LONGEST)


def _problem(line: Line, start: int, end: int, forms: tuple[Text, Text]) -> Problem:
    what, how = forms
    return CODES["KG204"].at(line.span(start, end), text=line.text[start:end], what=what, forms=how)


def _says_size(text: str) -> bool:
    return bool(sizes_of(text) or sizes_in(text)) or len(text.split()) > 3  # a sentence says more than a size


def _no_address(line: Line) -> tuple[int, int] | None:
    """What of a value is no address: all of it, or what stands behind a blank in one."""
    links = [x for x in line.links if is_web(x.target)]
    if not links:
        return None if not line.text or _DOMAIN.fullmatch(line.text) else (0, len(line.text))
    if any(x.form != "bare" for x in links):
        return None  # words around a link with a text of its own
    start = links[-1].end
    rest = line.text[start:]
    said = _BETWEEN.sub("", _ROUND.sub("", rest))
    return (start + len(rest) - len(rest.lstrip()), len(line.text)) if said else None
