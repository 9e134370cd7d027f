"""The SQLite database that the pages are served from: made once from the dataset, made again when the dataset changed.

In: a dataset's layout and a folder for such databases. Out: the path of one that is up to date. It never writes below the
dataset, and it removes databases it made earlier of the same dataset.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from normalize.schema import TABLE_NAMES
from styrdata import __version__
from styrdata.connection import layout_to_connection, views_sql
from styrdata.export import replaced
from styrdata.export_sqlite import Watch, steps, write_sqlite
from styrdata.layout import Layout

FORMAT = "1"
"""Changes with what export_sqlite writes, so that an older database is not served."""


def cache_folder() -> Path:
    """Where such databases lie: the user's own cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "styrdata"


def database_path(layout: Layout, folder: Path) -> Path:
    """The name of the dataset's database: by the dataset's place, its files, and the code that writes it."""
    code = hashlib.sha256(f"{__version__}{FORMAT}{views_sql()}".encode()).hexdigest()[:8]
    return folder / _place(layout) / f"{layout.fingerprint()}-{code}" / "styrdata.db"


def up_to_date(layout: Layout, folder: Path) -> Path:
    """Make the database where it is not there yet; its path."""
    path = database_path(layout, folder)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = layout_to_connection(layout)
        with replaced(path) as unfinished, _watched(steps(connection, TABLE_NAMES)) as watch:
            write_sqlite(connection, unfinished, TABLE_NAMES, watch)
        _remove_older(path)
    return path


@contextmanager
def _watched(total: int) -> Iterator[Watch]:
    """A bar with the time left, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda rows: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Preparing the pages", total=total)
        yield lambda rows: bar.advance(task, rows)


def _place(layout: Layout) -> str:
    """A name for the dataset's folder."""
    return hashlib.sha256(str(layout.root.resolve()).encode()).hexdigest()[:16]


def _remove_older(path: Path) -> None:
    """Remove the databases of the same dataset as it was before."""
    for other in path.parent.parent.glob("*/styrdata.db"):
        if other != path:
            other.unlink(missing_ok=True)
            other.parent.rmdir()
