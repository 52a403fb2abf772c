"""Published IRIs last: what would vanish is said, and the line that keeps it is offered."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import Report, build
from kg.model.problem import Problem
from kg.report import text as as_text
from kg.settings import Settings
from kg.store import generations
from kg.store.published import lost, of_generation
from kg.vault_graph import VaultGraph

Vault = Callable[[dict[str, str]], Path]
ID = "https://museumxtd.ch/kg/id/"
HEAD = "# Projets\n\n"
SENTIER = "- [Sentier](https://sentier.example/) (Suisse, 2020)\n"
GUE = "- [Gué](https://gue.example/) (Suisse, 2021)\n"


def check(folder: Path) -> Report:
    return build(Settings(vault=folder), publish=False)


def publish(folder: Path) -> Report:
    return build(Settings(vault=folder))


def said(report: Report, *codes: str) -> list[Problem]:
    return [p for p in report.problems if p.code in (codes or ("KG402", "KG403", "KG404"))]


def rows(report: Report) -> list[str]:
    """The lines that are offered for iris.tsv."""
    return [p.hint.en.split("\n")[1] for p in said(report, "KG402") if p.hint is not None]


def iris(folder: Path) -> dict[str, str]:
    found = VaultGraph(Settings(vault=folder)).query(
        "SELECT ?e ?n { ?e rdfs:label ?n ; a ?c FILTER(?c IN (mxtd:Initiative, mxtd:Organisation, mxtd:Resource)) }"
    )
    return {row["n"]: row["e"].removeprefix(ID) for row in found}


CHANGED = {
    "the same page under another name": "- [Le Chemin](https://www.sentier.example) (Suisse, 2020)\n",
    "the old name as another name": "- [Chemin des musées](https://chemin.example/)\n  alias:: Sentier\n",
    "the same line of the same note": "- [Le Chemin](https://chemin.example/) (Suisse, 2020)\n",
}


@pytest.mark.parametrize("changed", [CHANGED[c] for c in sorted(CHANGED)], ids=sorted(CHANGED))
def test_what_takes_the_place_of_a_published_iri_is_named_at_its_line_with_the_line_to_add(
    vault: Vault, changed: str
) -> None:
    folder = vault({"n.md": HEAD + SENTIER})
    publish(folder)
    above = "" if changed == CHANGED["the same line of the same note"] else GUE
    (folder / "n.md").write_text(HEAD + above + changed, encoding="utf-8")
    report = check(folder)
    (problem,) = said(report)
    assert (problem.code, problem.severity, problem.span.path) == ("KG402", "warning", "n.md")
    source = (folder / "n.md").read_text(encoding="utf-8").splitlines()[problem.span.line - 1]
    assert "Chemin" in source
    name, iri = rows(report)[0].split("\t")
    assert name in source and iri == f"{ID}sentier"
    (folder / "iris.tsv").write_text(rows(report)[0] + "\n", encoding="utf-8")
    assert said(publish(folder)) == [] and iris(folder)[name] == "sentier"


def test_a_name_that_moved_to_another_note_keeps_its_iri_and_nothing_is_said(vault: Vault) -> None:
    folder = vault({"n.md": HEAD + SENTIER, "m.md": HEAD + GUE})
    publish(folder)
    (folder / "n.md").write_text("# Rien\n", encoding="utf-8")
    (folder / "m.md").write_text(HEAD + GUE + SENTIER, encoding="utf-8")
    assert said(check(folder)) == []


def test_an_old_name_that_became_an_alias_leads_to_the_thing(vault: Vault) -> None:
    folder = vault({"Sentier.md": "---\ntype: projet\n---\n# Sentier\n"})
    publish(folder)
    (folder / "Sentier.md").unlink()
    (folder / "Piste.md").write_text("---\ntype: projet\nalias: Sentier\n---\n\n# Piste\n", encoding="utf-8")
    assert rows(check(folder)) == [f"Piste\t{ID}sentier"]


def test_what_is_gone_is_a_remark_without_a_line(vault: Vault) -> None:
    folder = vault({"n.md": HEAD + SENTIER + GUE})
    publish(folder)
    (folder / "n.md").write_text(HEAD + SENTIER, encoding="utf-8")
    (problem,) = said(check(folder))
    assert (problem.code, problem.severity, str(problem.span), problem.hint) == (
        "KG403",
        "information",
        "n.md:1:1",
        None,
    )
    assert "Gué" in problem.message.en and f"{ID}gue" in problem.message.en
    (folder / "n.md").unlink()
    assert {str(p.span) for p in said(check(folder))} == {"iris.tsv:1:1"}


def test_two_things_that_became_one_are_a_remark_and_only_one_line_is_offered(vault: Vault) -> None:
    folder = vault({"n.md": HEAD + "- [Sentier](https://sentier.example/)\n- [Chemin](https://chemin.example/)\n"})
    publish(folder)
    (folder / "n.md").write_text(
        HEAD + "- [Voie](https://sentier.example/)\n  alias:: Chemin, Sentier\n", encoding="utf-8"
    )
    found = said(check(folder))
    assert sum(p.code == "KG402" for p in found) == 1 and len(found) == 2


def test_a_thing_with_a_new_homonym_does_not_lose_its_iri_unseen(vault: Vault) -> None:
    folder = vault({"n.md": HEAD + SENTIER})
    publish(folder)
    (folder / "m.md").write_text(HEAD + "- [Sentier](https://autre.example/) (Belgique)\n", encoding="utf-8")
    report = check(folder)
    assert rows(report) == [f"Sentier\t{ID}sentier\tn.md"]
    (folder / "iris.tsv").write_text(rows(report)[0] + "\n", encoding="utf-8")
    assert said(publish(folder)) == []
    found = VaultGraph(Settings(vault=folder)).query("SELECT ?e ?u { ?e schema:url ?u } ORDER BY ?u")
    assert [(r["e"].removeprefix(ID), r["u"]) for r in found] == [
        ("sentier-m", "https://autre.example/"),
        ("sentier", "https://sentier.example/"),
    ]


def test_what_was_never_published_does_not_vanish(vault: Vault) -> None:
    folder = vault({"n.md": HEAD + SENTIER})
    assert said(check(folder)) == []
    (folder / "n.md").write_text(HEAD + GUE, encoding="utf-8")
    assert said(check(folder)) == []


def test_statements_of_a_turtle_block_count_as_being_there(vault: Vault) -> None:
    block = "```turtle\nkg:sentier a mxtd:Initiative ; rdfs:label 'Sentier' .\n```\n"
    folder = vault({"n.md": HEAD + SENTIER})
    publish(folder)
    (folder / "n.md").write_text(HEAD + block, encoding="utf-8")
    assert said(check(folder)) == []


def test_another_base_is_said_once(vault: Vault) -> None:
    folder = vault({"n.md": HEAD + SENTIER + GUE})
    publish(folder)
    report = build(Settings(vault=folder, base="https://other.example/"), publish=False)
    assert [p.code for p in report.problems if p.code.startswith("KG4")] == ["KG407"]


def test_a_store_that_cannot_be_read_holds_nothing_back(vault: Vault) -> None:
    folder = vault({"n.md": HEAD + SENTIER})
    publish(folder)
    generation = generations.current(folder)
    assert generation is not None
    for file in (generation.path / "store").iterdir():
        file.write_bytes(b"broken")
    base = "https://museumxtd.ch/kg/"
    assert lost(of_generation(generation, base), base, lambda _: False).things == ()
    assert publish(folder).published


# -- iris.tsv -------------------------------------------------------------------------------------------
BAD = {
    "Sentier": "a name, a tab and an http(s) IRI",
    f"{ID}x": "a name, a tab and an http(s) IRI",
    "Sentier\tsentier": "a name, a tab and an http(s) IRI",
    "Sentier\tftp://x.example/": "a name, a tab and an http(s) IRI",
    "Sentier\thttps://x.example/<a>": "a name, a tab and an http(s) IRI",
    "Gué\thttps://x.example/other": "line 2 gives this name another IRI",
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_bad_row_is_counted_as_editors_count_lines(vault: Vault, end: str) -> None:
    folder = vault({"n.md": HEAD + SENTIER})
    data = end.join(["# un\x0cdeux\u2028trois", f"Sentier\t{ID}path", "nulle part"])
    (folder / "iris.tsv").write_bytes(data.encode())
    assert [p.span.line for p in said(publish(folder), "KG405")] == [3]


@pytest.mark.parametrize("row", sorted(BAD))
def test_a_bad_row_is_named_with_its_line_and_holds_back_no_other(vault: Vault, row: str) -> None:
    folder = vault({"n.md": HEAD + SENTIER + GUE, "iris.tsv": f"name\tIRI\nGué\t{ID}ford\n\n# why\n{row}\n"})
    report = publish(folder)
    (problem,) = said(report, "KG405")
    assert str(problem.span) == "iris.tsv:5:1" and BAD[row] in problem.message.en and report.stops
    assert iris(folder) == {"Sentier": "sentier", "Gué": "ford"}
    assert row.replace("\t", " ") in as_text([problem], folder, "en")


@pytest.mark.parametrize(
    "data",
    [
        f"\ufeffSentier\t{ID}path\n".encode(),
        f"Sentier\t{ID}path\r\n".encode(),
        f"Sentier      {ID}path   \n".encode(),
        f"Sentier\t{ID}path".encode(),
        f"Sentier\t{ID}path\tn.md\n".encode(),
    ],
    ids=["byte order mark", "CRLF", "blanks of a terminal", "no end of line", "with its note"],
)
def test_a_row_is_read_as_editors_and_terminals_write_it(vault: Vault, data: bytes) -> None:
    folder = vault({"n.md": HEAD + SENTIER})
    (folder / "iris.tsv").write_bytes(data)
    assert said(publish(folder), "KG405") == [] and iris(folder) == {"Sentier": "path"}


HOMONYMS = {
    "a.md": HEAD + "- [Passerelle](https://a.example/)\n",
    "b.md": HEAD + "- [Passerelle](https://b.example/)\n",
}


def test_a_row_for_several_things_is_one_s_and_says_so(vault: Vault) -> None:
    folder = vault({**HOMONYMS, "iris.tsv": f"Passerelle\t{ID}workshop\n"})
    (problem,) = said(publish(folder), "KG406")
    assert str(problem.span) == "iris.tsv:1:1" and "a.md:3:4" in problem.message.en
    rows = VaultGraph(Settings(vault=folder)).query("SELECT ?e { ?e a mxtd:Initiative } ORDER BY ?e")
    assert [r["e"].removeprefix(ID) for r in rows] == ["passerelle-b", "workshop"]
    (folder / "iris.tsv").write_text(f"Passerelle\t{ID}workshop\tb.md\n", encoding="utf-8")
    assert said(publish(folder), "KG406") == []


def test_one_iri_for_two_things_is_said_and_given_once(vault: Vault) -> None:
    folder = vault({"n.md": HEAD + SENTIER + GUE, "iris.tsv": f"Sentier\t{ID}x\nGué\t{ID}x\nAncien nom\t{ID}x\n"})
    (problem,) = said(publish(folder), "KG408")
    assert str(problem.span) == "iris.tsv:2:1" and iris(folder) == {"Sentier": "x", "Gué": "gue"}


def test_a_row_changes_no_other_thing_s_iri(vault: Vault) -> None:
    folder = vault(HOMONYMS)
    publish(folder)
    (folder / "iris.tsv").write_text(f"Passerelle\t{ID}workshop\ta.md\n", encoding="utf-8")
    assert said(check(folder)) == []
    publish(folder)
    rows = VaultGraph(Settings(vault=folder)).query("SELECT ?e { ?e a mxtd:Initiative } ORDER BY ?e")
    assert [r["e"].removeprefix(ID) for r in rows] == ["passerelle-b", "workshop"]


# -- the property ---------------------------------------------------------------------------------------
NAMES = ["Sentier", "Gué", "Passerelle", "Pont neuf", "Le Pont", "Réserve", 'La "Halle"', "L'Été", "École & cie"]
PAGES = ["https://a.example/", "https://b.example/x", "https://c.example/", ""]
ENTRY = st.tuples(st.sampled_from(NAMES), st.sampled_from(PAGES))
NOTES = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "sous/a.md"]), st.lists(ENTRY, max_size=4), min_size=1, max_size=3
)


def write(folder: Path, notes: dict[str, list[tuple[str, str]]]) -> None:
    for path in ("a.md", "b.md", "sous/a.md"):
        lines = [f"- [{n}]({u})\n" if u else f"- **{n}** (Suisse, 2020)\n" for n, u in notes.get(path, [])]
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD + "".join(lines), encoding="utf-8")


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=NOTES, after=NOTES)
def test_adding_the_offered_lines_brings_the_iris_back(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, list[tuple[str, str]]],
    after: dict[str, list[tuple[str, str]]],
) -> None:
    folder = tmp_path_factory.mktemp("vault")
    write(folder, before)
    publish(folder)
    write(folder, after)
    offered = rows(check(folder))
    random.Random(len(offered)).shuffle(offered)
    (folder / "iris.tsv").write_text("".join(f"{r}\n" for r in offered), encoding="utf-8")
    again = check(folder)
    assert rows(again) == [] and said(again, "KG405", "KG406", "KG408") == []
    publish(folder)
    kept = VaultGraph(Settings(vault=folder)).query("SELECT DISTINCT ?e { ?e rdfs:label ?n }")
    assert {r.split("\t")[1] for r in offered} <= {row["e"] for row in kept}
