"""What a careful reader takes from notes of many styles, the rules take too."""

from __future__ import annotations

import pytest

from benchmarks.recognition import cases, run


@pytest.mark.parametrize("case", cases())
def test_the_rules_read_a_case_like_a_careful_reader(case: str) -> None:
    result = run(case)
    least = 0.75 if case.endswith("-held") else 0.85
    assert result.f1 >= least, "\n".join([*result.missed, *result.wrong])


@pytest.mark.parametrize(
    "case", ["de-literatur", "de-protokoll-held", "en-none", "fr-conseils-held", "fr-lectures", "fr-seance"]
)
def test_notes_without_initiatives_give_none(case: str) -> None:
    assert run(case).wrong == []
