"""What a reader has to be told of a thing that is only named: what it is called, what kind of thing it is, its code."""

from __future__ import annotations

import pyoxigraph as ox

from kg.store.prefixes import PREFIXES

LABEL, ALT_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode(PREFIXES["skos"] + "altLabel")
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
ISO_CODE = ox.NamedNode(PREFIXES["mxtd"] + "isoCode")
DETAILS = (LABEL, ALT_LABEL, TYPE, ISO_CODE, ox.NamedNode(PREFIXES["skos"] + "notation"))
