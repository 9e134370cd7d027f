"""Headings of scans: one size for the lines of one heading."""

import pytest

from extract.ocr import even_headings
from extract.page_content import Word

BODY = 10.0


@pytest.mark.parametrize(
    ("lines", "sizes"),
    [
        pytest.param([("Plan för Ängby", 21.0), ("stadsdelsnämnd", 16.0)], [21.0, 21.0], id="second line without descenders"),
        pytest.param([("Plan för Ängby", 21.0), ("sommaren", 12.0)], [21.0, 21.0], id="second line of low letters"),
        pytest.param([("Plan för Ängby", 21.0), ("och Sjögård", 20.0)], [21.0, 21.0], id="alike"),
        pytest.param([("Plan för Ängby", 21.0), ("Påverkan på miljön", 14.0)], [21.0, 14.0], id="a lower heading"),
        pytest.param([("Plan för Ängby", 21.0), ("stadsdelsnämnd", BODY)], [21.0, BODY], id="body"),
    ],
)  # fmt: skip
def test_lines_of_one_heading_have_one_size(lines: list[tuple[str, float]], sizes: list[float]) -> None:
    words = [Word(60.0, 100.0 + 24 * n, 200.0, size, text, False, -1) for n, (text, size) in enumerate(lines)]
    assert [word.size for word in even_headings(words, BODY)] == sizes
