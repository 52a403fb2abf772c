"""Names that `part_of:`, `same_as:` or a phrase gives and that nothing in the vault bears."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.text import either

_NEAR = 70  # how alike two names are for one to be offered for the other (0 to 100, RapidFuzz's ratio)


def may_be_meant(text: str, names: Iterable[str]) -> bool:
    """Whether one of `names` is near to such a name."""
    return any(fuzz.ratio(text.casefold(), n.casefold(), score_cutoff=_NEAR) for n in names)


def unknown_name(text: str, span: Span, names: Mapping[str, str]) -> Problem:
    """The remark at such a name, with at most two names that are near to it. `names` are those of all things, by themselves in
    lower case."""
    found = process.extract(text.casefold(), names.keys(), scorer=fuzz.ratio, limit=None, score_cutoff=_NEAR)
    near = [names[n] for n, _, _ in sorted(found, key=lambda f: (-f[1], f[0]))[:2]]
    return CODES["KG205"].at(span, text=text, near=either(near), hint=bool(near))
