"""What one OUT folder knows of its files between and during runs: an SQLite file that survives any kill.

In: records of files, packed rows of finished ones, and the parts the dataset consists of. Out: the same, after a crash
too. Rows wait here until they are published. The dataset itself and manifest.json never depend on it: where it is lost,
it is made again from the manifest (`publishing.recover`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from extract.errors import Reason
from styrdata.records import Batch, FileRecord, Outcome, State

VERSION = 1
_RECORD = """
    path TEXT PRIMARY KEY, sha256 TEXT, state TEXT NOT NULL, reason TEXT, message TEXT, seconds REAL NOT NULL,
    rows TEXT NOT NULL, characters TEXT NOT NULL, findings TEXT NOT NULL, slow_pages INTEGER NOT NULL,
    pages INTEGER NOT NULL, media_type TEXT, year INTEGER, fingerprint TEXT, "limit" REAL
"""
_SCHEMA = f"""
    CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS files ({_RECORD}) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS results ({_RECORD}) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS next_files ({_RECORD}) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS staged (fingerprint TEXT, name TEXT, size INTEGER, data BLOB,
        PRIMARY KEY (fingerprint, name));
    CREATE TABLE IF NOT EXISTS parts (year INTEGER NOT NULL, bits INTEGER NOT NULL, bucket INTEGER NOT NULL,
        fingerprint TEXT NOT NULL, files TEXT NOT NULL, PRIMARY KEY (year, bucket)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS next_parts (year INTEGER NOT NULL, bits INTEGER NOT NULL, bucket INTEGER NOT NULL,
        fingerprint TEXT NOT NULL, files TEXT NOT NULL, PRIMARY KEY (year, bucket)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS hashes (address BLOB PRIMARY KEY, stamp TEXT NOT NULL, sha256 TEXT NOT NULL)
        WITHOUT ROWID;
    CREATE TEMP TABLE seen (path TEXT PRIMARY KEY, address BLOB NOT NULL, size INTEGER NOT NULL, sha256 TEXT,
        reason TEXT, message TEXT, fingerprint TEXT, duplicates TEXT, action TEXT) WITHOUT ROWID;
    CREATE INDEX temp.seen_sha256 ON seen (sha256);
"""
_SETTINGS = """
    PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    PRAGMA cache_size = -2000; PRAGMA temp.cache_size = -2000;
"""
"""No write waits for the disk, none can be lost to a kill; a power cut may lose the last ones, never the file."""
_COLUMNS = 15
NO_YEAR = -1
"""Stands for an unknown year among the parts."""


class Action:
    """What a run does with a file: the closing state is known, is still true, was reached before, or is to be found."""

    CLOSED = "closed"
    UNCHANGED = "unchanged"
    DONE = "done"
    READ = "read"


@dataclass(frozen=True, slots=True)
class PartFile:
    """One Parquet file: its path below the dataset, rows, and size in bytes."""

    path: str
    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class Part:
    """One year's documents whose ids begin with the `bits` bits that spell `bucket`: one Parquet file a table."""

    year: int | None
    bits: int
    bucket: int
    fingerprint: str
    files: tuple[PartFile, ...] = ()


class Journal:
    """The SQLite file; methods that write do so in the transaction that `saving` opens, or at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = sqlite3.connect(path, isolation_level=None, timeout=60)
        self.database.executescript(_SETTINGS)
        self.database.executescript(_SCHEMA)
        if int(self.meta("version") or VERSION) != VERSION:
            raise sqlite3.DatabaseError("another version of styrdata wrote it")
        self.set_meta("version", str(VERSION))

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    @contextmanager
    def saving(self) -> Iterator[None]:
        """All that is written inside lasts, or none of it."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.database.in_transaction:
                self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")

    def meta(self, key: str) -> str | None:
        """A remembered text."""
        row = self.database.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str | None) -> None:
        """Remember a text, or forget it."""
        if value is None:
            self.database.execute("DELETE FROM meta WHERE key = ?", (key,))
        else:
            self.database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def add_outcome(self, outcome: Outcome) -> None:
        """Keep what came of one file until it is published."""
        self.put("results", [outcome.record])
        key = outcome.record.fingerprint
        self.database.executemany(
            "INSERT OR REPLACE INTO staged VALUES (?, ?, ?, ?)",
            [(key, batch.table, batch.size, batch.data) for batch in outcome.batches],
        )

    def put(self, table: str, records: Iterable[FileRecord]) -> None:
        """Write records into `files`, `results` or `next_files`."""
        marks = ", ".join("?" * _COLUMNS)
        self.database.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", map(_record_to_row, records))

    def records(self, table: str) -> Iterator[FileRecord]:
        """All records of a table, sorted by path."""
        return map(_row_to_record, self.database.execute(f"SELECT * FROM {table} ORDER BY path"))

    def parts(self, table: str = "parts") -> dict[tuple[int | None, int], Part]:
        """The dataset's parts by (year, bucket)."""
        found = {}
        for year, bits, bucket, fingerprint, listed in self.database.execute(f"SELECT * FROM {table}"):
            known = None if year == NO_YEAR else year
            files = tuple(PartFile(*item) for item in json.loads(listed))
            found[known, bucket] = Part(known, bits, bucket, fingerprint, files)
        return found

    def put_part(self, part: Part, table: str = "next_parts") -> None:
        """Write one part."""
        files = json.dumps([[file.path, file.rows, file.size] for file in part.files])
        year = NO_YEAR if part.year is None else part.year
        self.database.execute(
            f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?, ?)",
            (year, part.bits, part.bucket, part.fingerprint, files),
        )

    def drop_part(self, part: Part) -> None:
        """Forget a part of the dataset."""
        year = NO_YEAR if part.year is None else part.year
        self.database.execute("DELETE FROM parts WHERE year = ? AND bucket = ?", (year, part.bucket))

    def adopt(self, generation: str) -> None:
        """What was prepared for publishing is what is published now."""
        with self.saving():
            for table in ("files", "parts"):
                self.database.execute(f"DELETE FROM {table}")
                self.database.execute(f"INSERT INTO {table} SELECT * FROM next_{table}")
                self.database.execute(f"DELETE FROM next_{table}")
            self.database.execute("DELETE FROM results")
            self.database.execute("DELETE FROM staged")
            self.set_meta("generation", generation)
            self.set_meta("publishing", None)
        with suppress(sqlite3.OperationalError):  # what was staged need not take room; where it does, no harm is done
            self.database.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")


def staged_batch(database: sqlite3.Connection, fingerprint: str, table: str) -> Batch | None:
    """A finished document's rows of one table; null where it has none."""
    row = database.execute(
        "SELECT size, data FROM staged WHERE fingerprint = ? AND name = ?", (fingerprint, table)
    ).fetchone()
    return None if row is None else Batch(table, row[0], row[1])


def _record_to_row(record: FileRecord) -> tuple[object, ...]:
    return (
        record.path,
        record.sha256,
        record.state.value,
        record.reason.value if record.reason else None,
        record.message,
        record.seconds,
        json.dumps(record.rows),
        json.dumps(record.characters),
        json.dumps(record.findings),
        record.slow_pages,
        record.pages,
        record.media_type,
        record.year,
        record.fingerprint,
        record.limit,
    )


def _row_to_record(row: tuple[object, ...]) -> FileRecord:
    path, sha256, state, reason, message, seconds, rows, characters, findings, *rest = row
    slow_pages, pages, media_type, year, fingerprint, limit = rest
    counts = [
        tuple((str(name), int(count)) for name, count in json.loads(str(text))) for text in (rows, characters, findings)
    ]
    return FileRecord(
        path=str(path),
        sha256=_text(sha256),
        state=State(str(state)),
        reason=Reason(str(reason)) if reason else None,
        message=_text(message),
        seconds=float(str(seconds)),
        rows=counts[0],
        characters=counts[1],
        findings=counts[2],
        slow_pages=int(str(slow_pages)),
        pages=int(str(pages)),
        media_type=_text(media_type),
        year=None if year is None else int(str(year)),
        fingerprint=_text(fingerprint),
        limit=None if limit is None else float(str(limit)),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
