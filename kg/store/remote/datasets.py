"""The data set that a query names itself (SPARQL 1.1, section 13.2)."""

from __future__ import annotations

import re

from kg.store.refusals import QUOTED

_CLAUSE = re.compile(
    rf"(?P<clause>(?<![\w?$:@-])FROM\s+(?:NAMED\s+)?(?:<[^<>\"{{}}|^`\\\s]*>|[^\s<>{{}}()\"']*:[^\s<>{{}}()\"']*))|{QUOTED.pattern}",
    re.IGNORECASE | re.DOTALL,
)


def without(query: str) -> str:
    """A query without FROM and FROM NAMED: the data set of a request overrules them (SPARQL 1.1 Protocol, 2.1.4), which Virtuoso
    does not know."""
    return _CLAUSE.sub(lambda match: " " if match["clause"] else match[0], query)
