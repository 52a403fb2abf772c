"""A terminal of 80 by 24 that a command believes in."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent


def in_a_terminal(*words: str, typed: str = "", after: str = "", **environment: str) -> str:
    """What a terminal shows of `kg` with these words, when `typed` is typed: at once, or a key each time that it shows `after`."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    variables = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "LC_ALL", "LC_MESSAGES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.cli", *words], cwd=TOP, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**variables, "COLUMNS": "80", "LANG": "en_GB.UTF-8", "TERM": "xterm", **environment},
    )  # fmt: skip
    os.close(theirs)
    if not after:
        os.write(ours, typed.encode())
    shown, keys = b"", iter(typed)
    answered = 0
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
        if after and shown.count(after.encode()) > answered:
            answered += 1
            time.sleep(0.05)  # what is typed before a key is waited for is thrown away
            key = next(keys, None)
            assert key is not None, shown.decode()
            os.write(ours, key.encode())
    process.wait()
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def open_to_all(folder: Path) -> None:
    """Let any user reach a folder below the system's folder for temporary files."""
    for above in (folder, *folder.parents):
        if above == Path(tempfile.gettempdir()):
            return
        above.chmod(0o755)
