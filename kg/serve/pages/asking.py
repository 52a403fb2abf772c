"""The query page: an editor where scripts run, a plain form where they do not, and the answer as a table."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.model.record import replace
from kg.model.text import Text
from kg.serve import endpoint as endpoints
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.pages.results import Shown, shown
from kg.serve.protocol import asked
from kg.serve.refusal import Refusal
from kg.store import queries
from kg.store.prefixes import PREFIXES
from kg.store.workers.frames import Question
from kg.store.workers.line import Answer

# The editor is not part of this repository: it comes from a public CDN, held to these very bytes, or from `--assets`.
EDITOR = "4.6.2"
CDN = "https://cdn.jsdelivr.net"
_FILES = {
    "yasgui.min.js": "sha384-PHnh6NwOkxapuqrOSGWoU3gL5yzpM3UyH8b61pBZa2CGVBIx3zaMRua0OjVzxTE5",
    "yasgui.min.css": "sha384-XrXS+j7Q5QPO5/8oDm3teEl9OpxieOPoG+28Qw1GpFjZcEGvZw++uYGBsSy/E3df",
}
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
    site, status = site_of(request), 200
    answer: Shown | None = None
    problem = ""
    seconds = 0.0
    if text is not None:
        try:
            wanted = asked("GET", _without_format(request), {}, b"", request.app.state.endpoint.allowed)
            assert wanted is not None
            found = await ask(request, replace(wanted.question, rows="json", graph="turtle"), wanted.far)
            answer, seconds = shown(found, site, naming(request)), found.seconds
        except Refusal as refused:
            status, problem = refused.status, refused.text(language_of(request))
    extra, files = _editor(request)
    fields = [(k, v) for k, v in request.query_params.multi_items() if k not in ("lang", "format")]
    return page(
        request, "sparql.html", status=status, hosts=extra, text=text if text is not None else FIRST, answer=answer, problem=problem,
        seconds=f"{seconds:.3f}", place=_place(problem), files=files, examples=_examples(request),
        formats=[(f, f"{site.link('/sparql')}?{urlencode([*fields, ('format', f)])}") for f in _formats(answer)],
        prefixes="".join(f"PREFIX {p}: <{i}>\n" for p, i in PREFIXES.items()),
    )  # fmt: skip


async def ask(request: Request, question: Question, far: bool = False) -> Answer:
    """The whole answer of a worker. Raises Refusal."""
    endpoint: endpoints.Endpoint = request.app.state.endpoint
    return await endpoint.whole(question, request.scope, request.receive, far)


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
    """The named queries for the editor, as JSON that may stand in a page."""
    site, spoken = site_of(request), language_of(request)
    rows = []
    for query in queries.named(site.settings.queries).values():
        text = queries.filled(query, {}, spoken)
        rows.append(
            {"name": _said(query.title, spoken) or query.name, "query": re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)}
        )
    found = json.dumps({"endpoint": site.link("/sparql"), "examples": rows, "prefixes": PREFIXES}, ensure_ascii=False)
    return re.sub("[<>&\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", found)


def _said(text: Text, language: str) -> str:
    return text.in_language(language)


def _editor(request: Request) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The sources that the policy of the page has to allow, and the editor's files with what holds them to their bytes."""
    site = site_of(request)
    if request.app.state.assets:
        return {}, [(site.link(f"/assets/{name}"), _FILES[name]) for name in _FILES]
    base = f"{CDN}/npm/@zazuko/yasgui@{EDITOR}/build"
    return {"script": CDN, "style": CDN}, [(f"{base}/{name}", digest) for name, digest in _FILES.items()]
