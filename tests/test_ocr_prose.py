"""Prose of scans read a second time: numbers by two of three readings, words by the language's own."""

import pytest

from extract.page_content import Word
from extract.scan import prose
from extract.scan.again import Piece, Strip
from extract.scan.lexicon import is_known
from extract.scan.prose import look_at_prose, prose_numbers, settled_number, settled_word, unknown_words

KNOWN = frozenset(
    {"stads", "del", "stadsdel", "nämnden", "främst", "hög", "sjukfrånvaro", "ansvar", "enheten", "arbetar"}
)


def line(text: str) -> list[Word]:
    words, x = [], 60.0
    for part in text.split():
        words.append(Word(x, 100.0, x + 5.0 * len(part), 10.0, part, False, -1))
        x += 5.0 * len(part) + 3.0
    return words


# The page's reading, the English and the Swedish one of the number alone, what stands.
@pytest.mark.parametrize(
    ("readings", "stands", "sure"),
    [
        (("6,7420", "6,74 %", "6,74 Yo"), "6,74 %", True),
        (("81946", "81 %", "81 46"), "81 %", True),
        (("81 96.", "81 %.", "81 96."), "81 %.", True),
        (("2021.", "2027.", "2027."), "2027.", True),
        (("(2021)", "2027)", "2027)"), "(2027)", True),
        (("2 838,2", "2 838,2", "2 8382"), "2 838,2", True),
        (("132,7", "[32.7", "327"), "132,7", False),
        (("81", "87 %", "37"), "81", False),
    ],
)
def test_a_number_in_prose_is_what_two_readings_say(readings: tuple[str, str, str], stands: str, sure: bool) -> None:
    assert settled_number(*readings) == (stands, sure)


# A name stays, and so does what neither reading finds in the language.
@pytest.mark.parametrize(
    ("page", "again", "stands"),
    [
        ("ffämst,", "främst,", "främst,"),
        ("stadsdelshämnden", "stadsdelsnämnden", "stadsdelsnämnden"),
        ("Sjukfrånvar[0]", "Sjukfrånvar[0]", "Sjukfrånvaro"),
        ("Ekbackens", "Ekbackens", "Ekbackens"),
        ("Ekbackens", "enheten", "Ekbackens"),
        ("hösg", "h g", "hösg"),
    ],
)
def test_a_word_is_what_the_language_has(page: str, again: str, stands: str) -> None:
    assert settled_word(page, again, KNOWN) == stands


@pytest.mark.parametrize(("word", "known"), [("Stadsdelsnämnden", True), ("stadsdelshämnden", False), ("nämn", False)])
def test_compounds_are_known_by_their_parts(word: str, known: bool) -> None:
    assert is_known(word, KNOWN) is known


def test_numbers_and_unknown_words_of_prose_are_looked_at_again() -> None:
    words = line("Nämnden arbetar 81 96 för Ekbacken, SKR och enhe- (6,7420)")
    assert [[words[place].text for place in strip.places] for strip in prose_numbers(words)] == [
        ["81", "96"],
        ["(6,7420)"],
    ]
    known = KNOWN | {"och", "för"}
    assert [words[strip.places[0]].text for strip in unknown_words(words, known)] == ["Ekbacken,"]
    assert unknown_words(words, frozenset()) == []


def test_a_number_in_doubt_is_told_of_and_one_of_two_words_becomes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = {"eng": ["6,74 %", "[32.7"], "swe": ["6,74 Yo", "327"]}

    def read(_: object, strips: list[Strip], language: str) -> list[list[Piece]]:
        return [[Piece(n, 0.0, 1.0, text)] for n, text in enumerate(readings[language][: len(strips)])]

    monkeypatch.setattr(prose, "read_sheets", read)
    looked = look_at_prose(None, line("Andelen var 6,74 20 och kostnaden var 132,7"), frozenset())
    assert [word.text for word in looked.words] == ["Andelen", "var", "6,74 %", "och", "kostnaden", "var", "132,7"]
    assert [text for _, text in looked.doubtful] == ["132,7 / [32.7 / 327"]
