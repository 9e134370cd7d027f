"""How the dataset lies on disk: which Parquet file a document's rows belong to, and how such a file is written.

In: finished documents' packed rows and the Parquet files of the dataset before. Out: one Parquet file a table for one
part of the dataset. Where a row lies and what the bytes of a file are follows from the set of imported documents alone:
not from the order of runs, the number of jobs, or what was there before.

A part is one year's documents whose ids begin with the same bits. It has a file for every table, with no rows where
there are none: then every table has a folder for every year, and a reader can tell the type of `year`.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from styrdata.journal import Part, PartFile, staged_batch
from styrdata.records import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

DOCUMENTS_A_PART = 4096
"""Documents a part may hold before a year's parts are split in two: some ten MB a table for usual plans."""
ROW_GROUP_ROWS = 65_536
"""Rows of a row group: what a query reads at least, and what writing holds in memory."""
ZSTD_LEVEL = 3
UNKNOWN_YEAR = "__HIVE_DEFAULT_PARTITION__"
PLACEHOLDER_YEAR = 0
"""A year with no rows, where no document's year is known: readers cannot type a partition that is null alone."""
ID_BITS = 32
"""Leading bits of a document_id that parts are told by."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a part; `staged` names its packed rows in the journal, null where they are in a file of before."""

    document_id: str
    fingerprint: str
    staged: str | None = None


@dataclass(frozen=True, slots=True)
class BuildTask:
    """One part to write below `target`: its members by document_id, and the files of before by table, in id order."""

    part: Part
    members: tuple[Member, ...]
    journal: str
    target: str
    before: tuple[tuple[str, tuple[str, ...]], ...] = ()


def bucket_bits(documents: int) -> int:
    """How many bits tell a year's parts apart, given its number of documents."""
    bits = 0
    while documents > DOCUMENTS_A_PART << bits:
        bits += 1
    return bits


def bucket_of(document_id: str, bits: int) -> int:
    """The part of its year that a document belongs to; parts in order hold documents in order."""
    return int(document_id[: ID_BITS // 4], 16) >> (ID_BITS - bits)


def part_fingerprint(members: Iterable[Member]) -> str:
    """Names the documents of a part and everything their rows come from."""
    digest = hashlib.sha256()
    for member in members:
        digest.update(f"{member.document_id} {member.fingerprint}\n".encode())
    return digest.hexdigest()[:32]


def year_folder(year: int | None) -> str:
    """The folder's name of a year in Hive's way."""
    return f"year={UNKNOWN_YEAR if year is None else year}"


def build_part_or_error(task: BuildTask) -> tuple[PartFile, ...] | OSError:
    """As `build_part`; an error that comes from outside, such as a full disk, is handed to the parent."""
    try:
        return build_part(task)
    except OSError as error:
        return error
    except sqlite3.Error as error:
        return OSError(f"reading {task.journal} failed: {error}")


def build_part(task: BuildTask) -> tuple[PartFile, ...]:
    """Write all tables of one part, so that they last; runs in a child process."""
    before = dict(task.before)
    database = sqlite3.connect(f"file:{_quoted(task.journal)}?mode=ro", uri=True, timeout=60)
    try:
        return tuple(_build_table(task, table, database, before.get(table, ())) for table in TABLES)
    finally:
        database.close()


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def _build_table(task: BuildTask, table: str, database: sqlite3.Connection, before: tuple[str, ...]) -> PartFile:
    folder = Path(task.target, table, year_folder(task.part.year))
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / f".{task.part.bucket}.tmp"
    old = {member.document_id for member in task.members if member.staged is None}
    rows = _write(
        scratch,
        table,
        heapq.merge(_staged(task, table, database), _kept(before, old, table), key=lambda piece: piece[0]),
    )
    with scratch.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:12]
        os.fsync(file.fileno())
    path = folder / f"part-{task.part.bucket:04d}-{digest}.parquet"
    scratch.rename(path)
    return PartFile(path.relative_to(task.target).as_posix(), rows, path.stat().st_size)


def _staged(task: BuildTask, table: str, database: sqlite3.Connection) -> Iterator[tuple[str, pa.RecordBatch]]:
    from styrdata.pipeline import batch_to_arrow

    for member in task.members:
        if member.staged is not None:
            batch = staged_batch(database, member.staged, table)
            if batch is not None:
                yield member.document_id, batch_to_arrow(table, batch.size, batch.data)


def _kept(paths: Iterable[str], wanted: set[str], table: str) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Rows of documents that stay as they are, out of files sorted by document_id."""
    if not wanted:
        return
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = stored_schema(table)
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=ROW_GROUP_ROWS):
                rows = pa.RecordBatch.from_arrays(batch.columns, schema=schema)
                ids = rows.column("document_id").to_pylist()
                starts = [0, *(at for at, (left, right) in enumerate(pairwise(ids), 1) if left != right), len(ids)]
                for start, stop in pairwise(starts):
                    if start < stop and ids[start] in wanted:
                        yield ids[start], rows.slice(start, stop - start)


def _write(path: Path, table: str, pieces: Iterator[tuple[str, pa.RecordBatch]]) -> int:
    """Write pieces in their order as row groups of ROW_GROUP_ROWS rows; the number of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = stored_schema(table)
    total, held = 0, schema.empty_table()
    order = [pq.SortingColumn(schema.get_field_index("document_id"))]
    with pq.ParquetWriter(
        path, schema, compression="zstd", compression_level=ZSTD_LEVEL, write_page_index=True, sorting_columns=order
    ) as writer:
        for batches in _chunks(batch for _, batch in pieces):
            held = pa.concat_tables([held, pa.Table.from_batches(batches).cast(schema)]).combine_chunks()
            while held.num_rows >= ROW_GROUP_ROWS:
                writer.write_table(held.slice(0, ROW_GROUP_ROWS).combine_chunks(), row_group_size=ROW_GROUP_ROWS)
                total, held = total + ROW_GROUP_ROWS, held.slice(ROW_GROUP_ROWS).combine_chunks()
        if held.num_rows:
            writer.write_table(held, row_group_size=ROW_GROUP_ROWS)
    return total + int(held.num_rows)


def _chunks(batches: Iterator[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Batches in lists of about a row group."""
    held: list[Any] = []
    rows = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= ROW_GROUP_ROWS:
            yield held
            held, rows = [], 0
    if held:
        yield held


@cache
def stored_schema(table: str) -> pa.Schema:
    """A table's schema as its files carry it: the contract, and what pandas needs to read `year` and whole numbers.

    pandas cannot put together a partition that is null in one folder and a number in the next, unless it is told the
    column's type; whole numbers with gaps would become fractions.
    """
    import pyarrow as pa

    from normalize.schema import YEAR, arrow_schema

    schema = arrow_schema(table)
    whole = [field for field in schema if pa.types.is_integer(field.type) and field.nullable]
    columns = [(field.name, str(field.type), str(field.type).capitalize()) for field in whole]
    columns.append((YEAR.name, str(YEAR.type), f"{YEAR.type}[pyarrow]"))
    names = ("name", "pandas_type", "numpy_type")
    described = [
        {"field_name": column[0], "metadata": None, **dict(zip(names, column, strict=True))} for column in columns
    ]
    pandas = {"index_columns": [], "column_indexes": [], "columns": described, "pandas_version": "3.0.0"}
    return schema.with_metadata({**(schema.metadata or {}), b"pandas": json.dumps(pandas).encode()})


def layout(members: Iterable[tuple[int | None, Member]]) -> Iterator[tuple[Part, tuple[Member, ...]]]:
    """The parts that a set of documents (year, member) makes, in order."""
    by_year: dict[int | None, list[Member]] = {}
    for year, member in members:
        by_year.setdefault(year, []).append(member)
    if not any(year is not None for year in by_year):
        by_year[PLACEHOLDER_YEAR] = []
    for year in sorted(by_year, key=lambda year: -1 if year is None else year):
        ordered = sorted(by_year[year], key=lambda member: member.document_id)
        bits = bucket_bits(len(ordered))
        groups = groupby(ordered, key=lambda member, bits=bits: bucket_of(member.document_id, bits))  # type: ignore[misc]
        parts = {bucket: tuple(group) for bucket, group in groups} or {0: ()}
        for bucket, group in parts.items():
            yield Part(year, bits, bucket, part_fingerprint(group)), group
