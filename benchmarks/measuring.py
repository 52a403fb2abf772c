"""What a command costs: CPU time and memory of the process and all below it (Linux).

CPU time is what the system counts for the process and those that it waited for. Memory is what /proc says, looked at
every few milliseconds: what `wait4` says of memory begins with that of the process that started the command.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from benchmarks.records import Figure

_LIMIT = 900.0  # seconds
_PAGE = os.sysconf("SC_PAGE_SIZE")
CPU, WALL, PEAK = "CPU s", "wall s", "peak MB"
Runner: TypeAlias = Callable[[], Mapping[str, float]]  # does a task once, and says what it cost by unit


class Failed(Exception):
    """A command that gave no result; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a command needed, and what it wrote to stdout."""

    cpu: float
    wall: float
    peak: float
    out: str

    def figures(self) -> dict[str, float]:
        """The three costs by unit."""
        return {CPU: self.cpu, WALL: self.wall, PEAK: self.peak}


def measure(command: Sequence[str], *, limit: float = _LIMIT, good: tuple[int, ...] = (0,)) -> Usage:
    """Run a command and count. Raises Failed when it ends otherwise than with a status of `good`, or not in time."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=said, stdin=subprocess.DEVNULL, start_new_session=True)
        peak, pause = 0, 0.001
        while True:
            peak = max(peak, _memory(process.pid))
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            if time.monotonic() - began > limit:
                os.killpg(process.pid, signal.SIGKILL)
                os.wait4(process.pid, 0)
                process.returncode = -signal.SIGKILL
                raise Failed(f"took more than {limit:.0f} s")
            time.sleep(pause)
            pause = min(0.02, pause * 1.1)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in good:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().rsplit("\n", 1)[-1]
            raise Failed(f"ended with status {process.returncode}: {last[:200]}")
        out.seek(0)
        text = out.read().decode(errors="replace")
    return Usage(cpu=usage.ru_utime + usage.ru_stime, wall=wall, peak=peak / 1e6, out=text)


def _memory(pid: int) -> int:
    """The resident memory of a process and all below it, in bytes; of one alone, the most that it ever had."""
    pids = family(pid)
    if len(pids) == 1:
        return _most(pid)
    return max(sum(map(_now, pids)), *map(_most, pids))


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                found += family(int(child))
    except OSError:
        pass  # it has ended meanwhile
    return found


def _now(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _most(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace").splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def in_turn(
    task: str, runners: Mapping[str, Runner], rounds: int, *, turning: bool = True
) -> tuple[list[Figure], list[str]]:
    """Let each of the compared do a task once a round, in turn, and begin each round with another (unless not `turning`).

    What comes out are the figures, and a remark for each one that failed (it then takes no further part).
    """
    found: dict[tuple[str, str], list[float]] = {}
    failed: dict[str, str] = {}
    names = list(runners)
    for turn in range(rounds):
        for place in range(len(names)):
            who = names[(turn * turning + place) % len(names)]
            if who in failed:
                continue
            try:
                for unit, value in runners[who]().items():
                    found.setdefault((who, unit), []).append(value)
            except Failed as error:
                failed[who] = f"{task}: {who} {error}."
    kept = sorted(found, key=lambda key: names.index(key[0]))
    return [Figure(task=task, who=w, unit=u, values=tuple(found[w, u])) for w, u in kept if w not in failed], list(
        failed.values()
    )
