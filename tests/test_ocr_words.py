"""Recognised words set right by where they stand."""

import pytest

from extract.page_content import Edge, Word
from extract.scan.again import choose, in_doubt, is_part, number_strips
from extract.scan.words import count_words, differ_by_one, mend, with_dots, with_known

SIZE = 10.0


def line(text: str, base: float = 100.0) -> list[Word]:
    """A line of words; a bar parts cells, a blank words."""
    words, x = [], 60.0
    for cell in text.split("|"):
        for part in cell.split():
            words.append(Word(x, base, x + 5.0 * len(part), SIZE, part, False, -1))
            x += 5.0 * len(part) + 3.0
        x += 40.0
    return words


# As recognised, as it stands on the paper.
@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Andel nöjda|81 26|80 yo|Minst 83 40", "Andel nöjda|81 %|80 %|Minst 83 %"),
        ("Andelen var 81 96 i fjol", "Andelen var 81 % i fjol"),
        ("Sjukfrånvaro|9 NH|10 4|12,5 Yo|90 %", "Sjukfrånvaro|9 %|10 %|12,5 %|90 %"),
        ("Areal|15 ha|16 h|40 %", "Areal|15 ha|16 h|40 %"),
        ("Säkerhet|25 %|+'-2 %|+/-1 VN", "Säkerhet|25 %|+/-2 %|+/-1 %"),
        ("Säkerhet|25 NH", "Säkerhet|25 NH"),
        ("Utflykter|Ost|25:St|9 st", "Utflykter|0 st|25 st|9 st"),
        ("Ut med ost|9 st", "Ut med ost|9 st"),
        ("Ost och bröd|9", "Ost och bröd|9"),
        ("Kostnaden är I 225 mnkr i år", "Kostnaden är 1 225 mnkr i år"),
        ("I 225 fall har det prövats", "I 225 fall har det prövats"),
        ("I. En stad|7", "1. En stad|7"),
        ("l.2 En stad", "1.2 En stad"),
        ("I staden", "I staden"),
        ("[0]|81 %|9 %", "o|81 %|9 %"),
        ("Se not [1]|81 %", "Se not [1]|81 %"),
        ("Andel nöjda|81 %|TI 2031", "Andel nöjda|81 %|T1 2031"),
        ("Nämndens säkerhet TZ|25 %", "Nämndens säkerhet T2|25 %"),
        ("v' Enheten ska följa upp|2031-01-01", "✓ Enheten ska följa upp|2031-01-01"),
        ("spel. Vi går", "spel. Vi går"),
        ("I. En stad|II.", "I. En stad|II."),
        ("Telefon 508 26 000", "Telefon 508 26 000"),
        ("Telefon 08 508 26", "Telefon 08 508 26"),
        ("Det var 26 platser", "Det var 26 platser"),
        ("Areal|15 ha", "Areal|15 ha"),
        ("V Nämnden ska rita|2031-01-01", "✓ Nämnden ska rita|2031-01-01"),
        ("VV Nämnden ska rita|2031-01-01", "✓ Nämnden ska rita|2031-01-01"),
        ("O Nämnden ska rita|2031-01-01", "○ Nämnden ska rita|2031-01-01"),
        ("v 12 är det stängt", "v 12 är det stängt"),
        ("Bidrag|0|0|0)", "Bidrag|0|0|0"),
        ("Bidrag (netto)|0|0|0)", "Bidrag (netto)|0|0|0)"),
        ("1) Nämnden beslutar|2)", "1) Nämnden beslutar|2)"),
        ("Rita|2031-01-01|2031-12-31 -", "Rita|2031-01-01|2031-12-31"),
        ("Rita|2031-12-31 - Pågår", "Rita|2031-12-31 Pågår"),
        ("Rita|2031-01-01 - 2031-12-31", "Rita|2031-01-01 - 2031-12-31"),
        ("För- och grundskola -", "För- och grundskola -"),
    ],
)
def test_what_stands_beside_numbers_and_names_is_set_right(read: str, printed: str) -> None:
    assert [word.text for word in mend(line(read), ())] == printed.replace("|", " ").split()


def test_letters_on_vertical_lines_are_pieces_of_them() -> None:
    words = line("Startdatum|i|Slutdatum")
    at = (words[1].x0 + words[1].x1) / 2
    assert [word.text for word in mend(words, [Edge(at, 80.0, 120.0)])] == ["Startdatum", "Slutdatum"]
    assert [word.text for word in mend(words, [Edge(at, 130.0, 160.0), Edge(at + 20, 80.0, 120.0)])] == [
        "Startdatum", "i", "Slutdatum",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "elsewhere", "printed"),
    [
        ("Aldre får hjälp", "för äldre", "Äldre får hjälp"),
        ("Asen är vald", "på åsen", "Åsen är vald"),
        ("Orten är vald", "på orten", "Orten är vald"),
        ("Orten är vald", "på örten och orten", "Orten är vald"),
        ("Anna ritar", "ritar", "Anna ritar"),
        ("Aldre får hjälp", "hjälp", "Äldre får hjälp"),
        ("APT hålls", "åpt", "APT hålls"),
    ],
)
def test_capitals_get_their_dots_back_from_the_same_file(title: str, elsewhere: str, printed: str) -> None:
    words = line(title)
    known = count_words([words, line(elsewhere)])
    assert [word.text for word in with_dots(words, known)] == printed.split()


@pytest.mark.parametrize(
    ("read", "elsewhere", "printed"),
    [
        ("en extem handledare", "extern extern extern", "en extern handledare"),
        ("en extem handledare", "extern extern", "en extem handledare"),
        ("ett modem och extem", "modern " * 3 + "modem extern", "ett modem och extem"),
        ("tilsammans", "tillsammans " * 3, "tillsammans"),
        ("en vila", "en villa " * 3, "en vila"),
    ],
)
def test_a_misread_word_is_the_one_that_the_file_prints_often(read: str, elsewhere: str, printed: str) -> None:
    words = line(read)
    known = count_words([words, line(elsewhere)])
    assert [word.text for word in with_known(words, known)] == printed.split()


# The page's reading, the English and the Swedish one of the number alone, what stands.
@pytest.mark.parametrize(
    ("readings", "stands", "doubted"),
    [
        pytest.param(("1 2013", "T1 2013", "11 2013"), "T1 2013", False, id="report with its year, read once"),
        pytest.param(("12 2013", "T2 2013", "T2 2013"), "T2 2013", False, id="report with its year"),
        pytest.param(("T2", "12", "T2"), "T2", False, id="report, read twice"),
        pytest.param(("12", "T2", "12"), "12", False, id="a number that was read as a report once"),
        pytest.param(("T4 2013", "14 2013", "14 2013"), "14 2013", False, id="there is no fourth report"),
        pytest.param(("8l,5", "8l,5", "815"), "8l,5", True, id="a letter among digits"),
    ],
)
def test_names_of_reports_are_no_misread_numbers(readings: tuple[str, str, str], stands: str, doubted: bool) -> None:
    place, sure = choose(readings)
    assert (readings[place], in_doubt(readings, place, sure)) == (stands, doubted)


@pytest.mark.parametrize(
    ("text", "part"),
    [("N", True), ("N:", True), ("»Näm", True), ("dens.", True), ("M:", False), ("-", False), (":", False)],
)
def test_a_piece_of_a_word_that_is_there_already_is_not_put_beside_it(text: str, part: bool) -> None:
    word = line("Nämndens")[0]
    assert is_part(word._replace(x1=word.x0 + 5.0, text=text), [word]) is part


def test_marks_are_not_read_again_as_digits() -> None:
    words = line("Rita|●|81|○ 90|◐")
    texts = [[words[place].text for place in strip.places] for strip in number_strips(words)]
    assert texts == [["81"], ["90"]]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["Indikator   Ufall   Prognos   Årsmål   Periodicitet"],
            "Indikator Utfall Prognos Årsmål Periodicitet",
            id="a letter lost",
        ),
        pytest.param(
            ["Indikator   Utfall   Prognos   Årsmål", "kvinnor/Nickor   helår"],
            "Indikator Utfall Prognos Årsmål kvinnor/flickor helår",
            id="the second line of a header",
        ),
        pytest.param(
            ["Indikator   Utfall kvin   Prognos   Årsmål", "nor/flickor   helår"],
            "Indikator Utfall kvin Prognos Årsmål nor/flickor helår",
            id="a word that a narrow column broke",
        ),
        pytest.param(["Ufall   två   tre   fyra"], "Ufall två tre fyra", id="no row of headers"),
    ],
)
def test_misread_words_of_headers_are_known_ones(lines: list[str], expected: str) -> None:
    words = [
        Word(
            40.0 + 90 * column + 30 * place, 100.0 + 12 * number, 66.0 + 90 * column + 30 * place, 9.0, text, False, -1
        )
        for number, line in enumerate(lines)
        for column, cell in enumerate(line.split("   "))
        for place, text in enumerate(cell.split())
    ]
    assert " ".join(word.text for word in mend(words, ())) == expected


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("nämndens", "nimndens", True),
        ("nämndens", "nämdens", True),
        ("nämndens", "nämndens", False),
        ("enhetens", "enheten", False),
        ("enhetens", "enheter", False),
        ("nämndens", "nimdens", False),
    ],
)
def test_words_that_differ_by_one_letter_inside(one: str, other: str, differ: bool) -> None:
    assert differ_by_one(one, other) is differ


def test_a_word_that_the_language_lacks_is_the_one_that_the_file_prints_often() -> None:
    words = [Word(0.0, 10.0, 40.0, 9.0, text, False, -1) for text in ("nimndens", "solhöjden", "kartan")]
    known = {"nämndens": 5, "solhöjdens": 5, "kartor": 5, "nimndens": 1, "solhöjden": 1, "kartan": 1}
    found = with_known(words, known, frozenset({"nämndens", "kartan"}))
    assert [word.text for word in found] == ["nämndens", "solhöjden", "kartan"]
