"""What a build says in a terminal: everything that counts, on one screen."""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.build import Report
from kg.cli import main
from kg.console import Progress, Voice
from kg.model.problem import Problem, Severity
from kg.model.span import Span
from kg.model.text import Text, same
from kg.summary import SEVERITIES, summary
from tests.terminal import in_a_terminal

Vault = Callable[[dict[str, str]], Path]
EMPTY = Report(problems=(), notes=3, counts={"Initiative": 5}, published=True, statements=40)


def problem(
    severity: Severity, path: str = "n.md", line: int = 1, message: str = "Something", code: str = ""
) -> Problem:
    span = Span(path=path, line=line, column=3, end=4)
    return Problem(
        code=code or f"KG{SEVERITIES.index(severity)}01", severity=severity, message=same(message), span=span
    )


def said(report: Report, language: str = "en", width: int = 80) -> str:
    parts = summary(report, language, width=width)
    return parts.found + parts.problems + parts.after


def test_it_says_what_was_read_and_found_and_what_to_try() -> None:
    report = replace(
        EMPTY,
        counts={"Initiative": 5, "Organisation": 3, "Funder": 1, "Resource": 1},
        countries=2,
        skipped=1,
        kinds=((Text(fr="fonds", en="fund", de="Fonds"), 1), (Text(fr="réseau", en="network", de="Netzwerk"), 4)),
    )
    assert said(report, width=0).splitlines() == [
        "3 notes read (1 draft left out) → 5 initiatives, 1 resource, 3 organisations (1 funder among them), 2 countries; 40 statements.",
        "Kinds: network 4 · fund 1",
        "Next: kg query countries · kg why NAME · kg export -f turtle",
    ]
    assert said(report, "fr", 0).splitlines()[1] == "Genres : réseau 4 · fonds 1"


def test_remarks_never_push_a_violation_out_of_view() -> None:
    remarks = [problem("information", f"a{n}.md", message=f"Remark {n}") for n in range(500)]
    report = replace(EMPTY, problems=(*remarks, problem("violation", "z.md", 7, "Broken"), problem("error", "z.md", 9)))
    text = said(report)
    places = re.findall(r"^(\S+\.md:\d+:3): KG\d+ (\w+)", text, re.MULTILINE)
    assert places[:3] == [("z.md:9:3", "error"), ("z.md:7:3", "violation"), ("a0.md:1:3", "remark")]
    assert "1 error, 1 violation, 500 remarks" in text
    assert f"… {502 - len(places)} more: kg check" in text


@given(
    st.lists(
        st.tuples(st.sampled_from(SEVERITIES), st.integers(0, 9), st.text("abc é", min_size=1, max_size=400)),
        max_size=40,
    ),
    st.integers(40, 200),
)
def test_whatever_is_wrong_it_fits_a_screen(wrong: list[tuple[Severity, int, str]], width: int) -> None:
    problems = tuple(replace(problem(s, line=n + 1, message=m), hint=same(m) if n % 2 else None) for s, n, m in wrong)
    report = replace(EMPTY, problems=problems, kinds=tuple((same("kind " * 5), n) for n in range(9)))
    for language in ("fr", "en", "de"):
        lines = said(report, language, width).splitlines()
        assert sum(max(-(-len(line) // width), 1) for line in lines) <= 23


def test_what_many_lines_share_is_said_once_with_its_number() -> None:
    report = replace(EMPTY, problems=tuple(problem("warning", line=n) for n in range(1, 31)))
    text = said(report)
    assert text.count("Something") == 1 and "n.md:1:3: KG201 warning Something (29 more places)" in text
    assert "more: kg check" not in text


def test_a_note_cannot_steer_the_terminal() -> None:
    report = replace(EMPTY, problems=(problem("warning", message="“\x1b[2Jab\u202ecd”"),))
    assert "\x1b" not in said(report) and "\u202e" not in said(report)


@pytest.mark.parametrize(
    "report,outcome",
    [
        (replace(EMPTY, published=False), "Nothing was published."),
        (replace(EMPTY, problems=(problem("violation"),)), "What breaks a rule was left out; the rest is published."),
        (replace(EMPTY, counts={}), "No initiative was recognised"),
    ],
    ids=["strict", "violation", "nothing"],
)
def test_it_says_what_became_of_the_graph(report: Report, outcome: str) -> None:
    assert outcome in said(report)


BROKEN = {
    "n.md": "# Projets\n\n- [Sentier](https://sentier.example/) (Suise, 2020)\n\n```turtle\nkg:a a mxtd:Initiative .\n```\n",
    **{f"l{n}.md": f"# Projets\n\n- [Projet {n}](https://p{n}.example/) (Zürrich {n}, 2020)\n" for n in range(40)},
}


def test_in_a_terminal_it_is_coloured_and_fits(vault: Vault) -> None:
    shown = in_a_terminal("build", str(vault(BROKEN)))
    assert "\x1b[31mKG301 violation" in shown and shown.count("\n") <= 23
    assert shown.index("41 notes read") < shown.index("n.md:6:1") < shown.index("more: kg check") < shown.index("Next:")


def test_in_a_terminal_no_color_is_heeded(vault: Vault) -> None:
    assert "\x1b" not in in_a_terminal("build", str(vault(BROKEN)), NO_COLOR="1")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_quick_build_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    with Progress(Voice()) as progress:
        progress("recognise", 1, 2)
    assert screen.getvalue() == ""


def test_a_long_build_shows_how_far_it_is_and_wipes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    with Progress(Voice(), after=0.01) as progress:
        for stage, done, total in (("read", 7, 0), ("recognise", 1, 2), ("check", 0, 0)):
            progress(stage, done, total)
            time.sleep(0.3)
    text = screen.getvalue()
    assert "Reading the notes 7" in text and "Recognising [##########          ] 1/2" in text and "Checking" in text
    assert re.search(r"\r +\r$", text)


@pytest.mark.parametrize(
    "voice,screen", [(Voice(quiet=True), Terminal()), (Voice(), io.StringIO())], ids=["quiet", "pipe"]
)
def test_progress_is_for_terminals_and_those_who_want_it(
    monkeypatch: pytest.MonkeyPatch, voice: Voice, screen: io.StringIO
) -> None:
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress(voice, after=0.01) as progress:
        progress("read", 7, 0)
        time.sleep(0.1)
    assert screen.getvalue() == ""


def test_a_check_counts_its_codes_the_most_frequent_first(tmp_path: Path) -> None:
    items = "".join(f"- [Projet {i}](https://p{i}.example/) (Nullepart{i})\n" for i in range(3))
    (tmp_path / "n.md").write_text(
        f"# Projets\n\n{items}- [Rive](https://rive.example/) (Suisse, 2022-2019)\n", encoding="utf-8"
    )
    done = CliRunner().invoke(main, ["check", str(tmp_path), "--lang", "fr", "--ignore", "KG501,KG401"])
    assert "KG201 ×3 · KG203 ×1 (`kg explain CODE` : ce que cela veut dire)" in done.stderr
