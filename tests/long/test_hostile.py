"""Notes mutated at random: no traceback, no note lost without a word, and dumps that every parser reads."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.build import build
from kg.settings import Settings
from kg.store import export, generations

TOP = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("KG_ROUNDS", "400"))
NOTES = sorted(p for p in (TOP / "notes").rglob("*") if p.suffix in (".md", ".csv"))
BITS = [
    b"---\n", b"\x00", b"\xff", b"\xed\xa0\x80", b"\x1b[31m", b"```turtle\n", b"```\n", b"|", b"[[", b"]]", b"](", b"(", b")", b"::", b"\xc2\x85",
    b"\xe2\x80\xa8", b"\t", b"- ", b"    ", b"> ", b"# ", b"<!-- kg: no -->", b"%%", b"&#27;", b"&#0;", b'"', b"'", b"{{", b"*a", b"&a", b"\r", b"\n\n",
    "é".encode(), "e\u0301".encode(), "\u202e".encode(), "𝕏".encode(), b"https://", b"javascript:", b"2019-", b"depuis ", b": ", b"{", b"[", b"~",
]  # fmt: skip


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """Some bytes of a note changed, cut, doubled or put elsewhere."""
    data = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        match chance.randrange(5):
            case 0:
                data[at:at] = chance.choice(BITS) * chance.choice([1, 1, 1, 3, 40])
            case 1:
                del data[at : min(to, at + 60)]
            case 2:
                data[at:at] = data[at : min(to, at + 200)]
            case 3:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                lines = bytes(data).split(b"\n")
                chance.shuffle(lines)
                data = bytearray(b"\n".join(lines))
    return bytes(data)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_mutation_stops_a_build_or_spoils_a_dump(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    chosen = chance.sample(NOTES, 3)
    for index, note in enumerate(chosen):
        (tmp_path / f"{index}{note.suffix}").write_bytes(mutated(note.read_bytes(), chance))
    (tmp_path / "ok.md").write_text("# Projets\n\n- [Sentier](https://sentier.example/) (Suisse)\n", encoding="utf-8")
    report = build(Settings(vault=tmp_path))
    assert report.notes + report.skipped + sum(p.code == "KG105" for p in report.problems) == 4
    for problem in report.problems:
        assert problem.span.line >= 1 and problem.span.column >= 1
    generation = generations.current(tmp_path)
    assert generation is not None
    store = generations.open_store(generation)
    nquads = {q.triple for q in ox.parse(export.export(store, "nquads"), format=ox.RdfFormat.N_QUADS)}
    assert any("sentier.example" in str(t) for t in nquads)
    for name in ("turtle", "ntriples"):
        data = export.export(store, name)
        form = ox.RdfFormat.TURTLE if name == "turtle" else ox.RdfFormat.N_TRIPLES
        assert {q.triple for q in ox.parse(data, format=form)} == nquads
    if seed % 10 == 0:
        graph = rdflib.Graph().parse(data=export.export(store, "rdfxml"), format="xml")
        assert len(graph) == len(nquads)
