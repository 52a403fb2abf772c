"""What queries and questions for values are answered, in both versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request

from kg.links.records import Match
from kg.serve.pages.catalogue import catalogue_of, entity_of
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, site_of
from kg.serve.reconcile import asked
from kg.serve.reconcile.asked import Query
from kg.serve.reconcile.finding import found
from kg.serve.reconcile.manifest import type_named
from kg.serve.reconcile.terms import BY_ID, TYPES, cells, identifier, property_name
from kg.serve.site import Site
from kg.texts.linking import FEATURES


def answers(request: Request, several: Mapping[str, Query]) -> dict[str, Any]:
    site = site_of(request)
    return {
        key: {"result": [_result(request, site, m, named=False) for m in found(site, q)]} for key, q in several.items()
    }


def drafted(request: Request, several: Sequence[Query]) -> dict[str, Any]:
    site = site_of(request)
    return {
        "results": [{"candidates": [_result(request, site, m, named=True) for m in found(site, q)]} for q in several]
    }


def _result(request: Request, site: Site, one: Match, *, named: bool) -> dict[str, Any]:
    """A match: its features have names in the draft only."""
    entry = catalogue_of(site).by_iri[one.candidate.iri]
    spoken = language_of(request)
    features: list[dict[str, Any]] = [{"id": f.name, "value": f.value} for f in one.features if f.value is not None]
    if named:
        features = [{**f, "name": FEATURES[f["id"]].in_language(spoken)} for f in features]
    about, _ = entry.about(spoken)
    return {
        "id": identifier(site, entry.iri), "name": entry.name(spoken), "description": about[:200], "score": round(100 * one.score, 2),
        "match": one.verdict == "accept", "type": [type_named(request, t) for t in TYPES if t in entry.classes], "features": features,
    }  # fmt: skip


def extended(request: Request, said: Any, draft: bool) -> dict[str, Any]:
    """The values of properties. What nobody knows has no values. Raises Refusal."""
    if not isinstance(said, dict) or not all(isinstance(said.get(key), list) for key in ("ids", "properties")):
        raise asked.wrong("extend", "an object with lists `ids` and `properties` is expected")
    site, spoken, called = site_of(request), language_of(request), naming(request)
    wanted = [str(p.get("id", "")) if isinstance(p, dict) else str(p) for p in said["properties"]][: asked.MOST]
    ids = [i for i in map(str, said["ids"]) if i]
    asked.bounded(len(ids), asked.MOST_IDS)
    meta = [{"id": pid, "name": property_name(called, BY_ID[pid]) if pid in BY_ID else pid} for pid in wanted if pid]
    rows: dict[str, dict[str, Any]] = {}
    for one in ids:
        entry = entity_of(site, one)
        rows[one] = {
            pid: cells(site, entry, BY_ID[pid], called, spoken) if entry is not None and pid in BY_ID else [] for pid in wanted if pid
        }  # fmt: skip
    if not draft:
        return {"meta": meta, "rows": rows}
    listed = [
        {"id": i, "properties": [{"id": pid, "values": values} for pid, values in row.items()]}
        for i, row in rows.items()
    ]
    return {"meta": meta, "rows": listed}
