"""Suggestions that wait for a decision: one file beside the graph, which is no one's to commit.

What was decided stands in `links/*.sssom.tsv`; what is here can be found again by asking again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from kg.errors import LinkError
from kg.links.records import Candidate, Feature, Label, Match
from kg.model.record import record
from kg.model.system import replaced

FOLDER, FILE = "links", "suggestions.json"  # the folder is one of the store's own
_VERSION = 1


@record
class Suggestions:
    """Matches by subject and source, best first; `asked` is when each subject was last looked for in a source (a day)."""

    matches: Mapping[str, Mapping[str, tuple[Match, ...]]]
    asked: Mapping[str, Mapping[str, str]]

    def of(self, subject: str, source: str = "") -> tuple[Match, ...]:
        """The matches of a subject in one source, or in all."""
        found = self.matches.get(subject, {})
        return tuple(m for name, some in sorted(found.items()) if source in ("", name) for m in some)


NONE = Suggestions(matches={}, asked={})


def load(folder: Path) -> Suggestions:
    """The suggestions in a folder; none where there is no file, or one that cannot be read: asking again makes it anew."""
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if said["version"] != _VERSION:
            return NONE
        return Suggestions(
            matches={s: {source: tuple(map(_match, some)) for source, some in by.items()} for s, by in said["matches"].items()},
            asked={str(s): {str(source): str(day) for source, day in by.items()} for s, by in said["asked"].items()},
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return NONE


def save(folder: Path, found: Suggestions) -> None:
    """Write the suggestions of a folder that is there. Raises LinkError."""
    text = json.dumps(
        {
            "version": _VERSION,
            "asked": found.asked,
            "matches": {
                s: {source: [_plain(m) for m in some] for source, some in by.items()} for s, by in found.matches.items()
            },
        },
        ensure_ascii=False,
        sort_keys=True,
    )
    try:
        with replaced(folder / FILE) as out:
            out.write(text.encode("utf-8"))
    except OSError as error:
        raise LinkError.refused(folder / FILE, error) from error


def merged(old: Suggestions, source: str, found: Mapping[str, Iterable[Match]], day: str) -> Suggestions:
    """The suggestions with what was now found in a source, in place of what was found there before."""
    matches = {s: dict(by) for s, by in old.matches.items()}
    asked = {s: dict(by) for s, by in old.asked.items()}
    for subject, some in found.items():
        matches.setdefault(subject, {})[source] = tuple(some)
        asked.setdefault(subject, {})[source] = day
    return Suggestions(matches=matches, asked=asked)


def _plain(match: Match) -> dict[str, Any]:
    """A match as JSON takes it: dataclasses.asdict copies every text, ten times as slowly."""
    candidate = _fields(match.candidate) | {"labels": [_fields(x) for x in match.candidate.labels]}
    return _fields(match) | {"candidate": candidate, "features": [_fields(f) for f in match.features]}


def _fields(one: Match | Candidate | Label | Feature) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}


def _match(said: dict[str, Any]) -> Match:
    return Match(
        **{
            **said,
            "candidate": _candidate(said["candidate"]),
            "features": tuple(Feature(**f) for f in said["features"]),
        }
    )


def _candidate(said: dict[str, Any]) -> Candidate:
    tuples = ("websites", "countries", "classes", "same_as")
    kept: dict[str, Any] = {key: tuple(value) if key in tuples else value for key, value in said.items()}
    kept["labels"] = tuple(Label(**x) for x in said["labels"])
    return Candidate(**kept)
