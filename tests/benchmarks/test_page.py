"""The results page and its curves are made from records, and a command is measured with all below it."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import __main__ as command
from benchmarks.curves import CURVES, draw, pictures, slope
from benchmarks.measuring import Failed, in_turn, measure
from benchmarks.page import number, page, spread
from benchmarks.records import Figure, Run, Section, as_json, from_json
from benchmarks.sections.validation import with_violations

_FIGURES = tuple(
    Figure(task=f"{size:,} notes", who=who, unit=unit, values=tuple(size * times * (1 + r / 10) for r in range(3)))
    for size in (200, 4000)
    for who, times in (("kg", 0.01), ("a <peer>", 0.02))
    for unit in ("CPU s", "peak MB")
)
_RUN = Run(
    date="2026-01-02",
    command="python -m benchmarks",
    machine=(("cores", "2"),),
    versions=(("kg", "1"),),
    sections=(Section(name="growth", title="Growth", about="As notes grow.", figures=_FIGURES, remarks=("One was not there.",)),),
)  # fmt: skip


def test_a_run_is_read_back_from_json() -> None:
    assert from_json(as_json(_RUN)) == _RUN


def test_the_page_holds_figures_with_spread_and_paired_ratios() -> None:
    text = page(_RUN)
    assert "| kg | 2.20 (2.00–2.40) | 2.20 (2.00–2.40) |  |" in text
    assert "| a <peer> | 4.40 (4.00–4.80) | 4.40 (4.00–4.80) | 0.500 |" in text
    assert "- One was not there." in text
    assert all(curve.file in text for curve in CURVES)


def test_numbers_show_three_figures() -> None:
    assert [number(v) for v in (0, 0.01234, 1.5, 99.94, 100, 123456.7)] == [
        "0",
        "0.0123",
        "1.50",
        "99.9",
        "100",
        "123,457",
    ]
    assert spread(()) == "–"
    assert spread((2.5, 1.0, 4.0)) == "2.50 (1.00–4.00)"
    assert spread((7, 7, 7.0)) == "7"


def test_curves_are_svg_and_escape_what_they_name() -> None:
    found = pictures(_RUN)
    assert set(found) == {curve.file for curve in CURVES}
    for text in found.values():
        root = ElementTree.fromstring(text)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "a <peer>" in {t.text for t in root.iter("{http://www.w3.org/2000/svg}text")}
        assert "prefers-color-scheme: dark" in text


def test_a_curve_knows_how_it_grows() -> None:
    assert slope([(1, 5), (100, 2), (1000, 20)]) == pytest.approx(1)
    assert ElementTree.fromstring(draw("one point", {"kg": [(200, 1.0)]})) is not None


def test_what_is_published_was_made_from_its_records() -> None:
    if not command.RESULTS.exists():
        pytest.skip("no whole run yet")
    run = from_json(command.RESULTS.with_suffix(".json").read_text(encoding="utf-8"))
    assert command.RESULTS.read_text(encoding="utf-8") == page(run)
    for name, text in pictures(run).items():
        assert (command.RESULTS.parent / name).read_text(encoding="utf-8") == text


def test_a_child_counts_as_its_parent() -> None:
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(80_000_000); sum(range(20_000_000))'])"
    usage = measure([sys.executable, "-c", child])
    assert usage.cpu > 0.1
    assert usage.peak > 80


def test_a_failure_is_a_remark_and_costs_the_others_nothing() -> None:
    def fails() -> dict[str, float]:
        raise Failed("ended badly")

    figures, remarks = in_turn("a task", {"kg": lambda: {"CPU s": 1.0}, "peer": fails}, 3)
    assert figures == [Figure(task="a task", who="kg", unit="CPU s", values=(1.0, 1.0, 1.0))]
    assert remarks == ["a task: peer ended badly."]


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(Failed, match="more than 0 s"):
        measure([sys.executable, "-c", "import time; time.sleep(60)"], limit=0.2)


def test_violations_are_in_the_share_that_was_asked_for() -> None:
    lines = [
        line
        for i in range(1000)
        for line in (
            f"<http://e/{i}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://museumxtd.ch/kg/ontology#Initiative> .\n",
            f'<http://e/{i}> <http://www.w3.org/2000/01/rdf-schema#label> "{i}" .\n',
            f"<http://e/{i}> <https://schema.org/url> <http://e/{i}/> .\n",
        )
    ]
    made = list(with_violations(iter(lines), share=1))
    assert list(with_violations(iter(lines), share=0)) == lines
    assert sum("second.example" in line for line in made) > 100
    assert sum("#label" in line for line in made) < 900


def test_without_peers_a_section_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import peers
    from benchmarks.bench import Bench
    from benchmarks.sections.notes_to_graph import runners

    monkeypatch.setattr(peers, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(peers, "_npm", lambda peer, folder: "the registry was not reached")
    peers.installed.cache_clear()
    try:
        who, missing = runners(Bench(folder=tmp_path), tmp_path, 1, ("vault-triplifier",))
    finally:
        peers.installed.cache_clear()
    assert set(who) == {"kg"}
    assert missing == ["vault-triplifier is not measured: the registry was not reached"]
