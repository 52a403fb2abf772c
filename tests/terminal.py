"""A terminal of 80 by 24 that a command believes in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent


def in_a_terminal(*words: str, typed: str = "", **environment: str) -> str:
    """What a terminal shows of `kg` with these words, when `typed` is typed."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    variables = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "LC_ALL", "LC_MESSAGES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.cli", *words], cwd=TOP, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**variables, "COLUMNS": "80", "LANG": "en_GB.UTF-8", "TERM": "xterm", **environment},
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, typed.encode())
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    process.wait()
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")
