"""Which problems are said: what the command line, kg.toml and comments in the notes leave out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.model.problem import SEVERITIES, Problem, Severity
from kg.model.record import record

_COMMENT = re.compile(r"(?:<!--|%%|#)\s*kg:\s*ignore\b(?P<codes>[\s,A-Z0-9-]*?)\s*(?:-->|%%|$)")
_CODE = re.compile(r"[A-Z][A-Z0-9-]*\d")
_MARKS = " \t>*+-#"  # what may stand before a comment that has its line to itself


@record
class Filter:
    """What to say: problems at least so severe, only those of some codes (none: of all), and not those of others."""

    least: Severity = "information"
    only: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()

    def lets(self, problem: Problem) -> bool:
        """Whether a problem is to be said."""
        severe = SEVERITIES.index(problem.severity) <= SEVERITIES.index(self.least)
        return severe and problem.code not in self.ignored and (not self.only or problem.code in self.only)


EVERYTHING = Filter()


def heard(
    problems: Iterable[Problem], wanted: Filter, ignored: Callable[[str], Mapping[int, frozenset[str]]]
) -> list[Problem]:
    """The problems to say. `ignored` gives what comments in the file of a problem's path ignore, as `ignored_in` does: its author
    may have written `kg: ignore` on a line of the problem's, or on a line of its own for the whole note.
    """
    silenced: dict[str, Mapping[int, frozenset[str]]] = {}
    found: list[Problem] = []
    for problem in problems if wanted == EVERYTHING else filter(wanted.lets, problems):
        path = problem.span.path
        if path not in silenced:
            silenced[path] = ignored(path)
        said = silenced[path]
        if not said or not any(_covers(said[line], problem) for line in (0, problem.span.line) if line in said):
            found.append(problem)
    return found


def ignored_in(lines: Sequence[str]) -> dict[int, frozenset[str]]:
    """The codes that comments ignore, by line, counted from 1; 0 stands for the whole note. No code means all."""
    found: dict[int, frozenset[str]] = {}
    for number, line in enumerate(lines, start=1):
        if "kg:" not in line or (match := _COMMENT.search(line)) is None:
            continue
        alone = not (line[: match.start()] + line[match.end() :]).strip(_MARKS)
        codes = frozenset(_CODE.findall(match["codes"]))
        place = 0 if alone else number
        before = found.get(place)
        found[place] = codes if before is None else frozenset() if not (before and codes) else before | codes
    return found


def _covers(codes: frozenset[str], problem: Problem) -> bool:
    return not codes or problem.code in codes
