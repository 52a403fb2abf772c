"""What is nearly called so: for an address at which nothing stands."""

from __future__ import annotations

from difflib import SequenceMatcher
from heapq import nlargest
from itertools import islice

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.model.text import Text
from kg.serve.linked.addresses import path_of
from kg.serve.linked.offers import HEADERS
from kg.serve.linked.once import once
from kg.serve.negotiation import best
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.site import Site
from kg.store.facts import label
from kg.store.prefixes import PREFIXES

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_MOST = 50_000  # things that are looked at
_LONGEST = 120  # characters that are compared
_LIKE = 0.55  # how alike two names are at least, of 1
_OFFERED = (("text", "text/plain"), ("html", "text/html"), ("html", "application/xhtml+xml"))
_SAID = Text(fr="Rien ne se trouve à cette adresse.", en="Nothing stands at this address.", de="An dieser Adresse steht nichts.")  # fmt: skip
_MEANT = Text(fr="Vouliez-vous dire :", en="Did you mean:", de="Meinten Sie:")


@once
def _known(site: Site) -> tuple[tuple[str, str], ...]:
    """The last part of each address with its IRI: of what the default graph gives a type."""
    typed = site.store.quads_for_pattern(None, _TYPE, None, ox.DefaultGraph())
    subjects = {q.subject.value for q in islice(typed, _MOST) if isinstance(q.subject, ox.NamedNode)}
    return tuple(
        sorted((_last(path_of(site, iri)), iri) for iri in subjects if site.path_of(iri) not in ("", "/ontology"))
    )


def _last(path: str) -> str:
    """What a path says beside its kind: `let-s-get-real` of `/id/let-s-get-real`."""
    return path.strip("/").partition("/")[2].casefold()


def near(site: Site, path: str, most: int = 5) -> list[str]:
    """The IRIs whose addresses are most like a path, such as `id/lets-get-real`."""
    asked = (_last(path) or path).casefold()[:_LONGEST]
    pieces = {asked[at : at + 3] for at in range(max(len(asked) - 2, 1))}
    shared = ((sum(piece in name for piece in pieces), name, iri) for name, iri in _known(site))
    likely = nlargest(40, (s for s in shared if s[0]))
    scored = [(SequenceMatcher(None, asked, name[:_LONGEST]).ratio(), iri) for _, name, iri in likely]
    return [iri for score, iri in nlargest(most, scored) if score >= _LIKE]


def name_of(site: Site, iri: str, spoken: str) -> str:
    """The name of a thing in a language where it has one, else any; its IRI where it has none."""
    return label(site.store, ox.NamedNode(iri), spoken) or iri


def missing(request: Request, path: str) -> Response:
    """Nothing stands at an address: what is nearly called so, as a page or as text."""
    site, spoken = site_of(request), language_of(request)
    found = [(name_of(site, iri, spoken), iri) for iri in near(site, path)]
    if best(request.headers.get("accept"), _OFFERED) == "html":
        return page(
            request, "missing.html", status=404, near=[(name, site.link(site.page_path(iri))) for name, iri in found]
        )
    lines = [_SAID.in_language(spoken)]
    if found:
        lines += [_MEANT.in_language(spoken), *(f"  {iri}  {' '.join(name.split())}" for name, iri in found)]
    headers = {**HEADERS, "cache-control": "no-store", "vary": "Accept, Accept-Language", "content-language": spoken}
    return PlainTextResponse("\n".join(lines) + "\n", status_code=404, headers=headers)
