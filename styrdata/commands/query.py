"""`styrdata query OUT "SQL"`: run one SELECT over the dataset's tables and views."""

from __future__ import annotations

import sys

import click

from styrdata.commands._answer import Output, answer, output_options


@click.command("query")
@click.argument("out", type=click.Path())
@click.argument("sql", required=False)
@output_options
def command(out: str, sql: str | None, output: Output) -> None:
    """Run one SELECT (DuckDB) over the tables and views of the dataset OUT.

    Without SQL, or with "-", the text is read from standard input. Nothing is ever changed. `styrdata query OUT "SHOW
    TABLES"` lists what there is.
    """
    if sql is None and sys.stdin.isatty():
        raise click.UsageError('Say what to ask: styrdata query OUT "SELECT count(*) FROM goals"')
    text = sys.stdin.read() if sql in (None, "-") else sql
    answer(out, text or "", {}, output)
