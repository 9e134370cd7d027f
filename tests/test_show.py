"""`styrdata show`: the tree of a plan, and a page drawn with what was recognised on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from extract.reader import read_document
from parsers.analyse import analyse
from styrdata.cli import main
from styrdata.commands.show import boxes_on

RAW = Path(__file__).parents[1] / "data" / "raw"
TEXT = next(RAW.glob("verksamhetsplan-2022-*-tabs.txt"))
PDF = next(RAW.glob("*-ruled.pdf"))


def show(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["show", *map(str, arguments)])


def test_the_tree_has_goals_and_what_stands_under_them():
    lines = show(TEXT).output.splitlines()
    assert any(line.startswith("KF:s inriktningsmål 1") or line.startswith("KF:s inriktningsmål") for line in lines)
    # An indicator stands one step deeper than the goal above it.
    goal = next(i for i, line in enumerate(lines) if line.startswith("  KF:s mål för verksamhetsområdet"))
    under = [line for line in lines[goal + 1 :] if line.lstrip().startswith("○")]
    assert under[0].startswith("    ○")
    assert any("¤ Intäkter / " in line and "tkr" in line for line in lines)


def test_a_page_is_drawn_with_boxes(tmp_path):
    picture = tmp_path / "page.png"
    result = show(PDF, "--page", 4, "--png", picture)
    assert result.exit_code == 0, result.output
    with Image.open(picture) as image:
        assert image.width > 400
        assert len(image.convert("RGB").getcolors(1 << 24)) > 50


# Every line of a page lies in a box, that of a section which began on the page before, too.
def test_every_line_of_a_page_lies_in_a_box():
    over_pages = 0
    for path in RAW.glob("*.pdf"):
        document = read_document(path.read_bytes(), path.name)
        plan = analyse(document)
        over_pages += sum(section.span.page_first != section.span.page_last for section in plan.sections)
        for page in range(1, (document.page_count or 0) + 1):
            boxes = [box for box, _, _ in boxes_on(document, plan, page)]
            printed = [line for line in document.lines if line.page == page and line.bbox and line.text.strip()]
            outside = [line.text for line in printed if not any(touches(box, line.bbox) for box in boxes)]
            assert outside == [], (path.name, page)
    assert over_pages


def touches(box, line):
    middle = (line.top + line.bottom) / 2
    return box.x0 <= line.x1 and line.x0 <= box.x1 and box.top <= middle <= box.bottom


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        # A page without a picture to write, and the other way round, is wrong usage.
        ((PDF, "--page", "2"), 2, "--page and --png go together"),
        # A text has no pages to draw.
        ((TEXT, "--page", "1", "--png", "x.png"), 1, "has no pages"),
        # A folder that is not there.
        ((PDF, "--page", "2", "--png", "nowhere/x.png"), 1, "could not be written"),
        # A page behind the last.
        ((PDF, "--page", "999", "--png", "x.png"), 1, "There is no page 999"),
        # A file that is not there.
        (("nowhere.txt",), 1, "could not be read"),
    ],
)
def test_what_cannot_be_shown_is_said(arguments, code, said):
    result = show(*arguments)
    assert result.exit_code == code
    assert said in result.output
