"""Decisions as others take them: SSSOM (all of them), statements for QuickStatements, links in Turtle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.links.curies import BUILT_IN, PLACE
from kg.links.records import Decision
from kg.links.rows import SAME
from kg.links.saving import as_sssom
from kg.model.addresses import EUROPEANA, WIKIDATA

_ITEM = re.compile(re.escape(WIKIDATA) + r"(Q[1-9][0-9]*)")


def sssom(decisions: Iterable[Decision], base: str, licence: str = "") -> str:
    """All decisions, of all targets, as one file of SSSOM/TSV 1.1."""
    return as_sssom(decisions, "all", base, licence)


def turtle(decisions: Iterable[Decision], base: str) -> str:
    """The accepted links as Turtle, one subject after the other."""
    prefixes = {
        "europeana": EUROPEANA,
        "kg": f"{base}id/",
        "owl": BUILT_IN["owl"],
        "place": PLACE,
        "skos": BUILT_IN["skos"],
        "wikidata": WIKIDATA,
    }
    links = {
        ox.Triple(ox.NamedNode(d.subject), ox.NamedNode(_predicate(d.predicate)), ox.NamedNode(d.object))
        for d in decisions
        if d.said == "accepted"
    }
    said = ox.serialize(sorted(links, key=str), format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    assert said is not None
    return said.decode("utf-8")


def quickstatements(
    decisions: Iterable[Decision],
    pages: Mapping[str, Sequence[str]],
    websites: Mapping[str, Sequence[str]],
    official: Callable[[str], bool],
) -> str:
    """Official websites that items of Wikidata lack, as QuickStatements V1 takes them: `Q42<tab>P856<tab>"https://…"`.

    `pages` are the pages of our entries, by IRI; `websites` those of the items, by IRI: of an item that is not there
    nothing is known, and nothing is said; `official` tells whether a page can be an official one (no video site, no social
    network). Only what a person accepted as the same thing counts, only one entry an item, and only an entry with one such
    page; an item that has any website is left to a person.
    """
    linked: dict[str, set[str]] = defaultdict(set)
    for d in decisions:
        if d.said == "accepted" and d.predicate in SAME and d.reviewer and _ITEM.fullmatch(d.object):
            linked[d.object].add(d.subject)
    lines: list[str] = []
    for item, subjects in sorted(linked.items(), key=lambda x: (len(x[0]), x[0])):
        found = [p for s in subjects for p in pages.get(s, ()) if official(p)]
        if len(subjects) == 1 and len(found) == 1 and item in websites and not websites[item]:
            lines.append(f'{item.removeprefix(WIKIDATA)}\tP856\t"{_quoted(found[0])}"\n')
    return "".join(lines)


def _quoted(address: str) -> str:
    """An address that ends no quote and no column."""
    return re.sub(r"[\"\s|]", lambda m: f"%{ord(m.group()):02X}", address)


def _predicate(name: str) -> str:
    prefix, _, local = name.partition(":")
    return BUILT_IN[prefix] + local
