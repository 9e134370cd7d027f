"""Which charts there are: the SELECT behind each, the shape of its rows, the function that draws it.

In: rows of the views, from DuckDB or from the SQLite database: the SELECTs are written for both. Out: rows for a chart and for the table beside it, and SVG that is kept once it is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from styrdata import charts, words

Row = Mapping[str, Any]
AREAS = 9
"""Areas with a picture of their own: the ones with the largest amounts."""


MONTHS = 600
"""Months of a time line at most: a misread year must not make it endless."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name in the address, title, text beside it, SELECT, columns of the table, and how it is drawn."""

    name: str
    title: str
    text: str
    sql: str
    columns: tuple[tuple[str, str], ...]
    shape: Callable[[Sequence[Row]], list[dict[str, Any]]]
    draw: Callable[[Sequence[Row]], str]


def _words(*columns: str) -> Callable[[Sequence[Row]], list[dict[str, Any]]]:
    """Rows with the codes of these columns as words."""

    def shape(rows: Sequence[Row]) -> list[dict[str, Any]]:
        return [{**row, **{name: words.word(row[name]) for name in columns}} for row in rows]

    return shape


def _months(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """How many of the spans hold the first day of each month, from the first month to the one after the last."""
    if not rows:
        return []
    first, last = min(row["first"] for row in rows), max(row["last"] for row in rows)
    year, month = int(first[:4]), int(first[5:7])
    months: list[dict[str, Any]] = []
    while len(months) < MONTHS and (not months or months[-1]["month"] <= last):
        day = f"{year:04}-{month:02}-01"
        months.append({"month": day, "count": sum(row["count"] for row in rows if row["first"] <= day <= row["last"])})
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


def _findings(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Findings with their codes and severities as words."""
    return [{**row, "kind": words.finding(row["kind"]), "severity": words.word(row["severity"])} for row in rows]


def _shares(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Indicators with the outcome in per cent of the target."""
    return [
        {
            "name": row["name"],
            "under": f"{row['organisation']}, {row['period']} {row['year']}",
            "share": round(100 * row["outcome"] / row["target"], 1),
            "result": words.word(row["result"]),
            "label": f"{row['outcome_text']} mot {row['target_text']}",
        }
        for row in rows
    ]


CHARTS = (
    Chart(
        "dokument",
        "Dokument per år",
        "Hur många planer och rapporter datamängden har från varje år.",
        """SELECT year, document_type AS kind, count(*) AS count FROM documents WHERE year IS NOT NULL
        GROUP BY 1, 2 ORDER BY 1, 2 DESC""",
        (("year", "År"), ("kind", "Dokumenttyp"), ("count", "Antal")),
        _words("kind"),
        charts.documents_by_year,
    ),
    Chart(
        "mal-och-utfall",
        "Mål och utfall",
        "De tjugo indikatorer vars utfall ligger längst från målet. Ruter är ej uppnådda mål, cirklar uppnådda.",
        """SELECT * FROM (
            SELECT name, organisation, period, year, outcome, target, result, outcome_text, target_text FROM target_outcome
            WHERE result IS NOT NULL AND target <> 0 AND outcome / target BETWEEN 0 AND 3
            ORDER BY result, abs(outcome / target - 1) DESC LIMIT 20)
        ORDER BY outcome / target""",
        (
            ("name", "Indikator"),
            ("under", "Ur"),
            ("label", "Utfall mot mål"),
            ("share", "Procent av målet"),
            ("result", "Resultat"),
        ),
        _shares,
        charts.targets_and_outcomes,
    ),
    Chart(
        "budget",
        "Budget per område och år",
        "Nettobelopp i miljoner kronor ur översiktstabellerna hos den nämnd som har flest år; ett belopp per år och mått, "
        "ur det senaste dokumentet. Varje ruta har sin egen skala.",
        f"""WITH latest AS (
            SELECT area, organisation, value_year, measure, amount_sek,
                row_number() OVER (PARTITION BY area, organisation, value_year, measure
                    ORDER BY year DESC, column_label LIKE 'VP%' DESC, column_label, budget_line_id) AS n
            FROM budget_by_area
            WHERE overview AND line = 'netto' AND line_kind = 'item' AND value_year IS NOT NULL
                AND measure IN ('budget', 'prognos', 'utfall')),
        whose AS (SELECT organisation FROM latest WHERE n = 1 AND organisation IS NOT NULL GROUP BY 1
            ORDER BY count(DISTINCT value_year) DESC, count(*) DESC, 1 LIMIT 1),
        sums AS (SELECT organisation, area, value_year, measure, sum(amount_sek) / 1e6 AS mnkr
            FROM latest JOIN whose USING (organisation) WHERE n = 1 GROUP BY 1, 2, 3, 4),
        largest AS (SELECT area, max(abs(mnkr)) AS most FROM sums GROUP BY 1 ORDER BY 2 DESC LIMIT {AREAS})
        SELECT organisation, area, value_year AS year, measure, round(mnkr, 1) AS mnkr FROM sums JOIN largest USING (area)
        ORDER BY most DESC, area, value_year, measure""",
        (("organisation", "Nämnd"), ("area", "Område"), ("year", "År"), ("measure", "Mått"), ("mnkr", "Mnkr")),
        _words("measure"),
        charts.budget_by_area,
    ),
    Chart(
        "aktiviteter",
        "Pågående aktiviteter",
        "Aktiviteter vars start- och slutdatum omfattar månadens första dag, ur planerna.",
        """SELECT CAST(start_date AS VARCHAR) AS first, CAST(end_date AS VARCHAR) AS last, count(*) AS count
        FROM activities_wide WHERE period = 'VP' AND start_date IS NOT NULL AND end_date >= start_date
        GROUP BY 1, 2 ORDER BY 1, 2""",
        (("month", "Månad"), ("count", "Pågående")),
        _months,
        charts.open_activities,
    ),
    Chart(
        "anmarkningar",
        "Anmärkningar efter slag",
        "Vad inläsningen lade märke till. Fel och varningar är värda att titta på först.",
        "SELECT code AS kind, severity, count(*) AS count FROM findings GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
        (("kind", "Slag"), ("severity", "Allvar"), ("count", "Antal")),
        _findings,
        charts.findings_by_kind,
    ),
)


@lru_cache(maxsize=32)
def draw(chart: Chart, rows: str) -> str:
    """The chart as SVG; rows as JSON, so that the same rows are drawn once."""
    return chart.draw(json.loads(rows))
