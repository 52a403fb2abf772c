"""Every rule, case by case: the notes in `rules/`, what each of them must give, and that it gives nothing else.

A case is a heading that says what holds, one or more notes (```markdown, ```csv, or ```markdown path: a/b.md), and
a block ```expected with one line an entry: its name, then what is said of it, parted by ` | `, or `nothing`.

    Sentier | in CH, CH-VD | start 2020 | led by Fondation Aube

An entry without a kind is an initiative. Who runs it and who pays need no line of their own. The terms that a
file's line "Compares:" names, and those that a case names, are compared as a whole in every entry of the case: what
does not stand in its line must not be said of it. A term without a value (`start`) asks just for that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.building.describing import Said
from kg.graph.iris import slug
from kg.graph.vocabulary import iri
from kg.model.thing import Thing
from tests.saying import said as said_in

RULES = Path(__file__).parent / "rules"
FENCE = re.compile(r"^(?P<fence>`{3,})(?P<what>\w+)(?:\s+path:\s*(?P<path>.+))?$")
KINDS = {iri(f"mxtd:{name.title()}"): name for name in ("initiative", "resource", "organisation")}
TERMS = {
    "in": "mxtd:country mxtd:region mxtd:area", "for": "mxtd:targetSize", "start": "schema:startDate",
    "end": "schema:endDate", "status": "mxtd:status", "led by": "mxtd:ledBy", "funder": "mxtd:funder",
    "part of": "dcterms:isPartOf", "goes with": "dcterms:relation", "url": "schema:url",
    "links to": "dcterms:references", "kind": "mxtd:kind", "says": "dcterms:description",
    "tag": "dcterms:subject", "same as": "owl:sameAs skos:exactMatch", "also": "",
}  # fmt: skip
TERM_OF = {iri(name): term for term, names in TERMS.items() for name in names.split()}
LISTED = {"in", "for", "tag"}  # several values in one go, parted by commas


@dataclass(slots=True, kw_only=True)
class Case:
    """One case of a rule's file."""

    rule: str
    name: str
    notes: dict[str, str] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)
    watched: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The rule and the sentence, as pytest names the case."""
        return f"{self.rule}-{slug(self.name)}"


def cases_of(file: Path) -> Iterator[Case]:
    """The cases of one rule's file."""
    text = file.read_text(encoding="utf-8")
    compared = re.search(r"^Compares: (.+)\.$", text, re.MULTILINE)
    watched = set(compared[1].split(", ")) if compared else set()
    case, block = Case(rule=file.stem, name=""), list[str]()
    opened: re.Match[str] | None = None
    for line in text.splitlines():
        if opened is None:
            if line.startswith("## "):
                case = Case(rule=file.stem, name=line.removeprefix("## "))
            opened, block = FENCE.match(line), []
        elif line != opened["fence"]:
            block.append(line)
        elif opened["what"] == "expected":
            case.expected = block
            case.watched = watched | {term_of(part) for row in block for part in row.split(" | ")[1:]}
            yield case
            opened = None
        else:
            suffix = opened["what"].replace("markdown", "md")
            case.notes[opened["path"] or f"n.{suffix}"] = "\n".join(block) + "\n"
            opened = None


def term_of(part: str) -> str:
    """The term that a part of a line begins with, or an empty text for a kind."""
    return next((term for term in TERMS if f"{part} ".startswith(f"{term} ")), "")


def line_of(name: str, kind: str, said: Iterable[str]) -> str:
    """An entry as a line: its name, its kind and what is said of it, in order."""
    return " | ".join([name, kind, *sorted(said)])


def lines_expected(case: Case) -> list[str]:
    """A case's block, its lines in order and their parts too."""
    lines: list[str] = []
    for written in case.expected:
        name, *parts = written.split(" | ")
        kinds = [part for part in parts if not term_of(part)]
        assert len(kinds) <= 1 and set(kinds) <= set(KINDS.values()), f"neither kind nor term: {written}"
        said: list[str] = []
        for part in parts:
            term = term_of(part)
            value = part.removeprefix(term).strip()
            said.extend(f"{term} {v}" for v in (value.split(", ") if term in LISTED else [value]) if term and value)
        lines.append(line_of(name, kinds[0] if kinds else "initiative", said))
    return [] if case.expected == ["nothing"] else sorted(lines)


def lines_read(notes: list[Said], things: list[Thing], watched: set[str]) -> list[str]:
    """The entries of notes, with what is said of them under the watched terms."""
    kinds: dict[str, str] = {}
    labels: dict[str, list[str]] = defaultdict(list)
    said: dict[str, set[str]] = defaultdict(set)
    names = {thing.iri: thing.label for thing in things}
    base = notes[0].described.base if notes else ""
    for subject, predicate, value in sorted(
        dict.fromkeys(s for note in notes for s in note.described.statements),
        key=lambda s: (s[1] != iri("rdfs:label"), getattr(s[2], "value", "") != names.get(s[0])),
    ):
        if predicate == iri("rdf:type") and value.value in KINDS:
            kinds[subject] = KINDS[value.value]
        elif predicate in (iri("rdfs:label"), iri("skos:altLabel")):
            labels[subject].append(value.value)
        elif predicate in TERM_OF and not value.value.startswith(f"{base}note/"):
            said[subject].add(f"{TERM_OF[predicate]} {shown(value, names)}")
    for subject in kinds:
        said[subject] |= {f"also {other}" for other in labels[subject] if other != labels[subject][0]}
    return sorted(
        line_of(labels[subject][0], kind, (s for s in said[subject] if term_of(s) in watched))
        for subject, kind in kinds.items()
    )


def shown(value: ox.NamedNode | ox.Literal, names: dict[str, str]) -> str:
    """A value as a line writes it: a name, a code, a year, an address."""
    if isinstance(value, ox.Literal):
        return value.value
    own = re.fullmatch(r".*/(?:ontology#(?:size|status|kind)-|place/|tag/)(.+)", value.value)
    return names.get(value.value) or (own[1] if own else value.value)


CASES = [case for file in sorted(RULES.glob("*.md")) for case in cases_of(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_note_says(case: Case, vault: Callable[[dict[str, str]], Path]) -> None:
    expected = lines_expected(case)
    found = lines_read(*said_in(vault(case.notes)), case.watched)
    parts = [part for line in expected for part in line.split(" | ")]
    run = [part.removeprefix(term_of(part)).strip() for part in parts if term_of(part) in ("led by", "funder")]
    implied = {line_of(name, "organisation", ()) for name in run}
    assert [line for line in found if line in expected or line not in implied] == expected


def test_every_case_says_something_of_its_own() -> None:
    assert len({case.id for case in CASES}) == len(CASES) >= 150
    assert all(case.notes and case.expected for case in CASES)
