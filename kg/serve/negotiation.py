"""Which of what is offered a client takes: `Accept` and `Accept-Language` (RFC 9110, sections 12.4.2, 12.5.1 and 12.5.4)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from kg.model.record import record


@record
class Range:
    """A media range or language range of a header, with its weight."""

    kind: str
    weight: float
    exact: int  # parameters, such as `charset`, are no reason to refuse: they only rank


@lru_cache(maxsize=512)
def ranges(header: str) -> tuple[Range, ...]:
    """The ranges of a header, in its order; what is no range is passed over."""
    found: list[Range] = []
    for part in header[:4096].split(","):
        kind, *parameters = (p.strip() for p in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().casefold() == "q":
                weight = _weight(value.strip())
        if kind:
            found.append(Range(kind=kind.casefold(), weight=weight, exact=len(parameters)))
    return tuple(found)


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 1.0
    return min(max(weight, 0.0), 1.0) if not math.isnan(weight) else 1.0


def best(header: str | None, offered: Sequence[tuple[str, str]]) -> str:
    """The name of the offer that a client likes best, the first where it likes several; empty where it takes none.

    `offered` are names with media types (with or without parameters). No header takes anything.
    """
    if not offered:
        return ""
    asked = ranges(header) if header and header.strip() else ()
    if not asked:
        return offered[0][0]
    scored = [(_quality(media.split(";")[0], asked), -place, name) for place, (name, media) in enumerate(offered)]
    quality, _, name = max(scored)
    return name if quality > 0 else ""


def _quality(media: str, asked: Sequence[Range]) -> float:
    """The weight of the most exact range that a media type falls into."""
    main = media.partition("/")[0]
    for wanted in (media, f"{main}/*", "*/*"):
        weights = [r.weight for r in asked if r.kind == wanted]
        if weights:
            return max(weights)
    return 0.0


def language(header: str | None, offered: Sequence[str], default: str) -> str:
    """The language that a client likes best of those offered ("fr-CH" is content with "fr"); the default where it says none."""
    liked = sorted(ranges(header or ""), key=lambda r: -r.weight)
    for wanted in liked:
        if wanted.weight > 0:
            short = wanted.kind.split("-")[0]
            if short in offered:
                return short
            if short == "*":
                return default
    return default
