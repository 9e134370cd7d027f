"""From finished files to a new dataset: which parts stay, which are written, and the switch from the old to the new.

In: the journal of a run and the store it is for. Out: the published dataset with its manifest. Anything that fails
before the switch leaves the old dataset as it was; anything that is cut off after it is completed by the next run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from styrdata.children import build_part, describe
from styrdata.dataset import BuildTask, Member, bucket_of, layout
from styrdata.journal import Action, Journal, Part
from styrdata.manifest import ManifestError, Totals, read_manifest, write_manifest
from styrdata.planning import closed_records
from styrdata.records import TABLES, FileRecord, State
from styrdata.store import MANIFEST, LocalStore, StoreError
from styrdata.workers import Casualty, Workers

_GONE = "No longer among the input files; its rows are kept (--prune removes them)."


@dataclass(frozen=True, slots=True)
class Published:
    """What a run left: totals of the manifest, and how many parts were written and kept."""

    totals: Totals
    written: int
    kept: int


def recover(journal: Journal, store: LocalStore) -> None:
    """Bring the journal in line with what is published, whatever the last run was cut off at."""
    current = store.generation()
    if current is not None and current == journal.meta("publishing"):
        journal.adopt(current)
    elif current != journal.meta("generation"):
        _learn(journal, store, current)
    _forget_lost(journal, store)


def _learn(journal: Journal, store: LocalStore, current: str | None) -> None:
    """Take from the published manifest what the journal does not know."""
    records: list[FileRecord] = []
    parts: list[Part] = []
    if current is not None:
        try:
            records, parts = read_manifest(Path(store.file(MANIFEST)))
        except ManifestError:  # nothing is known of the dataset: all is read again
            records, parts = [], []
    with journal.saving():
        for table in ("files", "parts"):
            journal.database.execute(f"DELETE FROM {table}")
        journal.put("files", map(_as_imported, records))
        for part in parts:
            journal.put_part(part, "parts")
        journal.set_meta("generation", current)


def _forget_lost(journal: Journal, store: LocalStore) -> None:
    """Forget parts whose Parquet files someone removed, and the documents in them, so that these are read again."""
    lost = [part for part in journal.parts().values() if not all(store.has(file.path) for file in part.files)]
    if not lost:
        return
    with journal.saving():
        for part in lost:
            query = "SELECT path, sha256 FROM files WHERE state = ? AND year IS ?"
            for path, sha256 in journal.database.execute(query, (State.IMPORTED.value, part.year)).fetchall():
                if bucket_of(sha256[:16], part.bits) == part.bucket:
                    journal.database.execute("DELETE FROM files WHERE path = ?", (path,))
            journal.drop_part(part)


def _as_imported(record: FileRecord) -> FileRecord:
    """A record as a manifest shows it, the way the run that imported it would have it."""
    message = None if record.message == _GONE else record.message
    return replace(record, message=message, state=State.IMPORTED if record.state is State.UNCHANGED else record.state)


def publish(journal: Journal, store: LocalStore, workers: Workers, *, prune: bool) -> Published:
    """Make what is finished the dataset."""
    with journal.saving():
        journal.database.execute("DELETE FROM next_parts")
        _close_files(journal, prune)
    parts = list(layout(_members(journal)))
    old = journal.parts()
    fresh = [(part, members) for part, members in parts if not _same(old.get((part.year, part.bucket)), part)]
    if not fresh and len(old) == len(parts):
        return _only_manifest(journal, store, list(old.values()))
    scratch = store.begin()
    kept = [old[part.year, part.bucket] for part, _ in parts if _same(old.get((part.year, part.bucket)), part)]
    for part in kept:
        for file in part.files:
            store.keep(file.path, scratch)
    tasks = [
        BuildTask(part, members, str(journal.path), str(scratch), _sources(part, members, old, store))
        for part, members in fresh
    ]
    built = list(_build(tasks, workers))
    if len(built) != len(tasks):
        raise StoreError("Writing the tables was stopped; run the import again to go on.")
    everything = sorted((*kept, *built), key=lambda part: (part.year or 0, part.bucket))
    totals = write_manifest(scratch / MANIFEST, _manifest_records(journal), everything)
    _describe(scratch, everything, workers)
    with journal.saving():
        for part in everything:
            journal.put_part(part)
        journal.set_meta("publishing", store.next_generation(scratch))
    store.publish(scratch)
    journal.adopt(store.generation() or "")
    store.tidy()
    return Published(totals, len(built), len(kept))


def _only_manifest(journal: Journal, store: LocalStore, parts: list[Part]) -> Published:
    """No row has changed: the tables stay, the closing states are written anew."""
    parts.sort(key=lambda part: (part.year or 0, part.bucket))
    scratch = store.begin()
    totals = write_manifest(scratch / MANIFEST, _manifest_records(journal), parts)
    store.replace_manifest(scratch / MANIFEST)
    shutil.rmtree(scratch)
    with journal.saving():
        for part in parts:
            journal.put_part(part)
    journal.adopt(store.generation() or "")
    return Published(totals, 0, len(parts))


def _same(old: Part | None, new: Part) -> bool:
    return old is not None and (old.bits, old.fingerprint) == (new.bits, new.fingerprint)


_CLOSING = (
    """INSERT INTO next_files SELECT files.* FROM files JOIN seen USING (path) WHERE seen.action = 'unchanged'""",
    """INSERT INTO next_files SELECT results.* FROM results JOIN seen USING (path, fingerprint)
       WHERE seen.action IN ('done', 'read')""",
    # Not reached before the run was ended: as it was, unless its document came from another file meanwhile.
    """INSERT INTO next_files SELECT files.* FROM files JOIN seen USING (path)
       WHERE seen.action IN ('done', 'read') AND files.state = 'imported'
       AND path NOT IN (SELECT path FROM next_files)
       AND files.sha256 NOT IN (SELECT sha256 FROM next_files WHERE sha256 IS NOT NULL)""",
)
_GONE_KEPT = """
    INSERT INTO next_files SELECT * FROM files WHERE state = 'imported' AND path NOT IN (SELECT path FROM seen)
    AND sha256 NOT IN (SELECT sha256 FROM seen WHERE sha256 IS NOT NULL)
    AND sha256 NOT IN (SELECT sha256 FROM next_files WHERE sha256 IS NOT NULL)
"""


def _close_files(journal: Journal, prune: bool) -> None:
    """One record for each file: of this run where it got there, else of the run before."""
    database = journal.database
    database.execute("DELETE FROM next_files")
    for statement in _CLOSING:
        database.execute(statement)
    journal.put("next_files", closed_records(journal))
    if not prune:
        database.execute(_GONE_KEPT)


def _members(journal: Journal) -> Iterator[tuple[int | None, Member]]:
    """All documents of the dataset to be, each with where its rows are now."""
    query = """
        SELECT next.year, next.sha256, next.fingerprint, results.fingerprint FROM next_files AS next
        LEFT JOIN results ON results.path = next.path AND results.fingerprint = next.fingerprint
        WHERE next.state = ?
    """
    for year, sha256, fingerprint, staged in journal.database.execute(query, (State.IMPORTED.value,)):
        yield year, Member(sha256[:16], fingerprint, staged)


def _sources(
    part: Part, members: tuple[Member, ...], old: dict[tuple[int | None, int], Part], store: LocalStore
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Of the old files, by table, those that may hold documents of a part, in the order of documents."""
    staying = [member.document_id for member in members if member.staged is None]
    sources = [
        old[year, bucket]
        for year, bucket in sorted(old, key=lambda key: key[1])
        if year == part.year and any(bucket_of(each, old[year, bucket].bits) == bucket for each in staying)
    ]
    return tuple(
        (table, tuple(store.file(file.path) for each in sources for file in each.files if _of(file.path, table)))
        for table in TABLES
    )


def _of(path: str, table: str) -> bool:
    return path.partition("/")[0] == table


def _build(tasks: list[BuildTask], workers: Workers) -> Iterator[Part]:
    for task, result in workers.run(build_part, tasks, ahead=False):
        if isinstance(result, Casualty):
            raise StoreError(f"Writing the year {task.part.year} was cut off ({result.detail}); run the import again.")
        if isinstance(result, OSError):
            raise result
        yield replace(task.part, files=result)


def _describe(scratch: Path, parts: list[Part], workers: Workers) -> None:
    """Write datapackage.json; in a child, for the schemas it speaks of are pyarrow's, which this process does without."""
    task = (str(scratch), tuple(file.path for part in parts for file in part.files))
    results = [result for _, result in workers.run(describe, [task])]
    if isinstance(results[0] if results else None, OSError):
        raise results[0]
    if results != [None]:
        raise StoreError("Describing the tables was cut off; run the import again.")


def _manifest_records(journal: Journal) -> Iterator[FileRecord]:
    """The closing records as the manifest shows them: what was imported before is unchanged."""
    for record in journal.records("next_files"):
        row = journal.database.execute("SELECT action FROM seen WHERE path = ?", (record.path,)).fetchone()
        if record.state is State.IMPORTED and (row is None or row[0] == Action.UNCHANGED):
            yield replace(record, state=State.UNCHANGED, message=record.message if row else _GONE)
        else:
            yield record
