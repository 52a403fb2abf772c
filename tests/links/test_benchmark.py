"""The data set of linking: what it is made of, and that its figures count what they say. The small package is ours."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.linking import openrefine
from benchmarks.linking.cases import Case, cases
from benchmarks.linking.derived import classes_of, countries_of, countries_within, initials_of
from benchmarks.linking.figures import figures, outcome
from benchmarks.linking.fit import as_table, fit
from benchmarks.linking.package import Package, read
from benchmarks.linking.pages import host_of
from benchmarks.linking.pool import Pool, pools, qid_of
from kg.errors import LinkError
from kg.links.records import Candidate, Feature, FeatureName, Label, Match, Role, Subject, Verdict
from kg.links.weights import Weight
from kg.model.addresses import WIKIDATA
from kg.model.record import replace

ITEMS: dict[str, dict[str, Any]] = {
    "Q1": {
        "label": "Musée des lacs",
        "description": "museum in Switzerland",
        "officialWebsites": ["https://www.lacs.example/", "https://lacs.example/de"],
    },
    "Q2": {
        "label": "Lake Library",
        "description": "public library in Ohio",
        "officialWebsites": ["https://lake.example"],
    },
    "Q3": {"label": "Lumen", "description": "bank in Mexico", "officialWebsites": ["https://lumen.mx/"]},
    "Q4": {"label": "Lumen", "description": "Canadian chain of lamps", "officialWebsites": []},
    "Q5": {
        "label": "Lake Bus",
        "description": "bus network in Ohio",
        "officialWebsites": ["https://www.lake.example/departments/bus"],
    },
    "Q6": {"description": "an item that has lost its label", "officialWebsites": ["https://six.example"]},
    "Q7": {"label": "日本の図書館", "description": "library in Japan", "officialWebsites": []},
}


def named(tree: str, qid: str, name: str, *places: object, **tags: str) -> tuple[str, dict[str, Any]]:
    main = {"brands": "brand", "operators": "operator", "flags": "flag"}[tree.partition("/")[0]]
    tags = {key.replace("_", ":"): value for key, value in tags.items()}
    return tree, {
        "displayName": name,
        "locationSet": {"include": list(places)},
        "tags": {f"{main}:wikidata": qid, main: name, **tags},
    }


NAMES = (
    named("operators/tourism/museum", "Q1", "Musée des lacs", "ch", operator_de="Museum der Seen"),
    named("operators/amenity/library", "Q2", "Lake Library", "us-oh.geojson"),
    named("brands/amenity/bank", "Q3", "Lumen", "mx"),
    named("brands/shop/lighting", "Q4", "Lumen", "ca"),
    named("operators/amenity/bus_station", "Q5", "Lake Bus", "us"),
    named("operators/amenity/library", "Q7", "日本の図書館", "jp"),
    named("flags/man_made/flagpole", "Q2", "Lake Library", "us"),
    named("operators/amenity/library", "Q999", "A library without an item", "us"),
)
Packed = Callable[..., Path]


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    """Write a file as `npm pack` does; `broken` replaces the text of the items."""

    def make(items: dict[str, Any] = ITEMS, broken: str | None = None) -> Path:
        trees: dict[str, Any] = {}
        for tree, entry in NAMES:
            trees.setdefault(tree, {"items": []})["items"].append(entry)
        texts = {
            "package/dist/json/nsi.json": json.dumps({"_meta": {"version": "0.0.1"}, "nsi": trees}),
            "package/dist/wikidata/wikidata.json": broken if broken is not None else json.dumps({"wikidata": items}),
        }
        file = tmp_path / "name-suggestion-index-0.0.1.tgz"
        with tarfile.open(file, "w:gz") as archive:
            for name, text in texts.items():
                member = tarfile.TarInfo(name)
                member.size = len(text.encode())
                archive.addfile(member, io.BytesIO(text.encode()))
        return file

    return make


@pytest.fixture
def package(packed: Packed) -> Package:
    return read(packed())


def test_the_package_gives_items_that_have_a_label_and_names_matched_to_items_but_no_flags(package: Package) -> None:
    assert [item.qid for item in package.items] == ["Q1", "Q2", "Q3", "Q4", "Q5", "Q7"]
    assert not [entry for entry in package.named if entry.tree.startswith("flags")]
    assert package.version == "0.0.1"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"wikidata": []}', '{"wikidata": {"Q1": 3}}', '{"wikidata": {"P1x": {"label": "a"}}}']
)
def test_a_package_that_is_cut_off_or_something_else_is_refused_with_the_command_to_get_it(
    packed: Packed, text: str
) -> None:
    with pytest.raises(LinkError) as refused:
        read(packed(broken=text))
    assert "npm pack name-suggestion-index" in refused.value.hint


def test_a_file_that_is_no_archive_or_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.tgz").write_text("no archive")
    for name in ("x.tgz", "missing.tgz"):
        with pytest.raises(LinkError, match="is not the package"):
            read(tmp_path / name)


def test_the_command_says_what_is_missing_and_leaves_with_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.linking", "--package", str(tmp_path / "none.tgz")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "npm pack" in done.stderr and "Traceback" not in done.stderr


def test_the_same_package_gives_the_same_cases(packed: Packed) -> None:
    backwards = dict(reversed(ITEMS.items()))
    assert cases(read(packed())) == cases(read(packed(items=backwards)))


def test_an_item_is_one_case_at_most_and_names_in_other_scripts_are_none(package: Package) -> None:
    qids = [case.qid for case in cases(package)]
    assert len(qids) == len(set(qids))
    assert set(qids) == {"Q1", "Q2", "Q3", "Q4", "Q5"}


def test_what_has_its_page_below_the_site_of_another_is_known_by_its_owner(package: Package) -> None:
    case = next(case for case in cases(package) if case.qid == "Q5")
    assert (case.group, case.role, case.right, case.withheld) == ("owner", "owner", ("Q2",), ("Q5",))
    assert case.subject.pages == ("https://www.lake.example/departments/bus",)


def test_nothing_is_right_where_the_right_item_is_withheld(package: Package) -> None:
    for case in cases(package):
        assert (case.right == ()) == bool(case.withheld) or case.role == "owner"
        assert not set(case.right) & set(case.withheld)


def test_countries_come_from_places_and_descriptions_and_else_from_the_website() -> None:
    assert countries_within(("us-tx.geojson", "fx")) == ("FR", "US")
    assert countries_within(("001",)) == ()
    assert countries_of("public library in Ohio", ()) == ("US",)
    assert countries_of("Swiss museum", ("https://museum.de/",)) == ("CH",)
    assert countries_of("a museum", ("https://museum.de/",)) == ("DE",)
    assert countries_of("a start-up", ("https://start.io/",)) == ()


def test_the_class_is_the_head_noun_of_the_description() -> None:
    assert classes_of("museum in Switzerland") == ("Q33506",)
    assert classes_of("French supermarket chain based in Paris") == ("Q507619",)
    assert classes_of("friend of a museum") == ()


def test_initials_are_those_of_the_words_that_count() -> None:
    assert initials_of("Museum of the Royal Lakes") == "mrl"
    assert initials_of("Lake Library") == ""


def case_of(name: str, *, page: str = "", right: str = "Q1", role: Role = "itself", **more: Any) -> Case:
    labels = (Label(text=name),)
    subject = Subject(iri="https://example.org/id/x", kind="organisation", labels=labels, pages=(page,) if page else ())
    known = (right,) if right else ()
    return Case(subject=subject, group="culture", half="fit", qid="Q1", page="same", right=known, role=role, **more)


def test_candidates_are_found_by_name_and_by_host_but_for_what_is_withheld_or_hidden(package: Package) -> None:
    own = case_of("Musée des Lacs", page="https://lacs.example/fr", hidden=("https://lacs.example/de",))
    gone = replace(own, right=(), withheld=("Q1",))
    elsewhere = case_of("Alpha", page="https://lake.example/alpha")
    first, second, third = pools([own, gone, elsewhere], package.items)
    assert qid_of(first.by_name[0]) == "Q1"
    assert first.by_name[0].websites == ("https://www.lacs.example/",)
    assert [qid_of(c) for c in first.by_website] == ["Q1"]
    assert "Q1" not in {qid_of(c) for c in second.candidates}
    assert {qid_of(c) for c in third.by_website} == {"Q2", "Q5"}


def test_a_short_name_finds_whose_initials_it_is(package: Package) -> None:
    items = [*package.items[1:], replace(package.items[0], label="Association des lacs romands")]
    (pool,) = pools([case_of("ALR")], items)
    assert "Q1" in {qid_of(c) for c in pool.by_name}


def test_a_site_where_anybody_may_write_finds_nobody(package: Package) -> None:
    items = [replace(package.items[0], websites=("https://www.facebook.com/lacs",)), *package.items[1:]]
    (pool,) = pools([case_of("Alpha", page="https://www.facebook.com/alpha")], items)
    assert pool.by_website == ()


@pytest.mark.parametrize("address", ["https://[broken", "", "mailto:a@b.example", "https://"])
def test_an_address_without_a_host_has_none(address: str) -> None:
    assert host_of(address) == ""


def candidate(qid: str, label: str) -> Candidate:
    return Candidate(iri=WIKIDATA + qid, source="wikidata", labels=(Label(text=label, language="en"),))


def pool_of(case: Case, *candidates: Candidate) -> Pool:
    return Pool(case=case, by_name=candidates, by_website=())


def test_openrefine_accepts_an_equal_name_with_nothing_near_and_else_suggests() -> None:
    case = case_of("Lacs, musée des")
    lakes, lakes_again = candidate("Q1", "Musée des lacs"), candidate("Q8", "Musee des Lacs")
    bus = candidate("Q9", "Lake Bus")
    assert [m.verdict for m in openrefine.ranked(pool_of(case, bus, lakes))] == ["accept", "suggest"]
    assert [m.verdict for m in openrefine.ranked(pool_of(case, lakes, lakes_again))] == ["suggest", "suggest"]
    assert [m.verdict for m in openrefine.ranked(pool_of(case_of("Musée lac"), lakes))] == ["suggest"]
    assert openrefine.ranked(pool_of(case)) == ()


def match_of(case: Case, qid: str, *values: float | None, role: Role = "itself", verdict: Verdict = "accept") -> Match:
    features = (Feature(name="name", value=values[0]), Feature(name="website", value=values[1])) if values else ()
    return Match(
        subject=case.subject.iri,
        candidate=candidate(qid, "x"),
        features=features,
        score=0.9,
        role=role,
        verdict=verdict,
    )


def test_figures_count_what_is_first_what_is_accepted_and_what_is_wrong() -> None:
    known, gone = case_of("Alpha"), case_of("Beta", right="")
    owned = case_of("Gamma", role="owner")
    told = {
        known: [match_of(known, "Q1")],
        gone: [match_of(gone, "Q2")],
        owned: [match_of(owned, "Q1", role="owner", verdict="suggest")],
    }
    made = figures(outcome(pool_of(case), lambda pool: told[pool.case]) for case in told)
    assert (made.cases, made.known, made.first, made.accepted, made.wrong) == (3, 2, 2, 2, 1)
    assert made.precision == 0.5
    assert 0 < made.least_precision < 0.5


def test_the_owner_taken_for_the_thing_itself_is_wrong() -> None:
    owned = case_of("Gamma", role="owner")
    one = outcome(pool_of(owned), lambda pool: [match_of(pool.case, "Q1", role="itself")])
    assert one.first_is_right
    assert not one.first_in_role
    assert not one.accepted_is_right


def test_of_no_cases_nothing_is_wrong() -> None:
    made = figures([])
    assert (made.precision, made.least_precision) == (1.0, 0.0)


def test_fitting_finds_that_names_and_websites_speak_for_it() -> None:
    case = case_of("Alpha")
    rows = [(case, match_of(case, "Q1", 0.9 + i / 1000, 1.0 if i % 3 else None)) for i in range(60)]
    rows += [(case, match_of(case, "Q2", 0.3 + i / 200, 0.0 if i % 3 else None)) for i in range(120)]
    fitted = fit(rows)
    assert (fitted.rows, fitted.right) == (180, 60)
    assert set(fitted.weights) == {"name", "website"}  # what no match knows gets no weight
    name, website = fitted.weights["name"], fitted.weights["website"]
    assert name.of(1.0) > name.of(0.6)
    assert website.of(1.0) > website.of(None) > website.of(0.0)
    table: dict[str, Any] = {"Weight": Weight, "FeatureName": FeatureName}
    exec(as_table(fitted), table)
    assert table["WEIGHTS"]["website"].unknown == round(website.unknown, 2)


def test_the_command_prints_figures_of_the_rule_and_of_our_score(packed: Packed) -> None:
    command = [sys.executable, "-m", "benchmarks.linking", "--package", str(packed())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "OpenRefine's rule" in done.stdout
    assert done.stdout.count("everything") == 2
