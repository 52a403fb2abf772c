"""Decisions: `links/*.sssom.tsv` beside the notes, one file a target. Reading them, and what is wrong with them.

    files → rows (sssom.py) → decisions (rows.py) → those that nothing contradicts → facts with their own line

A row that cannot be read stays in its file and out of the graph. Where two decisions contradict each other, a person's
stands against the rule's; of two persons' (or two rules') neither is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from kg.links.check import check
from kg.links.curies import Prefixes
from kg.links.folder import OUTSIDE, files, leads_out, path_of, target_in
from kg.links.records import Decision
from kg.links.rows import SAME, Bad, by_person, decision_of, target_of
from kg.links.sssom import Document, Row, parse
from kg.model.codes import CODES
from kg.model.fact import Fact, Iri
from kg.model.known import Known
from kg.model.problem import Problem
from kg.model.record import record
from kg.model.span import Span
from kg.model.system import bytes_of, system_says
from kg.model.text import Text

RULE = "decision"  # the recogniser of the facts


@record
class Decided:
    """A row that could be read: its decision, whether a person took it, and where its object stands."""

    decision: Decision
    person: bool
    span: Span


def read_decisions(vault: Path, base: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """The decisions of a vault by file and line, and a Problem for each row, pair of rows or file that is none.

    `base` is that of the vault's IRIs, for files that declare no prefixes.
    """
    found, problems = _read(vault, base)
    return tuple(d.decision for d in found), tuple(problems)


def read_facts(vault: Path, base: str) -> tuple[tuple[Fact, ...], tuple[Known, ...], tuple[Problem, ...]]:
    """The accepted decisions of a vault as facts, each about the IRI of its subject; what the other decisions are about;
    and the Problems."""
    found, problems = _read(vault, base)
    facts = tuple(
        Fact(
            subject=d.decision.subject,
            property=d.decision.predicate,
            value=Iri(iri=d.decision.object),
            span=d.span,
            recogniser=RULE,
        )
        for d in found
        if d.decision.said == "accepted"
    )
    others = tuple(
        Known(iri=d.decision.subject, names=(d.decision.subject_label,), span=d.span)
        for d in found
        if d.decision.said != "accepted"
    )
    return facts, others, (*problems, *check([d.decision for d in found]))


def unread(vault: Path, base: str) -> frozenset[str]:
    """The IRIs that rows are about which cannot be read: what these decide is not known."""
    found: set[str] = set()
    for file in files(vault):
        document = _document(file, vault)
        if not isinstance(document, Text):
            prefixes, target = Prefixes(base, document.curie_map), target_in(file.name)
            for row in document.rows:
                if row.cells is None or isinstance(decision_of(row.cells, prefixes, target, "", row.line), Bad):
                    found.add(prefixes.expand(row.said(document.columns).get("subject_id", "").strip()))
    return frozenset(found)


def _read(vault: Path, base: str) -> tuple[list[Decided], list[Problem]]:
    found: list[Decided] = []
    problems: list[Problem] = []
    for file in files(vault):
        path = path_of(file)
        document = _document(file, vault)
        if isinstance(document, Text):
            problems.append(CODES["KG601"].at(Span(path=path, line=1, column=1, end=2), why=document))
            continue
        decided, odd = of_document(document, target_in(file.name), path, base)
        found.extend(decided)
        problems.extend(odd)
    stand, disputed = settled(found)
    return stand, [*problems, *disputed]


def _document(file: Path, vault: Path) -> Document | Text:
    try:
        if leads_out(file, vault):
            return OUTSIDE
        return parse(bytes_of(file))
    except OSError as error:
        return system_says(error)


def of_document(document: Document, target: str, path: str, base: str) -> tuple[list[Decided], list[Problem]]:
    """What the rows of a file say, and a Problem for each that says nothing."""
    prefixes = Prefixes(base, document.curie_map)
    found: list[Decided] = []
    problems: list[Problem] = []
    for row in document.rows:
        if row.cells is None:
            assert row.why is not None
            problems.append(CODES["KG602"].at(_span(row, "", document, path), why=row.why))
            continue
        read = decision_of(row.cells, prefixes, target, path, row.line)
        if isinstance(read, Bad):
            span = _span(row, read.column, document, path)
            wrong = (
                CODES["KG604"].at(span, text=read.wrong) if read.why is None else CODES["KG602"].at(span, why=read.why)
            )
            problems.append(wrong)
        elif read is not None:
            span = _span(row, "object_id", document, path)
            found.append(Decided(decision=read, person=by_person(row.cells, prefixes), span=span))
    return found, problems


def _span(row: Row, name: str, document: Document, path: str) -> Span:
    column = row.column_of(name, document.columns)
    length = len(row.cells.get(name, "")) if row.cells is not None and column > 1 else 1
    return Span(path=path, line=row.line, column=column, end=column + max(length, 1))


# -- contradictions -------------------------------------------------------------------------------------
def contradicts(one: Decision, other: Decision) -> bool:
    """Whether two decisions cannot both hold: accepted and rejected, nothing and something, or two things of one data set
    that one thing is."""
    if one.subject != other.subject:
        return False
    both = {one.said, other.said}
    if both == {"accepted", "rejected"}:
        return one.object == other.object
    if both == {"accepted", "nothing"}:
        accepted, none = (one, other) if one.said == "accepted" else (other, one)
        return accepted.predicate in SAME and (
            target_of(accepted) == target_of(none) or _of_its_file(none, accepted.path)
        )
    same = one.predicate in SAME and other.predicate in SAME and target_of(one) == target_of(other)
    return both == {"accepted"} and same and one.object != other.object


def _of_its_file(none: Decision, path: str) -> bool:
    """Whether that nothing was found is said of all that a file links to."""
    return none.path == path and none.source == target_in(Path(path).name)


def settled(decided: Sequence[Decided]) -> tuple[list[Decided], list[Problem]]:
    """The decisions that stand, and a Problem for each that does not, at the later of two."""
    by_subject: dict[str, _Taken] = defaultdict(_Taken)
    for d in decided:
        by_subject[d.decision.subject].add(d)
    stand: list[Decided] = []
    problems: list[Problem] = []
    for d in decided:
        against = by_subject[d.decision.subject].against(d)
        if against is None:
            stand.append(d)
        elif against.person and not d.person:
            problems.append(CODES["KG606"].at(d.span, line=_line(against, d)))
        elif _place(against) < _place(d):
            problems.append(CODES["KG603"].at(d.span, line=_line(against, d)))
    return stand, problems


def _place(d: Decided) -> tuple[str, int]:
    return d.decision.path, d.decision.line


def _line(of: Decided, seen_from: Decided) -> str:
    """The number of a line, with its file where that is another one."""
    elsewhere = of.decision.path != seen_from.decision.path
    return f"{of.decision.line} ({of.decision.path})" if elsewhere else str(of.decision.line)


_Kind: TypeAlias = tuple[str, bool, bool, str]  # what was said, by a person, of the same thing, in which data set


class _Taken:
    """The decisions about one subject, few of which must be looked at to know what one is against."""

    def __init__(self) -> None:
        self._by_object: dict[str, dict[_Kind, Decided]] = defaultdict(dict)
        self._first: dict[_Kind, dict[str, Decided]] = defaultdict(dict)  # of two objects

    def add(self, d: Decided) -> None:
        kind = (d.decision.said, d.person, d.decision.predicate in SAME, target_of(d.decision))
        self._by_object[d.decision.object].setdefault(kind, d)
        if len(self._first[kind]) < 2:
            self._first[kind].setdefault(d.decision.object, d)

    def against(self, d: Decided) -> Decided | None:
        """The first decision that contradicts this one and counts as much: a person's before the rule's."""
        others = [*self._by_object[d.decision.object].values(), *(o for f in self._first.values() for o in f.values())]
        found = [o for o in others if contradicts(d.decision, o.decision) and (o.person or not d.person)]
        return min(found, key=lambda o: (not o.person, *_place(o)), default=None)
