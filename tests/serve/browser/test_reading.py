"""A browser reads the pages, with and without scripts; axe-core judges them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.serve.browser.conftest import AXE, WCAG
from tests.serve.conftest import serving

PAGES = ["/", "/initiatives?country=GB", "/page/one-by-one", "/note/one-by-one", "/search?q=one", "/map", "/timeline", "/network", "/quality", "/queries", "/queries/by-country",
         "/ontology", "/dump/", "/places", "/place/CA", "/notes", "/catalog", "/nothing"]  # fmt: skip


def test_one_by_one_its_country_and_its_line_are_two_clicks_away(tab: Any) -> None:
    tab.goto("/")
    tab.get_by_label("Look for an initiative").fill("one-by-one")
    tab.get_by_label("Look for an initiative").press("Enter")
    tab.get_by_role("link", name="One by One", exact=True).first.click()
    assert tab.get_by_role("link", name="United Kingdom").is_visible()
    tab.get_by_role("link", name="Initiatives internationales.md, line 32").first.click()
    assert "Royaume-Uni, 2017-2020" in tab.locator("#L32").inner_text()
    assert tab.url.endswith("#L32")


def test_facets_narrow_the_list_and_let_go_again(tab: Any) -> None:
    tab.goto("/initiatives")
    everything = tab.get_by_role("status").inner_text()
    tab.get_by_role("link", name="Canada").first.click()
    tab.get_by_role("link", name="Fund", exact=True).first.click()
    assert "country=CA" in tab.url and "kind=fund" in tab.url
    narrowed = tab.get_by_role("status").inner_text()
    assert narrowed != everything
    assert tab.locator(".cards li").count() == int(narrowed.split()[0]) > 0
    tab.get_by_role("link", name="Show all").click()
    assert tab.get_by_role("status").inner_text() == everything


def test_the_switch_of_language_keeps_the_place_and_is_remembered(tab: Any) -> None:
    tab.goto("/page/one-by-one")
    tab.get_by_role("link", name="Deutsch").click()
    assert tab.locator("html").get_attribute("lang") == "de"
    assert tab.get_by_role("link", name="Vereinigtes Königreich").is_visible()
    tab.goto("/initiatives")
    assert tab.locator("html").get_attribute("lang") == "de"


def test_a_query_runs_in_the_editor(tab: Any) -> None:
    tab.goto("/sparql")
    tab.locator(".yasqe_queryButton").click()
    tab.locator(".yasr_results table").wait_for(timeout=10_000)
    assert (
        "One by One" in tab.locator(".yasr_results").inner_text()
        or "Art in Flanders" in tab.locator(".yasr_results").inner_text()
    )
    tab.locator("#choose").select_option(index=2)
    assert "PREFIX mxtd:" in tab.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")


def test_a_named_query_is_asked_by_its_form(tab: Any) -> None:
    tab.goto("/queries/by-country")
    tab.get_by_label("ISO code").fill("CA")
    tab.get_by_role("button", name="Run").click()
    assert "country=CA" in tab.url
    assert tab.locator("tbody tr").count() > 2


def test_without_scripts_the_form_of_the_query_page_answers(chromium: Any, site: httpx.Client) -> None:
    context = chromium.new_context(base_url=str(site.base_url), java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/sparql")
    page.get_by_label("Query", exact=True).fill('SELECT ?x { ?x rdfs:label "One by One" }')
    page.get_by_role("button", name="Run").click()
    page.get_by_role("link", name="One by One").first.click()
    assert page.url.endswith("/page/one-by-one")
    context.close()


def test_axe_finds_nothing_that_keeps_readers_out(chromium: Any, site: httpx.Client) -> None:
    context = chromium.new_context(base_url=str(site.base_url), color_scheme="light", locale="en-GB", bypass_csp=True)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    everything = {"type": "tag", "values": WCAG}
    colours = {"type": "rule", "values": ["color-contrast"]}
    for path in [*PAGES, "/sparql?query=ASK%7B%7D"]:
        page.goto(path)
        page.add_script_tag(path=str(AXE))
        for scheme, rules in (("light", everything), ("dark", colours)):
            page.emulate_media(color_scheme=scheme)
            judged = page.evaluate("rules => axe.run({exclude: [['#editor']]}, {runOnly: rules})", rules)
            if judged["violations"]:
                found[f"{path}, {scheme}"] = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in judged["violations"]]
    context.close()
    assert found == {}


@pytest.mark.parametrize("width", [360, 820])
def test_no_page_is_wider_than_a_phone(chromium: Any, site: httpx.Client, width: int) -> None:
    context = chromium.new_context(base_url=str(site.base_url), viewport={"width": width, "height": 800}, locale="fr")
    page = context.new_page()
    wide = []
    for path in PAGES:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    context.close()
    assert wide == []


def test_a_page_that_is_watched_loads_again_when_a_note_was_saved(chromium: Any, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n", encoding="utf-8")
    with serving(vault, "--watch", "--workers", "2") as client:
        context = chromium.new_context(base_url=str(client.base_url), locale="en-GB")
        page = context.new_page()
        page.goto("/initiatives")
        assert page.locator(".cards li").count() == 1
        (vault / "b.md").write_text("# Projets\n\n- [Quai](https://quai.example/) (Suisse)\n", encoding="utf-8")
        page.get_by_role("link", name="Quai").wait_for(timeout=20_000)
        context.close()
