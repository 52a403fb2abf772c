"""What a candidate is, as far as its classes tell: by Wikidata's identifiers (P31)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from kg.links.records import SubjectKind

Group: TypeAlias = Literal["organisation", "undertaking", "publication", "place", "never"]

_ORGANISATIONS = """
    Q43229 organization · Q33506 museum · Q207694 art museum · Q588140 science museum · Q2087181 historic house museum · Q1595639 local museum ·
    Q17431399 national museum · Q163740 nonprofit organization · Q708676 charitable organization · Q79913 non-governmental organization ·
    Q157031 foundation · Q48204 voluntary association · Q15911314 association · Q829080 professional association · Q955824 learned society ·
    Q431603 advocacy group · Q4830453 business · Q6881511 enterprise · Q783794 company · Q891723 public company · Q327333 government agency ·
    Q192350 ministry · Q2659904 government organization · Q484652 international organization · Q1335818 supranational organization ·
    Q245065 intergovernmental organization · Q3918 university · Q875538 public university · Q15936437 research university · Q38723 higher
    education institution · Q31855 research institute · Q7075 library · Q28564 public library · Q22806 national library · Q166118 archives ·
    Q178706 institution · Q3152824 cultural institution · Q1007870 art gallery · Q2385804 educational institution · Q398141 school district ·
    Q7278 political party · Q178790 trade union · Q16917 hospital · Q22687 bank · Q507619 retail chain · Q18388277 technology company ·
    Q1058914 software company · Q2085381 publishing house · Q16519632 scientific organization · Q1194093 international non-governmental organization
"""
_UNDERTAKINGS = """
    Q170584 project · Q1298668 research project · Q35127 website · Q193424 web service · Q186165 web portal · Q7397 software · Q166142 application ·
    Q341 free software · Q212805 digital library · Q8513 database · Q7094076 online database · Q1172284 data set ·
    Q618779 award
"""
_PUBLICATIONS = "Q571 book · Q41298 magazine · Q1002697 periodical · Q5633421 scientific journal · Q10870555 report"
_PLACES = """
    Q6256 country · Q3624078 sovereign state · Q515 city · Q3957 town · Q532 village · Q486972 human settlement · Q15284 municipality ·
    Q484170 commune of France · Q747074 comune of Italy · Q262166 municipality of Germany · Q70208 municipality of Switzerland · Q28575 county
"""
_NEVER = """
    Q5 human · Q4167410 disambiguation page · Q4167836 category · Q11266439 template · Q13406463 list article · Q17362920 duplicated page ·
    Q15184295 module · Q21286738 permanent duplicate · Q101352 family name · Q202444 given name · Q12308941 male given name · Q11879590 female
    given name · Q16521 taxon · Q13442814 scholarly article · Q11424 film · Q5398426 television series · Q482994 album · Q7366 song ·
    Q134556 single · Q105543609 musical work · Q3305213 painting · Q7889 video game · Q4022 river · Q8502 mountain · Q23397 lake ·
    Q23442 island · Q79007 street · Q34442 road · Q55488 railway station · Q523 star · Q3863 asteroid · Q318 galaxy · Q7187 gene · Q8054 protein ·
    Q11173 chemical compound · Q12136 disease
"""


def _ids(table: str) -> frozenset[str]:
    return frozenset(word for word in table.split() if word[:1] == "Q" and word[1:].isdigit())


GROUPS: dict[Group, frozenset[str]] = {
    "organisation": _ids(_ORGANISATIONS),
    "undertaking": _ids(_UNDERTAKINGS),
    "publication": _ids(_PUBLICATIONS),
    "place": _ids(_PLACES),
    "never": _ids(_NEVER),
}
DISAMBIGUATION = "Q4167410"
_FITS: dict[SubjectKind, dict[Group, float]] = {
    "organisation": {"organisation": 1.0, "undertaking": 0.4, "publication": 0.2, "place": 0.3, "never": 0.0},
    "initiative": {"organisation": 0.8, "undertaking": 1.0, "publication": 0.5, "place": 0.1, "never": 0.0},
    "resource": {"organisation": 0.3, "undertaking": 1.0, "publication": 1.0, "place": 0.0, "never": 0.0},
}
GOVERNED = _FITS["organisation"]["place"]  # a municipality is a place, and who governs it


def groups_of(classes: Iterable[str]) -> frozenset[Group]:
    """The groups that some of the classes belong to; none where no class is known."""
    known = set(classes)
    return frozenset(group for group, ids in GROUPS.items() if ids & known)


def fits(kind: SubjectKind, classes: Iterable[str]) -> float | None:
    """How well classes fit an entity of a kind, from 0 to 1; None where none of them is known.

    A thing that is both a city and an organisation fits as the better of the two.
    """
    found = [_FITS[kind][group] for group in groups_of(classes)]
    return max(found, default=None)
