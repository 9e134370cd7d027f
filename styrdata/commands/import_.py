"""`styrdata import`: read archived plans and write the typed Parquet dataset.

In: folders, files or fsspec addresses, and OUT. Out: the dataset, a short summary, and an exit code: 0 where every file
was imported, was unchanged or is nothing to import, 1 where some failed, 2 for wrong usage, 130 after Ctrl-C.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click

from styrdata.escape import printable
from styrdata.progress import Progress, choose_progress
from styrdata.records import ImportOptions, State
from styrdata.run import ImportRun, RunOptions, Summary
from styrdata.sources import is_remote, local_path
from styrdata.store import LocalStore, StoreError
from styrdata.summary import print_json, print_summary
from styrdata.workers import WorkersError

INTERRUPTED = 130


@click.command("import")
@click.argument("inputs", nargs=-1, required=True, metavar="FOLDER_OR_FILES...")
@click.option("--out", required=True, metavar="OUT", help="Folder (or fsspec address) of the dataset.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Files read side by side. Default: all cores.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=300.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one file; in a scan, for each of its pages.",
)
@click.option(
    "--memory",
    type=click.IntRange(64),
    default=2048,
    show_default=True,
    metavar="MIB",
    help="Most memory for one file.",
)
@click.option(
    "--source",
    type=click.Choice(["fast", "pdfplumber"]),
    default="fast",
    show_default=True,
    help="Reader of a PDF's characters.",
)
@click.option("--ocr/--no-ocr", default=True, show_default=True, help="Read scanned pages by OCR.")
@click.option("--prune", is_flag=True, help="Remove rows of files that are gone.")
@click.option("--verify", is_flag=True, help="Hash every file, also where size and time say it is unchanged.")
@click.option("--retry", is_flag=True, help="Read files again that failed before.")
@click.option("--wait", is_flag=True, help="Wait for another import into OUT to end.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option(
    "--log-json",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write one JSON object an event.",
)
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help="Where files are read."
)
@click.option("--scheduler", metavar="ADDRESS", help="Address of the Dask scheduler, with --engine dask.")
@click.pass_context
def command(context: click.Context, /, inputs: tuple[str, ...], out: str, **chosen: Any) -> None:
    """Read archived plans and write the typed Parquet dataset.

    Imports every plan below FOLDER_OR_FILES into OUT. What did not change since the last import is not read again.
    """
    for each in inputs:
        if not is_remote(each) and not os.path.lexists(local_path(each)):
            raise click.UsageError(f"{printable(each)} does not exist.")
    if (chosen["engine"] == "dask") != bool(chosen["scheduler"]):
        raise click.UsageError("--engine dask and --scheduler ADDRESS go together.")
    reading = ImportOptions(chosen["source"], chosen["ocr"], chosen["timeout"], chosen["memory"])
    options = RunOptions(
        reading=reading,
        jobs=chosen["jobs"] or len(os.sched_getaffinity(0)),
        prune=chosen["prune"],
        verify=chosen["verify"],
        retry=chosen["retry"],
        wait=chosen["wait"],
    )
    quiet = chosen["quiet"] or chosen["as_json"]
    with choose_progress(quiet=quiet, log=chosen["log_json"]) as progress:
        run = ImportRun(inputs, open_store(out), options, progress)
        if chosen["engine"] == "dask":
            from styrdata.cluster import dask_engine

            run.engine = dask_engine(chosen["scheduler"], run)
        summary = _run(run, progress, out)
    if chosen["as_json"]:
        print_json(summary, out)
    elif not chosen["quiet"]:
        print_summary(summary, out)
    context.exit(exit_code(summary))


def open_store(out: str) -> LocalStore:
    """The store of an OUT address."""
    if is_remote(out):
        from styrdata.remote import RemoteStore

        return RemoteStore(out)
    return LocalStore(local_path(out))


def exit_code(summary: Summary) -> int:
    """0 where nothing failed, 1 where a file did, 130 where the run was ended before its end."""
    if summary.interrupted:
        return INTERRUPTED
    return 1 if summary.totals.states[State.FAILED.value] else 0


def _run(run: ImportRun, progress: Progress, out: str) -> Summary:
    """Run, with Ctrl-C and SIGTERM meaning: no further file, publish what is done. A second one ends at once."""
    try:
        with _stopping(run, progress):
            return run.run()
    except (StoreError, WorkersError) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        progress.tell(f"Ended at once; {printable(out)} holds the dataset of before. Run it again to go on.")
        raise SystemExit(INTERRUPTED) from None
    except OSError as error:
        raise click.ClickException(explain(error, out)) from error


def explain(error: OSError, out: str) -> str:
    """What a person can do about an error of the disk that OUT lies on."""
    kept = (
        f"What {printable(out)} held before is still there, and what was read is kept: run the import again to go on."
    )
    text = str(error)
    if error.errno == errno.ENOSPC or "disk is full" in text or "disk I/O error" in text:
        return f"The disk of {printable(out)} is full ({printable(text)}). Free some space. {kept}"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) or "readonly" in text:
        return f"{printable(out)} cannot be written to ({printable(text)}). Choose another --out."
    if isinstance(error, FileNotFoundError):
        return (
            f"{printable(out)} or something in it was removed while the import ran ({printable(text)}). Run it again."
        )
    return f"The import could not be ended: {printable(text)}. {kept}"


@contextmanager
def _stopping(run: ImportRun, progress: Progress) -> Iterator[None]:
    def on_signal(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.default_int_handler)
        run.stop()
        progress.tell("Stopping: what is done is published. Press Ctrl-C again to end at once.")

    handlers = {each: signal.signal(each, on_signal) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
