"""What the shapes found."""

from __future__ import annotations

from dataclasses import field

import pyoxigraph as ox

from kg.model.problem import Severity, Text
from kg.model.record import record


@record
class Finding:
    """One validation result as pySHACL gives it; `path` and `value` where it names them."""

    shape: str
    focus: str
    path: str
    value: ox.NamedNode | ox.Literal | None
    severity: str
    component: str = ""


@record
class Result:
    """One validation result: the focus node, the path and value (where it names them), the shape.

    `component` is the IRI of the constraint component, empty for a rule in SPARQL.
    """

    focus: str
    path: str
    value: ox.NamedNode | ox.Literal | None
    shape: str
    severity: Severity
    message: Text = field(hash=False)  # the shape's, as is the hint
    code: str
    component: str = ""
    hint: Text | None = field(default=None, hash=False)
