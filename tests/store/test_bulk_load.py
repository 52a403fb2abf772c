"""A dump that another engine loads with its own loader: what docs/how-to/bulk.md shows for Virtuoso, on a real one."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.build import build
from kg.settings import Settings
from kg.store import generations
from kg.store.packing import packed
from kg.straight import straight
from tests.engines.running import Running, free_port, virtuoso

TOP = Path(__file__).resolve().parents[2]
OURS = 'FILTER(STRSTARTS(STR(?g), "https://museumxtd.ch/kg/"))'
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } %s }"
LABELS = "SELECT ?g ?s ?n { GRAPH ?g { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?n } %s }"
LEFT = "SELECT COUNT(*) FROM DB.DBA.load_list WHERE ll_error IS NOT NULL OR ll_state <> 2;"


class Loader:
    """A Virtuoso of this test's own; `dumps` is the folder that it may read."""

    def __init__(self, engine: Running, sql: int, dumps: Path) -> None:
        self.address, self.sql, self.dumps = engine.address, sql, dumps

    def isql(self, *commands: str) -> str:
        """What the commands of the guide say."""
        words = ["isql-vt", f"127.0.0.1:{self.sql}", "dba", "dba", "ERRORS=STDOUT", "PROMPT=OFF", "VERBOSE=OFF",
                 *(f"EXEC={command}" for command in commands)]  # fmt: skip
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=90)
        assert done.returncode == 0 and "*** Error" not in done.stdout, done.stdout + done.stderr
        return done.stdout

    def select(self, query: str) -> set[tuple[str, ...]]:
        answer = httpx.get(self.address, params={"query": query, "format": "text/csv"}, timeout=60)
        assert answer.status_code == 200, answer.text
        return set(map(tuple, list(csv.reader(io.StringIO(answer.text)))[1:]))


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loader]:
    sql, dumps = free_port(), tmp_path_factory.mktemp("dumps")
    engine = virtuoso(tmp_path_factory.mktemp("virtuoso"), sql=sql, dumps=dumps)
    if engine is None or shutil.which("isql-vt") is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7)")
    with engine:
        yield Loader(engine, sql, dumps)


def test_what_virtuosos_bulk_loader_loads_is_what_the_notes_say(loader: Loader, tmp_path: Path) -> None:
    shutil.copytree(TOP / "notes", tmp_path / "notes", ignore=shutil.ignore_patterns(".kg"))
    settings = Settings(vault=tmp_path / "notes")
    with straight(settings) as found, (loader.dumps / "graph.nq.gz").open("wb") as out, packed(out, ".nq.gz") as to:
        count = found.write(to)
    loader.isql(*commands_of_the_guide(loader.dumps))
    assert loader.isql(LEFT).split()[-1] == "0"
    assert loader.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {OURS} }}") == {(str(count),)}
    build(settings)
    plain = 'FILTER(!CONTAINS(STR(?g), "/provenance/"))'
    for query in (GRAPHS, LABELS):
        assert loader.select(query % OURS) == here(tmp_path / "notes", query % plain)


def here(vault: Path, query: str) -> set[tuple[str, ...]]:
    """What the graph that was built answers, as CSV has it."""
    generation = generations.current(vault)
    assert generation is not None
    rows = generations.open_store(generation).query(query)
    assert isinstance(rows, ox.QuerySolutions)
    text = rows.serialize(format=ox.QueryResultsFormat.CSV) or b""
    return set(map(tuple, list(csv.reader(io.StringIO(text.decode(), newline="")))[1:]))


def commands_of_the_guide(dumps: Path) -> list[str]:
    """The block for isql of the how-to, with the folder of this test."""
    text = (TOP / "docs" / "how-to" / "bulk.md").read_text(encoding="utf-8")
    block = re.search(r"```sql\n(.*?)```", text, re.DOTALL)
    assert block is not None
    return [line.replace("/srv/dumps", str(dumps)) for line in block[1].splitlines() if line.strip()]
