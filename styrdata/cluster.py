"""The same import on more than one machine: files are read by the workers of a Dask cluster.

In: tasks, and the address of a Dask scheduler. Out: the same outcomes as from local children, in any order. Each Dask
worker reads its files in child processes of its own with the same limits, so that a file that kills its reader never
kills a worker. Dask's own client does all of the scheduling. Rows come back to this process, which alone writes OUT; the
files must be readable from every worker under the same address, on a shared disk or a remote filesystem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from styrdata.records import ImportOptions, Outcome, Task
from styrdata.run import Engine, ImportRun, RunOptions, read_locally
from styrdata.store import StoreError
from styrdata.workers import Workers

BATCH_FILES = 32
"""Files a Dask task reads: enough to share the start of its children, few enough to spread evenly."""
AHEAD = 4
"""Batches under way for each core of the cluster: what keeps it busy without holding all tasks at once."""


def dask_engine(scheduler: str, run: ImportRun) -> Engine:
    """An engine that reads on the cluster of a scheduler; StoreError where there is none or Dask is not installed."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise StoreError("--engine dask needs Dask: install styrdata with the extra `cluster`.") from error

    def engine(work: Iterator[Task], _: RunOptions) -> Iterator[Outcome]:
        try:
            client = distributed.Client(scheduler, timeout=10)
        except OSError as error:
            raise StoreError(f"No Dask scheduler answers at {scheduler}; start one, or check the address.") from error
        with client:
            yield from _on_cluster(distributed, client, work, run)

    return engine


def _on_cluster(distributed: Any, client: Any, work: Iterator[Task], run: ImportRun) -> Iterator[Outcome]:
    options = run.options.reading
    room = AHEAD * max(1, sum(client.ncores().values()))
    batches = iter(lambda: list(islice(work, BATCH_FILES)), [])
    first = [client.submit(read_batch, batch, options, pure=False) for batch in islice(batches, room)]
    running = distributed.as_completed(first)
    for future in running:
        yield from future.result()
        batch = None if run.interrupted else next(batches, None)
        if batch is not None:
            running.add(client.submit(read_batch, batch, options, pure=False))


def read_batch(batch: Iterable[Task], options: ImportOptions) -> list[Outcome]:
    """Read some files in one child process; runs on a Dask worker."""
    with Workers(1) as workers:
        return list(read_locally(workers, batch, options))
