"""What the service says of itself, in the form of 0.2 and in that of the draft of 1.0."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
from starlette.requests import Request

from kg.serve.linked.addresses import root_of
from kg.serve.pages.naming import naming
from kg.serve.pages.render import site_of
from kg.serve.reconcile.terms import TYPES, type_iri
from kg.store.prefixes import PREFIXES

_WIDE, _HIGH = 430, 260  # pixels of a preview


def manifest(request: Request) -> dict[str, Any]:
    """The manifest of 0.2."""
    site = site_of(request)
    here = f"{root_of(request, site)}/reconcile"
    service = {
        name: {"service_url": here, "service_path": f"/suggest/{name}"} for name in ("entity", "type", "property")
    }
    flyouts = {
        "entity": {**service["entity"], "flyout_service_url": here, "flyout_service_path": "/flyout/entity?id=${id}"}
    }
    return {
        "versions": ["0.2", "1.0-draft"], "name": site.settings.title or "kg", "identifierSpace": f"{site.base}id/",
        "schemaSpace": PREFIXES["mxtd"], "defaultTypes": [type_named(request, name) for name in TYPES], "batchSize": 10,
        "view": {"url": f"{here}/view?id={{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": _WIDE, "height": _HIGH},
        "suggest": {**service, **flyouts},
        "extend": {"propose_properties": {"service_url": here, "service_path": "/properties"}, "property_settings": []},
    }  # fmt: skip


def draft_manifest(request: Request) -> dict[str, Any]:
    """The manifest of the draft: the paths of its services are fixed."""
    said = manifest(request)
    kept = {key: said[key] for key in ("name", "identifierSpace", "schemaSpace", "defaultTypes", "batchSize")}
    return {
        **kept, "versions": ["1.0-draft"], "view": {"url": said["view"]["url"].replace("{{id}}", "{id}")},
        "suggest": {"entity": True, "property": True, "type": True}, "preview": {"width": _WIDE, "height": _HIGH},
        "extend": {"proposeProperties": True, "propertySettings": []},
    }  # fmt: skip


def type_named(request: Request, name: str) -> dict[str, str]:
    """A type with its name for the reader."""
    return {"id": name, "name": naming(request)(ox.NamedNode(type_iri(name)))}
