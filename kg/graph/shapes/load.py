"""The shapes of kg and of a vault, loaded once: read, compiled, and ready to judge any number of stores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.graph.codes import spoken, words
from kg.graph.results import Result
from kg.graph.shape_files import files_of, read, severity_of
from kg.graph.shapes.data import Term
from kg.graph.shapes.rules import Rule, rules, wanted
from kg.graph.shapes.units import Readings, Unit, readings, units
from kg.graph.vocabulary import term
from kg.model.problem import Text


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes, as they stand in `files` and as they are judged.

    `unclear` are shapes with targets that only pySHACL can judge, and then judges whole. `extra` is the vault's own
    folder, for what is said when its shapes cannot be used.
    """

    store: ox.Store
    files: tuple[Path, ...]
    extra: Path | None
    units: Mapping[Term, Unit]
    unclear: frozenset[Term]
    rules: tuple[Rule, ...]
    reading: Readings
    wanted: str = ""  # what values look like that rules ask for over all properties
    said: dict[str, tuple[str, Text, Text | None]] = field(default_factory=dict)  # what each shape says, once asked

    def result(
        self, shape: str, focus: str, path: str, value: ox.NamedNode | ox.Literal | None, severity: str, component: str
    ) -> Result:
        """A result, with the code and the words of its shape."""
        if shape not in self.said:
            self.said[shape] = self._words(shape)
        code, message, hint = self.said[shape]
        return Result(focus=focus, path=path, value=value, shape=shape, severity=severity_of(severity),
                      message=message, code=code, hint=hint, component=component)  # fmt: skip

    def _words(self, shape: str) -> tuple[str, Text, Text | None]:
        if not shape.startswith("http"):
            return "KG300", spoken({}), None
        node = ox.NamedNode(shape)
        codes = self.store.quads_for_pattern(node, term("mxtd:code"), None, None)
        code = next((q.object.value for q in codes if isinstance(q.object, ox.NamedNode | ox.Literal)), "KG300")
        return code, *words(self.store, node)


def load(extra: Path | None = None) -> Shapes:
    """The shapes of kg, and those in a vault's own folder. Raises ShapeError for a file that cannot be read, or is no Turtle."""
    return of_files(files_of(extra), extra)


def of_files(files: Iterable[Path], extra: Path | None = None) -> Shapes:
    """The shapes of some files. Raises ShapeError for one that cannot be read, or is no Turtle."""
    known = tuple(files)
    return compiled(read(known), known, extra)


def compiled(store: ox.Store, files: tuple[Path, ...] = (), extra: Path | None = None) -> Shapes:
    """The shapes that a store holds."""
    clear, unclear = units(store)
    return Shapes(
        store=store,
        files=files,
        extra=extra,
        units=clear,
        unclear=unclear,
        rules=tuple(rules(store)),
        reading=readings(clear),
        wanted=wanted(store),
    )
