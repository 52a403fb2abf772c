"""The words that notes are made of, by language: the tables of words.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What an author of one language writes."""

    kinds: tuple[str, ...]  # what an initiative is called
    headings: tuple[str, ...]  # above a list of initiatives
    countries: tuple[str, ...]
    since: str
    closed: str
    paid: str
    run: str
    part: str
    keys: tuple[str, ...]  # of front matter: type, country, start, end, led by, funded by, page, tags
    describing: tuple[str, ...]  # sentences about an initiative
    prose: tuple[str, ...]  # sentences that name none; {s} is a subject
    subjects: tuple[str, ...]
    titles: tuple[str, ...]  # of notes that name no initiative
    sections: tuple[str, ...]
    sources: str


def _read() -> dict[str, Words]:
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return {language: Words(**_as_tuples(table)) for language, table in tomllib.loads(text).items()}


def _as_tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(said) if isinstance(said, list) else said for name, said in table.items()}


WORDS = _read()
LANGUAGES = ("fr", "fr", "fr", "en", "en", "de", "de", "nl", "es")  # French is what most of a vault is written in
PEOPLE = ("Anne M.", "Karim", "Lucie B.", "Théo", "Mme Rochat", "Paul-Henri", "Inès D.", "Jules")
