"""What each feature adds to the score: the weights of a logistic model, fitted by `python -m benchmarks.linking --fit`.

A feature adds what a broken line says over its value, and `unknown` where one side says nothing. Those of `class`, `year` and `same_as` are set
by hand: the data that the others are fitted on hardly has them.
"""

from __future__ import annotations

from kg.links.records import FeatureName
from kg.model.record import record


@record
class Weight:
    """What a feature adds: at each knot (value, sum), in between on the line, and where it is not known."""

    knots: tuple[tuple[float, float], ...]
    unknown: float = 0.0

    def of(self, value: float | None) -> float:
        """What a value adds."""
        if value is None:
            return self.unknown
        (low, under), *rest = self.knots
        if value <= low:
            return under
        for high, over in rest:
            if value <= high:
                return under + (over - under) * (value - low) / (high - low)
            low, under = high, over
        return under


BIAS = -9.5
WEIGHTS: dict[FeatureName, Weight] = {
    "name": Weight(knots=((0.75, 0.00), (0.85, 1.42), (0.95, 1.99), (1.00, 6.31))),
    "website": Weight(knots=((0.00, 0.00), (0.30, 3.02), (0.50, 3.07), (0.60, 3.49), (1.00, 6.19)), unknown=1.52),
    "country": Weight(knots=((0.00, 0.00), (1.00, 3.51)), unknown=2.94),
    "acronym": Weight(knots=((0.00, 0.00), (1.00, 1.70)), unknown=-0.53),
    "class": Weight(knots=((0.00, -4.00), (0.10, -1.00), (0.40, -0.30), (0.80, 0.00))),
    "year": Weight(knots=((0.00, -1.50), (1.00, 0.50))),
    "same_as": Weight(knots=((0.00, -6.00), (1.00, 12.00))),
}

# Who leads or funds an entry: whoever has the site that its page stands on, the less others have theirs there too.
OWNER_BIAS = -1.5
OWNER_WEIGHTS: dict[FeatureName, Weight] = {
    "website": Weight(knots=((0.50, 1.50), (0.60, 3.00), (1.00, 2.00))),
    "country": Weight(knots=((0.00, -1.50), (1.00, 0.50))),
    "class": Weight(knots=((0.00, -4.00), (0.10, -0.50), (1.00, 0.50))),
}
