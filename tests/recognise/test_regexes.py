"""Every pattern of the recognisers is one: they are compiled when they are first asked, which may be long after a release."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import kg.recognise
from kg.model.regex import regex

MODULES = [m.name for m in pkgutil.iter_modules(kg.recognise.__path__, "kg.recognise.")]


@pytest.mark.parametrize("name", MODULES)
def test_all_patterns_of_a_module_compile(name: str) -> None:
    held = vars(importlib.import_module(name)).values()
    inside = [y for x in held if isinstance(x, tuple) for y in (x if not isinstance(x, str) else ())]
    deeper = [z for y in inside if isinstance(y, tuple) for z in y]
    for one in [*held, *inside, *deeper]:
        if type(one) is type(regex("")):
            assert isinstance(re.compile(one.pattern, one.flags), re.Pattern)


def test_a_regex_answers_as_its_pattern_does() -> None:
    years = regex(r"(?P<year>\d{4})", re.IGNORECASE)
    assert [m["year"] for m in years.finditer("1999 and 2004")] == ["1999", "2004"]
    assert years.sub("-", "in 2004") == "in -"
    assert (years.groups, dict(years.groupindex)) == (1, {"year": 1})


def test_a_regex_is_made_when_it_is_first_asked() -> None:
    made: list[str] = []

    def text() -> str:
        made.append("a+")
        return "a+"

    pattern = regex(text)
    assert made == []
    assert pattern.match("aa") is not None
    assert pattern.fullmatch("ab") is None
    assert made == ["a+"]


def test_what_is_no_pattern_is_said_when_it_is_asked() -> None:
    odd = regex("(")
    with pytest.raises(re.error):
        odd.search("(")
