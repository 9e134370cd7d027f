"""`styrdata show`: print one plan as a tree, or draw one of its pages with what was recognised on it.

In: one file. Out: the tree on standard output, or a PNG of a page with coloured boxes and a legend.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extract.document import BBox, Document
from extract.errors import ReadError
from extract.reader import ReadOptions, read_document
from extract.turn import Turn
from parsers.analyse import analyse
from parsers.elements import box_round
from parsers.plan import LedgerClass, Plan, Span
from styrdata.escape import printable
from styrdata.sources import read_bytes
from styrdata.tree import plan_to_tree

COLOURS = {
    "goal": "#c2185b",
    "section": "#1565c0",
    "indicator": "#2e7d32",
    "activity": "#ef6c00",
    "amount": "#6a1b9a",
    "table": "#757575",
    "cover": "#00838f",
    "contents": "#9e9d24",
    "furniture": "#bdbdbd",
    "not recognised": "#ff0000",
}
"""Kind of thing to the colour of its box."""
LINE_KINDS = {
    LedgerClass.COVER: "cover",
    LedgerClass.TOC: "contents",
    LedgerClass.FURNITURE: "furniture",
    LedgerClass.UNCLASSIFIED: "not recognised",
}
"""What lines are that no row is read from."""


@click.command("show")
@click.argument("file")
@click.option("--page", type=click.IntRange(1), help="Page to draw; goes with --png.")
@click.option("--png", type=click.Path(dir_okay=False, path_type=Path), help="Picture to write; goes with --page.")
@click.option("--source", type=click.Choice(["fast", "pdfplumber"]), default="fast", show_default=True)
@click.option("--ocr/--no-ocr", default=True, show_default=True, help="Read scanned pages by OCR.")
def command(file: str, page: int | None, png: Path | None, source: str, ocr: bool) -> None:
    """Print one plan as a tree, to hold against the paper."""
    if (page is None) != (png is None):
        raise click.UsageError("--page and --png go together: which page to draw, and where to.")
    try:
        data = read_bytes(file)
        document = read_document(data, file.rpartition("/")[2], ReadOptions(source=source, ocr=ocr))
    except ReadError as error:
        raise click.ClickException(printable(str(error))) from error
    except OSError as error:
        raise click.ClickException(f"{printable(file)} could not be read: {error.strerror or error}.") from error
    plan = analyse(document)
    if page is not None and png is not None:
        _draw(data, document, plan, page, png)
        return
    try:
        for line in plan_to_tree(plan):
            click.echo(printable(line))
    except BrokenPipeError:  # whoever read it has seen enough
        sys.stderr.close()


def _draw(data: bytes, document: Document, plan: Plan, page: int, png: Path) -> None:
    from extract.drawn_page import page_png

    if document.page_count is None or page > document.page_count:
        pages = f"has {document.page_count} pages" if document.page_count else "has no pages"
        raise click.ClickException(f"There is no page {page} to draw: the file {pages}.")
    try:
        png.write_bytes(page_png(data, page, boxes_on(document, plan, page)))
    except OSError as error:
        raise click.ClickException(f"{printable(str(png))} could not be written: {error.strerror or error}.") from error
    click.echo(f"Page {page} with what was recognised is in {png}.")


def boxes_on(document: Document, plan: Plan, page: int) -> list[tuple[BBox, str, str]]:
    """What was recognised on a page, and what was not: box in points, colour, kind of thing."""
    things = (
        *(("table", cell.span) for table in plan.tables for cell in table.cells),
        *(("section", section.span) for section in plan.sections),
        *(("goal", goal.span) for goal in plan.goals),
        *(("indicator", indicator.span) for indicator in plan.indicators),
        *(("activity", activity.span) for activity in plan.activities),
        *(("amount", line.span) for line in plan.budget_lines),
    )
    found = [(box_on(document, span, page), kind) for kind, span in things]
    for line, ledger in zip(document.lines, plan.classes, strict=True):
        if line.page == page and ledger in LINE_KINDS:
            found.append((line.bbox, LINE_KINDS[ledger]))
    turn = next((each.turn for each in document.pages if each.number == page), None)
    return [(turned(box, turn), COLOURS[kind], kind) for box, kind in found if box is not None]


def box_on(document: Document, span: Span, page: int) -> BBox | None:
    """The box of something on one of the pages that it stands on; null on other pages."""
    if span.page_first == page:
        return span.bbox
    if span.page_first is None or span.page_last is None or not span.page_first < page <= span.page_last:
        return None
    lines = document.lines[span.line_first - 1 : span.line_last]
    return box_round([line.bbox for line in lines if line.page == page and line.bbox and not line.furniture])


def turned(box: BBox, turn: Turn | None) -> BBox:
    """A box of a page as it was read to one of the page as it lies."""
    return BBox(*turn.back_bbox(box.x0, box.top, box.x1, box.bottom)) if turn else box
