"""Candidates of a reconciliation service: what we ask and what we read is what the published texts say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from kg.errors import LinkError
from kg.links.reconciler import Reconciler
from kg.links.records import Candidate, Label, Subject
from tests.links.conftest import Asks

SCHEMAS = Path(__file__).parent / "schemas"
OLD = {
    "versions": ["0.1", "0.2"],
    "name": "Musées",
    "identifierSpace": "https://musees.example/id/",
    "schemaSpace": "https://musees.example/ontology#",
    "view": {"url": "https://musees.example/page/{{id}}"},
}
NEW = {"versions": ["1.0-draft"], "name": "Musées", "view": {"url": "https://musees.example/page/{id}"}}
BOTH = {**OLD, "versions": ["0.2", "1.0-draft"]}


def _assert_valid(data: object, version: str, name: str) -> None:
    schema = json.loads((SCHEMAS / version / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)


class Service:
    """A service that finds `candidates` for whatever is asked, and keeps what it was asked; all is checked by the schemas."""

    def __init__(self, httpserver: HTTPServer, manifest: dict[str, Any], *candidates: dict[str, Any]) -> None:
        self.version = "0.2" if "0.2" in manifest["versions"] else "1.0-draft"
        _assert_valid(manifest, self.version, "manifest")
        self.asked: list[Any] = []
        self.candidates = list(candidates)
        self.address = httpserver.url_for("/reconcile")
        httpserver.expect_request("/reconcile", method="GET").respond_with_json(manifest)
        httpserver.expect_request("/reconcile", method="POST").respond_with_handler(self._old)
        httpserver.expect_request("/reconcile/match", method="POST").respond_with_handler(self._new)

    def _old(self, request: Request) -> Response:
        assert self.version == "0.2"
        batch = json.loads(request.form["queries"])
        return self._said(batch, {key: {"result": self.candidates} for key in batch})

    def _new(self, request: Request) -> Response:
        assert request.mimetype == "application/json"
        batch = json.loads(request.data)
        return self._said(batch, {"results": [{"candidates": self.candidates} for _ in batch["queries"]]})

    def _said(self, batch: Any, answer: Any) -> Response:
        _assert_valid(batch, self.version, "query-batch")
        _assert_valid(answer, self.version, "result-batch")
        self.asked.append(batch)
        return Response(json.dumps(answer), content_type="application/json")


def _subjects(count: int = 1, *labels: Label) -> list[Subject]:
    return [
        Subject(iri=f"urn:{n}", kind="organisation", labels=labels or (Label(text=f"Musée {n}", language="fr"),))
        for n in range(1, count + 1)
    ]


def _found(source: Reconciler, subjects: list[Subject]) -> tuple[Candidate, ...]:
    return source.candidates(subjects, lambda done, of: None)[subjects[0].iri]


def test_a_service_of_0_2_is_asked_by_form_in_tens(asks: Asks, httpserver: HTTPServer) -> None:
    service = Service(httpserver, OLD, {"id": "7", "name": "Musée", "score": 71.5, "match": False})
    told: list[tuple[int, int]] = []
    found = Reconciler(asks(), service.address).candidates(_subjects(23), lambda *so: told.append(so))
    assert [len(batch) for batch in service.asked] == [10, 10, 3]
    assert service.asked[0]["q0"] == {"query": "Musée 1", "limit": 10}
    assert {candidate.iri for some in found.values() for candidate in some} == {"https://musees.example/id/7"}
    assert len(found) == 23
    assert told == [(10, 23), (20, 23), (23, 23)]


def test_a_candidate_is_read_with_its_types(asks: Asks, httpserver: HTTPServer) -> None:
    types = [{"id": "Q33506", "name": "museum"}, "Q43229"]
    features = [{"id": "name", "value": 88}]
    said = {"id": "Q7", "name": "Musée", "description": "à Sion", "score": 3, "type": types, "features": features}
    service = Service(httpserver, OLD, said)
    assert _found(Reconciler(asks(), service.address), _subjects()) == (
        Candidate(
            iri="https://musees.example/id/Q7",
            source=service.address,
            labels=(Label(text="Musée"),),
            description="à Sion",
            classes=("Q33506", "Q43229"),
        ),
    )


def test_the_best_score_is_first(asks: Asks, httpserver: HTTPServer) -> None:
    scores = {"a": 12, "b": 99.5, "c": -1, "d": 99.6}
    service = Service(httpserver, OLD, *({"id": i, "name": i, "score": s} for i, s in scores.items()))
    found = _found(Reconciler(asks(), service.address), _subjects())
    assert [candidate.labels[0].text for candidate in found] == ["d", "b", "a", "c"]


def test_scores_that_are_texts_are_numbers(asks: Asks, httpserver: HTTPServer) -> None:
    scores: dict[str, Any] = {"a": "9", "b": "10.5", "c": "good", "d": None, "e": "nan", "f": "1e999"}
    body = {"q0": {"result": [{"id": i, "name": i, "score": s} for i, s in scores.items()]}}
    httpserver.expect_request("/r", method="GET").respond_with_json(OLD)
    httpserver.expect_request("/r", method="POST").respond_with_json(body)
    found = _found(Reconciler(asks(), httpserver.url_for("/r")), _subjects())
    assert [candidate.labels[0].text for candidate in found] == ["f", "b", "a", "c", "d", "e"]


def test_a_type_is_wished_for_and_no_more(asks: Asks, httpserver: HTTPServer) -> None:
    service = Service(httpserver, OLD)
    _found(Reconciler(asks(), service.address, types={"organisation": "Q43229"}, most=5), _subjects())
    assert service.asked == [{"q0": {"query": "Musée 1", "limit": 5, "type": "Q43229", "type_strict": "should"}}]


def test_a_name_in_two_languages_is_one_query(asks: Asks, httpserver: HTTPServer) -> None:
    service = Service(httpserver, OLD)
    labels = [
        Label(text="ICOM", language="fr"),
        Label(text="ICOM", language="en"),
        Label(text="Conseil", language="fr"),
    ]
    _found(Reconciler(asks(), service.address), _subjects(1, *labels, Label(text="alias", main=False), Label(text=" ")))
    assert [query["query"] for query in service.asked[0].values()] == ["ICOM", "Conseil"]


def test_a_service_of_the_draft_alone_is_asked_at_match(asks: Asks, httpserver: HTTPServer) -> None:
    said = {"id": "7/8", "name": "Musée", "lang": "fr", "match": True, "type": [{"id": "Q33506"}]}
    service = Service(httpserver, NEW, said)
    (candidate,) = _found(Reconciler(asks(), service.address, types={"organisation": "Q43229"}), _subjects())
    assert candidate.iri == "https://musees.example/page/7%2F8"
    assert candidate.labels == (Label(text="Musée", language="fr"),)
    condition = {"matchType": "name", "propertyValue": "Musée 1"}
    assert service.asked == [{"queries": [{"conditions": [condition], "limit": 10, "type": "Q43229", "lang": "fr"}]}]


def test_who_speaks_both_is_asked_in_0_2(asks: Asks, httpserver: HTTPServer) -> None:
    service = Service(httpserver, BOTH)
    _found(Reconciler(asks(), service.address), _subjects())
    assert list(service.asked[0]) == ["q0"]


def test_the_names_of_a_candidate_in_several_languages_are_one_candidates(asks: Asks, httpserver: HTTPServer) -> None:
    several = [{"id": "7", "name": name, "lang": x, "score": 50} for name, x in (("Musée", "fr"), ("Museum", "de"))]
    service = Service(httpserver, NEW, *several)
    (candidate,) = _found(Reconciler(asks(), service.address), _subjects())
    assert candidate.labels == (Label(text="Musée", language="fr"), Label(text="Museum", language="de"))


def test_names_as_older_drafts_have_them_are_read(asks: Asks, httpserver: HTTPServer) -> None:
    name = [{"str": "Musée", "lang": "fr"}, {"str": "Museum", "lang": "de"}]
    candidates = [{"id": "7", "name": name, "description": [{"str": "à Sion"}], "match": False}]
    httpserver.expect_request("/reconcile/match").respond_with_json({"results": [{"candidates": candidates}]})
    httpserver.expect_request("/reconcile").respond_with_json(NEW)
    (candidate,) = _found(Reconciler(asks(), httpserver.url_for("/reconcile")), _subjects())
    assert candidate.labels == (Label(text="Musée", language="fr"), Label(text="Museum", language="de"))
    assert candidate.description == "à Sion"


def test_a_smaller_batch_of_the_manifest_holds(asks: Asks, httpserver: HTTPServer) -> None:
    service = Service(httpserver, {**OLD, "batchSize": 3})
    Reconciler(asks(), service.address).candidates(_subjects(7), lambda done, of: None)
    assert [len(batch) for batch in service.asked] == [3, 3, 1]


@pytest.mark.parametrize(
    ("manifest", "identifier", "iri"),
    [
        ({}, "https://ror.org/01", "https://ror.org/01"),
        ({}, "Q 7", "https://musees.example/id/Q%207"),
        ({"identifierSpace": "https://musees.example/id"}, "7", "https://musees.example/page/7"),
        ({"identifierSpace": "urn:ids:"}, "7", "https://musees.example/page/7"),
        (
            {"versions": ["1.0-draft"], "view": {"url": "{+id}"}, "identifierSpace": ""},
            "https://x.example/é",
            "https://x.example/é",
        ),
    ],
)
def test_the_iri_of_an_identifier(
    asks: Asks, httpserver: HTTPServer, manifest: dict[str, Any], identifier: str, iri: str
) -> None:
    candidate = {"id": identifier, "name": "x", "score": 1}
    body = {"q0": {"result": [candidate]}, "results": [{"candidates": [candidate]}]}
    httpserver.expect_request("/r/match", method="POST").respond_with_json(body)
    httpserver.expect_request("/r", method="POST").respond_with_json(body)
    httpserver.expect_request("/r", method="GET").respond_with_json({**OLD, **manifest})
    assert [c.iri for c in _found(Reconciler(asks(), httpserver.url_for("/r")), _subjects())] == [iri]


@pytest.mark.parametrize(
    "manifest",
    [
        {},
        {"identifierSpace": "https://musees.example/id"},
        {"view": {"url": "urn:x"}},
        {"view": {"url": "http://[x/{{id}}"}},
    ],
)
def test_identifiers_that_nothing_makes_iris_of_are_said_and_not_lost(
    asks: Asks, httpserver: HTTPServer, manifest: dict[str, Any]
) -> None:
    candidates = [{"id": "7", "name": "x", "score": 1}]
    httpserver.expect_request("/r", method="POST").respond_with_json({"q0": {"result": candidates}})
    httpserver.expect_request("/r", method="GET").respond_with_json({"versions": ["0.2"], "name": "x", **manifest})
    with pytest.raises(LinkError, match="view"):
        _found(Reconciler(asks(), httpserver.url_for("/r")), _subjects())


def test_a_page_may_be_relative_to_the_service(asks: Asks, httpserver: HTTPServer) -> None:
    candidates = [{"id": "7", "name": "x", "score": 1}]
    httpserver.expect_request("/r", method="POST").respond_with_json({"q0": {"result": candidates}})
    httpserver.expect_request("/r", method="GET").respond_with_json({"name": "x", "view": {"url": "/page/{{id}}"}})
    (candidate,) = _found(Reconciler(asks(), httpserver.url_for("/r")), _subjects())
    assert candidate.iri == httpserver.url_for("/page/7")


def test_a_service_that_moved_is_asked_where_it_is(asks: Asks, httpserver: HTTPServer) -> None:
    service = Service(httpserver, OLD, {"id": "7", "name": "Musée", "score": 1})
    httpserver.expect_request("/old").respond_with_data("", 301, {"Location": "/reconcile"})
    source = Reconciler(asks(), httpserver.url_for("/old"))
    (candidate,) = _found(source, _subjects())
    assert candidate.source == source.name == httpserver.url_for("/old")
    assert len(service.asked) == 1


@pytest.mark.parametrize("body", ["[]", "{}", '{"name": ""}', '"x"', '{"name": ["x"]}'])
def test_what_is_no_manifest_is_a_failure(asks: Asks, httpserver: HTTPServer, body: str) -> None:
    httpserver.expect_request("/r").respond_with_data(body, content_type="application/json")
    with pytest.raises(LinkError, match="lacks “name”"):
        _found(Reconciler(asks(), httpserver.url_for("/r")), _subjects())


@pytest.mark.parametrize("manifest", [OLD, NEW])
@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{}",
        '{"q1": {"result": []}}',
        '{"q0": {}}',
        '{"results": []}',
        '{"results": [7]}',
        '{"q0": {"result": {}}}',
    ],
)
def test_answers_of_another_shape_are_a_failure(
    asks: Asks, httpserver: HTTPServer, manifest: dict[str, Any], body: str
) -> None:
    httpserver.expect_request("/r", method="GET").respond_with_json(manifest)
    httpserver.expect_request("/r", method="POST").respond_with_data(body)
    httpserver.expect_request("/r/match", method="POST").respond_with_data(body)
    with pytest.raises(LinkError, match="result"):
        _found(Reconciler(asks(), httpserver.url_for("/r")), _subjects())


def test_odd_candidates_are_left_out(asks: Asks, httpserver: HTTPServer) -> None:
    odd = [None, 7, {}, {"id": "", "name": "x"}, {"id": "1"}, {"id": "2", "name": " "}, {"id": 3, "name": "x"}]
    rest = [
        {
            "id": "4",
            "name": "whole",
            "score": float("nan"),
            "type": [None, 7, {"id": "Q5"}],
            "description": "half \ud800",
        }
    ]
    body = json.dumps({"q0": {"result": [*odd, *rest]}})
    httpserver.expect_request("/r", method="GET").respond_with_json(OLD)
    httpserver.expect_request("/r", method="POST").respond_with_data(body)
    found = _found(Reconciler(asks(), httpserver.url_for("/r")), _subjects())
    assert [(c.labels[0].text, c.classes, c.description) for c in found] == [("whole", ("Q5",), "half")]


def test_offline_the_same_is_found_in_any_grouping(asks: Asks, httpserver: HTTPServer) -> None:
    service = Service(httpserver, OLD, {"id": "7", "name": "Musée", "score": 71.5})
    online = Reconciler(asks(), service.address).candidates(_subjects(12), lambda done, of: None)
    offline = Reconciler(asks(offline=True), service.address)
    assert offline.candidates(_subjects(12)[4:], lambda done, of: None) == {
        iri: some for iri, some in online.items() if iri not in ("urn:1", "urn:2", "urn:3", "urn:4")
    }
    assert len(service.asked) == 2


def test_offline_a_service_that_was_never_asked_finds_nothing(asks: Asks) -> None:
    assert _found(Reconciler(asks(offline=True), "https://never.example/reconcile"), _subjects()) == ()


# -- the schemas themselves --------------------------------------------------------------------------------------------

_VALID: dict[tuple[str, str], list[Any]] = {
    ("0.2", "manifest"): [
        OLD,
        {
            **OLD,
            "batchSize": 10,
            "defaultTypes": [{"id": "Q1", "name": "thing", "broader": [{"id": "Q0", "name": "all"}]}],
            "suggest": {"entity": {"service_url": "https://musees.example", "service_path": "/suggest/entity"}},
            "preview": {"url": "https://musees.example/preview/{{id}}", "width": 400, "height": 200},
            "extend": {
                "propose_properties": {"service_url": "https://musees.example", "service_path": "/propose"},
                "property_settings": [{"name": "limit", "label": "Limit", "type": "number", "default": 0}],
            },
        },
    ],
    ("0.2", "query-batch"): [
        {"q0": {"query": "x", "properties": [{"pid": "P17", "v": ["CH", {"id": "Q39"}, 7, True]}]}},
        {"q0": {"properties": [{"pid": "P17", "v": "CH"}], "type": ["Q1", "Q2"], "type_strict": "all"}},
    ],
    ("0.2", "extend-query"): [{"ids": ["7"], "properties": [{"id": "P17", "settings": {"limit": 1}}]}],
    ("0.2", "extend-response"): [
        {
            "meta": [{"id": "P17", "name": "country", "type": {"id": "Q6256", "name": "country"}}],
            "rows": {
                "7": {"P17": [{"id": "Q39", "name": "Switzerland"}, {"str": "CH"}, {"int": 7}, {"float": 7.5}, {}]}
            },
        }
    ],
    ("0.2", "properties-proposal"): [{"type": "Q1", "limit": 5, "properties": [{"id": "P17", "name": "country"}]}],
    ("0.2", "suggest-entities"): [{"result": [{"id": "7", "name": "Musée", "notable": ["Q1", {"id": "Q2"}]}]}],
    ("1.0-draft", "manifest"): [
        NEW,
        {**NEW, "suggest": {"entity": True, "property": False, "type": True}, "standardizedScore": True, "lang": "fr"},
        {**NEW, "extend": {"proposeProperties": True}, "preview": {"width": 400, "height": 200}},
    ],
    ("1.0-draft", "query-batch"): [
        {
            "queries": [
                {
                    "lang": "fr",
                    "conditions": [
                        {"matchType": "name", "propertyValue": "x", "required": True},
                        {
                            "matchType": "property",
                            "propertyId": "P17",
                            "propertyValue": ["CH"],
                            "matchQuantifier": "any",
                        },
                    ],
                }
            ]
        }
    ],
    ("1.0-draft", "extend-response"): [
        {
            "meta": [{"id": "P571", "name": "inception"}],
            "rows": [{"id": "7", "properties": [{"id": "P571", "values": [{"date": "2017-01-01T00:00:00+00:00"}]}]}],
        }
    ],
}
_INVALID: dict[tuple[str, str], list[Any]] = {
    ("0.2", "manifest"): [NEW, {**OLD, "versions": ["0.1"]}, {**OLD, "view": {"url": "https://x.example/{id}"}}],
    ("0.2", "query-batch"): [
        {"q0": {}},
        {"q0": {"properties": []}},
        {"q0": {"query": "x", "type_strict": "maybe"}},
        [],
    ],
    ("0.2", "result-batch"): [{"q0": {}}, {"q0": {"result": [{"id": "7", "name": "x"}]}}, []],
    ("0.2", "extend-response"): [{"rows": {}}, {"meta": [], "rows": {"7": {"P17": [{"str": "x", "int": 1}]}}}],
    ("0.2", "suggest-entities"): [{"result": [{"id": "7"}]}],
    ("1.0-draft", "manifest"): [OLD, {"versions": ["1.0-draft"], "name": "x"}],
    ("1.0-draft", "query-batch"): [
        {"queries": [{"conditions": []}]},
        {"queries": [{"conditions": [{"matchType": "property", "propertyValue": "x"}]}]},
        {"queries": [{"query": "x", "conditions": [{"matchType": "name", "propertyValue": "x"}]}]},
        {"q0": {"query": "x"}},
    ],
    ("1.0-draft", "result-batch"): [{"results": [{}]}, {"results": [{"candidates": [{"name": "x"}]}]}, []],
}


def _cases(of: dict[tuple[str, str], list[Any]]) -> list[Any]:
    return [
        pytest.param(*key, case, id=f"{' '.join(key)} {n}") for key, cases in of.items() for n, case in enumerate(cases)
    ]


@pytest.mark.parametrize(("version", "name", "case"), _cases(_VALID))
def test_what_the_published_texts_allow_is_valid(version: str, name: str, case: Any) -> None:
    _assert_valid(case, version, name)


@pytest.mark.parametrize(("version", "name", "case"), _cases(_INVALID))
def test_what_they_forbid_is_not(version: str, name: str, case: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        _assert_valid(case, version, name)


@pytest.mark.parametrize("file", sorted(SCHEMAS.rglob("*.json")), ids=lambda file: f"{file.parent.name} {file.stem}")
def test_the_schemas_are_schemas(file: Path) -> None:
    judges = jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA)
    assert [e.message for e in judges.iter_errors(json.loads(file.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    "iri", ["http://[::1", "http://x y", "https://a.example/\x1b]0;x\x07", "https://a.example/\nb"]
)
def test_what_cannot_be_an_iri_is_no_candidate(asks: Asks, httpserver: HTTPServer, iri: str) -> None:
    httpserver.expect_request("/reconcile", method="GET").respond_with_json(OLD)
    answer = {"q0": {"result": [{"id": iri, "name": "Rive", "score": 1}, {"id": "7", "name": "Rive", "score": 1}]}}
    httpserver.expect_request("/reconcile", method="POST").respond_with_json(answer)
    subject = Subject(iri="urn:ours", kind="initiative", labels=(Label(text="Rive"),))
    found = Reconciler(asks(), httpserver.url_for("/reconcile")).candidates([subject], lambda done, of: None)
    assert [c.iri for c in found["urn:ours"]] == ["https://musees.example/id/7"]
