"""The named queries for people: their catalogue, and a page each with a form, the answer, and the query itself."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.model.record import record
from kg.serve.linked.near import missing
from kg.serve.pages.catalogue import catalogue_of, short
from kg.serve.pages.editor import bare
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.pages.results import names_of, shown
from kg.serve.pages.workers import ask, named_queries
from kg.serve.refusal import Refusal
from kg.serve.site import Site
from kg.store import queries
from kg.store.queries import PATTERNS, NamedQuery, Parameter
from kg.store.workers.frames import Question
from kg.store.workers.line import Answer

# How a field of each type is shown: the attributes `type` and `inputmode` of HTML.
_FIELDS = {"year": ("text", "numeric"), "integer": ("text", "numeric"), "iri": ("url", "url"), "code": ("text", "text"), "string": ("text", "text")}  # fmt: skip


@record
class Field:
    """A parameter as a field of a form."""

    name: str
    label: str
    value: str
    kind: str
    mode: str
    pattern: str
    codes: bool


def catalogue(request: Request) -> Response:
    """`/queries`."""
    spoken = language_of(request)
    rows = [
        (
            q.name,
            q.title.in_language(spoken) or q.name,
            q.description.in_language(spoken),
            [p.name for p in q.parameters],
        )
        for q in named_queries(site_of(request)).values()
    ]
    return page(request, "queries.html", rows=rows)


async def one(request: Request) -> Response:
    """`/queries/<name>`: the form with the values of the address, and the answer."""
    query = (await run_in_threadpool(named_queries, site_of(request))).get(request.path_params["name"])  # reads files
    if query is None:
        return await run_in_threadpool(missing, request, f"queries/{request.path_params['name']}")
    values, spoken = _values(request, query), language_of(request)
    answer: Answer | None = None
    status, problem, text = 200, "", ""
    try:
        text = queries.filled(query, values, spoken)
        answer = await ask(request, Question(text=text))
    except QueryError as error:
        status, problem = 400, "\n".join(x.in_language(spoken) for x in (error.said, error.advice) if x is not None)
    except Refusal as refused:
        status, problem = refused.status, refused.text(spoken)
    return await run_in_threadpool(_page, request, query, values, text, answer, (status, problem))


def _page(
    request: Request,
    query: NamedQuery,
    values: Mapping[str, str],
    text: str,
    answer: Answer | None,
    wrong: tuple[int, str],
) -> Response:
    site, called, spoken = site_of(request), naming(request), language_of(request)
    fields = [_field(p, values, spoken) for p in query.parameters]
    found = shown(answer, site, called, names_of(site)) if answer is not None else None
    graph = found is not None and bool(found.graph)
    asked, root = urlencode(values), site.link(f"/api/queries/{quote(query.name, safe='')}")
    formats = [
        (f, f"{root}?{urlencode([*values.items(), ('format', f)])}")
        for f in (("jsonld", "turtle") if graph else ("json", "csv", "sparql"))
    ]
    return page(
        request, "query.html", status=wrong[0], name=query.name, title=query.title.in_language(spoken) or query.name,
        about=query.description.in_language(spoken), fields=fields, answer=found, problem=wrong[1], text=bare(text or query.text), whole=bool(text),
        seconds=f"{answer.seconds:.3f}" if answer is not None else "", formats=formats, address=f"{root}?{asked}" if asked else root,
        codes=_codes(site, called) if any(f.codes for f in fields) else (),
    )  # fmt: skip


def _field(parameter: Parameter, values: Mapping[str, str], spoken: str) -> Field:
    kind, mode = _FIELDS[parameter.type]
    value = values.get(parameter.name, spoken if parameter.name == "language" else parameter.default)
    return Field(name=parameter.name, label=parameter.said.in_language(spoken) or parameter.name, value=value, kind=kind, mode=mode,
                 pattern="" if parameter.type == "iri" else PATTERNS.get(parameter.type, ""), codes=parameter.type == "code")  # fmt: skip


def _codes(site: Site, called: Naming) -> list[tuple[str, str]]:
    """The places that entries name: their codes and names."""
    places = {iri for e in catalogue_of(site).entries for iri in (*e.countries, *e.regions)}
    return sorted((short(iri), called(ox.NamedNode(iri))) for iri in places)


def _values(request: Request, query: NamedQuery) -> dict[str, str]:
    """The values of the address for the parameters that there are; empty ones are the default."""
    return {p.name: v for p in query.parameters if (v := request.query_params.get(p.name))}


def routes() -> list[BaseRoute]:
    """The addresses of named queries, for people."""
    return [Route("/queries", catalogue), Route("/queries/{name}", one)]
