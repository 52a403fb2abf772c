"""How likely a candidate is the same thing as an entity, and why: features, a score, and the strict rule.

An initiative's page usually stands on its owner's site. A candidate whose site that is, and whose name is another, is
proposed as the owner (who leads or funds it), never as the entry itself.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Mapping, Sequence

from kg.links import classes, names, websites
from kg.links.records import Candidate, Feature, FeatureName, Match, Role, Subject, SubjectKind
from kg.links.weights import BIAS, OWNER_BIAS, OWNER_WEIGHTS, WEIGHTS
from kg.model.addresses import host_of
from kg.model.record import record, replace

FAIR = 0.85  # a name that is fair beside the same page
SAME = 0.97  # a name that is the same but for the order of its words, or an alias
FITS = 0.5  # a class that may be an entity's
GAP = 0.1  # how far the next name must be where no page speaks
OWN_NAME = 0.86  # a name so near is the entry's own, whatever page it has
_ITEM = re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")
_YEARS = 5  # so many years apart, and a beginning is another one


@record
class _Rivals:
    """What could be the thing among all candidates: how many have its very page, and the two nearest names."""

    pages: int
    nearest: float
    next: float


def match(
    subject: Subject, candidate: Candidate, sharers: Mapping[str, int] | None = None, *, owners: bool = True
) -> Match:
    """A candidate weighed for a subject. `sharers`: how many candidates have the home page of a host as theirs, by host;
    `owners`: whether it may be proposed as who leads or funds the subject, or is weighed as the subject itself in any case."""
    near = websites.nearest(subject.pages, candidate.websites, sharers)
    features = (
        _name(subject, candidate),
        _website(near),
        _country(subject, candidate),
        _class(subject, candidate),
        _year(subject, candidate),
        _acronym(subject, candidate),
        _same_as(subject, candidate),
    )
    role: Role = _role(subject.kind, features, near) if owners else "itself"
    bias, weights = (OWNER_BIAS, OWNER_WEIGHTS) if role == "owner" else (BIAS, WEIGHTS)
    total = bias + sum(weights[f.name].of(f.value) for f in features if f.name in weights)
    score = 1 / (1 + math.exp(-total))
    return Match(subject=subject.iri, candidate=candidate, features=features, score=score, role=role)


def matches(subject: Subject, candidates: Sequence[Candidate], *, owners: bool = True) -> tuple[Match, ...]:
    """All candidates weighed for a subject, best first; accepted is at most one. `owners` as in `match`."""
    sharers = _sharers(candidates)
    return verdicts([match(subject, candidate, sharers, owners=owners) for candidate in candidates])


def verdicts(found: Sequence[Match]) -> tuple[Match, ...]:
    """Matches of one subject, best first, of equal ones that with the nearer name; the one for which alone the strict rule
    speaks is accepted."""
    ranked = sorted(found, key=lambda m: (-m.score, -_value(m.features, "name"), m.candidate.iri))
    rivals = _rivals(ranked)
    accepted = [m for m in ranked if _is_strict(m, rivals)]
    if len(accepted) != 1:
        return tuple(ranked)
    return tuple(replace(m, verdict="accept") if m is accepted[0] else m for m in ranked)


def _rivals(found: Sequence[Match]) -> _Rivals:
    possible = [m for m in found if _value(m.features, "class", 1) > 0]
    nearest = heapq.nlargest(2, (_value(m.features, "name") for m in possible))
    pages = sum(_value(m.features, "website") == websites.SAME_PAGE for m in possible)
    return _Rivals(pages=pages, nearest=max(nearest, default=0.0), next=nearest[1] if len(nearest) > 1 else 0.0)


def _is_strict(one: Match, rivals: _Rivals) -> bool:
    """Whether a match may be accepted unseen: its source says that it is an item which the entity is said to be; the same page
    and a fair name, or on the home page of an organisation a short one; or the same name, country and class, and no other name near it.
    Nothing may speak against it, but that a municipality is a place says nothing where it has its own home page."""
    said = {f.name: f.value for f in one.features}
    name, website = said["name"] or 0.0, said["website"]
    if one.role == "owner" or 0.0 in (said["same_as"], said["country"], said["year"]):
        return False
    if (FITS if said["class"] is None else said["class"]) < FITS:
        return said["class"] == classes.GOVERNED and name >= FAIR and _is_alone_at_home(one, rivals)
    if said["same_as"] == 1:
        return True
    if website == websites.SAME_PAGE:
        if name >= SAME or (name >= FAIR and rivals.pages == 1):  # the one page is its own
            return True
        return _is_called_shortly(one) and _is_alone_at_home(one, rivals)
    if name < SAME or (website is not None and website < websites.SAME_DOMAIN):
        return False
    other = rivals.next if name == rivals.nearest else rivals.nearest
    return said["country"] == 1 and said["class"] is not None and other < name - GAP


def _is_alone_at_home(one: Match, rivals: _Rivals) -> bool:
    """Whether an organisation and the candidate have one home page that no other candidate has, and are in one country."""
    said = {f.name: f for f in one.features}
    same = said["website"].value == websites.SAME_PAGE and websites.is_home(said["website"].theirs)
    return same and rivals.pages == 1 and said["country"].value == 1 and said["class"].ours == "organisation"


def _is_called_shortly(one: Match) -> bool:
    """Whether a name is the candidate's initials, or all of its name but for the country, the legal form and generic words."""
    said = {f.name: f for f in one.features}
    return said["acronym"].value == 1 or names.adds_little(said["name"].theirs, to=said["name"].ours)


def _role(kind: SubjectKind, features: Sequence[Feature], near: websites.Near | None) -> Role:
    """The owner is who has the site that the page stands on under another name; of an initiative also who has the page itself."""
    name = _value(features, "name")
    if near is not None and near.within:
        return "owner" if name < OWN_NAME else "itself"
    same = near is not None and near.value == websites.SAME_PAGE
    return "owner" if same and kind != "organisation" and name < FAIR else "itself"


def _value(features: Sequence[Feature], name: FeatureName, unknown: float = 0.0) -> float:
    return next((f.value for f in features if f.name == name and f.value is not None), unknown)


def _sharers(candidates: Sequence[Candidate]) -> dict[str, int]:
    """How many candidates have the home page of a host as theirs."""
    found: dict[str, int] = {}
    for candidate in candidates:
        for host in {host_of(w) for w in candidate.websites if websites.is_home(w)}:
            found[host] = found.get(host, 0) + 1
    return found


def _name(subject: Subject, candidate: Candidate) -> Feature:
    found = names.nearest(subject.labels, candidate.labels)
    return Feature(name="name", value=round(found.value, 4), ours=found.ours, theirs=found.theirs)


def _website(near: websites.Near | None) -> Feature:
    if near is None:
        return Feature(name="website", value=None)
    return Feature(name="website", value=round(near.value, 4), ours=near.ours, theirs=near.theirs)


def _country(subject: Subject, candidate: Candidate) -> Feature:
    ours, theirs = subject.countries, candidate.countries
    value = float(bool(set(ours) & set(theirs))) if ours and theirs else None
    return Feature(name="country", value=value, ours=" ".join(ours), theirs=" ".join(theirs))


def _class(subject: Subject, candidate: Candidate) -> Feature:
    value = classes.fits(subject.kind, candidate.classes)
    return Feature(name="class", value=value, ours=subject.kind, theirs=" ".join(candidate.classes))


def _year(subject: Subject, candidate: Candidate) -> Feature:
    """The beginnings compared; against it speaks also that one ended before the other began."""
    value: float | None = None
    ours = "/".join((subject.start, subject.end)) if subject.start or subject.end else ""
    theirs = "/".join((candidate.start, candidate.end)) if candidate.start or candidate.end else ""
    if subject.start and candidate.start:
        value = max(0.0, 1 - abs(int(subject.start) - int(candidate.start)) / _YEARS)
        if subject.kind == "organisation" and value == 0:
            value = 0.2  # a museum and the association that runs it begin in different years, and notes say either
    if _before(subject.end, candidate.start) or _before(candidate.end, subject.start):
        value = 0.0
    return Feature(name="year", value=value, ours=ours, theirs=theirs)


def _before(end: str, start: str) -> bool:
    return bool(end and start) and int(end) < int(start)


def _acronym(subject: Subject, candidate: Candidate) -> Feature:
    found = names.acronym_of(subject.labels, candidate.labels)
    if found is None:
        return Feature(name="acronym", value=None)
    return Feature(name="acronym", value=found.value, ours=found.ours, theirs=found.theirs)


def _same_as(subject: Subject, candidate: Candidate) -> Feature:
    """Whether both are said to be one item of Wikidata; against it speaks that they are two."""
    ours, theirs = _items(subject.linked), _items((candidate.iri, *candidate.same_as))
    if not ours or not theirs:
        return Feature(name="same_as", value=None)
    value = float(bool(ours & theirs))
    shown = sorted(ours & theirs) or sorted(theirs)
    return Feature(name="same_as", value=value, ours=" ".join(sorted(ours)), theirs=" ".join(shown))


def _items(iris: Sequence[str]) -> frozenset[str]:
    return frozenset(found[1] for iri in iris if (found := _ITEM.fullmatch(iri)))
