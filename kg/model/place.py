"""The places that notes name, as a table to look names up in."""

from __future__ import annotations

from collections.abc import Callable

from kg.model.record import single


@single  # there is one: caches take it for a key
class PlaceTable:
    """Places by folded name.

    `names` gives, for a folded name, the codes that bear it; `adjectives` the same for adjectives
    and names of inhabitants; `short` for the codes that states are called by ("OR"), which only
    count behind a city; `exact` the names of at most three letters as they are written ("NÖ" is not
    "NO"). `parents` gives a region's country, `within` the region that
    a province is part of. `longest` is the number of words of the
    longest name. `spelt` gives a folded name as it is written ("norvege": "Norvège").
    """

    names: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]
    short: dict[str, tuple[str, ...]]
    parents: dict[str, str]
    areas: frozenset[str]
    exact: dict[str, tuple[str, ...]]
    within: dict[str, str]
    spelt: Callable[[str], str]
    longest: int = 6

    def country_of(self, code: str) -> str:
        """The country of a region, or the place itself."""
        return self.parents.get(code, code)
