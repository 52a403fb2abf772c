"""Files of decisions: what is written is read again, what others wrote stays, and what is wrong is said at its line."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sssom_pydantic
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import Report, build
from kg.cli import main
from kg.errors import LinkError
from kg.links.decisions import read_decisions
from kg.links.records import Decision, Feature
from kg.links.rows import COLUMNS as ALL_COLUMNS
from kg.links.saving import Saved, as_sssom, save
from kg.model.problem import Problem
from kg.model.record import replace
from kg.settings import BASE, Settings
from kg.vault_graph import VaultGraph
from tests.serve.conftest import served

Vault = Callable[[dict[str, str]], Path]
ID, WD = f"{BASE}id/", "http://www.wikidata.org/entity/"
ANA, BEN = "https://orcid.org/0000-0002-1825-0097", "ben@musee.example"
NOTE = "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse)\n- [Gué](https://gue.example/) (Suisse)\n"
HEAD = "#curie_map:\n#  kg: https://museumxtd.ch/kg/id/\n#  wikidata: http://www.wikidata.org/entity/\n"
COLUMNS = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\treviewer_id\tconfidence\tmapping_date\n"
MANUAL, RULE = "semapv:ManualMappingCuration", "semapv:CompositeMatching"

SENTIER = Decision(
    subject=f"{ID}sentier",
    object=f"{WD}Q42",
    said="accepted",
    subject_label="Sentier",
    object_label="Le “Sentier”",
    source="wikidata",
    date="2026-03-09",
    confidence=0.97,
    features=(
        Feature(name="name", value=0.954, ours="Sentier", theirs='Le "Sentier"'),
        Feature(name="country", value=1.0, ours="CH", theirs="CH"),
        Feature(name="year", value=None, ours="2020"),
    ),
)


def row(subject: str = "kg:sentier", predicate: str = "skos:exactMatch", modifier: str = "", item: str = "wikidata:Q42",
        why: str = MANUAL, reviewer: str = "", confidence: str = "", date: str = "") -> str:  # fmt: skip
    return "\t".join([subject, predicate, modifier, item, why, reviewer, confidence, date]) + "\n"


def written(folder: Path, text: str, name: str = "wikidata") -> Path:
    file = folder / "links" / f"{name}.sssom.tsv"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode("utf-8"))
    return file


def read(folder: Path) -> list[Decision]:
    return [replace(d, path="", line=0) for d in read_decisions(folder, BASE)[0]]


def said(folder: Path) -> list[Problem]:
    return list(read_decisions(folder, BASE)[1])


def links(folder: Path) -> set[tuple[str, str]]:
    found = VaultGraph(Settings(vault=folder)).query(
        "SELECT ?e ?o { ?e ?p ?o FILTER(?p IN (skos:exactMatch, owl:sameAs) && CONTAINS(STR(?e), '/id/')) }"
    )
    return {(r["e"].removeprefix(ID), r["o"].removeprefix(WD)) for r in found}


def check(folder: Path) -> Report:
    return build(Settings(vault=folder), publish=False)


# -- what is written is read again ----------------------------------------------------------------------
_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]) | st.sampled_from(" \"'|#↔\\"),
    max_size=20,
).map(lambda t: " ".join(t.split()))
_SCORE = st.integers(0, 1000).map(lambda n: n / 1000)
_FEATURES = st.lists(
    st.builds(
        Feature,
        name=st.sampled_from(["name", "website", "country", "class", "year", "acronym"]),
        value=st.none() | _SCORE,
        ours=_WORDS,
        theirs=_WORDS,
    ),
    unique_by=lambda f: f.name,
)
_ORDER = ["name", "website", "country", "class", "year", "acronym"]
_DECISION = st.builds(
    Decision,
    subject=st.sampled_from(["sentier", "gue", "balise"]).map(lambda s: ID + s),
    object=st.integers(1, 9).map(lambda n: f"{WD}Q{n}"),
    said=st.sampled_from(["accepted", "rejected", "nothing"]),
    predicate=st.sampled_from(["skos:exactMatch", "owl:sameAs", "skos:closeMatch"]),
    subject_label=_WORDS,
    object_label=_WORDS,
    source=st.sampled_from(["wikidata", "https://reconcile.example/api"]),
    reviewer=st.sampled_from(["", ANA, BEN, "https://people.example/ana", "Ana Keller"]),
    date=st.dates().map(lambda d: d.isoformat()),
    confidence=st.none() | _SCORE,
    features=_FEATURES.map(lambda f: tuple(sorted(f, key=lambda x: _ORDER.index(x.name)))),
    comment=_WORDS,
).map(lambda d: replace(d, object="", source="wikidata") if d.said == "nothing" else d)


@given(st.lists(_DECISION, unique_by=lambda d: d.subject, max_size=3))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read_again_and_written_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, decisions: list[Decision]
) -> None:
    folder = tmp_path_factory.mktemp("vault")
    save(folder, decisions, BASE)
    assert said(folder) == []
    assert sorted(read(folder), key=repr) == sorted(decisions, key=repr)
    before = {f.name: f.read_bytes() for f in (folder / "links").glob("*")} if decisions else {}
    assert save(folder, reversed(decisions), BASE) == Saved(written=0, files=())
    assert {f.name: f.read_bytes() for f in folder.glob("links/*")} == before
    for file in folder.glob("links/*"):
        mappings, _, _, errors = sssom_pydantic.read(file, return_errors=True)
        assert errors == [] and len(mappings) == len(decisions)


def test_a_file_says_who_decided_what_on_which_grounds_as_sssom_tools_read_it(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    rejected = replace(SENTIER, object=f"{WD}Q43", said="rejected", reviewer=ANA)
    nothing = Decision(subject=f"{ID}gue", object="", said="nothing", source="wikidata", date="2026-03-09")
    save(folder, [SENTIER, rejected, nothing], BASE, licence="https://creativecommons.org/licenses/by/4.0/")
    mappings, _, about = sssom_pydantic.read(folder / "links" / "wikidata.sssom.tsv")
    assert str(about.id) == f"{BASE}links/wikidata.sssom.tsv" and about.sssom_version == "1.1"
    assert str(about.license) == "https://creativecommons.org/licenses/by/4.0/"
    none, yes, no = mappings
    assert (yes.subject.curie, yes.predicate.curie, yes.object.curie) == (
        "kg:sentier",
        "skos:exactMatch",
        "wikidata:Q42",
    )
    assert yes.justification.curie == "semapv:CompositeMatching" and yes.confidence == 0.97
    assert yes.extensions is not None
    assert yes.extensions["feature_name"].value == '0.954 Sentier ↔ Le "Sentier"'
    assert yes.extensions["feature_year"].value == "? 2020 ↔"
    assert (no.predicate_modifier, no.reviewer_agreement, no.similarity_score, no.confidence) == (
        "Not",
        1.0,
        0.97,
        None,
    )
    assert no.justification.curie == "semapv:ManualMappingCuration"
    assert [r.curie for r in no.reviewers or ()] == ["orcid:0000-0002-1825-0097"]
    assert none.object.curie == "sssom:NoTermFound" and none.source is None
    assert none.object_source is not None and none.object_source.curie == "wikidata:Q2013"


def test_sssom_py_reads_our_files_without_loss(vault: Vault) -> None:
    parsers = pytest.importorskip("sssom.parsers")
    folder = vault({"n.md": NOTE})
    save(folder, [SENTIER, Decision(subject=f"{ID}gue", object="", said="nothing", source="wikidata")], BASE)
    frame = parsers.parse_sssom_table(folder / "links" / "wikidata.sssom.tsv").df
    assert list(frame["object_id"]) == ["sssom:NoTermFound", "wikidata:Q42"]


def test_rows_are_in_the_order_of_subject_and_object_whatever_came_first(vault: Vault) -> None:
    one, two = vault({"n.md": NOTE}), vault({"n.md": NOTE}).parent / "other"
    decisions = [replace(SENTIER, subject=ID + s, object=f"{WD}Q{n}", said="rejected") for s in "ba" for n in (3, 1, 2)]
    save(one, decisions, BASE)
    for d in reversed(decisions):
        save(two, [d], BASE)
    file = "links/wikidata.sssom.tsv"
    assert (one / file).read_bytes() == (two / file).read_bytes()
    rows = [re.findall(r"^kg:(\w).*wikidata:Q(\d)", x) for x in (one / file).read_text(encoding="utf-8").splitlines()]
    assert [r[0] for r in rows if r] == [(s, n) for s in "ab" for n in "123"]


def test_each_target_has_its_file(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    objects = [
        f"{WD}Q1",
        "http://data.europeana.eu/organization/12",
        "https://sws.geonames.org/2661604/",
        "https://d-nb.info/gnd/2",
    ]
    save(folder, [replace(SENTIER, object=o, source="") for o in objects], BASE)
    nothing = Decision(subject=f"{ID}gue", object="", said="nothing", source="https://reconcile.example/api")
    save(folder, [nothing], BASE)
    names = ["d-nb-info", "europeana", "geonames", "reconcile-example", "wikidata"]
    assert sorted(f.name for f in (folder / "links").iterdir()) == [f"{n}.sssom.tsv" for n in names]
    assert {d.object for d in read(folder)} == {*objects, ""} and said(folder) == []


# -- what others wrote stays ----------------------------------------------------------------------------
OTHERS = (
    "#sssom_version: 1.1\n# a remark of Ana's\n#curie_map:\n#  kg: https://museumxtd.ch/kg/id/\n"
    "#  wd: http://www.wikidata.org/entity/\n#mapping_set_id: https://example.org/mine\n#creator_id:\n#  - wd:Q1\n"
    "object_id\tsubject_id\tpredicate_id\tmapping_justification\tmood\n"
    "wd:Q7\tkg:zoo\tskos:closeMatch\tsemapv:LexicalMatching\tgood\n"
    "# not sure about this one\n"
    "wd:Q6\tkg:bac\tskos:exactMatch\tsemapv:LexicalMatching\tbad\n"
    'the end of an open quote: "\tkg:a\n'
    "# the last remark\n"
)


def test_metadata_remarks_columns_and_broken_rows_of_others_are_kept(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    file = written(folder, OTHERS)
    assert save(folder, [SENTIER], BASE).written == 1
    text = file.read_text(encoding="utf-8")
    assert all(line in text.splitlines() for line in OTHERS.splitlines() if line.startswith("#"))
    assert '\nthe end of an open quote: "\tkg:a\n' in text and text.endswith("# the last remark\n")
    assert "# not sure about this one\nwd:Q6\tkg:bac\t" in text
    assert text.splitlines()[8].startswith("object_id\tsubject_id\t") or "\nobject_id\tsubject_id\t" in text
    assert re.search(r"^wd:Q42\tkg:sentier\tskos:exactMatch\tsemapv:CompositeMatching\t\t", text, re.MULTILINE)
    found = {d.subject.removeprefix(ID) for d in read_decisions(folder, BASE)[0]}
    assert found == {"zoo", "bac", "sentier"}
    assert save(folder, [SENTIER], BASE).written == 0


def test_a_row_that_is_decided_anew_keeps_the_cells_of_others(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    head = OTHERS[: OTHERS.index("wd:Q7")]
    file = written(folder, head + "wd:Q42\tkg:sentier\tskos:exactMatch\tsemapv:CompositeMatching\tgood\n")
    save(folder, [replace(SENTIER, reviewer=ANA)], BASE)
    (line,) = [x for x in file.read_text(encoding="utf-8").splitlines() if x.startswith("kg:sentier")]
    assert line.split("\t")[-1] == "good" and MANUAL in line and "orcid:0000-0002-1825-0097" in line


def test_a_bare_table_of_a_spreadsheet_is_read_and_gets_its_prefixes_when_written(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    file = written(folder, "\ufeff" + (COLUMNS + row(subject="kg:gue", item="wikidata:Q5")).replace("\n", "\r\n"))
    assert [d.object for d in read(folder)] == [f"{WD}Q5"] and said(folder) == []
    save(folder, [SENTIER], BASE)
    assert file.read_bytes().startswith(b"#curie_map:\n#  kg: ") and b"\r" not in file.read_bytes()
    assert {d.object for d in read(folder)} == {f"{WD}Q5", f"{WD}Q42"}
    assert len(sssom_pydantic.read(file).mappings) == 2


@pytest.mark.parametrize(
    "raw",
    [b"subject_id\tobject_id\n", "Musée\n".encode("latin-1"), b"#a: [\n" + COLUMNS.encode(), b""],
    ids=["a column lacks", "no UTF-8", "no YAML", "empty"],
)
def test_a_file_that_cannot_be_read_is_said_once_and_never_written(vault: Vault, raw: bytes) -> None:
    folder = vault({"n.md": NOTE})
    file = written(folder, "")
    file.write_bytes(raw)
    assert [(p.code, p.severity, str(p.span)) for p in said(folder)] == [
        ("KG601", "error", "links/wikidata.sssom.tsv:1:1")
    ]
    other = replace(SENTIER, object="http://data.europeana.eu/agent/1")
    with pytest.raises(LinkError, match="cannot be read"):
        save(folder, [SENTIER, other], BASE)
    assert file.read_bytes() == raw and list((folder / "links").iterdir()) == [file]


def test_a_folder_with_braces_is_named_where_its_file_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "{2024}"
    folder.mkdir()
    file = written(folder, "")
    with pytest.raises(LinkError, match=re.escape(f"into {file}: the file cannot be read")):
        save(folder, [SENTIER], BASE)


def test_metadata_that_leaves_no_room_for_a_prefix_is_left_alone(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    file = written(folder, "#curie_map: {\n#  a: https://a.example/\n# }\n" + COLUMNS)
    before = file.read_bytes()
    with pytest.raises(LinkError, match="no room"):
        save(folder, [SENTIER], BASE)
    assert file.read_bytes() == before


def test_a_link_out_of_the_vault_is_not_followed(vault: Vault, tmp_path: Path) -> None:
    folder = vault({"n.md": NOTE})
    (folder / "links").mkdir()
    (tmp_path / "secret.tsv").write_text(HEAD + COLUMNS + row(), encoding="utf-8")
    (folder / "links" / "wikidata.sssom.tsv").symlink_to(tmp_path / "secret.tsv")
    assert [p.code for p in said(folder)] == ["KG601"] and read(folder) == []


_FULL = "\t".join(ALL_COLUMNS) + "\n"
_CELL = st.sampled_from(
    ["", "kg:sentier", "kg:gue", "skos:exactMatch", "Not", "wikidata:Q1", "wikidata:Q42", "sssom:NoTermFound", MANUAL, "1", '"',
     '"a', 'a"', '""', "# x", "2026-03-09", "é ↔", "x|y"]
)  # fmt: skip
_LINES = st.lists(st.lists(_CELL, max_size=8).map("\t".join) | st.text(max_size=30), max_size=8)


@given(_LINES, st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=100, deadline=None)
def test_whatever_the_rows_writing_loses_none_of_them(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], end: str
) -> None:
    folder = tmp_path_factory.mktemp("vault")
    file = written(folder, (HEAD + _FULL + "\n".join(rows) + "\n").replace("\n", end))
    before = file.read_text(encoding="utf-8").splitlines()
    found, problems = read_decisions(folder, BASE)
    assert all(p.span.line <= len(before) + 1 for p in problems)
    new = replace(SENTIER, object=f"{WD}Q99", said="rejected", reviewer=ANA)
    save(folder, [new], BASE)
    text = file.read_text(encoding="utf-8")
    assert [line for line in before if line.strip() and line not in text] == []
    again = read(folder)
    assert new in again and [d for d in found if replace(d, path="", line=0) not in again] == []
    written_once = file.read_bytes()
    save(folder, [new], BASE)
    assert file.read_bytes() == written_once


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_whatever_the_bytes_reading_says_what_is_wrong_and_never_fails(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    folder = tmp_path_factory.mktemp("vault")
    written(folder, "").write_bytes(raw)
    assert {p.code for p in said(folder)} == {"KG601"}


# -- who may overwrite whom -----------------------------------------------------------------------------
def test_the_rule_never_overwrites_a_person(vault: Vault) -> None:
    for mine in (
        replace(SENTIER, said="rejected", reviewer=ANA),
        replace(SENTIER, object="", said="nothing", reviewer=ANA),
        replace(SENTIER, object=f"{WD}Q1", reviewer="Ana"),
    ):
        folder = vault({"n.md": NOTE}).parent / f"vault-{mine.said}-{mine.object[-2:]}"
        save(folder, [mine], BASE)
        before = (folder / "links/wikidata.sssom.tsv").read_bytes()
        assert save(folder, [SENTIER], BASE) == Saved(written=0, files=(), kept=(SENTIER,))
        assert (folder / "links/wikidata.sssom.tsv").read_bytes() == before


def test_a_row_made_by_hand_without_a_name_is_a_persons(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    file = written(folder, HEAD + COLUMNS + row(modifier="Not"))
    assert save(folder, [SENTIER], BASE).kept == (SENTIER,)
    assert file.read_text(encoding="utf-8") == HEAD + COLUMNS + row(modifier="Not")


def test_a_person_replaces_the_rule_and_their_own_but_not_another_person(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    save(folder, [SENTIER], BASE)
    save(folder, [replace(SENTIER, said="rejected", reviewer=ANA)], BASE)
    assert [(d.said, d.reviewer) for d in read(folder)] == [("rejected", ANA)]
    save(folder, [replace(SENTIER, reviewer=ANA)], BASE)
    assert [(d.said, d.reviewer) for d in read(folder)] == [("accepted", ANA)]
    save(folder, [replace(SENTIER, said="rejected", reviewer=BEN)], BASE)
    text = (folder / "links/wikidata.sssom.tsv").read_text(encoding="utf-8")
    assert "orcid:0000-0002-1825-0097" in text and f"mailto:{BEN}" in text
    assert read(folder) == [] and [p.code for p in said(folder)] == ["KG603"]


def test_what_is_found_later_takes_the_place_of_nothing_found(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    save(folder, [replace(SENTIER, object="", said="nothing")], BASE)
    save(folder, [SENTIER], BASE)
    assert read(folder) == [SENTIER]


def test_a_decision_can_be_forgotten(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    one, two = replace(SENTIER, reviewer=ANA), replace(SENTIER, object=f"{WD}Q1", said="rejected", reviewer=ANA)
    save(folder, [one, two], BASE)
    save(folder, [], BASE, forget=[one])
    assert read(folder) == [two]
    save(folder, [], BASE, forget=[replace(two, reviewer="")])  # the rule forgets no person's
    assert read(folder) == [two]


def test_a_disk_that_refuses_leaves_the_file_as_it_was(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = vault({"n.md": NOTE})
    save(folder, [SENTIER], BASE)
    before = (folder / "links/wikidata.sssom.tsv").read_bytes()
    (folder / "links").chmod(0o500)
    monkeypatch.setattr(Path, "replace", _full)
    with pytest.raises(LinkError, match="cannot be written"):
        save(folder, [replace(SENTIER, reviewer=ANA)], BASE)
    (folder / "links").chmod(0o700)
    assert (folder / "links/wikidata.sssom.tsv").read_bytes() == before
    assert [f.name for f in (folder / "links").iterdir()] == ["wikidata.sssom.tsv"]


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


# -- rows that cannot be read ---------------------------------------------------------------------------
BAD = {
    "an unknown prefix": (row(subject="entry:sentier"), "KG602", "entry:sentier"),
    "no subject": (row(subject=""), "KG602", "subject_id is empty"),
    "an unknown predicate": (row(predicate="skos:sameAs"), "KG602", "skos:sameAs"),
    "an unknown modifier": (row(modifier="no"), "KG602", "predicate_modifier"),
    "no justification": (row(why=""), "KG602", "mapping_justification is empty"),
    "a confidence beyond one": (row(confidence="97"), "KG602", "a number from 0 to 1"),
    "a confidence in words": (row(confidence="high"), "KG602", "a number from 0 to 1"),
    "no number at all": (row(confidence="nan"), "KG602", "a number from 0 to 1"),
    "a day that is none": (row(date="9.3.2026"), "KG602", "a day, such as"),
    "too many cells": (row().rstrip("\n") + "\tx\ty\n", "KG602", "cells"),
    "too few cells": ("kg:sentier\n", "KG602", "cells: 1, columns: 8"),
    "an open quote": (row(reviewer='"orcid:1'), "KG602", "a quote is not closed"),
    "no QID": (row(item="wikidata:42"), "KG604", "wikidata:42"),
    "a QID with a zero": (row(item="wikidata:Q042"), "KG604", "wikidata:Q042"),
    "a property": (row(item="wikidata:P856"), "KG604", "wikidata:P856"),
    "no address": (row(item="https://"), "KG604", "https://"),
    "half an address": (row(item="http://[::1"), "KG604", "http://[::1"),
    "digits of another script": (row(item="wikidata:Q1２"), "KG604", "wikidata:Q1２"),
    "a Europeana page that is no entity": (row(item="https://www.europeana.eu/en/blog"), "KG604", "blog"),
}


@pytest.mark.parametrize("bad", sorted(BAD))
def test_a_bad_row_is_named_left_out_and_kept_and_costs_no_other(vault: Vault, bad: str) -> None:
    text, code, what = BAD[bad]
    folder = vault({"n.md": NOTE})
    good = row(subject="kg:gue", item="wikidata:Q7")
    file = written(folder, HEAD + COLUMNS + text + good)
    (problem,) = [p for p in check(folder).problems if p.code.startswith("KG6")]
    assert (problem.code, problem.span.path, problem.span.line) == (code, "links/wikidata.sssom.tsv", 5)
    assert what in problem.message.en and problem.hint is not None
    assert [d.object for d in read(folder)] == [f"{WD}Q7"]
    new = replace(SENTIER, object=f"{WD}Q99", said="rejected")
    if bad == "too many cells":  # they would get under the columns that ours add
        with pytest.raises(LinkError, match="more cells"):
            save(folder, [new], BASE)
        assert file.read_text(encoding="utf-8") == HEAD + COLUMNS + text + good
        return
    save(folder, [new], BASE)
    after = file.read_text(encoding="utf-8")
    for cell in text.strip().split("\t"):
        assert cell in after
    assert [p.code for p in said(folder)] == [code] and {d.object for d in read(folder)} == {f"{WD}Q7", f"{WD}Q99"}


def test_a_problem_points_at_the_cell(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    written(folder, HEAD + COLUMNS + row(item="wikidata:42") + row(subject='"kg:gue"', item="wikidata:43"))
    spans = [p.span for p in said(folder)]
    lines = (folder / "links/wikidata.sssom.tsv").read_text(encoding="utf-8").splitlines()
    assert [lines[s.line - 1][s.column - 1 : s.end - 1] for s in spans] == ["wikidata:42", "wikidata:43"]


def test_an_address_or_a_bare_qid_is_understood(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    written(folder, HEAD + COLUMNS + row(item="https://www.wikidata.org/wiki/Q42") + row(subject=f"{ID}gue", item="Q7"))
    assert [d.object for d in read(folder)] == [f"{WD}Q42", f"{WD}Q7"] and said(folder) == []


def test_a_reviewer_who_disagrees_rejects_and_one_who_is_not_sure_decides_nothing(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    columns = COLUMNS.replace("confidence", "reviewer_agreement")
    written(folder, HEAD + columns + row(confidence="-1", reviewer="orcid:1") + row(subject="kg:gue", confidence="0"))
    assert [(d.subject, d.said) for d in read(folder)] == [(f"{ID}sentier", "rejected")] and said(folder) == []


# -- contradictions -------------------------------------------------------------------------------------
CONTRADICTIONS = {
    "yes and no": (row(), row(modifier="Not")),
    "two items": (row(), row(item="wikidata:Q43")),
    "something and nothing": (row(item="sssom:NoTermFound"), row()),
}


@pytest.mark.parametrize("case", sorted(CONTRADICTIONS))
def test_of_two_decisions_that_contradict_each_other_neither_is_published(vault: Vault, case: str) -> None:
    folder = vault({"n.md": NOTE})
    written(folder, HEAD + COLUMNS + "".join(CONTRADICTIONS[case]) + row(subject="kg:gue"))
    report = build(Settings(vault=folder))
    (problem,) = [p for p in report.problems if p.code == "KG603"]
    assert (problem.severity, problem.span.line) == ("error", 6) and "line 5" in problem.message.en
    assert report.stops and report.published and links(folder) == {("gue", "Q42")}


@pytest.mark.parametrize("case", sorted(CONTRADICTIONS))
def test_a_persons_decision_stands_against_the_rules(vault: Vault, case: str) -> None:
    folder = vault({"n.md": NOTE})
    first, second = CONTRADICTIONS[case]
    written(folder, HEAD + COLUMNS + first.replace(MANUAL, RULE) + second)
    decided, problems = read_decisions(folder, BASE)
    assert [d.line for d in decided] == [6]
    assert [(p.code, p.severity, p.span.line) for p in problems] == [("KG606", "information", 5)]


def test_close_matches_and_two_rejections_contradict_nothing(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    rows = [row(), row(item="wikidata:Q43", modifier="Not"), row(item="wikidata:Q44", modifier="Not"),
            row(item="wikidata:Q45", predicate="skos:closeMatch"), row()]  # fmt: skip
    written(folder, HEAD + COLUMNS + "".join(rows))
    assert len(read(folder)) == 5 and said(folder) == []


def test_many_rows_about_one_entry_are_read_in_a_moment(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    written(folder, HEAD + COLUMNS + "".join(row(item=f"wikidata:Q{n}", modifier="Not") for n in range(1, 20_001)))
    assert len(read(folder)) == 20_000


# -- into the graph -------------------------------------------------------------------------------------
def test_an_accepted_link_is_a_fact_with_its_own_line_in_a_graph_of_its_own(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    save(folder, [SENTIER, replace(SENTIER, subject=f"{ID}gue", said="rejected")], BASE)
    report = build(Settings(vault=folder))
    assert not report.stops and report.notes == 1 and links(folder) == {("sentier", "Q42")}
    lines = (folder / "links/wikidata.sssom.tsv").read_text(encoding="utf-8").splitlines()
    line = next(i for i, text in enumerate(lines, start=1) if text.startswith("kg:sentier"))
    shown = CliRunner().invoke(main, ["why", "sentier", "exactMatch", "--vault", str(folder)]).stdout
    assert f"links/wikidata.sssom.tsv:{line}:" in shown and "decision (kg/links/decisions.py)" in shown
    assert "| kg:sentier" in shown
    graphs = VaultGraph(Settings(vault=folder)).query(
        "SELECT ?g ?l { GRAPH ?g { ?s skos:exactMatch wd:Q42 } GRAPH ?h { ?r rdf:reifies <<( ?s skos:exactMatch wd:Q42 )>> ;"
        " mxtd:line ?l ; prov:wasDerivedFrom <https://museumxtd.ch/kg/links/wikidata.sssom.tsv> } }".replace(
            "wd:Q42", f"<{WD}Q42>"
        )
    )
    assert [(g["g"], g["l"]) for g in graphs] == [(f"{BASE}graph/links", line)]


def test_what_the_note_says_too_has_both_sources_and_counts_once(vault: Vault) -> None:
    folder = vault({"n.md": NOTE.replace("(Suisse)\n", "(Suisse)\n  wikidata:: Q42\n", 1)})
    save(folder, [SENTIER], BASE)
    build(Settings(vault=folder))
    shown = CliRunner().invoke(main, ["why", "sentier", "exactMatch", "--vault", str(folder)]).stdout
    assert "n.md:4:" in shown and "links/wikidata.sssom.tsv:" in shown
    assert len(VaultGraph(Settings(vault=folder)).query(f"SELECT ?s {{ ?s skos:exactMatch <{WD}Q42> }}")) == 1


def test_an_entry_that_the_notes_do_not_know_is_said_and_its_decision_kept(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    text = HEAD + COLUMNS + row(subject="kg:sentiers") + row(subject="kg:sentiers", item="wikidata:Q7", modifier="Not")
    file = written(folder, text)
    report = build(Settings(vault=folder))
    one, two = [p for p in report.problems if p.code.startswith("KG6")]
    assert (one.code, one.severity, one.span.line, two.code, two.span.line) == ("KG605", "warning", 5, "KG605", 6)
    assert f"{ID}sentiers" in one.message.en and links(folder) == set()
    assert file.read_text(encoding="utf-8") == text


def test_a_place_that_the_notes_mention_can_be_linked(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    place = "https://museumxtd.ch/kg/place/"
    decisions = [
        replace(SENTIER, subject=place + c, predicate="owl:sameAs", object=f"https://d-nb.info/gnd/{c}")
        for c in ("CH", "BE", "QQ")
    ]
    save(folder, decisions, BASE)
    report = build(Settings(vault=folder))
    assert [f"{place}QQ" in p.message.en for p in report.problems if p.code == "KG605"] == [True]
    found = VaultGraph(Settings(vault=folder)).query("SELECT ?o { ?s owl:sameAs ?o FILTER(CONTAINS(STR(?o), 'd-nb')) }")
    assert [r["o"] for r in found] == ["https://d-nb.info/gnd/CH"]


def test_links_are_judged_by_the_shapes_like_all_else(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    shapes = folder / "shapes"
    shapes.mkdir()
    (shapes / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix mxtd: <https://museumxtd.ch/kg/ontology#> .\n"
        "<https://x.example/S> a sh:NodeShape ; sh:targetClass mxtd:Initiative ; sh:property <https://x.example/P> .\n"
        "<https://x.example/P> a sh:PropertyShape ; sh:path skos:exactMatch ; sh:pattern 'Q7$' .\n",
        encoding="utf-8",
    )
    written(folder, HEAD + COLUMNS + row() + row(subject="kg:gue", item="wikidata:Q7"))
    report = build(Settings(vault=folder, shapes=shapes))
    (problem,) = [p for p in report.problems if p.code == "KG300"]
    assert (problem.span.path, problem.span.line) == ("links/wikidata.sssom.tsv", 5)
    assert links(folder) == {("gue", "Q7")}


def test_a_build_with_links_gives_the_same_bytes_wherever_it_runs(vault: Vault, tmp_path: Path) -> None:
    folder = vault({"n.md": NOTE})
    save(folder, [SENTIER, replace(SENTIER, subject=f"{ID}gue", object=f"{WD}Q1")], BASE)
    dumps = []
    for seed in "12":
        command = [sys.executable, "-m", "kg.cli", "export", "--vault", str(folder), "-f", "nquads", "--provenance"]
        build(Settings(vault=folder))
        dumps.append(subprocess.run(command, capture_output=True, env={"PYTHONHASHSEED": seed}, check=True).stdout)
    assert dumps[0] == dumps[1] and b"/graph/links>" in dumps[0]


def test_the_page_of_an_entry_shows_the_line_that_links_it(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    written(folder, HEAD + COLUMNS + row())
    with served(folder) as client:
        page = client.get("/page/sentier").text
    assert "links/wikidata.sssom.tsv, line 5" in page and "<mark>wikidata:Q42" in page


def test_files_of_decisions_are_watched_and_are_no_notes(vault: Vault) -> None:
    from kg.notes.times import times

    folder = vault({"n.md": NOTE})
    file = written(folder, HEAD + COLUMNS + row())
    assert str(file) in times(folder) and check(folder).notes == 1


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("moi@musee.example", "mailto:moi@musee.example"),
        ("Anne Rive", "Anne Rive"),
    ],
)
def test_a_person_who_writes_the_own_name_otherwise_is_the_same_person(first: str, later: str, tmp_path: Path) -> None:
    yes = Decision(
        subject=f"{BASE}id/rive", object="http://www.wikidata.org/entity/Q42", said="accepted", reviewer=first
    )
    save(tmp_path, [yes], BASE)
    save(tmp_path, [replace(yes, said="rejected", reviewer=later)], BASE)
    found, problems = read_decisions(tmp_path, BASE)
    assert ([d.said for d in found], problems) == (["rejected"], ())


# -- what spreadsheets and other files do ---------------------------------------------------------------
def by_spreadsheet(text: str) -> str:
    """A table as a spreadsheet saves it with tabs: every row as wide as the widest, quotes and commas in quotes."""
    rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    wide = max(map(len, rows))
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\r\n")
    writer.writerows([*cells, *[""] * (wide - len(cells))] for cells in rows)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_spreadsheet_saved_reads_as_before_and_is_written_on(vault: Vault, encoding: str) -> None:
    folder = vault({"n.md": NOTE})
    save(folder, [SENTIER, replace(SENTIER, object=f"{WD}Q7", said="rejected", reviewer=ANA)], BASE)
    file = folder / "links" / "wikidata.sssom.tsv"
    before, decisions = file.read_text(encoding="utf-8"), read(folder)
    file.write_bytes(by_spreadsheet(before).encode(encoding))
    assert said(folder) == [] and read(folder) == decisions
    new = replace(SENTIER, subject=f"{ID}gue")
    save(folder, [new], BASE)
    assert read(folder) == [new, *decisions]
    after = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in before.splitlines() if line.startswith("#") and line not in after] == []


def test_a_decimal_comma_is_read(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    written(folder, HEAD + COLUMNS + row(confidence="0,97"))
    assert [d.confidence for d in read(folder)] == [0.97]


def test_decisions_of_two_files_contradict_each_other_too(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    written(folder, HEAD + COLUMNS + row(reviewer=ANA), "mine")
    written(folder, HEAD + COLUMNS + row(modifier="Not", reviewer=ANA))
    assert read(folder) == []
    assert [(p.code, str(p.span).rsplit(":", 1)[0]) for p in said(folder)] == [("KG603", "links/wikidata.sssom.tsv:5")]
    assert "line 5 (links/mine.sssom.tsv)" in said(folder)[0].message.en


def test_links_to_two_data_sets_in_one_file_are_no_contradiction(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    both = [replace(SENTIER, source=""), replace(SENTIER, object="http://data.europeana.eu/organization/77", source="")]
    none = Decision(subject=f"{ID}gue", object="", said="nothing", source="europeana", reviewer=ANA)
    also = replace(SENTIER, subject=f"{ID}gue")
    written(folder, as_sssom([*both, none, also], "all", BASE), "all")
    assert said(folder) == [] and len(read(folder)) == 4
