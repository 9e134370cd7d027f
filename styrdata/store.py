"""A dataset's folder on a local disk: who may write, and how all tables change at once.

In: a finished set of Parquet files and a manifest. Out: the folder as schema.md has it, at every moment whole:

    OUT/goals -> .styrdata/current/goals      one link a table, and one for manifest.json; they never change
    OUT/.styrdata/current -> generations/7    replaced by one rename when a run is published
    OUT/.styrdata/generations/6, 7            the one before stays until the next run, for those who still read it
    OUT/.styrdata/journal.sqlite              what the importer remembers (see journal.py)
    OUT/.styrdata/lock                        held while an import runs

Files that did not change are hard links into the generation before. It never changes a published file.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from styrdata.records import TABLES

HOME = ".styrdata"
MANIFEST = "manifest.json"
DATAPACKAGE = "datapackage.json"
ENTRIES = (*TABLES, MANIFEST, DATAPACKAGE)
"""What lies in a dataset's folder."""
_WAIT_SECONDS = 0.2


class StoreError(Exception):
    """The folder cannot be used; the message says what to do."""


class BusyError(StoreError):
    """Another import is writing to the folder."""


class LocalStore:
    """OUT on a local disk; `open` takes the lock, `close` gives it back."""

    def __init__(self, out: str) -> None:
        self.out = Path(out)
        self.home = self.out / HOME
        self.journal_path = self.home / "journal.sqlite"
        self._lock = -1

    @property
    def name(self) -> str:
        """The folder as the user gave it."""
        return os.fspath(self.out)

    def open(self, *, wait: bool = False, waiting: Callable[[], None] = lambda: None) -> None:
        """Make the folder where it is missing and lock it; BusyError where another import has it and `wait` is off."""
        self._look_around()
        self.home.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        told = False
        while True:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not wait:
                    raise BusyError(f"Another import is writing to {self.name}; wait for it, or give --wait.") from None
            if not told:
                waiting()
                told = True
            time.sleep(_WAIT_SECONDS)
        self._clear_scratch()
        if (self.home / "current").is_symlink():
            self._link_entries()

    def close(self) -> None:
        """Let others write."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def generation(self) -> str | None:
        """The published generation; null before the first."""
        try:
            return Path(os.readlink(self.home / "current")).name
        except FileNotFoundError:
            return None

    def file(self, path: str) -> str:
        """Where a file of the published dataset lies, by its path below OUT."""
        return os.fspath(self.home / "current" / path)

    def has(self, path: str) -> bool:
        """Whether a file of the published dataset is still there."""
        return os.path.exists(self.file(path))

    def begin(self) -> Path:
        """A scratch folder to build a generation in."""
        (self.home / "generations").mkdir(exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="building-", dir=self.home))

    def keep(self, path: str, scratch: Path) -> None:
        """Take a file of the published dataset over into the new one."""
        target = scratch / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self.file(path), target)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.EOPNOTSUPP):
                raise
            shutil.copy2(self.file(path), target)

    def next_generation(self, scratch: Path) -> str:
        """The name of the generation that `publish` will make."""
        return str(int(self.generation() or "0") + 1)

    def publish(self, scratch: Path) -> None:
        """Make a built generation the dataset, at one stroke; the generation before the last goes."""
        self._still_ours()
        name = self.next_generation(scratch)
        scratch.chmod(0o755)
        for folder, _, _ in os.walk(scratch):
            sync_folder(folder)
        target = self.home / "generations" / name
        if target.exists():  # built by a run that was cut off before it became current
            shutil.rmtree(target)
        scratch.rename(target)
        sync_folder(target.parent)
        self._link_entries()
        replace_link(self.home / "current", f"generations/{name}")

    def tidy(self) -> None:
        """Remove generations before the last two; what still is in the way of that is left for the next run."""
        current = int(self.generation() or "0")
        for folder in (self.home / "generations").iterdir():
            if not folder.name.isdigit() or int(folder.name) not in (current, current - 1):
                shutil.rmtree(folder, ignore_errors=True)

    def replace_manifest(self, written: Path) -> None:
        """Put a new manifest to the same tables."""
        self._still_ours()
        os.replace(written, self.file(MANIFEST))
        sync_folder(self.home / "current")

    def _look_around(self) -> None:
        """Refuse a folder that holds something else under the names that a dataset needs."""
        if self.out.exists() and not self.out.is_dir():
            raise StoreError(f"{self.name} is a file; give a folder with --out.")
        for entry in ENTRIES:
            path = self.out / entry
            if path.exists() and not path.is_symlink():
                raise StoreError(
                    f"{self.name} already holds a {entry} that is no dataset of `styrdata import` with its {HOME} folder "
                    "(a copy without it?); give an empty folder with --out."
                )

    def _link_entries(self) -> None:
        """Make the links of the tables, also those that someone removed to start over and left the rest behind."""
        missing = [entry for entry in ENTRIES if not (self.out / entry).is_symlink()]
        for entry in missing:
            (self.out / entry).symlink_to(f"{HOME}/current/{entry}")
        if missing:
            sync_folder(self.out)

    def _still_ours(self) -> None:
        """Raise where the folder was removed or replaced while the import ran."""
        try:
            same = os.path.samestat(os.stat(self.home / "lock"), os.fstat(self._lock))
        except FileNotFoundError:
            same = False
        if not same:
            raise StoreError(f"{self.name} was removed while the import ran; run it again.")

    def _clear_scratch(self) -> None:
        for folder in self.home.glob("building-*"):
            shutil.rmtree(folder, ignore_errors=True)


def sync_folder(folder: str | Path) -> None:
    """Make the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_link(link: Path, target: str) -> None:
    """Point a symbolic link elsewhere, at one stroke."""
    scratch = link.with_name(f"{link.name}.{os.getpid()}.tmp")
    scratch.unlink(missing_ok=True)
    scratch.symlink_to(target)
    os.replace(scratch, link)
    sync_folder(link.parent)
