"""How the dataset lies on disk: every reader reads it as it lies, and its bytes follow from the documents alone."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from contextlib import suppress
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from import_support import NO_PLAN, draw_archive, drawn_bytes, import_here, table_bytes

from normalize.schema import TABLE_NAMES, table_schema
from styrdata import dataset
from styrdata.dataset import DOCUMENTS_A_PART, Member, bucket_bits, bucket_of, layout
from styrdata.journal import Journal

YEARLESS = "Nämndmål: Invånarna är trygga\n\nBeskrivning\nStadsdelen arbetar för trygghet.\n"


def read_all_ways(out: Path, table: str) -> set[tuple[int, tuple[int | None, ...]]]:
    """Rows and years of a table as pandas, pyarrow and DuckDB read it."""
    frame = pd.read_parquet(out / table)
    arrow = ds.dataset(out / table, format="parquet", partitioning="hive").to_table()
    query = f"SELECT year FROM read_parquet('{out}/{table}/**/*.parquet', hive_partitioning = true)"
    columns = [column.name for column in table_schema(table).all_columns]
    assert list(frame.columns) == list(arrow.column_names) == columns
    years = (
        [None if pd.isna(year) else int(year) for year in frame.year],
        arrow.column("year").to_pylist(),
        [row[0] for row in duckdb.sql(query).fetchall()],
    )
    return {(len(found), tuple(sorted(found, key=lambda year: year or 0))) for found in years}


@pytest.mark.parametrize(
    ("texts", "years"),
    [
        # A folder in which nothing is a plan: tables without rows.
        ([NO_PLAN], ()),
        # No document says its year.
        ([YEARLESS], (None,)),
        # One does, one does not.
        (["Verksamhetsplan 2022\n\n" + YEARLESS, YEARLESS], (None, 2022)),
        (["Verksamhetsplan 2022\n\n" + YEARLESS, "Verksamhetsplan 2023\n\n" + YEARLESS], (2022, 2023)),
    ],
)
def test_every_reader_reads_every_table(texts: list[str], years: tuple[int | None, ...], tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    for number, text in enumerate(texts):
        (archive / f"{number}.txt").write_text(text)
    import_here(archive, out=out)
    for table in TABLE_NAMES:
        assert len(read_all_ways(out, table)) == 1
    assert read_all_ways(out, "documents") == {(len(years), years)}


def test_files_are_sorted_described_and_have_statistics(tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 4), tmp_path / "out"
    import_here(archive, out=out)
    for path in (out / "table_cells").glob("*/*.parquet"):
        with pq.ParquetFile(path) as file:
            ids = file.read(["document_id"]).column(0).to_pylist()
            assert ids == sorted(ids)
            group = file.metadata.row_group(0)
            assert group.column(0).is_stats_set
            assert group.column(0).compression == "ZSTD"
            assert group.num_rows <= dataset.ROW_GROUP_ROWS
            assert all(field.metadata[b"description"] for field in file.schema_arrow)


def test_whole_numbers_stay_whole_in_pandas(tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 1), tmp_path / "out"
    import_here(archive, out=out)
    goals = pd.read_parquet(out / "goals")
    assert str(goals.page_first.dtype) == "Int32"
    assert str(goals.year.dtype) == "int16[pyarrow]"


def test_number_of_parts_follows_the_number_of_documents() -> None:
    assert [bucket_bits(count) for count in (0, 1, DOCUMENTS_A_PART, DOCUMENTS_A_PART + 1)] == [0, 0, 0, 1]
    assert bucket_bits(10_000_000) == 12
    assert bucket_of("0123456789abcdef", 0) == 0
    assert [bucket_of(f"{first}0000000", 2) for first in "048c"] == [0, 1, 2, 3]


def test_parts_in_order_hold_documents_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "DOCUMENTS_A_PART", 4)
    dice = random.Random(1)
    members = [(2022, Member(f"{dice.getrandbits(64):016x}", "f")) for _ in range(50)]
    parts = list(layout(members))
    assert [member.document_id for _, group in parts for member in group] == sorted(m.document_id for _, m in members)
    assert {part.bits for part, _ in parts} == {4}


# Whatever way a set of documents was come to, its files are the same: parts split and join, documents come and go.
@pytest.mark.parametrize("seed", range(3))
def test_layout_has_no_history(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "DOCUMENTS_A_PART", 2)
    dice = random.Random(seed)
    archive, out, fresh = tmp_path / "archive", tmp_path / "out", tmp_path / "fresh"
    archive.mkdir()
    for step in range(4):
        for path in archive.iterdir():
            if dice.random() < 0.4:
                path.unlink()
        for _ in range(dice.randrange(1, 12)):
            number = dice.randrange(40)
            (archive / f"{number}.txt").write_bytes(drawn_bytes(number + 1000 * dice.randrange(2), 2020))
        import_here(archive, out=out, prune=step % 2 == 1)
    import_here(archive, out=out, prune=True)
    import_here(archive, out=fresh)
    assert table_bytes(out) == table_bytes(fresh)
    assert len(list((out / "goals" / "year=2020").iterdir())) > 1


def test_unchanged_files_are_links_not_copies(tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    (archive / "a.txt").write_text("Verksamhetsplan 2022\n\n" + YEARLESS)
    import_here(archive, out=out)
    (archive / "b.txt").write_text("Verksamhetsplan 2023\n\n" + YEARLESS)
    summary = import_here(archive, out=out)
    assert (summary.kept, summary.written) == (1, 1)
    (kept,) = (out / "goals" / "year=2022").iterdir()
    assert kept.stat().st_nlink == 2


# Row groups of few rows: a document's rows over several groups, and kept rows beside new ones.
def test_many_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from styrdata.dataset import BuildTask, build_part
    from styrdata.journal import Part
    from styrdata.pipeline import read_task
    from styrdata.planning import file_fingerprint
    from styrdata.records import ImportOptions, Task

    monkeypatch.setattr(dataset, "ROW_GROUP_ROWS", 7)
    journal = Journal(tmp_path / "journal.sqlite")
    members = []
    for seed in range(3):
        data = drawn_bytes(seed)
        sha256 = hashlib.sha256(data).hexdigest()
        key = file_fingerprint(f"{seed}", sha256, (), ImportOptions())
        outcome = read_task(Task(f"{seed}", "", sha256, key, data=data))
        journal.add_outcome(outcome)
        members.append(Member(sha256[:16], key, key))
    members.sort(key=lambda member: member.document_id)
    journal.close()
    part = Part(2022, 0, 0, "f")
    first = build_part(BuildTask(part, tuple(members), str(journal.path), str(tmp_path / "first")))
    before = tuple((file.path.partition("/")[0], (str(tmp_path / "first" / file.path),)) for file in first)
    mixed = tuple(Member(m.document_id, m.fingerprint, m.staged if n == 1 else None) for n, m in enumerate(members))
    second = build_part(BuildTask(part, mixed, str(journal.path), str(tmp_path / "second"), before))
    assert first == second
    cells = next(file for file in first if file.path.startswith("table_cells/"))
    assert pq.ParquetFile(tmp_path / "first" / cells.path).num_row_groups == -(-cells.rows // 7)


def test_the_journal_keeps_what_it_is_given(tmp_path: Path) -> None:
    from extract.errors import Reason
    from styrdata.records import FileRecord, State

    journal = Journal(tmp_path / "journal.sqlite")
    record = FileRecord("å", "ab", State.FAILED, Reason.TIMEOUT, "sentence", 1.5, (("goals", 2),), (), (), 1, 2, "pdf")
    journal.put("files", [record])
    assert list(journal.records("files")) == [record]
    with suppress(RuntimeError), journal.saving():
        journal.put("files", [FileRecord("b", None, State.FAILED)])
        raise RuntimeError
    assert list(journal.records("files")) == [record]
    journal.close()
    assert sqlite3.connect(journal.path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
