"""Personal data in texts, as bare strings; every address and number is invented."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.numbers import format_number
from normalize.privacy import MARKER, name_only, redact

TAKEN = [
    # A landline in Stockholm, in groups.
    ("Telefon: 08-123 45 678", f"Telefon: {MARKER}"),
    # The same in one piece.
    ("08-12345678", MARKER),
    # A blank behind the hyphen, as a converter leaves it.
    ("Växel 08- 123 45 000", f"Växel {MARKER}"),
    # The hyphen that does not break, and blanks that do not.
    ("08\u2011123\u00a045\u00a0678", MARKER),
    # The area code in brackets.
    ("(08) 123 45 678", MARKER),
    # A slash for the hyphen.
    ("08/123 45 678", MARKER),
    # An old, short number.
    ("08-12 34 56", MARKER),
    # A mobile telephone.
    ("070-123 45 67", MARKER),
    # Without a hyphen.
    ("070 123 45 67", MARKER),
    # In one piece.
    ("Ring 0701234567!", f"Ring {MARKER}!"),
    # A number that many share.
    ("0771-123 456", MARKER),
    # From abroad.
    ("+46 8 123 45 678", MARKER),
    # With the nought that is left out from abroad.
    ("+46 (0)8-123 45 678", MARKER),
    # Two noughts for the plus.
    ("0046 70 123 45 67", MARKER),
    # Without area code, behind a word that says what it is.
    ("Tel. 123 45 678", f"Tel. {MARKER}"),
    # Two in a sentence, which keeps its full stop.
    ("Ring 08-123 45 678 eller 08-123 45 679.", f"Ring {MARKER} eller {MARKER}."),
    # Figures behind a number are no part of it.
    ("08-123 45 678 12 34", f"{MARKER} 12 34"),
    # An address.
    ("Skriv till asa.ek-berg@ekbacken.example.", f"Skriv till {MARKER}."),
    # An address with Swedish letters.
    ("åsa.öberg@ekbacken.example", MARKER),
    # A scanner puts blanks round the sign.
    ("asa @ ekbacken.example", MARKER),
]

KEPT = [
    # An amount.
    "113 179",
    # With decimals.
    "2 838,2",
    # A large amount that begins as an area code does.
    "1 070 123 456",
    # An amount with a nought before it and its unit behind.
    "070 000 000 kr",
    # A row of amounts, flattened.
    "0 0 0 113 179 600 2 450",
    # Amounts with decimals, flattened.
    "0,0 0,0 3211,3 3173,0 -0,2",
    # A date.
    "2022-01-01",
    # Two dates, flattened.
    "2022-01-01 2022-12-31",
    # The day first.
    "01-02-2022",
    # A date before an amount.
    "2022-08 123 456",
    # A date in one piece.
    "20220101",
    # A diary number.
    "Dnr: EKB 2023/643",
    # A diary number in the form of a telephone number.
    "dnr 0812-345678",
    # A diary number with parts.
    "1.2.1/0812-34567",
    # A company's registration number.
    "212000-0142",
    # A number before its unit.
    "+46 500 000 000 kr",
    # Times of day.
    "08.00-16.30",
    # Times of day with colons.
    "08:00-17:00",
    # Hours.
    "Telefontid 08-17",
    # A span of years.
    "2020-2023",
    # Years behind a word that numbers stand behind.
    "Mobil: 2022 2023",
    # An amount behind such a word.
    "Telefon: 12 345 678",
    # A date behind such a word.
    "Telefon: 2022-01-01",
    # Ages.
    "0-64 år",
    # A page.
    "SID 2 (46)",
    # A decimal number and others.
    "0,08 508 22 565",
    # Small numbers in columns.
    "08 10 12 14",
    # A sign that is no address.
    "3 st @ 25 kr",
]

NAMES = [
    # A number behind the name goes, with its comma.
    ("Åsa Ek, 08-123 45 678", "Åsa Ek"),
    # With the word before it.
    ("Åsa Ek Telefon: 08-123 45 678", "Åsa Ek"),
    # With an address, too.
    ("Åsa Ek asa.ek@ekbacken.example 08-123 45 678", "Åsa Ek"),
    # A name alone stays.
    ("Åsa Ek-Telander", "Åsa Ek-Telander"),
]


@pytest.mark.parametrize(("text", "expected"), TAKEN)
def test_an_address_or_a_number_is_taken_out(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_other_figures_stay(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_name_is_left_alone(text: str, expected: str) -> None:
    assert name_only(text) == expected


@given(st.lists(st.decimals(-(10**9), 10**9, places=1) | st.integers(-(10**8), 10**8), min_size=1, max_size=6))
def test_no_row_of_amounts_is_changed(amounts: list[object]) -> None:
    text = " ".join(
        format_number(amount) if not isinstance(amount, int) else f"{amount:,}".replace(",", " ") for amount in amounts
    )
    assert redact(text) == text


@given(st.lists(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)), min_size=1, max_size=4))
def test_no_dates_are_changed(days: list[datetime.date]) -> None:
    text = " ".join(day.isoformat() for day in days)
    assert redact(text) == text


@given(st.text(alphabet="aå @.-+0123456789 \u00a0()/"))
def test_what_is_redacted_holds_nothing_more_to_redact(text: str) -> None:
    once = redact(text, "")
    assert len(once) <= len(text)
    assert sum(map(str.isdecimal, once)) <= sum(map(str.isdecimal, text))


def test_a_long_line_without_blanks_takes_no_longer_than_its_length() -> None:
    text = "a" * 300_000 + "@" + "0" * 300_000
    assert redact(text) == text
