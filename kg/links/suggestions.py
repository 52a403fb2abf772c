"""Suggestions that wait for a decision: one file below `.kg/`, which is no one's to commit.

What was decided stands in `links/*.sssom.tsv`; what is here can be found again by asking again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import LinkError
from kg.links.records import Candidate, Feature, Label, Match
from kg.model.record import record
from kg.model.system import system_says
from kg.model.text import Text

FOLDER, FILE = "links", "suggestions.json"
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


def folder(vault: Path) -> Path:
    """Where suggestions and the answers of services are kept."""
    return vault / ".kg" / FOLDER


def file_of(vault: Path) -> Path:
    """The file of the suggestions of a vault."""
    return folder(vault) / FILE


def load(vault: Path) -> Suggestions:
    """The suggestions of a vault; none where there is no file, or one that cannot be read: asking again makes it anew."""
    try:
        said = json.loads(file_of(vault).read_text(encoding="utf-8"))
        if said["version"] != _VERSION:
            return NONE
        return Suggestions(
            matches={s: {source: tuple(map(_match, some)) for source, some in by.items()} for s, by in said["matches"].items()},
            asked={str(s): {str(source): str(day) for source, day in by.items()} for s, by in said["asked"].items()},
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return NONE


def save(vault: Path, found: Suggestions) -> None:
    """Write the suggestions of a vault. Raises LinkError."""
    text = json.dumps(
        {
            "version": _VERSION,
            "asked": found.asked,
            "matches": {
                s: {source: [asdict(m) for m in some] for source, some in by.items()} for s, by in found.matches.items()
            },
        },
        ensure_ascii=False,
        sort_keys=True,
    )
    file = file_of(vault)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    except OSError as error:
        why = system_says(error)
        raise LinkError(
            Text(
                fr=f"Les suggestions ne peuvent pas être écrites dans {file} : {why.fr}.",
                en=f"The suggestions cannot be written to {file}: {why.en}.",
                de=f"Die Vorschläge lassen sich nicht in {file} schreiben: {why.de}.",
            )
        ) from error


def merged(old: Suggestions, source: str, found: Mapping[str, Iterable[Match]], day: str) -> Suggestions:
    """The suggestions with what was now found in a source."""
    matches = {s: dict(by) for s, by in old.matches.items()}
    asked = {s: dict(by) for s, by in old.asked.items()}
    for subject, some in found.items():
        matches.setdefault(subject, {})[source] = tuple(some)
        asked.setdefault(subject, {})[source] = day
    return Suggestions(matches=matches, asked=asked)


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
