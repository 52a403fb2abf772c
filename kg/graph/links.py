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
from kg.model.known import Known
from kg.model.problem import Problem


def add_links(graph: Graph, facts: Iterable[Fact], others: Iterable[Known] = ()) -> list[Problem]:
    """Add to the graph what facts say of its things and places; a Problem for each about something that it has not, and
    for each of `others`, what else was decided of: that would be asked again.

    A place is added to where the notes mention it: what nobody mentions is not in the graph.
    """
    known = {subject for subject, _, _ in graph.statements}
    known |= {v.value for _, _, v in graph.statements if isinstance(v, ox.NamedNode) and v.value.startswith(PLACE)}
    given = list(facts)
    about = [*((f.subject, f.span) for f in given), *((o.iri, o.span) for o in others)]
    asked = frozenset(iri.removeprefix(PLACE) for iri, _ in about if iri.startswith(PLACE))
    places = {subject for subject, _, _ in vocabulary.about_places(asked)} if asked else set[str]()
    for fact in given:
        assert isinstance(fact.value, Iri)
        if fact.subject in known:
            graph.files.setdefault(fact.span.path, quote(fact.span.path))
            graph.add(fact.subject, fact.property, ox.NamedNode(fact.value.iri), fact.span, fact.recogniser)
    unknown = [(iri, span) for iri, span in about if span is not None and iri not in known and iri not in places]
    return [CODES["KG605"].at(span, iri=iri) for iri, span in unknown]
