"""The query page: an editor where scripts run, a plain form where they do not, and the answer as a table."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.graph.resources import folder
from kg.model.record import replace
from kg.serve import endpoint as endpoints
from kg.serve.pages.naming import naming
from kg.serve.pages.render import Words, language_of, page, site_of
from kg.serve.pages.results import Shown, shown
from kg.serve.pages.squares import SQUARES
from kg.serve.protocol import asked, reaches_out
from kg.serve.refusal import Refusal
from kg.serve.site import Site
from kg.store import queries
from kg.store.prefixes import PREFIXES
from kg.store.workers.frames import Question
from kg.store.workers.line import Answer
from kg.texts.pages import PROPERTIES

_log = logging.getLogger("kg.serve")
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
_WORDS = ("queries", "choose_example", "map", "graph", "map_needs", "graph_cut", "show_form", "show_editor")
FIRST = """SELECT ?name ?place ?page
WHERE {
  ?x a mxtd:Initiative ; rdfs:label ?name .
  OPTIONAL { ?x mxtd:country/mxtd:isoCode ?place }
  OPTIONAL { ?x schema:url ?page }
}
ORDER BY ?name
LIMIT 50"""


async def query_page(request: Request) -> Response:
    """`/sparql` for people: the form, and with `?query=` the answer."""
    text = request.query_params.get("query")
    answer: Answer | None = None
    refused: Refusal | None = None
    if text is not None:
        try:
            wanted = asked("GET", _without_format(request), {}, b"", request.app.state.endpoint.allowed)
            assert wanted is not None
            answer = await ask(request, replace(wanted.question, rows="json", graph="turtle"))
        except Refusal as error:
            refused = error
    return await run_in_threadpool(_page, request, text, answer, refused)


def _page(request: Request, text: str | None, answer: Answer | None, refused: Refusal | None) -> Response:
    site, spoken = site_of(request), language_of(request)
    found = shown(answer, site, naming(request)) if answer is not None else None
    problem = refused.text(spoken) if refused is not None else ""
    extra, files = editor(request)
    fields = [(k, v) for k, v in request.query_params.multi_items() if k not in ("lang", "format")]
    response = page(
        request, "sparql.html", status=refused.status if refused is not None else 200, hosts=extra, text=text if text is not None else FIRST,
        answer=found, problem=problem, seconds=f"{answer.seconds:.3f}" if answer is not None else "", place=_place(problem), files=files,
        examples=_examples(request), share=f"{site.link('/sparql')}?{urlencode(fields)}", prefixes=PREFIXES,
        formats=[(f, f"{site.link('/sparql')}?{urlencode([*fields, ('format', f)])}") for f in _formats(found)],
    )  # fmt: skip
    response.headers.update(refused.headers if refused is not None else {})
    return response


async def ask(request: Request, question: Question) -> Answer:
    """The whole answer of a worker. Raises Refusal, also for a query that no worker shall see."""
    endpoint: endpoints.Endpoint = request.app.state.endpoint
    far = reaches_out(question.text, endpoint.allowed)
    return await endpoint.whole(question, request.scope, request.receive, far)


def named_queries(site: Site) -> Mapping[str, queries.NamedQuery]:
    """The named queries, those of the vault among them; where one of the vault cannot be read, only our own."""
    try:
        return queries.named(site.settings.queries)
    except QueryError as error:
        _log.warning("%s", error)
        return queries.named()


def _without_format(request: Request) -> bytes:
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "format"]
    return urlencode(kept).encode()


def _formats(answer: Shown | None) -> tuple[str, ...]:
    return (
        ("turtle", "ntriples", "jsonld", "rdfxml")
        if answer is not None and answer.graph
        else ("json", "csv", "tsv", "xml")
    )


def _place(problem: str) -> tuple[int, int] | None:
    """Line and column that a message names, in any of the languages of the interface."""
    found = re.search(r"(?:line|ligne|Zeile) (\d+), (?:column|colonne|Spalte) (\d+)", problem)
    return (int(found[1]), int(found[2])) if found else None


def _examples(request: Request) -> str:
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


def editor(request: Request) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The sources that the policy of the page has to allow, and the editor's files with what holds them to their bytes."""
    site = site_of(request)
    if request.app.state.assets:
        return {}, [(site.link(f"/assets/{name}"), _FILES[name]) for name in _FILES]
    base = f"{CDN}/npm/@zazuko/yasgui@{EDITOR}/build"
    return {"script": CDN, "style": CDN}, [(f"{base}/{name}", digest) for name, digest in _FILES.items()]
