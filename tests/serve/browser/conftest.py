"""A real browser: Debian's Chromium, driven by Playwright, at a real server that has the files of the query editor.

CI installs Chromium, and from npm axe-core and the editor; where they are not there, these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.serve.conftest import TOP, serving

CHROMIUM = shutil.which("chromium")
MODULES = TOP / ".ci" / "node_modules"
AXE, EDITOR = MODULES / "axe-core" / "axe.min.js", MODULES / "@zazuko" / "yasgui" / "build"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]  # the tags of the rules that axe-core goes by
THERE = CHROMIUM is not None and AXE.is_file() and EDITOR.is_dir()
# The editor would style a line of its own inline, which our policy forbids and it does without.
EXPECTED = ("404", "Applying inline style")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot run here; in CI all of it has to."""
    if THERE or os.environ.get("CI"):
        return
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="needs chromium, and axe-core and @zazuko/yasgui from npm"))


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The notes of the repository on a real port, with the editor's files."""
    vault = tmp_path_factory.mktemp("browser") / "vault"
    shutil.copytree(TOP / "notes", vault, ignore=shutil.ignore_patterns(".kg"))
    with serving(vault, "--assets", str(EDITOR), "--workers", "2") as client:
        yield client


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """A browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Any, site: httpx.Client) -> Iterator[Any]:
    """A page of a browser that speaks English; what its console says against us fails the test."""
    context = chromium.new_context(base_url=str(site.base_url), locale="en-GB")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert [s for s in said if not any(x in s for x in EXPECTED)] == []
