"""Keys of fields, folded, and the fields that stand in running text (`key:: value`)."""

from __future__ import annotations

import re
import unicodedata

from kg.model.note import Field, Line

_INLINE = re.compile(r"(?P<open>[\[(])?(?P<key>[^\W\d_][\w .\-’']{0,40}?)\s?::\s*", re.UNICODE)
_PLAIN = re.compile(r"^(?P<key>[^\W\d_][\w .\-’'/]{0,30}?)[ \u00a0\u202f]?:[ \u00a0\u202f]+(?=\S)", re.UNICODE)


def fold_key(text: str) -> str:
    """A key in lower case, without accents, its words joined by `_` ("Année de fin" → annee_de_fin)."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("ß", "ss"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def inline_fields(line: Line) -> tuple[tuple[Field, ...], int | None]:
    """The `key:: value` fields of a line, and where they begin (None without one).

    `[key:: value]` and `(key:: value)` may stand anywhere, a bare `key:: value` takes the rest.
    """
    if "::" not in line.text:
        return (), None
    found: list[Field] = []
    first: int | None = None
    position = 0
    while (match := _INLINE.search(line.text, position)) is not None:
        opening = match.group("open")
        if opening is None and line.text[: match.start()].strip(" \t-*") and first is None:
            position = match.end()
            continue
        end = _closing(line.text, match.end(), opening)
        value = line.cut(match.end(), end)
        span = line.span(match.start("key"), match.end("key"))
        values = (value,) if value.text else ()
        found.append(Field(key=fold_key(match.group("key")), values=values, span=span))
        first = match.start() if first is None else first
        position = end + 1
    return tuple(found), first


def _closing(text: str, start: int, opening: str | None) -> int:
    if opening is None:
        return len(text)
    closing = "]" if opening == "[" else ")"
    depth = 1
    for index in range(start, len(text)):
        depth += (text[index] == opening) - (text[index] == closing)
        if depth == 0:
            return index
    return len(text)


def plain_field(line: Line) -> Field | None:
    """The field of a `Key: value` line, whatever its key."""
    match = _PLAIN.match(line.text)
    if match is None:
        return None
    value = line.cut(match.end())
    return Field(key=fold_key(match.group("key")), values=(value,), span=line.span(0, match.end("key")))
