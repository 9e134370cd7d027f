"""`styrdata budget OUT`: amounts of budget and outcome tables, filtered."""

from __future__ import annotations

import click

from styrdata import query
from styrdata.commands._answer import Output, answer, filter_options, output_options

MEASURES = ("budget", "prognos", "utfall", "avvikelse", "kostnader", "intakter")


@click.command("budget")
@click.argument("out", type=click.Path())
@filter_options(("namnd", "enhet"), "Amounts of committees, or of units.")
@click.option("--area", help="The net amounts of a committee's area (a part of its name), by year.")
@click.option("--measure", type=click.Choice(MEASURES), help="Amounts that measure this.")
@output_options
def command(
    out: str,
    filters: query.Filters,
    area: str | None,
    measure: str | None,
    output: Output,
) -> None:
    """List amounts of the dataset OUT in kronor, with the place each stands at.

    --year is the year an amount is for. --goal lists the amounts said in the prose under a goal, for tables stand
    outside the goals.
    """
    question = query.budget_area(filters, area, measure) if area else query.budget(filters, measure)
    answer(out, question.sql, question.parameters, output, question.brief)
