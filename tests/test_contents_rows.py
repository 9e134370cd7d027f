"""Rows of a table of contents without dots: told from amounts by page numbers that rise."""

import pytest

from extract.contents_rows import rows_to_entries
from extract.page_content import Word
from extract.rows import Row


def rows(pages: list[int]) -> list[Row]:
    found = []
    for number, page in enumerate(pages):
        base, text = 100.0 + 14 * number, str(page)
        title = Word(60.0, base, 160.0, 10.0, f"Rubrik{number}", False, -1)
        end = Word(530.0 - 5 * len(text), base, 530.0, 10.0, text, False, -1)
        found.append(Row(base, 10.0, False, (title, end)))
    return found


@pytest.mark.parametrize(
    ("pages", "entries"),
    [
        ([3, 4, 4, 9, 10, 11], 6),
        ([4, 4, 3, 9, 10, 11], 6),  # one number of six misread
        ([4, 3, 9], 0),
        ([9, 4, 3, 10, 2, 11], 0),
        ([7, 7, 7, 7, 7, 7], 0),
        ([120, 340, 560, 780, 900, 1200], 0),
    ],
)
def test_pages_rise_but_for_a_misread_one(pages: list[int], entries: int) -> None:
    assert len(rows_to_entries(rows(pages))) == entries


def row(number: int, title: str, page: str, x0: float = 60.0) -> Row:
    """A row of a contents page, its page number at the right edge; one without a gap before it is one word."""
    base = 100.0 + 12 * number
    words = [Word(x0, base, x0 + 4.0 * len(title), 10.0, title, False, -1)]
    if page:
        words.append(Word(530.0 - 5 * len(page), base, 530.0, 10.0, page, False, -1))
    return Row(base, 10.0, False, tuple(words))


# Amounts rise, too: one of a thousand or the header of their column above them shows what they are.
@pytest.mark.parametrize(
    ("above", "last", "entries"), [("Innehåll", "9", 4), ("Budget", "9", 0), ("Rubrik", "1 009", 0)]
)
def test_amounts_that_rise(above: str, last: str, entries: int) -> None:
    head = Row(88.0, 10.0, True, (Word(400.0, 88.0, 430.0, 10.0, above, True, -1),))
    found = [head, *(row(number, f"Post{number}", str(3 + number)) for number in range(3))]
    *groups, end = last.split()
    words = [Word(500.0, 136.0, 505.0, 10.0, group, False, -1) for group in groups]
    found.append(Row(136.0, 10.0, False, (*row(3, "Post3", end).words[:1], *words, *row(3, "Post3", end).words[1:])))
    assert len(rows_to_entries(found)) == entries


# Browsers set a page number to the top of its entry: the rest below it begins with a small letter.
def test_a_page_number_at_the_first_line_of_its_entry() -> None:
    found = rows_to_entries(
        [
            row(0, "Inledning", "3"),
            row(1, "Lång rubrik som", "4"),
            row(2, "går vidare", ""),
            row(3, "Annan", "5"),
            row(4, "som", ""),
        ]
    )
    assert [entry.text for entry in found] == ["Inledning\t3", "Lång rubrik som går vidare\t4", "Annan som\t5"]


# A title that fills its line leaves no gap before its page number, or not even a blank.
def test_a_title_that_fills_its_line() -> None:
    full = Word(60.0, 124.0, 530.0, 10.0, "Rubrikensomfyllerraden7", False, -1)
    found = rows_to_entries(
        [
            row(0, "Inledning", "3"),
            row(1, "Annan", "6"),
            Row(124.0, 10.0, False, (full,)),
            row(3, "Sista", "7"),
            row(4, "Bilagor", "9"),
        ]
    )
    assert [entry.text for entry in found][2] == "Rubrikensomfyllerraden\t7"
