"""A list of entries as CSV and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pyoxigraph as ox
from starlette.responses import JSONResponse, Response

from kg.serve.pages.catalogue import Entry, short
from kg.serve.pages.naming import Naming

_HEADERS = {"access-control-allow-origin": "*", "x-content-type-options": "nosniff", "cache-control": "public, no-cache",
            "vary": "Accept-Language, Cookie"}  # fmt: skip
_COLUMNS = ("iri", "name", "kind", "countries", "regions", "areas", "sizes", "status", "start", "end", "led_by", "funded_by", "part_of",
            "tags", "url", "description")  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(called: Naming, entries: Sequence[Entry], form: str, language: str) -> Response:
    """The entries as `json`, where what has several values is a list, or as `csv`, where they are set apart by "; ".

    Places, kinds and their like are codes; organisations and wholes are names in the reader's language.
    """
    rows = [_row(called, e, language) for e in entries]
    if form == "json":
        return JSONResponse(rows, headers=_HEADERS)
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS)
    writer.writeheader()
    writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=_HEADERS)


def _row(called: Naming, entry: Entry, language: str) -> dict[str, object]:
    def names(iris: Sequence[str]) -> list[str]:
        return [called(ox.NamedNode(iri)) for iri in iris]

    def codes(iris: Sequence[str]) -> list[str]:
        return [short(iri) for iri in iris]

    return {
        "iri": entry.iri, "name": entry.name(language), "kind": codes(entry.kinds), "countries": codes(entry.countries),
        "regions": codes(entry.regions), "areas": codes(entry.areas), "sizes": codes(entry.sizes), "status": codes(entry.statuses),
        "start": entry.start, "end": entry.end, "led_by": names(entry.leaders), "funded_by": names(entry.funders),
        "part_of": names(entry.parents), "tags": codes(entry.tags), "url": entry.url, "description": entry.about(language)[0],
    }  # fmt: skip


def _cell(value: object) -> object:
    """A value as a cell that a spreadsheet takes for no formula."""
    text = "; ".join(map(str, value)) if isinstance(value, list) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text
