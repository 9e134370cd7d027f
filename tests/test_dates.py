"""Printed dates, as bare strings."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.dates import UnreadableDate, parse_date

MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"]  # fmt: skip
NEW_YEAR = datetime.date(2022, 1, 1)

DATES = [
    # As the planning system prints it.
    ("2022-01-01", NEW_YEAR),
    # Without the leading noughts.
    ("2022-1-1", NEW_YEAR),
    # Without hyphens.
    ("20220101", NEW_YEAR),
    # With points.
    ("2022.01.01", NEW_YEAR),
    # With dashes that a converter made.
    ("2022–01–01", NEW_YEAR),
    # Broken by a narrow column.
    ("2022-01- 01", NEW_YEAR),
    # In words.
    ("1 januari 2022", NEW_YEAR),
    # With the article.
    ("den 1 januari 2022", NEW_YEAR),
    # Abbreviated.
    ("1 jan. 2022", NEW_YEAR),
    # With a capital letter and blanks round it.
    (" 1 Januari 2022 ", NEW_YEAR),
    # The day that only some years have.
    ("2024-02-29", datetime.date(2024, 2, 29)),
]

NO_DATES = [
    # No day.
    "2022-01",
    # No year.
    "1 januari",
    # No such day in that year.
    "2022-02-29",
    # No such month.
    "2022-13-01",
    # Day or month first?
    "01-02-2022",
    # Two marks.
    "2022-01.01",
    # A year that no plan is for.
    "0202-01-01",
    # Two dates.
    "2022-01-01 2022-12-31",
    # A month that is none.
    "1 brumaire 2022",
    # A term, not a day.
    "Q1 2022",
    # Nothing.
    "",
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_a_date_is_read(text: str, expected: datetime.date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_whole_date_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDate):
        parse_date(text)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_is_read_in_every_form(day: datetime.date) -> None:
    forms = [
        day.isoformat(),
        day.strftime("%Y%m%d"),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}-{day.month}-{day.day}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}",
    ]
    assert {parse_date(form) for form in forms} == {day}


@given(st.text(alphabet="0123456789-./ januri"))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        day = parse_date(text)
    except UnreadableDate:
        return
    assert str(day.year) in text
