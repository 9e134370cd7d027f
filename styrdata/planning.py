"""What a run has to do: each input file's bytes named, duplicates told, and the unchanged left alone.

In: the files found, and the journal of what OUT holds. Out: an action for each file in the journal's table `seen`, and
tasks for those to be read. Which file stands for several with the same bytes follows from their names alone.
It reads files only to hash them, and not even that where size, time of change and inode are as they were.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

from extract.errors import Reason
from styrdata.discovery import Found
from styrdata.escape import printable
from styrdata.journal import Action, Journal
from styrdata.records import FileRecord, ImportOptions, State, Task, state_for
from styrdata.sources import in_process_only, is_remote, local_path, read_bytes
from styrdata.versions import parser_version

SETTLED_NS = 2_000_000_000
"""A file changed less than this long ago may change again within one tick of its clock: its time is not trusted yet."""
REMOTE_READS = 8
"""Files hashed side by side on a remote filesystem, where waiting is most of the work."""
FETCHED = 500
"""Tasks held at a time."""
TRIED_AGAIN = frozenset({Reason.CRASH, Reason.NEEDS_OCR, Reason.UNREADABLE})
"""Reasons that may be gone by the next run, though the file is the same."""


def plan(
    journal: Journal, found: Iterable[Found], options: ImportOptions, *, verify: bool = False, retry: bool = False
) -> None:
    """Fill the table `seen`; `verify` hashes every file, `retry` reads again what failed."""
    with journal.saving():
        journal.database.execute("DELETE FROM seen")
        for item, sha256, trouble in _hashed(journal, found, verify):
            reason, message = trouble or (item.reason, item.message)
            journal.database.execute(
                "INSERT INTO seen (path, address, size, sha256, reason, message) VALUES (?, ?, ?, ?, ?, ?)",
                (item.path, _to_blob(item.address), item.size, sha256, reason, message),
            )
        _settle(journal, options, retry)


def tasks(journal: Journal, options: ImportOptions) -> Iterator[Task]:
    """What is to be read, the largest first, so that no long one is left for the end.

    Fetched some at a time: while a query is open, SQLite cannot move what is saved from its log into its file.
    """
    database = journal.database
    database.execute("DROP TABLE IF EXISTS temp.queue")
    database.execute(
        """CREATE TEMP TABLE queue AS SELECT path, address, sha256, fingerprint, duplicates
           FROM seen WHERE action = ? ORDER BY size DESC, path""",
        (Action.READ,),
    )
    query = "SELECT rowid, * FROM queue WHERE rowid > ? ORDER BY rowid LIMIT ?"
    last = 0
    while rows := database.execute(query, (last, FETCHED)).fetchall():
        for last, path, blob, sha256, fingerprint, duplicates in rows:  # noqa: B007 - where the next query goes on
            address = _from_blob(blob)
            data = read_bytes(address) if in_process_only(address) else None
            yield Task(path, address, sha256, fingerprint, tuple(json.loads(duplicates)), options, data)


def _hashed(
    journal: Journal, found: Iterable[Found], verify: bool
) -> Iterator[tuple[Found, str | None, tuple[Reason, str] | None]]:
    """Each file with its SHA-256, or with why it has none."""
    items = list(found)
    ready = _remote_hashes([item.address for item in items if item.reason is None and is_remote(item.address)])
    for item in items:
        if item.reason is not None:
            yield item, None, None
            continue
        sha256 = None if verify else _remembered(journal, item)
        try:
            fresh = sha256 or ready.get(item.address) or _hash(item.address)
        except OSError as error:
            yield (
                item,
                None,
                (Reason.UNREADABLE, f"{printable(item.path)} could not be read: {error.strerror or error}."),
            )
            continue
        if sha256 is None and item.stamp and time.time_ns() - item.changed_ns > SETTLED_NS:
            values = (_to_blob(item.address), item.stamp, fresh)
            journal.database.execute("INSERT OR REPLACE INTO hashes VALUES (?, ?, ?)", values)
        yield item, fresh, None


def _remote_hashes(addresses: list[str]) -> dict[str, str]:
    """Hashes of remote files, several at a time; one that cannot be had is missing and is tried again by itself."""
    if not addresses:
        return {}
    from concurrent.futures import ThreadPoolExecutor

    def hash_or_nothing(address: str) -> tuple[str, str] | None:
        with suppress(OSError):
            return address, _hash(address)
        return None

    with ThreadPoolExecutor(REMOTE_READS) as pool:
        return dict(pair for pair in pool.map(hash_or_nothing, addresses) if pair)


def _remembered(journal: Journal, item: Found) -> str | None:
    if not item.stamp:
        return None
    row = journal.database.execute(
        "SELECT sha256 FROM hashes WHERE address = ? AND stamp = ?", (_to_blob(item.address), item.stamp)
    ).fetchone()
    return None if row is None else str(row[0])


def _hash(address: str) -> str:
    if is_remote(address):
        return hashlib.sha256(read_bytes(address)).hexdigest()
    with open(local_path(address), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _to_blob(address: str) -> bytes:
    return os.fsencode(address if is_remote(address) else os.path.abspath(local_path(address)))


def _from_blob(blob: bytes) -> str:
    return os.fsdecode(blob)


def _settle(journal: Journal, options: ImportOptions, retry: bool) -> None:
    """Give every seen file its action; of those with the same bytes the first by name stands for all."""
    database = journal.database
    database.execute("UPDATE seen SET action = ?", (Action.CLOSED,))
    database.execute("DROP TABLE IF EXISTS temp.same")
    database.execute(
        """CREATE TEMP TABLE same AS SELECT sha256, min(path) AS first, json_group_array(path) AS paths
           FROM seen WHERE sha256 IS NOT NULL GROUP BY sha256"""
    )
    for sha256, first, paths in database.execute("SELECT sha256, first, paths FROM same"):
        others = sorted(set(json.loads(paths)) - {first})
        fingerprint = file_fingerprint(first, sha256, others, options)
        action = _action(journal, first, fingerprint, options, retry)
        database.execute(
            "UPDATE seen SET action = ?, fingerprint = ?, duplicates = ? WHERE path = ?",
            (action, fingerprint, json.dumps(others), first),
        )
        message = f"Has the same bytes as {printable(first)}, which stands for both."
        for other in others:
            database.execute(
                "UPDATE seen SET reason = ?, message = ? WHERE path = ?", (Reason.DUPLICATE, message, other)
            )


def file_fingerprint(path: str, sha256: str, duplicates: Iterable[str], options: ImportOptions) -> str:
    """Names everything that a file's rows come from."""
    parts = (sha256, parser_version(), options.reading, path, *duplicates)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _action(journal: Journal, path: str, fingerprint: str, options: ImportOptions, retry: bool) -> str:
    for table, action in (("results", Action.DONE), ("files", Action.UNCHANGED)):
        row = journal.database.execute(
            f'SELECT state, reason, "limit" FROM {table} WHERE path = ? AND fingerprint = ?', (path, fingerprint)
        ).fetchone()
        if row is None:
            continue
        state, reason, limit = row
        if action == Action.DONE or not _again(state, reason, limit, options=options, retry=retry):
            return action
    return Action.READ


def _again(state: str, reason: str | None, limit: float | None, *, options: ImportOptions, retry: bool) -> bool:
    """Whether a file that is the same as before is to be read again all the same."""
    if state == State.IMPORTED:
        return False
    if reason == Reason.TIMEOUT:
        return retry or options.timeout > (limit or 0)
    if reason == Reason.MEMORY:
        return retry or options.memory > (limit or 0)
    return reason in TRIED_AGAIN or (retry and state == State.FAILED)


def closed_records(journal: Journal) -> Iterator[FileRecord]:
    """The records of files whose closing state was known without reading them."""
    query = "SELECT path, sha256, reason, message FROM seen WHERE action = ? ORDER BY path"
    for path, sha256, name, message in journal.database.execute(query, (Action.CLOSED,)):
        reason = Reason(name)
        yield FileRecord(path=path, sha256=sha256, state=state_for(reason), reason=reason, message=message)
