"""What a build says in a terminal: what it read, what it found, what is wrong where, what to try next.

All of it fits a screen. The most severe problems come first, so that remarks never push a violation out
of view, and a problem that many lines share is said once.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence

from kg import texts
from kg.build import Report
from kg.model.characters import visible
from kg.model.problem import SEVERITIES, Problem
from kg.model.record import record
from kg.model.text import Text
from kg.report import COLOURS, Style, plain, severity

SCREEN = 23  # lines: a small terminal less the prompt
MOST = 6  # problems shown
_HANG = " " * 4


@record
class Summary:
    """The parts of what is said: results before and after the problems."""

    found: str
    problems: str
    after: str


def summary(report: Report, language: str, style: Style = plain, width: int = 80) -> Summary:
    """What a build says in `language`, for a terminal of `width` columns (0: lines are not broken)."""
    found = [_found(report).in_language(language), _kinds(report, language)]
    counts = severities(report.problems)
    if report.problems:
        found.append(counts.in_language(language))
    heads = _wrapped([f for f in found if f], width)
    after = _wrapped([_outcome(report).in_language(language), _next(report).in_language(language)], width)
    room = SCREEN - _height(heads, width) - _height(after, width) - 2
    wrong = _problems(report, language, style, width, room)
    if wrong and width:  # a terminal: some air
        wrong = ["", *wrong, ""]
    return Summary(found=_text(heads), problems=_text(wrong), after=_text(after))


def severities(problems: Sequence[Problem]) -> Text:
    """How many problems of each severity there are."""
    found = Counter(p.severity for p in problems)
    parts = [texts.counted(found[s], s) for s in SEVERITIES if found[s]]
    return texts.listed(parts) if parts else texts.NOTHING_WRONG


def by_code(problems: Sequence[Problem]) -> Text:
    """How often each code is met, the most frequent first, and how to learn what it means."""
    counts = sorted(Counter(p.code for p in problems).items(), key=lambda c: (-c[1], c[0]))
    return texts.BY_CODE.filled(counts=" · ".join(f"{code} ×{number}" for code, number in counts))


def _found(report: Report) -> Text:
    counts = report.counts
    organisations = texts.counted(counts.get("Organisation", 0), "Organisation")
    if counts.get("Funder"):
        funders = texts.counted(counts["Funder"], "Funder")
        organisations = texts.OF_WHICH.filled(all=organisations, some=funders)
    parts = [texts.counted(counts.get("Initiative", 0), "Initiative")]
    parts += [texts.counted(counts["Resource"], "Resource")] if counts.get("Resource") else []
    parts += [organisations] if counts.get("Organisation") else []
    parts += [texts.counted(report.countries, "country")] if report.countries else []
    read = texts.counted(report.notes, "note")
    if report.skipped:
        read = texts.DRAFTS.filled(read=read, drafts=texts.counted(report.skipped, "draft"))
    return texts.READ_AND_FOUND.filled(
        read=read, found=texts.listed(parts), statements=texts.counted(report.statements, "statement")
    )


def _kinds(report: Report, language: str) -> str:
    ordered = sorted(report.kinds, key=lambda k: (-k[1], k[0].en))[:6]
    said = " · ".join(f"{name.in_language(language)} {number}" for name, number in ordered)
    return texts.KINDS.filled(kinds=said).in_language(language) if said else ""


def _outcome(report: Report) -> Text:
    """What became of the graph, where that is not plain."""
    if not report.published:
        return texts.NOT_PUBLISHED
    if any(p.severity == "violation" for p in report.problems):
        return texts.LEFT_OUT
    return Text(fr="", en="", de="")


def _next(report: Report) -> Text:
    if not report.notes:
        return nothing_to_read(report)
    if not report.counts.get("Initiative"):
        return texts.NONE_FOUND
    if not report.published:
        return texts.NEXT.filled(command="kg check")
    return texts.NEXT.filled(command=texts.TRY_QUERIES)


def nothing_to_read(report: Report) -> Text:
    """That there are no notes, and how many files and folders are passed over."""
    ignored = texts.ALL_IGNORED.filled(ignored=texts.counted(report.ignored, "ignored")) if report.ignored else ""
    return texts.NO_NOTES.filled(ignored=ignored)


def _problems(report: Report, language: str, style: Style, width: int, room: int) -> list[str]:
    """As many problems as there is room for, each with its place, and how many more there are."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in sorted(report.problems, key=lambda p: (SEVERITIES.index(p.severity), p.order)):
        groups.setdefault((problem.code, problem.message.en), []).append(problem)
    out: list[str] = []
    said = 0
    for group in list(groups.values())[:MOST]:
        lines = _entry(group, language, style, width)
        if _height(out, width) + _height(lines, width) > room - 1:
            break
        out.extend(lines)
        said += len(group)
    left = len(report.problems) - said
    return [*out, texts.MORE.filled(count=left).in_language(language)] if left else out


def _entry(group: Sequence[Problem], language: str, style: Style, width: int) -> list[str]:
    """One problem: its first place, what it is, how to mend it, and how many other places share it."""
    problem = group[0]
    message = visible(" ".join(problem.message.in_language(language).split()))
    if len(group) > 1:
        message += f" ({texts.counted(len(group) - 1, 'more place').in_language(language)})"
    lines = _broken(f"{visible(str(problem.span))}: {problem.code} {severity(problem, language)} {message}", width)
    if problem.hint is not None:
        first, *copied = visible(problem.hint.in_language(language)).split("\n")
        lines.extend([*_broken(f"{_HANG}→ {first}", width), *copied])  # lines to copy stand as they are
    mark = f"{problem.code} {severity(problem, language)}"
    return [line.replace(mark, style(mark, COLOURS[problem.severity]), 1) for line in lines]


def _broken(line: str, width: int) -> list[str]:
    if not width:
        return [line]
    return textwrap.wrap(line, width, subsequent_indent=_HANG, break_long_words=False, break_on_hyphens=False)


def _wrapped(lines: Sequence[str], width: int) -> list[str]:
    return [part for line in lines if line for part in _broken(line, width)]


def _height(lines: Sequence[str], width: int) -> int:
    """How many lines of the screen they take: a long address runs on."""
    return sum(max(-(-len(line) // width), 1) if width else 1 for line in lines)


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
