"""Things, as all notes together make them, and what each mention adds to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model.fact import Fact, Kind, Mention, Ref, Value
from kg.model.record import record, replace
from kg.model.span import Span

# Of each of these a thing has one: the first in the order of the notes.
SINGLE = ("schema:url", "schema:startDate", "schema:endDate", "mxtd:status")


@record
class Account:
    """A mention with the facts about it, all from one note. `id` is its number in the ledger."""

    mention: Mention
    facts: tuple[Fact, ...] = ()
    id: int = 0


@record
class Thing:
    """One thing, from all its mentions. `key` is the smallest key of them.

    `names` are its names as (text, language), each once, its main name first; `labels` those that are its one label a
    language. `firsts` are the values of the properties of which a thing has one. `about` is the path of the note that is
    wholly about it, `given` the IRI that a mention gives it, `stands` whether it has an item, heading, row or note of its own: what only runs or
    pays for another has none.
    """

    key: str
    kind: Kind
    funder: bool
    names: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]
    span: Span
    about: str = ""
    given: str = ""
    stands: bool = True
    firsts: tuple[tuple[str, Value], ...] = ()
    paths: tuple[str, ...] = ()
    iri: str = ""

    @property
    def label(self) -> str:
        """Its main name."""
        return self.names[0][0]

    def first(self, property_: str) -> Value | None:
        """Its one value of a property of which it has one."""
        return next((v for p, v in self.firsts if p == property_), None)


def in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions of one thing, those first that say most of it: the note about it, then its entries, then mere names."""
    return sorted(mentions, key=lambda m: (not m.about or not m.entry, m.weak, not m.entry, m.key))


def moved(fact: Fact, thing: Thing, things: Mapping[str, Thing]) -> Fact | None:
    """A fact about a mention as it stands of its thing, or None where it says nothing: to itself, or of what is none.

    What an organisation was taken for where it is only named is no kind of it; part of it is led by it; of a page, date or
    status the first in the order of the notes stays, further pages are references. `things` are the things of the note's
    mentions, by the mentions' keys.
    """
    if isinstance(fact.value, Ref):
        target = things.get(fact.value.key)
        if target is None or target.key == thing.key:
            return None
        runs = target.kind == "organisation" and thing.kind != "organisation"
        return replace(fact, property="mxtd:ledBy") if runs and fact.property == "dcterms:isPartOf" else fact
    if fact.property == "mxtd:kind" and thing.kind == "organisation":
        return None  # the ontology has kinds of initiatives
    if fact.property == "skos:exactMatch" and thing.kind == "organisation":
        return replace(fact, property="owl:sameAs")
    if fact.property in SINGLE and thing.first(fact.property) != fact.value:
        return replace(fact, property="dcterms:references") if fact.property == "schema:url" else None
    return fact
