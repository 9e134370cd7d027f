"""The usual questions without SQL: filters in, one SELECT over the views out.

In: Filters and, for each kind of row, what else it can be asked. Out: SQL text with named parameters, and which of its
columns a terminal shows. Values are never put into the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

CODE = re.compile(r"^\d+(\.\d+)*\.?$")
PLACE = """coalesce('p. ' || {0}.page_first, 'line ' || {0}.line_first) AS place"""
SOURCE = "d.source_path, {0}.page_first, {0}.line_first, {0}.document_id"


INDICATOR_BRIEF = (
    "year", "period", "organisation", "indicator", "target", "city_target", "outcome", "result", "place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What every question can be narrowed by; empty means all.

    `years` are document years (for amounts, the years they are for), `organisation` and `text` parts of a text in any
    case, `goal` a code such as 1.5 (and all below it) or a part of a goal's title in the row's chain.
    """

    years: tuple[int, ...] = ()
    organisation: str | None = None
    level: str | None = None
    text: str | None = None
    goal: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One SELECT with its parameters; `brief` are the columns that a terminal has room for."""

    sql: str
    parameters: dict[str, object]
    brief: tuple[str, ...]


@dataclass(slots=True)
class _Where:
    """Conditions that are being gathered, and their values by name."""

    conditions: list[str] = field(default_factory=list)
    parameters: dict[str, object] = field(default_factory=dict)

    def add(self, condition: str, **parameters: object) -> None:
        self.conditions.append(condition)
        self.parameters.update(parameters)

    def common(self, filters: Filters, year: str, organisation: str, level: str, texts: tuple[str, ...]) -> None:
        """Add what every question can be narrowed by, over these columns."""
        if filters.years:
            self.add(f"{year} IN (SELECT unnest($years))", years=list(filters.years))
        if filters.organisation:
            self.add(f"contains(lower({organisation}), lower($organisation))", organisation=filters.organisation)
        if filters.level:
            self.add(f"{level} = $level", level=filters.level)
        if filters.text:
            found = " OR ".join(f"contains(lower({text}), lower($text))" for text in texts)
            self.add(f"({found})", text=filters.text)

    def goal(self, filters: Filters, path: str) -> None:
        """Add the goal, by its code or its title, anywhere in the row's chain."""
        if filters.goal is None:
            return
        if CODE.match(filters.goal):
            columns = (f"{path}.inriktningsmal", f"{path}.kf_mal", f"{path}.namndmal", f"{path}.enhetsmal")
            found = " OR ".join(f"starts_with({column}, $goal)" for column in columns)
            self.add(f"({found})", goal=filters.goal.rstrip(".") + " ")
        else:
            self.add(f"contains(lower({path}.path), lower($goal))", goal=filters.goal)

    @property
    def sql(self) -> str:
        return f"WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


def goals(filters: Filters) -> Question:
    """Goals; a text is looked for in the title and in the prose under the goal, and `mentioned_in` says where it is."""
    where = _Where()
    where.common(Filters(filters.years, filters.organisation, filters.level), "g.year", "g.organisation", "g.level", ())
    where.goal(filters, "g")
    mention = ""
    brief: tuple[str, ...] = ("year", "organisation", "level", "code", "title", "under", "status", "place")
    if filters.text:
        where.add("m.mentioned_in IS NOT NULL", text=filters.text)
        mention = "m.mentioned_in,"
        brief = ("year", "organisation", "level", "title", "mentioned_in", "place")
    sql = f"""
        WITH prose AS (
            SELECT goal_id, min_by(coalesce(heading, kind), ordinal) AS heading FROM sections
            WHERE {"contains(lower(text), lower($text))" if filters.text else "false"} GROUP BY goal_id
        ),
        m AS (
            SELECT g.goal_id, CASE WHEN {"contains(lower(g.title), lower($text))" if filters.text else "false"}
                THEN 'title' ELSE p.heading END AS mentioned_in
            FROM goals AS g LEFT JOIN prose AS p USING (goal_id)
        )
        SELECT g.year, g.period, g.organisation, g.level, g.code, g.title, {mention}
            coalesce(CASE g.level WHEN 'enhetsmal' THEN g.namndmal END,
                CASE WHEN g.level IN ('enhetsmal', 'namndmal') THEN g.kf_mal END,
                CASE WHEN g.level <> 'kf_inriktningsmal' THEN g.inriktningsmal END) AS under,
            g.path, g.status, {PLACE.format("g")}, {SOURCE.format("g")}, g.goal_id
        FROM goal_paths AS g JOIN documents AS d USING (document_id) JOIN m USING (goal_id)
        {where.sql}
        ORDER BY g.year, g.organisation, g.document_id, g.ordinal"""
    return Question(sql, where.parameters, brief)


def indicators(filters: Filters, missed: bool = False) -> Question:
    """Indicators with target, city target and outcome as printed, and whether the target was reached."""
    if missed:
        return _missed(filters)
    where = _Where()
    where.common(filters, "w.year", "w.organisation", "g.level", ("w.name", "w.analysis"))
    where.goal(filters, "w")
    sql = f"""
        SELECT w.year, w.period, w.organisation, w.name AS indicator, coalesce(w.arsmal_text, t.target_text) AS target,
            w.kf_arsmal_text AS city_target, w.utfall_text AS outcome, t.difference, t.result, t.direction,
            t.direction_source, t.target AS target_value, t.outcome AS outcome_value, w.unit, w.periodicity, w.path,
            w.analysis, {PLACE.format("w")}, {SOURCE.format("w")}, w.indicator_id
        FROM indicators_wide AS w JOIN documents AS d USING (document_id)
        LEFT JOIN goals AS g ON g.goal_id = w.goal_id LEFT JOIN target_outcome AS t ON t.indicator_id = w.indicator_id
        {where.sql}
        ORDER BY w.year, w.organisation, w.document_id, w.ordinal"""
    return Question(sql, where.parameters, INDICATOR_BRIEF)


def _missed(filters: Filters) -> Question:
    """The same columns for the indicators that missed their target, without those that no report speaks of."""
    where = _Where()
    where.common(filters, "t.year", "t.organisation", "g.level", ("t.name", "t.analysis"))
    where.goal(filters, "t")
    where.add("t.result = 'ej_uppnatt'")
    sql = f"""
        SELECT t.year, t.period, t.organisation, t.name AS indicator, t.target_text AS target,
            t.city_target_text AS city_target, t.outcome_text AS outcome, t.difference, t.result, t.direction,
            t.direction_source, t.target AS target_value, t.outcome AS outcome_value, t.unit, i.periodicity, t.path,
            t.analysis, {PLACE.format("t")}, {SOURCE.format("t")}, t.indicator_id
        FROM target_outcome AS t JOIN documents AS d USING (document_id) JOIN indicators AS i USING (indicator_id)
        LEFT JOIN goals AS g ON g.goal_id = t.goal_id
        {where.sql}
        ORDER BY t.year, t.organisation, t.document_id, i.ordinal"""
    return Question(sql, where.parameters, INDICATOR_BRIEF)


def activities(
    filters: Filters, open_on: date | None = None, ends_before: date | None = None, status: str | None = None
) -> Question:
    """Activities with their dates; `open_on` a day, or with their last day before another."""
    where = _Where()
    where.common(filters, "a.year", "a.organisation", "g.level", ("a.description", "a.analysis", "a.deviation"))
    where.goal(filters, "a")
    if ends_before:
        where.add("a.end_date < $ends_before", ends_before=ends_before)
    if status:
        where.add("a.status = $status", status=status)
    source = "activities_wide"
    if open_on:
        source = "activities_open($open_on)"
        where.parameters["open_on"] = open_on
    sql = f"""
        SELECT a.year, a.period, a.organisation, a.description AS activity, a.start_date, a.end_date, a.status,
            a.deviation, a.analysis, a.path, {PLACE.format("a")}, {SOURCE.format("a")}, a.activity_id
        FROM {source} AS a JOIN documents AS d USING (document_id) LEFT JOIN goals AS g ON g.goal_id = a.goal_id
        {where.sql}
        ORDER BY a.year, a.end_date, a.organisation, a.document_id, a.ordinal"""
    brief = ("year", "organisation", "activity", "start_date", "end_date", "status", "place")
    return Question(sql, where.parameters, brief)


def budget(filters: Filters, measure: str | None = None) -> Question:
    """Amounts of the budget tables; with a goal, the amounts said in the prose under it."""
    if filters.goal:
        return _amounts_in_prose(filters)
    where = _Where()
    where.common(
        filters, "b.value_year", "d.organisation", "d.organisation_level", ("b.section", "b.label", "b.parent_label")
    )
    if measure:
        where.add("b.measure = $measure", measure=measure)
    sql = f"""
        SELECT b.value_year AS year, d.organisation, b.section, b.label, b.parent_label, b.line_kind,
            b.column_label, b.measure, b.amount_sek, b.value_text, b.unit_text, d.period,
            {PLACE.format("b")}, {SOURCE.format("b")}, b.budget_line_id
        FROM budget_lines AS b JOIN documents AS d USING (document_id)
        {where.sql}
        ORDER BY d.organisation, b.year, b.document_id, b.table_ordinal, b.row_ordinal, b.value_year, b.column_label"""
    brief = ("year", "organisation", "section", "label", "column_label", "measure", "amount_sek", "place")
    return Question(sql, where.parameters, brief)


def budget_area(filters: Filters, area: str, measure: str | None = None) -> Question:
    """The net amounts of a committee's area, by year, each with the column and the document it stands in."""
    where = _Where()
    where.common(filters, "b.value_year", "b.organisation", "d.organisation_level", ("b.area", "b.column_label"))
    where.add("contains(lower(b.area), lower($area)) AND b.line = 'netto' AND b.overview", area=area)
    if measure:
        where.add("b.measure = $measure", measure=measure)
    sql = f"""
        SELECT b.value_year AS year, b.organisation, b.area, b.column_label, b.measure, b.amount_sek,
            b.value_text, b.unit_text, b.part_of, d.period, {PLACE.format("b")}, {SOURCE.format("b")}, b.budget_line_id
        FROM budget_by_area AS b JOIN documents AS d USING (document_id)
        {where.sql}
        ORDER BY b.organisation, b.area, b.value_year, b.year, b.column_label, b.budget_line_id"""
    brief = ("year", "organisation", "area", "column_label", "measure", "amount_sek", "place", "source_path")
    return Question(sql, where.parameters, brief)


def _amounts_in_prose(filters: Filters) -> Question:
    """Amounts said in the prose under a goal."""
    where = _Where()
    where.common(filters, "s.year", "d.organisation", "d.organisation_level", ("s.sentence", "s.section"))
    where.goal(filters, "p")
    sql = f"""
        SELECT s.year, d.organisation, s.section, s.sentence, s.amount_text, s.amount_sek, s.approximate, p.path,
            {PLACE.format("s")}, {SOURCE.format("s")}, s.statement_id
        FROM budget_statements AS s JOIN documents AS d USING (document_id) JOIN goal_paths AS p USING (goal_id)
        {where.sql}
        ORDER BY s.year, d.organisation, s.document_id, s.line_first, s.statement_id"""
    return Question(sql, where.parameters, ("year", "organisation", "sentence", "amount_sek", "approximate", "place"))
