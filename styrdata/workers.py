"""Work done in child processes that can be lost: each call has a hard limit on time and memory.

In: a function, named by its module so that a child can import it, and its arguments one by one. Out: for each argument
its result, or a Casualty that says how the child was lost. A child that loops, eats memory, or dies costs that one
argument; it is replaced and nobody else is harmed. Results come in the order they are ready.

Children are forked from a clean server process that has the heavy modules loaded, and live for many arguments. Each
has one argument waiting behind the one it works on, so that it never idles while the parent looks elsewhere.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import Any

from extract.errors import Reason

POLL_SECONDS = 0.05
"""How often limits are looked at: short against any sensible limit, long against a look."""
ORPHAN_SECONDS = 30
"""How long after its limit a child ends itself where its parent is gone."""
CALLS_BEFORE_RENEWAL = 500
"""A child is renewed after as many calls, so that what libraries leak does not add up."""
STARTS_ALLOWED = 3
"""Children that end before they are ready say that this machine cannot run them at all."""
MEBIBYTE = 1 << 20
PAGE_BYTES = resource.getpagesize()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take: `seconds` of wall clock, `memory` in MiB of the child; null for no limit."""

    seconds: float | None = None
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Casualty:
    """A call whose child was lost: `timeout`, `memory` or `crash`, and what was seen of it."""

    reason: Reason
    detail: str
    seconds: float


@dataclass(frozen=True, slots=True)
class _Further:
    """What a child sends in the middle of a call: it has come a step further, and its clock starts anew."""


_tell_parent: list[Callable[[], None]] = []
"""In a child: how its parent is told so. Empty in any other process."""


def come_further() -> None:
    """Say that a call that takes long has come a step further; its limit of time counts from now. No-op elsewhere."""
    for tell in _tell_parent:
        tell()


class WorkersError(RuntimeError):
    """Child processes cannot be started on this machine."""


_Call = tuple[Callable[[Any], Any], Limits]


@dataclass(slots=True, eq=False)
class _Child:
    process: ForkServerProcess
    pipe: Connection
    waiting: deque[Any] = field(default_factory=deque)
    ready: bool = False
    since: float = 0.0
    calls: int = 0

    def memory(self) -> int:
        """Bytes of memory it really holds, 0 where that cannot be told."""
        try:
            with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
                return int(file.read().split()[1]) * PAGE_BYTES
        except (OSError, IndexError, ValueError):
            return 0


class Workers:
    """A pool of child processes for one function after the other; use it as a context manager."""

    def __init__(self, jobs: int, preload: Iterable[str] = ()) -> None:
        self.jobs = jobs
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["styrdata.workers", *preload])
        self._children: list[_Child] = []
        self._failed_starts = 0
        self._stopped = False

    def __enter__(self) -> Workers:
        from multiprocessing import forkserver

        with _on_its_own():
            forkserver.ensure_running()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stop(self) -> None:
        """End soon: nothing more is handed out, what is under way is lost. Safe to call from a signal handler."""
        self._stopped = True

    def resume(self) -> None:
        """Work again after `stop`."""
        self._stopped = False

    def close(self) -> None:
        """End all children at once."""
        for child in self._children:
            _kill(child)
        self._children.clear()

    def run(
        self,
        function: Callable[[Any], Any],
        arguments: Iterable[Any],
        limits: Limits | None = None,
        *,
        ahead: bool = True,
    ) -> Iterator[tuple[Any, Any]]:
        """Pairs of (argument, result or Casualty), as they are ready.

        `ahead` must be off where arguments are large: a pipe that both ends write to at once would block.
        """
        limits = limits or Limits()
        source = iter(arguments)
        again: deque[Any] = deque()
        for child in [child for child in self._children if child.waiting]:  # left by a run that nobody saw the end of
            self._retire(child, deque())
        while not self._stopped:
            exhausted = self._hand_out((function, limits), source, again, 2 if ahead else 1)
            if exhausted and not any(child.waiting for child in self._children):
                return
            yield from self._results(limits, again)
        self.close()

    def _hand_out(self, call: _Call, source: Iterator[Any], again: deque[Any], depths: int) -> bool:
        """Give every child work, and one piece in advance; True where nothing is left."""
        for depth in range(1, depths + 1):
            for slot in range(self.jobs):
                if slot < len(self._children) and len(self._children[slot].waiting) >= depth:
                    continue
                argument = again.popleft() if again else next(source, _NOTHING)
                if argument is _NOTHING:
                    return True
                if slot >= len(self._children):
                    self._children.append(self._start())
                _send(self._children[slot], call, argument)
        return False

    def _start(self) -> _Child:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        try:
            with _on_its_own():
                process.start()
        except (EOFError, ConnectionError) as error:
            raise WorkersError("Child processes cannot be started here: the server they come from ended.") from error
        theirs.close()
        return _Child(process, ours)

    def _results(self, limits: Limits, again: deque[Any]) -> Iterator[tuple[Any, Any]]:
        pipes = {child.pipe: child for child in self._children}
        for pipe in wait(list(pipes), POLL_SECONDS):
            child = pipes[pipe]  # type: ignore[index]
            try:
                message = child.pipe.recv()
            except (EOFError, OSError):
                yield from self._lost(child, again, None)
                continue
            if not child.ready:
                child.ready, self._failed_starts, child.since = True, 0, time.monotonic()
                continue
            if isinstance(message, _Further):
                child.since = time.monotonic()
                continue
            argument = child.waiting.popleft()
            child.since, child.calls = time.monotonic(), child.calls + 1
            if child.calls >= CALLS_BEFORE_RENEWAL:
                self._retire(child, again)
            yield argument, message
        for child in list(self._children):
            reason = _over(child, limits)
            if reason is not None and not child.pipe.poll():
                yield from self._lost(child, again, reason)

    def _lost(self, child: _Child, again: deque[Any], reason: Reason | None) -> Iterator[tuple[Any, Any]]:
        """Take a child out; its first piece of work is a casualty, the one behind it goes to another."""
        seconds = time.monotonic() - child.since if child.ready else 0.0
        detail = "stopped at its limit" if reason else _how_it_ended(child)
        self._retire(child, again, skip=1 if child.ready else 0)
        if child.ready:
            if child.waiting:
                yield child.waiting[0], Casualty(reason or Reason.CRASH, detail, round(seconds, 4))
            return
        self._failed_starts += 1
        if self._failed_starts >= STARTS_ALLOWED:
            raise WorkersError(f"Child processes cannot be started here ({detail}).")

    def _retire(self, child: _Child, again: deque[Any], skip: int = 0) -> None:
        again.extend(list(child.waiting)[skip:])
        _kill(child)
        self._children.remove(child)


_NOTHING = object()


def _send(child: _Child, call: _Call, argument: Any) -> None:
    if child.ready and not child.waiting:
        child.since = time.monotonic()
    child.waiting.append(argument)
    with suppress(BrokenPipeError, ConnectionResetError):  # it died: told when its pipe is read
        child.pipe.send((*call, argument))


def _over(child: _Child, limits: Limits) -> Reason | None:
    """The limit that a child is over, if any."""
    if not child.ready or not child.waiting:
        return None
    if limits.seconds is not None and time.monotonic() - child.since > limits.seconds:
        return Reason.TIMEOUT
    if limits.memory is not None and child.memory() > limits.memory * MEBIBYTE:
        return Reason.MEMORY
    return None


def _kill(child: _Child) -> None:
    """End a child and what it started, and take leave of it."""
    pid = child.process.pid
    if pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            if os.getpgid(pid) == pid:
                os.killpg(pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    child.pipe.close()
    child.process.join()
    child.process.close()


def _how_it_ended(child: _Child) -> str:
    child.process.join(5)
    code = child.process.exitcode
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"


def _serve(pipe: Connection) -> None:
    """The life of a child: call the function that comes for the argument that comes, until the parent is gone."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            function, limits, argument = pipe.recv()
            _set_limits(limits)
            _tell_parent[:] = [partial(_send_further, pipe, limits)]
            result = function(argument)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send(result)


def _send_further(pipe: Connection, limits: Limits) -> None:
    _set_timer(limits)
    pipe.send(_Further())


def _set_timer(limits: Limits) -> None:
    """The kernel's own limit of time, for a child whose parent is gone."""
    if limits.seconds is not None:
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + ORPHAN_SECONDS)


def _set_limits(limits: Limits) -> None:
    """Limits the kernel keeps: for a runaway that outruns the parent's looks, and where there is no parent left."""
    _set_timer(limits)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if limits.memory is not None:
        with open("/proc/self/statm", encoding="ascii") as file:
            mapped = int(file.read().split()[0]) * PAGE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (mapped + limits.memory * MEBIBYTE, most))
    else:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


@contextmanager
def _on_its_own() -> Iterator[None]:
    """Start a child that knows nothing of the program that asks for it.

    It does not run that program's main module again, which costs time and fails where the program has no file; and it
    may be started by a cluster's daemonic worker, for it is ended by us, which is what the rule is there for.
    """
    config: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    daemon, main = config.get("daemon", False), sys.modules["__main__"]
    config["daemon"], sys.modules["__main__"] = False, ModuleType("__main__")
    try:
        yield
    finally:
        config["daemon"], sys.modules["__main__"] = daemon, main
