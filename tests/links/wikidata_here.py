"""A Wikidata on this machine: it searches its items' names, hands out at most 50, and answers SPARQL with a real engine."""

from __future__ import annotations

import json
import urllib.parse
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

ITEMS = Path(__file__).parent / "answers" / "wikidata_items.json"
WEBSITE = ox.NamedNode("http://www.wikidata.org/prop/direct/P856")


class WikidataHere:
    """`redirects` leads from old ids to new; `requests` counts what was asked."""

    def __init__(self, httpserver: HTTPServer, items: dict[str, Any] | None = None) -> None:
        self.items = items if items is not None else json.loads(ITEMS.read_text(encoding="utf-8"))
        self.redirects: dict[str, str] = {}
        self.websites: dict[str, str] = {}  # address → item
        self.requests: Counter[str] = Counter()
        self.searches: list[tuple[str, str]] = []
        self.batches: list[list[str]] = []
        httpserver.expect_request("/w/api.php", method="GET").respond_with_handler(self._api)
        httpserver.expect_request("/sparql", method="POST").respond_with_handler(self._sparql)
        self.api = httpserver.url_for("/w/api.php")
        self.query_service = httpserver.url_for("/sparql")

    def _api(self, request: Request) -> Response:
        self.requests[request.url] += 1
        asked = request.args
        assert (asked["maxlag"], asked["format"]) == ("5", "json")
        answer = self._search(asked) if asked["action"] == "wbsearchentities" else self._get(asked)
        return _json(answer)

    def _search(self, asked: Any) -> dict[str, Any]:
        name, language, start = asked["search"], asked["language"], int(asked.get("continue", "0"))
        self.searches.append((name, language))
        limit = int(asked["limit"])
        assert limit <= 50
        found = [
            {
                "id": q,
                "title": q,
                "pageid": 1,
                "label": said["value"],
                "match": {"type": "label", "language": x, "text": name},
            }
            for q, item in self.items.items()
            for x, said in item["labels"].items()
            if x in (language, "mul") and said["value"].casefold().startswith(name.casefold())
        ]
        page = found[start : start + limit]
        more = {"search-continue": start + limit} if len(found) > start + limit else {}
        return {"searchinfo": {"search": name}, "search": page, **more, "success": 1}

    def _get(self, asked: Any) -> dict[str, Any]:
        ids = asked["ids"].split("|")
        self.batches.append(ids)
        if len(ids) > 50:
            return {"error": {"code": "toomanyvalues", "info": 'Too many values supplied for parameter "ids".'}}
        languages = asked["languages"].split("|")
        return {"entities": {q: self._entity(q, languages) for q in ids}, "success": 1}

    def _entity(self, q: str, languages: list[str]) -> dict[str, Any]:
        target = self.redirects.get(q, q)
        if target not in self.items:
            return {"id": q, "missing": True}
        item = dict(self.items[target])
        for name in ("labels", "descriptions", "aliases"):
            item[name] = {x: said for x, said in item[name].items() if x in languages}
        return item if target == q else {**item, "redirects": {"from": q, "to": target}}

    def _sparql(self, request: Request) -> Response:
        query = request.form["query"]
        self.requests[f"{request.url} {query}"] += 1
        store = ox.Store()
        for address, q in self.websites.items():
            store.add(ox.Quad(ox.NamedNode(f"http://www.wikidata.org/entity/{q}"), WEBSITE, ox.NamedNode(address)))
        solutions = store.query(query)
        assert isinstance(solutions, ox.QuerySolutions)
        body = solutions.serialize(format=ox.QueryResultsFormat.JSON)
        return Response(body, content_type="application/sparql-results+json")


def item(q: str, name: str, language: str = "en") -> dict[str, Any]:
    """An item that has only a name."""
    labels = {language: {"language": language, "value": name}}
    return {"type": "item", "id": q, "labels": labels, "descriptions": {}, "aliases": {}, "claims": {}}


def items_asked(url: str) -> list[str]:
    """The ids of a request."""
    return urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["ids"][0].split("|")


def _json(data: Any) -> Response:
    return Response(json.dumps(data), content_type="application/json; charset=utf-8")
