"""What a run of the benchmarks finds: frozen records, and their form as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one of the compared needed for one task, a value a round."""

    task: str
    who: str
    unit: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One benchmark's figures. `base` is who the others are compared with, in each unit of `compared`."""

    name: str
    title: str
    about: str
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...] = ()
    base: str = "kg"
    compared: tuple[str, ...] = ("CPU s",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: on which machine, with which versions, and what each benchmark found."""

    date: str
    command: str
    machine: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def as_json(run: Run) -> str:
    """The run as a JSON text."""
    return json.dumps(asdict(run), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Run:
    """The run that `as_json` wrote."""
    given = json.loads(text)
    sections = tuple(_section(s) for s in given.pop("sections"))
    pairs = {key: tuple((str(a), str(b)) for a, b in given[key]) for key in ("machine", "versions")}
    return Run(date=given["date"], command=given["command"], sections=sections, **pairs)


def _section(given: dict[str, Any]) -> Section:
    figures = tuple(Figure(**{**f, "values": tuple(f["values"])}) for f in given.pop("figures"))
    given["remarks"], given["compared"] = tuple(given["remarks"]), tuple(given["compared"])
    return Section(figures=figures, **given)
