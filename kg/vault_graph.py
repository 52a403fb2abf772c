"""The Python face: open a vault, ask it, take Python values, a DataFrame or an rdflib Graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import pyoxigraph as ox

from kg.errors import KgError, QueryError, SettingsError
from kg.model.text import Text, same
from kg.settings import Settings, load
from kg.store import export, formats, generations, queries
from kg.store.refusals import failed

if TYPE_CHECKING:
    import pandas
    import rdflib


_NAMED = ("fr", "en", "de", "nl", "it", "es")  # the languages of the names of places
_SHOWN = 30  # rows that are printed


class Rows(Sequence[dict[str, Any]]):
    """The rows of an answer: one dict a row, from variable to Python value (None where unbound)."""

    def __init__(self, names: list[str], rows: list[dict[str, Any]]) -> None:
        self.names = names
        self._rows = rows

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._rows)

    def __repr__(self) -> str:
        """The rows as a small table, the first ones when there are many."""
        shown = [[str("" if row[n] is None else row[n]) for n in self.names] for row in self._rows[:_SHOWN]]
        left = len(self._rows) - len(shown)
        return formats.table(self.names, shown) + (f"… {left} more\n" if left else "")

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame. Raises KgError when pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise KgError(
                Text(
                    fr="pandas n'est pas installé.", en="pandas is not installed.", de="pandas ist nicht installiert."
                ),
                same("pip install 'kg[pandas]'"),
            ) from error
        return pandas.DataFrame(self._rows, columns=self.names)


class VaultGraph:
    """The published graph of a vault."""

    def __init__(self, settings: Settings, language: str = "") -> None:
        self.settings = settings
        self.language = language
        generation = generations.current(settings.vault)
        if generation is None:
            from kg.build import build

            build(settings)
            generation = generations.current(settings.vault)
        if generation is None:
            raise no_graph()
        self.store = generations.open_store(generation)

    def query(self, text: str, /, **parameters: Any) -> Rows:
        """Ask a SELECT or ASK: SPARQL text, or the name of a named query with its parameters.

        Raises QueryError for an unknown name, a parameter it does not take, or broken SPARQL.
        """
        found = queries.find(text, self.settings.queries)
        answer = queries.run(self.store, found, {k: str(v) for k, v in parameters.items()}, self.language)
        if isinstance(answer, ox.QueryBoolean):
            return Rows(["answer"], [{"answer": bool(answer)}])
        if isinstance(answer, ox.QueryTriples):
            raise QueryError(
                Text(
                    fr="Cette requête répond par un graphe.",
                    en="This query answers with a graph.",
                    de="Diese Abfrage antwortet mit einem Graphen.",
                ),
                Text(
                    fr="Prenez to_rdflib(), ou posez un SELECT.",
                    en="Use to_rdflib(), or ask a SELECT.",
                    de="Nehmen Sie to_rdflib(), oder stellen Sie ein SELECT.",
                ),
            )
        names = [v.value for v in answer.variables]
        try:
            return Rows(names, [{n: _python(row[n]) for n in names} for row in answer])
        except (OSError, RuntimeError) as error:
            raise failed(error) from error

    def to_rdflib(self) -> rdflib.Graph:
        """The plain statements as an rdflib Graph."""
        import rdflib

        graph = rdflib.Graph()
        graph.parse(data=export.export(self.store, "ntriples"), format="nt")
        return graph

    def export(self, name: str, *, entity: str = "", provenance: bool = False) -> bytes:
        """A dump, as `kg export` writes it."""
        return export.export(self.store, name, entity=entity, provenance=provenance)


def no_graph() -> KgError:
    """The failure for a graph that should be there after a build, and is not."""
    return KgError(
        Text(
            fr="Le graphe n'a pas pu être construit.",
            en="The graph could not be built.",
            de="Der Graph konnte nicht gebaut werden.",
        ),
        Text(
            fr="Lancez `kg build` pour voir pourquoi.",
            en="Run `kg build` to see why.",
            de="Starten Sie `kg build`, um zu sehen, warum.",
        ),
    )


def open(path: str | Path | None = None, *, language: str = "") -> VaultGraph:
    """Open a vault, by default the one of the working folder; it is built when it has no graph yet.

    `language` (`fr`, `en`, `de`, `nl`, `it`, `es`) is that of names in the answers of named queries; by default the
    one that kg.toml says, else English.

    Raises VaultError when there is none, SettingsError for a language without names.
    """
    if language and language not in _NAMED:
        raise SettingsError(
            Text(
                fr=f"Les lieux n'ont pas de nom dans la langue « {language} ».",
                en=f"Places have no name in the language {language!r}.",
                de=f"Orte haben keinen Namen in der Sprache „{language}“.",
            ),
            same(", ".join(_NAMED)),
        )
    settings = load(Path(path) if path is not None else None)
    return VaultGraph(settings, language or settings.language)


def _python(term: Any) -> Any:
    """A term as a Python value; a literal that its datatype does not fit, as the text that it is."""
    if isinstance(term, ox.Triple):
        return tuple(_python(part) for part in (term.subject, term.predicate, term.object))
    if not isinstance(term, ox.Literal):
        return term.value if term is not None else None
    convert = _CONVERT.get(term.datatype.value.rsplit("#", 1)[-1], str)
    try:
        return convert(term.value)
    except (KeyError, ValueError):
        return term.value


_CONVERT: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("integer", "gYear", "int", "long", "short", "nonNegativeInteger", "positiveInteger"), int),
    **dict.fromkeys(("decimal", "double", "float"), float),
    "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
}
