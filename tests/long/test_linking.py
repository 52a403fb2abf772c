"""A thousand entries looked for in one run: nothing is asked twice, and neither time nor memory runs away."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from kg.build import build
from kg.settings import Settings
from tests.links.wikidata_here import WikidataHere, item

ENTRIES, NAMESAKES = 1_000, 5
SECONDS, BYTES = 60, 400 << 20


@pytest.fixture(scope="session")
def httpserver_listen_address() -> tuple[str, int]:
    return ("127.0.0.1", 0)


def test_a_thousand_entries_in_one_run(tmp_path: Path, httpserver: HTTPServer) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    rows = "".join(f"- [Rive numéro {i} du lac](https://rive{i}.example/) (Suisse)\n" for i in range(ENTRIES))
    (vault / "n.md").write_text(f"# Projets\n\n{rows}", encoding="utf-8")
    build(Settings(vault=vault))
    items = {
        f"Q{i * 10 + n + 1}": item(f"Q{i * 10 + n + 1}", f"Rive numéro {i} du lac" + " annexe" * n, "fr")
        for i in range(ENTRIES)
        for n in range(NAMESAKES)
    }
    wikidata = WikidataHere(httpserver, items)
    wikidata.websites = {f"https://rive{i}.example/": f"Q{i * 10 + 1}" for i in range(ENTRIES)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", "link", "suggest", "--vault", str(vault), "--lang", "en", "--contact", "a@b.example", "--rate", "6000"],
        env={**os.environ, "KG_WIKIDATA_API": wikidata.api, "KG_WIKIDATA_QUERY": wikidata.query_service},
        capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    assert f"Looked for {ENTRIES}:" in done.stderr
    assert max(wikidata.requests.values()) == 1
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{sum(wikidata.requests.values())} requests, {seconds:.1f} s of CPU, {after.ru_maxrss >> 10} MB at most")
    assert seconds < SECONDS
    assert after.ru_maxrss << 10 < BYTES
