"""Cells of indicator tables, as bare strings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.numbers import UnreadableNumber, format_number, parse_number
from normalize.values import IndicatorValue, UnreadableValue, parse_indicator_value

DELEGATED = IndicatorValue(delegated=True)
NO_VALUE = IndicatorValue()

READ = [
    # A share has the percent sign for unit.
    ("86 %", IndicatorValue(86.0, "%", "eq")),
    # Nothing is not no value.
    ("0 %", IndicatorValue(0.0, "%", "eq")),
    # The blank before the percent sign may be missing.
    ("95%", IndicatorValue(95.0, "%", "eq")),
    # A number alone has no unit.
    ("10", IndicatorValue(10.0, None, "eq")),
    # Decimals are parted by a comma.
    ("4,9", IndicatorValue(4.9, None, "eq")),
    # A converter may have made the comma a point.
    ("4.9", IndicatorValue(4.9, None, "eq")),
    # Three decimals behind a leading zero cannot be thousands.
    ("0.125", IndicatorValue(0.125, None, "eq")),
    # A point parts thousands where a comma parts decimals.
    ("1.234,5 tkr", IndicatorValue(1234.5, "tkr", "eq")),
    # A bound above, with what is counted as the unit.
    ("Max 10 personer", IndicatorValue(10.0, "personer", "max")),
    # Another word for a bound above.
    ("Högst 5 st", IndicatorValue(5.0, "st", "max")),
    # A bound below.
    ("Minst 90 %", IndicatorValue(90.0, "%", "min")),
    # The abbreviation, without a unit.
    ("Min 3", IndicatorValue(3.0, None, "min")),
    # A sign for a bound above.
    ("< 5 %", IndicatorValue(5.0, "%", "max")),
    # A sign for a bound below.
    ("≥ 90 %", IndicatorValue(90.0, "%", "min")),
    # The same sign as a keyboard writes it.
    (">= 3,6", IndicatorValue(3.6, None, "min")),
    # A bound may stand behind the number.
    ("10 eller färre", IndicatorValue(10.0, None, "max")),
    # Behind the unit, too.
    ("90 % eller mer", IndicatorValue(90.0, "%", "min")),
    # A span round nought.
    ("+/-1 %", IndicatorValue(1.0, "%", "plusminus")),
    # The same with a blank.
    ("+/- 1 %", IndicatorValue(1.0, "%", "plusminus")),
    # The same with a dash that a word processor made of the hyphen.
    ("+/–1 %", IndicatorValue(1.0, "%", "plusminus")),
    # The sign of its own.
    ("± 1 %", IndicatorValue(1.0, "%", "plusminus")),
    # A direction has no number.
    ("öka", IndicatorValue(comparator="increase")),
    # The verb in the present tense.
    ("ökar", IndicatorValue(comparator="increase")),
    # With an auxiliary verb.
    ("ska öka", IndicatorValue(comparator="increase")),
    # With the year it is held against, which is no value.
    ("Öka jämfört med 2021", IndicatorValue(comparator="increase")),
    # The other direction, with a capital letter.
    ("Minska", IndicatorValue(comparator="decrease")),
    # Thousands are parted by a blank.
    ("9 000 st", IndicatorValue(9000.0, "st", "eq")),
    # By a no-break space.
    ("9\u00a0000 st", IndicatorValue(9000.0, "st", "eq")),
    # By a narrow one.
    ("9\u202f000", IndicatorValue(9000.0, None, "eq")),
    # Millions have two.
    ("1 000 000 kr", IndicatorValue(1_000_000.0, "kr", "eq")),
    # A unit of several words, with a digit within a word.
    ("1,70 kg CO2 per kg livsmedel", IndicatorValue(1.7, "kg CO2 per kg livsmedel", "eq")),
    # Four digits may stand without a blank.
    ("1945 GWh", IndicatorValue(1945.0, "GWh", "eq")),
    # A year in a unit is no second value.
    ("2 % energieffektivisering relativt 2018", IndicatorValue(2.0, "% energieffektivisering relativt 2018", "eq")),
    # Nor is the number that a rate is counted per.
    ("25 st per 1 000 invånare", IndicatorValue(25.0, "st per 1 000 invånare", "eq")),
    # The unit is as printed, not made the same as its sign.
    ("12,5 procent", IndicatorValue(12.5, "procent", "eq")),
    # A negative number.
    ("-2 %", IndicatorValue(-2.0, "%", "eq")),
    # With the minus sign of typography.
    ("\u22122 %", IndicatorValue(-2.0, "%", "eq")),
    # A mark for a footnote is no part of the unit.
    ("85 %*", IndicatorValue(85.0, "%", "eq")),
    # Nor is a full stop.
    ("85 %.", IndicatorValue(85.0, "%", "eq")),
    # Another body is to set the value.
    ("Tas fram av nämnd", DELEGATED),
    # In the definite form.
    ("Tas fram av nämnden", DELEGATED),
    # The nämnd or the board of a company.
    ("Tas fram av nämnd/styrelse", DELEGATED),
    # A narrow column may have split a word.
    ("Tas fram av nämnd/s tyrelse", DELEGATED),
    # With a hyphen.
    ("Tas fram av nämnd/sty- relse", DELEGATED),
    # A scanner reads rn for m.
    ("Tas frarn av nämnd", DELEGATED),
    # Another verb.
    ("Fastställs av nämnd", DELEGATED),
    # Said to be without a value: understood, and none.
    ("Ej aktuellt", NO_VALUE),
    # The same of data that was not there.
    ("Uppgift saknas", NO_VALUE),
    # Abbreviated.
    ("n/a", NO_VALUE),
]

NOT_READ = [
    # A range is two numbers.
    "85-90 %",
    # With a dash.
    "85–90 %",
    # A point before three digits: a thousand or one?
    "1.000",
    # So much of so much.
    "3 av 4",
    # A fraction or a rate.
    "1/2",
    # A second value in brackets.
    "95 % (män 93 %)",
    # Two cells that have run together.
    "81 79",
    # The same, each with its unit.
    "100 % 100 %",
    # A value that another body is to set, and another column's value.
    "Tas fram av nämnd 10 %",
    # Thousands come in groups of three.
    "1 000 0",
    # A group of four and a group of three.
    "2022 300",
    # A date.
    "2022-12-31",
    # An answer, not a measure.
    "Ja",
    # Another.
    "Nej",
    # A judgement.
    "Uppfyllt",
    # No comparator says that the value is to stay.
    "oförändrat",
    # None says that it is about right.
    "ca 85 %",
    # A direction and a step is neither a direction nor a level.
    "öka med 5 %",
    # A dash says nothing.
    "-",
    # A mark that the document explains elsewhere.
    "*",
    # An empty cell is no value.
    "",
    # More digits than any figure has.
    "9" * 30,
    # A sentence that begins with a number.
    "100 procent " + "av medarbetarna har genomfört utbildningen " * 3,
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_a_cell_is_read(text: str, expected: IndicatorValue) -> None:
    assert parse_indicator_value(text) == expected


@pytest.mark.parametrize("text", NOT_READ)
def test_a_cell_that_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue):
        parse_indicator_value(text)


NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2) | st.decimals(-(10**9), 10**9, places=0)
BLANKS = st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f", "\u2007"])
MINUSES = st.sampled_from(["-", "\u2212", "\u2013", "- ", "\u2212\u00a0"])
UNITS = st.sampled_from(["%", "st", "GWh", "kr", "personer", "kg CO2 per kg livsmedel", "‰"])


def printed(number: Decimal, blank: str, minus: str = "-", comma: str = ",") -> str:
    """A number as a document may print it."""
    grouped = f"{abs(number):,f}".replace(",", "#").replace(".", comma).replace("#", blank)
    return (minus if number < 0 else "") + grouped


@given(NUMBERS, BLANKS, MINUSES)
def test_every_way_to_print_a_number_gives_the_number(number: Decimal, blank: str, minus: str) -> None:
    assert parse_number(printed(number, blank, minus)) == number


@given(NUMBERS)
def test_a_formatted_number_is_read_with_its_decimals(number: Decimal) -> None:
    read = parse_number(format_number(number))
    assert (read, read.as_tuple().exponent) == (number, number.as_tuple().exponent)


@given(NUMBERS, BLANKS, UNITS, st.sampled_from(["", " ", "\u00a0"]))
def test_a_number_with_a_unit_keeps_both(number: Decimal, blank: str, unit: str, between: str) -> None:
    value = parse_indicator_value(printed(abs(number), blank) + between + unit)
    assert (value.value, value.unit, value.comparator) == (float(abs(number)), unit, "eq")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        value = parse_indicator_value(text)
    except UnreadableValue:
        return
    assert value.delegated or value.comparator or value == NO_VALUE


@given(st.text(alphabet="0123456789 .,-−()\u00a0"))
def test_any_figures_are_read_or_refused(text: str) -> None:
    try:
        number = parse_number(text)
    except UnreadableNumber:
        return
    assert number.is_finite()
