"""One sort of problem: how bad it is, what it says, what to do."""

from __future__ import annotations

from kg.model.problem import Problem, Severity
from kg.model.record import record
from kg.model.span import Span
from kg.model.text import Text, Value


@record
class Code:
    """One sort of problem. `{names}` in its texts are filled in where it is met."""

    code: str
    severity: Severity
    message: Text
    hint: Text | None = None

    def at(self, span: Span, *, hint: bool = True, **values: Value) -> Problem:
        """A problem of this sort, at a place; `hint` says whether its hint has something to say."""
        said = self.hint.filled(**values) if self.hint is not None and hint else None
        message = self.message.filled(**values)
        return Problem(code=self.code, severity=self.severity, message=message, span=span, hint=said)
