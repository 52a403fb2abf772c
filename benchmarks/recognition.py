"""Score every gold case: `python -m benchmarks.recognition [--case NAME] [--verbose]`."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.scoring import Score, read_gold, score

TOP = Path(__file__).resolve().parent.parent
GOLD = TOP / "tests" / "gold"


def cases() -> list[str]:
    """The names of all cases, `notes` (the demo vault) among them."""
    return sorted(f.stem for f in GOLD.glob("*.tsv"))


def run(case: str) -> Score:
    """Build a case's notes in a folder of their own and score the dump."""
    from kg.build import build
    from kg.settings import Settings
    from kg.store import export, generations

    source = TOP / "notes" if case == "notes" else GOLD / case
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        shutil.copytree(source, vault, ignore=shutil.ignore_patterns(".kg"))
        build(Settings(vault=vault))
        generation = generations.current(vault)
        assert generation is not None
        dump = export.export(generations.open_store(generation), "nquads")
    return score(read_gold(GOLD / f"{case}.tsv"), dump)


def main() -> None:
    """Print a table of all cases and the macro F1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", action="append")
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    found: dict[str, float] = {}
    print(f"{'case':28} right missed wrong    F1")
    for case in asked.case or cases():
        result = run(case)
        found[case] = result.f1
        print(f"{case:28} {result.right:5} {len(result.missed):6} {len(result.wrong):5} {result.f1:5.3f}")
        if asked.verbose:
            print(
                "".join(f"    missed {m}\n" for m in result.missed)
                + "".join(f"    wrong  {w}\n" for w in result.wrong),
                end="",
            )
    groups = {
        "all": list(found),
        "open": [c for c in found if not c.endswith("-held")],
        "held back": [c for c in found if c.endswith("-held")],
    }
    for name, members in groups.items():
        if members:
            print(f"macro F1, {name}: {sum(found[c] for c in members) / len(members):.3f} ({len(members)} cases)")


if __name__ == "__main__":
    main()
