"""The query commands as a person and a script use them: tables, files, errors."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from small_dataset import write_dataset, write_rows

from styrdata.cli import main
from styrdata.render import number_to_text, result_to_table, value_to_text
from styrdata.result import Column
from styrdata.result import Result as QueryResult


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_dataset(tmp_path_factory.mktemp("small"))[0])


def run(*arguments: str, input_: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=input_)


def rows(*arguments: str) -> list[dict[str, object]]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    parsed: list[dict[str, object]] = json.loads(result.stdout)
    return parsed


def test_namndmal_that_mention_climate_and_what_hangs_under_them(out: str) -> None:
    assert {row["title"] for row in rows("goals", out, "--level", "namndmal", "--text", "KLIMAT")} == {
        "Nämnden minskar sin klimatpåverkan"
    }
    below = rows("goals", out, "--level", "enhetsmal", "--goal", "klimat")
    assert {(row["title"], row["under"]) for row in below} == {
        ("Vi kör fossilfritt", "Nämnden minskar sin klimatpåverkan")
    }


def test_where_a_text_is_mentioned_is_told(out: str) -> None:
    found = {row["mentioned_in"] for row in rows("goals", out, "--text", "fossila")}
    assert found == {"Beskrivning"}


def test_a_goals_code_finds_everything_under_it_and_nothing_else(out: str) -> None:
    assert len(rows("goals", out, "--goal", "2.5")) == 9
    assert len(rows("goals", out, "--goal", "2")) == 13 - 1
    assert rows("goals", out, "--goal", "5") == []


def test_indicators_that_missed_their_target(out: str) -> None:
    missed = rows("indicators", out, "--missed")
    assert [(row["indicator"], row["target"], row["outcome"]) for row in missed] == [
        ("Andel fossilfria resor", "86 %", "81 %"),
        ("Matsvinn per portion", "minska", "31 g"),
    ]


def test_an_area_over_three_years_with_the_place_of_each_amount(out: str) -> None:
    found = rows("budget", out, "--area", "förskola")
    assert [(row["year"], row["amount_sek"], row["place"]) for row in found] == [
        (2020, 841000000, "line 18"),
        (2021, 876000000, "line 18"),
        (2022, 858600000, "line 18"),
    ]


def test_amounts_under_a_goal_are_those_in_its_prose(out: str) -> None:
    assert rows("budget", out, "--goal", "klimat") == []


def test_activities_that_end_before_summer(out: str) -> None:
    found = rows("activities", out, "--ends-before", "2022-06-21", "--level", "namndmal")
    assert [(row["activity"], row["end_date"]) for row in found] == [("Byta ut bilarna", "2022-05-31")]


def test_filters_narrow_together(out: str) -> None:
    assert len(rows("activities", out, "--year", "2022", "--organisation", "HEMTJÄNST")) == 4
    assert len(rows("activities", out, "--year", "2022", "--organisation", "hemtjänst", "--status", "pagar")) == 1
    assert rows("activities", out, "--year", "1999-2021") == []
    assert len(rows("budget", out, "--year", "2020", "--year", "2021")) == 14
    assert len(rows("budget", out, "--level", "enhet", "--measure", "utfall")) == 3


def test_a_table_is_for_reading(out: str) -> None:
    result = run("budget", out, "--area", "förskola", "--year", "2022")
    assert result.exit_code == 0
    heading, rule, line = result.stdout.splitlines()
    assert heading.split() == [
        "year",
        "organisation",
        "area",
        "column_label",
        "measure",
        "amount_sek",
        "place",
        "source_path",
    ]
    assert set(rule) == {"─"}
    assert "858\u00a0600\u00a0000" in line
    assert heading.index("amount_sek") + len("amount_sek") == line.index("858") + len("858 600 000")


def test_plain_numbers(out: str) -> None:
    assert "858600000" in run("budget", out, "--area", "förskola", "--numbers", "plain").stdout


def test_control_characters_never_reach_the_terminal(out: str) -> None:
    for format_ in ("table", "markdown"):
        result = run("activities", out, "--text", "cyklar", "--format", format_)
        assert "\x1b" not in result.stdout
        assert "x1b" in result.stdout


def test_csv_on_standard_output_is_plain(out: str) -> None:
    result = run("query", out, "SELECT '=1+1' AS a, NULL AS b, true AS c, 1.50::DECIMAL(9,2) AS d", "--format", "csv")
    assert result.stdout == "a,b,c,d\n=1+1,,true,1.50\n"


def test_csv_in_a_file_is_for_excel(out: str, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    assert run("query", out, "SELECT '=1+1' AS a, -2 AS b", "--format", "csv", "-o", str(target)).exit_code == 0
    assert target.read_bytes() == "\ufeffa,b\r\n'=1+1,-2\r\n".encode()


def test_parquet_keeps_the_types(out: str, tmp_path: Path) -> None:
    target = tmp_path / "a.parquet"
    assert run("budget", out, "--format", "parquet", "-o", str(target)).exit_code == 0
    assert pq.read_schema(target).field("amount_sek").type == pa.decimal128(18, 2)


def test_xlsx_has_typed_cells_and_a_filter(out: str, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    assert run("activities", out, "--format", "xlsx", "-o", str(target)).exit_code == 0
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
    column = [cell.value for cell in sheet[1]].index("end_date") + 1
    assert sheet.cell(2, column).is_date


def test_markdown_escapes_its_own_marks(out: str) -> None:
    result = run("query", out, "SELECT 'a|b <i>' AS x", "--format", "markdown")
    assert result.stdout == "| x |\n| --- |\n| a\\|b \\<i> |\n"


def test_a_table_says_when_rows_are_left_out(out: str) -> None:
    result = run("query", out, "SELECT * FROM range(5)", "--limit", "2")
    assert result.stderr == "Only the first 2 rows; --limit 0 shows all.\n"
    assert run("query", out, "SELECT * FROM range(1200)", "--limit", "0").stdout.count("\n") == 1202


def test_sql_from_standard_input(out: str) -> None:
    assert run("query", out, input_="SELECT 42 AS x").stdout.split() == ["x", "──", "42"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("query", "{out}", "SELEC 1"), 1, 'Error: Parser Error: syntax error at or near "SELEC"'),
        (("query", "{out}", "DELETE FROM goals"), 1, "opened for reading only: DELETE is not allowed"),
        (("goals", "/nowhere"), 1, "Error: /nowhere does not exist; write one with: styrdata import"),
        (("goals", "{out}", "--year", "22"), 2, "'22' is no year; write 2022, or 2020-2022."),
        (("goals", "{out}", "--level", "mal"), 2, "'mal' is not one of"),
        (("activities", "{out}", "--open-on", "juni"), 2, "'juni' does not match the format"),
        (("budget", "{out}", "--format", "csv", "-o", "/nowhere/a.csv"), 1, "No such file or directory"),
    ],
)
def test_errors_are_one_sentence(out: str, arguments: tuple[str, ...], code: int, says: str) -> None:
    result = run(*(argument.format(out=out) for argument in arguments))
    assert result.exit_code == code
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_an_empty_dataset_says_how_to_fill_it(tmp_path: Path) -> None:
    write_rows(tmp_path / "out", [])
    (tmp_path / "out" / "manifest.json").write_text('{"schema_version": 1, "files": []}')
    result = run("goals", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert "holds no documents; import some with: styrdata import FOLDER" in result.stderr


def test_help_needs_no_heavy_package() -> None:
    code = "import sys; from styrdata.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "print(sorted({'duckdb', 'pandas', 'pyarrow', 'datasette', 'rich'} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    for name in ("query", "goals", "indicators", "activities", "budget", "export", "serve", "report"):
        assert f"  {name} " in done.stdout


def test_a_long_table_is_paged_on_a_terminal(out: str) -> None:
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "styrdata", "query", out, "SELECT * FROM range(300)"]
    environment = {**os.environ, "PAGER": "tail -n 1", "TERM": "xterm", "LINES": "24", "COLUMNS": "80"}
    subprocess.run(command, stdin=child, stdout=child, stderr=child, env=environment, check=True)
    os.close(child)
    assert os.read(parent, 10_000).decode().split() == ["299"]
    os.close(parent)


def test_a_binary_format_is_not_thrown_at_a_terminal(out: str) -> None:
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "styrdata", "goals", out, "--format", "parquet"]
    done = subprocess.run(command, stdin=child, stdout=child, stderr=subprocess.PIPE, text=True, check=False)
    os.close(child)
    os.close(parent)
    assert done.returncode == 2
    assert "name a file with --output FILE" in done.stderr


def test_csv_can_be_read_back(out: str) -> None:
    result = run("goals", out, "--format", "csv")
    read = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(read) == 13
    assert read[0]["organisation"] == "Ekbackens hemtjänst"


@pytest.mark.parametrize(
    ("value", "swedish", "text"),
    [
        ("1234567.00", True, "1\u00a0234\u00a0567"),
        ("-1234.50", True, "−1\u00a0234,50"),
        ("-1234.50", False, "-1234.50"),
        ("0.00", True, "0"),
    ],
)
def test_amounts_as_text(value: str, swedish: bool, text: str) -> None:
    from decimal import Decimal

    assert number_to_text(Decimal(value), swedish) == text


def test_values_as_text() -> None:
    assert value_to_text(7.5) == "7,5"
    assert value_to_text(None) == ""
    assert value_to_text(True) == "true"
    assert value_to_text(2022) == "2022"


def test_a_narrow_table_wraps_texts_and_keeps_numbers_whole() -> None:
    columns = (Column("what", False), Column("amount", True))
    text = result_to_table(QueryResult(columns, (("ett två tre fyra fem sex", 123456789),)), width=24)
    assert "123456789" in text
    assert all(len(line) <= 24 for line in text.splitlines())


def test_a_long_name_without_spaces_is_folded_never_cut() -> None:
    columns = tuple(Column(name, False) for name in "abc")
    name = "verksamhetsplan-2023-ekbacken-asbrinken-tabs.txt"
    text = result_to_table(QueryResult(columns, (("lorem ipsum " * 4, "dolor sit amet " * 4, name),)), width=50)
    assert "".join(line[text.splitlines()[0].index("c") :].strip() for line in text.splitlines()[2:]) == name
