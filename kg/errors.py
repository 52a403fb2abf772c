"""What stops kg: one tree of failures. What an author can mend is a Problem, not one of these.

KgError
├── VaultError        no vault here, or it cannot be read
├── SettingsError     kg.toml says something that cannot be
├── QueryError        a query that cannot be parsed, or a name or parameter nobody knows
├── FormatError       a format nobody knows
├── EntityError       an entity that is not in the graph
├── NotPublished      --strict, and the notes hold an error or violation
└── StoreError        the store cannot be opened or written
"""

from __future__ import annotations


class KgError(Exception):
    """Something that keeps kg from doing what was asked.

    `message` says what, in one line; `hint` says what to try next, or is empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class VaultError(KgError):
    """There is no vault where one was looked for."""


class SettingsError(KgError):
    """kg.toml cannot be read or holds a value that cannot be."""


class QueryError(KgError):
    """A query that cannot be parsed or run, or a name or parameter that is not known."""


class FormatError(KgError):
    """An output format that is not known, or does not fit the answer."""


class EntityError(KgError):
    """An entity that is not in the graph."""


class NotPublished(KgError):
    """A strict build found an error or violation and published nothing."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""
