"""Where ontology, shapes and queries lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

from kg.errors import StoreError


def folder(name: str) -> Path:
    """The folder `name` (`ontology`, `shapes`, `queries`). Raises StoreError when the installation lacks it."""
    package = Path(__file__).resolve().parent
    for candidate in (package / "data" / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise StoreError.lacks(f"{name}/")
