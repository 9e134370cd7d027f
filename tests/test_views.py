"""The views, row by row, on a dataset small enough to check by eye; in styrdata and in plain DuckDB."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from small_dataset import write_dataset

from normalize.schema import TABLE_NAMES
from styrdata.connection import layout_to_connection, view_names, views_sql
from styrdata.layout import path_to_layout


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("small"))[0]


@pytest.fixture(scope="module")
def connection(out: Path) -> duckdb.DuckDBPyConnection:
    return layout_to_connection(path_to_layout(out))


def test_the_file_works_in_plain_duckdb(out: Path, connection: duckdb.DuckDBPyConnection) -> None:
    plain = duckdb.connect()
    for table in TABLE_NAMES:
        plain.execute(
            f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{out}/{table}/*/*.parquet', hive_partitioning = true)"
        )
    plain.execute(views_sql())
    for view in view_names():
        query = f"SELECT count(*) FROM {view}"
        assert plain.sql(query).fetchall() == connection.sql(query).fetchall()


def test_a_goals_chain_stands_in_columns(connection: duckdb.DuckDBPyConnection) -> None:
    [row] = connection.sql(
        "SELECT inriktningsmal, kf_mal, namndmal, enhetsmal, path FROM goal_paths WHERE goal_id = 'aa00000000000002-g3'"
    ).fetchall()
    assert row[:4] == (
        "2 En hållbart växande stad",
        "2.5 Staden är hållbar med en god livsmiljö",
        "Nämnden minskar sin klimatpåverkan",
        "Vi kör fossilfritt",
    )
    assert row[4] == " > ".join(row[:4])


def test_a_goal_has_no_levels_below_itself(connection: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT namndmal, enhetsmal FROM goal_paths WHERE level = 'kf_mal'"
    assert set(connection.sql(query).fetchall()) == {(None, None)}


def test_every_row_has_its_goal_path(connection: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT table_name, count(*), count(path) FROM row_goal_paths GROUP BY ALL ORDER BY ALL"
    assert connection.sql(query).fetchall() == [
        ("activities", 7, 7),
        ("budget_statements", 1, 0),
        ("goals", 13, 13),
        ("indicators", 9, 9),
        ("sections", 2, 2),
    ]


def test_an_indicator_is_one_row_with_target_and_outcome(connection: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT name, arsmal, kf_arsmal_text, kf_arsmal_delegated, utfall, utfall_foregaende, unit, period
        FROM indicators_wide WHERE name IN ('Andel elbilar', 'Andel fossilfria resor') ORDER BY document_id"""
    assert connection.sql(query).fetchall() == [
        ("Andel elbilar", 86.0, "Tas fram av nämnd", True, None, None, "%", "VP"),
        ("Andel fossilfria resor", 86.0, None, False, None, None, "%", "VP"),
        ("Andel fossilfria resor", 86.0, None, False, 81.0, 79.0, "%", "VB"),
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # the first day and the last day count
        (date(2022, 1, 10), {"Byta ut bilarna", "Planera rutterna bättre"}),
        (
            date(2022, 5, 31),
            {"Byta ut bilarna", "Samåka till möten", "Planera rutterna bättre", "Erbjuda cyklar\x1b[31m"},
        ),
        # an activity with no dates is open on no day
        (date(2023, 1, 1), set()),
    ],
)
def test_activities_open_on_a_day(connection: duckdb.DuckDBPyConnection, day: date, expected: set[str]) -> None:
    rows = connection.execute("SELECT description FROM activities_open($day)", {"day": day}).fetchall()
    assert {row[0] for row in rows} == expected


def test_an_areas_budget_over_three_years(connection: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT value_year, measure, column_label, amount_sek, line_first FROM budget_by_area
        WHERE area = 'Förskola' AND line = 'netto' AND overview ORDER BY value_year"""
    assert connection.sql(query).fetchall() == [
        (2020, "utfall", "Bokslut 2020", Decimal("841000000.00"), 18),
        (2021, "budget", "VP 2021", Decimal("876000000.00"), 18),
        (2022, "budget", "VP 2022", Decimal("858600000.00"), 18),
    ]


def test_costs_and_income_of_an_area_come_from_its_own_table(connection: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT line, amount_sek FROM budget_by_area
        WHERE area = 'Förskola' AND NOT overview AND value_year = 2022 ORDER BY line_first"""
    assert connection.sql(query).fetchall() == [
        ("kostnader", Decimal("942900000.00")),
        ("intakter", Decimal("-84300000.00")),
        ("netto", Decimal("858600000.00")),
    ]


def test_a_part_of_an_area_names_what_it_is_part_of(connection: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT DISTINCT area, part_of FROM budget_by_area WHERE line_kind = 'of_which'"
    assert connection.sql(query).fetchall() == [("Vuxna", "Individ- och familjeomsorg")]


def test_units_are_no_areas(connection: duckdb.DuckDBPyConnection) -> None:
    assert connection.sql("SELECT count(*) FROM budget_by_area WHERE organisation LIKE '%hemtjänst'").fetchall() == [
        (0,)
    ]


def test_a_units_sums_stand_by_themselves(connection: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT organisation, value_year, measure, line, amount_sek FROM unit_budgets
        ORDER BY document_id, line_first, measure"""
    assert connection.sql(query).fetchall() == [
        ("Ekbackens hemtjänst", 2022, "budget", "netto", Decimal("93679000.00")),
        ("Ekbackens hemtjänst", 2022, "budget", "netto", Decimal("93679000.00")),
        ("Ekbackens hemtjänst", 2022, "utfall", "netto", Decimal("93800000.00")),
    ]


def test_target_against_outcome(connection: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT name, target_text, outcome_text, result, direction, direction_source, target_source, plan_document_id
        FROM target_outcome ORDER BY name"""
    plan = "aa00000000000002"
    assert connection.sql(query).fetchall() == [
        ("Andel fossilfria resor", "86 %", "81 %", "ej_uppnatt", "higher", "assumed", "plan", plan),
        ("Antal praktikplatser", "10 st", "12 st", "uppnatt", "higher", "assumed", "plan", plan),
        ("Matsvinn per portion", "minska", "31 g", "ej_uppnatt", "lower", "target", "plan", plan),
        ("Sjukfrånvaro", "7,5 %", "6,9 %", "uppnatt", "lower", "name", "plan", plan),
    ]


@pytest.mark.parametrize(
    "case",
    [
        # a target that says "max" is reached from below, whatever the indicator is called
        ("Kötid", "max", 10, "dagar", 9, "dagar", None, "uppnatt"),
        ("Kötid", "max", 10, "dagar", 10.5, "dagar", None, "ej_uppnatt"),
        ("Sjukfrånvaro", "min", 5, "%", 6, "%", None, "uppnatt"),
        # plus/minus holds both ways
        ("Prognossäkerhet", "plusminus", 1, "%", -0.9, "%", None, "uppnatt"),
        ("Prognossäkerhet", "plusminus", 1, "%", -1.1, "%", None, "ej_uppnatt"),
        # "öka" is held against last year; the same again is no increase
        ("Besökare", "increase", None, None, 12, "st", 11, "uppnatt"),
        ("Besökare", "increase", None, None, 11, "st", 11, "ej_uppnatt"),
        ("Besökare", "increase", None, None, 11, "st", None, None),
        # two units are never compared; one that is not printed is taken to be the other
        ("Utsläpp", "eq", 10, "ton", 900, "kg", None, None),
        ("Andel nöjda", "eq", 80, "%", 81, None, None, "uppnatt"),
        # nothing measured is neither reached nor missed
        ("Andel nöjda", "eq", 80, "%", None, None, None, None),
    ],
)
def test_when_a_target_is_reached(case: tuple[Any, ...], tmp_path: Path) -> None:
    """Name, comparator, target, its unit, outcome, its unit, last year's outcome, result."""
    name, comparator, target, target_unit, outcome, outcome_unit, previous, result = case
    from dataclasses import replace

    from small_dataset import drafts, write_rows

    from normalize.rows import IndicatorRow, IndicatorValueRow

    _, _, rows = drafts()[2]
    where = rows.goals[0].where
    key = rows.documents[0].document_id
    cells = [("arsmal", target, target_unit, comparator, "mål"), ("utfall", outcome, outcome_unit, "eq", "utfall")]
    cells += [("utfall_foregaende", previous, outcome_unit, "eq", "förra")] if previous is not None else []
    values = tuple(
        IndicatorValueRow("i", key, measure, measure, text, value, unit, held, False, None, where)
        for measure, value, unit, held, text in cells
    )
    indicator = IndicatorRow("i", key, None, 0, name, None, None, None, where)
    out = tmp_path / "out"
    write_rows(out, [replace(rows, indicators=(indicator,), indicator_values=values)])
    (out / "manifest.json").write_text('{"schema_version": 1, "files": []}')
    connection = layout_to_connection(path_to_layout(out))
    assert connection.sql("SELECT result FROM target_outcome").fetchall() == [(result,)]


def test_documents_with_their_findings(connection: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT document_id, code FROM document_findings ORDER BY document_id"
    assert connection.sql(query).fetchall() == [
        ("aa00000000000001", None),
        ("aa00000000000002", None),
        ("aa00000000000003", "budget_sum_mismatch"),
        ("aa00000000000004", "unclassified_text"),
    ]
    query = "SELECT goals, indicators, activities, budget_lines, warnings FROM documents_overview ORDER BY document_id"
    assert connection.sql(query).fetchall() == [(4, 1, 3, 21, 0), (4, 4, 2, 3, 0), (4, 4, 2, 6, 1), (1, 0, 0, 0, 0)]
