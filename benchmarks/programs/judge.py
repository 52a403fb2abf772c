"""python judge.py ENGINE DATA.nt SHAPES.ttl: the verdict of a SHACL engine and its results, each as one line of JSON.

A result is focus node, path, constraint component and value, so that engines can be compared.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

SH = "http://www.w3.org/ns/shacl#"
Found = tuple[
    float, list[tuple[str, str, str, str]]
]  # the seconds of judging alone (-1: with reading), and the results


def kg(data: str, given: str) -> Found:
    """Ours, by the shapes that it is given."""
    from kg.graph.shapes.load import of_files

    return _judged_here(data, of_files([Path(given)]))


def kg_whole(data: str, _given: str) -> Found:
    """Ours: what a build does, by all shapes that it carries."""
    return _judged_here(data, None)


def _judged_here(data: str, by: Any) -> Found:
    import pyoxigraph as ox

    from kg.graph import shapes

    store = ox.Store()
    store.bulk_load(path=data, format=ox.RdfFormat.N_TRIPLES)
    began = time.monotonic()
    found = shapes.judge(store, by)
    spent = time.monotonic() - began
    return spent, [(r.focus, r.path, r.component or SH + "SPARQLConstraintComponent", r.value.value if r.value is not None else "") for r in found]  # fmt: skip


def pyshacl(data: str, shapes: str) -> Found:
    """pySHACL on rdflib."""
    import pyshacl as engine
    import rdflib

    return _graphs(engine.validate, rdflib.Graph().parse(data, format="nt"), shapes)


def turbo(data: str, shapes: str) -> Found:
    """pyshacl-turbo, which reads the file itself."""
    import pyshacl_turbo

    return _graphs(pyshacl_turbo.validate, data, shapes)


def _graphs(validate: Callable[..., Any], data: Any, shapes: str) -> Found:
    import rdflib

    began = time.monotonic()
    _, report, _ = validate(data, shacl_graph=shapes, advanced=False)
    spent = -1.0 if isinstance(data, str) else time.monotonic() - began

    def say(node: Any, name: str) -> str:
        return str(next(iter(report.objects(node, rdflib.URIRef(SH + name))), ""))

    names = ("focusNode", "resultPath", "sourceConstraintComponent", "value")
    nodes = report.subjects(rdflib.RDF.type, rdflib.URIRef(SH + "ValidationResult"))
    return spent, [(say(n, names[0]), say(n, names[1]), say(n, names[2]), say(n, names[3])) for n in nodes]


def rust(data: str, shapes: str) -> Found:
    """shacl-rust with its index."""
    import shacl_rust

    report = shacl_rust.validate_file(data, shapes, data_format="nt", experimental_index=True)
    return -1.0, list(_rows(report["results"]))


def _rows(results: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str, str, str]]:
    for r in results:
        focus, path, component, value = (
            _bare(r.get(k)) for k in ("focusNode", "resultPath", "sourceConstraintComponent", "value")
        )
        yield focus, path, component, value


def _bare(term: Any) -> str:
    """A term without the marks of N-Triples."""
    text = "" if term is None else str(term)
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if text.startswith('"'):
        return text[1 : text.rfind('"')]
    return SH + text.removeprefix("sh:") if text.startswith("sh:") else text


def rudof(data: str, shapes: str) -> Found:
    """pyrudof's native engine."""
    import pyrudof

    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_data(data, format=pyrudof.RDFFormat.NTriples)
    engine.read_shacl(Path(shapes).read_text(encoding="utf-8"))
    began = time.monotonic()
    report = engine.validate_shacl()
    spent = time.monotonic() - began
    return spent, [(_bare(e.focus_node), _bare(e.path), _bare(e.constraint_component), _bare(e.value)) for e in report]


ENGINES: dict[str, Callable[[str, str], Found]] = {
    "kg": kg,
    "kg, all shapes": kg_whole,
    "pySHACL": pyshacl,
    "pyshacl-turbo": turbo,
    "shacl-rust": rust,
    "pyrudof": rudof,
}

if __name__ == "__main__":
    seconds, results = ENGINES[sys.argv[1]](*sys.argv[2:4])
    print(json.dumps({"seconds": seconds, "results": sorted(results)}))
