"""Who watches an import run: a bar on a terminal, a log of JSON lines, or nobody.

In: the run's events. Out: lines on standard error and in the log file. Names and messages from outside are printed with
their control characters shown. A bar is drawn only on a terminal, and only there is rich imported.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from styrdata.records import FileRecord, State

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


class Progress:
    """An Observer that tells failures as they come, and writes the log if there is one."""

    def __init__(self, *, quiet: bool, log: TextIO | None) -> None:
        self.quiet = quiet
        self.log = log

    def tell(self, text: str) -> None:
        """Print a line beside whatever else is shown."""
        print(text, file=sys.stderr, flush=True)

    def found(self, files: int, to_read: int) -> None:
        """Note what there is to do."""
        self._write("found", files=files, to_read=to_read)

    def waiting(self) -> None:
        """Tell that another import is at work."""
        if not self.quiet:
            self.tell("Waiting for another import into the same folder to end.")
        self._write("waiting")

    def closed(self, record: FileRecord) -> None:
        """Note one file that was not read; tell it where it failed."""
        self._note(record)

    def finished(self, record: FileRecord) -> None:
        """Note one file; tell it where it failed."""
        self._note(record)

    def _note(self, record: FileRecord) -> None:
        reason = record.reason.value if record.reason else None
        self._write(
            "file",
            path=record.path,
            state=record.state.value,
            reason=reason,
            message=record.message,
            seconds=record.seconds,
            pages=record.pages,
        )
        if record.state is State.FAILED and not self.quiet:
            self.tell(f"{record.state.value}: {record.sentence}")

    def publishing(self) -> None:
        """Note that reading is over."""
        self._write("publishing")

    def _write(self, event: str, **details: Any) -> None:
        if self.log is not None:
            line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **details}
            self.log.write(json.dumps(line, ensure_ascii=False) + "\n")
            self.log.flush()


class BarProgress(Progress):
    """As Progress, with a bar: files done, pages a second, time left."""

    def __init__(self, bar: Bar, log: TextIO | None) -> None:
        super().__init__(quiet=False, log=log)
        self.bar = bar
        self.task: TaskID = bar.add_task("Looking for files", total=None, pages="")
        self.pages = 0
        self.start = time.monotonic()

    def tell(self, text: str) -> None:
        """Print a line above the bar."""
        self.bar.console.print(text, markup=False, highlight=False)

    def found(self, files: int, to_read: int) -> None:
        """Draw the bar for the files to be read."""
        super().found(files, to_read)
        self.start = time.monotonic()
        self.bar.update(self.task, description="Reading", total=to_read)

    def finished(self, record: FileRecord) -> None:
        """Draw one file more."""
        super().finished(record)
        self.pages += record.pages
        seconds = max(0.001, time.monotonic() - self.start)
        pages = f"{self.pages / seconds:.1f} pages/s" if self.pages else ""
        self.bar.update(self.task, advance=1, pages=pages)

    def publishing(self) -> None:
        """Say that the tables are being written."""
        super().publishing()
        self.bar.update(self.task, description="Writing tables")


@contextmanager
def choose_progress(*, quiet: bool, log: Path | None) -> Iterator[Progress]:
    """The watcher that suits: a bar only where standard error is a terminal and nobody asked for quiet."""
    with ExitStack() as stack:
        file = stack.enter_context(log.open("a", encoding="utf-8")) if log else None
        if quiet or not sys.stderr.isatty():
            yield Progress(quiet=quiet, log=file)
        else:
            yield BarProgress(stack.enter_context(_bar()), file)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pages]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
