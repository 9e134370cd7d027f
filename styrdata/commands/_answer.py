"""What the query commands share: their options, and how an answer reaches a person or a program.

In: a dataset's folder and SQL. Out: a table on a terminal (paged when long), or CSV, JSON, Parquet, XLSX or Markdown.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from styrdata import formats, render
from styrdata.analysis_errors import DatasetError, MissingPackageError, QueryError
from styrdata.connection import layout_to_connection, run
from styrdata.escape import printable
from styrdata.layout import path_to_layout
from styrdata.query import Filters
from styrdata.result import Result, fetch, fetch_arrow

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

FORMATS = ("table", "csv", "json", "parquet", "xlsx", "markdown")
BINARY = ("parquet", "xlsx")
TABLE_LIMIT = 1000
"""Rows of a table that a person is shown at once."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Output:
    """How the answer is wanted."""

    format: str
    file: Path | None
    limit: int | None
    swedish: bool
    pager: bool


class Years(click.ParamType[tuple[int, ...]]):
    """A year (2022) or several (2020-2022)."""

    name = "years"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """The years of the text, in order."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", str(value))
        if not found or (found[2] and found[2] < found[1]):
            self.fail(f"{value!r} is no year; write 2022, or 2020-2022.", param, ctx)
        return tuple(range(int(found[1]), int(found[2] or found[1]) + 1))


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options on how the answer is written; the command gets them as one `output`."""

    def with_output(
        format_: str, output_file: Path | None, limit: int | None, numbers: str, no_pager: bool, **rest: Any
    ) -> Any:
        return command(output=Output(format_, output_file, limit, numbers == "swedish", not no_pager), **rest)

    with_output.__doc__ = command.__doc__
    options: tuple[Decorator, ...] = (
        click.option("--no-pager", is_flag=True, help="Never page a long table."),
        click.option(
            "--numbers", type=click.Choice(["swedish", "plain"]), default="swedish", show_default=True,
            help="How a table shows amounts: 1 234,50 or 1234.50.",
        ),
        click.option(
            "--limit", type=click.IntRange(min=0),
            help=f"Rows at most, 0 for all; a table shows {TABLE_LIMIT} where nothing is said.",
        ),
        click.option(
            "-o", "--output", "output_file", type=click.Path(dir_okay=False, path_type=Path),
            help="Write to this file; CSV then has a byte order mark for Excel and defused formulas.",
        ),
        click.option(
            "--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True,
            help="How to write the answer.",
        ),
    )  # fmt: skip
    return _with_options(with_output, options)


def filter_options(levels: tuple[str, ...], level_help: str) -> Decorator:
    """The filters that goals, indicators, activities and budget share; the command gets them as one `filters`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        def with_filters(years: tuple[tuple[int, ...], ...], **rest: Any) -> Any:
            asked = {name: rest.pop(name) for name in ("organisation", "level", "text", "goal")}
            return command(filters=Filters(years=sum(years, ()), **asked), **rest)

        with_filters.__doc__ = command.__doc__
        with_filters.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
        options: tuple[Decorator, ...] = (
            click.option("--goal", help="Under this goal: its code (1.5) or a part of its title."),
            click.option("--text", help="Rows that mention this, in any case."),
            click.option("--level", type=click.Choice(levels), help=level_help),
            click.option("--organisation", help="A part of the unit's or committee's name."),
            click.option("--year", "years", type=Years(), multiple=True, help="A year or several: 2022, 2020-2022."),
        )
        return _with_options(with_filters, options)

    return decorate


def _with_options(command: Callable[..., Any], options: tuple[Decorator, ...]) -> Callable[..., Any]:
    """A command's function with click options on it, the last of them first in the help."""
    for option in options:
        command = option(command)
    return command


@contextmanager
def problems_to_sentences() -> Iterator[None]:
    """Turn what can be wrong with a dataset, a query or the machine into one sentence and exit code 1."""
    try:
        yield
    except (DatasetError, QueryError, MissingPackageError, OSError) as error:
        raise click.ClickException(printable(str(error))) from error


def answer(out: str, sql: str, parameters: Mapping[str, object], output: Output, brief: tuple[str, ...] = ()) -> None:
    """Run one SELECT over the dataset and write its result; a table shows only the `brief` columns."""
    with problems_to_sentences():
        _answer(out, sql, parameters, output, brief)


def _answer(out: str, sql: str, parameters: Mapping[str, object], output: Output, brief: tuple[str, ...]) -> None:
    layout = path_to_layout(out)
    if not layout.documents():
        click.echo(f"{out} holds no documents; import some with: styrdata import FOLDER --out {out}", err=True)
    if brief and output.format in ("table", "markdown"):
        sql = f"SELECT {', '.join(brief)} FROM ({sql})"
    relation = run(layout_to_connection(layout), sql, parameters)
    limit = TABLE_LIMIT if output.limit is None and output.format == "table" else output.limit or None
    if output.format in BINARY:
        _write_binary(relation, output, limit)
        return
    result = fetch(relation, limit)
    if output.format == "csv" and output.file:
        formats.write_result(output.file, result)
    else:
        _write_text(_to_text(result, output), output)
    if result.more:
        click.echo(f"Only the first {limit} rows; --limit 0 shows all.", err=True)


def _to_text(result: Result, output: Output) -> str:
    """The result in the text format that was asked for."""
    if output.format == "csv":
        return formats.result_to_csv(result)
    if output.format == "json":
        return formats.result_to_json(result)
    if output.format == "markdown":
        return render.result_to_markdown(result, output.swedish)
    terminal = sys.stdout.isatty() and output.file is None
    width = shutil.get_terminal_size().columns if terminal else None
    return render.result_to_table(result, width, output.swedish, color=terminal)


def _write_text(text: str, output: Output) -> None:
    """Write to the file, the pager or standard output."""
    if output.file:
        output.file.write_text(text, "utf-8")
        return
    tall = text.count("\n") > shutil.get_terminal_size().lines
    if output.format == "table" and output.pager and tall and sys.stdout.isatty():
        click.echo_via_pager(text.rstrip("\n"))
    else:
        click.echo(text, nl=False)


def _write_binary(relation: DuckDBPyRelation, output: Output, limit: int | None) -> None:
    """Write Parquet or XLSX to the file, or to a pipe."""
    if output.file is None and sys.stdout.isatty():
        raise click.UsageError(f"{output.format} is no text; name a file with --output FILE.")
    target: Any = output.file or sys.stdout.buffer
    if output.format == "parquet":
        table = fetch_arrow(relation)
        formats.write_parquet(target, table.slice(0, limit) if limit else table)
    else:
        result = fetch(relation, limit)
        formats.write_xlsx(target, [("query", [column.name for column in result.columns], result.rows)])
