"""Linked names that are too long to be an entry's, where a shorter one would have been."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from kg.model.codes import CODES
from kg.model.fact import Kind
from kg.model.problem import Problem
from kg.model.record import replace
from kg.model.regex import regex
from kg.recognise.candidate import Candidate
from kg.recognise.initiative import by_company, kind_of
from kg.recognise.vetoes import LONGEST_NAME, MOST_WORDS, is_long

_WORDS = regex(rf"(?:\S+\s+){{0,{MOST_WORDS - 1}}}\S+")


def too_long(found: Sequence[Candidate], kinds: Mapping[int, Kind]) -> Iterator[Problem]:
    """Which of the candidates `found`, the entries among which have `kinds`, are none for the length of their name."""
    shorter = {id(c): _shortened(c) for c in found if id(c) not in kinds and _is_left_out(c)}
    if not shorter:
        return
    known = dict(kinds) | {id(c): kind for c in shorter.values() if (kind := kind_of(c)) is not None}
    known |= by_company([shorter.get(id(c), c) for c in found], known)
    for candidate in found:
        if id(shorter.get(id(candidate))) in known:
            head = candidate.head
            yield CODES["KG131"].at(
                head.line.span(head.start, head.end),
                words=len(head.name.split()), count=len(head.name), most_words=MOST_WORDS, most=LONGEST_NAME,
            )  # fmt: skip


def _is_left_out(candidate: Candidate) -> bool:
    """Whether its name is a link and too long; a question names nothing, whatever its length."""
    head = candidate.head
    asks = head.name.rstrip().endswith(("?", "!", "…", "..."))
    return candidate.form in ("item", "row", "heading") and head.link is not None and is_long(head.name) and not asks


def _shortened(candidate: Candidate) -> Candidate:
    """The candidate with the beginning of its name for a name."""
    head = candidate.head
    words = _WORDS.match(head.line.text, head.start, min(head.end, head.start + LONGEST_NAME))
    end = words.end() if words is not None else head.start + LONGEST_NAME
    return dataclasses.replace(candidate, head=replace(head, end=end, whole=None))
