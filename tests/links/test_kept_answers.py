"""The file of answers: damage is noticed, set aside and said; nothing crashes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import LinkError
from kg.links.kept import Answer, KeptAnswers
from kg.model.text import Text

FIRST = Answer(asked=1.0, body=b'{"found": 1}', etag='"1"')


def _filled(file: Path) -> None:
    kept = KeptAnswers(file, lambda text: None)
    kept.put([(f"question {n}", Answer(asked=float(n), body=b'{"n": "%d"}' % n * 50)) for n in range(300)])
    kept.put([("first", FIRST)])
    kept.close()


def test_what_is_kept_is_found_again(answers: Path, said: list[Text]) -> None:
    _filled(answers)
    kept = KeptAnswers(answers, said.append)
    assert kept.get("first") == FIRST
    assert kept.get("never asked") is None
    assert said == []


@pytest.mark.parametrize("offline", [False, True])
@pytest.mark.parametrize("damage", ["garbage", "cut", "another form", "overwritten within"])
def test_a_damaged_file_is_set_aside_and_said(answers: Path, said: list[Text], damage: str, offline: bool) -> None:
    _filled(answers)
    raw = answers.read_bytes()
    if damage == "garbage":
        answers.write_bytes(b"no database at all" * 100)
    elif damage == "cut":
        answers.write_bytes(raw[: len(raw) // 3])
    elif damage == "overwritten within":
        answers.write_bytes(raw[:4096] + b"\xaa" * (len(raw) - 4096))
    else:
        answers.unlink()
        with sqlite3.connect(answers) as other:
            other.execute("CREATE TABLE something (else_ TEXT)")
        other.close()
    before = answers.read_bytes()
    kept = KeptAnswers(answers, said.append, offline=offline)
    assert kept.get("first") is None
    if not offline:
        kept.put([("first", FIRST)])
        assert kept.get("first") == FIRST
    kept.close()
    assert [("answers.sqlite.damaged" in text.en, "endommagé" in text.fr) for text in said] == [(True, True)]
    assert (answers.parent / "answers.sqlite.damaged").read_bytes() == before


def test_a_second_damaged_file_does_not_replace_the_first(answers: Path, said: list[Text]) -> None:
    answers.parent.mkdir()
    for text in (b"one" * 1000, b"two" * 1000):
        answers.write_bytes(text)
        KeptAnswers(answers, said.append).close()
    assert (answers.parent / "answers.sqlite.damaged").read_bytes() == b"one" * 1000
    assert (answers.parent / "answers.sqlite.damaged-2").read_bytes() == b"two" * 1000


def test_an_answer_whose_bits_have_turned_was_never_given(answers: Path, said: list[Text]) -> None:
    _filled(answers)
    with sqlite3.connect(answers) as changed:
        changed.execute("UPDATE answers SET body = ?", (b"\x00\x01",))
    changed.close()
    assert KeptAnswers(answers, said.append).get("first") is None


_KILLED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.execute("UPDATE answers SET body = zeroblob(9000)")
os._exit(9)
"""


@pytest.mark.parametrize("offline", [False, True])
def test_what_a_killed_run_left_unfinished_is_taken_back(answers: Path, said: list[Text], offline: bool) -> None:
    _filled(answers)
    subprocess.run([sys.executable, "-c", _KILLED, str(answers)], check=False)
    assert (answers.parent / "answers.sqlite-journal").exists()
    assert KeptAnswers(answers, said.append, offline=offline).get("first") == FIRST
    assert said == []


def test_an_empty_file_is_a_file_without_answers(answers: Path, said: list[Text]) -> None:
    answers.parent.mkdir()
    answers.touch()
    for offline in (True, False):
        assert KeptAnswers(answers, said.append, offline=offline).get("first") is None
    assert said == []


def test_offline_writes_nothing(answers: Path, said: list[Text]) -> None:
    assert KeptAnswers(answers, said.append, offline=True).get("first") is None
    assert not answers.parent.exists()


def test_a_place_that_cannot_be_written_is_a_failure(tmp_path: Path, said: list[Text]) -> None:
    (tmp_path / "file").touch()
    for file in (tmp_path, tmp_path / "file" / "answers.sqlite"):
        with pytest.raises(LinkError) as failure:
            KeptAnswers(file, said.append)
        assert str(file) in failure.value.message


def test_two_may_keep_answers_at_once(answers: Path, said: list[Text]) -> None:
    one, other = KeptAnswers(answers, said.append), KeptAnswers(answers, said.append)
    for n in range(5):
        one.put([(f"one {n}", FIRST)])
        other.put([(f"other {n}", FIRST)])
    assert one.get("other 4") == other.get("one 4") == FIRST


def test_a_file_that_somebody_holds_is_a_failure_and_not_damage(answers: Path, said: list[Text]) -> None:
    _filled(answers)
    holder = sqlite3.connect(answers, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LinkError, match="cannot be kept"):
        KeptAnswers(answers, said.append, patience=0.05)
    holder.close()
    assert said == []
    assert KeptAnswers(answers, said.append).get("first") == FIRST
