"""JSON-LD 1.1, compacted with our `@context` (https://www.w3.org/TR/json-ld11/), one node object an entity."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from kg.resources import folder

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def context() -> dict[str, Any]:
    """The `@context` of the ontology folder. Raises StoreError when the installation lacks that."""
    said: dict[str, Any] = json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return said


class Compact:
    """Terms by the IRI that they stand for."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.prefixes = {
            k: v for k, v in said.items() if isinstance(v, str) and v.endswith(("/", "#")) and not k.startswith("@")
        }
        self.terms: dict[str, tuple[str, dict[str, Any]]] = {}
        self.types: dict[str, str] = {}
        for key, value in said.items():
            if isinstance(value, dict) and "@id" in value:
                self.terms[self.expand(value["@id"])] = (key, value)
            elif isinstance(value, str) and ":" in value and key not in self.prefixes:
                self.types[self.expand(value)] = key

    def expand(self, name: str) -> str:
        """The IRI of a prefixed name."""
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else name

    def shorten(self, iri: str) -> str:
        """An IRI for the place of a key or type: its term, its prefixed form, or itself."""
        if iri in self.types:
            return self.types[iri]
        for prefix, base in self.prefixes.items():
            if iri.startswith(base) and iri != base:
                return f"{prefix}:{iri[len(base) :]}"
        return iri


def write_jsonld(triples: Sequence[ox.Triple], frame: str = "") -> bytes:
    """All statements as one document; with `frame`, the entity of that IRI with what it names inside it, and beside it
    (`@included`) what names it."""
    said = context()
    nodes = _nodes(triples, compacting())
    if frame in nodes:
        document: dict[str, Any] = {"@context": said, **_embedded(nodes, frame)}
    else:
        document = {"@context": said, "@graph": [nodes[iri] for iri in sorted(nodes)]}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


@lru_cache(maxsize=1)
def compacting() -> Compact:
    """The terms of our context."""
    return Compact(context())


def _nodes(triples: Sequence[ox.Triple], compact: Compact) -> dict[str, dict[str, Any]]:
    grouped: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in sorted(triples, key=str):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            grouped[triple.subject.value][triple.predicate.value].append(triple.object)
    nodes: dict[str, dict[str, Any]] = {}
    for subject, properties in grouped.items():
        node: dict[str, Any] = {"id": subject}
        types = [compact.shorten(v.value) for v in properties.pop(TYPE, [])]
        if types:
            node["type"] = types
        found: dict[str, Any] = {}
        for predicate, values in properties.items():
            _put(found, predicate, values, compact)
        node.update(sorted(found.items()))
        nodes[subject] = node
    return nodes


def _put(node: dict[str, Any], predicate: str, values: list[ox.NamedNode | ox.Literal], compact: Compact) -> None:
    """Write values under the term that fits them; what it does not fit goes under the prefixed name."""
    key, definition = compact.terms.get(predicate, ("", {}))
    rest: list[ox.NamedNode | ox.Literal] = []
    links: list[str] = []
    by_language: dict[str, list[str]] = defaultdict(list)
    container = definition.get("@container", [])
    for value in values:
        if key and isinstance(value, ox.NamedNode) and definition.get("@type") == "@id":
            links.append(value.value)
        elif (
            key
            and isinstance(value, ox.Literal)
            and "@language" in container
            and value.datatype.value in (_STRING, _LANG)
        ):
            by_language[value.language or "@none"].append(value.value)
        else:
            rest.append(value)
    if links:
        node[key] = links if len(links) > 1 or "@set" in container else links[0]
    if by_language:
        node[key] = {k: v if len(v) > 1 or "@set" in container else v[0] for k, v in sorted(by_language.items())}
    if rest:
        plain = [_value(v) for v in rest]
        name = (
            key
            if key and not links and not by_language and "@type" not in definition and not container
            else prefixed(predicate, compact)
        )
        node[name] = plain if len(plain) > 1 else plain[0]


def prefixed(predicate: str, compact: Compact) -> str:
    """A property's name in short, where one of the prefixes fits."""
    for prefix, base in compact.prefixes.items():
        if predicate.startswith(base):
            return f"{prefix}:{predicate[len(base) :]}"
    return predicate


def _value(value: ox.NamedNode | ox.Literal) -> Any:
    if isinstance(value, ox.NamedNode):
        return {"id": value.value}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == _STRING:
        return value.value
    return {"@value": value.value, "@type": value.datatype.value}


def _embedded(nodes: dict[str, dict[str, Any]], root: str) -> dict[str, Any]:
    node = dict(nodes[root])
    inside = {root}
    for key, value in node.items():
        if key in ("id", "type", "label", "altLabel", "description"):
            continue
        items = value if isinstance(value, list) else [value]
        inside.update(i for i in items if isinstance(i, str) and i in nodes)
        found = [nodes.get(i, i) if isinstance(i, str) and i != root else i for i in items]
        node[key] = found if isinstance(value, list) else found[0]
    rest = [nodes[iri] for iri in sorted(nodes) if iri not in inside]
    return {**node, "@included": rest} if rest else node
