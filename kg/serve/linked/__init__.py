"""Linked data: every IRI of the graph answers, to people with a page and to programs with statements.

addresses.py     a path to the IRI that it stands for, an IRI to where it is answered
offers.py        the formats of statements: by suffix, by `Accept`, with validators
answering.py     what every answer here shares: OPTIONS, refusals, nothing that is too long
things.py        `/id/x`, `/note/x`, `/place/CH` …: the page or the data of a thing
readers.py       the pages that others write, and the plain page where nobody wrote one
kept.py          large answers that were given before
once.py, sheet.py what is computed once a generation; statements in the making
near.py          what is nearly called so, for what is not there
vocabulary.py    the ontology and its documentation, the shapes, the JSON-LD context
dumps.py         the whole graph in every format, made once a generation
figures.py       how much of what a generation holds
void.py, dcat.py, service.py, schemaorg.py
                 the data set and its endpoint in the words of VoID, DCAT-AP 3, SPARQL Service Description, schema.org
descriptions.py  where these are answered
signposts.py     Link headers
crawlers.py      robots.txt, sitemap.xml
"""

from __future__ import annotations

from starlette.routing import BaseRoute

from kg.serve.linked import crawlers, descriptions, dumps, things, vocabulary
from kg.serve.linked.readers import Readers


def routes(readers: Readers | None = None) -> list[BaseRoute]:
    """The addresses of linked data; `readers` are the pages that people get of things.

    They stand last: what no address of this site is answers as a thing of the graph, or with what is nearly called so.
    """
    pages = readers or Readers()
    return [
        *descriptions.routes(),
        *dumps.routes(),
        *vocabulary.routes(),
        *crawlers.routes(),
        *things.routes(pages),
    ]
