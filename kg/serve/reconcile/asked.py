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
Quantifier: TypeAlias = Literal["any", "all", "none"]
MOST, LIMIT, MOST_LIMIT = 100, 10, 50  # queries of a batch; results of a query where it says nothing, and at most
_LONGEST, _VALUES, _NAMES = 200, 20, 5  # characters of a name or value; values of a property; names of a query
LARGEST, MOST_IDS = 1 << 20, 1000  # bytes of a body; entities whose values are asked for at once
_NO_JSON = Said(status=400, said=Text(
    fr="« {field} » n'est pas du JSON : {why}.", en="`{field}` is no JSON: {why}.", de="„{field}“ ist kein JSON: {why}."))  # fmt: skip
_WRONG = Said(status=400, said=Text(
    fr="« {field} » n'a pas la bonne forme : {what}.", en="`{field}` has the wrong form: {what}.", de="„{field}“ hat die falsche Form: {what}."),
    advice=Text(fr="Voir https://reconciliation-api.github.io/specs/0.2/", en="See https://reconciliation-api.github.io/specs/0.2/",
                de="Siehe https://reconciliation-api.github.io/specs/0.2/"))  # fmt: skip
_TOO_MANY = Said(status=413, said=Text(
    fr="{count} à la fois ; {most} au plus.", en="{count} at once; {most} at most.", de="{count} auf einmal; höchstens {most}."))  # fmt: skip
TOO_LARGE = Said(status=413, said=Text(
    fr="Le corps de la demande est trop grand.", en="The body of the request is too large.", de="Der Inhalt der Anfrage ist zu gross."))  # fmt: skip


@record
class Condition:
    """What an entity has to have, or is said not to have: any, all or none of the values of a property. Where it is not
    `required`, it only counts less."""

    pid: str
    values: tuple[str, ...]
    quantifier: Quantifier
    required: bool


@record
class Query:
    """One thing that is looked for: the names it may have, its types, and what else is known of it, by property.

    `values` are those that speak for an entity; `conditions` keep others out or back.
    """

    names: tuple[str, ...]
    types: tuple[str, ...] = ()
    strict: Strict = "should"
    limit: int = LIMIT
    values: Mapping[str, tuple[str, ...]]
    conditions: tuple[Condition, ...] = ()
    language: str = ""


def wrong(field: str, what: str) -> Refusal:
    """A part of the request that has not the form of the specification; `what` is in English, as it is."""
    return _WRONG.refusal(field=field, what=what)


def parsed(field: str, text: str) -> Any:
    """A field that holds JSON; half characters ("\\ud800" alone), which no answer could hold, are "?". Raises Refusal."""
    try:
        said = json.loads(text)
        if "\\ud" not in text and "\\uD" not in text:
            return said
        return json.loads(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise _NO_JSON.refusal(field=field, why=str(error)[:200]) from error


def batch(said: Any) -> dict[str, Query]:
    """The queries of 0.2, by their keys. Raises Refusal."""
    if not isinstance(said, dict) or not said:
        raise wrong("queries", "an object of queries is expected")
    bounded(len(said))
    return {key: _query(key, one) for key, one in said.items()}


def draft(said: Any) -> list[Query]:
    """The queries of the draft of 1.0, in their order. Raises Refusal."""
    several = said.get("queries") if isinstance(said, dict) else None
    if not isinstance(several, list) or not several:
        raise wrong("queries", "a list of queries is expected")
    bounded(len(several))
    return [_of_conditions(at, one) for at, one in enumerate(several)]


def bounded(count: int, most: int = MOST) -> None:
    """Nothing where so many at once may be asked for. Raises Refusal."""
    if count > most:
        raise _TOO_MANY.refusal(count=count, most=most)


def _query(key: str, said: Any) -> Query:
    if isinstance(said, str):
        said = {"query": said}
    if not isinstance(said, dict):
        raise wrong(key, "an object is expected")
    said = {name: value for name, value in said.items() if value is not None}
    strict = said.get("type_strict", "should")
    if strict not in ("any", "all", "should"):
        raise wrong(f"{key}.type_strict", "any, all or should is expected")
    values: dict[str, tuple[str, ...]] = {}
    for one in _list(f"{key}.properties", said.get("properties", [])):
        if not isinstance(one, dict) or not isinstance(one.get("pid"), str):
            raise wrong(f"{key}.properties", "objects with `pid` and `v` are expected")
        _add(values, one["pid"], _texts(one.get("v")))
    name = said.get("query", "" if values else None)
    if not isinstance(name, str):
        raise wrong(f"{key}.query", "a text is expected")
    types = said.get("type", [])
    return Query(
        names=_names([name]), types=_types([types] if isinstance(types, str) else _list(f"{key}.type", types)), strict=strict,
        limit=_limit(f"{key}.limit", said.get("limit")), values=values,
    )  # fmt: skip


def _of_conditions(at: int, said: Any) -> Query:
    field = f"queries[{at}]"
    if not isinstance(said, dict):
        raise wrong(field, "an object is expected")
    names, values, conditions = list[str](), dict[str, tuple[str, ...]](), list[Condition]()
    for one in _list(f"{field}.conditions", said.get("conditions")):
        found = _condition(f"{field}.conditions", one)
        if one["matchType"] == "name":
            names += found.values
            continue
        if found.quantifier != "none":
            _add(values, found.pid, found.values)
        if found.required or found.quantifier == "none":
            conditions.append(found)
    if not said["conditions"]:
        raise wrong(f"{field}.conditions", "at least one is expected")
    return Query(
        names=_names(names), types=_types([_text(f"{field}.type", said.get("type"))]), limit=_limit(f"{field}.limit", said.get("limit")),
        values=values, conditions=tuple(conditions), language=_text(f"{field}.lang", said.get("lang")),
    )  # fmt: skip


def _condition(field: str, said: Any) -> Condition:
    if not isinstance(said, dict) or said.get("matchType") not in ("name", "property"):
        raise wrong(field, "objects with `matchType` name or property are expected")
    if "propertyValue" not in said:
        raise wrong(field, "`propertyValue` is expected")
    pid = said.get("propertyId", "") if said["matchType"] == "property" else "name"
    if not isinstance(pid, str) or not pid:
        raise wrong(field, "`propertyId` is expected")
    quantifier, required = said.get("matchQuantifier", "any"), said.get("required", False)
    if quantifier not in ("any", "all", "none") or not isinstance(required, bool):
        raise wrong(field, "`matchQuantifier` is any, all or none, `required` true or false")
    return Condition(pid=pid, values=_texts(said["propertyValue"]), quantifier=quantifier, required=required)


def _add(values: dict[str, tuple[str, ...]], pid: str, more: tuple[str, ...]) -> None:
    values[pid] = (*values.get(pid, ()), *more)[:_VALUES]


def _names(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name[:_LONGEST] for name in said if name.strip()))[:_NAMES]


def _text(field: str, said: Any) -> str:
    if not isinstance(said, str | None):
        raise wrong(field, "a text is expected")
    return said or ""


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
    if isinstance(said, float) and said.is_integer():
        said = int(said)
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
