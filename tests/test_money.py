"""Printed amounts and kronor, as bare strings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.money import UNIT_EXPONENTS, UnreadableAmount, parse_amount, split_unit, to_sek

AMOUNTS = [
    # Thousands parted by a blank, decimals by a comma.
    ("2 838,2", "2838.2"),
    # The same amount without the blank.
    ("2838,2", "2838.2"),
    # Decimals are kept as they are printed.
    ("858,60", "858.60"),
    # A whole number has none.
    ("623", "623"),
    # Income is often negative.
    ("-132 656", "-132656"),
    # With the minus sign of typography and a blank behind it.
    ("\u2212 5,2", "-5.2"),
    # With an en dash.
    ("\u20135,2", "-5.2"),
    # A no-break space parts thousands.
    ("1\u00a0070,4", "1070.4"),
    # A thin one, too.
    ("1\u2009070,4", "1070.4"),
    # Bookkeeping puts negative amounts in brackets.
    ("(12,3)", "-12.3"),
    # Or the minus behind.
    ("12,3-", "-12.3"),
    # A plus says nothing.
    ("+14,7", "14.7"),
    # Nought is an amount.
    ("0,0", "0.0"),
    # Several groups of three.
    ("40 000 000", "40000000"),
]

NO_AMOUNTS = [
    # Thousands or decimals?
    "1.234",
    # A share.
    "12 %",
    # Two cells that have run together.
    "12,3 45,6",
    # A word.
    "saknas",
    # A dash.
    "-",
    # Nothing.
    "",
    # A range.
    "10-12",
    # A group of two.
    "12 34",
    # Both signs.
    "-(12,3)",
    # More digits than 18.
    "1" * 19,
]

KRONOR = [
    # Thousands of kronor.
    (("-132656", "tkr"), "-132656000.00"),
    # Millions with a decimal.
    (("2838.2", "mnkr"), "2838200000.00"),
    # Kronor and öre.
    (("12.5", "kr"), "12.50"),
    # Thousand millions.
    (("1.2", "mdkr"), "1200000000.00"),
    # More decimals than öre, but all of them nought.
    (("12.500", "kr"), "12.50"),
    # Nought has no sign.
    (("-0.0", "mnkr"), "0.00"),
    # The largest amount that the column holds.
    (("9999999999999999.99", "kr"), "9999999999999999.99"),
]

NO_KRONOR = [
    # One more than the largest.
    ("10000000000000000", "kr"),
    # Larger through its unit only.
    ("99999999999", "mnkr"),
    # As many digits as are read at all, times a thousand million.
    ("9" * 18, "mdkr"),
    # Half an öre.
    ("0.005", "kr"),
    # A unit that is none.
    ("1", "EUR"),
]

CELLS = [
    # An amount may carry its own unit.
    ("12,3 mnkr", ("12,3", "mnkr")),
    # In another spelling.
    ("12,3 mkr", ("12,3", "mnkr")),
    # In words.
    ("881 miljoner kronor", ("881", "mnkr")),
    # With a capital letter and without a blank.
    ("500Tkr", ("500", "tkr")),
    # Most have none.
    ("2 838,2", ("2 838,2", None)),
    # A unit without an amount is no cell with a unit.
    ("mnkr", ("mnkr", None)),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_an_amount_is_read_with_its_decimals(text: str, expected: str) -> None:
    assert str(parse_amount(text)) == expected


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAmount):
        parse_amount(text)


@pytest.mark.parametrize(("amount", "expected"), KRONOR)
def test_an_amount_is_kronor_with_two_decimals(amount: tuple[str, str], expected: str) -> None:
    assert str(to_sek(Decimal(amount[0]), amount[1])) == expected


@pytest.mark.parametrize(("amount", "unit"), NO_KRONOR)
def test_what_the_column_cannot_hold_is_refused(amount: str, unit: str) -> None:
    with pytest.raises(UnreadableAmount):
        to_sek(Decimal(amount), unit)


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_a_unit_behind_an_amount_is_parted_from_it(text: str, expected: tuple[str, str | None]) -> None:
    assert split_unit(text) == expected


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=2), st.sampled_from(sorted(UNIT_EXPONENTS)))
def test_kronor_are_the_amount_times_its_unit_exactly(amount: Decimal, unit: str) -> None:
    assert to_sek(amount, unit) == amount * 10 ** UNIT_EXPONENTS[unit]


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=1),
    st.sampled_from([" ", "", "\u00a0", "\u2009", "\u202f"]),
    st.sampled_from(["-", "\u2212", "- ", "\u2013"]),
)
def test_an_amount_printed_in_any_way_is_read(amount: Decimal, blank: str, minus: str) -> None:
    text = f"{abs(amount):,f}".replace(",", blank).replace(".", ",")
    assert parse_amount((minus if amount < 0 else "") + text) == amount
