"""The command of the generator."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.vault import __doc__ as about
from benchmarks.vault import write_vault


def main() -> None:
    """Write a vault and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vault", description=about)
    parser.add_argument("count", metavar="N", type=int, help="how many notes")
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="each note is one initiative that conforms")
    parser.add_argument("--errors", type=float, default=0.0, metavar="RATE", help="share of notes with something wrong")
    said = parser.parse_args()
    bad = write_vault(said.folder, said.count, seed=said.seed, plain=said.plain, errors=said.errors)
    print(f"{said.count} notes in {said.folder}, {bad} of them spoilt")


if __name__ == "__main__":
    main()
