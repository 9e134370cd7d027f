"""`styrdata schema`: print the data dictionary.

In: the format. Out: every table and column, from the Arrow schemas that the dataset is written with.
"""

from __future__ import annotations

import json

import click

from styrdata.dictionary import as_markdown, as_text, dictionary


@click.command("schema")
@click.option("--format", "shape", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
def command(shape: str) -> None:
    """Print the data dictionary: tables, columns, types and what they mean."""
    if shape == "json":
        click.echo(json.dumps(dictionary(), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(as_markdown() if shape == "markdown" else as_text()).rstrip("\n"))
