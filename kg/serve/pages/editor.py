"""The editor of the query page: where its files come from, and what it is set up with."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import lru_cache

import pyoxigraph as ox
from starlette.requests import Request

from kg.errors import QueryError
from kg.resources import folder
from kg.serve.pages.render import Words, language_of, site_of
from kg.serve.pages.squares import SQUARES
from kg.serve.pages.workers import named_queries
from kg.store import queries
from kg.store.prefixes import PREFIXES
from kg.texts.pages import PROPERTIES

# The editor is not part of this repository: it comes from a public CDN, held to these very bytes, or from `--assets`.
EDITOR = "4.6.2"
CDN = "https://cdn.jsdelivr.net"
_FILES = {
    "yasgui.min.js": "sha384-PHnh6NwOkxapuqrOSGWoU3gL5yzpM3UyH8b61pBZa2CGVBIx3zaMRua0OjVzxTE5",
    "yasgui.min.css": "sha384-XrXS+j7Q5QPO5/8oDm3teEl9OpxieOPoG+28Qw1GpFjZcEGvZw++uYGBsSy/E3df",
}
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_TERMS = {
    "class": (ox.NamedNode(PREFIXES["owl"] + "Class"), ox.NamedNode(PREFIXES["rdfs"] + "Class")),
    "property": (ox.NamedNode(PREFIXES["owl"] + "ObjectProperty"), ox.NamedNode(PREFIXES["owl"] + "DatatypeProperty"), ox.NamedNode(PREFIXES["rdf"] + "Property")),
}  # fmt: skip
_WORDS = (
    "query",
    "page_size",
    "response",
    "choose_example",
    "map",
    "graph",
    "map_needs",
    "graph_cut",
    "show_form",
    "show_editor",
)


def files(request: Request) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The sources that the policy of the page has to allow, and the editor's files with what holds them to their bytes."""
    site = site_of(request)
    if request.app.state.assets:
        return {}, [(site.link(f"/assets/{name}"), _FILES[name]) for name in _FILES]
    base = f"{CDN}/npm/@zazuko/yasgui@{EDITOR}/build"
    return {"script": CDN, "style": CDN}, [(f"{base}/{name}", digest) for name, digest in _FILES.items()]


def setup(request: Request) -> str:
    """What the editor is set up with, as JSON that may stand in a page: where it asks, examples, prefixes, terms, words."""
    site, spoken = site_of(request), language_of(request)
    rows = []
    for query in named_queries(site).values():
        with suppress(QueryError):  # a default of the vault's own that is not of its type
            text = bare(queries.filled(query, {}, spoken))
            rows.append({"name": query.title.in_language(spoken) or query.name, "query": text})
    said = {
        "endpoint": site.link("/sparql"), "examples": rows, "prefixes": PREFIXES, "terms": terms(), "ids": f"{site.base}id/",
        "page": site.link("/page/"), "squares": SQUARES, "words": {key: Words(spoken)(key) for key in _WORDS},
    }  # fmt: skip
    found = json.dumps(said, ensure_ascii=False)
    return re.sub("[<>&\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", found)


def bare(text: str) -> str:
    """A query without the comments at its beginning."""
    return re.sub(r"\A(?:#.*\n|\s)*", "", text).rstrip()


@lru_cache(maxsize=1)
def terms() -> dict[str, list[str]]:
    """The classes and properties that the editor completes: those of the ontology, and those that it builds upon."""
    store = ox.Store()
    store.bulk_load((folder("ontology") / "mxtd.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    own = {
        key: [q.subject.value for q in store.quads_for_pattern(None, _TYPE, None, None) if isinstance(q.subject, ox.NamedNode) and q.object in kinds]
        for key, kinds in _TERMS.items()
    }  # fmt: skip
    own["property"] += [PREFIXES[p] + name for p, _, name in (x.partition(":") for x in PROPERTIES)]
    return {key: sorted(set(found)) for key, found in own.items()}
