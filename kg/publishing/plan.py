"""What has to be sent so that an engine holds what a generation does: by the digests of both."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model.record import record
from kg.store.remote.catalogue import Catalogue


@record
class Plan:
    """Graphs to send and to remove, in order; `first`: the engine holds nothing of ours yet."""

    send: tuple[str, ...]
    remove: tuple[str, ...]
    first: bool

    @property
    def is_empty(self) -> bool:
        """Whether the engine holds just this."""
        return not self.send and not self.remove


def plan(here: Mapping[str, str], there: Catalogue | None, *, everything: bool = False) -> Plan:
    """What to do, from the digests of a generation's graphs and the catalogue of the engine. `everything`: trust no digest."""
    known = there.digests if there is not None else {}
    send = tuple(sorted(g for g, digest in here.items() if everything or known.get(g) != digest))
    remove = tuple(sorted(g for g in known if g not in here))
    return Plan(send=send, remove=remove, first=there is None)
