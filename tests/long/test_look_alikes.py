"""No gold folder, held-back ones too, holds look-alikes that are said."""

from __future__ import annotations

from pathlib import Path

from tests.recognise.test_look_alikes import assert_nothing_is_said

TOP = Path(__file__).resolve().parent.parent


def test_nothing_is_said_of_any_gold_folder(tmp_path: Path) -> None:
    assert_nothing_is_said((f for f in sorted((TOP / "gold").iterdir()) if f.is_dir()), tmp_path)
