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
