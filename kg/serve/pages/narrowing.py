"""Which entries fit what an address asks for, and how many each further choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from starlette.requests import Request

from kg.model.folding import fold
from kg.model.record import record
from kg.serve.pages.catalogue import FACETS, Entry, Facet, short
from kg.serve.pages.index import index_of
from kg.serve.site import Site

_FACETS = {facet.key: facet for facet in FACETS}
KEYS = (*_FACETS, "q", "from", "to", "sort", "page")  # all that an address may say; the rest is passed over
_LONGEST = 200  # characters of a value
_EVER = 9999


@record
class Narrowed:
    """A list that is narrowed: what the address says, all entries of the list, and for each condition the IRIs that fit it."""

    chosen: Mapping[str, str]
    entries: Sequence[Entry]
    fitting: Mapping[str, frozenset[str]]

    def found(self, but: str = "") -> list[Entry]:
        """The entries that fit all conditions, but perhaps one."""
        sets = [fits for key, fits in self.fitting.items() if key != but]
        return [e for e in self.entries if all(e.iri in fits for fits in sets)]

    def counts(self, facet: Facet) -> Counter[str]:
        """How many entries each value of a facet would leave, by the IRI of the value."""
        return Counter(value for e in self.found(facet.key) for value in facet.values(e))

    def ordered(self, language: str) -> list[Entry]:
        """The entries that fit, as the address sorts them: by name, or the latest first."""
        found = self.found()
        if self.chosen.get("sort") == "year":
            return sorted(found, key=lambda e: (-e.year, fold(e.name(language)), e.iri))
        return found


def narrowed(request: Request, site: Site, entries: Sequence[Entry]) -> Narrowed:
    """The list of entries as an address narrows it."""
    chosen = {k: v[:_LONGEST].strip() for k, v in request.query_params.items() if k in KEYS and v.strip()}
    if chosen.get("sort") != "year":
        chosen.pop("sort", None)
    fitting = {key: _with(entries, _FACETS[key], value) for key, value in chosen.items() if key in _FACETS}
    if "q" in chosen:
        fitting["q"] = frozenset(e.iri for e in index_of(site).entries(chosen["q"]))
    begins, ends = whole(chosen.get("from"), 0), whole(chosen.get("to"), _EVER)
    if (begins, ends) != (0, _EVER):
        fitting["period"] = frozenset(e.iri for e in entries if _ran(e, begins, ends))
    return Narrowed(chosen=chosen, entries=entries, fitting=fitting)


def _with(entries: Sequence[Entry], facet: Facet, value: str) -> frozenset[str]:
    wanted = value.casefold()
    return frozenset(e.iri for e in entries if any(short(v).casefold() == wanted for v in facet.values(e)))


def _ran(entry: Entry, begins: int, ends: int) -> bool:
    """Whether an entry ran at some time from one year to another; of one without a year nobody knows."""
    return entry.year != 0 and entry.year <= ends and (entry.end or _EVER) >= begins


def whole(text: str | None, default: int) -> int:
    """A number of an address; the default where it is none."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else default
