"""A template, its words in the reader's language, and the headers of every page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.model.text import LANGUAGES
from kg.serve.negotiation import language
from kg.serve.site import Site
from kg.texts.pages import WORDS

NAMES = {"fr": "Français", "en": "English", "de": "Deutsch"}
_POLICY = (
    "default-src 'none'; script-src 'self'{script}; style-src 'self'{style}; img-src 'self' data:{image}; font-src 'self'{style}; "
    "connect-src 'self'{connect}; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_COOKIE_AGE = 365 * 24 * 3600


def site_of(request: Request) -> Site:
    """The generation that answers this request."""
    site: Site = request.app.state.publication.site
    return site


def language_of(request: Request) -> str:
    """The reader's language: as chosen by the switch (`?lang=`, then the cookie), else by `Accept-Language`, else kg.toml's."""
    for chosen in (request.query_params.get("lang"), request.cookies.get("lang")):
        if chosen in LANGUAGES:
            return chosen
    default = site_of(request).settings.language or "en"
    return language(request.headers.get("accept-language"), LANGUAGES, default)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("kg.serve.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Words:
    """The words of the pages in one language: `t("home")`, `t("found", count=3)`."""

    def __init__(self, spoken: str, words: Mapping[str, Any] = WORDS) -> None:
        self.language = spoken
        self._words = words

    def __call__(self, key: str, **values: str | int) -> str:
        """The words of a key, its gaps filled."""
        text = self._words[key]
        return str((text.filled(**values) if values else text).in_language(self.language))


def page(
    request: Request,
    template: str,
    /,
    status: int = 200,
    hosts: Mapping[str, str] | None = None,
    framable: bool = False,
    **context: Any,
) -> HTMLResponse:
    """A page. `hosts` adds sources to its Content-Security-Policy, by `script`, `style`, `image`, `connect`; `framable`: another
    site may show it in a frame.

    Every template gets `t` (the words), `lang`, `languages`, `site`, `link` (a path of this site as a link), `here` (the
    path of this page) and `switch` (the link to this page in another language).
    """
    site, spoken = site_of(request), language_of(request)
    found = _templates().get_template(template)
    body = found.render(
        t=Words(spoken), lang=spoken, languages=NAMES, site=site, link=site.link, link_of=site.link_of,
        here=request.url.path, watched=request.app.state.watched, switch=lambda to: _switched(request, site, to), **context,
    )  # fmt: skip
    extra = dict.fromkeys(("script", "style", "image", "connect"), "")
    extra.update({key: f" {value}" for key, value in (hosts or {}).items()})
    headers = {
        "content-security-policy": _POLICY.format(**extra), "x-content-type-options": "nosniff", "x-frame-options": "DENY",
        "referrer-policy": "strict-origin-when-cross-origin", "content-language": spoken,
        "vary": "Accept, Accept-Language, Cookie", "cache-control": "private, no-cache",
    }  # fmt: skip
    if framable:
        headers["content-security-policy"] = headers["content-security-policy"].replace(
            "frame-ancestors 'none'", "frame-ancestors *"
        )
        del headers["x-frame-options"]
    response = HTMLResponse(body, status_code=status, headers=headers)
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie("lang", spoken, max_age=_COOKIE_AGE, path=site.prefix or "/", samesite="lax", httponly=True)
    return response


def _switched(request: Request, site: Site, to: str) -> str:
    query = str(
        request.query_params.__class__(
            [*((k, v) for k, v in request.query_params.multi_items() if k != "lang"), ("lang", to)]
        )
    )
    return f"{site.link('/' + request.url.path.lstrip('/'))}?{query}"  # `//host` would be another site
