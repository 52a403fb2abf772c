"""The reference says what the code says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
PAGES = ["commands", "queries", "problems", "ontology", "python"]


@pytest.mark.parametrize("locale", ["C", "fr_CH.UTF-8"])
def test_the_reference_is_up_to_date_whoever_writes_it(locale: str) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/make_reference.py", "--check"], cwd=TOP, env={"LC_ALL": locale, "PYTHONHASHSEED": "7"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr + "Run: python scripts/make_reference.py"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_linked_from_the_index(page: str) -> None:
    assert f"(reference/{page}.md)" in (TOP / "docs" / "index.md").read_text(encoding="utf-8")


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    broken = []
    for file in [*(TOP / "docs").rglob("*.md"), TOP / "README.md", TOP / "CONTRIBUTING.md"]:
        text = re.sub(r"^```.*?^```", "", file.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        for target in re.findall(r"\]\(([^)#\s]+)", re.sub(r"`[^`]*`", "", text)):
            if not target.startswith(("http", "mailto:")) and not (file.parent / target).exists():
                broken.append(f"{file.relative_to(TOP)}: {target}")
    assert broken == []
