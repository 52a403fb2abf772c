"""SHACL: the shapes folder judges the graph, and each result is followed back to the line of a note.

A screen finds the suspects in the store (screen.py); what is wrong with them is told (faults.py) or, where it is not
plain, judged by pySHACL (core.py); `sh:sparql` is run as one SELECT over the store (rules.py).
docs/decisions/0004-shacl.md says why nothing is missed.
"""

from __future__ import annotations

from kg.graph.shape_files import SH
from kg.graph.shapes.affected import Affected, affected
from kg.graph.shapes.judging import judge, judge_affected, store_of
from kg.graph.shapes.load import Shapes, load

__all__ = [
    "SH",
    "Affected",
    "Shapes",
    "affected",
    "judge",
    "judge_affected",
    "load",
    "store_of",
]
