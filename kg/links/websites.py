"""How near two pages are: the same, on one host, in one domain; and hosts that prove nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from publicsuffixlist import PublicSuffixList

from kg.model.addresses import clean_url, host_of
from kg.model.record import record

_MANY = 2  # things with their website on one host: beyond, what stands there says half as much
SAME_PAGE, SAME_SITE, SAME_HOST, SAME_DOMAIN, OTHER = 1.0, 0.6, 0.5, 0.3, 0.0
# Where anybody may have a page: that two things have one there says nothing of them. Subdomains count too.
_ANYBODYS = frozenset(
    """
    facebook.com fb.com fb.me instagram.com linkedin.com twitter.com x.com youtube.com youtu.be vimeo.com tiktok.com vk.com t.me
    pinterest.com flickr.com threads.net bsky.app mastodon.social medium.com substack.com issuu.com scribd.com slideshare.net
    github.com github.io gitlab.com gitlab.io bitbucket.org sourceforge.net codeberg.org npmjs.com pypi.org huggingface.co
    google.com google.ch google.fr google.de google.co.uk goo.gl bit.ly tinyurl.com linktr.ee forms.gle docs.google.com sites.google.com
    wikipedia.org wikimedia.org wikidata.org wikisource.org fandom.com archive.org zenodo.org figshare.com academia.edu researchgate.net
    hal.science arxiv.org osf.io doi.org hypotheses.org europa.eu wordpress.com blogspot.com tumblr.com wixsite.com weebly.com
    squarespace.com jimdo.com jimdofree.com webnode.com notion.site notion.so airtable.com typeform.com surveymonkey.com eventbrite.com
    meetup.com mailchi.mp sway.office.com sharepoint.com dropbox.com spotify.com soundcloud.com apple.com play.google.com amazon.com
    sketchfab.com artsandculture.google.com openstreetmap.org
    """.split()
)
_INDEX = re.compile(r"/(?:index\.\w{2,5}|home|default\.\w{3,4})?/?$", re.IGNORECASE)
# A language below the root, and what shows the same page to everybody: "/en", "/fr/accueil", "/de-ch/home".
_HOME = re.compile(
    r"/(?:[a-z]{2}(?:[-_][a-z]{2})?)?(?:/(?:home|accueil|start|startseite|index)(?:\.\w{2,5})?)?/?", re.IGNORECASE
)


@record
class Near:
    """How near the nearest two of two sets of pages are (SAME_PAGE … OTHER), and which these are.

    `within`: ours is a page of the site, or below the page, that is theirs.
    """

    value: float
    ours: str
    theirs: str
    within: bool = False


def nearest(ours: Sequence[str], theirs: Sequence[str], sharers: Mapping[str, int] | None = None) -> Near | None:
    """The nearest two pages; None where one side has none that says something.

    `sharers` tells how many things have the home page of a host as theirs: a site that several share says less.
    """
    found: Near | None = None
    for page in ours:
        if is_anybodys(page):
            continue
        for website in theirs:
            if is_anybodys(website) and host_of(website) != host_of(page):
                continue
            value = nearness(page, website)
            if value == SAME_SITE and sharers is not None and sharers.get(host_of(website), 1) > _MANY:
                value = SAME_HOST
            if found is None or value > found.value:
                found = Near(value=value, ours=page, theirs=website, within=_is_within(_plain(page), _plain(website)))
    return found


def _is_within(page: str, website: str) -> bool:
    if host_of(page) != host_of(website) or path_of(page) == path_of(website):
        return False
    return is_home(website) or path_of(page).startswith(path_of(website) + "/")


@lru_cache(maxsize=1 << 16)
def nearness(ours: str, theirs: str) -> float:
    """SAME_PAGE; SAME_SITE where theirs is the home page of the host, SAME_HOST where it is another page there; SAME_DOMAIN; OTHER."""
    ours, theirs = _plain(ours), _plain(theirs)
    if host_of(ours) != host_of(theirs):
        domain = domain_of(host_of(ours))
        return SAME_DOMAIN if domain and domain == domain_of(host_of(theirs)) else OTHER
    if not host_of(ours):
        return OTHER
    if path_of(ours) == path_of(theirs) or (is_home(ours) and is_home(theirs)):
        return SAME_PAGE
    return SAME_SITE if is_home(theirs) else SAME_HOST


def _plain(address: str) -> str:
    """An address without what only tracks the reader, its host in ASCII letters as the network knows it."""
    cleaned = clean_url(address)
    return cleaned.replace(host_of(cleaned), in_ascii(host_of(cleaned)), 1) if not cleaned.isascii() else cleaned


def in_ascii(host: str) -> str:
    """A host as the network knows it ("musée.example": "xn--muse-dpa.example"); itself where it is no name."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def is_anybodys(address: str) -> bool:
    """Whether a page is on a host where anybody may have one, which therefore proves nothing."""
    host = host_of(address)
    parts = host.split(".")
    return any(".".join(parts[i:]) in _ANYBODYS for i in range(len(parts) - 1))


def path_of(address: str) -> str:
    """The path and query of an address, without what the same page may be called by as well."""
    parts = _parts(address)
    return _INDEX.sub("", parts.path).casefold() + (f"?{parts.query}" if parts.query else "")


def is_home(address: str) -> bool:
    """Whether an address is the home page of its host, in whatever language."""
    parts = _parts(address)
    return (
        bool(parts.netloc)
        and _HOME.fullmatch(parts.path or "/") is not None
        and not re.search(r"(?:^|&)(?!lang)", parts.query or "lang")
    )


def _parts(address: str) -> SplitResult:
    """The parts of an address; none of one that is broken ("http://[x")."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


@lru_cache(maxsize=1 << 14)
def domain_of(host: str) -> str:
    """The registrable domain of a host by the Public Suffix List; "" where there is none, as of an IP address."""
    return _suffixes().privatesuffix(host) or "" if host and not host.replace(".", "").isdigit() else ""


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
