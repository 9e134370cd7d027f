"""`styrdata goals OUT`: goals of the steering chain, filtered."""

from __future__ import annotations

import click

from styrdata import query
from styrdata.commands._answer import Output, answer, filter_options, output_options

LEVELS = ("kf_inriktningsmal", "kf_mal", "namndmal", "enhetsmal")


@click.command("goals")
@click.argument("out", type=click.Path())
@filter_options(LEVELS, "Goals of this level.")
@output_options
def command(
    out: str,
    filters: query.Filters,
    output: Output,
) -> None:
    """List goals of the dataset OUT. --text looks in the title and in the prose under the goal."""
    question = query.goals(filters)
    answer(out, question.sql, question.parameters, output, question.brief)
