"""What is asked of a service, and what was heard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kg.model.record import record


class Key:
    """A key of a service: `name` of the variable it is from, `header` that carries it. Its value is never shown."""

    def __init__(self, name: str, header: str, value: str) -> None:
        self.name = name
        self._header = {header: value.strip()}

    def __repr__(self) -> str:
        return f"Key({self.name})"

    def headers(self) -> Mapping[str, str]:
        """What the request carries."""
        return self._header


@record
class Question:
    """What is asked: `params` go into the address, `form` is posted as a form, `content` as JSON.

    `answers` are the HTTP codes that are an answer, so that a redirect or "not found" can be one; `kept` tells whether
    what is heard is kept as the answer to this very question.
    """

    address: str
    params: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()
    content: str = ""
    accept: str = "application/json"
    answers: tuple[int, ...] = (200,)
    key: Key | None = None
    kept: bool = True


@record
class Heard:
    """What a service said: its JSON, or the code and the location where one of these is the answer; `address` is where."""

    data: Any
    address: str
    status: int = 200
    location: str = ""


def name_of(question: Question) -> str:
    """The question without its key, which says nothing of what is asked."""
    parts = (question.address, question.params, question.form, question.content, question.accept)
    return json.dumps(parts, ensure_ascii=False)
