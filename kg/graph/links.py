"""Links that were decided: facts from files of decisions, about the IRIs of things, into the graph."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import pyoxigraph as ox

from kg.graph import vocabulary
from kg.graph.describe import Graph
from kg.graph.vocabulary import PLACE
from kg.model.codes import CODES
from kg.model.fact import Fact, Iri
from kg.model.problem import Problem


def add_links(graph: Graph, facts: Iterable[Fact]) -> list[Problem]:
    """Add to the graph what facts say of its things and places; a Problem for each about something that it has not.

    A place is added to where the notes mention it: what nobody mentions is not in the graph.
    """
    known = {subject for subject, _, _ in graph.statements}
    known |= {v.value for _, _, v in graph.statements if isinstance(v, ox.NamedNode) and v.value.startswith(PLACE)}
    given = list(facts)
    asked = frozenset(f.subject.removeprefix(PLACE) for f in given if f.subject.startswith(PLACE))
    places = {subject for subject, _, _ in vocabulary.about_places(asked)} if asked else set[str]()
    problems: list[Problem] = []
    for fact in given:
        assert isinstance(fact.value, Iri)
        if fact.subject in known:
            graph.files.setdefault(fact.span.path, quote(fact.span.path))
            graph.add(fact.subject, fact.property, ox.NamedNode(fact.value.iri), fact.span, fact.recogniser)
        elif fact.subject not in places:
            problems.append(CODES["KG605"].at(fact.span, iri=fact.subject))
    return problems
