"""JSON of others, read without trust: what is not of the shape that was meant reads as nothing."""

from __future__ import annotations

from typing import Any


def mapping(value: Any) -> dict[str, Any]:
    """An object; an empty one where it is something else (PHP writes an empty object as `[]`)."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """A list; an empty one where it is something else."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """A text without blanks around it; an empty one where it is something else. Half characters ("\\ud800" alone), which
    JSON lets through and no file can hold, are left out."""
    return value.encode("utf-8", "ignore").decode("utf-8").strip() if isinstance(value, str) else ""


def texts(value: Any) -> list[str]:
    """One text or several, the empty ones left out."""
    return [x for x in map(text, listed(value) or [value]) if x]
