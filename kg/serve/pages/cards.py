"""An entry as lists show it: its name, what it is, where and when, the beginning of its description."""

from __future__ import annotations

import pyoxigraph as ox

from kg.model.record import record
from kg.serve.pages.catalogue import Entry, short
from kg.serve.pages.naming import Naming
from kg.serve.site import Site
from kg.store.facts import best_of

_LONGEST = 240  # characters of a description


@record
class Card:
    """An entry as a list shows it; the languages are those of name and description, "" where they are not known."""

    name: str
    name_language: str
    link: str
    description: str
    language: str
    places: str
    period: str
    kind: str
    status: str


def card(site: Site, called: Naming, entry: Entry, language: str) -> Card:
    """An entry for a list. That it runs is not said: most do."""
    text, spoken = entry.about(language)
    places = [_called(called, iri) for iri in (*entry.regions, *entry.countries, *entry.areas)]
    statuses = [_called(called, iri) for iri in entry.statuses if short(iri) != "active"]
    return Card(
        name=entry.name(language), name_language=best_of(entry.names, language), link=site.link_of(entry.iri),
        description=text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…", language=spoken,
        places=", ".join(dict.fromkeys(places)), period=period(entry), kind=", ".join(_called(called, k) for k in entry.kinds),
        status=", ".join(statuses),
    )  # fmt: skip


def period(entry: Entry) -> str:
    """When an entry ran: "2017–2022", "2020–", "–2019"."""
    if entry.start is None and entry.end is None:
        return ""
    if entry.start == entry.end:
        return str(entry.start)
    return f"{entry.start or ''}–{entry.end or ''}"


def _called(called: Naming, iri: str) -> str:
    return called(ox.NamedNode(iri))
