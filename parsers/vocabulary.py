"""The types of a vocabulary: one city's words for the skeleton that its documents print.

In: nothing; these are plain types. Out: frozen data that the matchers are built from. Another city is another file in
vocabularies/, never another parser.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A canonical name, the ways it is printed, and the years it was in use (null: still, or since ever)."""

    name: str
    spellings: tuple[str, ...]
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A symbol printed before a name or a status, and the status it stands for (null where it stands for none)."""

    symbol: str
    status: str | None = None


@dataclass(frozen=True, slots=True, eq=False)  # one of a city, known by itself: its thousand words need no comparing
class Vocabulary:
    """All words of one city's skeleton; each field says what its spellings are headings, labels or cells of."""

    name: str
    goal_labels: tuple[Term, ...]
    """Labels of goal headings; names are levels. Printed before a colon, or alone above the title."""
    numbered_levels: tuple[str, ...]
    """Levels whose titles begin with a code: one number at the first, two parted by a dot at the second."""
    section_kinds: tuple[Term, ...]
    contents_headings: tuple[str, ...]
    front_headings: tuple[str, ...]
    """Headings of the prose that stands between the cover and the table of contents."""
    opening_headings: tuple[str, ...]
    """Headings that a document's body begins with."""
    closing_chapters: tuple[str, ...]
    """Chapter headings that close the steering chain wherever they stand."""
    tail_chapters: tuple[str, ...]
    """Chapter headings that close it only when no goal follows: they are headings under goals, too."""
    generic_headings: tuple[str, ...]
    """Headings above a table that do not say what it is about; the heading above them does."""
    appendix_words: tuple[str, ...]
    amount_words: tuple[str, ...]
    """Words that head a column of amounts without saying what they measure."""
    caption_words: tuple[str, ...]
    """Words that begin a line above a table which says its unit of money."""
    goal_statuses: tuple[Term, ...]
    status_labels: tuple[str, ...]
    """Labels that a goal's status may stand behind, a colon between."""
    activity_statuses: tuple[Term, ...]
    marks: tuple[Mark, ...]
    document_types: tuple[Term, ...]
    periods: tuple[Term, ...]
    """Period words in titles and table headers; names are periods."""
    committee_endings: tuple[str, ...]
    administration_endings: tuple[str, ...]
    department_endings: tuple[str, ...]
    """Endings of the words for a part of an administration that has no plan of its own where it writes to a committee."""
    street_endings: tuple[str, ...]
    title_joints: tuple[str, ...]
    """Words behind a committee's name in a title, with which something else begins."""
    unit_heads: tuple[str, ...]
    """Words that name any unit and so do not name one."""
    cover_labels: tuple[Term, ...]
    """Labels of the cover's fields; names are case_officer, addressee, diary_number, phone, meeting."""
    numerals: tuple[str, ...]
    """Words for the numbers from one on, as they stand before millions."""
    range_words: tuple[str, ...]
    """Words before a range whose ends a word parts."""
    months: tuple[str, ...]
    """The months' names in order."""
    cover_words: tuple[str, ...]
    """Whole lines of a cover that say nothing of the document."""
    indicator_columns: tuple[Term, ...]
    """Column headers of indicator tables; names are `name`, `periodicity`, `period` or a measure."""
    activity_columns: tuple[Term, ...]
    """Column headers of activity tables; names are `description`, `start`, `end`, `deviation`, `status`."""
    analysis_words: tuple[str, ...]
    """Words that begin a row of analysis under an indicator or an activity."""
    periodicities: tuple[str, ...]
    delegations: tuple[str, ...]
    """What a cell says when another body is to set the value."""
    comparators: tuple[str, ...]
    """Words before a value that bound it."""
    trends: tuple[str, ...]
    """Words that stand for a value."""
    value_units: tuple[str, ...]
    """Units of indicators, told from the words of a name where a conversion lost the tabs between them."""
    budget_columns: tuple[Term, ...]
    """Words in column headers of budget tables; names are measures; the longest spelling found decides."""
    budget_qualifiers: tuple[str, ...]
    """Words before a budget column's word that narrow it."""
    budget_groups: tuple[str, ...]
    budget_labels: tuple[str, ...]
    """Row labels that only a budget table has."""
    subtotals: tuple[str, ...]
    totals: tuple[str, ...]
    of_which: tuple[str, ...]
    money_units: tuple[Term, ...]
    """Units of money; names are kr, tkr, mnkr, mdkr."""
    approximations: tuple[str, ...]
    abbreviations: tuple[str, ...]
    """Abbreviations whose dot does not end a sentence."""
    unfinished: tuple[str, ...]
    """Words that no sentence ends with."""
    finite_verbs: tuple[str, ...]
    """Words that make a line without a final dot a sentence and not a heading."""
    presentation_verbs: tuple[str, ...]
    """Verbs that follow an organisation's name where the text says what it does."""
