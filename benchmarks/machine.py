"""On what a run was measured."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.peers import PEERS, installed

_OURS = ("kg", "pyoxigraph", "rdflib", "pyshacl", "pyromark", "uvicorn", "starlette")
Pairs = tuple[tuple[str, str], ...]


def machine() -> Pairs:
    """Processor, cores, memory, system, Python, and how busy the machine was before the run."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    busy = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    return (("processor", _processor()), ("cores", str(cores)), ("memory", f"{memory:.0f} GB"), ("system", f"{_system()}, Linux {platform.release()}"),
            ("Python", platform.python_version()), ("load before the run (1, 5, 15 minutes)", busy))  # fmt: skip


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _system() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    except OSError:
        return platform.system()


def versions() -> Pairs:
    """The versions of all that takes part; of the peers, those that were installed."""
    peers = [(p.name, p.version if not installed(p.name).problem else "not installed") for p in PEERS]
    return (*((name, _version(name)) for name in _OURS), *peers, ("node", _asked("node", "--version")), ("wrk", _asked("wrk", "-v")))  # fmt: skip


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _asked(*command: str) -> str:
    if not shutil.which(command[0]):
        return "not installed"
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0].split(" Copyright")[0] if lines else "?"
