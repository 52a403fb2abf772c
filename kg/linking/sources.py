"""Which services are asked: from their names on the command line to sources."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kg.errors import LinkError, did_you_mean
from kg.linking.subjects import countries_by_item
from kg.links import europeana, wikidata
from kg.links.europeana import Europeana
from kg.links.kept import Say
from kg.links.polite import Asker, Manners
from kg.links.reconciler import Reconciler
from kg.links.records import Source
from kg.links.suggestions import FOLDER
from kg.links.wikidata import Wikidata
from kg.model.text import Text
from kg.settings import Settings
from kg.store.generations import home, made

TARGETS = ("wikidata", "europeana")
# Mirrors, and services of one's own.
_API, _QUERY, _EUROPEANA = "KG_WIKIDATA_API", "KG_WIKIDATA_QUERY", "KG_EUROPEANA_API"


def asker(
    settings: Settings,
    *,
    contact: str = "",
    offline: bool = False,
    rate: float = 60,
    fresh: bool = False,
    say: Say = lambda text: None,
) -> Asker:
    """Who asks, with the answers that the vault keeps. The contact is the one given, KG_CONTACT's or that of kg.toml.

    `rate` is requests a minute; `fresh`: no kept answer is good enough. Raises LinkError where there is no contact.
    """
    who = contact or os.environ.get("KG_CONTACT", "") or settings.contact
    manners = Manners(a_minute=rate, good_for=0) if fresh and not offline else Manners(a_minute=rate)
    return Asker(
        contact=who,
        file=folder(settings, make=not offline) / "answers.sqlite",
        offline=offline,
        manners=manners,
        say=say,
    )


def folder(settings: Settings, *, make: bool = True) -> Path:
    """The folder that answers and suggestions are kept in; `make`: it is made where it is not there. Raises LinkError."""
    place = home(settings.vault) / FOLDER
    try:
        return made(settings.vault, FOLDER) if make else place
    except OSError as error:
        raise LinkError.refused(place, error) from error


def sources(names: Sequence[str], services: Sequence[str], asking: Asker, language: str = "") -> tuple[Source, ...]:
    """The sources of the targets named and of the reconciliation services at addresses.

    Raises LinkError for a name that is none, and where a key is missing.
    """
    found: list[Source] = []
    for name in dict.fromkeys(names):
        if name == "wikidata":
            found.append(items(asking, language))
        elif name == "europeana":
            key = os.environ.get(europeana.VARIABLE, "")
            found.append(Europeana(asking, key, api=os.environ.get(_EUROPEANA, europeana.API)))
        else:
            raise LinkError(
                Text(
                    fr=f"« {name} » n'est pas une cible.",
                    en=f"{name!r} is no target.",
                    de=f"„{name}“ ist kein Ziel.",
                ),
                did_you_mean([*TARGETS, "--service URL"]),
            )
    return (*found, *(Reconciler(asking, service) for service in services))


def items(asking: Asker, language: str = "") -> Wikidata:
    """The source of Wikidata's items."""
    return Wikidata(
        asking,
        languages=tuple(dict.fromkeys(x for x in (language, "fr", "en", "de") if x)),
        countries=countries_by_item(),
        api=os.environ.get(_API, wikidata.API),
        query_service=os.environ.get(_QUERY, wikidata.QUERY_SERVICE),
    )
