"""Candidates of Europeana, from an Entity API on this machine that answers in the shapes of the real one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from kg.errors import LinkError
from kg.links.europeana import Europeana
from kg.links.polite import Asker
from kg.links.records import Candidate, Label, Subject
from tests.links.conftest import Asks

ANSWERS = Path(__file__).parent / "answers"
KEY = "hidden-value"
ITEM = "http://www.wikidata.org/entity/Q193563"


def _recorded(name: str) -> Any:
    return json.loads((ANSWERS / f"europeana_{name}.json").read_text(encoding="utf-8"))


def _source(asker: Asker, httpserver: HTTPServer) -> Europeana:
    return Europeana(asker, KEY, api=httpserver.url_for("/entity/"))


def _subject(*linked: str) -> Subject:
    labels = (Label(text="Réseau des musées", language="fr"), Label(text="RdM", language="fr", main=False))
    return Subject(iri="urn:ours", kind="organisation", labels=labels, linked=linked)


def _found(source: Europeana, subject: Subject) -> tuple[Candidate, ...]:
    return source.candidates([subject], lambda done, of: None)["urn:ours"]


def _resolves(httpserver: HTTPServer, location: str) -> None:
    httpserver.expect_request(
        "/entity/resolve", query_string={"uri": ITEM}, headers={"X-Api-Key": KEY}
    ).respond_with_data("", 301, {"Location": location})


@pytest.mark.parametrize(
    "location",
    [
        "http://data.europeana.eu/organization/4621",
        "https://data.europeana.eu/organization/base/4621",
        "data.europeana.eu/organization/4621",
    ],
)
def test_an_accepted_item_leads_to_the_entity(asks: Asks, httpserver: HTTPServer, location: str) -> None:
    _resolves(httpserver, location)
    httpserver.expect_request("/entity/organization/4621").respond_with_json(_recorded("organization"))
    (candidate,) = _found(_source(asks(), httpserver), _subject("https://ror.org/123", ITEM))
    assert candidate == Candidate(
        iri="http://data.europeana.eu/organization/4621",
        source="europeana",
        labels=(
            Label(text="Réseau des musées romands", language="fr"),
            Label(text="Network of Museums", language="en"),
            Label(text="Musées romands", language="fr", main=False),
            Label(text="RMR", language="fr", main=False),
        ),
        description="A network of the museums of western Switzerland.",
        websites=("https://musees.example/",),
        countries=("CH",),
        classes=("Organization",),
        same_as=(ITEM,),
    )
    assert [request.path for request, _ in httpserver.log] == ["/entity/resolve", "/entity/organization/4621"]


def test_an_old_number_of_an_organisation_leads_to_its_new_one(asks: Asks, httpserver: HTTPServer) -> None:
    _resolves(httpserver, "http://data.europeana.eu/organization/1482250000002112001")
    httpserver.expect_request("/entity/organization/1482250000002112001").respond_with_data(
        "", 301, {"Location": "/entity/organization/4621"}
    )
    httpserver.expect_request("/entity/organization/4621", headers={"X-Api-Key": KEY}).respond_with_json(
        _recorded("organization")
    )
    source = _source(asks(), httpserver)
    assert [c.iri for c in _found(source, _subject(ITEM))] == ["http://data.europeana.eu/organization/4621"]
    now = source.entity("http://data.europeana.eu/organization/base/1482250000002112001")
    assert now is not None
    assert now.iri == "http://data.europeana.eu/organization/4621"


def test_without_an_entity_of_its_item_names_are_suggested(asks: Asks, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/entity/resolve").respond_with_data("", 404)
    asked = {"text": "Réseau des musées", "language": "fr", "type": "organization", "rows": "10"}
    httpserver.expect_request("/entity/suggest", query_string=asked, headers={"X-Api-Key": KEY}).respond_with_json(
        _recorded("suggest")
    )
    found = _found(_source(asks(), httpserver), _subject(ITEM))
    assert [(c.iri, c.labels[0].text) for c in found] == [
        ("http://data.europeana.eu/organization/4621", "Réseau des musées romands"),
        ("http://data.europeana.eu/organization/77", "Museums Network"),
    ]


def test_no_suggestion_has_no_items(asks: Asks, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/entity/suggest").respond_with_json({"type": "ResultPage", "total": 0})
    assert _found(_source(asks(), httpserver), _subject()) == ()


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_refused_is_said_and_not_shown(asks: Asks, httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/entity/suggest").respond_with_json({"success": False, "error": "Invalid"}, status)
    with pytest.raises(LinkError, match="EUROPEANA_API_KEY") as failure:
        _found(_source(asks(), httpserver), _subject())
    assert KEY not in f"{failure.value}{failure.value.hint}"


@pytest.mark.parametrize("key", ["", " \n"])
def test_without_a_key_it_is_said_where_one_is_had(asks: Asks, key: str) -> None:
    with pytest.raises(LinkError, match="asks for a key") as failure:
        Europeana(asks(), key)
    assert "EUROPEANA_API_KEY" in failure.value.hint
    assert "https://" in failure.value.hint


def test_a_key_that_cannot_be_sent_is_refused(asks: Asks) -> None:
    with pytest.raises(LinkError, match="refuses the key"):
        Europeana(asks(), "clé\nX-Other: 1")


def test_offline_takes_no_key_and_says_the_same(asks: Asks, httpserver: HTTPServer, answers: Path) -> None:
    _resolves(httpserver, "http://data.europeana.eu/organization/4621")
    httpserver.expect_request("/entity/organization/4621").respond_with_json(_recorded("organization"))
    online = _found(_source(asks(), httpserver), _subject(ITEM))
    offline = Europeana(asks(offline=True), "", api=httpserver.url_for("/entity"))
    assert _found(offline, _subject(ITEM)) == online
    assert KEY.encode() not in answers.read_bytes()


@pytest.mark.parametrize("body", ["[]", '"x"', '{"items": {}}'])
def test_suggestions_of_another_shape_are_a_failure(asks: Asks, httpserver: HTTPServer, body: str) -> None:
    httpserver.expect_request("/entity/suggest").respond_with_data(body, content_type="application/json")
    with pytest.raises(LinkError, match="items"):
        _found(_source(asks(), httpserver), _subject())


def test_odd_suggestions_are_left_out(asks: Asks, httpserver: HTTPServer) -> None:
    odd = [
        None,
        {},
        {"id": 7},
        {"id": "http://elsewhere.example/1", "prefLabel": {"en": "X"}},
        {"id": "x", "prefLabel": []},
    ]
    httpserver.expect_request("/entity/suggest").respond_with_json({"items": odd})
    assert _found(_source(asks(), httpserver), _subject()) == ()


def test_an_entity_that_is_gone_is_none(asks: Asks, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/entity/organization/5").respond_with_data("", 410)
    source = _source(asks(), httpserver)
    assert source.entity("http://data.europeana.eu/organization/5") is None
    assert source.entity("http://elsewhere.example/organization/5") is None
