"""Queries: text, files, and the named ones of `queries/`, with typed parameters."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError, did_you_mean
from kg.model.record import record
from kg.model.system import is_file, is_there, system_says
from kg.model.text import Text, same
from kg.resources import folder
from kg.store.prefixes import PREFIXES
from kg.store.reading import Reader
from kg.store.refusals import QUOTED, failed, refuse_service, unreadable

Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_HEADER = re.compile(r"^#\s*(title|description)@(\w\w):\s*(.+)$", re.MULTILINE)
_PARAM = re.compile(
    r"^#\s*param:\s*(\w+)\s+(string|year|integer|code|iri)\s+\"([^\"]*)\"\s+\"([^\"]*)\"\s+\"([^\"]*)\"(?:\s+\"([^\"]*)\")?",
    re.MULTILINE,
)
# How a value of each type is written (also as ECMA-262 has it, for forms and for OpenAPI).
PATTERNS = {
    "year": "[0-9]{4}",
    "integer": "-?[0-9]{1,18}",
    "code": "[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?|[0-9]{3}",
    "iri": 'https?://[^\\s<>"\\{\\}\\|\\\\\\^`]+',
}

_SHOWN = 200  # characters of a value that a message repeats
_UNNAMED = same("")
_NO_TYPE = {
    "year": Text(fr="{pair} : ce n'est pas une année.", en="{pair} is no year.", de="{pair} ist kein Jahr."),
    "integer": Text(fr="{pair} : ce n'est pas un nombre entier.", en="{pair} is no integer.", de="{pair} ist keine ganze Zahl."),
    "code": Text(fr="{pair} : ce n'est pas un code.", en="{pair} is no code.", de="{pair} ist kein Code."),
    "iri": Text(fr="{pair} : ce n'est pas une IRI.", en="{pair} is no IRI.", de="{pair} ist keine IRI."),
}  # fmt: skip
_INSTANCE = Text(fr="Par exemple : {pair}", en="For instance: {pair}", de="Zum Beispiel: {pair}")
_UNREADABLE = Text(
    fr="{file} ne peut pas être lu : {why}.", en="{file} cannot be read: {why}.", de="{file} ist nicht lesbar: {why}."
)
_LISTED = Text(
    fr="`kg query --list` les montre toutes.", en="`kg query --list` shows all.", de="`kg query --list` zeigt alle."
)


@record
class Parameter:
    """A parameter of a named query: its type (`string`, `year`, `integer`, `code`, `iri`), default and meaning."""

    name: str
    type: str
    default: str
    said: Text

    def term(self, value: str) -> ox.Literal | ox.NamedNode:
        """`value` as an RDF term. Raises QueryError when it is not of the type."""
        if self.type in PATTERNS and not re.fullmatch(PATTERNS[self.type], value):
            raise self._refused(value)
        if self.type == "iri":
            try:
                return ox.NamedNode(value)
            except ValueError as error:
                raise self._refused(value) from error
        if self.type == "integer":
            return ox.Literal(int(value))
        return ox.Literal(value.upper() if self.type == "code" else value)

    def _refused(self, value: str) -> QueryError:
        shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
        return QueryError(
            _NO_TYPE[self.type].filled(pair=f"{self.name}={shown}"),
            _INSTANCE.filled(pair=f"{self.name}={self.default}"),
        )


@record
class NamedQuery:
    """A query of the folder `queries/`."""

    name: str
    text: str
    title: Text = _UNNAMED
    description: Text = _UNNAMED
    parameters: tuple[Parameter, ...] = ()


def named(extra: Path | None = None) -> dict[str, NamedQuery]:
    """All named queries, by name; those of the vault's own folder come last and overrule."""
    files = [*sorted(folder("queries").glob("*.rq")), *(sorted(extra.glob("*.rq")) if extra else [])]
    return {file.stem: _read(file) for file in files}


def _read(file: Path) -> NamedQuery:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise _no_file(file, error) from error
    said: dict[str, dict[str, str]] = {"title": {}, "description": {}}
    for key, language, value in _HEADER.findall(text):
        said[key][language] = value.strip()
    parameters = tuple(
        Parameter(name=n, type=t, default=d, said=Text.of({"fr": f, "en": e, **({"de": g} if g else {})}))
        for n, t, d, f, e, g in _PARAM.findall(text)
    )
    title, description = Text.of(said["title"]), Text.of(said["description"])
    return NamedQuery(name=file.stem, text=text, title=title, description=description, parameters=parameters)


def find(asked: str, extra: Path | None = None) -> NamedQuery:
    """The query that `asked` is: SPARQL text, a file, or a name.

    Raises QueryError for an unknown name, or a file that is not there or not in UTF-8.
    """
    if re.search(r"[{\s]", asked) and not is_file(asked):
        return NamedQuery(name="", text=asked)
    known = named(extra)
    if asked in known:
        return known[asked]
    file = Path(asked)
    if is_there(file) or file.suffix in (".rq", ".sparql") or "/" in asked:
        return _read(file)
    near = difflib.get_close_matches(asked, known, n=3, cutoff=0.4)
    raise QueryError(
        Text(
            fr=f"Aucune requête ne s'appelle « {asked} ».",
            en=f"There is no query named {asked!r}.",
            de=f"Keine Abfrage heisst „{asked}“.",
        ),
        did_you_mean(near) if near else _LISTED,
    )


def filled(query: NamedQuery, values: Mapping[str, str], language: str = "") -> str:
    """The text of a query, its parameters replaced by terms in their written form.

    `language` is that of the asker, for a query with a parameter of that name.
    Raises QueryError for parameters that it does not take, and values that are not of their type.
    """
    known = {p.name: p for p in query.parameters}
    for name in values:
        if name not in known:
            raise _no_parameter(name, ", ".join(known))
    if language and "language" in known:
        values = {"language": language, **values}
    terms = {n: str(p.term(values.get(n, p.default))) for n, p in known.items()}
    if not terms:
        return query.text
    # All at once, and nothing within a text, comment or IRI: what a value holds is never looked at again.
    tokens = re.compile(rf"{QUOTED.pattern}|[?$](?P<name>{'|'.join(map(re.escape, terms))})\b", re.DOTALL)
    return tokens.sub(lambda m: m[0] if m["name"] is None else terms[m["name"]], query.text)


def run(store: Reader, query: NamedQuery, values: Mapping[str, str], language: str = "") -> Answer:
    """Run a query on the default graph, its parameters filled.

    Raises QueryError with line and column of a broken query, and as `filled` does.
    """
    text = filled(query, values, language)
    refuse_service(text)
    try:
        return store.query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise unreadable(error, text) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise failed(error) from error


def _no_file(file: Path, error: OSError | ValueError) -> QueryError:
    if isinstance(error, UnicodeDecodeError):
        said = Text(fr=f"{file} n'est pas en UTF-8.", en=f"{file} is not in UTF-8.", de=f"{file} ist nicht in UTF-8.")
        return QueryError(
            said, Text(fr="Enregistrez-le en UTF-8.", en="Save it as UTF-8.", de="Speichern Sie sie als UTF-8.")
        )
    if isinstance(error, FileNotFoundError | ValueError):  # no file has a name with U+0000 in it
        said = Text(
            fr=f"Le fichier {file} n'existe pas.", en=f"There is no file {file}.", de=f"Die Datei {file} gibt es nicht."
        )
        return QueryError(said, _LISTED)
    return QueryError(_UNREADABLE.filled(file=str(file), why=system_says(error)), _LISTED)


def _no_parameter(name: str, takes: str) -> QueryError:
    said = Text(
        fr=f"La requête n'a pas de paramètre « {name} ».",
        en=f"The query takes no parameter {name!r}.",
        de=f"Die Abfrage hat keinen Parameter „{name}“.",
    )
    if not takes:
        return QueryError(said, Text(fr="Elle n'en a aucun.", en="It takes none.", de="Sie hat keinen."))
    return QueryError(said, Text(fr=f"Les siens : {takes}.", en=f"Its parameters: {takes}.", de=f"Die ihren: {takes}."))
