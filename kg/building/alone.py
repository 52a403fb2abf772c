"""What entries lack that one note alone speaks of, found while that note is described: to ask the store for it takes longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.graph.gaps import Look, lacking
from kg.graph.vocabulary import Statement


class Alone:
    """What was looked for in each node of which one note speaks, by IRI; of all others, the store has to be asked."""

    def __init__(self) -> None:
        self._found: dict[str, Look | None] = {}
        self._same: dict[Look, Look] = {}

    def hear(self, statements: Iterable[Statement]) -> None:
        """All that one note says."""
        said: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            said[statement[0]].append(statement)
        for subject, own in said.items():
            look = None if subject in self._found else lacking(own)
            self._found[subject] = None if look is None else self._same.setdefault(look, look)

    def forget(self, subjects: Iterable[str]) -> None:
        """Something else than notes says or takes back something of these."""
        for subject in subjects:
            self._found.pop(subject, None)

    def of(self, subject: str) -> Look | None:
        """What was looked for in a node, and is lacking; None where the store has to be asked."""
        return self._found.get(subject)
