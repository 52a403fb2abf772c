"""What each benchmark is given: how large, how often, and a folder for what it makes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from benchmarks.measuring import measure
from benchmarks.records import Section
from benchmarks.vault import write_vault

TOP = Path(__file__).resolve().parent.parent
PROGRAMS = Path(__file__).resolve().parent / "programs"
KG = (
    str(Path(sys.executable).with_name("kg")),
)  # as people call it: a module that is run itself is compiled each time


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """How a run is asked for: `quick` for small sizes, `large` for 100,000 notes as well."""

    folder: Path
    rounds: int = 3
    quick: bool = False
    large: bool = False
    seed: int = 1
    limit: float = 600.0  # seconds that one command may take

    def size(self, quick: int, usual: int, large: int = 0) -> int:
        """The size to measure at."""
        return quick if self.quick else (large or usual) if self.large else usual

    def vault(self, count: int, *, plain: bool = False) -> Path:
        """A generated vault of a number of notes, made once."""
        vault = self.folder / f"{'plain' if plain else 'mixed'}-{count}"
        if not vault.exists():
            write_vault(vault, count, seed=self.seed, plain=plain)
        return vault

    def built(self, count: int, *, plain: bool = False) -> Path:
        """A generated vault with its graph built."""
        vault = self.vault(count, plain=plain)
        if not (vault / ".kg" / "CURRENT").exists():
            measure([*KG, "build", "-q", str(vault)], good=(0, 1), limit=1800)
        return vault

    def dump(self, vault: Path, form: str) -> Path:
        """What `kg export` writes of a built vault, made once."""
        out = self.folder / f"{vault.name}.{form}"
        if not out.exists():
            measure([*KG, "export", "--vault", str(vault), "-f", form, "-o", str(out)], limit=1800)
        return out


Benchmark: TypeAlias = Callable[[Bench], Section]


def program(name: str, python: str = sys.executable) -> tuple[str, ...]:
    """The beginning of a command that runs one of the programs."""
    return (python, str(PROGRAMS / name))


def lines_of(file: Path) -> int:
    """How many lines a file has: in N-Triples and N-Quads, statements."""
    with file.open("rb") as lines:
        return sum(1 for _ in lines)


def numbered(count: int) -> str:
    """A number as people write it."""
    return f"{count:,}"
