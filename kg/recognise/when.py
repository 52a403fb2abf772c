"""When an entry ran: brackets first, then fields, then its own sentences."""

from __future__ import annotations

from kg.model.codes import CODES
from kg.model.fact import Concept, Kind, When
from kg.model.problem import Problem
from kg.model.regex import regex
from kg.model.span import Span
from kg.model.text import Text
from kg.recognise.candidate import Candidate
from kg.recognise.defining import behind_name
from kg.recognise.initiative import is_child
from kg.recognise.page import Page, values
from kg.recognise.period import Period, period_of, periods_in
from kg.recognise.where import later_pieces


def period(candidate: Candidate, kind: Kind, page: Page) -> None:
    """`schema:startDate`, `schema:endDate`, `mxtd:status`."""
    head = candidate.head
    said: list[tuple[Period, Span]] = [(p.period, head.line.span(p.start, p.end)) for p in head.pieces if p.period]
    for name in ("period", "start", "end", "status", "unnamed"):
        for line in values(candidate, name):
            when = period_of(line.text) or next((w for _, _, w in periods_in(line.text)), None)
            if name == "end" and when and when.start and not when.end:
                when = Period(end=when.start, status=when.status)
            if name == "status" and _DATE.fullmatch(line.text.strip()):
                when = None  # a date alone tells no status
            if name == "start" and when:
                when = Period(start=when.start or when.end)
            if when is not None:
                said.append((when, line.span()))
            elif any(c.isalnum() for c in line.text) and name != "unnamed":
                page.problems.append(_unknown(name, line.text, line.span()))
    if not said:
        said = [(p.period, line.span(p.start, p.end)) for line, p in later_pieces(candidate, page) if p.period]
    if not said:
        texts = [behind_name(candidate), *candidate.texts, *values(candidate, "description")]
        told = [candidate.lead] if candidate.lead is not None else []
        said = [(w, line.span(a, b)) for line in [*texts, *told] for a, b, w in periods_in(line.text)][:2]
    if (since := candidate.context.since) is not None and not any(w.start for w, _ in said) and not is_child(candidate):
        said = [*said, (Period(start=since[0]), since[1])]
    done: set[str] = set()
    for when, span in said:
        for term, value in (("schema:startDate", when.start), ("schema:endDate", when.end)):
            if value and term not in done:
                done.add(term)
                page.say(candidate.key, term, When(edtf=value), span, "period")
        if when.status and "mxtd:status" not in done:
            done.add("mxtd:status")
            page.say(candidate.key, "mxtd:status", Concept(name=f"status-{when.status}"), span, "period")


_DATE = regex(r"[\d./-]*\d")
_STATUS = Text(fr="un statut", en="a status", de="ein Status")
_STATUSES = Text(
    fr="en cours, prévu, terminé ou fermé en 2020",
    en="ongoing, planned, ended or closed in 2020",
    de="laufend, geplant, beendet oder geschlossen 2020",
)


def _unknown(name: str, text: str, span: Span) -> Problem:
    """The remark on a value that is no date, or no status."""
    return (
        CODES["KG204"].at(span, text=text, what=_STATUS, forms=_STATUSES)
        if name == "status"
        else unknown_date(text, span)
    )


def unknown_date(text: str, span: Span) -> Problem:
    return CODES["KG203"].at(span, text=text)
