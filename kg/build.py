"""The whole story on one page: read, recognise, describe, check, publish."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain, count
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.graph import shapes, vocabulary
from kg.graph.catalogue import catalogue, is_licence
from kg.graph.describe import Graph, describe, file_iri, note_iri, nquads, plain
from kg.graph.gaps import GAPS, as_gaps, lacking
from kg.graph.kept import claims, disputes, vanished
from kg.graph.links import add_links
from kg.graph.turtle import read_blocks
from kg.heard import EVERYTHING, Filter, heard
from kg.links.decisions import read_facts
from kg.model.codes import CODES
from kg.model.fact import Reading
from kg.model.folding import fold
from kg.model.note import Note
from kg.model.problem import Problem, Text
from kg.model.record import record, replace
from kg.model.span import Span
from kg.notes.kept import read_kept
from kg.notes.vault import Sheet, read_vault
from kg.recognise.identity import unite
from kg.recognise.look_alikes import look_alikes
from kg.recognise.namesakes import ambiguous, note_names
from kg.recognise.nowhere import unknown_names
from kg.recognise.reading import read_note
from kg.report import PROBLEMS, as_records
from kg.settings import Settings
from kg.source import file_of
from kg.store import generations
from kg.store.published import lost

Judged: TypeAlias = tuple[shapes.Result, Problem]


@record
class Report:
    """What a build read, found and published."""

    problems: tuple[Problem, ...]
    notes: int
    counts: dict[str, int]
    published: bool
    statements: int
    skipped: int = 0
    ignored: int = 0
    kinds: tuple[tuple[Text, int], ...] = ()
    countries: int = 0
    judged: tuple[Judged, ...] = ()  # what the shapes found, among `problems`
    slugs: dict[str, str] | None = None  # of the notes, by path

    @property
    def stops(self) -> bool:
        """Whether the notes hold at least one error or violation."""
        return any(p.stops for p in self.problems)


Stage: TypeAlias = Literal["read", "recognise", "check", "wait", "publish"]
Tell: TypeAlias = Callable[[Stage, int, int], None]


def silent(_stage: Stage, _done: int, _total: int) -> None:
    """Tell nobody."""


def build(
    settings: Settings, *, strict: bool = False, publish: bool = True, wanted: Filter = EVERYTHING, tell: Tell = silent
) -> Report:
    """Build the graph of a vault and publish it as a new generation. `wanted` says which problems count.

    Raises VaultError when there is no vault, StoreError when the store cannot be written. When `strict`
    and a note breaks something, nothing is published, and the report says so. `tell` hears what is being
    done, how much of it is done, and of how much (0: that is not known).
    """
    read = count(1)
    vault = read_vault(settings.vault, settings.ignore, lambda: tell("read", next(read), 0))
    sheets, skipped, ignored, unread = list(vault.sheets), vault.skipped, vault.ignored, vault.problems
    del vault
    notes = len(sheets)
    readings, found = recognise(sheets, tell)
    graph, twins, odd = graph_of(readings, settings)
    found.extend(odd)
    tell("check", 0, 0)
    judged = check(graph, settings, twins)
    problems = [*unread, *found, *(p for _, p in judged), *reminders(settings)]
    described = catalogue(
        settings.base,
        title=settings.title,
        licence=settings.licence,
        publisher=settings.publisher,
        contact=settings.contact,
    )
    said = heard(dict.fromkeys(problems), wanted, lambda path: file_of(path, settings.vault))
    ordered = tuple(sorted(said, key=lambda p: p.order))
    if strict and any(p.stops for p in ordered):
        publish = False
    counts, kinds, countries = tally(graph)
    counted = frozenset(said)
    kept = tuple(j for j in judged if j[1] in counted)
    report = Report(problems=ordered, judged=kept, slugs=graph.slugs, notes=notes, counts=counts, published=publish, statements=len(graph.statements),
                    skipped=skipped, ignored=ignored, kinds=kinds, countries=countries)  # fmt: skip
    if publish:
        tell("publish", 0, 0)
        everything = chain(nquads(graph), described)
        beside = {PROBLEMS: as_records(ordered), GAPS: as_gaps(*lacking(graph))}
        generations.publish(settings.vault, everything, stamp(settings, graph), lambda: tell("wait", 0, 0), beside)
    return report


def check(graph: Graph, settings: Settings, twins: frozenset[str] = frozenset()) -> list[Judged]:
    """Judge the graph by the shapes and leave out what breaks them, until what is left conforms.

    That two things have one page (KG394) is not said again of `twins`, which are said to look alike.
    """
    judged: dict[Judged, None] = {}
    while True:
        results = shapes.judge(plain(graph), settings.shapes)
        told = [r for r in results if r.code != "KG394" or r.focus not in twins]
        judged.update(dict.fromkeys(shapes.problems(told, graph)))
        out = shapes.broken(results, graph) & graph.statements.keys()
        if not out:
            return list(judged)
        for statement in out:
            del graph.statements[statement]


def recognise(sheets: list[Sheet], tell: Tell = silent) -> tuple[list[Reading], list[Problem]]:
    """Read every note for what it says. `sheets` is emptied: of a note that was read, only that is kept."""
    places = vocabulary.places()
    if len(sheets) == 1:  # what its title is depends on its text: that is not parsed twice
        sheets[0] = replace(sheets[0], parsed=sheets[0].note())
    shared = shared_titles(sheets)
    total = len(sheets)
    readings: list[Reading] = []
    problems: list[Problem] = []
    sheets.reverse()
    while sheets:
        reading, found = read_note(sheets.pop().note(), places, shared)
        readings.append(reading)
        problems.extend(found)
        tell("recognise", len(readings), total)
    return readings, problems


def graph_of(readings: list[Reading], settings: Settings) -> tuple[Graph, frozenset[str], list[Problem]]:
    """Unite what the notes say, and describe it; with the IRIs of what looks alike, and what is wrong.

    `readings` is emptied: what they say is in the graph.
    """
    names, several = note_names(readings)
    unsure = ambiguous(readings, several)
    titles = {r.path: r.title for r in readings}
    written = [b for r in readings for b in r.turtle]
    things = unite(readings, names)
    readings.clear()
    kept, problems = read_kept(settings.vault)
    claimed = claims(things.entities, things.facts, kept)
    given = {key: row.iri for key, row in claimed.items()}
    graph = describe(things.entities, things.facts, titles, settings.base, given)
    blocks = read_blocks(written, graph)
    accepted, others, odd_rows = read_facts(settings.vault, settings.base)
    unknown = add_links(graph, accepted, others)
    gone = vanished(lost(settings.vault, settings.base, graph.spans), things.entities, things.facts, graph, kept)
    leads_nowhere = unknown_names(things)
    alike = look_alikes(things.entities, things.facts)
    twins = frozenset(graph.iris[e.key] for a in alike for e in (a.first, a.later))
    said = [
        *problems,
        *unsure,
        *leads_nowhere,
        *disputes(things.entities, claimed, kept),
        *(a.problem for a in alike),
        *blocks,
        *odd_rows,
        *unknown,
        *gone,
    ]
    return graph, twins, said


def shared_titles(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Titles that several notes bear are the site's name."""
    seen = Counter(fold(s.title.text) for s in sheets if s.title is not None)
    return frozenset(title for title, times in seen.items() if times > 1) | (
        frozenset(seen) if len(sheets) == 1 and first_title_is_not_its_heading(sheets[0].note()) else frozenset()
    )


def first_title_is_not_its_heading(note: Note) -> bool:
    """Whether a lone note's heading says something else than its `title:`."""
    heading = next((s.heading for s in note.root.walk() if s.heading is not None), None)
    return note.title is not None and heading is not None and fold(heading.text) != fold(note.title.text)


def reminders(settings: Settings) -> list[Problem]:
    """What kg.toml leaves to fill in."""
    span = Span(path="kg.toml", line=1, column=1, end=2)
    missing = [n for n in ("title", "licence", "publisher", "contact") if not getattr(settings, n)]
    found = [CODES["KG501"].at(span, names=", ".join(missing))] if missing else []
    if settings.licence and not is_licence(settings.licence):
        found.append(CODES["KG502"].at(settings.licence_at, text=settings.licence))
    return found


def tally(graph: Graph) -> tuple[dict[str, int], tuple[tuple[Text, int], ...], int]:
    """How many things of each class the graph holds, how many of each kind, and in how many countries."""
    type_, kind, country = (vocabulary.iri(f) for f in ("rdf:type", "mxtd:kind", "mxtd:country"))
    found = Counter(
        (predicate, value.value)
        for _, predicate, value in graph.statements
        if predicate in (type_, kind, country) and isinstance(value, ox.NamedNode)
    )
    ontology = vocabulary.ONTOLOGY
    classes = {v.removeprefix(ontology): n for (p, v), n in found.items() if p == type_ and v.startswith(ontology)}
    kinds = [(name_of(v), n) for (p, v), n in found.items() if p == kind]
    return (
        dict(sorted(classes.items())),
        tuple(sorted(kinds, key=lambda k: (k[0].en, k[1]))),
        sum(p == country for p, _ in found),
    )


def name_of(concept: str) -> Text:
    """The name of a concept, as it is written within a line."""
    label = vocabulary.iri("rdfs:label")
    said = [v for s, p, v in vocabulary.about_concepts() if s == concept and p == label]
    names = {v.language: v.value.lower() for v in said if isinstance(v, ox.Literal)}
    own = concept.rsplit("kind-", 1)[-1]
    return Text(fr=names.get("fr", own), en=names.get("en", own), de=names.get("de", own).title())


def stamp(settings: Settings, graph: Graph) -> dict[str, str]:
    """What a generation remembers about the notes that it was built from."""
    paths = {note_iri(graph, path): path for path in graph.slugs}
    files = {file_iri(graph, path): path for path in graph.files}
    return {
        "notes": str(len(paths)),
        "base": settings.base,
        "paths": json.dumps(paths, ensure_ascii=False, sort_keys=True),
        "files": json.dumps(files, ensure_ascii=False, sort_keys=True),
    }
