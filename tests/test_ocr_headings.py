"""Headings of scans: one size for the lines of one heading."""

import pytest

from extract.document import Line
from extract.page_content import Word
from extract.scan.sizes import even_headings, even_lines, even_prose

BODY = 10.0


@pytest.mark.parametrize(
    ("lines", "sizes"),
    [
        pytest.param([("Plan för Ängby", 21.0), ("stadsdelsnämnd", 16.0)], [21.0, 21.0], id="second line without descenders"),
        pytest.param([("Plan för Ängby", 21.0), ("sommaren", 12.0)], [21.0, 21.0], id="second line of low letters"),
        pytest.param([("Plan för Ängby", 21.0), ("och Sjögård", 20.0)], [21.0, 21.0], id="alike"),
        pytest.param([("Plan för Ängby", 21.0), ("Påverkan på miljön", 14.0)], [21.0, 14.0], id="a lower heading"),
        pytest.param([("Plan för Ängby", 21.0), ("stadsdelsnämnd", BODY)], [21.0, BODY], id="body"),
        pytest.param([("Plan för Ängby", 21.0), ("2031.", BODY)], [21.0, 21.0], id="a bare year is no paragraph"),
    ],
)  # fmt: skip
def test_lines_of_one_heading_have_one_size(lines: list[tuple[str, float]], sizes: list[float]) -> None:
    words = [Word(60.0, 100.0 + 24 * n, 200.0, size, text, False, -1) for n, (text, size) in enumerate(lines)]
    assert [word.size for word in even_headings(words, BODY)] == sizes


def test_a_pages_prose_is_as_large_as_the_files() -> None:
    """A page of few lines measures another size; its prose is no heading for it, its headings stay some."""
    prose = "En ganska lång rad av brödtext som fyller sidan."
    lines = [Line(1, prose, 1, size=9.4)] * 20 + [Line(2, prose, 2, size=10.3), Line(3, "Övrigt", 2, size=19.2)]
    assert [line.size for line in even_lines(lines, {1, 2})] == [9.4] * 21 + [19.2]
    assert even_lines(lines, set()) == tuple(lines)


def test_a_page_in_surely_another_type_stays() -> None:
    prose = "En ganska lång rad av brödtext som fyller sidan."
    lines = [Line(1, prose, 1, size=9.4)] * 20 + [Line(2, prose, 2, size=16.0)]
    assert even_lines(lines, {1, 2})[-1].size == 16.0


@pytest.mark.parametrize(
    ("size", "right", "below", "pitch", "is_prose"),
    [
        pytest.param(12.5, 530.0, "och mer av den", 14.0, True, id="prose"),
        pytest.param(12.5, 300.0, "och mer av den", 14.0, False, id="a short line"),
        pytest.param(12.5, 530.0, "Och mer av den", 14.0, False, id="a new sentence below"),
        pytest.param(12.5, 530.0, "och mer av den", 17.0, False, id="further apart than prose"),
        pytest.param(15.0, 530.0, "och mer av den", 14.0, False, id="surely larger"),
    ],
)
def test_a_line_of_prose_that_was_measured_too_large_is_no_heading(
    size: float, right: float, below: str, pitch: float, is_prose: bool
) -> None:
    prose = [Word(60.0, 100.0 + 14 * n, 540.0, BODY, "brödtext", False, -1) for n in range(5)]
    line = Word(60.0, 200.0, right, size, "Rad", False, -1)
    words = even_prose([*prose, line, Word(60.0, 200.0 + pitch, 300.0, BODY, below, False, -1)], BODY)
    assert next(word.size for word in words if word.text == "Rad") == (BODY if is_prose else size)
