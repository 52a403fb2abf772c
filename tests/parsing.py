"""rdflib parses the query of a rule anew for each focus node, which is most of what full pySHACL takes. Here it does so once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rdflib.plugins.sparql import processor


@contextmanager
def each_query_parsed_once() -> Iterator[None]:
    """While this lasts, a text gives the prepared query that it gave before (rdflib: a prepared query may be run again)."""
    parse, translate = processor.parseQuery, processor.translateQuery
    known: dict[object, Any] = {}

    def prepared(text: str, base: str | None = None, names: Mapping[str, Any] | None = None) -> Any:
        key = (text, base, tuple(sorted((k, str(v)) for k, v in (names or {}).items())))
        if key not in known:
            known[key] = translate(parse(text), base, names)
        return known[key]

    processor.parseQuery, processor.translateQuery = lambda text: text, prepared
    try:
        yield
    finally:
        processor.parseQuery, processor.translateQuery = parse, translate
