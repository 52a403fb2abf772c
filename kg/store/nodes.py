"""Node objects of JSON-LD as text, written from lines of N-Triples: the same as `kg.store.jsonld` makes of terms.

A string of N-Triples without a backslash is one of JSON as it stands; others are read and written anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import TypeAlias

from kg.model.record import record
from kg.store.jsonld import TYPE, compacting, prefixed

_AT = " " * 4  # where a node begins
_IN, _DEEP = _AT + "  ", _AT + "    "
Members: TypeAlias = Iterable[tuple[str, str]]  # names and values, both as JSON


def texts(lines: Iterable[str]) -> Iterator[str]:
    """The node object of each thing of which JSON-LD can say something, from its lines (`<s <p> o .`), which stand together."""
    parts = (line.split(" ", 2) for line in lines)
    for subject, said in groupby(parts, key=itemgetter(0)):
        values: dict[str, list[str]] = {}
        for _, predicate, value in said:
            if not value.startswith(("_", "<<")):
                values.setdefault(predicate[1:-1], []).append(value[:-2])
        if values:
            yield _node(subject[1:], values)


def _node(subject: str, values: dict[str, list[str]]) -> str:
    members = [('"id"', quoted(subject))]
    if types := values.pop(TYPE, []):
        members.append(('"type"', _array([quoted(_type(t)) for t in types], _IN)))
    found: dict[str, str] = {}
    for predicate, said in values.items():
        found.update(_said(_rule(predicate), said))
    return _object([*members, *((quoted(name), found[name]) for name in sorted(found))], _AT)


@record
class _Rule:
    """How the values of a property are written."""

    key: str  # the term, where there is one
    name: str  # the prefixed name
    links: bool  # whether the term takes IRIs
    languages: bool  # whether it takes texts by language
    lists: bool  # whether it takes lists only
    plain: bool  # whether it takes anything else


@lru_cache(maxsize=4096)
def _rule(predicate: str) -> _Rule:
    compact = compacting()
    key, definition = compact.terms.get(predicate, ("", {}))
    container = definition.get("@container", [])
    return _Rule(
        key=key,
        name=prefixed(predicate, compact),
        links=definition.get("@type") == "@id",
        languages="@language" in container,
        lists="@set" in container,
        plain=bool(key) and "@type" not in definition and not container,
    )


def _said(rule: _Rule, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Values under the term that fits them; what it does not fit goes under the prefixed name."""
    links: list[str] = []
    languages: dict[str, list[str]] = {}
    rest: list[str] = []
    for value in values:
        if rule.links and value[0] == "<":
            links.append(quoted(value[1:-1]))
        elif rule.languages and (found := _in_language(value)):
            languages.setdefault(found[0], []).append(found[1])
        else:
            rest.append(value)
    if links:
        yield rule.key, _some(links, _IN, always=rule.lists)
    if languages:
        spoken = ((quoted(k), _some(v, _DEEP, always=rule.lists)) for k, v in sorted(languages.items()))
        yield rule.key, _object(spoken, _IN)
    if rest:
        name = rule.key if rule.plain and not links and not languages else rule.name
        yield name, _value(rest[0], _IN) if len(rest) == 1 else _array([_value(v, _DEEP) for v in rest], _IN)


def _in_language(value: str) -> tuple[str, str] | None:
    """The language and the text of a literal that a map of languages can hold: no other type, no direction."""
    if value[-1] == '"':
        return "@none", _string(value)
    if value[-1] == ">":
        return None
    text, _, language = value.rpartition("@")
    return None if "--" in language else (language, _string(text))


def _value(value: str, pad: str) -> str:
    if value[0] == "<":
        return _object((('"id"', quoted(value[1:-1])),), pad)
    if value[-1] == '"':
        return _string(value)
    if value[-1] == ">":
        text, _, datatype = value.rpartition("^^<")
        return _object((('"@value"', _string(text)), ('"@type"', quoted(datatype[:-1]))), pad)
    text, _, language = value.rpartition("@")
    return _object((('"@value"', _string(text)), ('"@language"', quoted(language.partition("--")[0]))), pad)


def _string(text: str) -> str:
    return quoted(json.loads(text)) if "\\" in text else text


@lru_cache(maxsize=4096)
def _type(value: str) -> str:
    """The name of a class; of a literal in its place, its text."""
    if value[0] == "<":
        return compacting().shorten(value[1:-1])
    return compacting().shorten(json.loads(value[: value.rindex('"') + 1]))


def _some(values: list[str], pad: str, *, always: bool) -> str:
    return _array(values, pad) if always or len(values) > 1 else values[0]


def _array(values: Iterable[str], pad: str) -> str:
    between = f",\n{pad}  "
    return f"[\n{pad}  {between.join(values)}\n{pad}]"


def _object(members: Members, pad: str) -> str:
    between = f",\n{pad}  "
    return f"{{\n{pad}  {between.join([f'{name}: {value}' for name, value in members])}\n{pad}}}"
