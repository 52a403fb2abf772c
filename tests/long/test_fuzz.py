"""Whatever stands in front matter, Markdown, CSV and Turtle: no crash, every problem has a place, and the other notes are read.

`KG_EXAMPLES=20000` for a long run. What hypothesis finds it makes as small as it can.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import build
from kg.settings import Settings
from kg.store import export, generations

EXAMPLES = int(os.environ.get("KG_EXAMPLES", "150"))
fuzzed = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
GOOD = "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse)\n"

odd = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\x00\r\u2028\u00a0\u202e\u0301\ufeff\ufffe\U0001f5bc")),
    max_size=12,
)  # fmt: skip
words = st.sampled_from(
    ["Rive", "Musée de la Rive", "Suisse", "Belgique - Flandres", "CH", "NO", "2019", "2019-2022", "depuis 2020", "0000", "99999", "2022-2019",
     "2019-02-31", "012", "https://rive.example/", "https://rive.example/%zz?utm_source=x#y", "www.rive.example", "javascript:alert(1)", "file:///x",
     "https://[::1", "https://é.example/ü", "[[Rive]]", "[[a|b]]", "[[#h]]", "[[", "financé par", "porté par la", "petits et moyens", "Q42", "~",
     "<b>", "<!-- kg: no -->", "<!-- kg: ignore KG201 -->", '"', '"""', "'", "\\", "@fr", "*", "&a", "*a", "!tag", "!!python/object:os.system", "|", "{", "}"]
)  # fmt: skip
said = st.lists(st.one_of(words, odd), min_size=1, max_size=5).map(" ".join)
keys = st.one_of(
    st.sampled_from(["type", "title", "country", "pays", "start", "end", "url", "part_of", "funder", "alias", "same_as", "lang", "entries", "tags", "kg",
                     "target_size", "status", "wikidata", "draft", "eleventyNavigation", "<<", "?", "- "]),
    odd,
)  # fmt: skip
values = st.recursive(said, lambda inner: st.one_of(st.lists(inner, max_size=3).map(lambda v: f"[{', '.join(v)}]"),
                      st.tuples(keys, inner).map(lambda p: f"{{{p[0]}: {p[1]}}}"), inner.map(lambda v: f'"{v}"'), inner.map(lambda v: f"\n  - {v}"),
                      inner.map(lambda v: f"\n  a: {v}"), inner.map(lambda v: f"|\n  {v}")), max_leaves=6)  # fmt: skip
matter = st.lists(st.tuples(keys, st.sampled_from([": ", ":", " : ", ":\t"]), values).map("".join), max_size=6).map(
    "\n".join
)
starts = st.sampled_from(["", "- ", "  - ", "\t- ", "1. ", "# ", "### ", "> ", "> [!tip] ", "| ", "|-|-|", "- [ ] ", "    ", "```", "%%", "<<<<<<< ", "=======", "- - ", "key:: "])  # fmt: skip
links = st.tuples(said, said).map(lambda p: f"[{p[0]}]({p[1]})")
lines = st.tuples(starts, st.lists(st.one_of(said, links, said.map(lambda t: f"({t})"), said.map(lambda t: f"**{t}**")), max_size=4).map(" ".join)).map("".join)  # fmt: skip
texts = st.lists(lines, max_size=12).map("\n".join)
cells = st.one_of(said, said.map(lambda t: f'"{t}"'), said.map(lambda t: f'="{t}"'), st.just(""))
headers = st.sampled_from(
    ["nom;pays;site", "name,country,url", "nom\tpays\tsite", '"nom";"pays"', "sep=;\nnom;pays", "1;2", ""]
)
rows = st.lists(
    st.tuples(st.lists(cells, max_size=5), st.sampled_from(";,\t")).map(lambda p: p[1].join(p[0])), max_size=8
).map("\n".join)
nodes = st.one_of(
    st.sampled_from(["kg:rive", "kg:sentier", "mxtd:Initiative", "place:CH", "place:XX", "<https://x.example/a>", "<javascript:a>", "<>", "<rive>", "[]",
                     "_:b", "a", "rdfs:label", "schema:url", "schema:startDate", "dcterms:isPartOf", "mxtd:country", "mxtd:line", "owl:sameAs", "zzz:x",
                     "'Rive'", "'Rive'@fr", "'Rive'@--", "'2019'^^xsd:gYear", "'x'^^xsd:gYear", "'05'^^xsd:integer", "1e400", "true", '"""a\nb"""', "'\\u0000'",
                     "'\\uD800'", "<< kg:rive a kg:x >>", "<<( kg:rive a kg:x )>>", "( 1 2 )", "[ a kg:x ]", "GRAPH", "{", "}", ".", ";", ",", "#", "@prefix", "PREFIX"]),
    odd,
)  # fmt: skip
statements = st.lists(st.tuples(st.lists(nodes, min_size=1, max_size=6).map(" ".join), st.sampled_from([" .\n", ".\n", " ;\n", "\n"])).map("".join), max_size=6)  # fmt: skip
turtle = statements.map(lambda found: f"```turtle\n{''.join(found)}```\n")


def assert_built(files: dict[str, bytes]) -> None:
    """Build a vault of the files and one good note, and ask of it what every vault keeps."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder)
        for name, raw in {**files, "zz.md": GOOD.encode()}.items():
            (vault / name).write_bytes(raw)
        report = build(Settings(vault=vault))
        for problem in report.problems:
            assert problem.span.line >= 1 and problem.span.column >= 1 and problem.span.end > problem.span.column
            assert problem.message.fr and problem.message.en and problem.message.de
        generation = generations.current(vault)
        assert generation is not None
        store = generations.open_store(generation)
        quads = {q.triple for q in ox.parse(export.export(store, "nquads"), format=ox.RdfFormat.N_QUADS)}
        assert any("https://sentier.example/" in str(t.object) for t in quads)
        assert {q.triple for q in ox.parse(export.export(store, "turtle"), format=ox.RdfFormat.TURTLE)} == quads


@fuzzed
@given(matter, texts)
def test_whatever_stands_in_front_matter_stops_no_build(front: str, text: str) -> None:
    assert_built({"n.md": f"---\n{front}\n---\n{text}".encode()})


@fuzzed
@given(texts, texts)
def test_whatever_stands_in_two_notes_stops_no_build(one: str, two: str) -> None:
    assert_built({"Rive.md": one.encode(), "n.md": two.encode()})


@fuzzed
@given(headers, rows)
def test_whatever_stands_in_a_table_stops_no_build(header: str, row: str) -> None:
    assert_built({"t.csv": f"{header}\n{row}".encode()})


@fuzzed
@given(turtle, turtle)
def test_whatever_stands_in_turtle_stops_no_build(one: str, two: str) -> None:
    assert_built({"n.md": f"{GOOD}\n{one}\n{two}".encode()})


@fuzzed
@given(st.binary(max_size=300), st.sampled_from(["n.md", "n.csv", "iris.tsv"]))
def test_whatever_bytes_a_file_holds_stop_no_build(raw: bytes, name: str) -> None:
    assert_built({name: raw})


@fuzzed
@given(
    st.lists(
        st.tuples(
            said, st.sampled_from(["\t", " ", "  "]), st.one_of(said, st.just("https://museumxtd.ch/kg/id/sentier"))
        ).map("".join),
        max_size=5,
    ).map("\n".join)
)
def test_whatever_iris_tsv_says_stops_no_build(rows_: str) -> None:
    assert_built({"iris.tsv": rows_.encode(), "n.md": GOOD.replace("Sentier", "Rive").encode()})
