"""Records: frozen for the type checker, cheap to make while kg runs.

A frozen dataclass sets each field through `object.__setattr__`, which takes three times as long as setting it plainly;
a build makes a million records. mypy holds that nobody changes one (docs/decisions/0007-records.md).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

__all__ = ["ordered", "record", "replace", "single"]

T = TypeVar("T")


def _shown(cls: type[T]) -> type[T]:
    """The class with a text for people that is written once for all records: to compile one for each costs each command."""
    if "__repr__" not in cls.__dict__:
        type.__setattr__(cls, "__repr__", _as_text)
    return cls


def _as_text(self: Any) -> str:
    said = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__qualname__}({said})"


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a record: slots, fields by name, equality and hash by value."""
    return dataclass(slots=True, kw_only=True, unsafe_hash=True, repr=False)(_shown(cls))


@dataclass_transform(frozen_default=True, kw_only_default=True, order_default=True)
def ordered(cls: type[T]) -> type[T]:
    """Make a class a record that sorts by its fields, in their order."""
    return dataclass(slots=True, kw_only=True, unsafe_hash=True, order=True, repr=False)(_shown(cls))


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False)
def single(cls: type[T]) -> type[T]:
    """Make a class a record that equals only itself."""
    return dataclass(slots=True, kw_only=True, eq=False, repr=False)(_shown(cls))


if TYPE_CHECKING:
    from dataclasses import replace
else:

    def replace(old: T, /, **changes: Any) -> T:
        """A record like `old` with other values in some fields: three times as quick as that of dataclasses."""
        new = object.__new__(type(old))
        for name in old.__slots__:
            setattr(new, name, changes[name] if name in changes else getattr(old, name))
        return new
