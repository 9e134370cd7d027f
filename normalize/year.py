"""The year a document is about, which every table is partitioned by.

In: a Plan. Out: the year, what it was read from, and a finding wherever that was not the title. Evidence in order: what
the parser read off the document's title or headings; the years of the activities' dates. Never the clock, the file's
name or the date the document was signed, which for a plan lies in the year before.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from normalize.dates import FIRST_YEAR, LAST_YEAR, UnreadableDate, parse_date
from parsers.plan import Activity, Plan, Problem, Severity

_ORIGINS: Final[dict[str | None, str]] = {"heading": "a heading", "dates": "the activities' dates"}


@dataclass(frozen=True, slots=True)
class DocumentYear:
    """`source` is `title`, `heading` or `dates`; both null where the year is not known."""

    year: int | None
    source: str | None
    problems: tuple[Problem, ...] = ()


def _years_of(activities: tuple[Activity, ...]) -> Counter[int]:
    """How many of the activities' first and last days lie in each year."""
    years: Counter[int] = Counter()
    for activity in activities:
        for text in (activity.start, activity.end):
            if text is None:
                continue
            with suppress(UnreadableDate):
                years[parse_date(text).year] += 1
    return years


def document_year(plan: Plan) -> DocumentYear:
    """The document's year; of years that are equally common among the dates, the latest."""
    cover = plan.cover
    if cover.year is not None and FIRST_YEAR <= cover.year <= LAST_YEAR:
        if cover.year_source == "title":
            return DocumentYear(cover.year, "title")
        origin = _ORIGINS.get(cover.year_source, "the text")
        message = f"The year {cover.year} is not in the title; it was read off {origin}."
        problem = Problem("year_inferred", Severity.INFO, message, cover.span, "documents")
        return DocumentYear(cover.year, cover.year_source, (problem,))
    years = _years_of(plan.activities)
    if not years:
        message = "No year is printed in the title, in a heading or in an activity's dates."
        return DocumentYear(None, None, (Problem("year_unknown", Severity.WARNING, message, cover.span, "documents"),))
    year = max(years, key=lambda candidate: (years[candidate], candidate))
    message = (
        f"The year {year} is not in the title; {years[year]} of {years.total()} dates of the activities lie in it."
    )
    return DocumentYear(year, "dates", (Problem("year_inferred", Severity.INFO, message, cover.span, "documents"),))
