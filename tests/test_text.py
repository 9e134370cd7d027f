"""Text files to lines, pages, furniture and grids: nothing is joined, moved or lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import document

from extract.document import Document, Evidence
from extract.errors import ReadError
from extract.text import lines_are_wrapped, read_text


def furniture(found: Document) -> list[str]:
    return [line.text for line in found.lines if line.furniture]


def grids(found: Document) -> list[list[tuple[str, ...]]]:
    return [[tuple(cell.text for cell in row) for row in grid.rows] for grid in found.grids]


# Each kind of line end parts lines, and the last one opens no further line.
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    found = document(f"Rad ett{end}{end}  rad två {end}")
    assert [(line.number, line.text) for line in found.lines] == [(1, "Rad ett"), (2, ""), (3, "  rad två ")]
    assert found.page_count is None


# A form feed parts pages; lines are numbered over the whole document; no page is counted before or behind the text.
def test_pages() -> None:
    found = document("\fSida ett text\n\nmera\n\fSida två text\n\f\fSida fyra\n\f")
    assert [(line.page, line.text) for line in found.lines if line.text] == [
        (1, "Sida ett text"),
        (1, "mera"),
        (2, "Sida två text"),
        (4, "Sida fyra"),
    ]
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    assert found.page_count == 4
    for page in found.pages:
        assert {line.page for line in found.lines[page.line_first - 1 : page.line_last]} <= {page.number}


# The numbered text holds each line once, behind its number.
def test_numbered_text() -> None:
    found = document("a\n\nb\tc\n" + "d\n" * 9)
    printed = list(found.numbered())
    assert printed[:3] == [" 1  a", " 2  ", " 3  b\tc"]
    assert printed[-1] == "12  d"


WORDS = ("alfa", "beta", "gamma", "delta", "epsilon", "zeta")
PAGES = [
    f"Solängens förskolor\nSida {n} av 6\nRubrik {word}\nText om {word}.\nwww.exempel.se"
    for n, word in enumerate(WORDS, 1)
]

# What comes back in the same band of many pages is furniture, digits apart; the page's own lines are not.
FURNITURE = [
    (PAGES, [line for page in PAGES for line in page.split("\n") if not line.startswith(("Rubrik", "Text"))]),
    # A table's header that a page break prints again is a table's, however many pages print it.
    ([f"Indikator\tÅrsmål\nAndel nöjda\t1 %\n\nOm {word}." for word in WORDS], []),
    # Nor is a section's heading in the middle of the pages.
    ([f"Rad {word}\nDen {word}.\nDet {word}.\nFörväntat resultat\nNu {word}.\nSen {word}.\nMer {word}." for word in
      WORDS], []),
    # A bare number at a page's edge is its page number; one in the text is not.
    ([f"{n}\n\nInledning {word}\n\n17\n\nSlut {word}." for n, word in enumerate(WORDS, 1)], list("123456")),
    # A running title on every other page is furniture, too.
    ([f"{'Verksamhetsplan' if n % 2 else 'Enheten Solen'}\n\nOrd nummer {word} är här." for n, word in
      enumerate(WORDS)], ["Enheten Solen", "Verksamhetsplan"] * 3),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "expected"), FURNITURE)
def test_furniture_of_pages(pages: list[str], expected: list[str]) -> None:
    assert furniture(document("\f".join(f"{page}\n" for page in pages))) == expected


# Without form feeds a page number has to say that it is one; a name that stands beside many of them is a running title.
def test_furniture_without_pages() -> None:
    text = "".join(f"Solens förskola\nSid {n} (9)\n\nText nummer {n} är här.\n\n12\n\n" for n in range(1, 5))
    assert furniture(document(text)) == [line for n in range(1, 5) for line in ("Solens förskola", f"Sid {n} (9)")]


# How page numbers are printed, and what only looks like one.
@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("SID 2 (46)", True),
        ("Sid 2 (81)", True),
        ("Sida 3 av 12", True),
        ("*Sida 6 (58)*", True),
        ("- 7 -", True),
        ("3 (14)", True),
        ("12", False),
        ("2022", False),
        ("Sid 2 i bilagan", False),
        ("(3)", False),
    ],
)
def test_page_numbers(text: str, is_number: bool) -> None:
    assert furniture(document(f"Ett stycke.\n\n{text}\n\nEtt till.")) == ([text] if is_number else [])


GRIDS = [
    # Cells are parted by single tabs, trimmed and folded; rows are as wide as the widest.
    ("A\t B  b\nc\t\td\n", [[("A", "B b", ""), ("c", "", "d")]]),
    # A blank line ends a grid, also one of blanks alone.
    ("A\tB\n \nC\tD\n", [[("A", "B")], [("C", "D")]]),
    # A row of several columns whose other cells are empty may have lost its tabs.
    ("A\tB\tC\nSumma\nx\ty\tz\n", [[("A", "B", "C"), ("Summa", "", ""), ("x", "y", "z")]]),
    # Lines before the first tab are a caption's, not rows.
    ("Tabell ett\nA\tB\n", [[("A", "B")]]),
    # Behind the last tab of two columns prose may go on.
    ("A\tB\nDetta är text.\n", [[("A", "B")]]),
    # No tab, no grid.
    ("A  B\n", []),
]


@pytest.mark.parametrize(("text", "expected"), GRIDS)
def test_grids(text: str, expected: list[list[tuple[str, ...]]]) -> None:
    found = document(text)
    assert grids(found) == expected
    assert all(grid.evidence is Evidence.TABS for grid in found.grids)
    for index, grid in enumerate(found.grids):
        rows = [line for line in found.lines if line.grid == index]
        assert [found.rows_of(line) for line in rows] == list(grid.rows)


# A table that runs over a page's edge is a grid on each page: what belongs together is the parsers' to say.
def test_a_grid_stands_on_one_page() -> None:
    found = document("A\tB\nc\td\n\fe\tf\n")
    assert [(grid.page, grid.line_first, grid.line_last) for grid in found.grids] == [(1, 1, 2), (2, 3, 3)]


# Lines that end at the page's width, against paragraphs of one line each.
@pytest.mark.parametrize(
    ("texts", "wrapped"),
    [
        (["ett två tre fyra fem sex", "sju åtta nio tio elva", "tolv."] * 4, True),
        (["ett två tre fyra fem sex", "", "sju åtta nio tio elva", ""] * 4, False),
        (["ord " * 60, "ord " * 50, "ord"] * 4, False),
        ([], False),
        (["", ""], False),
    ],
)
def test_wrapped(texts: list[str], wrapped: bool) -> None:
    assert lines_are_wrapped(texts) is wrapped


# Any text at all: refused, or every character but line ends and NULs on exactly one line, each row of a grid on its line.
@given(st.text(max_size=400) | st.text(alphabet="aÅ1 .\t\n\f\r", max_size=200))
def test_any_text_keeps_its_characters(text: str) -> None:
    try:
        found = read_text(text.encode("utf-8", "surrogatepass"), "plan.txt")
    except ReadError:
        return
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    for index, grid in enumerate(found.grids):
        assert len({len(row) for row in grid.rows}) == 1
        assert [row[0].line for row in grid.rows] == [line.number for line in found.lines if line.grid == index]


# A line of 30 MB is one line, whatever it is made of; more cells than a page has room for are no row of a table.
@pytest.mark.parametrize("word", ["ord ", "1 000,0 ", "\t", ". ", "-"])
def test_a_very_long_line(word: str) -> None:
    text = word * (30 * 2**20 // len(word))
    found = document(f"Nämndmål: Trygghet\n\n{text}x\n")
    assert len(found.lines) == 3
    assert len(found.lines[2].text) == len(text) + 1
    assert not found.grids
