"""`styrdata export OUT --to FILE_OR_FOLDER`: take a dataset along."""

from __future__ import annotations

import time
from pathlib import Path

import click

from normalize.schema import TABLE_NAMES
from styrdata.analysis_errors import DatasetError
from styrdata.commands._answer import problems_to_sentences
from styrdata.export import WIDE_VIEWS, export, path_to_format
from styrdata.layout import path_to_layout


@click.command("export")
@click.argument("out", type=click.Path())
@click.option(
    "--to",
    "to",
    type=click.Path(path_type=Path),
    required=True,
    help="A folder for CSV files, or a file: plans.xlsx, plans.db (SQLite), plans.duckdb.",
)
@click.option(
    "--table",
    "tables",
    type=click.Choice((*TABLE_NAMES, *WIDE_VIEWS)),
    multiple=True,
    metavar="NAME",
    help="Only this table or view; may be said several times.",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that is already there.")
def command(out: str, to: Path, tables: tuple[str, ...], overwrite: bool) -> None:
    """Write the dataset OUT as CSV files, a workbook, a SQLite or a DuckDB database.

    CSV is made for Excel: UTF-8 with a byte order mark, and a text that would be run as a formula begins with an
    apostrophe. SQLite has foreign keys and full-text search.
    """
    began = time.perf_counter()
    with problems_to_sentences():
        layout = path_to_layout(out)
        format_ = path_to_format(to)
        if format_ != "csv" and to.exists() and not overwrite:
            raise DatasetError(f"{to} is there already; add --overwrite to replace it.")
        parts = export(layout, to, format_, tables)
    for part in parts:
        click.echo(f"{part.rows:>10,}  {part.name}".replace(",", " "))
    rows = sum(part.rows for part in parts)
    click.echo(f"{rows:>10,}  rows to {to} in {time.perf_counter() - began:.1f} s".replace(",", " "))
