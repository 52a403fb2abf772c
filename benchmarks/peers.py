"""The others: each is installed into an environment of its own below `benchmarks/.cache`, never among what kg needs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

CACHE = Path(__file__).resolve().parent / ".cache"
_PATIENCE = 600.0  # seconds for one to be installed


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A package by name and version, what else of it is wanted, and the first version of Python that it runs on."""

    name: str
    version: str
    registry: Literal["PyPI", "npm"] = "PyPI"
    least: tuple[int, int] = (3, 11)
    extra: str = ""


PEERS: tuple[Peer, ...] = (
    Peer(name="vault-triplifier", version="2.5.3", registry="npm"),
    Peer(name="vault-kg", version="0.6.0", least=(3, 12)),
    Peer(name="yurtle-rdflib", version="0.3.0"),
    Peer(name="pyshacl-turbo", version="0.6.5"),
    Peer(name="shacl-rust", version="0.2.12"),
    Peer(name="pyrudof", version="0.3.35"),
    Peer(name="oxigraph", version="0.5.13"),
    Peer(name="rdflib-endpoint", version="0.6.3", extra="[cli]"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """Where a peer is, or why it is not there."""

    peer: Peer
    folder: Path
    problem: str = ""

    def program(self, name: str) -> str:
        """The path of one of its commands, or of its Python."""
        return str(self.folder / "bin" / name)


@lru_cache
def installed(name: str) -> Installed:
    """A peer by its name, installed when it is not yet there."""
    peer = next(p for p in PEERS if p.name == name)
    folder = CACHE / f"{peer.name}-{peer.version}"
    if (folder / "done").exists():
        return Installed(peer=peer, folder=folder)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        problem = _npm(peer, folder) if peer.registry == "npm" else _pip(peer, folder)
    except (OSError, subprocess.SubprocessError) as error:
        problem = f"{type(error).__name__}: {error}"
    if problem:
        shutil.rmtree(folder, ignore_errors=True)
        return Installed(peer=peer, folder=folder, problem=problem)
    (folder / "done").write_text(json.dumps([peer.name, peer.version]), encoding="utf-8")
    return Installed(peer=peer, folder=folder)


def missing(names: Iterable[str]) -> list[str]:
    """A remark for each of these that could not be installed."""
    return [f"{name} is not measured: {installed(name).problem}" for name in names if installed(name).problem]


def _npm(peer: Peer, folder: Path) -> str:
    if not (npm := shutil.which("npm")):
        return "there is no npm"
    folder.mkdir(parents=True)
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), f"{peer.name}@{peer.version}"]  # fmt: skip
    return _said(command)


def _pip(peer: Peer, folder: Path) -> str:
    if not (python := _python(peer.least)):
        return f"needs Python {peer.least[0]}.{peer.least[1]} or newer, and there is none"
    return _said([python, "-m", "venv", str(folder)]) or _said(
        [str(folder / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "-q", f"{peer.name}{peer.extra}=={peer.version}"]
    )  # fmt: skip


def _python(least: tuple[int, int]) -> str | None:
    """This Python, or when it is too old the first newer one that there is and that runs."""
    if sys.version_info[:2] >= least:
        return sys.executable
    found = (shutil.which(f"python3.{minor}") for minor in range(least[1], least[1] + 4))
    return next((p for p in found if p and not _said([p, "-c", ""])), None)


def _said(command: list[str]) -> str:
    """Run a step; empty, or what went wrong in a line."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    lines = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("WARNING")]
    return "" if done.returncode == 0 else (lines[-1][:200] if lines else f"status {done.returncode}")
