"""Lists of entries: facets, a search, pages; all of it in the address, none of it in a script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.model.folding import fold
from kg.model.record import record
from kg.serve.pages.cards import card
from kg.serve.pages.catalogue import FACETS, Facet, catalogue_of, short
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.narrowing import Narrowed, narrowed, whole
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.pages.tables import table
from kg.serve.site import Site

EACH = 50  # entries on a page
_SHOWN = 10  # values of a facet before the rest is folded away
_MOST = 200  # values of a facet
CLASSES = {"initiatives": "Initiative", "resources": "Resource", "organisations": "Organisation", "funders": "Funder"}
_NUMBERED = ("from", "to")


@record
class Choice:
    """A value of a facet: its name, how many entries have it, the link that chooses it or lets it go, whether it is chosen."""

    name: str
    count: int
    link: str
    chosen: bool


@record
class Made:
    """A choice that was made: by which key, what it is called, the link to the list without it."""

    key: str
    name: str
    link: str


class Addresses:
    """The addresses of a list that differ from the present one in something."""

    def __init__(self, path: str, chosen: Mapping[str, str]) -> None:
        self.path, self._chosen = path, chosen

    def __call__(self, **changes: str) -> str:
        """The address with other values; an empty one leaves its key out, and any but `page` goes to the first page."""
        fields = {**self._chosen, "page": "", **changes}
        said = {k: v for k, v in fields.items() if v and (k, v) != ("page", "1")}
        return self.path + (f"?{urlencode(said)}" if said else "")


@record
class Paged:
    """A page of a list: its number, the number of the last, and the addresses of its neighbours ("" where there is none)."""

    number: int
    last: int
    previous: str
    following: str


def paged(address: Addresses, asked: str | None, count: int) -> Paged:
    """The page that was asked for, or the nearest that there is."""
    last = max(-(-count // EACH), 1)
    number = min(max(whole(asked, 1), 1), last)
    return Paged(
        number=number, last=last, previous=address(page=str(number - 1)) if number > 1 else "",
        following=address(page=str(number + 1)) if number < last else "",
    )  # fmt: skip


def listing(section: str) -> Callable[[Request], Response]:
    """`/initiatives` and its like."""

    def answer(request: Request) -> Response:
        site, spoken = site_of(request), language_of(request)
        listed = narrowed(request, site, catalogue_of(site).of_class(CLASSES[section], spoken))
        form = request.query_params.get("format", "")
        if form in ("csv", "json"):
            return table(naming(request), listed.ordered(spoken), form, spoken)
        return _page(request, site, section, listed)

    return answer


def _page(request: Request, site: Site, section: str, listed: Narrowed) -> Response:
    called, spoken, chosen = naming(request), language_of(request), listed.chosen
    address = Addresses(site.link(f"/{section}"), chosen)
    found = listed.ordered(spoken)
    pages = paged(address, chosen.get("page"), len(found))
    shown = found[(pages.number - 1) * EACH : pages.number * EACH]
    facets = [(facet.key, _choices(called, listed, facet, address)) for facet in FACETS]
    return page(
        request, "list.html", section=section, path=f"/{section}", cards=[card(site, called, e, spoken) for e in shown], count=len(found),
        total=len(listed.entries), facets=[(k, c) for k, c in facets if c], made=_made(called, listed, address), chosen=chosen, pages=pages,
        by_name=address(sort=""), by_year=address(sort="year"), clear=address.path,
        as_csv=address(format="csv"), as_json=address(format="json"), most=_SHOWN,
    )  # fmt: skip


def _choices(called: Naming, listed: Narrowed, facet: Facet, address: Addresses) -> list[Choice]:
    """The values of a facet among the entries that fit the other choices, the most frequent first."""
    now = listed.chosen.get(facet.key, "").casefold()
    found = []
    for iri, count in listed.counts(facet).most_common(_MOST):
        value = short(iri)
        chosen = value.casefold() == now
        link = address(**{facet.key: "" if chosen else value})
        found.append(Choice(name=called(ox.NamedNode(iri)), count=count, chosen=chosen, link=link))
    return sorted(found, key=lambda c: (not c.chosen, -c.count, fold(c.name)))


def _made(called: Naming, listed: Narrowed, address: Addresses) -> list[Made]:
    """The choices that were made, so that each can be let go, also one that fits nothing."""
    names = {
        facet.key: called(ox.NamedNode(iri))
        for facet in FACETS
        if facet.key in listed.chosen
        for e in listed.entries
        for iri in facet.values(e)
        if short(iri).casefold() == listed.chosen[facet.key].casefold()
    }
    keys = [*(f.key for f in FACETS), "q", *_NUMBERED]
    return [
        Made(key=k, name=names.get(k, listed.chosen[k]), link=address(**{k: ""})) for k in keys if k in listed.chosen
    ]


def routes() -> list[BaseRoute]:
    """The addresses of lists."""
    return [Route(f"/{section}", listing(section)) for section in CLASSES]
