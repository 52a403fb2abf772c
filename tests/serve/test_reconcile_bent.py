"""What the Reconciliation API allows and few clients send, and what nobody should send: each is answered as the texts say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.links.names import initials
from kg.serve.reconcile.retrieval import MOST_FOUND, names_of
from tests.serve.conftest import served
from tests.serve.test_reconcile import ask, names, valid

NOTES = {
    "doors.md": "---\nname: DOORS – Incubateur numérique des musées\ntype: projet\ncountry: AT\nurl: https://doors.example/\nstart: 2022\n---\n",
    "fabrique.md": "---\nname: Fabrique des collections\ntype: projet\ncountry: BE\nurl: https://fabrique.example/collections\n---\n",
    "rouge.md": "---\nname: Atelier rouge\ntype: projet\ncountry: FR\nurl: https://rouge.example/\nstart: 2015\nfunder: Fondation Aubanel\n---\n",
    "bleu.md": "---\nname: Atelier bleu\ntype: projet\ncountry: [FR, CH]\nurl: https://bleu.example/\nstart: 2019\n---\n",
    "lanterne.md": "---\nname: Lanterne\ntype: organisation\ncountry: FR\nurl: https://lanterne.example/\n---\n",
    "lampions.md": "---\nname: Lampions\ntype: projet\ncountry: FR\n---\n",
    "popm.md": "---\nname: Plateforme ouverte du patrimoine maritime\ntype: plateforme\ncountry: FR\nalias: [POPM]\n---\n",
}


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A handful of notes, served."""
    vault = tmp_path_factory.mktemp("some") / "vault"
    vault.mkdir()
    for path, text in NOTES.items():
        (vault / path).write_text(text, encoding="utf-8")
    with served(vault) as client:
        yield client


def draft(client: TestClient, *conditions: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """The candidates of a query of the draft."""
    body = valid({"queries": [{"conditions": list(conditions), **more}]}, "query-batch", "1.0-draft")
    said = client.post("/reconcile/match", json=body)
    assert said.status_code == 200, said.text
    found: list[dict[str, Any]] = valid(said.json(), "result-batch", "1.0-draft")["results"][0]["candidates"]
    return found


def name_is(*values: str) -> dict[str, Any]:
    return {"matchType": "name", "propertyValue": list(values) if len(values) > 1 else values[0]}


def has(pid: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"matchType": "property", "propertyId": pid, "propertyValue": value, **more}


# -- does what a person looks for come first? --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "url", "wanted"),
    [
        ("DOORS", "https://doors.example/", "doors-incubateur-numerique-des-musees"),
        ("DOORS", "", "doors-incubateur-numerique-des-musees"),
        ("Incubator", "http://www.doors.example", "doors-incubateur-numerique-des-musees"),
        ("Incubator", "doors.example", "doors-incubateur-numerique-des-musees"),
        ("Making collections", "https://fabrique.example/collections", "fabrique-des-collections"),
        ("Fabrique", "https://fabrique.example/collections/objets", "fabrique-des-collections"),
        ("P.O.P.M.", "", "plateforme-ouverte-du-patrimoine-maritime"),
        ("maritime", "", "plateforme-ouverte-du-patrimoine-maritime"),
        ("plate-forme ouverte du patrimoine maritime", "", "plateforme-ouverte-du-patrimoine-maritime"),
    ],
)
def test_a_part_of_a_name_or_the_page_alone_finds_it(some: TestClient, query: str, url: str, wanted: str) -> None:
    properties = [{"pid": "url", "v": url}] if url else []
    (first, *_) = ask(some, q={"query": query, "properties": properties})["q"]
    assert first["id"] == wanted
    assert not first["match"] or query.startswith("plate")


def test_the_same_page_never_lowers_a_score(some: TestClient) -> None:
    plain = ask(some, q={"query": "Fabrique"})["q"][0]
    page = [{"pid": "url", "v": "https://fabrique.example/collections"}]
    for kind in ("Initiative", "Organisation"):
        paged = ask(some, q={"query": "Fabrique", "type": kind, "properties": page})["q"][0]
        typed = ask(some, q={"query": "Fabrique", "type": kind})["q"][0]
        assert (paged["id"], paged["score"] > typed["score"]) == (plain["id"], True)


@pytest.mark.parametrize("query", ["https://museumxtd.ch/kg/id/atelier-rouge", "atelier-rouge"])
def test_an_identifier_finds_its_entity(some: TestClient, query: str) -> None:
    first = ask(some, q={"query": query})["q"][0]
    assert first["id"] == "atelier-rouge" and first["score"] > 50
    suggested = some.get("/reconcile/suggest/entity", params={"prefix": query}).json()["result"]
    assert names(suggested)[0] == "atelier-rouge"


def test_what_is_of_another_type_than_wished_weighs_less_and_is_never_matched(some: TestClient) -> None:
    known = [{"pid": "country", "v": "FR"}, {"pid": "url", "v": "https://lanterne.example/"}]
    wished = ask(some, q={"query": "Lanterne", "type": "Initiative", "type_strict": "should", "properties": known})["q"]
    scores = [r["score"] for r in wished]
    assert scores == sorted(scores, reverse=True)
    assert names(wished)[0] == "lanterne" and not any(r["match"] for r in wished)
    (right, *_) = ask(some, q={"query": "Lanterne", "type": "Organisation", "properties": known})["q"]
    assert right["match"] and right["score"] > scores[0]


def test_a_type_that_is_none_of_ours_is_no_wish(some: TestClient) -> None:
    plain = ask(some, q={"query": "Lanterne"})["q"]
    assert ask(some, q={"query": "Lanterne", "type": "Q5"})["q"] == plain
    assert ask(some, q={"query": "Lanterne", "type": "Q5", "type_strict": "any"})["q"] == []


def test_a_host_that_thousands_share_is_looked_at_in_part(tmp_path: Path) -> None:
    items = "".join(f"- [Projet {n} alpha](https://musee.example/p/{n}) (Suisse)\n" for n in range(4 * MOST_FOUND))
    (tmp_path / "a.md").write_text(f"# Projets\n\n{items}", encoding="utf-8")
    with served(tmp_path) as client:
        page = "https://musee.example/p/77"
        found = ask(client, q={"query": "Alpha 77", "properties": [{"pid": "url", "v": page}]})["q"]
        assert names(found)[0] == "projet-77-alpha"
        site = client.app.app.state.publication.site  # type: ignore[attr-defined]
        near = names_of(site).near(["Projet"], [page])
        assert len(near) <= 4 * MOST_FOUND < len(names_of(site).by_iri) + MOST_FOUND
        assert len(names_of(site).near([initials("Projet 77 alpha", True)], [])) <= 4 * MOST_FOUND


# -- what the draft of 1.0 says of conditions --------------------------------------------------------------------------


def test_a_required_condition_keeps_the_rest_out(some: TestClient) -> None:
    assert "atelier-bleu" in names(draft(some, name_is("Atelier"), has("country", "Suisse")))
    assert names(draft(some, name_is("Atelier"), has("country", "Suisse", required=True))) == ["atelier-bleu"]
    assert names(draft(some, name_is("Atelier"), has("country", ["CH", "FR"], required=True, matchQuantifier="all"))) == ["atelier-bleu"]  # fmt: skip
    either = names(draft(some, name_is("Atelier"), has("country", ["CH", "FR"], required=True, matchQuantifier="any")))
    assert {"atelier-bleu", "atelier-rouge"} <= set(either)
    for pid, value in (("start", 2015), ("funder", "Fondation Aubanel"), ("funder", {"id": "fondation-aubanel"}), ("url", "http://rouge.example")):  # fmt: skip
        assert names(draft(some, name_is("Atelier"), has(pid, value, required=True))) == ["atelier-rouge"], pid
    assert draft(some, name_is("Atelier"), has("shoe", 43, required=True)) == []


def test_none_speaks_against_a_value(some: TestClient) -> None:
    kept = names(draft(some, name_is("Atelier"), has("country", "CH", required=True, matchQuantifier="none")))
    assert "atelier-rouge" in kept and "atelier-bleu" not in kept
    plain = draft(some, name_is("Atelier rouge"), type="Initiative")
    against = draft(some, name_is("Atelier rouge"), has("country", "FR", matchQuantifier="none"), type="Initiative")
    assert not any(c["match"] for c in against)
    assert next(c["score"] for c in against if c["id"] == "atelier-rouge") < plain[0]["score"]


def test_several_conditions_and_values_count_together(some: TestClient) -> None:
    assert names(draft(some, name_is("xyzzy"), name_is("Atelier rouge")))[0] == "atelier-rouge"
    assert names(draft(some, name_is("xyzzy", "Atelier rouge")))[0] == "atelier-rouge"
    pages = [has("url", "https://ailleurs.example/"), has("url", "https://rouge.example/")]
    one = draft(some, name_is("Atelier rouge"), pages[1])[0]
    assert draft(some, name_is("Atelier rouge"), *pages)[0]["score"] == one["score"]
    assert draft(some, name_is("Atelier rouge"), *reversed(pages))[0]["score"] == one["score"]


@pytest.mark.parametrize(
    "query",
    [
        {"conditions": [{"matchType": "name", "propertyValue": "a"}], "type": ["Initiative", "Resource"]},
        {"conditions": [{"matchType": "name", "propertyValue": "a"}], "type": 5},
        {"conditions": [{"matchType": "name", "propertyValue": "a"}], "lang": 5},
        {"conditions": [{"matchType": "name"}]},
        {"conditions": [{"matchType": "property", "propertyId": "country"}]},
        {"conditions": [{"matchType": "property", "propertyValue": "CH"}]},
        {"conditions": [has("country", "CH", matchQuantifier="some")]},
        {"conditions": [has("country", "CH", required="yes")]},
        {"conditions": [{"matchType": "shape", "propertyValue": "a"}]},
        {"conditions": []},
        {},
        "a",
    ],
)
def test_a_wrong_condition_is_refused_with_words(some: TestClient, query: Any) -> None:
    refused = some.post("/reconcile/match", json={"queries": [query]})
    assert refused.status_code == 400 and "queries[0]" in refused.json()["message"]


def test_the_draft_has_an_address_of_its_own_where_all_is_as_it_says(some: TestClient) -> None:
    root = "/reconcile/1.0-draft"
    manifest = valid(some.get(root).json(), "manifest", "1.0-draft")
    assert manifest["versions"] == ["1.0-draft"]
    body = {"queries": [{"conditions": [name_is("Atelier rouge")]}]}
    assert some.post(f"{root}/match", json=body).json() == some.post("/reconcile/match", json=body).json()
    extend = {"ids": ["atelier-rouge"], "properties": [{"id": "country"}]}
    assert some.post(f"{root}/extend", json=extend).json()["rows"][0]["id"] == "atelier-rouge"
    for path in ("suggest/entity?prefix=at", "suggest/type?prefix=", "suggest/property?prefix=", "extend/propose?type=Initiative", "preview?id=atelier-rouge"):  # fmt: skip
        assert some.get(f"{root}/{path}").status_code == 200
    shown = some.get(manifest["view"]["url"].replace("{id}", "atelier-rouge"))
    assert shown.status_code == 303


# -- what OpenRefine and others send -----------------------------------------------------------------------------------


def test_a_blank_cell_costs_no_other_of_its_batch(some: TestClient) -> None:
    found = ask(some, q0={"query": " "}, q1={"query": "Atelier rouge"}, q2={"query": ""}, q3={"query": "…"})
    assert (found["q0"], found["q2"], found["q3"]) == ([], [], [])
    assert names(found["q1"])[0] == "atelier-rouge"
    assert draft(some, name_is("")) == []


def test_what_is_null_is_not_said_and_a_number_may_have_a_point(some: TestClient) -> None:
    bare = ask(some, q={"query": "Atelier", "limit": 2})["q"]
    odd = {"query": "Atelier", "limit": 2.0, "type": None, "type_strict": None, "properties": None}
    assert some.post("/reconcile", data={"queries": json.dumps({"q": odd})}).json()["q"]["result"] == bare


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/xml"])
def test_what_is_posted_as_no_form_is_refused_and_never_answered_with_the_manifest(some: TestClient, kind: str) -> None:
    refused = some.post("/reconcile", content=b'{"q": {"query": "Rive"}}', headers={"content-type": kind})
    assert refused.status_code == 400 and "queries" in refused.json()["message"]


@pytest.mark.parametrize("text", ["\ud800", "a\udc00b"])
def test_half_a_character_is_answered(some: TestClient, text: str) -> None:
    extend = {"ids": [text], "properties": [{"id": text}]}
    for said in (
        some.post("/reconcile", data={"queries": json.dumps({text: {"query": text, "type": text}})}),
        some.post("/reconcile", data={"queries": json.dumps({text: {"query": "a", "limit": 0}})}),
        some.post("/reconcile", data={"extend": json.dumps(extend)}),
        some.post("/reconcile/match", content=json.dumps({"queries": [{"conditions": [has(text, text)]}]})),
        some.post("/reconcile/extend", content=json.dumps(extend)),
    ):
        assert said.status_code in (200, 400), said.text
        assert "\ud800" not in json.dumps(said.json(), ensure_ascii=False)


@pytest.mark.parametrize("what", ["entity", "type", "property"])
def test_suggestions_are_paged(some: TestClient, what: str) -> None:
    def asked(**said: Any) -> list[str]:
        prefix = "a" if what == "entity" else ""
        found = some.get(f"/reconcile/suggest/{what}", params={"prefix": prefix, **said}).json()["result"]
        return [r["id"] for r in found]

    every = asked()
    assert asked(limit=1) == every[:1]
    assert asked(offset=1) == asked(cursor=1) == every[1:]
    assert asked(cursor=len(every)) == []


@pytest.mark.parametrize("path", ["preview?id=atelier-rouge", "preview?id=nobody", "view?id=atelier-rouge", "flyout/entity?id=atelier-rouge", "manifest", "1.0-draft"])  # fmt: skip
def test_every_address_may_be_asked_by_other_sites(some: TestClient, path: str) -> None:
    assert some.get(f"/reconcile/{path}").headers["access-control-allow-origin"] == "*"
    assert some.head(f"/reconcile/{path}").status_code in (200, 303, 404)


def test_values_are_told_of_all_or_it_is_said(some: TestClient) -> None:
    for count, status in ((1000, 200), (1001, 413)):
        wanted = {"ids": [f"x{n}" for n in range(count)], "properties": [{"id": "url"}]}
        assert some.post("/reconcile", data={"extend": json.dumps(wanted)}).status_code == status


# -- whatever is sent, the answer is one of the API --------------------------------------------------------------------

_TEXT = st.sampled_from(["Atelier rouge", "atelier", "é́", "متحف", "👩‍🎨", "", " ", "<b>", "\ud800", "x" * 300, "CH", "2019", "https://rouge.example/"]) | st.text(max_size=8)  # fmt: skip
_VALUE = (
    _TEXT
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.none()
    | st.fixed_dictionaries({"id": _TEXT}, optional={"name": _TEXT})
)
_PIDS = st.sampled_from(["country", "url", "start", "end", "funder", "kind", "region", "description", "x", ""])
_OLD = st.fixed_dictionaries(
    {"query": _TEXT},
    optional={
        "type": st.sampled_from(["Initiative", ["Funder", "Organisation"], "Q5", [], None, 5, {"id": "Funder"}]),
        "limit": st.sampled_from([1, 3, 10**9, 2.0, 0, -1, "5", None, True]), "type_strict": st.sampled_from(["any", "all", "should", "may", None]),
        "properties": st.lists(st.fixed_dictionaries({"pid": _PIDS, "v": _VALUE | st.lists(_VALUE, max_size=3)}), max_size=3),
    },
)  # fmt: skip
_CONDITIONS = st.fixed_dictionaries(
    {"matchType": st.sampled_from(["name", "property", "property", "other"]), "propertyValue": _VALUE | st.lists(_VALUE, max_size=3)},
    optional={"propertyId": _PIDS, "required": st.sampled_from([True, False, "yes"]), "matchQuantifier": st.sampled_from(["any", "all", "none", "some"])},
)  # fmt: skip
_NEW = st.fixed_dictionaries(
    {"conditions": st.lists(_CONDITIONS, max_size=3)},
    optional={"type": st.sampled_from(["Initiative", "Q5", 5]), "limit": st.sampled_from([1, 10**9, 0]), "lang": st.sampled_from(["fr", "x-y", 5])},
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_OLD, _NEW, st.lists(_TEXT, max_size=3), st.lists(_PIDS | _TEXT, max_size=3))
def test_every_answer_is_valid_and_none_is_our_fault(
    some: TestClient, old: dict[str, Any], new: dict[str, Any], ids: list[str], pids: list[str]
) -> None:
    extend = {"ids": ids, "properties": [{"id": p} for p in pids]}
    for said, name, version in (
        (some.post("/reconcile", data={"queries": json.dumps({"q": old})}), "result-batch", "0.2"),
        (some.post("/reconcile/match", content=json.dumps({"queries": [new]})), "result-batch", "1.0-draft"),
        (some.post("/reconcile", data={"extend": json.dumps(extend)}), "extend-response", "0.2"),
        (some.post("/reconcile/extend", content=json.dumps(extend)), "extend-response", "1.0-draft"),
    ):
        assert said.status_code in (200, 400), said.text
        if said.status_code == 200:
            valid(said.json(), name, version)
        else:
            assert said.json()["status"] == "error"
        for result in said.json().get("q", {}).get("result", []):
            assert 0 <= result["score"] <= 100 and all(0 <= f["value"] <= 1 for f in result["features"])
