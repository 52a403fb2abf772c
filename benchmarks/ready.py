"""How long `kg serve` takes from its start to its first answer, with the graph of `notes/` built.

python -m benchmarks.ready [--rounds 7]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.serving import free_port
from kg.build import build
from kg.settings import Settings

TOP = Path(__file__).resolve().parent.parent
_ASK = "/sparql?query=SELECT%20%3Fs%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%201"


def first_answer(vault: Path, path: str) -> float:
    """Seconds from the start of the command to the first 200 for a path."""
    port = free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", "--vault", str(vault), "--port", str(port), "-q"]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while time.monotonic() - began < 30:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                    return time.monotonic() - began
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.002)
    finally:
        process.terminate()
        process.wait(20)
    raise RuntimeError("no answer")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        vault = Path(name) / "notes"
        shutil.copytree(TOP / "notes", vault, ignore=shutil.ignore_patterns(".kg"))
        build(Settings(vault=vault))
        for path in ("/health", _ASK, "/", "/id/one-by-one.ttl"):
            rows = [first_answer(vault, path) for _ in range(said.rounds)]
            print(
                f"{path.partition('?')[0]:24} median {statistics.median(rows):.2f} s, {min(rows):.2f} to {max(rows):.2f}"
            )


if __name__ == "__main__":
    main()
