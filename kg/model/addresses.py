"""Addresses of pages: http(s) only, without what only tracks the reader."""

from __future__ import annotations

import re
import urllib.parse
from functools import lru_cache

# What the IRIs of things elsewhere begin with.
WIKIDATA, EUROPEANA, GEONAMES = (
    "http://www.wikidata.org/entity/",
    "http://data.europeana.eu/",
    "https://sws.geonames.org/",
)
_TRACKING = re.compile(
    r"^(?:utm_\w+|_ga|_gl|fbclid|gclid|mc_cid|mc_eid|igshid|msclkid|_hsenc|_hsmi|dclid)$", re.IGNORECASE
)
_ESCAPE = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


_WEB = re.compile(r"^(?:https?://[^\s/]+|www\.)", re.IGNORECASE)


def is_web(target: str) -> bool:
    """Whether a link's target is a page on the web."""
    return _WEB.match(target) is not None


_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


_HEAD = re.compile(r"^https?://[^/?#@]*(?=[/?#]|$)", re.IGNORECASE)  # scheme and host, in which case says nothing


def clean_url(target: str) -> str:
    """The address as an IRI: `https://` before `www.`, no tracking parameters, nothing an IRI may not hold."""
    address = _HEAD.sub(lambda m: m.group().lower(), target.strip())
    if address.casefold().startswith("www."):
        address = f"https://{address}"
    base, mark, fragment = address.partition("#")
    path, question, query = base.partition("?")
    if question:
        kept = [p for p in query.split("&") if p and not _TRACKING.match(p.split("=")[0])]
        base = path + (f"?{'&'.join(kept)}" if kept else "")
    address = base + (f"#{fragment}" if mark and fragment else "")
    address = _ESCAPE.sub(lambda m: urllib.parse.quote(m.group()), address)
    return _LONE_PERCENT.sub("%25", address)


def tracks(target: str) -> bool:
    """Whether an address has parameters that only track who follows it."""
    query = target.partition("#")[0].partition("?")[2]
    return any(_TRACKING.match(p.split("=")[0]) for p in query.split("&"))


_ITEM = re.compile(
    r"(?:(?:https?://)?(?:(?:www|m)\.)?wikidata\.org/(?:wiki/(?:Special:EntityPage/)?|entity/)|wd:)?(Q[1-9]\d*)/?(?:[#?].*)?",
    re.ASCII,
)
_GEONAME = re.compile(r"(?:(?:https?://)?(?:(?:www|sws|m)\.)?geonames\.org/)?([1-9]\d*)(?:/.*)?", re.ASCII)
# An item's page or IRI, or that of one of Europeana's own entities, with `/base/` as older IRIs have it
# (Europeana's documentation of the Entity API, "Entity identifiers").
_EUROPEANA = re.compile(
    r"(?:(?:https?://)?(?:data|www|api)\.europeana\.eu/(?:\w\w/)?(?:(?:collections|entity)/)?)?"
    r"/?(?:(item)/(\w+/\w+)|(agent|person|place|concept|topic|timespan|time|organi[sz]ation)/(?:base/)?(\d+))(?:[-/#?.].*)?",
    re.ASCII,
)
_ENTITY = {"person": "agent", "topic": "concept", "time": "timespan", "organisation": "organization"}
ELSEWHERE = ("same_as", "wikidata", "europeana", "geonames")  # the fields that name the same thing elsewhere


def item_of(written: str, field: str = "same_as") -> str:
    """The IRI of the same thing elsewhere that a field (of ELSEWHERE) names: an address, a Wikidata id ("Q42"), a number of
    GeoNames, an item or entity of Europeana. Empty where it names none."""
    written = written.strip()
    if field == "geonames":
        found = _GEONAME.fullmatch(written)
        return f"{GEONAMES}{found[1]}/" if found else ""
    if field == "europeana":
        return _europeana(written)
    found = _ITEM.fullmatch(written)
    if found is not None:
        return f"{WIKIDATA}{found[1]}"
    if host_of(written).endswith("europeana.eu") and (item := _europeana(written)):
        return item
    if host_of(written).endswith("geonames.org") and (found := _GEONAME.fullmatch(written)):
        return f"{GEONAMES}{found[1]}/"
    elsewhere = field == "same_as" and is_web(written) and not host_of(written).endswith("wikidata.org")
    return clean_url(written) if elsewhere else ""


def _europeana(written: str) -> str:
    found = _EUROPEANA.fullmatch(written)
    if found is None:
        return ""
    if found[1]:
        return f"{EUROPEANA}item/{found[2]}"
    return f"{EUROPEANA}{_ENTITY.get(found[3], found[3])}/{found[4]}"


@lru_cache(maxsize=1 << 14)
def host_of(address: str) -> str:
    """The host of an address in lower case, without `www.`, user and port; "" where there is none."""
    rest = address.casefold().partition("://")[2] or address.casefold()
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    if not host.startswith("["):
        host = host.partition(":")[0]
    host = host.rstrip(".")
    bare = host.removeprefix("www.")
    return bare if "." in bare else host  # of www.example, "www" is what it is called


def without_secrets(address: str) -> str:
    """An address without what is nobody's business: a password, the key or signature in a query. Raises ValueError for one that
    cannot be read."""
    parts = urllib.parse.urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def ending(iri: str) -> str:
    """What an IRI ends in: "Q42"."""
    return iri.rsplit("/", 1)[-1]


_SCHEME = re.compile(r"^https?://(?:www\.)?")


def same_page(address: str) -> str:
    """The form in which two addresses are compared: no scheme, `www.`, fragment or closing slash."""
    return _SCHEME.sub("", address.split("#", maxsplit=1)[0]).rstrip("/?").casefold()
