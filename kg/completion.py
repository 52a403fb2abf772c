"""What a shell can complete: formats, named queries and their parameters, entities and their properties.

Nothing here builds or fails: where there is no graph yet, there is nothing to offer.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from kg.console import spoken
from kg.errors import KgError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.store.queries import NamedQuery

Items = list[CompletionItem]
_MOST = 100  # more than a person reads


def formats(ctx: click.Context, parameter: click.Parameter, begun: str) -> Items:
    """Formats of `kg query` and `kg export`."""
    from kg.store import formats as tables
    from kg.store.ordered import FORMATS

    names = tables.NAMES if ctx.command.name == "query" else FORMATS
    return [CompletionItem(n) for n in names if n.startswith(begun)]


def targets(ctx: click.Context, parameter: click.Parameter, begun: str) -> Items:
    """Targets of `kg link`, also behind a comma."""
    before, comma, last = begun.rpartition(",")
    return [CompletionItem(f"{before}{comma}{n}") for n in ("wikidata", "europeana") if n.startswith(last)]


def link_formats(ctx: click.Context, parameter: click.Parameter, begun: str) -> Items:
    """Formats of `kg link export`."""
    return [CompletionItem(n) for n in ("sssom", "quickstatements", "turtle") if n.startswith(begun)]


def named_queries(ctx: click.Context, parameter: click.Parameter, begun: str) -> Items:
    """Named queries, with their titles."""
    return [
        CompletionItem(name, help=one.title.in_language(spoken(ctx)))
        for name, one in _queries(ctx).items()
        if name.startswith(begun)
    ]


def query_parameters(ctx: click.Context, parameter: click.Parameter, begun: str) -> Items:
    """Parameters of the query that is named, each with its default."""
    known, language = _queries(ctx), spoken(ctx)
    named = [n for n in (ctx.params.get("query"), *ctx.args) if n in known]  # behind a lone -p, words are not read yet
    one = known[named[0]] if named else None
    return [
        CompletionItem(f"{p.name}={p.default}", help=p.said.in_language(language))
        for p in (one.parameters if one else ())
        if p.name.startswith(begun)
    ]


def entities(ctx: click.Context, parameter: click.Parameter, begun: str) -> Items:
    """Entities by their short names, which need no quotes; with their names."""
    from kg.model.folding import fold
    from kg.store.export import short_names

    store = _store(ctx)
    wanted = fold(begun).replace(" ", "-")
    found = short_names(store, wanted, _MOST) if store is not None else {}
    return [CompletionItem(short, help=name) for short, name in found.items()]


def properties(ctx: click.Context, parameter: click.Parameter, begun: str) -> Items:
    """Properties of the entity that is named."""
    from kg.store.export import find_entity
    from kg.store.prefixes import shorten

    store = _store(ctx)
    if store is None:
        return []
    try:
        entity = find_entity(store, ctx.params.get("entity") or "")
    except KgError:
        return []
    found = {shorten(q.predicate.value).split(":")[-1] for q in store.quads_for_pattern(entity, None, None, None)}
    return [CompletionItem(name) for name in sorted(found) if name.startswith(begun)]


def codes(ctx: click.Context, parameter: click.Parameter, begun: str) -> Items:
    """Codes of problems, with what they say."""
    from kg.graph.codes import known

    found = known().values()
    return [
        CompletionItem(c.code, help=c.message.in_language(spoken(ctx)))
        for c in found
        if c.code.startswith(begun.upper())
    ]


def _queries(ctx: click.Context) -> dict[str, NamedQuery]:
    from kg.settings import load
    from kg.store import queries

    try:
        return queries.named(load(_vault(ctx)).queries)
    except KgError:
        return queries.named()


def _store(ctx: click.Context) -> ox.Store | None:
    """The published graph, if there is one."""
    from kg.settings import load
    from kg.store import generations

    try:
        generation = generations.current(load(_vault(ctx)).vault)
        return generations.open_store(generation) if generation is not None else None
    except KgError:
        return None


def _vault(ctx: click.Context) -> Path | None:
    given = ctx.params.get("vault")
    return Path(given) if given else None
