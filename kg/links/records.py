"""What linking hands from room to room: the entity to be linked, what may be the same thing, and what speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, Protocol, TypeAlias

from kg.model.record import record

SubjectKind: TypeAlias = Literal["initiative", "resource", "organisation"]


@record
class Label:
    """A name: the main one of its language, or an alias. `language` is "" where unknown, "mul" where it is any."""

    text: str
    language: str = ""
    main: bool = True


@record
class Subject:
    """An entity of our graph, with what candidates are compared with.

    `countries` are ISO 3166-1 alpha-2 codes; `start` and `end` years as four digits, "" where unknown; `owners` the names of
    those who lead or fund it; `linked` the IRIs elsewhere that the graph already says it is.
    """

    iri: str
    kind: SubjectKind
    labels: tuple[Label, ...]
    pages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    owners: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The first of its names; "" where it has none."""
        return self.labels[0].text if self.labels else ""


@record
class Candidate:
    """A thing of another data set that may be the same.

    `source` is the name of where it was found ("wikidata", "europeana", or a service's address); `classes` are local
    identifiers there ("Q33506"); `countries`, `start` and `end` as in Subject; `same_as` the IRIs elsewhere that it is said
    to be there.
    """

    iri: str
    source: str
    labels: tuple[Label, ...]
    description: str = ""
    websites: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    same_as: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The first of its names; "" where it has none."""
        return self.labels[0].text if self.labels else ""


FeatureName: TypeAlias = Literal["name", "website", "country", "class", "year", "acronym", "same_as"]


@record
class Feature:
    """One thing that was compared: `value` from 0 (against) to 1 (for), None where one side says nothing.

    `ours` and `theirs` are the texts that were compared, as a person reviews them.
    """

    name: FeatureName
    value: float | None
    ours: str = ""
    theirs: str = ""


Role: TypeAlias = Literal["itself", "owner"]  # owner: who leads or funds the entry, known by the host of its page
Verdict: TypeAlias = Literal["accept", "suggest"]


@record
class Match:
    """A candidate weighed for a subject: `score` is the probability, from 0 to 1, that both are one thing (or, as `owner`,
    that the candidate leads or funds it); `verdict` tells whether the strict rule may accept it unseen."""

    subject: str
    candidate: Candidate
    features: tuple[Feature, ...]
    score: float
    role: Role = "itself"
    verdict: Verdict = "suggest"


Said: TypeAlias = Literal["accepted", "rejected", "nothing"]


@record
class Decision:
    """One row of a file of decisions (SSSOM 1.1): what was decided of a subject and an object, by whom, and on what grounds.

    `object` is "" where nothing was found. `reviewer` is the ORCID or address of a person, "" where the rule decided;
    `date` is a day, `confidence` the score, `features` as they stood then; `line` is the row's line in its file, 0 for a new one.
    """

    subject: str
    object: str
    said: Said
    predicate: str = "skos:exactMatch"
    subject_label: str = ""
    object_label: str = ""
    source: str = ""
    reviewer: str = ""
    date: str = ""
    confidence: float | None = None
    features: tuple[Feature, ...] = ()
    comment: str = ""
    path: str = ""
    line: int = 0


Told: TypeAlias = Callable[[int, int], None]  # how much is done, of how much


class Source(Protocol):
    """Where candidates come from. One function a source; the sources stand in a tuple that a reader can see."""

    name: str

    def candidates(self, subjects: Sequence[Subject], tell: Told) -> dict[str, tuple[Candidate, ...]]:
        """Candidates by the subject's IRI, best first as the source ranks them. Raises LinkError."""
        ...
