"""Periods: the forms that notes use, in five languages; our output is EDTF."""

from __future__ import annotations

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.recognise.period import period_of

CASES = {
    "2017-2022": ("2017", "2022", ""),
    "2017–2022": ("2017", "2022", ""),
    "2017 - 2022": ("2017", "2022", ""),
    "depuis 2020": ("2020", "", ""),
    "seit 2020": ("2020", "", ""),
    "sinds 2020": ("2020", "", ""),
    "desde 2020": ("2020", "", ""),
    "since May 2020": ("2020-05", "", ""),
    "06.10.2022": ("2022-10-06", "", ""),
    "fermé depuis 2020": ("", "2020", "closed"),
    "eingestellt 2019": ("", "2019", "closed"),
    "2019-": ("2019", "", ""),
    "2018-21": ("2018", "2021", ""),
}


@pytest.mark.parametrize("written", sorted(CASES))
def test_a_written_period(written: str) -> None:
    period = period_of(written)
    assert period is not None
    assert (period.start, period.end, period.status) == CASES[written]


@pytest.mark.parametrize("written", ["2022-2017", "31.02.2020", "Suisse", "", "84 pages", "12"])
def test_what_is_no_period(written: str) -> None:
    assert period_of(written) is None


@given(st.integers(1900, 2099), st.integers(1900, 2099))
def test_a_range_of_years_is_edtf_and_in_order(first: int, second: int) -> None:
    period = period_of(f"{first}-{second}")
    if period is None:
        assert first > second
    else:
        assert str(edtf.parse_edtf(f"{period.start}/{period.end}")) == f"{first}/{second}"


@given(st.text(max_size=60))
def test_no_text_breaks_the_grammar(text: str) -> None:
    period = period_of(text)
    assert period is None or period.start or period.end or period.status
