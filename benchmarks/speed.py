"""CPU time and peak memory of the commands: `python -m benchmarks.speed`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.working_vault import other_note

TOP = Path(__file__).resolve().parent.parent
_TIMES = 5


def measure(command: list[str], times: int = 1) -> tuple[float, float]:
    """The least CPU time in seconds, and the most memory in MB, of a command over several runs."""
    best, peak = float("inf"), 0.0
    for _ in range(times):
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen(command, stdout=out, stderr=out)
            _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            raise SystemExit(f"failed: {' '.join(command)}")
        best = min(best, usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
    return best, peak


def make_vault(folder: Path, count: int, others: int = 0) -> None:
    """A vault of `count` notes: those of the demo, again and again, with the names of entries changed.

    Behind each of them stand `others` notes without an entry.
    """
    sources = sorted((TOP / "notes").rglob("*.md"))
    for index in range(count):
        if index % (others + 1):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"Fiche {index}.md").write_text(other_note(index), encoding="utf-8")
            continue
        turn, number = divmod(index // (others + 1), len(sources))
        source = sources[number]
        text = source.read_text(encoding="utf-8")
        if turn:
            text = re.sub(r"(?<!\!)\[(?!\[)([^\]\n]+)\]\((https?://[^)\s/]+)", rf"[\1 {turn}](\2.{turn}.example", text)
            text = re.sub(r"\[\[([^\]|#\n]+)", rf"[[\1 {turn}", text)
        target = folder / f"{turn:03}" / (source.stem + (f" {turn}" if turn else "") + ".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def main() -> None:
    """Print the table."""
    kg = [sys.executable, "-m", "kg.cli"]
    rows: list[tuple[str, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for count, others in ((200, 9), (4000, 9), (200, 0), (4000, 0)):
            vault = Path(folder) / f"{count}-{others}"
            make_vault(vault, count, others)
            what = "one in ten a list" if others else "all lists of entries"
            rows.append((f"kg build, {count} notes, {what}", *measure([*kg, "build", str(vault)])))
            if count == 200 and not others:
                rows.append(
                    (
                        "kg query countries, built graph",
                        *measure([*kg, "query", "countries", "--vault", str(vault)], _TIMES),
                    )
                )
            shutil.rmtree(vault)
    rows.append(("kg --help", *measure([*kg, "--help"], _TIMES)))
    rows.append(("python -c 'import click'", *measure([sys.executable, "-c", "import click"], _TIMES)))
    print(f"{'command':44} {'CPU s':>8} {'peak MB':>8}")
    for name, seconds, memory in rows:
        print(f"{name:44} {seconds:8.3f} {memory:8.0f}")


if __name__ == "__main__":
    main()
