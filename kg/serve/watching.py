"""Builds again whenever a note is saved, in a process of its own; what is published is taken up as always."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from kg.notes.times import times

_LOOK = 0.5  # seconds between two looks at the notes


async def watch(vault: Path) -> None:
    """Until it is cancelled."""
    seen = await asyncio.to_thread(times, vault)
    while True:
        await asyncio.sleep(_LOOK)
        now = await asyncio.to_thread(times, vault)
        if now != seen:
            seen = now
            await _build(vault)


async def _build(vault: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "build", "--vault", str(vault), "--quiet"]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await process.wait()
    except asyncio.CancelledError:
        process.terminate()  # the last good generation stays
        raise
