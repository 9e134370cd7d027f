"""A Document to a Plan: the parser's steps, one after the other.

In: a Document, from whatever file. Out: a Plan in which every printed line belongs to one class of the ledger. Pure: the
same Document gives the same Plan; no file, clock or global state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import regex

from extract.document import Document
from parsers.activities import read_activities
from parsers.budgets import read_budget
from parsers.classify import Classifier
from parsers.columns import year_in
from parsers.contents import Contents, find_contents
from parsers.cover import organisation_in_prose, read_cover, year_in_headings, year_in_tables
from parsers.elements import GoalHeading, span_of
from parsers.front import Front, find_front
from parsers.indicators import read_indicators
from parsers.matching import Matcher, split_code, squash
from parsers.nest import Nested, Nester
from parsers.plan import (
    Activity,
    BudgetLine,
    Cover,
    Goal,
    Indicator,
    IndicatorMeasure,
    Level,
    Plan,
    Problem,
    SectionKind,
    Severity,
    Span,
    Statement,
    TableKind,
)
from parsers.prose import Prose
from parsers.statements import AmountReader
from parsers.vocabularies.stockholm import STOCKHOLM
from parsers.vocabulary import Vocabulary

_NUMBERED_ENTRY = regex.compile(r"^[1-9](?:\.(?:[1-9]\d?)?)?\.?\s+\p{Lu}")


@dataclass(frozen=True, slots=True)
class _Tools:
    """What is built of a vocabulary once."""

    matcher: Matcher
    amounts: AmountReader


@cache
def _tools(vocabulary: Vocabulary) -> _Tools:
    matcher = Matcher(vocabulary)
    return _Tools(matcher, AmountReader(matcher, Prose(vocabulary)))


def analyse(document: Document, vocabulary: Vocabulary = STOCKHOLM) -> Plan:
    """Recognise everything that a document prints; what is not understood is a Problem, never dropped."""
    tools = _tools(vocabulary)
    matcher = tools.matcher
    contents = find_contents(document.lines, matcher)
    numbered, labelled = announced_goals(contents, matcher)
    announced = labelled or numbered
    front = find_front(document, contents, matcher)
    classifier = Classifier(document, contents, front.cover, matcher, [goal for _, goal in (*numbered, *labelled)])
    elements = classifier.run()
    nested = Nester(contents, [index for index, _ in announced], matcher).run(elements)
    cover, cover_problems = _cover(document, front, nested, matcher)
    read = _read_tables(nested, cover, matcher)
    cover, kind_problems = _with_kind(cover, nested, read)
    missing = _missing_goals(announced, nested.goals, document, contents)
    return Plan(
        cover=cover,
        goals=nested.goals,
        sections=nested.sections,
        tables=tuple(table.as_table() for table in nested.tables),
        indicators=read.indicators,
        activities=read.activities,
        budget_lines=read.budget_lines,
        statements=_statements(nested, tools.amounts),
        problems=(*classifier.problems, *cover_problems, *kind_problems, *read.problems, *missing),
        classes=tuple(classifier.classes),
    )


def announced_goals(
    contents: Contents, matcher: Matcher
) -> tuple[list[tuple[int, GoalHeading]], list[tuple[int, GoalHeading]]]:
    """The titles of the table of contents that are numbered as goals are, and those labelled as goals, each with the
    number of its entry. Where some have labels, the others may be chapters."""
    levels = [Level(level) for level in matcher.vocabulary.numbered_levels]
    numbered: list[tuple[int, GoalHeading]] = []
    labelled: list[tuple[int, GoalHeading]] = []
    for index, entry in enumerate(contents.entries):
        label = matcher.goal_label(entry.title)
        if label and label.rest:
            level = Level(label.level)
            code, title = split_code(label.rest) if level in levels else (None, label.rest)
            labelled.append((index, GoalHeading(level, code or label.number, title)))
        elif _NUMBERED_ENTRY.match(entry.title):
            code, title = split_code(entry.title)
            depth = (code or "").count(".")
            numbered.append((index, GoalHeading(levels[min(depth, len(levels) - 1)], code, title)))
    return numbered, labelled


@dataclass(frozen=True, slots=True)
class _Read:
    """What the tables of a document hold."""

    indicators: tuple[Indicator, ...]
    activities: tuple[Activity, ...]
    budget_lines: tuple[BudgetLine, ...]
    problems: tuple[Problem, ...]


def _read_tables(nested: Nested, cover: Cover, matcher: Matcher) -> _Read:
    indicators: list[Indicator] = []
    activities: list[Activity] = []
    budget: list[BudgetLine] = []
    problems: list[Problem] = []
    legend = {mark: name for passage in nested.passages for mark, name in matcher.legend(passage.text).items()}
    for table, subject in zip(nested.tables, nested.subjects, strict=True):
        found: list[Problem] = []
        if table.kind is TableKind.INDIKATOR:
            some, found = read_indicators(table, len(indicators), cover.year, matcher)
            indicators.extend(some)
        elif table.kind is TableKind.AKTIVITET:
            more, found = read_activities(table, len(activities), cover.organisation, matcher, legend)
            activities.extend(more)
        elif table.kind is TableKind.BUDGET:
            lines, found = read_budget(table, len(budget), subject, cover.year, matcher)
            budget.extend(lines)
        problems.extend(found)
    return _Read(tuple(indicators), tuple(activities), tuple(budget), tuple(problems))


def _cover(document: Document, front: Front, nested: Nested, matcher: Matcher) -> tuple[Cover, list[Problem]]:
    """The cover, and what the text says of the document where the cover is silent."""
    cover = read_cover(document, front, matcher)
    problems: list[Problem] = []
    headings = [section.heading for section in nested.sections if section.heading]
    if cover.year is None:
        year = year_in_headings(headings) or year_in_tables(_periods(nested))
        cover = replace(cover, year=year, year_source="heading" if year else None)
    if cover.organisation is None:
        name = organisation_in_prose([passage.text for passage in nested.passages], matcher)
        name = name or _name_above_analyses(nested)
        if name:
            cover = replace(cover, organisation=name)
            message = f"No cover names the organisation; {name!r} is what the text says of itself."
            problems.append(Problem("organisation_inferred", Severity.INFO, message, cover.span))
    unit = any(goal.level is Level.ENHETSMAL for goal in nested.goals)
    if cover.organisation is None and cover.committee and not unit and matcher.is_committee(cover.committee):
        cover = replace(cover, organisation=cover.committee, organisation_level="namnd")
    if cover.organisation_level is None and unit:
        cover = replace(cover, organisation_level="enhet")
    return cover, problems


def _name_above_analyses(nested: Nested) -> str | None:
    """The unit's name that a report prints between "Analys" and what it says, where it is always the same."""
    names = {
        below.heading
        for above, below in pairwise(nested.sections)
        if above.kind is SectionKind.ANALYS and above.text is None and below.kind is SectionKind.OVRIGT
    }
    return names.pop() if len(names) == 1 else None


def _periods(nested: Nested) -> list[str]:
    """The periods of outcomes where the tables print them, else the headers of budget columns."""
    periods: list[str] = []
    columns: list[str] = []
    for table in nested.tables:
        index = table.header.index("period") if table.header else None
        if index is not None:
            periods.extend(row.cells[index].text for _, row in table.body if index < len(row.cells))
        elif table.kind is TableKind.BUDGET and table.header:
            columns.extend(column.label for column in table.header.columns)
    return periods or [max(columns, key=lambda label: year_in(label) or 0)] if periods or columns else []


def _with_kind(cover: Cover, nested: Nested, read: _Read) -> tuple[Cover, list[Problem]]:
    """The kind of document read off its tables where no title names it."""
    if cover.document_type != "okand" or not (nested.goals or read.indicators or read.activities):
        return cover, []
    measures = {value.measure for indicator in read.indicators for value in indicator.values}
    reported = any(goal.status for goal in nested.goals) or any(activity.status for activity in read.activities)
    if IndicatorMeasure.PROGNOS in measures:
        kind, period = "tertialrapport", None
    elif reported or IndicatorMeasure.UTFALL in measures:
        kind, period = "verksamhetsberattelse", "VB"
    else:
        kind, period = "verksamhetsplan", "VP"
    message = f"No title names the kind of document; its tables are those of a {kind}."
    problem = Problem("document_type_inferred", Severity.INFO, message, cover.span)
    return replace(cover, document_type=kind, period=period), [problem]


def _statements(nested: Nested, reader: AmountReader) -> tuple[Statement, ...]:
    found = [(passage, amount) for passage in nested.passages for amount in reader.find(passage.text)]
    return tuple(
        Statement(
            ordinal=ordinal,
            goal=nested.sections[passage.section].goal,
            section=nested.sections[passage.section].heading,
            sentence=amount.sentence,
            amount_text=amount.amount_text,
            number_text=amount.number_text,
            unit=amount.unit,
            approximate=amount.approximate,
            span=passage.span,
        )
        for ordinal, (passage, amount) in enumerate(found)
    )


def _missing_goals(
    announced: Sequence[tuple[int, GoalHeading]], goals: Sequence[Goal], document: Document, contents: Contents
) -> list[Problem]:
    """Goals of the table of contents that the body does not print."""
    codes = {(goal.level, goal.code) for goal in goals if goal.code}
    titles = {squash(goal.title) for goal in goals if goal.title}
    problems: list[Problem] = []
    for _, goal in announced:
        if (goal.level, goal.code) in codes or squash(goal.title or "") in titles:
            continue
        message = f"The table of contents names {goal.code or ''} {goal.title!r}, which the body does not print."
        span: Span = span_of(document, min(contents.lines), contents.line_last)
        problems.append(Problem("toc_goal_missing_in_body", Severity.WARNING, message.replace("  ", " "), span))
    return problems
