"""A Plan to rows: what each column gets, and what becomes a finding."""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from plan_parts import DOCUMENT, DOCUMENT_ID, EMPTY_PLAN, SOURCE, SPAN, budget_lines, rows_of

from extract.document import BBox, Document, Evidence, Line, MediaType, Remark, TextSource
from normalize.build import SourceFile, plan_to_rows
from normalize.ids import document_id, optional_row_id, row_id
from normalize.rows import FindingRow, Rows, Where
from normalize.schema import TABLE_NAMES, rows_to_table, table_schema
from normalize.text import clean, clean_prose
from parsers.plan import (
    Activity,
    ActivityStatus,
    Cover,
    Goal,
    GoalStatus,
    Indicator,
    IndicatorCell,
    IndicatorMeasure,
    LedgerClass,
    Level,
    Problem,
    Section,
    SectionKind,
    Severity,
    Span,
    Statement,
    Table,
    TableCell,
    TableKind,
)

ARSMAL = IndicatorMeasure.ARSMAL


def cell(text: str, measure: IndicatorMeasure | None = ARSMAL, year: int | None = None) -> IndicatorCell:
    return IndicatorCell("Årsmål", measure, text, Span(3, 3), year)


def indicator(*cells: IndicatorCell, periodicity: str | None = "År", period: str | None = None) -> Indicator:
    return Indicator(0, None, 0, "Andel nöjda", periodicity, period, cells, None, Span(3, 4))


def activity(start: str | None, end: str | None, ordinal: int = 0) -> Activity:
    return Activity(ordinal, None, 0, "Enheten ska öva", start, end, None, None, None, None, Span(5, 5))


def codes(rows: Rows) -> list[str]:
    return [row.code for row in rows.findings]


def test_ids_are_made_of_the_bytes_and_the_place() -> None:
    assert document_id("0123456789ABCDEF" * 4) == DOCUMENT_ID
    assert row_id(DOCUMENT_ID, "goals", 1) == "0123456789abcdef.g0001"
    assert row_id(DOCUMENT_ID, "budget_statements", 12345) == "0123456789abcdef.m12345"


def test_a_row_is_named_only_where_there_is_one() -> None:
    assert optional_row_id(DOCUMENT_ID, "indicator_values", 3) == "0123456789abcdef.i0003"
    assert optional_row_id(DOCUMENT_ID, "documents", None) == DOCUMENT_ID
    assert optional_row_id(DOCUMENT_ID, "table_cells", 3) is None
    assert optional_row_id(DOCUMENT_ID, "goals", None) is None
    assert optional_row_id(DOCUMENT_ID, None, 3) is None


CLEANED = [
    # White space of every kind is one space.
    (" Andel \u00a0 nöjda\t\n ", "Andel nöjda"),
    # Letters and their accents are one character.
    ("Ha\u0308gern", "Hägern"),
    # A superscript is not its digit.
    ("10² m", "10² m"),
    # A soft hyphen is not printed.
    ("för\u00adskola", "förskola"),
    # Nothing printed.
    ("", None),
    # Blanks only.
    (" \u00a0 ", None),
    # A lone dash says that nothing is printed.
    ("–", None),
    # So does a longer one.
    ("- -", None),
    # A dash within a text stays.
    ("för- och grundskola", "för- och grundskola"),
    # Nothing there.
    (None, None),
]


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_a_text_is_made_fit_for_a_column(text: str | None, expected: str | None) -> None:
    assert clean(text) == expected


def test_prose_keeps_its_paragraphs_and_lists() -> None:
    assert clean_prose("Ett  stycke.\n\n- en sak\n- en\u00a0till\n") == "Ett stycke.\n\n- en sak\n- en till"
    assert clean_prose("\n \n") is None
    assert clean_prose(None) is None


def test_the_document_row_says_what_file_and_cover_say() -> None:
    cover = Cover(
        Span(1, 9, 1, 1),
        title="Verksamhetsplan 2022 för Ekbacken",
        document_type="verksamhetsplan",
        period="VP",
        year=2022,
        year_source="title",
        organisation="Ekbackens hemtjänst",
        organisation_level="enhet",
        committee="Ekbackens stadsdelsnämnd",
        diary_number="EKB 2021/643",
        document_date="2021-12-08",
        meeting_date="16 december 2021",
        case_officer="Åsa Ek, 08-123 45 678",
    )
    rows = rows_of(cover=cover)
    (row,) = rows.documents
    assert (row.document_id, row.source_path, row.size_bytes) == (DOCUMENT_ID, "arkiv/plan.txt", 1234)
    assert (row.media_type, row.text_source, row.page_count) == ("text", "native", None)
    assert (row.year, row.year_source, rows.year) == (2022, "title", 2022)
    assert (row.document_date, row.meeting_date) == (datetime.date(2021, 12, 8), datetime.date(2021, 12, 16))
    assert (row.diary_number, row.case_officer) == ("EKB 2021/643", "Åsa Ek")
    assert row.where == Where(1, 1, 1, 9)
    assert rows.findings == ()


def test_a_date_on_the_cover_that_is_none_is_a_finding() -> None:
    rows = rows_of(cover=replace(EMPTY_PLAN.cover, document_date="2021-13-08"))
    assert rows.documents[0].document_date is None
    assert codes(rows) == ["unparsed_date"]


def test_the_year_comes_from_the_cover_before_the_dates() -> None:
    rows = rows_of(activities=(activity("2020-01-01", "2020-12-31"),))
    assert (rows.year, codes(rows)) == (2022, [])


def test_a_year_off_a_heading_is_a_finding() -> None:
    rows = rows_of(cover=replace(EMPTY_PLAN.cover, year_source="heading"))
    assert (rows.year, rows.documents[0].year_source, codes(rows)) == (2022, "heading", ["year_inferred"])


def test_a_year_off_the_dates_is_the_commonest_and_a_finding() -> None:
    activities = (activity("2020-01-01", "2020-12-31"), activity("2018-01-01", "2020-06-30", 1), activity("x", None, 2))
    rows = rows_of(cover=Cover(SPAN), activities=activities)
    (inferred,) = [row for row in rows.findings if row.code == "year_inferred"]
    assert (rows.year, rows.documents[0].year_source) == (2020, "dates")
    assert "3 of 4" in inferred.message
    assert (inferred.severity, inferred.table_name, inferred.row_id) == ("info", "documents", DOCUMENT_ID)


def test_of_two_years_that_are_as_common_the_later_counts() -> None:
    assert rows_of(cover=Cover(SPAN), activities=(activity("2021-01-01", "2022-12-31"),)).year == 2022


def test_no_year_at_all_is_null_and_a_finding() -> None:
    rows = rows_of(cover=Cover(SPAN))
    assert (rows.year, rows.documents[0].year_source, codes(rows)) == (None, None, ["year_unknown"])


def test_goals_point_at_their_parents_and_sections_at_their_goals() -> None:
    goals = (
        Goal(0, Level.KF_INRIKTNINGSMAL, "1", "En stad", None, SPAN),
        Goal(1, Level.KF_MAL, "1.1", "Ett mål", 0, SPAN, GoalStatus.UPPFYLLS_HELT, "Uppfylls helt"),
    )
    sections = (
        Section(0, 1, "Analys", SectionKind.ANALYS, "Text.", SPAN),
        Section(1, None, "Övrigt", SectionKind.OVRIGT, None, SPAN),
    )
    rows = rows_of(goals=goals, sections=sections)
    assert [row.parent_goal_id for row in rows.goals] == [None, rows.goals[0].goal_id]
    assert (rows.goals[1].code, rows.goals[1].status, rows.goals[1].status_text) == (
        "1.1",
        "uppfylls_helt",
        "Uppfylls helt",
    )
    assert [row.goal_id for row in rows.sections] == [rows.goals[1].goal_id, None]
    assert [row.text for row in rows.sections] == ["Text.", None]


def test_a_cell_is_typed_and_keeps_its_text_and_place() -> None:
    (row,) = rows_of(indicators=(indicator(cell("Max  10 personer")),)).indicator_values
    assert (row.value_text, row.value, row.unit, row.comparator) == ("Max 10 personer", 10.0, "personer", "max")
    assert (row.measure, row.column_label, row.value_year, row.delegated) == ("arsmal", "Årsmål", 2022, False)
    assert (row.where.line_first, row.indicator_id) == (3, "0123456789abcdef.i0000")


def test_a_cell_that_is_not_understood_stays_and_is_a_finding() -> None:
    rows = rows_of(indicators=(indicator(cell("Ja")),))
    (row,), (finding,) = rows.indicator_values, rows.findings
    assert (row.value_text, row.value, row.unit, row.comparator, row.delegated) == ("Ja", None, None, None, False)
    assert (finding.code, finding.table_name, finding.row_id) == (
        "unparsed_value",
        "indicator_values",
        row.indicator_id,
    )
    assert finding.message == "The value 'Ja' of 'Andel nöjda' in the column 'Årsmål' was not understood."


def test_what_is_delegated_is_no_finding_and_what_is_said_to_be_missing_is_told() -> None:
    rows = rows_of(indicators=(indicator(cell("Tas fram av nämnd"), cell("Ej aktuellt")),))
    assert [(row.delegated, row.value) for row in rows.indicator_values] == [(True, None), (False, None)]
    assert [(finding.code, finding.severity) for finding in rows.findings] == [("unparsed_value", "info")]


def test_a_dash_is_no_value_and_no_finding() -> None:
    rows = rows_of(indicators=(indicator(cell("-"), cell("–")),))
    assert (len(rows.indicators), rows.indicator_values, rows.findings) == (1, (), ())


YEARS = [
    # The document's year where the header names none.
    (cell("1"), None, 2022),
    # The header's year before the document's.
    (cell("1", year=2023), None, 2023),
    # Last year's outcome is for the year before.
    (cell("1", IndicatorMeasure.UTFALL_FOREGAENDE), None, 2021),
    # Unless its header names the year.
    (cell("1", IndicatorMeasure.UTFALL_FOREGAENDE, 2020), None, 2020),
    # An outcome is for the period that is printed beside it.
    (cell("1", IndicatorMeasure.UTFALL), "VB 2020", 2020),
    # A target is not.
    (cell("1", IndicatorMeasure.ARSMAL), "VB 2020", 2022),
    # A period without a year says nothing.
    (cell("1", IndicatorMeasure.UTFALL_MAN), "T2", 2022),
]


@pytest.mark.parametrize(("given", "period", "expected"), YEARS)
def test_the_year_of_a_value(given: IndicatorCell, period: str | None, expected: int) -> None:
    (row,) = rows_of(indicators=(indicator(given, period=period),)).indicator_values
    assert row.value_year == expected


PERIODICITIES = [
    # As the planning system prints it.
    ("År", "ar"),
    # Each third of the year.
    ("Tertial", "tertial"),
    # A narrow column splits the word.
    ("Ter- tial", "tertial"),
    # Half years.
    ("Halvår", "halvar"),
    # Quarters.
    ("Kvartal", "kvartal"),
    # Months, as an adverb.
    ("Månadsvis", "manad"),
    # In two words.
    ("Varje år", "ar"),
    # A scanner loses the ring.
    ("Ar", "ar"),
    # Nothing printed is nothing.
    (None, None),
    # A dash is nothing.
    ("-", None),
]


@pytest.mark.parametrize(("printed", "expected"), PERIODICITIES)
def test_a_periodicity_is_one_of_the_known_ones(printed: str | None, expected: str | None) -> None:
    rows = rows_of(indicators=(indicator(periodicity=printed),))
    assert (rows.indicators[0].periodicity, rows.findings) == (expected, ())


def test_an_unknown_periodicity_is_null_and_a_finding() -> None:
    rows = rows_of(indicators=(indicator(periodicity="Vartannat år"),))
    assert rows.indicators[0].periodicity is None
    assert [(row.code, row.table_name) for row in rows.findings] == [("unparsed_value", "indicators")]


def test_an_activity_has_days_and_what_a_report_says_of_it() -> None:
    reported = replace(
        activity("2022-01-01", "2022-12-31"),
        status=ActivityStatus.GENOMFORD,
        status_text="✓",
        deviation="-",
        analysis="Klart.",
    )
    rows = rows_of(activities=(reported,))
    (row,) = rows.activities
    assert (row.start_date, row.end_date) == (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))
    assert (row.status, row.status_text, row.deviation, row.analysis) == ("genomford", "✓", None, "Klart.")
    assert rows.findings == ()


def test_a_date_that_is_none_is_null_and_a_finding() -> None:
    rows = rows_of(activities=(activity("2022-01-32", "Löpande"),))
    assert (rows.activities[0].start_date, rows.activities[0].end_date) == (None, None)
    assert codes(rows) == ["unparsed_date", "unparsed_date"]
    assert "'Löpande'" in rows.findings[1].message


def test_an_end_before_its_start_is_kept_and_a_finding() -> None:
    rows = rows_of(activities=(activity("2022-02-01", "2022-01-31"),))
    assert rows.activities[0].end_date == datetime.date(2022, 1, 31)
    assert [(row.code, row.row_id) for row in rows.findings] == [("dates_out_of_order", rows.activities[0].activity_id)]


def test_a_day_that_is_both_start_and_end_is_in_order() -> None:
    assert rows_of(activities=(activity("2022-02-01", "2022-02-01"),)).findings == ()


def test_an_amount_is_kronor_with_the_sign_of_the_source() -> None:
    rows = rows_of(budget_lines=budget_lines("tkr | Budget\nIntäkter |\nFörsäljning | -132 656", unit="tkr"))
    (row,) = rows.budget_lines
    assert (row.value_text, row.unit_text, row.amount_sek) == ("-132 656", "tkr", Decimal("-132656000.00"))
    assert (row.label, row.parent_label, row.line_kind) == ("Försäljning", "Intäkter", "item")
    assert (row.measure, row.value_year, row.row_ordinal) == ("budget", 2022, 2)


def test_an_amount_with_a_unit_of_its_own_has_that_unit() -> None:
    (row,) = rows_of(budget_lines=budget_lines("Belopp | Budget\nLokaler | 12,3 mnkr", unit="tkr")).budget_lines
    assert (row.value_text, row.unit_text, row.amount_sek) == ("12,3 mnkr", "mnkr", Decimal("12300000.00"))


def test_an_amount_without_a_unit_has_no_kronor() -> None:
    (row,) = rows_of(budget_lines=budget_lines("Belopp | Budget\nLokaler | 12,3", unit=None)).budget_lines
    assert (row.value_text, row.unit_text, row.amount_sek) == ("12,3", None, None)


def test_an_amount_that_no_column_can_hold_is_null_and_a_finding() -> None:
    rows = rows_of(budget_lines=budget_lines("Mnkr | Budget\nLokaler | 99 999 999 999,9\nHyror | se bilaga"))
    assert [row.amount_sek for row in rows.budget_lines] == [None, None]
    assert codes(rows) == ["unparsed_value", "unparsed_value"]
    assert rows_to_table(rows, "budget_lines").num_rows == 2


def test_a_dash_in_a_budget_is_no_amount() -> None:
    rows = rows_of(budget_lines=budget_lines("Mnkr | Budget\nLokaler | –"))
    assert (rows.budget_lines, rows.findings) == ((), ())


def test_a_wrong_sum_is_a_finding_about_its_row() -> None:
    rows = rows_of(budget_lines=budget_lines("Mnkr | Budget\nEtt | 1,0\nTvå | 2,0\nTotalt | 4,0"))
    (finding,) = rows.findings
    assert (finding.code, finding.row_id) == ("budget_sum_mismatch", rows.budget_lines[2].budget_line_id)


def test_an_amount_in_prose_is_kronor() -> None:
    said = Statement(0, None, "Budget", "Det är cirka 132,7 mnkr.", "132,7 mnkr", "132,7", "mnkr", True, SPAN)
    (row,) = rows_of(statements=(said,)).budget_statements
    assert (row.amount_text, row.amount_sek, row.approximate) == ("132,7 mnkr", Decimal("132700000.00"), True)


def test_an_amount_in_prose_that_cannot_be_read_stays_and_is_a_finding() -> None:
    said = Statement(0, None, None, "Det är 1.234 mnkr.", "1.234 mnkr", "1.234", "mnkr", False, SPAN)
    rows = rows_of(statements=(said,))
    assert rows.budget_statements[0].amount_sek is None
    assert [(row.code, row.row_id) for row in rows.findings] == [("unparsed_value", "0123456789abcdef.m0000")]


def test_every_cell_is_a_row_and_an_empty_one_is_null() -> None:
    cells = tuple(TableCell(0, n, text, n == 0, SPAN) for n, text in enumerate(("Namn", "", "-", "08-123 45 678")))
    (table,) = (Table(2, TableKind.OVRIG, Evidence.TABS, None, None, cells, SPAN),)
    rows = rows_of(tables=(table,)).table_cells
    assert [row.text for row in rows] == ["Namn", None, None, "[borttaget]"]
    assert [(row.table_ordinal, row.table_kind, row.evidence, row.column) for row in rows][3] == (2, "ovrig", "tabs", 3)
    assert [row.is_header for row in rows] == [True, False, False, False]


def test_findings_come_from_reader_and_parsers_in_the_documents_order_each_once() -> None:
    problem = Problem("unknown_column", Severity.WARNING, "Okänd.", Span(7, 7), "goals", 0)
    remark = Remark("page_unreadable", "error", "Sidan.", page=2, line=3, bbox=BBox(1, 2, 3, 4))
    document = replace(DOCUMENT, remarks=(remark,))
    rows = plan_to_rows(replace(EMPTY_PLAN, problems=(problem, problem)), document, SOURCE)
    assert rows.findings == (
        FindingRow(DOCUMENT_ID, "page_unreadable", "error", "Sidan.", None, None, Where(2, 2, 3, 3, (1, 2, 3, 4))),
        FindingRow(
            DOCUMENT_ID,
            "unknown_column",
            "warning",
            "Okänd.",
            "goals",
            "0123456789abcdef.g0000",
            Where(None, None, 7, 7),
        ),
    )


def test_characters_are_counted_by_class_without_blanks() -> None:
    lines = (Line(1, "Plan 2022\t"), Line(2, ""), Line(3, "\u00a0Text å"))
    document = Document(MediaType.TEXT, TextSource.NATIVE, lines)
    plan = replace(EMPTY_PLAN, classes=(LedgerClass.COVER, LedgerClass.SECTION, LedgerClass.SECTION))
    counts = plan_to_rows(plan, document, SOURCE).characters
    assert [name for name, _ in counts] == [str(each) for each in LedgerClass]
    assert {name: count for name, count in counts if count} == {"cover": 8, "section": 5}


def test_a_line_without_a_class_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        plan_to_rows(replace(EMPTY_PLAN, classes=()), DOCUMENT, SOURCE)


def full_rows() -> Rows:
    """Rows of every table."""
    return rows_of(
        goals=(Goal(0, Level.NAMNDMAL, None, "Målet", None, SPAN),),
        sections=(Section(0, 0, None, SectionKind.OVRIGT, "Text", SPAN),),
        tables=(Table(0, TableKind.BUDGET, Evidence.RULES, "Budget", 0, (TableCell(0, 0, "Mnkr", True, SPAN),), SPAN),),
        indicators=(indicator(cell("86 %"), cell("Ja", None)),),
        activities=(activity("2022-01-01", "2022-12-31"),),
        budget_lines=budget_lines("Mnkr | Budget\nEtt | 1,0\n | 2,0"),
        statements=(Statement(0, None, None, "En mening.", "1 kr", "1", "kr", False, SPAN),),
    )


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_the_rows_of_every_table_fit_its_schema(name: str) -> None:
    table = rows_to_table(full_rows(), name)
    table.validate(full=True)
    assert table.num_rows > 0
    assert [
        column.name
        for column in table_schema(name).columns
        if not column.nullable and table.column(column.name).null_count
    ] == []


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_no_column_holds_an_empty_text_or_a_dash(name: str) -> None:
    texts = {
        value
        for record in rows_to_table(full_rows(), name).to_pylist()
        for value in record.values()
        if isinstance(value, str)
    }
    assert texts
    assert not texts & {"", "-", "–"}


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_enumerations_are_closed(name: str) -> None:
    table = rows_to_table(full_rows(), name)
    outside = {
        (column.name, value)
        for column in table_schema(name).columns
        if column.enum and column.name in table.column_names
        for value in table.column(column.name).to_pylist()
        if value is not None and value not in column.enum
    }
    assert outside == set()


def test_the_same_plan_gives_the_same_rows() -> None:
    assert full_rows() == full_rows()


def test_another_file_gives_other_ids_and_the_same_values() -> None:
    plan = replace(EMPTY_PLAN, goals=(Goal(0, Level.NAMNDMAL, None, "Målet", None, SPAN),))
    other = plan_to_rows(plan, DOCUMENT, SourceFile("b.txt", "f" * 64, 1))
    assert other.goals[0].goal_id == "ffffffffffffffff.g0000"
    assert [field.name for field in fields(other)] == [field.name for field in fields(full_rows())]
