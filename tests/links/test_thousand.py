"""A thousand entries in one run: no request twice, and nothing is held of what was handed out."""

from __future__ import annotations

import gc

from pytest_httpserver import HTTPServer

from kg.links.polite import Manners
from kg.links.records import Candidate, Label, Subject
from kg.links.wikidata import Wikidata
from tests.links.conftest import Asks
from tests.links.wikidata_here import WikidataHere, item, items_asked

COUNT, AT_ONCE = 1000, 100


def _subject(n: int) -> Subject:
    label = Label(text=f"Musée {n:04}", language="mul")  # one search each: the names of all languages
    return Subject(iri=f"urn:{n}", kind="organisation", labels=(label,), pages=(f"https://m{n}.example/",))


def test_a_thousand_entries_cost_no_request_twice_and_are_not_held(asks: Asks, httpserver: HTTPServer) -> None:
    here = WikidataHere(httpserver, {f"Q{n}": item(f"Q{n}", f"Musée {n:04} de X", "fr") for n in range(1, COUNT + 1)})
    here.websites = {f"http://www.m{n}.example": f"Q{n + 1}" for n in range(1, COUNT)}
    source = Wikidata(asks(manners=Manners(a_minute=60)), api=here.api, query_service=here.query_service)
    found = 0
    for start in range(1, COUNT + 1, AT_ONCE):
        some = source.candidates([_subject(n) for n in range(start, start + AT_ONCE)], lambda done, of: None)
        found += sum(len(candidates) for candidates in some.values())
        del some
        httpserver.clear_log()
    assert found == COUNT - 1  # the pages' items: names in French are not names of all languages
    assert max(here.requests.values()) == 1
    ids = [q for url in here.requests if "wbgetentities" in url for q in items_asked(url)]
    assert len(ids) == len(set(ids)) == COUNT - 1
    assert len(here.requests) == COUNT + 2 * COUNT / 25
    gc.collect()
    assert not [held for held in gc.get_objects() if isinstance(held, Candidate)]
