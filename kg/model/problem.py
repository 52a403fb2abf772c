"""What an author can mend, as a value."""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias

from kg.model.record import record
from kg.model.span import Span
from kg.model.text import Text

__all__ = ["SEVERITIES", "Problem", "Severity", "Text"]

Severity: TypeAlias = Literal["error", "violation", "warning", "information"]
SEVERITIES: tuple[Severity, ...] = ("error", "violation", "warning", "information")  # the worst first


@record
class Problem:
    """Something to mend or to know, with the place where it stands.

    `code` is stable: KG1xx reading, KG2xx recognising, KG3xx shapes, KG4xx identity and addresses,
    KG5xx the data set, KG6xx links.
    """

    code: str
    severity: Severity
    message: Text
    span: Span
    hint: Text | None = field(
        default=None, hash=False
    )  # a build holds many problems in sets; the rest tells them apart

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """What problems are sorted by: the file, the place in it, the code."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.message.en)

    @property
    def stops(self) -> bool:
        """Whether a strict build publishes nothing because of it."""
        return self.severity in ("error", "violation")
