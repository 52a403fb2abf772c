"""What is asked: queries of both versions as one record. Whatever a client sends ends in queries or in a Refusal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kg.model.record import record
from kg.model.text import Text
from kg.serve.reconcile.terms import type_of
from kg.serve.refusal import Refusal, Said

Strict: TypeAlias = Literal["any", "all", "should"]
MOST, LIMIT, MOST_LIMIT = 100, 10, 50  # queries of a batch; results of a query where it says nothing, and at most
_LONGEST, _VALUES = 200, 20  # characters of a name or value; values of a property
LARGEST = 1 << 20  # bytes of a body
_NO_JSON = Said(status=400, said=Text(
    fr="« {field} » n'est pas du JSON : {why}.", en="`{field}` is no JSON: {why}.", de="„{field}“ ist kein JSON: {why}."))  # fmt: skip
_WRONG = Said(status=400, said=Text(
    fr="« {field} » n'a pas la bonne forme : {what}.", en="`{field}` has the wrong form: {what}.", de="„{field}“ hat die falsche Form: {what}."),
    advice=Text(fr="Voir https://reconciliation-api.github.io/specs/0.2/", en="See https://reconciliation-api.github.io/specs/0.2/",
                de="Siehe https://reconciliation-api.github.io/specs/0.2/"))  # fmt: skip
_TOO_MANY = Said(status=413, said=Text(
    fr="{count} requêtes à la fois ; {most} au plus.", en="{count} queries at once; {most} at most.", de="{count} Abfragen auf einmal; höchstens {most}."))  # fmt: skip
TOO_LARGE = Said(status=413, said=Text(
    fr="Le corps de la demande est trop grand.", en="The body of the request is too large.", de="Der Inhalt der Anfrage ist zu gross."))  # fmt: skip


@record
class Query:
    """One thing that is looked for: its name, the types it may have, and what else is known of it, by property."""

    name: str
    types: tuple[str, ...] = ()
    strict: Strict = "should"
    limit: int = LIMIT
    values: Mapping[str, tuple[str, ...]]
    language: str = ""


def wrong(field: str, what: str) -> Refusal:
    """A part of the request that has not the form of the specification; `what` is in English, as it is."""
    return _WRONG.refusal(field=field, what=what)


def parsed(field: str, text: str) -> Any:
    """A field that holds JSON. Raises Refusal."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _NO_JSON.refusal(field=field, why=str(error)[:200]) from error


def batch(said: Any) -> dict[str, Query]:
    """The queries of 0.2, by their keys. Raises Refusal."""
    if not isinstance(said, dict) or not said:
        raise wrong("queries", "an object of queries is expected")
    _bounded(len(said))
    return {key: _query(key, one) for key, one in said.items()}


def draft(said: Any) -> list[Query]:
    """The queries of the draft of 1.0, in their order. Raises Refusal."""
    several = said.get("queries") if isinstance(said, dict) else None
    if not isinstance(several, list) or not several:
        raise wrong("queries", "a list of queries is expected")
    _bounded(len(several))
    return [_of_conditions(at, one) for at, one in enumerate(several)]


def _bounded(count: int) -> None:
    if count > MOST:
        raise _TOO_MANY.refusal(count=count, most=MOST)


def _query(key: str, said: Any) -> Query:
    if isinstance(said, str):
        said = {"query": said}
    if not isinstance(said, dict):
        raise wrong(key, "an object is expected")
    strict = said.get("type_strict", "should")
    if strict not in ("any", "all", "should"):
        raise wrong(f"{key}.type_strict", "any, all or should is expected")
    values: dict[str, tuple[str, ...]] = {}
    for one in _list(f"{key}.properties", said.get("properties", [])):
        if not isinstance(one, dict) or not isinstance(one.get("pid"), str):
            raise wrong(f"{key}.properties", "objects with `pid` and `v` are expected")
        values[one["pid"]] = (*values.get(one["pid"], ()), *_texts(one.get("v")))
    name = said.get("query", "")
    if not isinstance(name, str) or not (name.strip() or values):
        raise wrong(f"{key}.query", "a text is expected")
    types = said.get("type", [])
    return Query(
        name=name[:_LONGEST], types=_types([types] if isinstance(types, str) else _list(f"{key}.type", types)), strict=strict,
        limit=_limit(f"{key}.limit", said.get("limit")), values=values,
    )  # fmt: skip


def _of_conditions(at: int, said: Any) -> Query:
    field = f"queries[{at}]"
    if not isinstance(said, dict):
        raise wrong(field, "an object is expected")
    name, values = "", dict[str, tuple[str, ...]]()
    for one in _list(f"{field}.conditions", said.get("conditions")):
        if not isinstance(one, dict) or one.get("matchType") not in ("name", "property"):
            raise wrong(f"{field}.conditions", "objects with `matchType` name or property are expected")
        if one["matchType"] == "name":
            name = " ".join(_texts(one.get("propertyValue")))
        elif isinstance(one.get("propertyId"), str):
            values[one["propertyId"]] = _texts(one.get("propertyValue"))
        else:
            raise wrong(f"{field}.conditions", "`propertyId` is expected")
    if not (name.strip() or values):
        raise wrong(f"{field}.conditions", "a condition of `matchType` name is expected")
    kind, language = said.get("type", ""), said.get("lang", "")
    return Query(
        name=name[:_LONGEST], types=_types([kind] if kind else []), limit=_limit(f"{field}.limit", said.get("limit")),
        values=values, language=language if isinstance(language, str) else "",
    )  # fmt: skip


def _list(field: str, said: Any) -> Sequence[Any]:
    if not isinstance(said, list):
        raise wrong(field, "a list is expected")
    return said[:MOST]


def _types(said: Sequence[Any]) -> tuple[str, ...]:
    """The types of ours among those named; a type is `id` or `{"id": …}`. What is none of ours stays as it is written."""
    written = [str(t.get("id", "")) if isinstance(t, dict) else str(t) for t in said]
    return tuple(dict.fromkeys(type_of(t) or t[:_LONGEST] for t in written if t))


def _limit(field: str, said: Any) -> int:
    if said is None:
        return LIMIT
    if isinstance(said, bool) or not isinstance(said, int) or said < 1:
        raise wrong(field, "a number from 1 is expected")
    return min(said, MOST_LIMIT)


def _texts(said: Any) -> tuple[str, ...]:
    """A value or several: texts, numbers, or things of which the identifier counts, else the name."""
    several = said if isinstance(said, list) else [said]
    found = [
        str(v.get("id") or v.get("name") or "") if isinstance(v, dict) else str(v) for v in several if v is not None
    ]
    return tuple(v[:_LONGEST] for v in found[:_VALUES] if v.strip())
