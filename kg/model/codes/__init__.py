"""Every code of a Problem, with severity, message and hint, by what it is about.

KG1xx reading, KG2xx recognising, KG4xx identity and addresses, KG5xx the data set, KG6xx links. KG3xx are the shapes'
(`shapes/*.ttl`), but for KG300, a shape without a code. A code is never given again.
"""

from __future__ import annotations

from kg.model.codes.code import Code
from kg.model.codes.graph import GRAPH
from kg.model.codes.links import LINKS
from kg.model.codes.reading import READING
from kg.model.codes.recognising import RECOGNISING

__all__ = ["CODES", "Code"]

CODES = {code.code: code for code in (*READING, *RECOGNISING, *GRAPH, *LINKS)}
