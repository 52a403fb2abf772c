"""Codes of problems: one place for all, each given once, each in three languages."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import build
from kg.graph.codes import codes, find
from kg.model.codes import CODES, Code
from kg.model.span import Span
from kg.settings import Settings

TOP = Path(__file__).resolve().parent.parent
Vault = Callable[[dict[str, str]], Path]
SHAPES = codes()
SOURCES = {f: f.read_text(encoding="utf-8") for f in (TOP / "kg").rglob("*.py")}
SPAN = Span(path="n.md", line=1, column=1, end=2)


def test_a_code_is_given_once() -> None:
    given = Counter([*CODES, *(c.code for c in SHAPES)])
    assert [code for code, times in given.items() if times > 1] == []
    assert all(re.fullmatch(r"KG[1-6]\d\d", code) for code in given)


@pytest.mark.parametrize("code", [*CODES.values(), *SHAPES], ids=lambda c: c.code)
def test_a_code_says_what_is_wrong_in_three_languages(code: Code) -> None:
    for text in (code.message, code.hint):
        assert text is None or (text.fr and text.en and text.de)
        assert text is None or text.fr != text.en


def test_problems_are_made_where_codes_stand_and_nowhere_else() -> None:
    makers = {
        file.relative_to(TOP / "kg").as_posix()
        for file, text in SOURCES.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"
    }
    assert makers == {"model/codes/code.py", "graph/tracing.py", "ledger/packing.py"}


def test_every_code_of_the_place_is_used_and_every_code_used_is_there() -> None:
    used = {c for f, t in SOURCES.items() if f.parent.name != "codes" for c in re.findall(r"\"(KG\d{3})\"", t)}
    assert used - {c.code for c in SHAPES} == set(CODES)


def test_a_hint_without_anything_to_say_is_left_out() -> None:
    code = CODES["KG201"]
    assert code.at(SPAN, hint=False, text="x", near="").hint is None
    hint = code.at(SPAN, text="x", near="y").hint
    assert hint is not None and hint.en == "Did you mean y?"


def test_text_of_a_note_with_braces_is_text(vault: Vault) -> None:
    note = "# Projets\n\n- [Sentier](https://sentier.example/) (Sui{0}se{x})\n"
    report = build(Settings(vault=vault({"n.md": note})), publish=False)
    assert any("Sui{0}se{x}" in p.message.fr for p in report.problems)


OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix mxtd: <https://museumxtd.ch/kg/ontology#> .
@prefix schema: <https://schema.org/> .
<https://x.example/shape> a sh:NodeShape ; sh:targetClass mxtd:Initiative ; sh:property %s .
%s sh:path schema:endDate ; sh:minCount 1 ; sh:severity sh:Warning %s .
"""


@pytest.mark.parametrize(
    "name,said,message",
    [
        ("_:p", "", "SHACL sans code"),
        ("<https://x.example/p>", "", "SHACL sans code"),
        ("<https://x.example/p>", '; sh:message "Une fin, svp."@fr', "Une fin, svp."),
        ("<https://x.example/p>", '; sh:message "An end, please."', "An end, please."),
    ],
    ids=["a nameless shape", "a silent one", "a French one", "an English one"],
)
def test_a_shape_of_one_s_own_says_its_message_or_that_it_has_none(
    vault: Vault, name: str, said: str, message: str
) -> None:
    folder = vault({"n.md": "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse)\n"})
    (folder / "shapes").mkdir()
    (folder / "shapes" / "own.ttl").write_text(OWN % (name, name, said), encoding="utf-8")
    report = build(Settings(vault=folder, shapes=folder / "shapes"), publish=False)
    found = [p for p in report.problems if p.code == "KG300"]
    assert [(p.severity, p.span.line) for p in found] == [("warning", 3)]
    assert message in found[0].message.fr


def test_a_severity_of_one_s_own_is_a_violation_where_a_code_is_explained_as_where_it_is_met(vault: Vault) -> None:
    folder = vault({"n.md": "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse)\n"})
    (folder / "shapes").mkdir()
    text = OWN % ("<https://x.example/p>", "<https://x.example/p>", '; mxtd:code "XX1"')
    (folder / "shapes" / "own.ttl").write_text(
        text.replace("sh:Warning", "<https://x.example/Grave>"), encoding="utf-8"
    )
    report = build(Settings(vault=folder, shapes=folder / "shapes"), publish=False)
    assert [p.severity for p in report.problems if p.code == "XX1"] == ["violation"]
    assert find("XX1", folder / "shapes").severity == "violation"
