"""What a careful reader takes from notes of many styles, the rules take too."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pytest

from benchmarks.recognition import GOLD, cases, run
from benchmarks.scoring import read_gold

# Styles that are not read well enough yet; what is missed there is known and open.
BELOW = {
    "fr-benevole": 0.75,
    "de-kantone-abk": 0.8,
    "fr-presse": 0.8,
    "de-foerderung-2": 0.84,
    "nl-gemengd": 0.84,
    "de-handy": 0.75,
    "en-annotated-bibliography": 0.7,
    "es-pdf": 0.35,
    "de-depot-prosa": 0.8,  # organisations that running text only names
    "de-baltikum": 0.75,
    "de-museumskreis": 0.5,
    "en-canada-notes": 0.7,
    "en-clipped-page": 0.5,
    "es-boletin": 0.75,
    "fr-association-reliee": 0.3,  # names of services in sentences
    "fr-faq-associatifs": 0.5,
    "fr-maroc-paragraphe": 0.2,  # one sentence of names without links
    "fr-mission-etude": 0.75,
    "fr-portail-colle": 0.6,
    "fr-reseau-est-telephone": 0.1,  # notes taken by telephone
    "it-mail-citate": 0.5,
    "xtd-none-22": 0.8,  # an association below "partenaires"
}
# Held back, and not as it should be: nothing of one is read, four made-up entries of the other. Nobody may look why; once that is mended by
# something else, the test says so.
UNREAD = {"vault-06-held", "xtd-03-held"}


_score = lru_cache(maxsize=None)(run)  # a case without entries is asked for twice


def _open(found: Iterable[str]) -> list[object]:
    return [pytest.param(c, marks=pytest.mark.xfail(strict=True)) if c in UNREAD else c for c in found]


@pytest.mark.parametrize("case", _open(cases()))
def test_the_rules_read_a_case_like_a_careful_reader(case: str) -> None:
    result = _score(case)
    least = BELOW.get(case, 0.75 if case.endswith("-held") else 0.85)
    assert result.f1 >= least, "\n".join([*result.missed, *result.wrong])


@pytest.mark.parametrize("case", _open(c for c in cases() if not read_gold(GOLD / f"{c}.tsv")))
def test_notes_without_initiatives_give_none(case: str) -> None:
    assert _score(case).wrong == []
