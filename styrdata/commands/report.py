"""`styrdata report OUT -o report.html`: a report to read."""

from __future__ import annotations

from pathlib import Path

import click

from styrdata.analysis_errors import DatasetError, require
from styrdata.commands._answer import problems_to_sentences
from styrdata.layout import path_to_layout


@click.command("report")
@click.argument("out", type=click.Path())
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="The file to write.",
)
def command(out: str, output: Path) -> None:
    """Write a report on the dataset OUT: one HTML file with pictures, in Swedish, that needs no network and prints well."""
    with problems_to_sentences():
        layout = path_to_layout(out)
        if not layout.documents():
            raise DatasetError(
                f"{out} holds no documents to report on; import some with: styrdata import FOLDER --out {out}"
            )
        html: str = require("styrdata.report.page").layout_to_html(layout)
        output.write_text(html, "utf-8")
    click.echo(f"{output} ({len(html.encode()) // 1024} kB)")
