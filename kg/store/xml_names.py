"""Whether RDF/XML can hold lines of N-Triples: each property is looked at once, and only texts that look odd."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.store.formats import check_xml

# What a control character is written as, or that it may be: C0 but for tab and line feed, DEL, C1, U+2028 and so on.
_WRITTEN = (rb"\u", rb"\b", rb"\f", rb"\r", *(c.encode() for c in "\u2028\u2029\ufffe\uffff"))
_C1 = re.compile(rb"\xc2[\x80-\x9f]")


def checked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same pieces, each of whole lines. Raises FormatError at the first statement that RDF/XML cannot hold."""
    known: set[bytes] = set()
    for piece in pieces:
        found = {line.split(b" ", 2)[1] for line in piece.splitlines()}
        if not found <= known or _odd(piece):
            check_xml(ox.parse(piece, ox.RdfFormat.N_TRIPLES, lenient=True))
            known |= found
        yield piece


def _odd(piece: bytes) -> bool:
    return any(c in piece for c in _WRITTEN) or _C1.search(piece) is not None
