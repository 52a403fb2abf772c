"""How much of what a careful reader takes from notes stands in a graph.

A gold table has a row an entry; every name, link, place, date, parent, size and organisation is one
fact. What the graph says beyond the row is wrong, and so is an initiative that no row names.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox

MXTD = "https://museumxtd.ch/kg/ontology#"
_NAMES = {"http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#altLabel"}
_TERMS = {
    "https://schema.org/url": "url",
    "https://schema.org/startDate": "start",
    "https://schema.org/endDate": "end",
    MXTD + "country": "places",
    MXTD + "region": "places",
    MXTD + "area": "places",
    MXTD + "targetSize": "sizes",
    MXTD + "ledBy": "led_by",
    MXTD + "funder": "led_by",
    "http://purl.org/dc/terms/isPartOf": "parent",
}
_ENTRIES = {MXTD + n for n in ("Initiative", "Resource", "Organisation", "Funder")}


@dataclass(slots=True)
class Score:
    """Counts of facts, and what was missed or wrong in words."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing found."""
        if not (self.right or self.missed or self.wrong):
            return 1.0
        return 2 * self.right / (2 * self.right + len(self.missed) + len(self.wrong))


@dataclass(slots=True)
class _Thing:
    kinds: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    facts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def read_gold(file: Path) -> list[dict[str, str]]:
    """The rows of a gold table; lines that begin with `#` are remarks."""
    lines = [x for x in file.read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{k: (v or "") for k, v in row.items() if k} for row in rows]


def score(gold: list[dict[str, str]], dump: bytes) -> Score:
    """Compare a gold table with an N-Quads dump."""
    things, labels = _things(dump)
    result = Score()
    used: set[str] = set()
    for row in gold:
        wanted = {_fold(n) for n in row["label"].split("|")}
        found = [iri for iri, thing in things.items() if wanted & thing.names]
        if not found:
            result.missed.append(f"{row['label']}: no entity of that name")
            result.missed.extend(f"{row['label']}: {k} {w}" for k in _FIELDS for w in _wanted(row, k))
            continue
        result.right += 1
        used.update(found)
        if len(found) > 1:
            result.wrong.append(f"{row['label']}: {len(found)} entities bear its name")
        _compare(row, [things[i] for i in found], labels, result)
    for iri, thing in sorted(things.items()):
        if iri not in used and MXTD + "Initiative" in thing.kinds:
            result.wrong.append(f"an initiative that no row names: {min(thing.names, default=iri)}")
    return result


_FIELDS = ("url", "places", "start", "end", "parent", "sizes", "led_by")


def _wanted(row: dict[str, str], key: str) -> list[set[str]]:
    value = row.get(key) or ""
    if not value or value == "*":
        return []
    if key == "url":
        return [{_page(value)}]
    if key in ("places", "sizes"):
        return [{v.strip()} for v in value.split(",")]
    if key == "led_by":
        return [{_fold(n) for n in v.split("|")} for v in value.split(";")]
    if key == "parent":
        return [{_fold(n) for n in value.split("|")}]
    return [{value}]


def _compare(row: dict[str, str], found: list[_Thing], labels: dict[str, set[str]], result: Score) -> None:
    for key in _FIELDS:
        if row.get(key) == "*":
            continue
        wanted = _wanted(row, key)
        got: list[set[str]] = []
        for value in sorted({v for t in found for v in t.facts[key]}):
            got.append(labels.get(value, {value}) if key in ("parent", "led_by") else {_value(key, value)})
        if key == "places":
            implied = {c[:2] for w in wanted for c in w if "-" in c}
            got = [g for g in got if not g & implied or any(g & w for w in wanted)]
        for want in wanted:
            match = next((g for g in got if _same(key, g, want)), None)
            if match is not None:
                got.remove(match)
                result.right += 1
            elif key == "parent" and any(
                _same(key, labels.get(v, set()), want) for t in found for v in t.facts["led_by"]
            ):
                result.right += 1
            else:
                result.missed.append(f"{row['label']}: {key} {'|'.join(sorted(want))}")
        result.wrong.extend(f"{row['label']}: {key} {'|'.join(sorted(g))}" for g in got)


def _same(key: str, got: set[str], want: set[str]) -> bool:
    if got & want:
        return True
    return key == "led_by" and any(f" {w}" in f" {g}" and len(g) - len(w) < 16 for g in got for w in want)


def _value(key: str, value: str) -> str:
    if key == "url":
        return _page(value)
    if key in ("start", "end"):
        return value[:4]
    if key == "sizes":
        return value.rsplit("size-", 1)[-1]
    if key == "places":
        code = value.rsplit("/", 1)[-1]
        return "EUROPE" if code in ("150", "EU") else code
    return value


def _things(dump: bytes) -> tuple[dict[str, _Thing], dict[str, set[str]]]:
    things: dict[str, _Thing] = defaultdict(_Thing)
    for quad in ox.parse(dump, format=ox.RdfFormat.N_QUADS):
        if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.NamedNode | ox.Literal):
            continue
        thing, predicate = things[quad.subject.value], quad.predicate.value
        if predicate.endswith("#type"):
            thing.kinds.add(quad.object.value)
        elif predicate in _NAMES:
            thing.names.add(_fold(quad.object.value))
        elif predicate in _TERMS:
            thing.facts[_TERMS[predicate]].add(quad.object.value)
    kept = {iri: thing for iri, thing in things.items() if thing.kinds & _ENTRIES}
    return kept, {iri: thing.names for iri, thing in kept.items()}


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def _page(address: str) -> str:
    bare = re.sub(r"^https?://(www\.)?", "", address.split("#", maxsplit=1)[0])
    bare = re.sub(r"\?(utm_|_ga|_gl|fbclid).*$", "", bare)
    return unicodedata.normalize("NFC", unquote(bare)).rstrip("/?").casefold()
