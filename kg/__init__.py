"""A folder of Markdown notes in, a checked and queryable linked-open-data graph out.

The public face is small: :func:`kg.open` gives a :class:`kg.VaultGraph` to query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["KgError", "Rows", "VaultGraph", "__version__", "open"]

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.vault_graph import Rows, VaultGraph, open


def __getattr__(name: str) -> Any:
    """Load the public names when they are asked for, so that `kg --help` stays quick."""
    if name == "KgError":
        from kg.errors import KgError

        return KgError
    if name in __all__:
        from kg import vault_graph

        return getattr(vault_graph, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
