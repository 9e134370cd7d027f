"""`styrdata activities OUT`: activities with their dates, filtered."""

from __future__ import annotations

from datetime import datetime

import click

from styrdata import query
from styrdata.commands._answer import Output, answer, filter_options, output_options
from styrdata.commands.goals import LEVELS

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("activities")
@click.argument("out", type=click.Path())
@filter_options(LEVELS, "Activities under a goal of this level.")
@click.option("--open-on", type=DAY, help="Begun and not ended on this day.")
@click.option("--ends-before", type=DAY, help="With their last day before this one.")
@click.option("--status", type=click.Choice(["genomford", "pagar", "ej_genomford"]), help="With this status.")
@output_options
def command(
    out: str,
    filters: query.Filters,
    open_on: datetime | None,
    ends_before: datetime | None,
    status: str | None,
    output: Output,
) -> None:
    """List activities of the dataset OUT, those that end first at the top."""
    days = [day.date() if day else None for day in (open_on, ends_before)]
    question = query.activities(filters, days[0], days[1], status)
    answer(out, question.sql, question.parameters, output, question.brief)
