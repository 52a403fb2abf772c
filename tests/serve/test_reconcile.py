"""We are a source too: what OpenRefine and other clients of the Reconciliation API are answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from kg.cli import main
from tests.serve.conftest import TOP, served, serving

SCHEMAS = TOP / "tests" / "links" / "schemas"
EVIL = '"><script>alert(1)</script>'


def valid(said: Any, name: str, version: str = "0.2") -> Any:
    """Something that is valid against a schema of the API."""
    schema = json.loads((SCHEMAS / version / f"{name}.json").read_text(encoding="utf-8"))
    errors = [e.message for e in Draft202012Validator(schema).iter_errors(said)]
    assert errors == []
    return said


def ask(client: TestClient, **queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The results of queries, posted as OpenRefine posts them."""
    response = client.post("/reconcile", data={"queries": json.dumps(valid(queries, "query-batch"))})
    assert response.status_code == 200, response.text
    return {key: one["result"] for key, one in valid(response.json(), "result-batch").items()}


def names(results: list[dict[str, Any]]) -> list[str]:
    return [r["id"] for r in results]


def test_the_manifest_says_where_everything_is(demo: TestClient) -> None:
    manifest = valid(demo.get("/reconcile").json(), "manifest")
    assert "0.2" in manifest["versions"]
    assert {t["id"] for t in manifest["defaultTypes"]} == {"Initiative", "Resource", "Organisation", "Funder"}
    for place in (manifest["suggest"]["entity"], manifest["suggest"]["type"], manifest["extend"]["propose_properties"]):
        assert demo.get(place["service_url"] + place["service_path"]).status_code == 200
    for url in (manifest["view"]["url"], manifest["preview"]["url"]):
        assert demo.get(url.replace("{{id}}", "one-by-one")).status_code in (200, 303)
    valid(demo.get("/reconcile/manifest").json(), "manifest", "1.0-draft")
    assert demo.get("/reconcile/").json() == demo.get("/reconcile").json()


def test_a_name_finds_its_entity_first_and_every_feature_is_shown(demo: TestClient) -> None:
    found = ask(demo, q0={"query": "One-by-One"}, q1={"query": "museum digital"}, q2={"query": "xyzzy plugh"})
    assert names(found["q0"])[0] == "one-by-one"
    assert {f["id"] for f in found["q0"][0]["features"]} >= {"name"}
    assert names(found["q1"])[0] == "museum-digital"
    assert found["q2"] == []


def test_country_and_page_make_it_surer(demo: TestClient) -> None:
    plain = ask(demo, q={"query": "One by One"})["q"][0]
    known = [{"pid": "country", "v": "Royaume-Uni"}, {"pid": "url", "v": ["http://www.one-by-one.uk"]}]
    surer = ask(demo, q={"query": "One by One", "type": "Initiative", "properties": known})["q"][0]
    assert (surer["id"], surer["match"]) == ("one-by-one", True)
    assert surer["score"] > plain["score"]
    wrong = ask(demo, q={"query": "One by One", "properties": [{"pid": "country", "v": {"id": "JP"}}]})["q"][0]
    assert not wrong["match"] and wrong["score"] < surer["score"]


@pytest.mark.parametrize(
    "country", ["GB", "gb", "UK", "United Kingdom", "Vereinigtes Königreich", "https://museumxtd.ch/kg/place/GB"]
)
def test_a_country_is_known_by_code_name_or_iri(demo: TestClient, country: str) -> None:
    found = ask(demo, q={"query": "One by One", "properties": [{"pid": "country", "v": country}]})["q"][0]
    assert next(f["value"] for f in found["features"] if f["id"] == "country") == 1


def test_types_may_be_a_condition_or_a_wish(demo: TestClient) -> None:
    wanted = {"query": "Culture24", "type": ["Initiative"]}
    strict = ask(demo, q={**wanted, "type_strict": "any"})["q"]
    assert all("Initiative" in {t["id"] for t in r["type"]} for r in strict)
    assert "culture24" in names(ask(demo, q={**wanted, "type_strict": "should"})["q"])
    assert "culture24" not in names(strict)
    assert "culture24" in names(
        ask(demo, q={"query": "Culture24", "type": "mxtd:Organisation", "type_strict": "all"})["q"]
    )


def test_a_limit_is_heeded(demo: TestClient) -> None:
    assert len(ask(demo, q={"query": "museum", "limit": 2})["q"]) <= 2


def test_a_get_and_jsonp_answer_the_same(demo: TestClient) -> None:
    queries = json.dumps({"q": {"query": "One by One"}})
    posted = demo.post("/reconcile", data={"queries": queries}).json()
    assert demo.get("/reconcile", params={"queries": queries}).json() == posted
    script = demo.get("/reconcile", params={"queries": queries, "callback": "jQuery1.cb"})
    assert script.headers["content-type"].startswith("text/javascript")
    assert json.loads(script.text.removeprefix("/**/jQuery1.cb(").removesuffix(");")) == posted
    assert demo.get("/reconcile", params={"callback": "f"}).text.startswith("/**/f({")


@pytest.mark.parametrize("callback", ["", "alert(1)//", "a b", "<script>", "é", "x" * 400])
def test_a_callback_that_is_no_name_is_refused(demo: TestClient, callback: str) -> None:
    refused = demo.get("/reconcile", params={"callback": callback})
    assert refused.status_code == 400 and refused.headers["content-type"] == "application/json"


def test_other_sites_may_ask(demo: TestClient) -> None:
    for path in ("/reconcile", "/reconcile/suggest/entity?prefix=a", "/reconcile/manifest"):
        assert demo.get(path).headers["access-control-allow-origin"] == "*"
    preflight = demo.options(
        "/reconcile", headers={"origin": "https://x.example", "access-control-request-method": "POST"}
    )
    assert preflight.status_code == 204 and "POST" in preflight.headers["access-control-allow-methods"]


def test_values_of_entities_are_told(demo: TestClient) -> None:
    wanted = {
        "ids": ["one-by-one", "nobody"],
        "properties": [{"id": "country"}, {"id": "start"}, {"id": "url"}, {"id": "ledBy"}, {"id": "x"}],
    }
    said = demo.post("/reconcile", data={"extend": json.dumps(valid(wanted, "extend-query"))}).json()
    row = valid(said, "extend-response")["rows"]["one-by-one"]
    assert row["country"] == [{"id": "GB", "name": "United Kingdom"}]
    assert (row["start"], row["url"]) == ([{"int": 2017}], [{"str": "https://one-by-one.uk/"}])
    assert row["ledBy"][0]["id"] == "university-of-leicester" and row["x"] == []
    assert said["rows"]["nobody"]["country"] == []
    draft = demo.post("/reconcile/extend", json=valid(wanted, "extend-query", "1.0-draft")).json()
    assert valid(draft, "extend-response", "1.0-draft")["rows"][0]["properties"][0]["values"] == row["country"]


def test_properties_types_and_entities_are_suggested(demo: TestClient) -> None:
    listed = valid(demo.get("/reconcile/properties?type=Initiative&limit=3").json(), "properties-proposal")
    assert len(listed["properties"]) == 3
    assert "one-by-one" in names(
        valid(demo.get("/reconcile/suggest/entity?prefix=one by").json(), "suggest-entities")["result"]
    )
    assert names(valid(demo.get("/reconcile/suggest/type?prefix=ini").json(), "suggest-types")["result"]) == [
        "Initiative"
    ]
    found = valid(
        demo.get("/reconcile/suggest/property?prefix=pays", headers={"accept-language": "fr"}).json(),
        "suggest-properties",
    )
    assert names(found["result"]) == ["country"]
    assert "One by One" in demo.get("/reconcile/flyout/entity?id=one-by-one").json()["html"]


def test_the_draft_of_1_0_answers_in_order(demo: TestClient) -> None:
    body = {"queries": [
        {"type": "Initiative", "limit": 3, "lang": "en", "conditions": [
            {"matchType": "name", "propertyValue": "One by One"},
            {"matchType": "property", "propertyId": "country", "propertyValue": [{"id": "GB"}], "required": False}]},
        {"conditions": [{"matchType": "name", "propertyValue": "xyzzy plugh"}]},
    ]}  # fmt: skip
    said = demo.post("/reconcile/match", json=valid(body, "query-batch", "1.0-draft"))
    first, second = valid(said.json(), "result-batch", "1.0-draft")["results"]
    assert names(first["candidates"])[0] == "one-by-one" and second["candidates"] == []


@pytest.mark.parametrize(
    "body",
    ["{", "[]", "{}", '{"q": 1}', '{"q": {}}', '{"q": {"query": 5}}', '{"q": {"query": "a", "limit": "x"}}', '{"q": {"query": "a", "limit": 0}}',
     '{"q": {"query": "a", "type_strict": "may"}}', '{"q": {"query": "a", "properties": [1]}}', "[" * 100_000, '{"q": {"query": "a", "properties": 7}}', "\x00"],
)  # fmt: skip
def test_what_is_no_query_is_refused_with_words(demo: TestClient, body: str) -> None:
    for refused in (demo.post("/reconcile", data={"queries": body}), demo.post("/reconcile/match", content=body)):
        assert refused.status_code == 400
        assert refused.json()["status"] == "error" and len(refused.json()["message"].split()) > 3


def test_too_much_at_once_is_refused(demo: TestClient) -> None:
    many = {f"q{i}": {"query": "a"} for i in range(101)}
    assert demo.post("/reconcile", data={"queries": json.dumps(many)}).status_code == 413
    assert demo.post("/reconcile/match", content=b"x" * (2 << 20)).status_code == 413
    long = ask(demo, q={"query": "One by One " * 10_000})
    assert long["q"] is not None


def test_a_preview_may_be_framed_and_nothing_else(demo: TestClient) -> None:
    shown = demo.get("/reconcile/preview?id=one-by-one")
    assert "frame-ancestors *" in shown.headers["content-security-policy"] and "x-frame-options" not in shown.headers
    assert "One by One" in shown.text
    assert (
        "frame-ancestors 'none'"
        in demo.get("/page/one-by-one", headers={"accept": "text/html"}).headers["content-security-policy"]
    )
    assert demo.get("/reconcile/preview?id=nobody").status_code == 404
    assert demo.get("/reconcile/view?id=one-by-one").headers["location"] == "/page/one-by-one"


def test_no_text_becomes_markup(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f"---\ntype: projet\npays: Suisse\n---\n# Rive {EVIL}\n\nUn {EVIL}.\n", encoding="utf-8"
    )
    with served(tmp_path) as client:
        (found,) = ask(client, q={"query": f"Rive {EVIL}"})["q"]
        for path in ("preview", "flyout/entity"):
            text = client.get(f"/reconcile/{path}", params={"id": found["id"]}).text
            assert "<script" not in text.replace("\\u003c", "<")
        script = client.get(
            "/reconcile", params={"queries": json.dumps({"q": {"query": "Rive"}}), "callback": "f"}
        ).text
        assert "<" not in script
        assert "<script" not in client.get("/reconcile/view", params={"id": EVIL}).headers["location"]


def test_the_service_stands_below_any_address(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n", encoding="utf-8")
    with served(tmp_path, address="https://musees.example/kg") as client:
        manifest = client.get("/kg/reconcile").json()
        assert manifest["view"]["url"] == "https://musees.example/kg/reconcile/view?id={{id}}"
        assert client.get("/kg/reconcile/view?id=rive").headers["location"] == "/kg/page/rive"


def test_another_vault_links_against_this_one_with_kg_link(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "a" / "vault", tmp_path / "b"
    for folder in (ours, theirs):
        folder.mkdir(parents=True)
        (folder / "n.md").write_text(
            "# Projets\n\n- [Rive en ligne](https://rive.example/) (Suisse, 2019)\n", encoding="utf-8"
        )
    with serving(ours, "--workers", "2") as client:
        words = [
            "link",
            "suggest",
            "--service",
            f"{client.base_url}/reconcile",
            "--contact",
            "a@b.example",
            "--rate",
            "6000",
        ]
        said = CliRunner().invoke(main, [*words, "--vault", str(theirs), "--lang", "en"])
        assert "Rive en ligne → rive-en-ligne Rive en ligne" in said.stdout, said.output


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["query", "type", "limit", "properties", "pid", "v", "id", "type_strict", "conditions", "matchType", "propertyValue", "propertyId", "queries", "ids", "lang"])
        | st.text(max_size=4),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_JSON)
def test_whatever_is_sent_is_answered_or_refused_and_never_our_fault(demo: TestClient, said: Any) -> None:
    text = json.dumps(said)
    answers = [
        demo.post("/reconcile", data={"queries": text}),
        demo.post("/reconcile", data={"queries": json.dumps({"q": said})}),
        demo.post("/reconcile", data={"extend": text}),
        demo.post("/reconcile/match", content=text),
        demo.post("/reconcile/match", content=json.dumps({"queries": [said]})),
        demo.post("/reconcile/extend", content=text),
        demo.get("/reconcile/suggest/entity", params={"prefix": text, "cursor": text}),
        demo.get("/reconcile/properties", params={"type": text, "limit": text}),
        demo.get("/reconcile/preview", params={"id": text}),
    ]
    assert {a.status_code for a in answers} <= {200, 400, 404, 413}


def test_an_entity_that_keeps_an_iri_from_elsewhere_is_known_by_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n", encoding="utf-8")
    (tmp_path / "iris.tsv").write_text("Rive\thttps://ancien.example/id/rive-1\n", encoding="utf-8")
    with served(tmp_path) as client:
        (found,) = ask(client, q={"query": "Rive"})["q"]
        assert found["id"] == "https://ancien.example/id/rive-1"
        wanted = {"ids": [found["id"]], "properties": [{"id": "country"}]}
        rows = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json()["rows"]
        assert rows[found["id"]]["country"] == [{"id": "CH", "name": "Switzerland"}]
        assert client.get("/reconcile/view", params={"id": found["id"]}).status_code == 303
