"""What is looked for before a pattern is tried stands in all that the pattern reads."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.recognise import phrases

PHRASES = [
    (relation, choice)
    for relation, group in (
        ("mxtd:funder", phrases._FUND),
        ("dcterms:isPartOf", phrases._PART),
        ("dcterms:relation", phrases._RELATED),
        ("mxtd:ledBy", phrases._RUN),
    )
    for phrase in group
    for choice in phrases._alternatives(phrase)
]


@pytest.mark.parametrize(("relation", "phrase"), PHRASES)
def test_every_phrase_holds_a_sign(relation: phrases.Relation, phrase: str) -> None:
    assert_holds_a_sign(relation, phrase, 50)


def assert_holds_a_sign(relation: phrases.Relation, phrase: str, examples: int) -> None:
    """Try a phrase with texts that it reads. More of them: tests/long."""

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.from_regex(re.compile(phrase)))
    def check(text: str) -> None:
        plain = text.lower()
        if re.search(phrase, plain):
            assert phrases.may_hold(relation, plain, phrases.WORD.findall(plain)), (phrase, plain)

    check()
