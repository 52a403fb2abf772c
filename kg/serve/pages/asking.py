"""The query page: an editor where scripts run, a plain form where they do not, and the answer as a table."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.model.record import replace
from kg.serve.pages import editor
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.pages.results import Shown, shown
from kg.serve.pages.workers import ask
from kg.serve.protocol import asked
from kg.serve.refusal import Refusal
from kg.store.prefixes import PREFIXES
from kg.store.workers.line import Answer

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
    extra, files = editor.files(request)
    fields = [(k, v) for k, v in request.query_params.multi_items() if k not in ("lang", "format")]
    response = page(
        request, "sparql.html", status=refused.status if refused is not None else 200, hosts=extra, text=text if text is not None else FIRST,
        answer=found, problem=problem, seconds=f"{answer.seconds:.3f}" if answer is not None else "", place=_place(problem), files=files,
        examples=editor.setup(request), share=f"{site.link('/sparql')}?{urlencode(fields)}", prefixes=PREFIXES,
        formats=[(f, f"{site.link('/sparql')}?{urlencode([*fields, ('format', f)])}") for f in _formats(found)],
    )  # fmt: skip
    response.headers.update(refused.headers if refused is not None else {})
    return response


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
