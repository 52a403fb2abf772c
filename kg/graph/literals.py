"""Whether the text of a literal is one of its datatype."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox


@contextmanager
def unheard() -> Iterator[None]:
    """While this lasts, rdflib says nothing of ill-typed literals: it warns, logs a traceback, and judges."""
    log = logging.getLogger("rdflib.term")
    was, log.disabled = log.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.disabled = was


def is_ill_typed(value: ox.Literal) -> bool:
    """Whether a literal's text is none of its datatype, as rdflib judges the datatypes that it knows."""
    import rdflib  # takes as long as a small vault

    with unheard():
        datatype = rdflib.URIRef(value.datatype.value)
        return bool(rdflib.Literal(value.value, datatype=datatype, normalize=False).ill_typed)
