"""How candidates look on a terminal: a line each, or with every feature."""

from __future__ import annotations

from collections.abc import Callable

from kg.links.records import Feature, Match
from kg.links.waiting import Waiting
from kg.model.addresses import ending
from kg.model.characters import visible
from kg.texts import linking as said

Style = Callable[[str, str], str]
_WIDE = 60


def line(waiting: Waiting, match: Match, language: str, style: Style) -> str:
    """An entity and a candidate in one line."""
    ours = waiting.subject.name or ending(waiting.subject.iri)
    mark = said.OWNER if match.role == "owner" else said.SURE if match.verdict == "accept" else None
    word = f"  {style(mark.in_language(language), 'green' if match.verdict == 'accept' else 'cyan')}" if mark else ""
    return f"{match.score:.2f}  {visible(ours)} → {visible(ending(match.candidate.iri))} {visible(match.candidate.name)}{word}"


def whole(waiting: Waiting, match: Match, place: tuple[int, int], language: str, style: Style) -> str:
    """An entity and a candidate with all that speaks for and against it."""
    subject, candidate = waiting.subject, match.candidate
    at, of = place
    number = waiting.matches.index(match) + 1
    rows = [
        "",
        f"{at}/{of} · {candidate.source} · {number}/{len(waiting.matches)}",
        style(visible(subject.name or subject.iri), "yellow") + f"  {visible(' · '.join(x for x in (subject.kind, *subject.countries, *subject.pages) if x))}",
        style(visible(candidate.name), "green")
        + f"  {visible(candidate.iri)}" + (f"  {visible(candidate.description[:100])}" if candidate.description else ""),
        f"    {match.score:.2f}" + (f"  {said.SURE.in_language(language)}" if match.verdict == "accept" else ""),
        *(_feature(f, language, style) for f in match.features),
    ]  # fmt: skip
    if match.role == "owner":
        label = candidate.name or ending(candidate.iri)
        rows.append(style(visible(said.OWNER_ASKED.filled(label=label).in_language(language)), "cyan"))
    return "\n".join(rows)


def _feature(feature: Feature, language: str, style: Style) -> str:
    name = said.FEATURES[feature.name].in_language(language)
    if feature.value is None:
        value, colour = "   ?", "white"
    else:
        value = f"{feature.value:.2f}"
        colour = "green" if feature.value >= 0.8 else "red" if feature.value == 0 else "yellow"
    compared = " ↔ ".join(visible(x[:_WIDE]) for x in (feature.ours, feature.theirs) if x)
    return f"    {name:10} {style(value, colour)}  {compared}".rstrip()
