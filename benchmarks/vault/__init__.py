"""Vaults of any size that look like real ones: `python -m benchmarks.vault N DIR [--seed S] [--plain] [--errors RATE]`.

The note of a number depends on the seed and the number alone, so that a vault of 200 notes is the beginning of one of
4,000 and twice the notes cost twice the time. It links to notes of smaller numbers only. All names are made up, and
every address ends in `.example`.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.vault.errors import spoilt
from benchmarks.vault.names import chance_of
from benchmarks.vault.notes import note
from benchmarks.vault.plain import initiative


def write_vault(
    folder: Path, count: int, *, seed: int = 1, plain: bool = False, errors: float = 0.0, first: int = 0
) -> int:
    """Write `count` notes, from the number `first` on, and answer how many of them were spoilt.

    `plain` makes each note one initiative that conforms; `errors` is the share of notes with something wrong.
    """
    made: set[Path] = set()
    bad = 0
    for index in range(first, first + count):
        draft = initiative(seed, index) if plain else note(seed, index)
        data = draft.text.encode()
        if errors and chance_of(seed, "error", index).random() < errors:
            data, bad = spoilt(draft, seed, index), bad + 1
        path = folder / draft.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(data)
    return bad
