"""What pages ask of the workers, and the queries that have names: no text of a visitor or a vault is run elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from starlette.requests import Request

from kg.errors import QueryError
from kg.serve import endpoint as endpoints
from kg.serve.protocol import reaches_out
from kg.serve.site import Site
from kg.store import queries
from kg.store.workers.frames import Question
from kg.store.workers.line import Answer

_log = logging.getLogger("kg.serve")


async def ask(request: Request, question: Question) -> Answer:
    """The whole answer of a worker. Raises Refusal, also for a query that no worker shall see."""
    endpoint: endpoints.Endpoint = request.app.state.endpoint
    far = reaches_out(question.text, endpoint.allowed)
    return await endpoint.whole(question, request.scope, request.receive, far)


def named_queries(site: Site) -> Mapping[str, queries.NamedQuery]:
    """The named queries, those of the vault among them; where one of the vault cannot be read, only our own."""
    try:
        return queries.named(site.settings.queries)
    except QueryError as error:
        _log.warning("%s", error)
        return queries.named()
