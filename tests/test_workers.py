"""Child processes that are lost, one call at a time, and nothing else with them."""

from __future__ import annotations

import multiprocessing
import os
import time
from typing import Any

import pytest
from worker_functions import double, misbehave, take_steps

from extract.errors import Reason
from styrdata import workers
from styrdata.workers import Casualty, Limits, Workers, WorkersError


def outcomes(arguments: list[Any], jobs: int = 2, **limits: Any) -> dict[Any, Any]:
    with Workers(jobs) as pool:
        return dict(pool.run(misbehave, arguments, Limits(**limits)))


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_argument_has_its_result(jobs: int) -> None:
    with Workers(jobs) as pool:
        assert sorted(pool.run(double, range(100))) == [(number, 2 * number) for number in range(100)]
        assert list(pool.run(double, [])) == []


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("kind", "reason"),
    [("loop", Reason.TIMEOUT), ("hang", Reason.TIMEOUT), ("abort", Reason.CRASH), ("exit", Reason.CRASH)],
)
def test_a_lost_child_costs_one_argument(kind: str, reason: Reason, jobs: int) -> None:
    found = outcomes([*range(5), kind, *range(5, 10)], jobs, seconds=0.5)
    assert found.pop(kind).reason is reason
    assert found == {number: number for number in range(10)}


def test_a_call_that_tells_of_its_steps_has_the_limit_for_each() -> None:
    with Workers(2) as pool:
        found = dict(pool.run(take_steps, [5, 0, 1], Limits(seconds=0.8)))
    assert found[0].reason is Reason.TIMEOUT
    assert (found[5], found[1]) == (5, 1)


# An allocation that outruns the parent's looks fails in the child, as MemoryError or by its end; none harms the others.
def test_memory_has_an_end() -> None:
    found = outcomes([1, "eat", 2, "eat2"], memory=200)
    lost = found.pop("eat")
    assert isinstance(lost, Casualty)
    assert lost.reason in (Reason.MEMORY, Reason.CRASH)
    assert found == {1: 1, 2: 2, "eat2": "eat2"}


def test_how_a_child_ended_is_told() -> None:
    found = outcomes(["abort", "exit"])
    assert found["abort"].detail == "ended by SIGABRT"
    assert found["exit"].detail == "ended with exit code 7"


def test_large_results_do_not_block() -> None:
    found = outcomes(["large", 1, 2, 3])
    assert len(found["large"]) == 32 << 20


def test_children_are_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CALLS_BEFORE_RENEWAL", 3)
    with Workers(1) as pool:
        found = [result for _, result in pool.run(misbehave, ["pid"] * 10)]
    assert len(found) == 10
    assert len(set(found)) >= 3


def test_no_child_outlives_its_pool() -> None:
    with Workers(2) as pool:
        _, pid = next(pool.run(misbehave, ["pid", "pid", "hang"], Limits(seconds=30)))
    deadline = time.monotonic() + 5
    while os.path.exists(f"/proc/{pid}") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not os.path.exists(f"/proc/{pid}")
    assert not multiprocessing.active_children()


def test_stopping_loses_what_is_under_way_and_no_more() -> None:
    pool = Workers(1)
    with pool:
        for argument, _ in pool.run(misbehave, [1, "hang", 2], Limits(seconds=600)):
            assert argument == 1
            pool.stop()


def test_a_machine_that_cannot_run_children_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_serve", os._exit)
    with Workers(1) as pool, pytest.raises(WorkersError):
        list(pool.run(double, [1]))
