"""The commands as a user meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from kg.cli import main
from kg.store import generations

Vault = Callable[[dict[str, str]], Path]
NOTE = (
    "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2020)\n- [Gué](https://gue.example/) (Suise, 2021)\n"
)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), env={"LANG": "en", "LC_ALL": "en"})


def test_build_says_what_it_found(vault: Vault) -> None:
    done = run("build", str(vault({"n.md": NOTE})))
    assert done.exit_code == 0 and "2 initiatives" in done.output


def test_check_points_at_the_line_and_suggests(vault: Vault) -> None:
    done = run("check", str(vault({"n.md": NOTE})))
    assert "n.md:4:32: KG201" in done.output and "Suisse" in done.output


def test_a_place_is_suggested_as_it_is_written(vault: Vault) -> None:
    note = "# Projets\n\n- [Gué](https://gue.example/) (Norvègue)\n- [Quai](https://quai.example/) (Royaume-Un)\n"
    said = run("check", str(vault({"n.md": note}))).output
    assert "Did you mean Norvège?" in said and "Did you mean Royaume-Uni?" in said


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_check_speaks_to_programs(vault: Vault, form: str) -> None:
    assert json.loads(run("check", str(vault({"n.md": NOTE})), "--format", form, "-q").stdout) is not None


def test_annotations_name_files_from_the_working_folder(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = vault({"n.md": NOTE})
    monkeypatch.chdir(folder.parent)
    done = run("check", folder.name, "--format", "github")
    assert f"file={folder.name}/n.md,line=4" in done.stdout
    results = json.loads(run("check", folder.name, "--format", "sarif").stdout)["runs"][0]["results"]
    files = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert f"{folder.name}/n.md" in files


def test_query_builds_first_when_there_is_no_graph(vault: Vault) -> None:
    done = run("query", "by-country", "-p", "country=CH", "--vault", str(vault({"n.md": NOTE})), "-f", "csv")
    assert done.exit_code == 0 and "Sentier,https://sentier.example/" in done.output


def test_why_names_the_note_and_the_line(vault: Vault) -> None:
    done = run("why", "sentier", "country", "--vault", str(vault({"n.md": NOTE})))
    assert "n.md:3:" in done.output and "kg/recognise/country.py" in done.output


@pytest.mark.parametrize(
    "words",
    [
        ["build", "no-such-folder"],
        ["query", "no-such-query"],
        ["query", "SELECT ?x WHER {}"],
        ["query", "countries", "-f", "pdf"],
        ["query", "countries", "-p", "x=1"],
        ["export", "-f", "docx"],
        ["export", "--entity", "Nobody"],
        ["why", "Nobody"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_one_message_and_exit_2(vault: Vault, words: list[str]) -> None:
    folder = [] if words[0] == "build" else ["--vault", str(vault({"n.md": NOTE}))]
    done = run(*words, *folder)
    assert done.exit_code == 2 and done.output.count("kg: ") == 1 and "Traceback" not in done.output


def test_a_vault_that_is_a_file_is_said(vault: Vault) -> None:
    done = run("build", str(vault({"n.md": NOTE}) / "n.md"))
    assert done.exit_code == 2 and "is a file" in done.output


def test_an_empty_vault_builds_and_says_how_to_begin(vault: Vault) -> None:
    done = run("build", str(vault({})))
    assert done.exit_code == 0 and "There is no note here" in done.output


def test_init_writes_a_vault_that_builds(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "new")).exit_code == 0
    done = run("build", "--vault", str(tmp_path / "new"))
    assert done.exit_code == 0 and "2 initiatives" in done.output


@pytest.mark.parametrize(
    "text",
    [
        b"\xff\xfe\x00broken",
        b"---\nalias: [a ?\n---\n# X\n",
        b"---\n- a\n- b\n---\ntext",
        b"\x00\x01\x02",
        b"```turtle\n<a> <b\n```\n",
        b"",
        b"---\n",
        b"- " * 3000,
    ],
)
def test_an_odd_note_never_stops_the_others(vault: Vault, text: bytes) -> None:
    folder = vault({"n.md": NOTE})
    (folder / "odd.md").write_bytes(text)
    done = run("build", str(folder))
    assert "Traceback" not in done.output and done.exit_code in (0, 1) and "2 initiatives" in done.output


def test_strict_publishes_nothing_when_a_note_is_broken(vault: Vault) -> None:
    folder = vault({"n.md": NOTE, "t.md": "```turtle\n<a> <b\n```\n"})
    done = run("build", str(folder), "--strict")
    assert done.exit_code == 1 and not (folder / ".kg" / "CURRENT").exists()


def test_a_build_that_waits_for_another_says_so(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "_PATIENCE", 0.1)
    folder = vault({"n.md": NOTE})
    (folder / ".kg").mkdir()
    held = threading.Event()

    def other() -> None:
        with FileLock(folder / ".kg" / "lock"):
            held.set()
            time.sleep(2)

    threading.Thread(target=other).start()
    held.wait(10)
    done = run("build", str(folder))
    assert done.exit_code == 0 and "Another build is running" in done.stderr


def test_a_link_to_nowhere_stops_nothing(vault: Vault) -> None:
    folder = vault({"n.md": NOTE})
    try:
        (folder / "gone.md").symlink_to(folder / "nowhere.md")
    except OSError:
        pytest.skip("no links here")
    assert run("query", "countries", "--vault", str(folder)).exit_code == 0
    done = run("check", str(folder), "--format", "text")
    assert "gone.md:1:1: KG105" in done.stdout


def test_output_that_goes_to_a_file_is_utf_8_whatever_the_locale(vault: Vault) -> None:
    folder = vault({"n.md": "# Projets\n\n- [Sentier](https://sentier.example/) (Suise, 2021)\n"})
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", "check", str(folder), "--lang", "fr"],
        env=environment, cwd=Path(__file__).parent.parent, capture_output=True, check=False,
    )  # fmt: skip
    assert "« Suise »" in done.stdout.decode("utf-8") and "lue" in done.stderr.decode("utf-8")


def test_values_that_hold_themselves_and_links_in_circles_cost_no_other_note(vault: Vault) -> None:
    folder = vault({"n.md": NOTE, "a.md": "---\na: &a [*a]\n---\n"})
    (folder / "l.md").symlink_to(folder / "l.md")
    done = run("check", str(folder), "--format", "github")
    assert "a.md,line=2,col=4,title=KG101" in done.stdout and "l.md,line=1,col=1,title=KG105" in done.stdout
    assert "n.md" in done.stdout
