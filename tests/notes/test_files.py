"""Which files are read, and that none is lost without a word."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kg.build import build
from kg.notes.listing import list_files
from kg.notes.markdown import Parsed, parse
from kg.notes.vault import read_file, read_vault
from kg.settings import Settings
from tests.terminal import open_to_all

TOP = Path(__file__).resolve().parents[2]


def _codes(folder: Path) -> list[tuple[str, str]]:
    return [(p.code, p.span.path) for p in read_vault(folder).problems]


def test_two_names_that_differ_in_their_unicode_form_are_said(tmp_path: Path) -> None:
    (tmp_path / "Musée.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / "Muse\u0301e.md").write_text("# B\n", encoding="utf-8")
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system makes them one name")
    assert _codes(tmp_path) == [("KG112", "Musée.md")]
    assert len(read_vault(tmp_path).sheets) == 1


def test_a_folder_that_cannot_be_listed_is_said_and_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "ok.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "b.md").write_text("# B\n", encoding="utf-8")
    (tmp_path / "secret").chmod(0)
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom kg.notes.vault import read_vault\n"
        "read_vault(Path(sys.argv[1]))  # what is imported late is there before the rights go\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "v = read_vault(Path(sys.argv[1]))\nprint([(p.code, p.span.path, p.message.fr) for p in v.problems], len(v.sheets))"
    )
    open_to_all(tmp_path)
    try:
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False, cwd=TOP
        )
    finally:
        (tmp_path / "secret").chmod(0o755)
    if "PermissionError" in done.stderr:
        pytest.skip("another user cannot read the interpreter or the folder here")
    said = "Le dossier ne peut pas être lu (le droit de lecture manque) : ses notes manquent."
    assert done.stdout.strip() == f"[('KG111', 'secret', {said!r})] 1", done.stderr


def test_a_pipe_and_a_socket_are_said_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(tmp_path)
        try:
            listening.bind("socket.md")  # the path of a socket is short
        finally:
            os.chdir(here)
        assert _codes(tmp_path) == [("KG105", "pipe.md"), ("KG105", "socket.md")]


def test_a_note_that_vanishes_while_the_vault_is_read_is_said(tmp_path: Path) -> None:
    sheet, (problem,) = read_file(tmp_path / "gone.md", "gone.md")
    assert sheet is None
    assert problem.message.fr == "La note ne peut pas être lue (elle a disparu pendant la lecture)."


def test_links_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    assert [name for _, name in list_files(tmp_path).files] == ["a.md", "self.md"]
    assert _codes(tmp_path) == [("KG105", "self.md")]


def test_a_name_in_no_encoding_is_read_all_the_same(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/mus\xe9e.md"
    try:
        Path(os.fsdecode(file)).write_bytes(b"# A\n")
    except OSError:
        pytest.skip("this file system wants UTF-8")
    assert [s.path for s in read_vault(tmp_path).sheets] == ["mus\ufffde.md"]


@pytest.mark.parametrize("names", [("a.md",), ("a.md", "b.md")], ids=["alone", "with another"])
def test_a_note_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).write_text("---\ntitle: Le site\n---\n# Projets\n", encoding="utf-8")
    parsed: list[str] = []

    def counted(text: str, path: str, first_line: int = 1) -> Parsed:
        parsed.append(path)
        return parse(text, path, first_line)

    monkeypatch.setattr("kg.notes.vault.parse", counted)
    build(Settings(vault=tmp_path), publish=False)
    assert parsed == list(names)
