"""Which way up a scanned page stands, told by its words or by those of the file's other pages."""

from dataclasses import replace

import pytest

from extract.page_content import PageContent, Word
from extract.scan.ocr import Reading, upright
from extract.turn import Turn

PROSE = "Enheten ska med stöd av budget till nämnden för Lövhagens enhet"
HEADS = ("I IOdde SUOf", "J0 I SaBue")


def reading(text: str, quarters: int = 0) -> Reading:
    words = tuple(
        Word(40.0 * place, 100.0, 40.0 * place + 30, 10.0, each, False, -1) for place, each in enumerate(text.split())
    )
    content = PageContent(1, 595.0, 842.0, words)
    turn = Turn(595.0, 842.0, quarters) if quarters else None
    return Reading(replace(content, turn=turn), 0.0, [])


@pytest.mark.parametrize(
    ("ways", "quarters"),
    [
        pytest.param({1: [(PROSE, 0)]}, {1: 0}, id="its own words"),
        pytest.param(
            {1: [(PROSE, 2)], 2: [(HEADS[0], 0), ("Lövhagens enhet", 2)]}, {1: 2, 2: 2}, id="words of another page"
        ),
        pytest.param(
            {1: [(PROSE, 2)], 2: [("Lövhagens", 0), (HEADS[1], 2)]}, {1: 2, 2: 0}, id="one page the other way"
        ),
        pytest.param({1: [(PROSE, 2)], 2: [("12 345", 0), ("67 890", 2)]}, {1: 2, 2: 2}, id="as the other pages lie"),
        pytest.param({1: [(PROSE, 0)], 2: [("12 345", 0), ("67 890", 2)]}, {1: 0, 2: 0}, id="as the other pages stand"),
        pytest.param({1: [(HEADS[0], 0), ("Enheten och", 2)]}, {1: 2}, id="common words alone"),
        pytest.param({1: [("12 345", 0), ("67 890", 2)]}, {1: 0}, id="nothing tells: as it is"),
        pytest.param({1: [], 2: [(PROSE, 0)]}, {2: 0}, id="not recognised"),
    ],
)
def test_a_page_stands_the_way_that_gives_words(
    ways: dict[int, list[tuple[str, int]]], quarters: dict[int, int]
) -> None:
    found = upright({number: [reading(*each) for each in readings] for number, readings in ways.items()})
    assert {
        number: each.content.turn.quarters if each.content.turn else 0 for number, each in found.items()
    } == quarters
