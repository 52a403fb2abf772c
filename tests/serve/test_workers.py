"""The pool: whose turn it is, what is left behind, and workers where the system cannot fork."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from kg.store.workers import pool as pools
from kg.store.workers.frames import Question
from kg.store.workers.pool import Limits, Pool, maker
from kg.store.workers.spawns import Spawns
from tests.serve.conftest import publish

T = TypeVar("T")
NAMES = Question(text="SELECT ?n { ?x rdfs:label ?n } ORDER BY ?n", rows="csv")
HEAVY = Question(text=f"SELECT (COUNT(*) AS ?n) {{ {' . '.join(f'?a{i} ?b{i} ?c{i}' for i in range(40))} }}")
DEEP = Question(text="SELECT * " + "{" * 20_000 + "}" * 20_000)


def with_pool(store: Path, limits: Limits, use: Callable[[Pool], Awaitable[T]], held: bool = True) -> T:
    """What `use` gives for a pool."""

    async def run() -> T:
        pool = Pool(maker(store, limits, held), limits)
        await pool.start()
        try:
            return await use(pool)
        finally:
            await pool.close()

    return asyncio.run(run())


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return publish(tmp_path / "vault") / "store"


@pytest.mark.parametrize("held", [True, False], ids=["in memory", "on disk"])
def test_a_worker_fails_alone_and_is_replaced(store: Path, held: bool) -> None:
    async def use(pool: Pool) -> list[str]:
        asked = [NAMES, DEEP, HEAVY, NAMES, Question(text="SELECT {"), NAMES]
        return [(await pool.ask(q, "a")).outcome for q in asked]

    outcomes = with_pool(store, Limits(workers=2, timeout=0.4), use, held)
    assert outcomes == ["done", "depth", "time", "done", "syntax", "done"]


def test_where_the_system_cannot_fork_workers_are_started_one_by_one(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        pools, "maker", lambda store, limits, held: Spawns(store, memory=limits.memory, answer=limits.answer)
    )

    async def use(pool: Pool) -> list[object]:
        answers = [await pool.ask(q, "a") for q in (NAMES, DEEP, HEAVY, NAMES)]
        return [*(a.outcome for a in answers), answers[3].body]

    found = with_pool(store, Limits(workers=2, timeout=0.4), use)
    assert found == ["done", "depth", "time", "done", b"n\r\nRive\r\nSentier\r\n"]


def test_who_holds_half_of_the_workers_waits_and_others_do_not(store: Path) -> None:
    async def use(pool: Pool) -> tuple[list[str], str, int]:
        heavy = [asyncio.ensure_future(pool.ask(HEAVY, "greedy")) for _ in range(4)]
        await asyncio.sleep(0.1)
        quick = (await pool.ask(NAMES, "other")).outcome
        held = pool.busy
        return [(await h).outcome for h in heavy], quick, held

    outcomes, quick, held = with_pool(store, Limits(workers=4, timeout=0.5), use)
    assert (quick, held) == ("done", 2)
    assert outcomes == ["time"] * 4


def test_questions_that_wait_are_bounded_in_number_and_in_time(store: Path) -> None:
    async def use(pool: Pool) -> list[str]:
        asked = [pool.ask(HEAVY, "a") for _ in range(6)] + [pool.ask(NAMES, f"c{i}") for i in range(3)]
        return sorted(a.outcome for a in await asyncio.gather(*asked))

    limits = Limits(workers=2, timeout=1.0, waiting=4, waiting_each=3, wait=0.3)
    outcomes = with_pool(store, limits, use)
    assert outcomes.count("client") == 2  # one runs, three wait, two too many
    assert outcomes.count("busy") >= 3  # waited in vain
    assert outcomes.count("time") == 1


def test_no_worker_is_lost_when_askers_give_up_at_any_moment(store: Path) -> None:
    async def use(pool: Pool) -> tuple[int, int, str]:
        for number in range(60):
            tasks = [asyncio.ensure_future(pool.ask(NAMES, f"c{i % 3}")) for i in range(8)]
            await asyncio.sleep(number * 0.0001)
            for task in tasks[::2]:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.3)
        return pool.busy, pool.waiting, (await pool.ask(NAMES, "a")).outcome

    assert with_pool(store, Limits(workers=3), use) == (0, 0, "done")


def test_an_answer_that_is_too_large_is_given_up(store: Path) -> None:
    async def use(pool: Pool) -> list[str]:
        product = " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(9))
        return [(await pool.ask(q, "a")).outcome for q in (Question(text=f"SELECT * {{ {product} }}"), NAMES)]

    assert with_pool(store, Limits(workers=2, answer=1 << 20), use) == ["size", "done"]


def test_a_store_that_is_not_there_is_said(tmp_path: Path) -> None:
    async def use(pool: Pool) -> None:
        return None

    with pytest.raises(OSError):
        with_pool(tmp_path / "nothing", Limits(workers=2), use)


def test_a_worker_knows_none_of_the_operators_secrets(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EUROPEANA_KEY", "hush")

    async def use(pool: Pool) -> list[bytes]:
        pids = [w.pid for w in pool._idle]
        return [Path(f"/proc/{pid}/environ").read_bytes() for pid in pids]

    found = with_pool(store, Limits(workers=2), use)
    assert found and all(b"hush" not in said for said in found)


def test_who_ends_while_workers_are_being_made_leaves_no_error(tmp_path: Path) -> None:
    store = publish(tmp_path / "vault") / "store"
    wrong: list[object] = []

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: wrong.append(context))
        pool = Pool(maker(store, Limits(workers=2), True), Limits(workers=2))
        begun = asyncio.ensure_future(pool.start())
        await asyncio.sleep(0.05)
        begun.cancel()
        await asyncio.sleep(1)
        await pool.close()

    asyncio.run(run())
    assert not wrong
