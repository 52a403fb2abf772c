"""A vault written as sorted N-Quads as it is read, without a store: the bytes of `kg export -f nquads`, as long as no statement breaks
a shape. Shapes are not applied, for they are asked of a store; all else that a build says of notes is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from kg.building import vocabulary
from kg.building.anew import described, know, remark, tell_problems
from kg.building.deciding import read_links
from kg.building.gathering import Files
from kg.building.work import Work
from kg.graph.describe import triple
from kg.graph.vocabulary import PLACE, Statement
from kg.ledger import notes, problems, things
from kg.links.decisions import read_facts
from kg.model.known import Kept
from kg.store.sorting import Lines, Sorter


class Writer:
    """Takes what the notes say of a vault that nothing is known of, and writes it."""

    def __init__(self, work: Work) -> None:
        """`work` has an empty ledger; its store is never asked for."""
        self._work = work
        self._lines = Sorter()
        self._mentioned: set[str] = set()  # of the vocabulary
        self._places: set[str] = set()  # mentioned by what is not vocabulary itself
        facts, others, _ = read_facts(work.settings.vault, work.settings.base)
        self._asked = {f.subject for f in facts} | {o.iri for o in others}
        self._said: set[str] = set()  # what of that something is said of

    def read(self, files: Files, kept: tuple[Kept, ...]) -> None:
        """Read all files, and sort what they say."""
        work, base = self._work, self._work.settings.base
        know(work, files, kept)
        self._read_notes()
        for home, statement in vocabulary.said_of(self._mentioned, base):
            self._add(home, (statement,))
        for line in described(work.settings):  # `<s> <p> o <graph> .`
            said, home, _ = line.rsplit(" ", 2)
            self._lines.write(f"{home} {said} .\n".encode())
        linked = read_links(self._is_there, work.settings)
        self._add(f"{base}graph/links", linked.statements)
        problems.put(work.db, "links", 1, linked.problems)
        remark(work.db)

    def _read_notes(self) -> None:
        describer = self._work.describer
        for number in notes.every(self._work.db):
            said = describer.say(number)
            statements = said.described.statements
            self._add(describer.note_iri(said.slug), statements)
            self._mentioned.update(vocabulary.mentioned(statements))
            self._places.update(vocabulary.mentioned(s for s in statements if not vocabulary.is_ours(s[0])))
            tell_problems(self._work, said)
            self._work.subjects.clear()  # nobody asks what changed

    def _add(self, home: str, statements: Iterable[Statement]) -> None:
        """Statements of a graph, whose name goes first so that it is sorted by."""
        self._said.update(self._asked.intersection(s for s, _, _ in statements))
        self._lines.write("".join(f"<{home}> {triple(s)} .\n" for s in statements).encode())

    def _is_there(self, node: str) -> bool:
        if things.by_iri(self._work.db, node) is not None:
            return True
        return node in (self._places if node.startswith(PLACE) else self._said)

    def write(self, out: IO[bytes]) -> int:
        """Write all that was read, and say how many statements that is."""
        count = 0
        for block in self._lines.blocks():
            count += len(block)
            out.writelines(_named(block))
        return count


def _named(lines: Lines) -> Iterator[bytes]:
    """The graph goes behind again."""
    for line in lines:
        home, _, rest = line.partition(b" ")
        yield b"%b %b .\n" % (rest[:-2], home)
