"""The state of the notes: what the last build found, and what a reader would miss."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.model.problem import SEVERITIES
from kg.report import PROBLEMS
from kg.serve.pages.catalogue import catalogue_of
from kg.serve.pages.lists import CLASSES
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.site import Site
from kg.texts import NOUNS

_MOST = 500  # problems that a page shows


def quality(request: Request) -> Response:
    """`/quality`, narrowed by `?code=` and `?severity=`."""
    site, spoken = site_of(request), language_of(request)
    problems = problems_of(site)
    code, severity = request.query_params.get("code", ""), request.query_params.get("severity", "")
    wanted = [p for p in problems if code in ("", p["code"]) and severity in ("", p["severity"])]
    links = {path: site.link_of(iri) for iri, path in site.paths.items()}
    rows = [
        {**p, "said": p["message"][spoken], "advice": (p["hint"] or {}).get(spoken, ""), "link": f"{links[p['path']]}#L{p['line']}" if p["path"] in links else "",
         "kind": NOUNS[p["severity"]][0].in_language(spoken)}
        for p in wanted[:_MOST]
    ]  # fmt: skip
    severities = Counter(p["severity"] for p in problems)
    codes = Counter((p["code"], p["severity"]) for p in problems)
    return page(
        request, "quality.html", rows=rows, count=len(wanted), code=code,
        severities=[(s, NOUNS[s][1].in_language(spoken), severities[s]) for s in SEVERITIES if severities[s]],
        codes=[(c, n) for (c, _), n in sorted(codes.items(), key=lambda k: (SEVERITIES.index(k[0][1]), -k[1], k[0]))],
        lacking=_lacking(site),
    )  # fmt: skip


def problems_of(site: Site) -> list[dict[str, Any]]:
    """What the build of a generation found; empty for one that did not keep it."""
    found: list[dict[str, Any]] | None = site.kept.get("problems")
    if found is None:
        try:
            read = json.loads((site.generation.path / PROBLEMS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            read = []
        found = site.kept.setdefault("problems", read)
    return found


def _lacking(site: Site) -> list[tuple[str, int, int]]:
    """What initiatives lack that readers look for: the key, how many lack it, of how many."""
    entries = catalogue_of(site).of_class(CLASSES["initiatives"])
    lacks = {
        "facet_country": sum(not (e.countries or e.areas) for e in entries),
        "page_link": sum(not e.url for e in entries),
        "period": sum(e.start is None and e.end is None for e in entries),
        "description": sum(not e.description for e in entries),
        "facet_funder": sum(not e.funders for e in entries),
        "facet_size": sum(not e.sizes for e in entries),
    }
    return [(key, number, len(entries)) for key, number in lacks.items()]


def routes() -> list[BaseRoute]:
    """The address of the state of the notes."""
    return [Route("/quality", quality)]
