"""`styrdata text`: print the numbered text that a dataset's line numbers speak of.

In: one file. Out: its lines on standard output, each behind its number. On a terminal control characters are shown
instead of obeyed; into a pipe or a file they go as they are.
"""

from __future__ import annotations

import sys

import click

from extract.errors import ReadError
from extract.reader import ReadOptions, read_document
from styrdata.escape import printable
from styrdata.sources import read_bytes

_KEPT_ON_A_TERMINAL = "\t"


@click.command("text")
@click.argument("file")
@click.option(
    "--source",
    type=click.Choice(["fast", "pdfplumber"]),
    default="fast",
    show_default=True,
    help="Reader of a PDF's characters.",
)
@click.option("--ocr/--no-ocr", default=True, show_default=True, help="Read scanned pages by OCR.")
def command(file: str, source: str, ocr: bool) -> None:
    """Print the numbered text that a dataset's line numbers speak of."""
    try:
        document = read_document(read_bytes(file), file.rpartition("/")[2], ReadOptions(source=source, ocr=ocr))
    except ReadError as error:
        raise click.ClickException(printable(str(error))) from error
    except OSError as error:
        raise click.ClickException(f"{printable(file)} could not be read: {error.strerror or error}.") from error
    terminal = sys.stdout.isatty()
    try:
        for line in document.numbered():
            click.echo(printable(line, keep=_KEPT_ON_A_TERMINAL) if terminal else line)
    except BrokenPipeError:  # whoever read it has seen enough
        sys.stderr.close()
