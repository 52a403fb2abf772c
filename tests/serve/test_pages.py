"""What people read: facets, search, an entry with its lines, the reader's language; and no text of a note becomes markup."""

from __future__ import annotations

import csv
import json
import os
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.links import suggestions
from kg.links.records import Candidate, Decision, Label, Subject
from kg.links.saving import save
from kg.links.score import match
from kg.settings import BASE
from kg.store.generations import made
from tests.serve.conftest import served

PAGES = ["/", "/initiatives", "/organisations", "/resources", "/funders", "/places", "/notes", "/map", "/timeline", "/network", "/quality", "/queries", "/sparql",
         "/search?q=one", "/page/one-by-one", "/note/one-by-one", "/place/GB", "/ontology", "/dump/", "/queries/by-country"]  # fmt: skip
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
EVIL = '"><script>alert(1)</script><svg onload=alert(2)>'


class Document(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of all elements of a name."""
        return [a for t, a in self.elements if t == tag]


@pytest.fixture(autouse=True)
def forgetful(demo: TestClient) -> None:
    """No test sees the language that another chose."""
    demo.cookies.clear()


def read(client: TestClient, path: str, **headers: str) -> Document:
    """A page that has to be there."""
    answer = client.get(path, headers={**BROWSER, **headers})
    assert answer.status_code == 200, (path, answer.text[:500])
    return Document(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_needs_no_script(demo: TestClient, path: str) -> None:
    answer = demo.get(path, headers=BROWSER)
    policy = answer.headers["content-security-policy"]
    assert "unsafe-inline" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    page = Document(answer.text)
    assert len(page.all("h1")) == len(page.all("main")) == answer.text.partition("</head>")[0].count("<title>") == 1
    assert page.all("html")[0]["lang"] == "en"
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        assert not [a for a in attributes if a.startswith("on") or a == "style"]
    for script in page.all("script"):
        assert "src" in script or script["type"].startswith("application/")
    labelled = {a["for"] for a in page.all("label") if "for" in a}
    assert {a["id"] for a in page.all("input") if a.get("type") != "hidden"} <= labelled


def test_no_link_of_a_page_leads_to_nothing(demo: TestClient) -> None:
    links: set[str] = set()
    for path in PAGES:
        page = read(demo, path)
        links |= {a["href"].partition("#")[0] for a in page.all("a") if a.get("href", "").startswith("/")}
        links |= {a["action"] for a in page.all("form")}
    assert len(links) > 100
    for link in sorted(links - {""}):
        answer = demo.get(link, headers=BROWSER)
        assert answer.status_code in (200, 303), link


def test_the_first_page_says_what_is_here_and_one_by_one_is_two_clicks_away(demo: TestClient) -> None:
    home = read(demo, "/")
    assert "60" in home.texts and any("which line of which note" in t for t in home.texts)
    (search, *_) = [f for f in home.all("form") if f.get("role") == "search"]
    found = read(demo, f"{search['action']}?q=One-by-One")
    (link, *_) = [a["href"] for a in found.all("a") if a.get("href") == "/page/one-by-one"]
    entry = demo.get(link, headers=BROWSER).text
    assert "United Kingdom" in entry
    assert "Initiatives internationales.md, line 32" in entry
    assert "<mark>Royaume-Uni, 2017-2020)</mark>" in entry


def test_a_fact_leads_to_the_line_of_the_note_that_says_it(demo: TestClient) -> None:
    entry = read(demo, "/page/one-by-one")
    (to, *_) = [a["href"] for a in entry.all("a") if a.get("href", "").endswith("#L32")]
    note = read(demo, to)
    assert any(a.get("id") == "L32" for a in note.all("li"))
    assert any(a.get("href") == "/page/one-by-one" for a in note.all("a"))


def test_facets_count_what_choosing_them_gives(demo: TestClient) -> None:
    page = demo.get("/initiatives?country=GB", headers=BROWSER).text
    (count, total) = re.search(r"(\d+) of (\d+)", page).groups()  # type: ignore[union-attr]
    rows = demo.get("/initiatives?country=GB&format=json").json()
    assert len(rows) == int(count) < int(total)
    assert all("GB" in row["countries"] for row in rows)
    page = demo.get("/initiatives?country=GB&kind=programme", headers=BROWSER).text
    values = re.findall(r'<a href="(/initiatives\?[^"]*)">[^<]*</a> <span class="number">(\d+)<', page)
    assert any("country=CA&amp;kind=programme" in link for link, _ in values)  # another country beside the one chosen
    assert any("country=GB&amp;kind=fund" in link or "country=GB&amp;kind=service" in link for link, _ in values)
    for link, number in values:
        narrowed = demo.get(f"{link.replace('&amp;', '&')}&format=json").json()
        assert len(narrowed) == int(number), link


def test_a_period_narrows_to_what_ran_then(demo: TestClient) -> None:
    rows = demo.get("/initiatives?from=2018&to=2019&format=json").json()
    assert rows
    for row in rows:
        assert (row["start"] or row["end"]) <= 2019 and (row["end"] or 9999) >= 2018


@pytest.mark.parametrize(
    "query", ["country=XX", "page=999", "page=-1", "from=abc", "sort=zzz", "nonsense=1", "q=%00", "kind=" + "x" * 3000]
)
def test_what_an_address_says_wrongly_stops_no_list(demo: TestClient, query: str) -> None:
    assert demo.get(f"/initiatives?{query}", headers=BROWSER).status_code == 200


def test_the_search_finds_by_beginning_word_accent_and_description_and_offers_what_is_near(demo: TestClient) -> None:
    def first(text: str) -> str:
        page = read(demo, f"/search?q={text}")
        return next(a["href"] for a in page.all("a") if a.get("href", "").startswith("/page/"))

    assert first("one by") == first("ONE-BY") == "/page/one-by-one"
    assert first("musees numeriques") == "/page/musees-numeriques-canada"
    assert "/page/one-by-one" in demo.get("/search?q=one+by+ohne", headers=BROWSER).text


@pytest.mark.parametrize(
    ("spoken", "word"), [("fr", "Royaume-Uni"), ("en", "United Kingdom"), ("de", "Vereinigtes Königreich")]
)
def test_a_page_speaks_the_language_of_its_reader(demo: TestClient, spoken: str, word: str) -> None:
    page = demo.get("/page/one-by-one", headers={**BROWSER, "accept-language": f"{spoken}-CH, es;q=0.9"})
    assert f'<html lang="{spoken}">' in page.text
    assert page.headers["content-language"] == spoken
    assert word in page.text


def test_the_switch_of_language_is_remembered(tmp_path: object, demo: TestClient) -> None:
    page = read(demo, "/initiatives?country=GB")
    (link,) = [a["href"] for a in page.all("a") if a.get("hreflang") == "de"]
    assert "country=GB" in link
    answer = demo.get(link.replace("&amp;", "&"), headers=BROWSER)
    assert '<html lang="de">' in answer.text
    assert '<html lang="de">' in demo.get("/", headers=BROWSER).text
    demo.cookies.clear()


def test_a_query_runs_in_the_plain_form(demo: TestClient) -> None:
    page = read(demo, "/sparql")
    (form,) = [f for f in page.all("form") if f.get("id") == "plain"]
    answer = demo.get(
        form["action"], params={"query": 'SELECT ?x { ?x rdfs:label "One by One" }', "format": ""}, headers=BROWSER
    )
    assert answer.status_code == 200
    assert '<a href="/page/one-by-one">' in answer.text
    graph = demo.get(
        "/sparql", params={"query": "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 1"}, headers=BROWSER
    ).text
    assert "<pre tabindex" in graph and "@prefix" in graph


def test_a_broken_query_is_shown_where_it_breaks(demo: TestClient) -> None:
    answer = demo.get("/sparql", params={"query": "SELECT ?x {\n  ?x ?? ?y }"}, headers=BROWSER)
    assert answer.status_code == 400
    assert "<mark>  ?x ?? ?y }</mark>" in answer.text
    refused = demo.get(
        "/sparql", params={"query": "SELECT * { SERVICE <https://a.example/> { ?s ?p ?o } }"}, headers=BROWSER
    )
    assert refused.status_code == 403


def test_a_named_query_has_a_form_an_answer_and_an_address_for_programs(demo: TestClient) -> None:
    page = demo.get("/queries/by-country?country=CA", headers=BROWSER).text
    rows = demo.get("/api/queries/by-country?country=CA").json()
    assert 'value="CA"' in page
    assert all(row["name"] in page for row in rows)
    table = demo.get("/api/queries/by-country?country=CA", headers={"accept": "text/csv"}).text
    assert len(table.splitlines()) == len(rows) + 1
    native = demo.get("/api/queries/by-country?country=CA&format=sparql").json()
    assert len(native["results"]["bindings"]) == len(rows)


@pytest.mark.parametrize(
    ("query", "status"), [("country=Kanada!", 400), ("land=CA", 400), ("country=CA&format=xml", 406)]
)
def test_a_wrong_parameter_is_a_problem_that_programs_understand(demo: TestClient, query: str, status: int) -> None:
    answer = demo.get(f"/api/queries/by-country?{query}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_the_api_is_described_in_openapi(demo: TestClient) -> None:
    document = demo.get("/api/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    listed = demo.get("/api/queries").json()
    for query in listed:
        operation = document["paths"][f"/api/queries/{query['name']}"]["get"]
        assert {p["name"] for p in operation["parameters"] if "name" in p} == {
            p["name"] for p in query["parameters"]
        } | {"format"}
        assert demo.get(query["url"]).status_code == 200


def test_the_state_of_the_notes_is_shown_with_lines(demo: TestClient) -> None:
    page = demo.get("/quality", headers=BROWSER).text
    assert "KG395" in page
    assert re.search(r'href="/note/[^"]+#L\d+"', page)


def test_a_graph_whose_problems_are_lost_is_not_said_to_be_without(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n", encoding="utf-8")
    with served(tmp_path) as client:
        generation = tmp_path / ".kg" / client.get("/health").json()["generation"]
        (generation / "problems.jsonl").unlink()
        assert "run `kg build` again" in client.get("/quality", headers={**BROWSER, "accept-language": "en"}).text


def links_of(page: str) -> list[str]:
    """Where the entries of a list lead, in order."""
    return re.findall(r'<h[23][^>]*><a href="([^"]+)">', page)


def test_the_search_knows_places_in_any_language_kinds_and_typing_errors(demo: TestClient) -> None:
    page = demo.get("/search?q=Kanada", headers=BROWSER).text
    assert '<a href="/place/CA">Canada</a>' in page
    assert "/page/musees-numeriques-canada" in links_of(page)
    assert {"/page/virage-numericq", "/page/musees-numeriques-canada"} <= set(links_of(page))
    funds = links_of(demo.get("/search?q=fund+kanada", headers=BROWSER).text)
    assert 0 < len(funds) < len(links_of(page))
    typo = demo.get("/search?q=nationl+lotery", headers=BROWSER).text
    assert 'href="/search?q=national+lottery">national lottery</a>' in typo
    assert 'href="/note/suisse"' in demo.get("/search?q=sur+qui+s%27appuyer", headers=BROWSER).text


def test_what_was_chosen_can_be_let_go_even_where_nothing_fits(demo: TestClient) -> None:
    page = demo.get("/initiatives?country=XX&kind=fund", headers=BROWSER).text
    assert re.search(r"0 of \d+", page)
    assert re.search(r'href="/initiatives\?kind=fund"><span>Country: XX', page)
    assert re.search(r'href="/initiatives\?country=XX"><span>Kind: Fund', page)


def test_tables_hold_what_the_page_shows_in_its_order(demo: TestClient) -> None:
    address = "/initiatives?country=GB&sort=year"
    shown = links_of(demo.get(address, headers=BROWSER).text)
    rows = demo.get(f"{address}&format=json").json()
    table = list(csv.DictReader(demo.get(f"{address}&format=csv").text.splitlines()))
    iris = [row["iri"].replace("https://museumxtd.ch/kg/id/", "/page/") for row in rows]
    assert shown == iris and [row["iri"] for row in table] == [row["iri"] for row in rows]
    years = [row["start"] or row["end"] or 0 for row in rows]
    assert years == sorted(years, reverse=True) and years[0] > years[-1]
    assert [row["countries"] for row in table] == ["; ".join(row["countries"]) for row in rows]


def test_the_page_of_a_place_shows_what_is_there(demo: TestClient) -> None:
    page = demo.get("/place/CA", headers=BROWSER).text
    rows = demo.get("/initiatives?country=CA&format=json").json()
    assert f"Initiatives ({len(rows)})" in page
    assert {row["iri"].rpartition("/")[2] for row in rows} <= {link.rpartition("/")[2] for link in links_of(page)}
    assert '<a href="/place/CA-QC">Quebec</a>' in page and "Wikidata Q16" in page and "Kanada" in page
    assert demo.get("/place/FJ", headers=BROWSER).status_code == 200  # no note names it


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/initiatives", 405),
        ("GET", "/describe?iri=x", 400),
        ("GET", "/id/" + "x" * 9000, 414),
        ("GET", "/id/one-by-onee", 404),
    ],
)
def test_what_is_not_answered_is_a_page_for_people_and_text_for_programs(
    demo: TestClient, method: str, path: str, status: int
) -> None:
    answer = demo.request(method, path, headers=BROWSER)
    assert answer.status_code == status
    assert (
        len(Document(answer.text).all("h1")) == 1 and "default-src 'none'" in answer.headers["content-security-policy"]
    )
    plain = demo.request(method, path, headers={"accept": "text/plain"})
    assert plain.status_code == status
    assert plain.headers["content-type"].startswith("text/plain") and "<" not in plain.text
    if status == 404:
        assert 'href="/page/one-by-one"' in answer.text


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Notes that are gone, changed or long; an entry whose IRI is of another site; one that is described in two languages."""
    vault = tmp_path_factory.mktemp("odd") / "vault"
    vault.mkdir()
    (vault / "gone.md").write_text(
        "# Projets en Suisse\n\n- [Rive](https://rive.example/) (Suisse, 2020)\n", encoding="utf-8"
    )
    (vault / "changed.md").write_text(
        "# Projets en Suisse\n\n- [Sentier](https://sentier.example/) (Suisse)\n", encoding="utf-8"
    )
    lines = [
        "# Projets en Belgique",
        "",
        *("un mot de plus" for _ in range(4400)),
        "",
        "- [Balise](https://balise.example/) (Belgique, 2021)",
    ]
    (vault / "long.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (vault / "two.md").write_text(
        "# Deux\n\n```turtle\nkg:pont a mxtd:Initiative ; rdfs:label 'Pont'@fr, 'Bridge'@en ; dcterms:description 'Une passerelle'@fr, 'A way across'@en .\n```\n",
        encoding="utf-8",
    )
    (vault / "iris.tsv").write_text("name\tiri\nSentier\thttps://things.example/sentier\n", encoding="utf-8")
    with served(vault, title="Drôles") as client:
        (vault / "gone.md").unlink()
        later = time.time() + 60
        os.utime(vault / "changed.md", (later, later))
        yield client


def test_a_note_that_is_gone_or_changed_says_so_and_shows_what_was_read(odd: TestClient) -> None:
    gone = odd.get("/note/gone", headers=BROWSER).text
    assert "is not there any more" in gone and ">Rive</a>" in gone and 'id="L3"' in gone
    assert "has changed since" in odd.get("/note/changed", headers=BROWSER).text
    assert "has changed since" not in odd.get("/note/long", headers=BROWSER).text
    assert "gone.md, line 3" in odd.get("/page/rive", headers=BROWSER).text


def test_a_fact_of_a_long_note_leads_to_the_page_that_has_its_line(odd: TestClient) -> None:
    entry = read(odd, "/page/balise")
    (target, *_) = {a["href"] for a in entry.all("a") if "/note/long" in a.get("href", "")}
    note = odd.get(target, headers=BROWSER).text
    assert f'id="{target.partition("#")[2]}"' in note and "Balise" in note
    assert note.count("<li id=") < 2001 and 'id="L1"' not in note
    assert odd.get("/note/long?page=99", headers=BROWSER).text.count('id="L4404"') == 1


def test_an_entry_whose_iri_is_of_another_site_has_its_page_and_data_here(odd: TestClient) -> None:
    (link,) = [to for to in links_of(odd.get("/initiatives", headers=BROWSER).text) if "things.example" in to]
    assert link.startswith("/describe?iri=")
    page = read(odd, link)
    formats = [a["href"] for a in page.all("a") if a.get("type") == "text/turtle"]
    assert "https://things.example/sentier" in odd.get(formats[0]).text


@pytest.mark.parametrize(
    ("spoken", "name", "about"),
    [("fr", "Pont", "Une passerelle"), ("en", "Bridge", "A way across"), ("de", "Pont", "Une passerelle")],
)
def test_names_and_descriptions_are_in_the_language_of_the_reader_and_marked_as_such(
    odd: TestClient, spoken: str, name: str, about: str
) -> None:
    page = odd.get("/page/pont", headers={**BROWSER, "accept-language": spoken}).text
    tongue = "fr" if name == "Pont" else "en"
    assert f'<h1 lang="{tongue}">{name}</h1>' in page
    assert f'<p class="description" lang="{tongue}">{about}</p>' in page


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A vault whose every text tries to be markup."""
    vault = tmp_path_factory.mktemp("hostile") / "vault"
    vault.mkdir()
    (vault / "a.md").write_text(
        f"# Projets {EVIL}\n\n- [Rive {EVIL}](https://rive.example/?a=\"onmouseover=alert(3)) (Suisse)\n  porté par l'Association {EVIL}\n"
        f"  Une plateforme pour <img src=x onerror=alert(4)> {EVIL}\n- [Lien](javascript:alert(5)) (Belgique)\n\n"
        "```turtle\nkg:x a mxtd:Initiative ; rdfs:label '</script><script>alert(6)</script>' ; dcterms:description '\"><b>' ; schema:url <https://x.example/'onclick=alert(7)> .\n```\n",
        encoding="utf-8",
    )
    (vault / "<b>n'est pas.md").write_text(
        f'---\ntitle: "{EVIL.replace(chr(34), "")}"\ntype: projet\npays: Suisse\n---\n\n{EVIL}\n', encoding="utf-8"
    )
    with served(
        vault, title=f"Titre {EVIL}", publisher=EVIL, contact=f"a@b{EVIL}", licence="javascript:alert(8)"
    ) as client:
        yield client


def test_no_text_of_a_note_or_an_address_becomes_markup(hostile: TestClient) -> None:
    store = hostile.app.publication.site  # type: ignore[attr-defined]
    paths = [
        *PAGES,
        *(f"/page/{store.path_of(iri).removeprefix('/id/')}" for iri in store.entities),
        *(store.path_of(iri) for iri in store.paths),
    ]
    paths += [f"/search?q={EVIL}", f"/initiatives?q={EVIL}&country={EVIL}", f"/id/{EVIL}", f"/queries/{EVIL}", f"/sparql?query={EVIL}", f"/note/{EVIL}", f"/nothing/{EVIL}",
              f"/queries/by-country?country={EVIL}", f"/note/a?page={EVIL}", f"/initiatives?sort={EVIL}&from={EVIL}", f"/quality?code={EVIL}", f"/?lang={EVIL}", f"/api/queries/by-country?country={EVIL}", f"/describe?iri={EVIL}"]  # fmt: skip
    for path in paths:
        answer = hostile.get(path, headers=BROWSER)
        assert answer.status_code in (200, 303, 400, 404), path
        if "html" not in answer.headers.get("content-type", ""):
            continue
        page = Document(answer.text)
        assert all("src" in s or s["type"].startswith("application/") for s in page.all("script")), path
        for tag, attributes in page.elements:
            assert tag not in ("b", "img"), path
            assert not [a for a in attributes if a.startswith("on")], (path, tag, attributes)
            for name in ("href", "src", "action"):
                assert not attributes.get(name, "").strip().casefold().startswith(("javascript:", "data:", "//")), (
                    path,
                    attributes,
                )
            assert tag != "svg" or attributes.get("class", "").startswith("chart"), path


def test_the_json_in_a_page_cannot_end_its_script(hostile: TestClient) -> None:
    answer = hostile.get("/page/x", headers=BROWSER).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', answer, re.DOTALL)
    assert found is not None
    assert json.loads(found[1])["name"] == "</script><script>alert(6)</script>"


def test_candidates_and_decisions_are_shown_with_all_that_was_compared_and_without_a_new_build(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n", encoding="utf-8")
    evil = "</td><script>alert(1)</script>"
    subject = Subject(iri=f"{BASE}id/rive", kind="initiative", labels=(Label(text="Rive"),), countries=("CH",))
    candidate = Candidate(
        iri="http://www.wikidata.org/entity/Q42",
        source="wikidata",
        labels=(Label(text=f"Rive {evil}"),),
        countries=("CH",),
    )
    with served(tmp_path) as client:
        read = lambda: client.get("/page/rive", headers={**BROWSER, "accept-language": "en"}).text  # noqa: E731
        assert "In other data" not in read()
        matches = {subject.iri: (match(subject, candidate),)}
        suggestions.save(
            made(tmp_path, "links"), suggestions.merged(suggestions.NONE, "wikidata", matches, "2026-03-09")
        )
        shown = read()
        assert "waits for a decision" in shown and "http://www.wikidata.org/entity/Q42" in shown and "CH" in shown
        assert "<script>alert" not in shown
        no = Decision(
            subject=subject.iri,
            object=candidate.iri,
            said="rejected",
            object_label="Rive",
            reviewer="anne@musee.example",
        )
        save(tmp_path, [no], BASE)
        shown = read()
        assert "rejected: it is not this" in shown and "links/wikidata.sssom.tsv:" in shown
        assert "waits for a decision" not in shown and "anne@musee" not in shown
