"""What is nearly one thing is said, never united; what is plainly two is not said."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import build
from kg.model.fact import Iri
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.thing import Thing
from kg.recognise.look_alikes import RULES, Look, look, near
from kg.settings import Settings

Vault = Callable[[dict[str, str]], Path]
HEAD = "# Projets\n\n"


def said(folder: Path) -> list[Problem]:
    return [p for p in build(Settings(vault=folder), publish=False).problems if p.code in ("KG401", "KG394")]


ALIKE = {
    "one page under two names": ("[Boussole](https://a.example/x)", "[Rivage](https://www.a.example/x/)", "one page"),
    "one name in one list": ("[Sentier](https://a.example/)", "[Sentier](https://b.example/)", "one name"),
    "a letter too many": ("[Lanterne vive](https://a.example/)", "[Lanternes vive](https://b.example/)", "hardly differ"),
    "another letter": ("[Lanterne vive](https://a.example/)", "[Lamterne vive](https://b.example/)", "hardly differ"),
    "two letters in the wrong order": ("[Lanterne](https://a.example/)", "[Lantenre](https://b.example/)", "hardly differ"),
    "plurals": ("[Petit sentier](https://a.example/)", "[Petits sentiers](https://b.example/)", "hardly differ"),
    "accents and an article": ("[Été vif](https://a.example/)", "[L'Ete vif](https://b.example/)", "one name"),
    "one inside the other on one site": (
        "[Lanterne](https://a.example/)", "[Lanterne Sonore](https://a.example/son)", "one name holds the other",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(ALIKE))
def test_what_looks_alike_is_a_remark_at_the_later_line_that_names_the_first(vault: Vault, what: str) -> None:
    one, two, why = ALIKE[what]
    (problem,) = said(vault({"n.md": f"{HEAD}- {one} (Suisse)\n- {two} (Suisse)\n"}))
    assert (problem.severity, str(problem.span)) == ("information", "n.md:4:4")
    assert "(n.md:3:4)" in problem.message.en and why in problem.message.en


APART = {
    "a letter that is the whole word": ("[Fonds A](https://a.example/)", "[Fonds B](https://b.example/)"),
    "years": ("[Horizon 2020](https://a.example/)", "[Horizon 2021](https://b.example/)"),
    "Roman numbers": ("[Interreg IV](https://a.example/)", "[Interreg VI](https://b.example/)"),
    "names with a word in common": ("[Lanterne Nord](https://a.example/)", "[Lanterne Sud](https://a.example/x)"),
    "one inside the other on two sites": ("[Lanterne](https://a.example/)", "[Lanterne Sonore](https://b.example/)"),
    "a common noun inside": ("[Plateforme](https://a.example/)", "[Plateforme Sonore](https://a.example/x)"),
    "a part of the other": ("[Lanterne](https://a.example/)", "[Rivage](https://b.example/)\n  - [Rivage Sonore](https://b.example/x)"),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(APART))
def test_what_is_plainly_two_is_not_said(vault: Vault, what: str) -> None:
    one, two = APART[what]
    assert said(vault({"n.md": f"{HEAD}- {one} (Suisse)\n- {two}\n"})) == []


def test_what_an_organisation_runs_does_not_look_like_it(vault: Vault) -> None:
    note = f"{HEAD}- [Lanterne Sonore](https://a.example/son)\n  porté par [Lanterne](https://a.example/)\n"
    assert said(vault({"n.md": note})) == []


def test_the_first_may_stand_in_another_note(vault: Vault) -> None:
    folder = vault(
        {"b.md": f"{HEAD}- [Lanterne](https://b.example/)\n", "a.md": f"{HEAD}- [Lantenre](https://a.example/)\n"}
    )
    (problem,) = said(folder)
    assert str(problem.span) == "b.md:3:4" and "(a.md:3:4)" in problem.message.en


def test_each_thing_is_said_once_whatever_it_looks_like(vault: Vault) -> None:
    lines = "".join(
        f"- [{n}](https://{i}.example/) (Suisse)\n" for i, n in enumerate(["Lanterne", "Lanternes", "Lamterne"])
    )
    assert [str(p.span) for p in said(vault({"n.md": HEAD + lines}))] == ["n.md:4:4", "n.md:5:4"]


def test_nothing_is_said_of_the_demo_vault_nor_of_one_in_thirty_gold_folders(tmp_path: Path) -> None:
    top = Path(__file__).resolve().parent.parent
    gold = [f for f in sorted((top / "gold").iterdir()) if f.is_dir()]
    assert_nothing_is_said([top.parent / "notes", *gold[::30]], tmp_path)


def assert_nothing_is_said(folders: Iterable[Path], tmp_path: Path) -> None:
    """Of no vault of these. All gold folders: tests/long."""
    import shutil

    for folder in folders:
        shutil.copytree(folder, tmp_path / folder.name, ignore=shutil.ignore_patterns(".kg"))
        assert said(tmp_path / folder.name) == [], folder.name


# -- by themselves --------------------------------------------------------------------------------------
def thing(number: int, name: str, address: str = "") -> Thing:
    span = Span(path="n.md", line=number + 1, column=1, end=2)
    first = (("schema:url", Iri(iri=address)),) if address else ()
    return Thing(
        key=f"n.md:{number}", kind="initiative", funder=False, names=((name, ""),), labels=(), span=span, firsts=first
    )


def look_alikes(things: Iterable[Thing]) -> set[tuple[str, str, str]]:
    """The pairs that look alike, by their keys, and why."""
    looks = [look(root, t) for root, t in enumerate(things)]
    found: set[tuple[str, str, str]] = set()
    for rule in RULES:
        buckets: dict[Hashable, list[Look]] = defaultdict(list)
        for one in looks:
            for mark in dict.fromkeys(rule.marks(one)):
                buckets[mark].append(one)
        for mark, met in buckets.items():
            pairs = rule.pairs(mark, sorted(met, key=lambda x: x.order))
            found.update((a.thing.key, b.thing.key, rule.why.en) for a, b in pairs)
    return found


NAMES = ["Lanterne", "Lanternes", "Lamterne", "Rivage bleu", "Rivages bleus", "Rivage", "Rivage vif", "École", "Ecole"]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from("ab")), max_size=8), st.randoms())
def test_the_order_of_reading_changes_nothing(given_: list[tuple[str, str]], random: Random) -> None:
    things = [thing(n, name, f"https://{host}.example/{n}") for n, (name, host) in enumerate(given_)]
    once = look_alikes(things)
    random.shuffle(things)
    assert look_alikes(things) == once


def distance(a: str, b: str) -> int:
    """How many letters must be put in, taken out, changed or swapped with the next."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", min_size=1, max_size=6))
def test_words_are_near_that_one_slip_parts(a: str, b: str) -> None:
    assert bool(list(near([a, b] if a != b else [a]))) == (a != b and distance(a, b) == 1)


def test_a_large_vault_takes_no_longer_a_thing() -> None:
    def seconds(count: int) -> float:
        things = [thing(n, f"Musée du canton {n:05} et environs", f"https://canton.example/{n}") for n in range(count)]
        start = time.process_time()
        assert look_alikes(things) == set()
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(1000), 0.01)  # all pairs would take 64 times as long
