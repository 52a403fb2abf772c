"""How good linking is on names that people matched: `python -m benchmarks.linking [--fit | --wrong]`.

Prints figures of the test half. `--fit` fits the weights of the score on the other half and prints the table for
kg/links/weights.py; `--wrong` shows what was accepted wrongly of the fit half (of the test half nobody shall look at
single cases).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.linking import openrefine
from benchmarks.linking.cases import Case, cases
from benchmarks.linking.draw import Half
from benchmarks.linking.figures import Figures, Outcome, Ranking, figures, outcome
from benchmarks.linking.fit import as_table, fit
from benchmarks.linking.package import Package, read
from benchmarks.linking.pool import Pool, pools, qid_of
from kg.errors import LinkError
from kg.links.records import Match
from kg.links.score import matches


def _ours(pool: Pool) -> Sequence[Match]:
    """Matches of a pool as `kg link` ranks and accepts them."""
    return matches(pool.case.subject, pool.candidates)


RANKINGS: tuple[tuple[str, Ranking], ...] = (
    ("name only, OpenRefine's rule", openrefine.ranked),
    ("kg: names, websites, countries, classes, initials", _ours),
)
_SHOWS_ITS_PAGE = {"same", "deep", "other"}


def _is_said_to_be_one(case: Case) -> bool:
    """Whether a subject is what people matched, and said to be an organisation."""
    return case.group in {"culture", "chain"} and case.subject.kind == "organisation"


# The parts of the test half that figures are given of; the first two are as nature has them.
PARTS: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("cultural organisations", lambda case: case.group == "culture"),
    ("chains and others", lambda case: case.group == "chain"),
    ("both, with a page", lambda case: case.group in {"culture", "chain"} and case.page in _SHOWS_ITS_PAGE),
    ("organisations, with their own site", lambda case: _is_said_to_be_one(case) and case.page == "same"),
    ("both, without", lambda case: case.group in {"culture", "chain"} and case.page not in _SHOWS_ITS_PAGE),
    ("namesakes only", lambda case: case.group == "namesake"),
    ("organisations, all", lambda case: case.role == "itself"),
    ("known by their owner's page", lambda case: case.role == "owner"),
    ("everything", lambda case: True),
)
_HEAD = f"{'':30} {'cases':>6} {'known':>6} {'rank 1':>7} {'in role':>8} {'accepted':>9} {'wrong':>6} {'precision':>10} {'at least':>9}"


def main() -> int:
    """Print what was asked for; 2 where the package is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, help="the file of npm pack; the newest beside this script by default")
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--fit", action="store_true", help="fit the weights")
    asked.add_argument("--wrong", action="store_true", help="show what was accepted wrongly of the fit half")
    said = parser.parse_args()
    try:
        package = read(said.package or _newest())
    except LinkError as error:
        print(f"{error.message} {error.hint}", file=sys.stderr)
        return 2
    if said.fit:
        _print_fit(package)
    elif said.wrong:
        _print_wrong(package)
    else:
        _print_figures(package)
    return 0


def _newest() -> Path:
    here = Path(__file__).parent
    return max(here.glob("name-suggestion-index-*.tgz"), default=here / "name-suggestion-index.tgz")


def _pools(package: Package, half: Half) -> list[Pool]:
    return list(pools([case for case in cases(package) if case.half == half], package.items))


def _print_figures(package: Package) -> None:
    several = _pools(package, "test")
    print(f"name-suggestion-index {package.version}: {len(package.items)} items, {len(several)} cases of the test half")
    for name, ranking in RANKINGS:
        outcomes = [outcome(pool, ranking) for pool in several]
        print(f"\n{name}\n{_HEAD}")
        for part, belongs in PARTS:
            print(f"{part:30} {row(figures(one for one in outcomes if belongs(one.case)))}")


def row(made: Figures) -> str:
    """Figures as one row: shares are of the known cases, the precision of all that was accepted."""
    known = made.known or 1
    return (
        f"{made.cases:6} {made.known:6} {made.first / known:7.1%} {made.in_role / known:8.1%} {made.rightly / known:9.1%} {made.wrong:6} "
        f"{made.precision:10.2%} {made.least_precision:9.2%}"
    )


def _print_fit(package: Package) -> None:
    """A model for each role, of all matches of the fit half."""
    name, ranking = RANKINGS[-1]
    rows = [(pool.case, match) for pool in _pools(package, "fit") for match in ranking(pool)]
    print(f"# {name}")
    print(as_table(fit(rows, "itself")))
    print(as_table(fit(rows, "owner"), prefix="OWNER_"))


def _print_wrong(package: Package) -> None:
    several = _pools(package, "fit")
    labels = {item.qid: f"{item.label} ({item.description})" for item in package.items}
    for name, ranking in RANKINGS:
        print(name)
        for one in (outcome(pool, ranking) for pool in several):
            if one.accepted is not None and not one.accepted_is_right:
                print("\n".join(_told(one, labels)))


def _told(one: Outcome, labels: dict[str, str]) -> Iterator[str]:
    """A wrong acceptance in words: the subject, what would have been right, what was said and why."""
    subject, match = one.case.subject, one.accepted
    assert match is not None
    names = " / ".join(label.text for label in subject.labels)
    yield f"  {one.case.group}: {names} | {' '.join(subject.pages) or 'no page'} | {' '.join(subject.countries)}"
    right = ", ".join(f"{qid} {labels[qid]}" for qid in one.case.right) or "nothing"
    yield f"    right: {right}, as {one.case.role}"
    said = qid_of(match.candidate)
    yield f"    said:  {said} {labels[said]} {' '.join(match.candidate.websites)}, {match.score:.3f}"
    yield "    " + ", ".join(f"{f.name} {f.value:.2f}" for f in match.features if f.value is not None)


if __name__ == "__main__":
    sys.exit(main())
