"""What an entity may be elsewhere: candidates that wait for a decision, and what was decided, with all that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.links.decisions import read_decisions
from kg.links.folder import FOLDER, files
from kg.links.records import Decision, Feature, Match
from kg.links.suggestions import FILE, NONE, Suggestions, load
from kg.links.suggestions import FOLDER as KEPT_IN
from kg.links.waiting import Decided
from kg.model.addresses import ending
from kg.model.record import record
from kg.model.text import Text
from kg.serve.site import Site
from kg.store.generations import home
from kg.texts.linking import FEATURES
from kg.texts.pages import LINKS

_MOST = 5  # candidates of one source


@record
class Row:
    """What was compared: its name, its value from 0 to 1 ("?" where one side says nothing), and both sides."""

    name: str
    value: str
    ours: str
    theirs: str


@record
class Elsewhere:
    """A candidate or decision: what it is called and where it leads, what is to be said of it, its score and features; where
    it was decided."""

    name: str
    link: str
    said: str
    score: str
    rows: tuple[Row, ...]
    place: str = ""
    who: str = ""


def elsewhere(site: Site, iri: str, linked: Iterable[str], language: str) -> tuple[Elsewhere, ...]:
    """What was decided of an entity, then what waits; `linked` are the IRIs elsewhere that the graph says it is. Read anew when
    the files changed: no build is needed to see it."""
    known, decisions = _read(site)
    mine = [d for d in decisions if d.subject == iri]
    decided = Decided(mine)
    waits = (decided.left(iri, linked, source, some) for source, some in sorted(known.matches.get(iri, {}).items()))
    return (*(_decision(d, language) for d in mine), *(_match(m, language) for some in waits for m in some[:_MOST]))


def _read(site: Site) -> tuple[Suggestions, tuple[Decision, ...]]:
    """Suggestions and decisions of the vault, kept until one of the files changes."""
    vault = site.settings.vault
    kept_in = home(vault) / KEPT_IN
    stamp = tuple(_stamp(f) for f in (kept_in / FILE, vault / FOLDER, *files(vault)))
    kept: Any = site.kept.get("links")
    if kept is None or kept[0] != stamp:
        kept = site.kept["links"] = (stamp, load(kept_in) if any(stamp) else NONE, read_decisions(vault, site.base)[0])
    return kept[1], kept[2]


def _stamp(file: Path) -> tuple[str, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return (file.name, found.st_mtime_ns, found.st_size)


def _decision(d: Decision, language: str) -> Elsewhere:
    name = d.object_label or ending(d.object) or _nowhere(d)
    return Elsewhere(
        name=name, link=_web(d.object), said=LINKS[d.said].in_language(language),
        score="" if d.confidence is None else f"{d.confidence:.2f}", rows=_rows(d.features, language),
        place=f"{d.path}:{d.line}", who=_who(d.reviewer, language),
    )  # fmt: skip


def _who(reviewer: str, language: str) -> str:
    """Who decided. Addresses of mail are nobody's business."""
    if not reviewer:
        return LINKS["rule"].in_language(language)
    return reviewer if reviewer.startswith("https://orcid.org/") else LINKS["person"].in_language(language)


def _nowhere(d: Decision) -> str:
    """The data set in which nothing was found."""
    return ending(d.source) or d.path


def _match(m: Match, language: str) -> Elsewhere:
    candidate = m.candidate
    state: Text = LINKS["owner"] if m.role == "owner" else LINKS["sure"] if m.verdict == "accept" else LINKS["waits"]
    return Elsewhere(
        name=candidate.name or ending(candidate.iri), link=_web(candidate.iri), said=state.in_language(language), score=f"{m.score:.2f}",
        rows=_rows(m.features, language),
    )  # fmt: skip


def _rows(features: Iterable[Feature], language: str) -> tuple[Row, ...]:
    return tuple(
        Row(name=FEATURES[f.name].in_language(language), value="?" if f.value is None else f"{f.value:.2f}", ours=f.ours, theirs=f.theirs)
        for f in features
        if f.value is not None or f.ours or f.theirs
    )  # fmt: skip


def _web(iri: str) -> str:
    return iri if iri.startswith(("http://", "https://")) else ""
