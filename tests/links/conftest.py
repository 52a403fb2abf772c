"""Services on this machine, and an Asker whose time passes without anybody waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.links.polite import Asker
from kg.model.text import Text

CONTACT = "reseau@musees.example"
Asks = Callable[..., Asker]


class Time:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0  # 21 September 2026
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds

    def pass_days(self, days: float) -> None:
        self.now += days * 86400


@pytest.fixture(scope="session")
def httpserver_listen_address() -> tuple[str, int]:
    return ("127.0.0.1", 0)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def said() -> list[Text]:
    """What a person was told."""
    return []


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """The file in which answers are kept."""
    return tmp_path / ".kg" / "answers.sqlite"


@pytest.fixture
def asks(time: Time, said: list[Text], answers: Path) -> Iterator[Asks]:
    """Make an Asker: each call is a run of its own over the same kept answers."""
    made: list[Asker] = []

    def make(**wishes: Any) -> Asker:
        usual: dict[str, Any] = {"contact": CONTACT, "file": answers, "say": said.append}
        times: dict[str, Any] = {"clock": time, "sleep": time.sleep, "jitter": lambda: 0.5}
        made.append(Asker(**(usual | times | wishes)))
        return made[-1]

    yield make
    for asker in made:
        asker.close()
