"""Addresses of pages: http(s) only, without what only tracks the reader."""

from __future__ import annotations

import re
import urllib.parse

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
    r"(?:(?:https?://)?(?:(?:www|m)\.)?wikidata\.org/(?:wiki/(?:Special:EntityPage/)?|entity/)|wd:)?(Q[1-9]\d*)/?(?:[#?].*)?"
)


def item_of(written: str) -> str:
    """The IRI of the item elsewhere that `same_as:` or `wikidata:` names: an address, or a Wikidata id ("Q42")."""
    found = _ITEM.fullmatch(written.strip())
    if found is not None:
        return f"http://www.wikidata.org/entity/{found[1]}"
    elsewhere = is_web(written.strip()) and not host_of(written.strip()).endswith("wikidata.org")
    return clean_url(written) if elsewhere else ""


def host_of(address: str) -> str:
    """The host of an address, without `www.`."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.casefold()).split("/")[0].split(":")[0]


_SCHEME = re.compile(r"^https?://(?:www\.)?")


def same_page(address: str) -> str:
    """The form in which two addresses are compared: no scheme, `www.`, fragment or closing slash."""
    return _SCHEME.sub("", address.split("#", maxsplit=1)[0]).rstrip("/?").casefold()
