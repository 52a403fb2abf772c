"""The weights of a logistic model over the features of matches, fitted on the half that is for it.

The probability that both are one is `1 / (1 + exp(-(bias + Σ what a feature adds)))`. What a feature adds is a broken
line over its value: a name that is alike by half says nothing, one that is equal says much, so that one slope would be
wrong for both. A feature that is not known adds its `unknown`. The table is for kg/links/weights.py; after a change of it
what is whose owner may change too, so that fitting again gives other numbers until it is at rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.linking.cases import Case
from benchmarks.linking.figures import is_right
from kg.links.records import FeatureName, Match, Role
from kg.links.weights import Weight
from kg.model.record import record

# Where the lines of features of many values may break; beyond the outer knots they are flat.
KNOTS: dict[FeatureName, tuple[float, ...]] = {
    "name": (0.6, 0.75, 0.85, 0.95, 1.0),
    "website": (0.0, 0.3, 0.5, 0.6, 1.0),
}
_OTHERS = (0.0, 0.5, 1.0)
_FEW = 6  # a feature of at most so many values has a knot at each
# What is fitted for each role; the rest is set by hand. The data has no years, there a city is often who runs a thing, and
# an owner's name says nothing of what it owns.
FITTED: dict[Role, tuple[FeatureName, ...]] = {
    "itself": ("name", "website", "country", "acronym"),
    "owner": ("website", "country"),
}
_LITTLE = 30  # features that fewer matches know, or that have one value only, get no weight
_STRENGTH = 1.0  # the inverse of how much large weights cost


@record
class Fitted:
    """A model; `rows` are the matches that it was fitted on, `right` those of them that are right.

    A feature that all matches know has 0 for `unknown`.
    """

    bias: float
    weights: dict[FeatureName, Weight]
    rows: int
    right: int


def fit(matches: Iterable[tuple[Case, Match]], role: Role = "itself") -> Fitted:
    """The model of the matches in a role. Raises ValueError where all are right, or none is."""
    rows = [(match, is_right(case, match)) for case, match in matches if match.role == role]
    right = np.array([is_it for _, is_it in rows])
    values = {name: [_value(match, name) for match, _ in rows] for name in FITTED[role]}
    known = {name: sum(value is not None for value in several) for name, several in values.items()}
    used = [name for name in FITTED[role] if known[name] >= _LITTLE and len(set(values[name]) - {None}) > 1]
    knots = {name: _knots(name, values[name]) for name in used}
    table = np.array(
        [[cell for name in used for cell in _cells(values[name][i], knots[name])] for i in range(len(rows))]
    )
    model = LogisticRegression(C=_STRENGTH, max_iter=5000).fit(table, right)
    found = iter(model.coef_[0].tolist())
    bias, weights = float(model.intercept_[0]), {}
    for name in used:
        heights = [next(found) for _ in knots[name]]
        unknown = next(found) if known[name] < len(rows) else next(found) + heights[0]
        bias += heights[0]  # the lowest value adds nothing: the table reads more easily
        line = tuple((at, height - heights[0]) for at, height in zip(knots[name], heights, strict=True))
        weights[name] = Weight(knots=line, unknown=unknown - heights[0])
    return Fitted(bias=bias, weights=weights, rows=len(rows), right=int(right.sum()))


def _value(match: Match, name: FeatureName) -> float | None:
    return next((feature.value for feature in match.features if feature.name == name), None)


def _knots(name: FeatureName, values: Sequence[float | None]) -> tuple[float, ...]:
    several = {value for value in values if value is not None}
    return tuple(sorted(several)) if len(several) <= _FEW else KNOTS.get(name, _OTHERS)


def _cells(value: float | None, knots: tuple[float, ...]) -> list[float]:
    """How near a value is to each knot, 1 at it and 0 at the next; in the last place whether there is none."""
    cells = [0.0] * (len(knots) + 1)
    if value is None:
        cells[-1] = 1.0
        return cells
    inside = min(max(value, knots[0]), knots[-1])
    after = min(max(sum(knot <= inside for knot in knots), 1), len(knots) - 1)
    low, high = (knots[after - 1], knots[after]) if len(knots) > 1 else (knots[0], knots[0] + 1)
    share = (inside - low) / (high - low)
    cells[max(after - 1, 0)] += 1 - share
    cells[after] += share
    return cells


def as_table(fitted: Fitted, prefix: str = "") -> str:
    """The model as lines of Python, its names behind a prefix."""
    lines = [f"# Fitted on {fitted.rows} matches, {fitted.right} of them right: python -m benchmarks.linking --fit"]
    lines.append(f"{prefix}BIAS = {fitted.bias:.2f}")
    lines.append(f"{prefix}WEIGHTS: dict[FeatureName, Weight] = {{")
    for name, weight in fitted.weights.items():
        knots = ", ".join(f"({at:.2f}, {height:.2f})" for at, height in weight.knots)
        unknown = f", unknown={weight.unknown:.2f}" if round(weight.unknown, 2) else ""
        lines.append(f'    "{name}": Weight(knots=({knots}){unknown}),')
    return "\n".join([*lines, "}"])
