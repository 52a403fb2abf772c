"""Lists of entries: facets, a search, pages; all of it in the address, none of it in a script."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.model.folding import fold
from kg.model.record import record
from kg.serve.pages.catalogue import FACETS, Catalogue, Entry, Facet, catalogue_of, search, short
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.site import Site

_EACH = 50  # entries on a page
_SHOWN = 12  # values of a facet before the rest is folded away
CLASSES = {"initiatives": "Initiative", "resources": "Resource", "organisations": "Organisation", "funders": "Funder"}


@record
class Choice:
    """A value of a facet: its name, how many entries have it, the link that chooses it or lets it go, whether it is chosen."""

    name: str
    count: int
    link: str
    chosen: bool


@record
class Card:
    """An entry as a list shows it."""

    name: str
    link: str
    description: str
    places: str
    period: str
    kind: str


def listing(section: str) -> Callable[[Request], Response]:
    """`/initiatives` and its like."""

    def answer(request: Request) -> Response:
        site, called = site_of(request), naming(request)
        catalogue = catalogue_of(site)
        entries = catalogue.of_class(CLASSES[section])
        chosen = _chosen(request)
        found = _narrowed(catalogue, entries, chosen)
        form = request.query_params.get("format", "")
        if form in ("csv", "json"):
            return _rows(site, called, found, form, language_of(request))
        return _page(request, site, called, f"/{section}", section, entries, found, chosen)

    return answer


def _page(
    request: Request,
    site: Site,
    called: Naming,
    path: str,
    section: str,
    entries: Sequence[Entry],
    found: list[Entry],
    chosen: dict[str, str],
) -> Response:
    if chosen.get("sort") == "year":
        found = sorted(found, key=lambda e: (-(e.start or e.end or 0), fold(e.name(language_of(request)))))
    number = _whole(chosen.get("page"), 1)
    last = max((len(found) + _EACH - 1) // _EACH, 1)
    number = min(max(number, 1), last)
    shown = found[(number - 1) * _EACH : number * _EACH]

    def address(**changes: str) -> str:
        fields = {k: v for k, v in {**chosen, **changes}.items() if v and (k != "page" or v != "1")}
        return site.link(path) + (f"?{urlencode(fields)}" if fields else "")

    catalogue = catalogue_of(site)
    facets = [(facet.key, _choices(catalogue, called, entries, chosen, facet, address)) for facet in FACETS]
    return page(
        request, "list.html", section=section, path=path, cards=[card(site, called, e, language_of(request)) for e in shown], count=len(found),
        total=len(entries), facets=[(k, c) for k, c in facets if c], chosen=chosen, number=number, last=last,
        previous=address(page=str(number - 1)) if number > 1 else "", following=address(page=str(number + 1)) if number < last else "",
        by_name=address(sort="", page=""), by_year=address(sort="year", page=""), clear=site.link(path),
        as_csv=address(format="csv", page=""), as_json=address(format="json", page=""), most=_SHOWN,
    )  # fmt: skip


def _chosen(request: Request) -> dict[str, str]:
    """What the address says, unknown keys left out."""
    known = {*(f.key for f in FACETS), "q", "from", "to", "sort", "page"}
    return {k: v[:200] for k, v in request.query_params.items() if k in known and v}


def _narrowed(catalogue: Catalogue, entries: Sequence[Entry], chosen: dict[str, str], but: str = "") -> list[Entry]:
    """The entries that fit all that is chosen, one facet perhaps left out of account."""
    kept = set(map(id, search(catalogue, chosen["q"]))) if chosen.get("q") else None
    begins, ends = _whole(chosen.get("from"), 0), _whole(chosen.get("to"), 9999)
    wanted = [(f, chosen[f.key].casefold()) for f in FACETS if f.key in chosen and f.key != but]
    return [
        e
        for e in entries
        if (kept is None or id(e) in kept)
        and all(any(short(v).casefold() == value for v in f.values(e)) for f, value in wanted)
        and _within(e, begins, ends)
    ]


def _within(entry: Entry, begins: int, ends: int) -> bool:
    """Whether an entry ran in a span of years; one without a year fits only where no year is asked for."""
    if begins == 0 and ends == 9999:
        return True
    start, end = entry.start or entry.end, entry.end or 9999
    return start is not None and start <= ends and end >= begins


def _choices(
    catalogue: Catalogue,
    called: Naming,
    entries: Sequence[Entry],
    chosen: dict[str, str],
    facet: Facet,
    address: Callable[..., str],
) -> list[Choice]:
    """The values of a facet among the entries that fit the other choices, the most frequent first."""
    counts = Counter(v for e in _narrowed(catalogue, entries, chosen, facet.key) for v in facet.values(e))
    now = chosen.get(facet.key, "").casefold()
    found = [
        Choice(name=called(ox.NamedNode(iri)), count=number, chosen=short(iri).casefold() == now,
               link=address(**{facet.key: "" if short(iri).casefold() == now else short(iri), "page": ""}))
        for iri, number in counts.items()
    ]  # fmt: skip
    return sorted(found, key=lambda c: (not c.chosen, -c.count, fold(c.name)))


def card(site: Site, called: Naming, entry: Entry, language: str) -> Card:
    """An entry for a list."""
    places = [called(ox.NamedNode(iri)) for iri in (*entry.regions, *entry.countries, *entry.areas)]
    kinds = [called(ox.NamedNode(iri)) for iri in entry.kinds]
    text = entry.description
    return Card(name=entry.name(language), link=site.link_of(entry.iri), description=text if len(text) <= 240 else text[:239].rstrip() + "…",
                places=", ".join(dict.fromkeys(places)), period=period(entry), kind=", ".join(kinds))  # fmt: skip


def period(entry: Entry) -> str:
    """When an entry ran: "2017–2022", "2020–", "–2019"."""
    if entry.start is None and entry.end is None:
        return ""
    if entry.start == entry.end:
        return str(entry.start)
    return f"{entry.start or ''}–{entry.end or ''}"


def _rows(site: Site, called: Naming, entries: Sequence[Entry], form: str, language: str) -> Response:
    rows = [
        {"iri": e.iri, "name": e.name(language), "kind": " ".join(map(short, e.kinds)), "countries": " ".join(map(short, e.countries)),
         "start": e.start, "end": e.end, "url": e.url, "description": e.description}
        for e in entries
    ]  # fmt: skip
    headers = {
        "access-control-allow-origin": "*",
        "x-content-type-options": "nosniff",
        "cache-control": "public, no-cache",
    }
    if form == "json":
        return JSONResponse(rows, headers=headers)
    out = io.StringIO()
    writer = csv.DictWriter(out, ["iri", "name", "kind", "countries", "start", "end", "url", "description"])
    writer.writeheader()
    writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: object) -> object:
    """A value that a spreadsheet takes for no formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else default


def found(request: Request) -> Response:
    """`/search?q=`."""
    site, called = site_of(request), naming(request)
    text = request.query_params.get("q", "")[:200].strip()
    catalogue = catalogue_of(site)
    entries = search(catalogue, text)
    notes = sorted((path, site.link_of(iri)) for iri, path in site.paths.items() if text and fold(text) in fold(path))
    cards = [card(site, called, e, language_of(request)) for e in entries[:_EACH]]
    near = [] if entries or not text else _near(catalogue, text)
    return page(
        request,
        "search.html",
        text=text,
        cards=cards,
        count=len(entries),
        notes=notes[:20],
        near=[(e.name(language_of(request)), site.link_of(e.iri)) for e in near],
    )


def _near(catalogue: Catalogue, text: str) -> list[Entry]:
    """Entries whose name is nearly the text, where nothing bears it."""
    import difflib

    by_name = {name: entry for entry, names, _ in catalogue.words[:20_000] for name in names}
    return [by_name[n] for n in difflib.get_close_matches(fold(text), by_name, n=5, cutoff=0.6)]


def routes() -> list[BaseRoute]:
    """The addresses of lists."""
    return [Route("/search", found), *(Route(f"/{section}", listing(section)) for section in CLASSES)]
