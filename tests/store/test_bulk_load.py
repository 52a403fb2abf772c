"""A dump that another engine loads with its own loader: what docs/how-to/bulk.md shows for Virtuoso, on a real one."""

from __future__ import annotations

import csv
import io
import re
import shutil
import socket
import subprocess
import time
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

TOP = Path(__file__).resolve().parents[2]
PATIENCE = 90.0  # seconds until the engine answers, on a machine that does much else
INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {dumps}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 100000
"""


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Virtuoso:
    """A server of this test's own; `dumps` is the folder that it may read."""

    def __init__(self, folder: Path, dumps: Path) -> None:
        self.folder, self.sql, self.http, self.dumps = folder, free_port(), free_port(), dumps
        ini = folder / "virtuoso.ini"
        ini.write_text(INI.format(folder=folder, sql=self.sql, http=self.http, dumps=dumps), encoding="utf-8")
        self.process = subprocess.Popen(
            ["virtuoso-t", "+foreground", "+configfile", str(ini)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if httpx.get(f"http://127.0.0.1:{self.http}/sparql", params={"query": "ASK {}"}).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError("Virtuoso does not answer")

    def isql(self, *commands: str) -> str:
        """What the commands of the guide say."""
        words = ["isql-vt", f"127.0.0.1:{self.sql}", "dba", "dba", "ERRORS=STDOUT", "PROMPT=OFF", "VERBOSE=OFF",
                 *(f"EXEC={command}" for command in commands)]  # fmt: skip
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert done.returncode == 0 and "*** Error" not in done.stdout, done.stdout + done.stderr
        return done.stdout

    def select(self, query: str) -> list[list[str]]:
        answer = httpx.get(
            f"http://127.0.0.1:{self.http}/sparql", params={"query": query, "format": "text/csv"}, timeout=60
        )
        assert answer.status_code == 200, answer.text
        return list(csv.reader(io.StringIO(answer.text)))[1:]


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7)")
    engine = Virtuoso(tmp_path_factory.mktemp("virtuoso"), tmp_path_factory.mktemp("dumps"))
    try:
        engine.wait()
        yield engine
    finally:
        engine.process.terminate()
        try:
            engine.process.wait(30)
        except subprocess.TimeoutExpired:
            engine.process.kill()
            engine.process.wait()


@pytest.mark.parametrize("ending", [".nq.gz"])
def test_what_virtuosos_bulk_loader_loads_is_what_the_notes_say(
    virtuoso: Virtuoso, tmp_path: Path, ending: str
) -> None:
    shutil.copytree(TOP / "notes", tmp_path / "notes", ignore=shutil.ignore_patterns(".kg"))
    settings = Settings(vault=tmp_path / "notes")
    with straight(settings) as found, (virtuoso.dumps / f"graph{ending}").open("wb") as out, packed(out, ending) as to:
        count = found.write(to)
    virtuoso.isql(*commands_of_the_guide(virtuoso.dumps))
    assert (
        virtuoso.isql("SELECT COUNT(*) FROM DB.DBA.load_list WHERE ll_error IS NOT NULL OR ll_state <> 2;").split()[-1]
        == "0"
    )
    ours = 'FILTER(STRSTARTS(STR(?g), "https://museumxtd.ch/kg/"))'
    assert virtuoso.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}") == [[str(count)]]
    build(settings)
    generation = generations.current(tmp_path / "notes")
    assert generation is not None
    store = generations.open_store(generation)
    graphs = {g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode) and "/provenance/" not in g.value}
    assert {row[0] for row in virtuoso.select(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}")} == graphs
    labels = "SELECT ?g ?s ?n { GRAPH ?g { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?n } %s }"
    here = store.query(labels % 'FILTER(!CONTAINS(STR(?g), "/provenance/"))')
    assert isinstance(here, ox.QuerySolutions)
    assert {tuple(r) for r in virtuoso.select(labels % ours)} == {tuple(getattr(v, "value") for v in row) for row in here}  # fmt: skip # noqa: B009


def commands_of_the_guide(dumps: Path) -> list[str]:
    """The block for isql of the how-to, with the folder of this test."""
    text = (TOP / "docs" / "how-to" / "bulk.md").read_text(encoding="utf-8")
    block = re.search(r"```sql\n(.*?)```", text, re.DOTALL)
    assert block is not None
    return [line.replace("/srv/dumps", str(dumps)) for line in block[1].splitlines() if line.strip()]
