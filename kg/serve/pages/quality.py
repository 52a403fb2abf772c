"""The state of the notes: what the last build found, by code, by note and with its line; and what entries lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import ShapeError
from kg.explain import said
from kg.graph.codes import known
from kg.graph.gaps import GAPS
from kg.model.codes import Code
from kg.model.folding import fold
from kg.model.problem import SEVERITIES
from kg.model.record import record
from kg.report import PROBLEMS
from kg.serve.pages.catalogue import catalogue_of
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.site import Site
from kg.texts import NOUNS
from kg.texts.gaps import LACKS

_MOST = 500  # problems, or entries that lack something, that a page shows
_NARROWED = ("severity", "code", "note")  # what an address may narrow the problems by
_KEYS: dict[str, Callable[[dict[str, Any]], str]] = {
    "severity": lambda p: str(p["severity"]), "code": lambda p: str(p["code"]), "note": lambda p: str(p["path"]),
}  # fmt: skip


@record
class Row:
    """A line of a table of counts: what is counted, what it means, how many, where these are shown."""

    name: str
    about: str
    count: int
    link: str


@record
class Place:
    """A place in a note: what is said of it, and where it is shown."""

    code: str
    kind: str
    said: str
    advice: str
    path: str
    line: int
    link: str


def quality(request: Request) -> Response:
    """`/quality`, narrowed by `?severity=`, `?code=`, `?note=`; with `?lacks=` the entries that lack something."""
    site, spoken = site_of(request), language_of(request)
    problems = problems_of(site)
    asked = {key: value for key in _NARROWED if (value := request.query_params.get(key))}
    wanted = [p for p in problems if all(_KEYS[key](p) == value for key, value in asked.items())]
    gaps, lack = gaps_of(site), request.query_params.get("lacks", "")
    lacks = [e for e in gaps["entries"] if lack in e["lacks"]] if lack in LACKS else []
    return page(
        request, "quality.html", kept=_problems(site) is not None, ours=site.published.is_here, asked=asked, count=len(wanted), places=[_place(site, p, spoken) for p in wanted[:_MOST]], found=len(problems),
        severities=[(s, NOUNS[s][1 if n != 1 else 0].in_language(spoken), n, _link(site, severity=s)) for s, n in _severities(problems)],
        codes=_codes(site, problems, spoken), notes=_notes(site, problems), missing=_missing(site, gaps, spoken), most=_MOST,
        lack=LACKS[lack].in_language(spoken) if lack in LACKS else "", lacks=len(lacks), lacking=[_entry(site, e, spoken) for e in lacks[:_MOST]],
    )  # fmt: skip


def _severities(problems: Sequence[Mapping[str, Any]]) -> list[tuple[str, int]]:
    counts = Counter(p["severity"] for p in problems)
    return [(s, counts[s]) for s in SEVERITIES if counts[s]]


def _codes(site: Site, problems: Sequence[Mapping[str, Any]], spoken: str) -> list[Row]:
    """The codes, the worst and most frequent first, with what they say in general."""
    counts, worst = Counter(p["code"] for p in problems), {p["code"]: SEVERITIES.index(p["severity"]) for p in problems}
    meanings = _meanings(site)
    return [
        Row(
            name=c,
            about=said(meanings[c].message, spoken) if c in meanings else "",
            count=counts[c],
            link=_link(site, code=c),
        )
        for c in sorted(counts, key=lambda c: (worst[c], -counts[c], c))
    ]


def _meanings(site: Site) -> Mapping[str, Code]:
    """Every code; where the vault's own shapes cannot be read any more, only our own."""
    if "codes" not in site.kept:
        try:
            site.kept["codes"] = known(site.settings.shapes)
        except ShapeError:
            site.kept["codes"] = known()
    found: Mapping[str, Code] = site.kept["codes"]
    return found


def _notes(site: Site, problems: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The notes with most problems first."""
    counts = Counter(p["path"] for p in problems)
    ordered = sorted(counts.items(), key=lambda x: (-x[1], fold(x[0])))
    return [Row(name=path, about="", count=n, link=_link(site, note=path)) for path, n in ordered[:_MOST]]


def _missing(site: Site, gaps: Mapping[str, Any], spoken: str) -> list[tuple[Row, int]]:
    """What is missing, of how many entries that it was looked for in; what most lack comes first."""
    counts = Counter(lack for e in gaps["entries"] for lack in e["lacks"])
    rows = [
        (
            Row(name=LACKS[lack].in_language(spoken), about="", count=counts[lack], link=_link(site, lacks=lack)),
            int(total),
        )
        for lack, total in gaps["expected"].items()
        if counts[lack] and lack in LACKS
    ]
    return sorted(rows, key=lambda r: (-r[0].count / r[1], r[0].name))


def _link(site: Site, **asked: str) -> str:
    return f"{site.link('/quality')}?{urlencode(asked)}{'#lacking' if 'lacks' in asked else '#problems'}"


def _place(site: Site, problem: Mapping[str, Any], spoken: str) -> Place:
    path, line, hint = problem["path"], problem["line"], problem["hint"]
    return Place(code=problem["code"], kind=NOUNS[problem["severity"]][0].in_language(spoken), said=problem["message"][spoken],
                 advice=hint[spoken] if hint else "", path=path, line=line, link=_line(site, path, line))  # fmt: skip


def _entry(site: Site, lacking: Mapping[str, Any], spoken: str) -> tuple[str, str, str, str, int]:
    """An entry that lacks something: its name and page, and its line, path and number."""
    iri, path, line = lacking["iri"], lacking["path"], lacking["line"]
    entry = catalogue_of(site).by_iri.get(iri)
    return (entry.name(spoken) if entry is not None else iri, site.link_of(iri), _line(site, path, line), path, line)


def _line(site: Site, path: str, line: int) -> str:
    """The link to a line of a note; empty where the path is no note's (kg.toml, iris.tsv)."""
    notes: dict[str, str] = site.kept.setdefault("notes by path", {})
    if not notes:
        notes.update({p: iri for iri, p in site.paths.items()})
    return f"{site.link_of(notes[path])}#L{line}" if path in notes else ""


def problems_of(site: Site) -> list[dict[str, Any]]:
    """What the build of a generation found; empty for one that did not keep it."""
    return _problems(site) or []


def gaps_of(site: Site) -> dict[str, Any]:
    """What entries of a generation lack, and of how many entries each thing was expected."""
    if GAPS not in site.kept:
        site.kept[GAPS] = site.published.gaps()
    found: dict[str, Any] = site.kept[GAPS]
    return found


def _problems(site: Site) -> list[dict[str, Any]] | None:
    if PROBLEMS not in site.kept:
        site.kept[PROBLEMS] = site.published.problems()
    found: list[dict[str, Any]] | None = site.kept[PROBLEMS]
    return found


def routes() -> list[BaseRoute]:
    """The address of the state of the notes."""
    return [Route("/quality", quality)]
