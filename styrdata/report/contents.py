"""What the report says: figures, sentences, tables and the rows behind its pictures.

In: a DuckDB connection on a dataset, and the manifest's records. Out: frozen values a template can walk through. It draws
nothing and formats nothing but the rows of a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from styrdata import words
from styrdata.charts_data import AREAS, CHARTS
from styrdata.layout import FileRecord

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]
LEAVES = 46
"""Boxes that fit below each other in the picture of the goals; with more, its last level is left out."""
TIMELINE = 24
"""Activities on one time line."""
MISSED = 15
"""Missed targets that are told one by one."""
LEVELS = ("inriktningsmal", "kf_mal", "namndmal", "enhetsmal")
LEVEL_TITLES = {
    "inriktningsmal": "Inriktningsmål",
    "kf_mal": "KF:s mål för verksamhetsområdet",
    "namndmal": "Nämndmål",
    "enhetsmal": "Enhetsmål",
}

SQL = {
    "totals": """
        SELECT count(*) AS documents, min(year) AS first, max(year) AS last, count(DISTINCT organisation) AS organisations,
            (SELECT count(*) FROM goals) AS goals, (SELECT count(*) FROM indicators) AS indicators,
            (SELECT count(*) FROM activities) AS activities, (SELECT count(*) FROM budget_lines) AS amounts
        FROM documents""",
    "organisations": """
        SELECT coalesce(organisation, 'Okänd organisation') AS organisation, year, string_agg(DISTINCT period, ' ' ORDER BY period) AS periods,
            count(*) AS documents
        FROM documents GROUP BY ALL ORDER BY ALL LIMIT 400""",
    "results": """
        SELECT organisation, year, count(*) FILTER (WHERE result = 'uppnatt') AS met,
            count(*) FILTER (WHERE result = 'ej_uppnatt') AS missed, count(*) FILTER (WHERE result IS NULL) AS unknown
        FROM target_outcome GROUP BY ALL ORDER BY missed DESC, organisation, year LIMIT 20""",
    "missed": f"""
        SELECT t.name, t.organisation, t.year, t.period, t.target_text, t.outcome_text, t.analysis, t.page_first, t.line_first,
            d.source_path, t.direction_source
        FROM target_outcome AS t JOIN documents AS d USING (document_id) WHERE result = 'ej_uppnatt'
        ORDER BY abs(coalesce(difference / nullif(target, 0), 0)) DESC, t.name, t.organisation, t.year LIMIT {MISSED}""",
    "statuses": """
        SELECT coalesce(status, 'utan status') AS status, count(*) AS count FROM activities_wide WHERE period <> 'VP'
        GROUP BY ALL ORDER BY count DESC, status""",
    "timeline": f"""
        WITH latest AS (
            SELECT document_id FROM activities_wide WHERE period = 'VP' AND start_date IS NOT NULL AND end_date >= start_date
            GROUP BY ALL ORDER BY max(year) DESC, count(DISTINCT (start_date, end_date)) DESC, document_id LIMIT 1)
        SELECT description, CAST(start_date AS VARCHAR) AS first, CAST(end_date AS VARCHAR) AS last, organisation, year,
            coalesce(namndmal, kf_mal, inriktningsmal, 'Utan mål') AS goal
        FROM activities_wide JOIN latest USING (document_id) WHERE start_date IS NOT NULL AND end_date >= start_date
        ORDER BY end_date - start_date, start_date, ordinal LIMIT {TIMELINE}""",
    "areas": """
        WITH latest AS (
            SELECT area, organisation, value_year, measure, column_label, amount_sek, page_first, line_first, document_id,
                row_number() OVER (PARTITION BY area, organisation, value_year, measure
                    ORDER BY year DESC, column_label LIKE 'VP%' DESC, column_label, budget_line_id) AS n
            FROM budget_by_area WHERE overview AND line = 'netto' AND line_kind IN ('item', 'total') AND value_year IS NOT NULL
                AND measure IN ('budget', 'utfall'))
        SELECT l.organisation, area, value_year AS year, measure, amount_sek, l.page_first, l.line_first, source_path
        FROM latest AS l JOIN documents USING (document_id) WHERE n = 1
        ORDER BY l.organisation, area = 'Totalt', max(abs(amount_sek)) OVER (PARTITION BY l.organisation, area) DESC, area,
            value_year, measure LIMIT 600""",
    "goals": """
        WITH years AS (SELECT year, count(DISTINCT path) AS n FROM goal_paths WHERE level IN ('namndmal', 'enhetsmal') GROUP BY 1),
        wanted AS (SELECT max(year) AS year FROM years WHERE 2 * n >= (SELECT max(n) FROM years))
        SELECT DISTINCT inriktningsmal, kf_mal, namndmal, enhetsmal, year FROM goal_paths JOIN wanted USING (year)
        WHERE inriktningsmal IS NOT NULL ORDER BY ALL""",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its rows: the name of the function in charts.py that draws it, and what it shows."""

    draw: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """One organisation's areas: years and measures as columns, each amount with its place."""

    organisation: str
    columns: tuple[tuple[int, str], ...]
    rows: tuple[tuple[str, tuple[Row | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A committee's whole net budget: the latest year's, the year before's where it is known, and where it stands."""

    organisation: str
    latest: Row
    before: Row | None

    @property
    def change(self) -> float | None:
        """Per cent more (or less, negative) than the year before; null where that is not known."""
        if self.before is None or not self.before["amount_sek"]:
            return None
        return float(100 * (self.latest["amount_sek"] / self.before["amount_sek"] - 1))


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything the report says."""

    totals: Row
    years: tuple[int | None, ...]
    matrix: tuple[tuple[str, dict[int | None, str]], ...]
    results: tuple[Row, ...]
    missed: tuple[Row, ...]
    statuses: tuple[Row, ...]
    budgets: tuple[BudgetTable, ...]
    largest: tuple[Total, ...]
    timeline: tuple[Row, ...]
    goals_year: int | None
    pictures: dict[str, Picture]
    files: tuple[FileRecord, ...]
    states: tuple[tuple[str, int], ...]
    unclassified: float | None

    @property
    def met(self) -> int:
        """Indicators that reached their target."""
        return sum(row["met"] for row in self.results)

    @property
    def not_met(self) -> int:
        """Indicators that did not."""
        return sum(row["missed"] for row in self.results)


def gather(connection: DuckDBPyConnection, records: Sequence[FileRecord]) -> Contents:
    """Read everything the report says."""
    found = {name: query(connection, sql) for name, sql in SQL.items()}
    years, matrix = _matrix(found["organisations"])
    budgets = _budget_tables(found["areas"])
    return Contents(
        totals=found["totals"][0],
        years=years,
        matrix=matrix,
        results=tuple(found["results"]),
        missed=tuple(found["missed"]),
        statuses=tuple(found["statuses"]),
        budgets=tuple(budgets),
        largest=tuple(_largest(budgets)),
        timeline=tuple(found["timeline"]),
        goals_year=found["goals"][0]["year"] if found["goals"] else None,
        pictures=_pictures(connection, found),
        files=tuple(record for record in records if record.state in ("failed", "skipped")),
        states=_states(records),
        unclassified=_unclassified(records),
    )


def query(connection: DuckDBPyConnection, sql: str) -> list[Row]:
    """Rows of a SELECT by column name."""
    cursor = connection.execute(sql)
    names = [item[0] for item in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def goals_to_boxes(rows: Sequence[Row]) -> list[Row]:
    """Goal chains as boxes in columns: `y0` to `y1` in leaves, `x` the level; the last level is left out if it is long."""
    for depth in range(len(LEVELS), 0, -1):
        chains = list(dict.fromkeys(_chain(row, depth) for row in rows))
        leaves = [
            chain for chain in chains if not any(other != chain and other[: len(chain)] == chain for other in chains)
        ]
        if len(leaves) <= LEAVES:
            break
    boxes: dict[tuple[str, ...], Row] = {}
    for y, leaf in enumerate(leaves[: 2 * LEAVES]):
        for x in range(len(leaf)):
            box = boxes.setdefault(leaf[: x + 1], _box(leaf[x], x, y))
            box["y1"] = y + 1
    return sorted(boxes.values(), key=lambda box: (box["x"], box["y0"]))


def _chain(row: Row, depth: int) -> tuple[str, ...]:
    """A goal's chain down to a depth, as far as it is printed without a gap."""
    chain: list[str] = []
    for level in LEVELS[:depth]:
        if row[level] is None:
            break
        chain.append(row[level])
    return tuple(chain)


def _box(title: str, x: int, y: int) -> Row:
    """One goal's box before its end is known."""
    return {"x": x, "x1": x + 1, "y0": y, "y1": y + 1, "level": LEVEL_TITLES[LEVELS[x]], "title": title}


def _pictures(connection: DuckDBPyConnection, found: dict[str, list[Row]]) -> dict[str, Picture]:
    """All pictures that have something to show, by name."""
    pictures = {
        chart.name: Picture(chart.draw.__name__, tuple(chart.shape(query(connection, chart.sql))))
        for chart in CHARTS
        if chart.name != "budget"  # here every committee has a picture of its own
    }
    bars = [
        {"name": f"{number}. {row['description']}", "start": row["first"], "end": row["last"], "status": row["goal"]}
        for number, row in enumerate(found["timeline"], start=1)
    ]
    for number, table in enumerate(_budget_tables(found["areas"])):
        pictures[f"budget-{number}"] = Picture("budget_by_area", tuple(_amounts(table)))
    pictures["tidslinje"] = Picture("activity_timeline", tuple(bars))
    pictures["mal"] = Picture("goal_icicle", tuple(goals_to_boxes(found["goals"])) if found["goals"] else ())
    return {name: picture for name, picture in pictures.items() if picture.rows}


def _matrix(rows: Sequence[Row]) -> tuple[tuple[int | None, ...], tuple[tuple[str, dict[int | None, str]], ...]]:
    """Organisations by year: which periods there are, or how many documents where none is known."""
    years = sorted({row["year"] for row in rows}, key=lambda year: (year is None, year or 0))
    matrix: dict[str, dict[int | None, str]] = {}
    for row in rows:
        matrix.setdefault(row["organisation"], {})[row["year"]] = row["periods"] or str(row["documents"])
    return tuple(years), tuple(matrix.items())


def _budget_tables(rows: Sequence[Row]) -> list[BudgetTable]:
    """One table an organisation."""
    tables = []
    for organisation in dict.fromkeys(row["organisation"] for row in rows):
        own = [row for row in rows if row["organisation"] == organisation]
        columns = tuple(sorted({(row["year"], row["measure"]) for row in own}))
        lines = []
        for area in dict.fromkeys(row["area"] for row in own):
            cells = {(row["year"], row["measure"]): row for row in own if row["area"] == area}
            lines.append((area, tuple(cells.get(column) for column in columns)))
        tables.append(BudgetTable(organisation or "Okänd organisation", columns, tuple(lines)))
    return tables


def _amounts(table: BudgetTable) -> list[Row]:
    """A committee's largest areas as rows of a picture; none where there is one year to show."""
    if len({year for year, _ in table.columns}) < 2:
        return []
    areas = [(area, cells) for area, cells in table.rows if area != "Totalt"][:AREAS]
    return [
        {
            "area": area,
            "year": cell["year"],
            "measure": cell["measure"],
            "mnkr": round(float(cell["amount_sek"]) / 1e6, 1),
            "organisation": table.organisation,
        }
        for area, cells in areas
        for cell in cells
        if cell
    ]


def _largest(tables: Sequence[BudgetTable]) -> list[Total]:
    """The three largest committees' totals of their latest budget year."""
    totals = []
    for table in tables:
        cells = dict(table.rows).get("Totalt", ())
        own = [cell for cell in cells if cell and cell["measure"] == "budget"]
        if own:
            before = next((cell for cell in own if cell["year"] == own[-1]["year"] - 1), None)
            totals.append(Total(table.organisation, own[-1], before))
    return sorted(totals, key=lambda total: -total.latest["amount_sek"])[:3]


def _states(records: Sequence[FileRecord]) -> tuple[tuple[str, int], ...]:
    """How many files ended how."""
    names = {"imported": "inlästa", "unchanged": "inlästa", "failed": "misslyckade", "skipped": "överhoppade"}
    counts: dict[str, int] = {}
    for record in records:
        name = names.get(record.state, words.word(record.state))
        counts[name] = counts.get(name, 0) + 1
    return tuple(counts.items())


def _unclassified(records: Sequence[FileRecord]) -> float | None:
    """The share of all characters that the importer could not place; null where it was not counted."""
    counts = [dict(record.characters) for record in records]
    total = sum(sum(count.values()) for count in counts)
    return sum(count.get("unclassified", 0) for count in counts) / total if total else None
