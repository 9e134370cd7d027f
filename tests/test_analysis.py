"""A dataset opened in Python: types, exact money, SQL that only reads, and what is said when something is wrong."""

import json
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from small_dataset import write_dataset, write_rows

import styrdata
from normalize.schema import SCHEMA_VERSION, TABLES
from styrdata import analysis_errors
from styrdata.analysis import Dataset
from styrdata.analysis_errors import DatasetError, MissingPackageError, QueryError


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("small"))[0]


@pytest.fixture(scope="module")
def dataset(out: Path) -> Dataset:
    return styrdata.open(out)


def test_every_table_has_the_contracts_columns_in_order(dataset: Dataset) -> None:
    for table in TABLES:
        frame = getattr(dataset, table.name)
        assert list(frame.columns) == [column.name for column in table.all_columns]


def test_dtypes_are_the_ones_an_analyst_can_count_on(dataset: Dataset) -> None:
    assert dataset.goals["year"].dtype == pd.Int16Dtype()
    assert dataset.goals["page_first"].dtype == pd.Int32Dtype()
    assert dataset.activities["end_date"].dtype.kind == "M"
    assert list(dataset.goals["level"].cat.categories) == ["kf_inriktningsmal", "kf_mal", "namndmal", "enhetsmal"]
    assert dataset.indicator_values["delegated"].dtype == pd.BooleanDtype()
    assert dataset.goals["title"].dtype == "str"


def test_money_is_exact(dataset: Dataset) -> None:
    totals = dataset.budget_lines.query("label == 'Totalt'")["amount_sek"]
    assert sorted(totals) == [Decimal("1098200000.00"), Decimal("1119900000.00"), Decimal("1122600000.00")]
    assert totals.sum() == Decimal("3340700000.00")
    assert dataset.sql("SELECT sum(amount_sek) AS s FROM budget_lines WHERE label = 'Totalt'")["s"][0] == totals.sum()


def test_a_document_with_no_year_is_read_with_a_missing_year(dataset: Dataset) -> None:
    assert dataset.documents.set_index("document_id")["year"]["aa00000000000004"] is pd.NA


def test_sql_takes_parameters_and_gives_the_same_types(dataset: Dataset) -> None:
    frame = dataset.sql("SELECT year, end_date FROM activities WHERE description = $what", {"what": "Byta ut bilarna"})
    assert frame["year"].dtype == pd.Int16Dtype()
    assert str(frame["end_date"][0].date()) == "2022-05-31"


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("SELEC 1", 'syntax error at or near "SELEC"'),
        ("SELECT nme FROM goals", 'Referenced column "nme" not found'),
        ("SELECT * FROM goal", 'Did you mean "goals"?'),
        ("", "There is no SQL to run"),
        ("SELECT 1; SELECT 2", "One statement at a time"),
        ("DROP VIEW goals", "DROP is not allowed"),
        ("COPY goals TO 'x.csv'", "COPY is not allowed"),
        ("EXPLAIN ANALYZE COPY goals TO 'x.csv'", "COPY is not allowed"),
        ("INSERT INTO goals VALUES (1)", "INSERT is not allowed"),
        ("ATTACH 'x.db'", "ATTACH is not allowed"),
        ("SELECT error('later')", "later"),
    ],
)
def test_sql_that_is_wrong_or_writes_is_refused_in_one_sentence(dataset: Dataset, sql: str, says: str) -> None:
    with pytest.raises(QueryError, match=None) as caught:
        dataset.sql(sql)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nothing_is_fetched_from_the_network(dataset: Dataset) -> None:
    with pytest.raises(QueryError):
        dataset.sql("SELECT * FROM 'https://example.org/a.parquet'")


def test_a_linked_table_is_followed(out: Path, tmp_path: Path) -> None:
    copy = tmp_path / "out"
    shutil.copytree(out, copy)
    (copy / "goals").rename(tmp_path / "elsewhere")
    (copy / "goals").symlink_to(tmp_path / "elsewhere")
    linked = styrdata.open(copy)
    assert len(linked.goals) == len(linked.sql("SELECT * FROM goals")) == 13


def test_brackets_and_quotes_in_the_folders_name_are_no_pattern(out: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a [b] 'c' * å"
    shutil.copytree(out, copy)
    assert len(styrdata.open(copy).sql("SELECT * FROM goals")) == 13


def empty_dataset(folder: Path) -> Path:
    write_rows(folder, [])
    (folder / "manifest.json").write_text(json.dumps({"schema_version": SCHEMA_VERSION, "files": []}))
    return folder


def test_an_empty_dataset_has_typed_empty_tables_and_views(tmp_path: Path) -> None:
    empty = styrdata.open(empty_dataset(tmp_path / "out"))
    assert len(empty.budget_lines) == 0
    assert empty.goals["year"].dtype == pd.Int16Dtype()
    for view in empty.views:
        assert view == "indicator_directions" or len(empty.view(view)) == 0


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (shutil.rmtree, "does not exist; write one with: styrdata import FOLDER --out"),
        (lambda out: (out / "manifest.json").unlink(), "its import did not end"),
        (lambda out: shutil.rmtree(out / "goals"), "lacks the table goals"),
        (lambda out: (out / "manifest.json").write_text("{"), "manifest.json is damaged"),
        (lambda out: (out / "manifest.json").write_text('{"files": []}'), "names no schema version"),
        (
            lambda out: (out / "manifest.json").write_text('{"schema_version": 0}'),
            "has schema version 0, this styrdata",
        ),
        (lambda out: (out / "manifest.json").write_text('{"schema_version": 99}'), "upgrade styrdata"),
    ],
)
def test_what_is_no_dataset_says_what_to_do(out: Path, tmp_path: Path, break_it, says: str) -> None:
    copy = tmp_path / "out"
    shutil.copytree(out, copy)
    break_it(copy)
    with pytest.raises(DatasetError) as caught:
        styrdata.open(copy)
    assert says in str(caught.value)


def test_a_file_and_a_strange_folder_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(DatasetError, match="is a file, not a dataset's folder"):
        styrdata.open(tmp_path / "a.txt")
    with pytest.raises(DatasetError, match=r"no manifest\.json and no tables"):
        styrdata.open(tmp_path)


def test_unknown_tables_and_views_are_answered_with_the_known_ones(dataset: Dataset) -> None:
    with pytest.raises(DatasetError, match="there are documents, goals"):
        dataset.table("gaols")
    with pytest.raises(DatasetError, match="there are goal_paths"):
        dataset.view("wide")


def test_a_missing_package_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(analysis_errors, "import_module", missing)
    with pytest.raises(MissingPackageError, match=r'vl-convert.*pip install "styrdata\[analysis\]"'):
        analysis_errors.require("vl_convert")


def test_importing_styrdata_does_not_import_pandas() -> None:
    code = "import styrdata, sys; print(sorted({'pandas', 'duckdb', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_repr_says_what_it_is(dataset: Dataset) -> None:
    assert repr(dataset).endswith("out: 4 documents, 2022>")


def test_the_manifest_is_there_too(dataset: Dataset) -> None:
    assert [record.reason for record in dataset.files if record.state == "failed"] == ["encrypted"]
