"""Names that `part_of:`, `same_as:` or a phrase gives and that nothing in the vault bears."""

from __future__ import annotations

import difflib

from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.text import either
from kg.recognise.identity import Things

_NEAR = 0.7  # how alike two names are for one to be offered for the other (0 to 1, difflib's ratio)


def unknown_names(things: Things) -> list[Problem]:
    """A remark at each such name, with at most two names that are near to it."""
    if not things.nowhere:
        return []
    names = {n.text.casefold(): n.text for e in things.entities for n in e.names}
    found: list[Problem] = []
    for text, span in dict.fromkeys(things.nowhere):
        near = [names[n] for n in difflib.get_close_matches(text.casefold(), names, n=2, cutoff=_NEAR)]
        found.append(CODES["KG205"].at(span, text=text, near=either(near), hint=bool(near)))
    return found
