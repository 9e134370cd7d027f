"""`styrdata indicators OUT`: indicators with targets and outcomes, filtered."""

from __future__ import annotations

import click

from styrdata import query
from styrdata.commands._answer import Output, answer, filter_options, output_options
from styrdata.commands.goals import LEVELS


@click.command("indicators")
@click.argument("out", type=click.Path())
@filter_options(LEVELS, "Indicators under a goal of this level.")
@click.option("--missed", is_flag=True, help="Only those whose outcome missed the target.")
@output_options
def command(
    out: str,
    filters: query.Filters,
    missed: bool,
    output: Output,
) -> None:
    """List indicators of the dataset OUT with targets and outcomes as printed.

    `result` says whether the outcome reached the target of the plan, or of the report where no plan is there. Which way
    is better is read from the target (max, min), else from the indicator's name, else taken to be higher; the column
    direction_source of the other formats says which.
    """
    question = query.indicators(filters, missed)
    answer(out, question.sql, question.parameters, output, question.brief)
