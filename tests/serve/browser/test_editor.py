"""The query editor in a real browser: examples, its views of an answer, links that need no script."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.serve.browser.conftest import AXE, WCAG
from tests.serve.conftest import serving


@pytest.fixture(autouse=True)
def editor(tab: Any) -> None:
    """The query page."""
    tab.goto("/sparql")


def run(tab: Any, example: str, view: str) -> Any:
    """Choose an example, run it and look at its answer in a view."""
    tab.get_by_label("Examples").select_option(label=example)
    with tab.expect_response(lambda response: "/sparql?" in response.url):
        tab.locator(".yasqe_queryButton").click()
    tab.locator(".yasr_response_chip:not(.empty)").wait_for()
    tab.locator(".yasr_btnGroup").get_by_text(view, exact=True).click()
    return tab.locator(".yasr_results")


def test_an_answer_with_countries_has_a_map(tab: Any, site: httpx.Client) -> None:
    results = run(tab, "Number of initiatives by country", "Map")
    rows = site.get("/api/queries/countries").json()
    shown = results.locator("svg text.on").all_text_contents()
    assert sorted(shown) == sorted(x for row in rows for x in (row["code"], str(row["initiatives"])))


def test_an_answer_with_pairs_has_a_graph(tab: Any, site: httpx.Client) -> None:
    results = run(tab, "Who funds what", "Graph")
    rows = site.get("/api/queries/funders").json()
    assert results.locator("svg path.edge").count() == len(rows)
    assert results.locator("svg circle").count() == len({x for row in rows for x in row.values()})


def test_what_is_shared_is_an_address_that_answers_without_scripts(tab: Any, chromium: Any) -> None:
    tab.locator(".yasqe_share").click()
    address = tab.locator(".yasqe_sharePopup input").input_value()
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(address)
    assert page.locator("#answer tbody tr").count() == 50
    context.close()


def test_editor_and_form_hand_over_what_was_written(tab: Any) -> None:
    tab.get_by_label("Examples").select_option(label="What has closed")
    tab.get_by_role("button", name="Plain form").click()
    form = tab.locator("#query")
    assert "mxtd:status" in form.input_value() or "endDate" in form.input_value()
    form.fill("ASK { ?s a mxtd:Initiative }")
    tab.get_by_role("button", name="Editor").click()
    assert tab.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()") == "ASK { ?s a mxtd:Initiative }"


def test_an_editor_of_other_bytes_is_refused_and_the_form_stays(
    chromium: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("other")
    (folder / "vault").mkdir()
    for name in ("yasgui.min.js", "yasgui.min.css"):
        (folder / name).write_text("/* not what was meant */", encoding="utf-8")
    with serving(folder / "vault", "--assets", str(folder), "--workers", "2") as client:
        context = chromium.new_context(base_url=str(client.base_url))
        page = context.new_page()
        page.goto("/sparql")
        page.wait_for_timeout(300)
        assert page.locator("#plain").is_visible() and not page.locator("#editor").is_visible()
        context.close()


def test_axe_finds_nothing_in_the_editor_and_its_views(chromium: Any, site: httpx.Client) -> None:
    context = chromium.new_context(base_url=str(site.base_url), locale="en-GB", bypass_csp=True)
    page = context.new_page()
    page.goto("/sparql")
    run(page, "Number of initiatives by country", "Table")
    page.add_script_tag(path=str(AXE))
    found = {}
    for view in ("Table", "Map", "Graph", "Response"):
        page.locator(".yasr_btnGroup").get_by_text(view, exact=True).click()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            judged = page.evaluate("tags => axe.run('#editor', {runOnly: {type: 'tag', values: tags}})", WCAG)
            if judged["violations"]:
                found[f"{view}, {scheme}"] = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in judged["violations"]]
    context.close()
    assert found == {}
