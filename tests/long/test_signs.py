"""What is looked for before a pattern is tried, with many texts for each phrase."""

from __future__ import annotations

import pytest

from kg.recognise import phrases
from tests.recognise.test_signs import PHRASES, assert_holds_a_sign


@pytest.mark.parametrize(("relation", "phrase"), PHRASES)
def test_every_phrase_holds_a_sign(relation: phrases.Relation, phrase: str) -> None:
    assert_holds_a_sign(relation, phrase, 1000)
