"""Results and tables as files: CSV for Excel, JSON, Parquet, XLSX.

In: a Result or an Arrow table. Out: bytes in a file. A CSV file has a byte order mark and a text that a spreadsheet would
run as a formula has an apostrophe before it; text on standard output is left as it is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from styrdata.analysis_errors import require
from styrdata.result import Result

if TYPE_CHECKING:
    import pyarrow as pa

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the start of a cell."""
CELL_LIMIT = 32_767
"""Characters that a cell of a spreadsheet can hold."""


def defused(value: Any) -> Any:
    """A text that would be run as a formula, with an apostrophe before it; everything else as it is."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def write_csv_rows(out: TextIO, names: Sequence[str], rows: Iterable[Sequence[Any]], defuse: bool) -> None:
    """Write names and rows as CSV: null is empty, true and false in lower case, dates as ISO."""
    writer = csv.writer(out, lineterminator="\r\n" if defuse else "\n")
    writer.writerow(names)
    for row in rows:
        values = (_plain(value) for value in row)
        writer.writerow([defused(value) for value in values] if defuse else list(values))


def result_to_csv(result: Result) -> str:
    """CSV for a pipe: no byte order mark, texts as they are."""
    out = io.StringIO()
    write_csv_rows(out, [column.name for column in result.columns], result.rows, defuse=False)
    return out.getvalue()


def result_to_json(result: Result) -> str:
    """A JSON array of objects, one a row; amounts are numbers, dates ISO text."""
    names = [column.name for column in result.columns]
    lines = (
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_to_json) for row in result.rows
    )
    return "[" + ",\n ".join(lines) + "]\n"


def write_result(path: Path, result: Result) -> None:
    """Write a result as CSV for Excel."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        write_csv_rows(out, [column.name for column in result.columns], result.rows, defuse=True)


def write_parquet(out: str | Path | Any, table: pa.Table) -> None:
    """Write an Arrow table as one Parquet file."""
    pq = require("pyarrow.parquet")
    pq.write_table(table, out)


def write_xlsx(out: str | Path | Any, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]) -> None:
    """Write sheets of (name, column names, rows): typed cells, a filter over each, the first row kept in sight."""
    xlsxwriter = require("xlsxwriter")
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, {**options, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        money = book.add_format({"num_format": "#,##0.00"})
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, names, rows in sheets:
            _write_sheet(book.add_worksheet(name[:31]), names, rows, money, bold)


def _write_sheet(sheet: Any, names: Sequence[str], rows: Iterable[Sequence[Any]], money: Any, bold: Any) -> None:
    """Write one sheet row by row; a text longer than a cell can hold ends with an ellipsis."""
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(0, len(names) - 1), 18)
    for column, title in enumerate(names):
        sheet.write_string(0, column, title, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write_cell(sheet, last, column, value, money)
    sheet.autofilter(0, 0, last, max(0, len(names) - 1))


def _write_cell(sheet: Any, row: int, column: int, value: Any, money: Any) -> None:
    """Write one value in its own type."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), money)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value)
    else:
        text = str(_plain(value))
        sheet.write_string(row, column, text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…")


def _plain(value: Any) -> Any:
    """A value as CSV spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict):
        return json.dumps(value)
    return value


def _to_json(value: Any) -> Any:
    """What json does not know: dates as ISO, money as a number (a whole one, or with decimals)."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
