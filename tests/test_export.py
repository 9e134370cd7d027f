"""A dataset taken along: what a spreadsheet, SQLite and DuckDB get, and that nothing half-written is left."""

import csv
import sqlite3
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner
from small_dataset import WRITTEN_BY, write_dataset, write_rows

from normalize.schema import TABLE_NAMES
from styrdata import export as exporting
from styrdata.cli import main
from styrdata.formats import defused
from styrdata.layout import path_to_layout


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("small"))[0]


@pytest.fixture(scope="module")
def taken(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the dataset in every format."""
    folder = tmp_path_factory.mktemp("taken")
    for name in ("csv", "plans.xlsx", "plans.db", "plans.duckdb"):
        result = CliRunner().invoke(main, ["export", str(out), "--to", str(folder / name)])
        assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def database(taken: Path) -> sqlite3.Connection:
    return sqlite3.connect(taken / "plans.db")


def test_csv_opens_in_excel(taken: Path) -> None:
    assert (taken / "csv" / "goals.csv").read_bytes().startswith(b"\xef\xbb\xbfgoal_id,")
    with (taken / "csv" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        documents = list(csv.DictReader(file))
    assert len(documents) == 4
    assert documents[0]["case_officer"] == "'" + WRITTEN_BY
    assert documents[0]["title"] == "Verksamhetsplan 2022 för Ekbackens stadsdelsnämnd"


@pytest.mark.parametrize("text", ["=1+1", "+46", "-x", "@sum", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert defused(text) == "'" + text


@pytest.mark.parametrize("value", ["a=b", "", None, -5, Decimal("-1.00"), "– punkt"])
def test_everything_else_is_left_as_it_is(value: object) -> None:
    assert defused(value) is value


def test_negative_amounts_stay_numbers_in_csv(taken: Path) -> None:
    with (taken / "csv" / "budget_lines.csv").open(encoding="utf-8-sig", newline="") as file:
        amounts = {row["amount_sek"] for row in csv.DictReader(file)}
    assert "-84300000.00" in amounts


def test_xlsx_has_a_typed_sheet_for_each_table(taken: Path) -> None:
    book = openpyxl.load_workbook(taken / "plans.xlsx")
    assert book.sheetnames == list(TABLE_NAMES)
    sheet = book["documents"]
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, [cell.value for cell in sheet[2]], strict=True))
    assert first["case_officer"] == WRITTEN_BY
    assert sheet.cell(2, head.index("case_officer") + 1).data_type == "s"
    assert first["meeting_date"] == datetime(2021, 12, 16)
    assert sheet.auto_filter.ref
    assert sheet.freeze_panes == "A2"
    budget = book["budget_lines"]
    names = [cell.value for cell in budget[1]]
    assert budget.cell(2, names.index("amount_sek") + 1).value == 858_600_000


def test_sqlite_has_foreign_keys_that_hold(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = {(row[3], row[2]) for row in database.execute("PRAGMA foreign_key_list(indicator_values)")}
    assert keys == {("indicator_id", "indicators"), ("document_id", "documents")}
    keys = {(row[3], row[2]) for row in database.execute("PRAGMA foreign_key_list(goals)")}
    assert keys == {("parent_goal_id", "goals"), ("document_id", "documents")}


def test_sqlite_amounts_are_exact_in_ore(database: sqlite3.Connection) -> None:
    query = "SELECT sum(amount_ore), sum(amount_sek) FROM budget_lines WHERE label = 'Totalt'"
    assert database.execute(query).fetchone() == (334_070_000_000, 3_340_700_000.0)


def test_sqlite_finds_words_by_their_beginning_and_keeps_swedish_letters(database: sqlite3.Connection) -> None:
    query = "SELECT count(*) FROM goals_fts WHERE goals_fts MATCH ?"
    assert database.execute(query, ["klimat*"]).fetchone() == (3,)
    assert database.execute(query, ["hallbar"]).fetchone() == (0,)
    assert database.execute(query, ["hållbar"]).fetchone() == (3,)
    assert database.execute("SELECT count(*) FROM sections_fts WHERE sections_fts MATCH 'fossila'").fetchone() == (1,)


def test_sqlite_has_the_views_as_tables(database: sqlite3.Connection) -> None:
    query = "SELECT name, result FROM target_outcome WHERE result = 'ej_uppnatt' ORDER BY name"
    assert database.execute(query).fetchall() == [
        ("Andel fossilfria resor", "ej_uppnatt"),
        ("Matsvinn per portion", "ej_uppnatt"),
    ]
    assert database.execute("SELECT count(*) FROM activities_wide").fetchone() == (7,)


def test_sqlite_rows_keep_their_place(database: sqlite3.Connection) -> None:
    query = "SELECT page_first, line_first, bbox FROM activities WHERE activity_id = 'aa00000000000003-a0'"
    page, line, box = database.execute(query).fetchone()
    assert (page, line) == (1, 15)
    assert box == "[56.0,312.0,540.0,328.0]"


def test_duckdb_keeps_the_keys(taken: Path) -> None:
    database = duckdb.connect(str(taken / "plans.duckdb"), read_only=True)
    query = """SELECT table_name, constraint_type, constraint_column_names, referenced_table FROM duckdb_constraints()
        WHERE table_name IN ('documents', 'activities') AND constraint_type <> 'NOT NULL' ORDER BY ALL"""
    assert database.sql(query).fetchall() == [
        ("activities", "FOREIGN KEY", ["document_id"], "documents"),
        ("activities", "FOREIGN KEY", ["goal_id"], "goals"),
        ("activities", "PRIMARY KEY", ["activity_id"], None),
        ("documents", "PRIMARY KEY", ["document_id"], None),
    ]


def test_duckdb_has_tables_views_and_descriptions(taken: Path) -> None:
    database = duckdb.connect(str(taken / "plans.duckdb"), read_only=True)
    assert database.sql("SELECT count(*) FROM indicators_wide").fetchall() == [(9,)]
    assert database.sql("SELECT count(*) FROM activities_open(DATE '2022-05-01')").fetchall() == [(6,)]
    query = "SELECT comment FROM duckdb_columns() WHERE table_name = 'budget_lines' AND column_name = 'amount_sek'"
    assert database.sql(query).fetchall() == [("The amount in kronor with the source's sign.",)]
    assert str(database.sql("SELECT amount_sek FROM budget_lines").types[0]) == "DECIMAL(18,2)"


def test_only_the_tables_that_are_wanted(out: Path, tmp_path: Path) -> None:
    arguments = ["export", str(out), "--to", str(tmp_path / "a"), "--table", "goals", "--table", "indicators_wide"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert {path.name for path in (tmp_path / "a").iterdir()} == {
        "goals.csv",
        "indicators_wide.csv",
        "datapackage.json",
    }
    arguments = ["export", str(out), "--to", str(tmp_path / "a.db"), "--table", "goals"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert sqlite3.connect(tmp_path / "a.db").execute("PRAGMA foreign_key_list(goals)").fetchall()[0][2] == "goals"


def test_a_file_is_not_replaced_unasked(out: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    target.write_text("mine")
    result = CliRunner().invoke(main, ["export", str(out), "--to", str(target)])
    assert result.exit_code == 1
    assert "is there already; add --overwrite to replace it" in result.stderr
    assert target.read_text() == "mine"
    assert CliRunner().invoke(main, ["export", str(out), "--to", str(target), "--overwrite"]).exit_code == 0


def test_a_name_with_an_unknown_ending_is_refused(out: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", str(out), "--to", str(tmp_path / "a.doc")])
    assert result.exit_code == 1
    assert "name one of these" in result.stderr


def test_a_table_that_is_longer_than_a_sheet_is_refused(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "SHEET_ROWS", 100)
    result = CliRunner().invoke(main, ["export", str(out), "--to", str(tmp_path / "a.xlsx")])
    assert "table_cells has 170 rows, a sheet holds 100; leave it out with --table" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_nothing_half_written_is_left(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(exporting, "_describe", fail)
    with pytest.raises(OSError, match="disk full"):
        exporting.export(path_to_layout(out), tmp_path / "a.duckdb", "duckdb")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_dataset_can_be_taken_along(tmp_path: Path) -> None:
    write_rows(tmp_path / "out", [])
    (tmp_path / "out" / "manifest.json").write_text('{"schema_version": 1, "files": []}')
    for name in ("csv", "a.xlsx", "a.db", "a.duckdb"):
        result = CliRunner().invoke(main, ["export", str(tmp_path / "out"), "--to", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
