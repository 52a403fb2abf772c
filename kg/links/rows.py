"""A row of a file of decisions and the Decision that it says, in both directions.

| column | says |
|---|---|
| `subject_id`, `subject_label` | the entity |
| `predicate_id`, `predicate_modifier` | which link; `Not`: that it is none |
| `object_id`, `object_label` | what it is linked to; `sssom:NoTermFound`: nothing was found |
| `mapping_justification` | `semapv:ManualMappingCuration`: a person decided; `semapv:CompositeMatching`: the rule |
| `reviewer_id`, `reviewer_label`, `review_date`, `reviewer_agreement` | who, when, from -1 (no) to 1 (yes) |
| `mapping_date` | when the rule decided |
| `confidence`, `similarity_score` | the score, of a link and of what is none |
| `feature_…` | what was compared: `0.95 ours ↔ theirs`, `?` where one side says nothing |
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import get_args

from kg.links.curies import BUILT_IN, MAILTO, ORCID, Prefixes, is_iri
from kg.links.records import Decision, Feature, FeatureName, Said
from kg.model.addresses import WIKIDATA, host_of, item_of
from kg.model.record import record
from kg.model.text import Text

FEATURES = tuple(f"feature_{name}" for name in get_args(FeatureName))
COLUMNS = (
    *"subject_id subject_label predicate_id predicate_modifier object_id object_label mapping_justification".split(),
    *"reviewer_id reviewer_label object_source mapping_date review_date confidence reviewer_agreement".split(),
    *"similarity_score comment".split(),
    *FEATURES,
)
NOTHING = "sssom:NoTermFound"
MANUAL, BY_RULE = "semapv:ManualMappingCuration", "semapv:CompositeMatching"
_BY_HAND = {BUILT_IN["semapv"] + name for name in ("ManualMappingCuration", "MappingReview")}
SAME = ("owl:sameAs", "skos:exactMatch")  # the subject and the object are one thing
_PREDICATES = (*SAME, *(f"skos:{name}Match" for name in ("close", "broad", "narrow", "related")))
_SOURCES = {"wikidata": f"{WIKIDATA}Q2013", "europeana": f"{WIKIDATA}Q234110"}  # the data sets, as items of Wikidata
_IS_ORCID = re.compile(r"(?:https?://orcid\.org/|orcid:)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.IGNORECASE)
_MAIL = re.compile(rf"(?:{MAILTO})?([^\s@:/|]+@[^\s@|]+)")
_SIDE = r"(?:\\.|[^\\↔])*?"
_FEATURE = re.compile(rf"(?P<value>\?|[01](?:\.\d+)?)(?:(?: (?P<ours>{_SIDE}))? ↔(?: (?P<theirs>{_SIDE}))?)?")

_EMPTY = Text(fr="{column} est vide", en="{column} is empty", de="{column} ist leer")
_UNDECLARED = Text(
    fr="le préfixe de « {text} » n'est pas déclaré sous curie_map",
    en="the prefix of “{text}” is not declared in the curie_map",
    de="das Präfix von „{text}“ ist nicht in der curie_map deklariert",
)
_ONE_OF = Text(
    fr="{column} est « {text} » ; il faut {names}",
    en="{column} is “{text}”; it takes {names}",
    de="{column} ist „{text}“; es braucht {names}",
)
_NUMBER = Text(fr="un nombre de {low} à 1", en="a number from {low} to 1", de="eine Zahl von {low} bis 1")
_DAY = Text(fr="un jour, comme 2026-03-09", en="a day, such as 2026-03-09", de="ein Tag, etwa 2026-03-09")


@record
class Bad:
    """Why a row is no decision: the column with the fault, and `why`, or the `wrong` identifier that stands there."""

    column: str
    why: Text | None = None
    wrong: str = ""


# -- reading --------------------------------------------------------------------------------------------
def decision_of(
    cells: Mapping[str, str], prefixes: Prefixes, target: str, path: str, line: int
) -> Decision | Bad | None:
    """What a row of the file of `target` says; None where its reviewer was not sure."""
    said = _said(cells)
    if isinstance(said, Bad):
        return said
    subject, item = _iri(cells, "subject_id", prefixes), _object(cells, prefixes)
    predicate = _predicate(cells, prefixes)
    for found in (subject, item, predicate):
        if isinstance(found, Bad):
            return found
    assert isinstance(subject, str) and isinstance(item, str) and isinstance(predicate, str)
    agreed = _number(cells, "reviewer_agreement", low=-1)
    numbers = [_number(cells, name, low=0) for name in ("confidence", "similarity_score")]
    day = _day(cells)
    for value in (agreed, *numbers, day):
        if isinstance(value, Bad):
            return value
    if not cells.get("mapping_justification"):
        return Bad(column="mapping_justification", why=_EMPTY.filled(column="mapping_justification"))
    if agreed == 0:
        return None
    disagreed = isinstance(agreed, float) and agreed < 0
    return Decision(
        subject=subject,
        object="" if said == "nothing" else item,
        said="rejected" if said == "accepted" and disagreed else said,
        predicate=predicate,
        subject_label=cells.get("subject_label", ""),
        object_label=cells.get("object_label", ""),
        source=_source(cells, prefixes, target),
        reviewer=_reviewer(cells, prefixes),
        date=str(day),
        confidence=next((n for n in numbers if isinstance(n, float)), None),
        features=tuple(f for name in get_args(FeatureName) if (f := _feature(name, cells.get(f"feature_{name}", "")))),
        comment=cells.get("comment", ""),
        path=path,
        line=line,
    )


def by_person(cells: Mapping[str, str], prefixes: Prefixes) -> bool:
    """Whether a person decided: one is named, or the row says that it was curated or reviewed by hand."""
    named = any(cells.get(name) for name in ("reviewer_id", "reviewer_label"))
    return named or prefixes.expand(cells.get("mapping_justification", "")) in _BY_HAND


def _said(cells: Mapping[str, str]) -> Said | Bad:
    modifier = cells.get("predicate_modifier", "")
    if modifier.casefold() not in ("", "not"):
        why = _ONE_OF.filled(column="predicate_modifier", text=modifier, names="Not")
        return Bad(column="predicate_modifier", why=why)
    if cells.get("object_id") == NOTHING:
        return "nothing"
    return "rejected" if modifier else "accepted"


def _iri(cells: Mapping[str, str], column: str, prefixes: Prefixes) -> str | Bad:
    written = cells.get(column, "")
    if not written:
        return Bad(column=column, why=_EMPTY.filled(column=column))
    found = prefixes.expand(written)
    if not found:
        return Bad(column=column, why=_UNDECLARED.filled(text=written))
    return found if is_iri(found) else Bad(column=column, wrong=written)


def _object(cells: Mapping[str, str], prefixes: Prefixes) -> str | Bad:
    """The object's IRI; one of Wikidata, GeoNames or Europeana in the form that these give it."""
    written = cells.get("object_id", "")
    if re.fullmatch(r"Q[0-9]+", written):
        written = f"{WIKIDATA}{written}"  # no CURIE, but nothing else is meant
    found = _iri({"object_id": written}, "object_id", prefixes)
    if isinstance(found, Bad) or not re.match(r"https?://(?:[\w-]+\.)*(?:wikidata|europeana|geonames)\.", found):
        return found
    field = "europeana" if "europeana." in found else "geonames" if "geonames." in found else "wikidata"
    item = item_of(found, field)
    return item or Bad(column="object_id", wrong=cells.get("object_id", ""))


def _predicate(cells: Mapping[str, str], prefixes: Prefixes) -> str | Bad:
    written = cells.get("predicate_id", "")
    found = prefixes.expand(written)
    known = {prefixes.expand(name): name for name in _PREDICATES}
    if found in known:
        return known[found]
    names = ", ".join(_PREDICATES)
    return Bad(column="predicate_id", why=_ONE_OF.filled(column="predicate_id", text=written, names=names))


def _number(cells: Mapping[str, str], column: str, low: int) -> float | Bad | None:
    written = cells.get(column, "")
    if not written:
        return None
    try:
        value = float(re.sub(r"(?<=^[01]),(?=[0-9]+$)", ".", written))  # as a spreadsheet in French or German writes it
    except ValueError:
        value = float("nan")
    if low <= value <= 1:
        return value
    return Bad(column=column, why=_ONE_OF.filled(column=column, text=written, names=_NUMBER.filled(low=low)))


def _day(cells: Mapping[str, str]) -> str | Bad:
    for column in ("review_date", "mapping_date"):
        written = cells.get(column, "")
        if written:
            try:
                return date.fromisoformat(written).isoformat()
            except ValueError:
                return Bad(column=column, why=_ONE_OF.filled(column=column, text=written, names=_DAY))
    return ""


def _reviewer(cells: Mapping[str, str], prefixes: Prefixes) -> str:
    """Who decided, the first where there are several: an ORCID's address, a mail address or IRI, a name."""
    first = cells.get("reviewer_id", "").split("|")[0].strip()
    if not first:
        return cells.get("reviewer_label", "").split("|")[0].strip()
    return (prefixes.expand(first) or first).removeprefix(MAILTO)


def _source(cells: Mapping[str, str], prefixes: Prefixes, target: str) -> str:
    found = prefixes.expand(cells.get("object_source", ""))
    return next((name for name, iri in _SOURCES.items() if iri == found), found or target)


def _feature(name: FeatureName, cell: str) -> Feature | None:
    found = _FEATURE.fullmatch(cell)
    if found is None:
        return None
    value = None if found["value"] == "?" else float(found["value"])
    return Feature(name=name, value=value, ours=_bare(found["ours"] or ""), theirs=_bare(found["theirs"] or ""))


def _bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


# -- writing --------------------------------------------------------------------------------------------
def cells_of(decision: Decision, prefixes: Prefixes, target: str) -> dict[str, str]:
    """The cells of a decision, for the file of `target`. Numbers have three digits, texts stand on one line."""
    score = _written(decision.confidence)
    accepted, person = decision.said == "accepted", bool(decision.reviewer)
    who = _who(decision.reviewer, prefixes)
    source = "" if decision.source == target else _SOURCES.get(decision.source, decision.source)
    cells = {
        "subject_id": prefixes.shorten(decision.subject),
        "subject_label": decision.subject_label,
        "predicate_id": decision.predicate,
        "predicate_modifier": "Not" if decision.said == "rejected" else "",
        "object_id": NOTHING if decision.said == "nothing" else prefixes.shorten(decision.object),
        "object_label": decision.object_label,
        "mapping_justification": MANUAL if person else BY_RULE,
        **who,
        "object_source": prefixes.shorten(source) if source.startswith("http") else "",
        "review_date" if person else "mapping_date": decision.date,
        "confidence": score if accepted else "",
        "reviewer_agreement": "1" if person else "",
        "similarity_score": "" if accepted else score,
        "comment": decision.comment,
        **{f"feature_{f.name}": _compared(f) for f in decision.features},
    }
    return {name: _line(cells.get(name, "")) for name in COLUMNS}


def source_of(target: str) -> str:
    """The CURIE of the data set that the file of `target` links to, or ""."""
    iri = _SOURCES.get(target, "")
    return f"wikidata:{iri.removeprefix(WIKIDATA)}" if iri else ""


def target_of(decision: Decision) -> str:
    """The name of the file that a decision stands in: that of the data set of its object, else of its source."""
    return data_set(decision.object or decision.source)


def data_set(where: str) -> str:
    """The short name of the data set that an IRI is of, or a source asks: `wikidata`, `europeana`, else that of the host."""
    if where in _SOURCES:
        return where
    host = host_of(where)
    for name, end in (("wikidata", "wikidata.org"), ("europeana", "europeana.eu"), ("geonames", "geonames.org")):
        if host == end or host.endswith(f".{end}"):
            return name
    return re.sub(r"[^a-z0-9]+", "-", host).strip("-") or "others"


def same_reviewer(one: str, other: str) -> bool:
    """Whether two ways of writing who decided are one person's: an ORCID alone and its address, a mail address with `mailto:`."""
    return _reviewer_key(one) == _reviewer_key(other)


def _reviewer_key(reviewer: str) -> str:
    if found := _IS_ORCID.fullmatch(reviewer):
        return found[1].upper()
    found = _MAIL.fullmatch(reviewer)
    return found[1].casefold() if found else reviewer


def _who(reviewer: str, prefixes: Prefixes) -> dict[str, str]:
    if found := _IS_ORCID.fullmatch(reviewer):
        return {"reviewer_id": prefixes.shorten(ORCID + found[1].upper())}
    if found := _MAIL.fullmatch(reviewer):
        return {"reviewer_id": prefixes.shorten(MAILTO + found[1])}
    if is_iri(reviewer) and "|" not in reviewer:
        return {"reviewer_id": prefixes.shorten(reviewer)}
    return {"reviewer_label": reviewer.replace("|", " ")}


def _compared(feature: Feature) -> str:
    value = "?" if feature.value is None else _written(feature.value)
    if not feature.ours and not feature.theirs:
        return value
    ours, theirs = (re.sub(r"[\\↔]", r"\\\g<0>", _line(text)) for text in (feature.ours, feature.theirs))
    return f"{value} {ours} ↔ {theirs}".rstrip()


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def _line(text: str) -> str:
    return " ".join(text.split())
