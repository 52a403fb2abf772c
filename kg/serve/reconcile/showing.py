"""What people see of an entity from another site: its page, a preview, a flyout."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.linked.addresses import root_of
from kg.serve.pages.cards import card
from kg.serve.pages.catalogue import entity_of
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.reconcile.sending import CORS, sent


def view(request: Request) -> Response:
    """`/reconcile/view?id=`: to the page of an entity."""
    site, written = site_of(request), request.query_params.get("id", "")
    entry = entity_of(site, written)
    target = site.page_path(entry.iri) if entry is not None else f"/search?q={quote(written[:200], safe='')}"
    return RedirectResponse(site.link(target), status_code=303, headers=CORS)


def preview(request: Request) -> Response:
    """`/reconcile/preview?id=`: a small page, the only one that others may show in a frame."""
    site, called, spoken = site_of(request), naming(request), language_of(request)
    entry = entity_of(site, request.query_params.get("id", ""))
    shown = card(site, called, entry, spoken) if entry is not None else None
    response = page(
        request, "preview.html", status=200 if entry is not None else 404, framable=True, card=shown,
        page_link=root_of(request, site) + site.page_path(entry.iri) if entry is not None else "",
    )  # fmt: skip
    response.headers["access-control-allow-origin"] = CORS["access-control-allow-origin"]
    return response


def flyout(request: Request) -> Response:
    """`/reconcile/flyout/entity?id=`: the same as a piece of HTML in JSON."""
    site = site_of(request)
    identifier_ = request.query_params.get("id", "")
    entry = entity_of(site, identifier_)
    if entry is None:
        return sent(request, {"id": identifier_[:200], "html": ""})
    shown = preview(request)
    return sent(request, {"id": identifier_[:200], "html": bytes(shown.body).decode("utf-8")})
