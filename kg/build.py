"""The whole story on one page: read, recognise, describe, check, publish."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, count
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.graph import shapes, vocabulary
from kg.graph.catalogue import catalogue
from kg.graph.describe import Graph, describe, note_iri, plain, quads
from kg.graph.kept import claims, disputes, vanished
from kg.graph.turtle import read_blocks
from kg.model.codes import CODES
from kg.model.fact import Reading
from kg.model.folding import fold
from kg.model.note import Note
from kg.model.problem import Problem, Text
from kg.model.span import Span
from kg.notes.kept import read_kept
from kg.notes.vault import Vault, read_vault
from kg.recognise.identity import unite
from kg.recognise.look_alikes import look_alikes
from kg.recognise.outline import titles_of
from kg.recognise.reading import read_note
from kg.settings import Settings
from kg.store import generations
from kg.store.published import lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build read, found and published."""

    problems: tuple[Problem, ...]
    notes: int
    counts: dict[str, int]
    published: bool
    statements: int
    skipped: int = 0
    kinds: tuple[tuple[Text, int], ...] = ()
    countries: int = 0

    @property
    def stops(self) -> bool:
        """Whether the notes hold at least one error or violation."""
        return any(p.stops for p in self.problems)


Stage: TypeAlias = Literal["read", "recognise", "check", "wait", "publish"]
Tell: TypeAlias = Callable[[Stage, int, int], None]


def silent(_stage: Stage, _done: int, _total: int) -> None:
    """Tell nobody."""


def build(settings: Settings, *, strict: bool = False, publish: bool = True, tell: Tell = silent) -> Report:
    """Build the graph of a vault and publish it as a new generation.

    Raises VaultError when there is no vault, StoreError when the store cannot be written. When `strict`
    and a note breaks something, nothing is published, and the report says so. `tell` hears what is being done, how much of it is
    done, and of how much (0: that is not known).
    """
    read = count(1)
    vault = read_vault(settings.vault, settings.ignore, lambda: tell("read", next(read), 0))
    readings, found = recognise(vault, tell)
    graph, twins, odd = graph_of(vault, readings, settings)
    found.extend(odd)
    words = vocabulary.load()
    notes, skipped, unread = len(vault.notes), vault.skipped, vault.problems
    del vault, readings  # what was read is in the graph now
    tell("check", 0, 0)
    problems = [*unread, *found, *check(graph, words, settings, twins), *reminders(settings)]
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
                    statements=len(graph.statements), skipped=skipped, kinds=kinds(graph, words),
                    countries=len(named_by(graph, "mxtd:country")))  # fmt: skip
    if publish:
        tell("publish", 0, 0)
        everything = chain(quads(graph, words), described)
        generations.publish(settings.vault, everything, stamp(settings, graph), lambda: tell("wait", 0, 0))
    return report


def check(
    graph: Graph, words: vocabulary.Vocabulary, settings: Settings, twins: frozenset[str] = frozenset()
) -> list[Problem]:
    """Judge the graph by the shapes and leave out what breaks them, until what is left conforms.

    That two things have one page (KG394) is not said again of `twins`, which are said to look alike.
    """
    problems: list[Problem] = []
    while True:
        results = shapes.judge(plain(graph, words), settings.shapes)
        problems.extend(shapes.problems([r for r in results if r.code != "KG394" or r.focus not in twins], graph))
        out = shapes.broken(results, graph) & graph.statements.keys()
        if not out:
            return problems
        for triple in out:
            del graph.statements[triple]


def recognise(vault: Vault, tell: Tell = silent) -> tuple[list[Reading], list[Problem]]:
    """Read every note for what it says."""
    places = vocabulary.load().table
    shared = shared_titles(vault.notes)
    readings: list[Reading] = []
    problems: list[Problem] = []
    for index, note in enumerate(vault.notes, start=1):
        reading, found = read_note(note, places, shared)
        readings.append(reading)
        problems.extend(found)
        tell("recognise", index, len(vault.notes))
    return readings, problems


def graph_of(vault: Vault, readings: list[Reading], settings: Settings) -> tuple[Graph, frozenset[str], list[Problem]]:
    """Unite what the notes say, and describe it; with the IRIs of what looks alike, and what is wrong."""
    shared = shared_titles(vault.notes)
    names: dict[str, str] = {}
    for note in vault.notes:
        for name in (note.name, note.path.rsplit(".", 1)[0], *(v.text for v in note.values("alias", "aliases"))):
            names.setdefault(fold(name), note.path)
    things = unite(readings, names)
    titles = {n.path: titles_of(n, shared)[0].text for n in vault.notes}
    kept, problems = read_kept(settings.vault)
    claimed = claims(things.entities, things.facts, kept)
    graph = describe(
        things.entities, things.facts, titles, settings.base, {key: row.iri for key, row in claimed.items()}
    )
    blocks = read_blocks((b for n in vault.notes for b in n.turtle), graph)
    gone = vanished(lost(settings.vault, settings.base, graph.spans), things.entities, things.facts, graph, kept)
    alike = look_alikes(things.entities, things.facts)
    twins = frozenset(graph.iris[e.key] for a in alike for e in (a.first, a.later))
    return (
        graph,
        twins,
        [*problems, *(a.problem for a in alike), *disputes(things.entities, claimed, kept), *blocks, *gone],
    )


def shared_titles(notes: tuple[Note, ...]) -> frozenset[str]:
    """Titles that several notes bear are the site's name."""
    seen = Counter(fold(n.title.text) for n in notes if n.title is not None)
    return frozenset(title for title, times in seen.items() if times > 1) | (
        frozenset(seen) if len(notes) == 1 and first_title_is_not_its_heading(notes[0]) else frozenset()
    )


def first_title_is_not_its_heading(note: Note) -> bool:
    """Whether a lone note's heading says something else than its `title:`."""
    heading = next((s.heading for s in note.root.walk() if s.heading is not None), None)
    return note.title is not None and heading is not None and fold(heading.text) != fold(note.title.text)


def reminders(settings: Settings) -> list[Problem]:
    """What kg.toml leaves to fill in."""
    missing = [n for n in ("title", "licence", "publisher", "contact") if not getattr(settings, n)]
    if not missing:
        return []
    span = Span(path="kg.toml", line=1, column=1, end=2)
    return [CODES["KG501"].at(span, names=", ".join(missing))]


def counts(graph: Graph) -> dict[str, int]:
    """How many things of each class the graph holds."""
    kind = vocabulary.term("rdf:type")
    found = Counter(
        t.object.value.removeprefix(vocabulary.ONTOLOGY)
        for t in graph.statements
        if t.predicate == kind and isinstance(t.object, ox.NamedNode) and t.object.value.startswith(vocabulary.ONTOLOGY)
    )
    return dict(sorted(found.items()))


def named_by(graph: Graph, property_: str) -> Counter[str]:
    """What a property names, and how often."""
    wanted = vocabulary.term(property_)
    return Counter(
        t.object.value for t in graph.statements if t.predicate == wanted and isinstance(t.object, ox.NamedNode)
    )


def kinds(graph: Graph, words: vocabulary.Vocabulary) -> tuple[tuple[Text, int], ...]:
    """How many initiatives there are of each kind, by the kind's name."""
    label = vocabulary.term("rdfs:label")
    found: list[tuple[Text, int]] = []
    for iri, number in named_by(graph, "mxtd:kind").items():
        said = [t.object for t in words.concepts.get(iri, ()) if t.predicate == label]
        names = {o.language or "": o.value.lower() for o in said if isinstance(o, ox.Literal)}
        found.append((Text(fr=names.get("fr", iri), en=names.get("en", iri), de=names.get("de", iri).title()), number))
    return tuple(sorted(found, key=lambda kind: kind[0].en))


def stamp(settings: Settings, graph: Graph) -> dict[str, str]:
    """What a generation remembers about the notes that it was built from."""
    paths = {note_iri(graph, path): path for path in graph.slugs}
    return {
        "notes": str(len(paths)),
        "base": settings.base,
        "paths": json.dumps(paths, ensure_ascii=False, sort_keys=True),
    }
