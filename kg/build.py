"""The whole story on one page: read, recognise, describe, check, publish."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from kg.errors import NotPublished
from kg.graph import shapes, vocabulary
from kg.graph.catalogue import catalogue
from kg.graph.describe import Graph, describe, note_iri, nquads, plain
from kg.graph.turtle import read_blocks
from kg.model.fact import Reading
from kg.model.folding import fold
from kg.model.note import Note
from kg.model.problem import Problem, Text
from kg.model.span import Span
from kg.notes.vault import Sheet, read_vault
from kg.recognise.identity import unite
from kg.recognise.reading import read_note
from kg.settings import Settings
from kg.store import generations


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build read, found and published."""

    problems: tuple[Problem, ...]
    notes: int
    counts: dict[str, int]
    published: bool
    statements: int
    skipped: int = 0

    @property
    def stops(self) -> bool:
        """Whether the notes hold at least one error or violation."""
        return any(p.stops for p in self.problems)


def build(
    settings: Settings, *, strict: bool = False, publish: bool = True, tick: Callable[[int, int], None] | None = None
) -> Report:
    """Build the graph of a vault and publish it as a new generation.

    Raises VaultError when there is no vault, NotPublished when `strict` and a note breaks something,
    StoreError when the store cannot be written. `tick` is told (notes read, notes in all).
    """
    vault = read_vault(settings.vault, settings.ignore)
    sheets, skipped, unread = list(vault.sheets), vault.skipped, vault.problems
    del vault
    notes = len(sheets)
    readings, found = recognise(sheets, tick)
    graph, odd = graph_of(readings, settings)
    found.extend(odd)
    problems = [*unread, *found, *check(graph, settings), *reminders(settings)]
    described = catalogue(
        settings.base,
        title=settings.title,
        licence=settings.licence,
        publisher=settings.publisher,
        contact=settings.contact,
    )
    ordered = tuple(sorted(dict.fromkeys(problems), key=lambda p: p.order))
    if strict and any(p.stops for p in ordered):
        publish = False
    report = Report(problems=ordered, notes=notes, counts=counts(graph), published=publish,
                    statements=len(graph.statements), skipped=skipped)  # fmt: skip
    if publish:
        generations.publish(settings.vault, chain(nquads(graph), described), stamp(settings, graph))
    return report


def check(graph: Graph, settings: Settings) -> list[Problem]:
    """Judge the graph by the shapes and leave out what breaks them, until what is left conforms."""
    problems: list[Problem] = []
    while True:
        results = shapes.judge(plain(graph), settings.shapes)
        problems.extend(shapes.problems(results, graph))
        out = shapes.broken(results, graph) & graph.statements.keys()
        if not out:
            return problems
        for statement in out:
            del graph.statements[statement]


def recognise(
    sheets: list[Sheet], tick: Callable[[int, int], None] | None = None
) -> tuple[list[Reading], list[Problem]]:
    """Read every note for what it says. `sheets` is emptied: of a note that was read, only that is kept."""
    places = vocabulary.places()
    shared = shared_titles(sheets)
    total = len(sheets)
    readings: list[Reading] = []
    problems: list[Problem] = []
    sheets.reverse()
    while sheets:
        reading, found = read_note(sheets.pop().note(), places, shared)
        readings.append(reading)
        problems.extend(found)
        if tick is not None:
            tick(len(readings), total)
    return readings, problems


def graph_of(readings: list[Reading], settings: Settings) -> tuple[Graph, list[Problem]]:
    """Unite what the notes say, and describe it. `readings` is emptied: what they say is in the graph."""
    names: dict[str, str] = {}
    for reading in readings:
        for name in reading.names:
            names.setdefault(fold(name), reading.path)
    titles = {r.path: r.title for r in readings}
    blocks = [b for r in readings for b in r.turtle]
    things = unite(readings, names)
    readings.clear()
    graph = describe(things.entities, things.facts, titles, settings.base, kept_iris(settings))
    return graph, read_blocks(blocks, graph)


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


def kept_iris(settings: Settings) -> dict[str, str]:
    """The names and IRIs of `iris.tsv`, committed beside the notes."""
    file = settings.vault / "iris.tsv"
    if not file.is_file():
        return {}
    rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8")), delimiter="\t")
    return {row[0]: row[1] for row in rows if len(row) >= 2 and row[1].startswith("http")}


def reminders(settings: Settings) -> list[Problem]:
    """What kg.toml leaves to fill in."""
    missing = [n for n in ("title", "licence", "publisher", "contact") if not getattr(settings, n)]
    if not missing:
        return []
    names = ", ".join(missing)
    span = Span(path="kg.toml", line=1, column=1, end=2)
    return [
        Problem(code="KG501", severity="information", span=span,
                message=Text(fr=f"Le jeu de données ne dit pas encore : {names}.", en=f"The data set does not say yet: {names}.", de=f"Der Datensatz nennt noch nicht: {names}."),
                hint=Text(fr="Complétez kg.toml (kg init en écrit un).", en="Fill in kg.toml (kg init writes one).", de="Ergänzen Sie kg.toml (kg init legt eine an)."))
    ]  # fmt: skip


def counts(graph: Graph) -> dict[str, int]:
    """How many things of each class the graph holds."""
    kind, ontology = vocabulary.iri("rdf:type"), vocabulary.ONTOLOGY
    found = Counter(
        value.value.removeprefix(ontology)
        for _, predicate, value in graph.statements
        if predicate == kind and isinstance(value, ox.NamedNode) and value.value.startswith(ontology)
    )
    return dict(sorted(found.items()))


def stamp(settings: Settings, graph: Graph) -> dict[str, str]:
    """What a generation remembers about the notes that it was built from."""
    paths = {note_iri(graph, path): path for path in graph.slugs}
    return {
        "notes": str(len(paths)),
        "base": settings.base,
        "paths": json.dumps(paths, ensure_ascii=False, sort_keys=True),
    }


def require_published(report: Report) -> None:
    """Raises NotPublished when a strict build held back the graph."""
    if not report.published:
        raise NotPublished(
            "Nothing was published: the notes hold errors or violations.", "Mend them, or build without --strict."
        )
