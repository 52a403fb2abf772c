"""The page that a subject shows: drawn, since OpenStreetMap's names have none.

It is never copied blindly from the candidate: two of three that are the same page are written in another way, and
one that is another website of the item is hidden from its candidate.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from benchmarks.linking.draw import draw, pick
from benchmarks.linking.package import Item
from kg.model.record import record

PageKind: TypeAlias = Literal["none", "same", "deep", "other", "profile", "stranger", "own", "home"]
# Which page a subject has, up to which draw. Where an item has no such page, its subject has none.
SHARES: tuple[tuple[float, PageKind], ...] = (
    (0.25, "none"),
    (0.55, "same"),  # a website of the item; two of three with another scheme, www or slash
    (0.75, "deep"),  # a page below it
    (0.87, "other"),  # another website, which the candidate does not show
    (0.94, "profile"),  # on a site where anybody may write
    (1.00, "stranger"),  # the site of somebody else
)
_DEEP = ("en/", "en", "fr/accueil", "about-us", "de/ueber-uns", "index.html", "projects/digital", "node/42", "?lang=en")


@record
class Page:
    """A page, "" for none, how it was drawn, and the websites that the item's candidate must not show."""

    address: str = ""
    kind: PageKind = "none"
    hidden: tuple[str, ...] = ()


def page_of(item: Item, others: tuple[Item, ...]) -> Page:
    """The page of a subject that is `item`; one of the `others` lends its site where the page is a stranger's."""
    drawn = draw("page", item.qid)
    kind = next(kind for most, kind in SHARES if drawn < most)
    website = pick(item.websites, "website", item.qid) if item.websites else ""
    if kind == "same" and website:
        return Page(address=_written(website, item.qid), kind=kind)
    if kind == "deep" and website and not anybodys(website):
        return Page(address=below(website, item), kind=kind)
    if kind == "other" and len(item.websites) > 1:
        return Page(address=website, kind=kind, hidden=(website,))
    if kind == "profile" and item.profiles:
        return Page(address=pick(item.profiles, "profile", item.qid), kind=kind)
    lender = pick(others, "stranger", item.qid)
    if kind == "stranger" and lender.websites and lender.qid != item.qid:
        return Page(address=lender.websites[0], kind=kind)
    return Page()


def _written(website: str, qid: str) -> str:
    """The same page as somebody else would write it."""
    match int(draw("written", qid) * 6):
        case 0:
            return "https" + website[4:] if website.startswith("http:") else "http" + website[5:]
        case 1:
            return website[:-1] if website.endswith("/") else website if "?" in website else website + "/"
        case 2:
            return website.replace("://www.", "://") if "://www." in website else website.replace("://", "://www.")
        case 3:
            return website.replace("http://", "https://").rstrip("/")
        case _:
            return website


def below(website: str, item: Item) -> str:
    """A page on the host of a website: one that Wikidata knows where there is one, else one made up."""
    known = [page for page in item.pages if host_of(page) == host_of(website) and not is_root(page)]
    if known:
        return pick(known, "known", item.qid)
    parts = urlsplit(website)
    return f"{parts.scheme}://{parts.netloc}/{pick(_DEEP, 'deep', item.qid)}"


_ANYBODYS = frozenset(
    "facebook.com instagram.com linkedin.com twitter.com x.com youtube.com vk.com t.me google.com sites.google.com "
    "github.com wikipedia.org archive.org web.archive.org blogspot.com wordpress.com".split()
)


def anybodys(address: str) -> bool:
    """Whether a page is on a site where anybody may write."""
    host = host_of(address)
    return host in _ANYBODYS or host.partition(".")[2] in _ANYBODYS


def host_of(address: str) -> str:
    """The host, without www; "" where there is none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def is_root(address: str) -> bool:
    """Whether an address is a whole site's."""
    parts = urlsplit(address)
    return parts.path in {"", "/"} and not parts.query


def by_host(items: Iterable[Item], *, roots: bool = False) -> dict[str, tuple[Item, ...]]:
    """Items by the hosts of their websites; with `roots` only by those whose root they show."""
    found: dict[str, dict[str, Item]] = {}
    for item in items:
        for website in item.websites:
            if (host := host_of(website)) and (not roots or is_root(website)):
                found.setdefault(host, {})[item.qid] = item
    return {host: tuple(several.values()) for host, several in found.items()}
