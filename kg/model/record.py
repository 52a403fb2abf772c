"""Records: frozen for the type checker, cheap to make while kg runs.

A frozen dataclass sets each field through `object.__setattr__`, which takes three times as long as setting it plainly;
a build makes a million records. mypy holds that nobody changes one (docs/decisions/0007-records.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a record: slots, fields by name, equality and hash by value."""
    return dataclass(slots=True, kw_only=True, unsafe_hash=True)(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True, order_default=True)
def ordered(cls: type[T]) -> type[T]:
    """Make a class a record that sorts by its fields, in their order."""
    return dataclass(slots=True, kw_only=True, unsafe_hash=True, order=True)(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False)
def single(cls: type[T]) -> type[T]:
    """Make a class a record that equals only itself."""
    return dataclass(slots=True, kw_only=True, eq=False)(cls)
