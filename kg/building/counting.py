"""How much there is of what: counted once, then by what comes and goes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.building.vocabulary import concepts, is_ours
from kg.graph import vocabulary
from kg.graph.vocabulary import ONTOLOGY, PLACE, Statement
from kg.model.text import Text
from kg.store.editing import Change

_COUNTED = ("rdf:type", "mxtd:kind", "mxtd:country")
ALL = "statements"


def count(store: ox.Store, base: str) -> Counter[str]:
    """What a store holds. The engine counts: to fetch what it counts takes twice as long."""
    theirs = _THEIRS.format(place=PLACE, concepts=", ".join(f"<{c}>" for c in sorted(concepts())))
    found: Counter[str] = Counter()
    for name in _COUNTED:
        asked = f"SELECT ?v (COUNT(*) AS ?n) {{ ?s <{vocabulary.iri(name)}> ?v {theirs} }} GROUP BY ?v"
        rows = [row for row in _rows(store, asked) if isinstance(row["v"], ox.NamedNode)]
        found.update({f"{name} {row['v'].value}": int(row["n"].value) for row in rows})
    label = f"?s <{vocabulary.iri('rdfs:label')}> ?v {theirs} BIND(LANG(?v) AS ?l)"
    asked = f"SELECT ?l (COUNT(*) AS ?n) {{ {label} FILTER(?l != '') }} GROUP BY ?l"
    found.update({f"rdfs:label {row['l'].value}": int(row["n"].value) for row in _rows(store, asked)})
    (total,) = _rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    found[ALL] = int(total["n"].value) - _of_vocabulary(store, base)
    return found


# What the vocabulary describes is not counted (vocabulary.is_ours).
_THEIRS = "FILTER(!STRSTARTS(STR(?s), '{place}') && ?s NOT IN ({concepts}))"


def _rows(store: ox.Store, asked: str) -> list[ox.QuerySolution]:
    found = store.query(asked)
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def _of_vocabulary(store: ox.Store, base: str) -> int:
    graphs = (ox.NamedNode(f"{base}graph/{name}") for name in ("places", "concepts"))
    return sum(1 for graph in graphs for _ in store.quads_for_pattern(None, None, None, graph))


def count_again(before: Counter[str], change: Change) -> Counter[str]:
    """What it holds after a change."""
    now = Counter(before)
    now.update(_keys(change.added))
    now.subtract(_keys(change.removed))
    now[ALL] += sum(not is_ours(s) for s, _, _ in change.added) - sum(not is_ours(s) for s, _, _ in change.removed)
    return Counter({k: n for k, n in now.items() if n})


def _keys(statements: Iterable[Statement]) -> Iterator[str]:
    for subject, predicate, value in statements:
        if is_ours(subject):
            continue
        if isinstance(value, ox.NamedNode):
            name = next((n for n in _COUNTED if vocabulary.iri(n) == predicate), "")
            if name:
                yield f"{name} {value.value}"
        elif value.language and predicate == vocabulary.iri("rdfs:label"):
            yield f"rdfs:label {value.language}"


def _of(found: Counter[str], name: str) -> dict[str, int]:
    return {k.partition(" ")[2]: n for k, n in found.items() if k.startswith(f"{name} ") and n > 0}


def classes(found: Counter[str]) -> dict[str, int]:
    """How many things of each class of ours there are."""
    own = {v.removeprefix(ONTOLOGY): n for v, n in _of(found, "rdf:type").items() if v.startswith(ONTOLOGY)}
    return dict(sorted(own.items()))


def kinds(found: Counter[str]) -> tuple[tuple[Text, int], ...]:
    """How many things of each kind there are."""
    named = [(name_of(v), n) for v, n in _of(found, "mxtd:kind").items()]
    return tuple(sorted(named, key=lambda k: (k[0].en, k[1])))


def countries(found: Counter[str]) -> int:
    """In how many countries things are."""
    return len(_of(found, "mxtd:country"))


def languages(found: Counter[str]) -> Counter[str]:
    """How many main names there are in each language."""
    return Counter(_of(found, "rdfs:label"))


def name_of(concept: str) -> Text:
    """The name of a concept, as it is written within a line."""
    label = vocabulary.iri("rdfs:label")
    said = [v for s, p, v in vocabulary.about_concepts() if s == concept and p == label]
    names = {v.language: v.value.lower() for v in said if isinstance(v, ox.Literal)}
    own = concept.rsplit("kind-", 1)[-1]
    return Text(fr=names.get("fr", own), en=names.get("en", own), de=names.get("de", own).title())


def as_text(found: Counter[str]) -> str:
    """The counts, to be kept."""
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def of_text(kept: str) -> Counter[str]:
    """The counts that were kept."""
    return Counter({str(k): int(v) for k, v in json.loads(kept).items()})
