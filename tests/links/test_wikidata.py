"""Candidates of Wikidata, from a Wikidata on this machine that answers in the shapes of the real one."""

from __future__ import annotations

import json

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from kg.errors import LinkError
from kg.links.polite import Asker, Manners
from kg.links.records import Label, Subject
from kg.links.wikidata import Wikidata, forms
from tests.links.conftest import Asks
from tests.links.wikidata_here import WikidataHere, item

ENTITY = "http://www.wikidata.org/entity/"


@pytest.fixture
def here(httpserver: HTTPServer) -> WikidataHere:
    return WikidataHere(httpserver)


def _source(asker: Asker, here: WikidataHere, **wishes: object) -> Wikidata:
    return Wikidata(asker, api=here.api, query_service=here.query_service, **wishes)  # type: ignore[arg-type]


def _subject(*names: str, language: str = "fr", pages: tuple[str, ...] = (), iri: str = "urn:ours") -> Subject:
    labels = tuple(Label(text=name, language=language) for name in names)
    return Subject(iri=iri, kind="initiative", labels=labels, pages=pages)


def _found(source: Wikidata, subject: Subject) -> list[str]:
    found = source.candidates([subject], lambda done, of: None)[subject.iri]
    return [candidate.iri.removeprefix(ENTITY) for candidate in found]


def test_an_item_is_read_with_all_that_is_compared(asks: Asks, here: WikidataHere) -> None:
    source = _source(asks(), here, countries={"Q39": "CH", "Q435583": "OC"})
    (candidate,) = source.candidates([_subject("Laboratoire numérique")], lambda done, of: None)["urn:ours"]
    assert candidate.iri == f"{ENTITY}Q193563"
    assert candidate.source == "wikidata"
    assert candidate.labels == (
        Label(text="Laboratoire numérique des musées", language="fr"),
        Label(text="Museum Digital Lab", language="mul"),
        Label(text="LNM", language="fr", main=False),
        Label(text="Labo des musées", language="fr", main=False),
        Label(text="MDL", language="mul", main=False),
    )
    assert candidate.description == "programme for the digital work of museums"
    assert candidate.websites == (
        "https://lab.musees.example/",
        "http://old.musees.example/lab",
    )  # not the deprecated one
    assert candidate.countries == ("CH",)  # the preferred one
    assert candidate.classes == ("Q170584",)  # neither the deprecated nor the unknown one
    assert (candidate.start, candidate.end) == ("2017", "")  # "no value" and "some value" are no years


def test_an_item_may_have_a_name_in_no_language_but_mul(asks: Asks, here: WikidataHere) -> None:
    found = _source(asks(), here).candidates([_subject("ICOM", language="nl")], lambda done, of: None)["urn:ours"]
    assert [candidate.labels for candidate in found] == [(Label(text="ICOM", language="mul"),)]
    assert (found[0].start, found[0].end) == ("1946", "")  # a century is no year, and 44 BC not of our era
    assert found[0].countries == found[0].classes == ()


def test_a_name_is_searched_in_its_language_and_in_mul(asks: Asks, here: WikidataHere) -> None:
    source = _source(asks(), here, languages=("nl", "fr"))
    _found(source, _subject("Musée", "Musée", language="fr"))
    _found(source, _subject("Museum", language="nl-BE"))
    _found(source, _subject("Museo", language="tlh"))  # a language that Wikidata would refuse: the vault's first
    assert here.searches == [
        *[("Musée", "fr"), ("Musée", "mul")],
        *[("Museum", "nl"), ("Museum", "mul")],
        *[("Museo", "nl"), ("Museo", "mul")],
    ]


def test_aliases_are_searched_where_no_name_finds_anything(asks: Asks, here: WikidataHere) -> None:
    labels = (Label(text="Conseil des musées", language="fr"), Label(text="ICOM", language="fr", main=False))
    assert _found(_source(asks(), here), Subject(iri="urn:ours", kind="organisation", labels=labels)) == ["Q700"]
    labels = (Label(text="Laboratoire", language="fr"), Label(text="ICOM", language="fr", main=False))
    assert _found(_source(asks(), here), Subject(iri="urn:ours", kind="organisation", labels=labels)) == ["Q193563"]


def test_a_name_that_no_search_can_take_is_shortened_or_left_out(asks: Asks, here: WikidataHere) -> None:
    assert _found(_source(asks(), here), _subject("", "  \n ", "long " * 100)) == []
    assert {len(name) for name, _ in here.searches} == {250}


def test_a_search_goes_on_behind_its_first_page(asks: Asks, httpserver: HTTPServer) -> None:
    here = WikidataHere(httpserver, {f"Q{n}": item(f"Q{n}", f"Museum {n}") for n in range(1, 131)})
    found = _found(_source(asks(), here, most=120), _subject("Museum", language="en"))
    assert found == [f"Q{n}" for n in range(1, 121)]
    assert here.searches == [*[("Museum", "en")] * 3, ("Museum", "mul")]
    assert [len(batch) for batch in here.batches] == [50, 50, 20]


def test_fifty_results_are_one_search_and_one_call_for_their_items(asks: Asks, httpserver: HTTPServer) -> None:
    here = WikidataHere(httpserver, {f"Q{n}": item(f"Q{n}", f"Museum {n}") for n in range(1, 131)})
    assert len(_found(_source(asks(), here), _subject("Museum", language="en"))) == 50
    assert [len(batch) for batch in here.batches] == [50]


def test_the_target_of_a_redirect_is_the_candidate(asks: Asks, here: WikidataHere) -> None:
    here.websites = {"https://icom.example/": "Q699"}
    here.redirects = {"Q699": "Q700"}
    assert _found(_source(asks(), here), _subject("ICOM", pages=("https://icom.example",))) == ["Q700"]


def test_what_became_of_items_is_told(asks: Asks, here: WikidataHere) -> None:
    here.redirects = {"Q699": "Q700"}
    asked = [f"{ENTITY}Q699", "Q700", "Q999999", "Q99999999999999", "Lorem", "wd:Q193563"]
    items = _source(asks(), here).items(asked)
    assert items.missing == {"Q999999", "Q99999999999999", "Lorem"}
    assert {name: c.iri for name, c in items.found.items()} == {
        f"{ENTITY}Q699": f"{ENTITY}Q700",
        "Q700": f"{ENTITY}Q700",
        "wd:Q193563": f"{ENTITY}Q193563",
    }
    assert here.batches == [["Q699", "Q700", "Q999999", "Q193563"]]


def test_a_page_finds_its_item_whatever_its_scheme_www_and_slash(asks: Asks, here: WikidataHere) -> None:
    here.items |= {f"Q{n}": item(f"Q{n}", f"Thing {n}") for n in (1, 2, 3, 4)}
    here.websites = {
        "http://www.musees.example/lab/": "Q1",
        "https://musees.example/lab": "Q2",
        "https://musees.example/LAB": "Q3",
        "https://musees.example": "Q4",  # who has the front page leads or funds what is on the others
    }
    subject = _subject("Nothing of that name", pages=("https://www.musees.example/lab#contact",))
    assert _found(_source(asks(), here), subject) == ["Q1", "Q2", "Q4"]


def test_the_front_page_of_a_host_where_anybody_may_write_is_not_looked_for(asks: Asks, here: WikidataHere) -> None:
    here.items |= {f"Q{n}": item(f"Q{n}", f"Thing {n}") for n in (1, 2)}
    here.websites = {"https://github.com/musee": "Q1", "https://github.com/": "Q2"}
    assert _found(_source(asks(), here), _subject("Nothing", pages=("https://github.com/musee",))) == ["Q1"]


def test_pages_of_many_are_asked_in_one_query(asks: Asks, here: WikidataHere) -> None:
    here.items |= {f"Q{n}": item(f"Q{n}", f"Thing {n}") for n in range(1, 21)}
    here.websites = {f"https://m{n}.example/": f"Q{n}" for n in range(1, 21)}
    subjects = [_subject(iri=f"urn:{n}", pages=(f"http://m{n}.example",)) for n in range(1, 21)]
    found = _source(asks(), here).candidates(subjects, lambda done, of: None)
    assert {iri: [c.iri for c in some] for iri, some in found.items()} == {
        f"urn:{n}": [f"{ENTITY}Q{n}"] for n in range(1, 21)
    }
    assert sum(1 for url in here.requests if "sparql" in url) == 1


@pytest.mark.parametrize(
    "page",
    ["", "musees.example", "ftp://musees.example/", "https://a b/", "https://x.example/<>", 'http://x.example/"}'],
)
def test_what_could_not_stand_in_a_query_is_no_address(asks: Asks, here: WikidataHere, page: str) -> None:
    assert forms(page) == []
    assert _found(_source(asks(), here), _subject("ICOM", pages=(page,))) == ["Q700"]


def test_the_forms_of_an_address() -> None:
    assert forms("http://www.Musees.example/Lab/?id=3#top") == [
        "https://musees.example/Lab?id=3",
        "https://www.musees.example/Lab?id=3",
        "http://musees.example/Lab?id=3",
        "http://www.musees.example/Lab?id=3",
    ]
    assert len(forms("https://musees.example")) == 8


@pytest.mark.parametrize("body", ["[]", "{}", '{"search": {}}', '"text"', "null", '{"search": 7, "entities": []}'])
def test_answers_of_another_shape_are_a_failure(asks: Asks, httpserver: HTTPServer, body: str) -> None:
    httpserver.expect_request("/w/api.php").respond_with_data(body, content_type="application/json")
    source = Wikidata(asks(), api=httpserver.url_for("/w/api.php"))
    with pytest.raises(LinkError, match="search"):
        _found(source, _subject("ICOM"))
    with pytest.raises(LinkError, match=r"entities|Q1"):
        source.items(["Q1"])


def test_hits_and_items_of_another_shape_are_nothing(asks: Asks, httpserver: HTTPServer) -> None:
    hits = {"search": [7, {"id": 5}, {"id": "P31"}, {"id": "Q1"}], "search-continue": 0}
    odd = {"labels": [], "aliases": {"fr": "x"}, "descriptions": None, "claims": {"P31": [None, {}], "P856": {"a": 1}}}
    items = {"entities": {"Q1": {"id": "Q1", **odd}}}
    httpserver.expect_request("/api").respond_with_handler(
        lambda asked: Response(json.dumps(hits if asked.args["action"] == "wbsearchentities" else items))
    )
    (candidate,) = Wikidata(asks(), api=httpserver.url_for("/api")).candidates([_subject("x")], lambda a, b: None)[
        "urn:ours"
    ]
    assert (candidate.labels, candidate.websites, candidate.classes) == ((), (), ())


def test_an_answer_without_an_item_that_was_asked_for_does_not_make_it_missing(
    asks: Asks, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/api").respond_with_json({"entities": {"Q1": item("Q1", "One")}})
    with pytest.raises(LinkError, match="Q2"):
        Wikidata(asks(), api=httpserver.url_for("/api")).items(["Q1", "Q2"])


def test_garbage_of_the_query_service_is_a_failure(asks: Asks, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/sparql").respond_with_json({"head": {}, "boolean": True})
    source = Wikidata(asks(), query_service=httpserver.url_for("/sparql"))
    with pytest.raises(LinkError, match="results"):
        source.candidates([_subject(pages=("https://musees.example/",))], lambda a, b: None)


def test_a_run_that_breaks_off_goes_on_where_it_stopped(asks: Asks, httpserver: HTTPServer) -> None:
    here = WikidataHere(httpserver, {f"Q{n}": item(f"Q{n}", f"Museum {n:03}") for n in range(1, 61)})
    subjects = [_subject(f"Museum {n:03}", language="en", iri=f"urn:{n}") for n in range(1, 61)]

    def until_the_31st(done: int, of: int) -> None:
        if done == 56:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _source(asks(), here).candidates(subjects, until_the_31st)
    before = sum(here.requests.values())
    assert before == 50 + 1 + 2 * 6  # two searches each for 25, their items, and the next six
    found = _source(asks(), here).candidates(subjects, lambda done, of: None)
    assert all(len(some) == 1 for some in found.values())
    assert max(here.requests.values()) == 1
    assert sum(here.requests.values()) == 2 * 60 + 3


def test_offline_what_was_found_is_found_again_in_any_grouping(asks: Asks, here: WikidataHere) -> None:
    here.websites = {"http://www.icom.example": "Q700"}
    both = [_subject("ICOM", iri="urn:1", pages=("https://icom.example/",)), _subject("Laboratoire", iri="urn:2")]
    online = _source(asks(), here).candidates(both, lambda done, of: None)
    asked = sum(here.requests.values())
    offline = asks(offline=True)
    assert _source(offline, here).candidates(both[1:], lambda done, of: None) == {"urn:2": online["urn:2"]}
    assert _source(offline, here).candidates(both[:1], lambda done, of: None) == {"urn:1": online["urn:1"]}
    assert offline.unanswered == 0
    assert _found(_source(offline, here), _subject("Never asked", pages=("https://never.example/x",))) == []
    assert offline.unanswered == 4
    assert sum(here.requests.values()) == asked


def test_a_busy_wikidata_is_waited_for_in_the_middle_of_a_run(asks: Asks, httpserver: HTTPServer) -> None:
    lag = {"error": {"code": "maxlag", "info": "Waiting for 10.64.0.1: 6.5 seconds lagged.", "lag": 6.5}}
    busy = Response(json.dumps(lag), headers={"Retry-After": "5"}, content_type="application/json")
    httpserver.expect_oneshot_request("/w/api.php").respond_with_response(busy)
    httpserver.expect_oneshot_request("/w/api.php").respond_with_data("<html>", 503, content_type="text/html")
    here = WikidataHere(httpserver)
    assert _found(_source(asks(), here), _subject("ICOM")) == ["Q700"]
    assert httpserver.log[0][1].status_code == 200


def test_progress_only_grows_and_ends(asks: Asks, here: WikidataHere) -> None:
    told: list[tuple[int, int]] = []
    subjects = [_subject("ICOM", iri=f"urn:{n}") for n in range(30)]
    _source(asks(manners=Manners(a_minute=6000)), here).candidates(subjects, lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1] == (60, 60)


@pytest.mark.parametrize("q", ["Q5\n", "x", "Q1２", "\x1b[31mQ5", "http://www.wikidata.org/entity/Q5", "P5", 5])
def test_an_item_under_what_is_no_id_is_no_candidate(asks: Asks, httpserver: HTTPServer, q: object) -> None:
    entity = {**item("Q5", "Rive", "fr"), "id": q}
    httpserver.expect_request("/api").respond_with_json({"entities": {"Q5": entity}, "success": 1})
    found = Wikidata(asks(), api=httpserver.url_for("/api")).items(["Q5"])
    assert {c.iri for c in found.found.values()} <= {f"{ENTITY}Q5"}
