"""The import run: find files, read what is new, publish what is finished.

In: inputs, an OUT folder, options. Out: the dataset, and a Summary of what happened. Whoever wants to watch gives an
Observer. It prints nothing; and it never leaves OUT worse than it found it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from extract.errors import Reason
from styrdata.discovery import Found, discover
from styrdata.escape import printable
from styrdata.journal import Action, Journal
from styrdata.manifest import Totals
from styrdata.planning import closed_records, plan, tasks
from styrdata.publishing import Published, publish, recover
from styrdata.records import FileRecord, ImportOptions, Outcome, State, Task
from styrdata.store import LocalStore
from styrdata.workers import Casualty, Limits, Workers

PRELOAD = ("styrdata.warm_children",)


class Observer(Protocol):
    """Someone who watches a run."""

    def found(self, files: int, to_read: int) -> None:
        """All input files are known."""

    def waiting(self) -> None:
        """Another import has the folder."""

    def closed(self, record: FileRecord) -> None:
        """One file's state is known without reading it."""

    def finished(self, record: FileRecord) -> None:
        """One file has been read, or could not be."""

    def publishing(self) -> None:
        """All that will be read has been read."""


class Silent:
    """An Observer that looks away."""

    def found(self, files: int, to_read: int) -> None:
        """Look away."""

    def waiting(self) -> None:
        """Look away."""

    def closed(self, record: FileRecord) -> None:
        """Look away."""

    def finished(self, record: FileRecord) -> None:
        """Look away."""

    def publishing(self) -> None:
        """Look away."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a user can choose about a run; see `styrdata import --help`."""

    reading: ImportOptions = field(default_factory=ImportOptions)
    jobs: int = 1
    prune: bool = False
    verify: bool = False
    retry: bool = False
    wait: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did and what OUT holds now; `interrupted` where it was ended before every file was reached."""

    totals: Totals
    read: int
    seconds: float
    interrupted: bool
    written: int
    kept: int


Stop = Callable[[], bool]
Engine = Callable[[Iterator[Task], RunOptions], Iterator[Outcome]]
"""Reads tasks somewhere, and gives their outcomes in any order."""


class ImportRun:
    """One run of `styrdata import`; `stop` may be called from a signal handler."""

    def __init__(
        self, inputs: Sequence[str], store: LocalStore, options: RunOptions, observer: Observer | None = None
    ) -> None:
        self.inputs = inputs
        self.store = store
        self.options = options
        self.observer = observer or Silent()
        self.engine: Engine | None = None
        self._interrupted = False
        self._reading = True
        self._workers = Workers(options.jobs, PRELOAD)

    def stop(self) -> None:
        """Read no further file; publish what is done."""
        if self._reading:
            self._interrupted = True
            self._workers.stop()

    @property
    def interrupted(self) -> bool:
        """Whether it was asked to stop."""
        return self._interrupted

    def run(self) -> Summary:
        """Do it all. Raises StoreError, WorkersError or OSError where it cannot be done; OUT is as before then."""
        start = time.monotonic()
        with self._workers:
            self.store.open(wait=self.options.wait, waiting=self.observer.waiting)
            with closing(self.store), open_journal(self.store.journal_path) as journal:
                recover(journal, self.store)
                plan(journal, self._found(), self.options.reading, verify=self.options.verify, retry=self.options.retry)
                read = self._read(journal)
                self._reading = False
                self._workers.resume()
                self.observer.publishing()
                published = publish(journal, self.store, self._workers, prune=self.options.prune)
        return self._summary(published, read, time.monotonic() - start)

    def _found(self) -> list[Found]:
        return discover(self.inputs, leave_out=[self.store.name])

    def _read(self, journal: Journal) -> int:
        """Read all that is to be read, keeping each file as it is finished; the number of files read."""
        query = "SELECT count(*), count(*) FILTER (WHERE action = ?) FROM seen"
        total, to_read = journal.database.execute(query, (Action.READ,)).fetchone()
        self.observer.found(total, to_read)
        for record in closed_records(journal):
            self.observer.closed(record)
        engine = self.engine or self._local
        read = 0
        outcomes = engine(tasks(journal, self.options.reading), self.options) if to_read else iter(())
        for outcome in outcomes:
            with journal.saving():
                journal.add_outcome(outcome)
            self.observer.finished(outcome.record)
            read += 1
        return read

    def _local(self, work: Iterator[Task], options: RunOptions) -> Iterator[Outcome]:
        return read_locally(self._workers, work, options.reading)

    def _summary(self, published: Published, read: int, seconds: float) -> Summary:
        totals = published.totals
        return Summary(totals, read, seconds, self._interrupted, published.written, published.kept)


def read_locally(workers: Workers, work: Iterable[Task], options: ImportOptions) -> Iterator[Outcome]:
    """Read tasks in child processes; one that loses its child has that as its outcome."""
    from styrdata.children import read_task

    limits = Limits(options.timeout, options.memory)
    for task, result in workers.run(read_task, work, limits):
        yield lost(task, result) if isinstance(result, Casualty) else result


def lost(task: Task, casualty: Casualty) -> Outcome:
    """The outcome of a file whose reader had to be killed or died."""
    name = printable(task.path)
    options = task.options
    message = {
        Reason.TIMEOUT: f"Reading {name} took more than {options.timeout:g} seconds; allow more with --timeout.",
        Reason.MEMORY: f"Reading {name} took more than {options.memory} MiB of memory; allow more with --memory.",
    }.get(casualty.reason, f"Reading {name} crashed its process ({casualty.detail}); please report it.")
    limit = {Reason.TIMEOUT: options.timeout, Reason.MEMORY: float(options.memory)}.get(casualty.reason)
    return Outcome(
        FileRecord(
            path=task.path,
            sha256=task.sha256,
            state=State.FAILED,
            reason=casualty.reason,
            message=message,
            seconds=casualty.seconds,
            fingerprint=task.fingerprint,
            limit=limit,
        )
    )


@contextmanager
def open_journal(path: Path) -> Iterator[Journal]:
    """The journal at a path; one that is damaged is begun anew, for everything in it can be found again."""
    try:
        journal = Journal(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise OSError(f"{path}: {error}") from error
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()
        journal = Journal(path)
    try:
        with closing(journal):
            yield journal
    except sqlite3.Error as error:
        raise OSError(f"{path}: {error}") from error
