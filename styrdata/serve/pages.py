"""The pages of our own: start, plans, one plan, a row's source, search, charts.

In: Datasette's database and a request. Out: responses. Every value that comes from outside goes into SQL as a parameter
and into a page through the template's escaping.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from normalize.schema import TABLES
from styrdata import charts_data, words
from styrdata.serve import search
from styrdata.serve.plan import QUERIES, Row, rows_to_tree
from styrdata.serve.questions import QUESTIONS
from styrdata.serve.source import Archive, SourceMissingError

DATABASE = "styrdata"
LIST_LENGTH = 200
"""Plans on one page of the list."""
IMMUTABLE = {"cache-control": "private, max-age=3600"}
KEYS = {table.name: table.key[0] for table in TABLES if len(table.key) == 1}
SHOWN_FIRST = ("title", "name", "description", "label", "heading", "sentence", "message", "value_text", "amount_sek")
HAS_SOURCE = frozenset(table.name for table in TABLES)
HIDDEN = frozenset({"document_id", "goal_id", "bbox", "ordinal", "amount_ore", "rowid", "sha256", "parent_goal_id"})


async def query(datasette: Datasette, sql: str, parameters: dict[str, Any] | None = None) -> list[Row]:
    """Rows of a SELECT over the dataset's database."""
    results = await datasette.get_database(DATABASE).execute(sql, parameters or {}, truncate=False)
    return [dict(row) for row in results.rows]


async def start(datasette: Datasette, request: Request) -> Response:
    """What the dataset holds, and the ways into it."""
    counts = await query(datasette, " UNION ALL ".join(
        f"SELECT '{name}' AS name, count(*) AS n FROM {name}"
        for name in ("documents", "goals", "indicators", "activities", "budget_lines", "findings")
    ))  # fmt: skip
    plans = await query(
        datasette,
        """SELECT document_id, coalesce(organisation, 'Okänd organisation') AS organisation, organisation_level, year,
            period, document_type FROM documents ORDER BY organisation IS NULL, organisation_level DESC, organisation,
            year, period LIMIT 2000""",
    )
    years = sorted({plan["year"] for plan in plans if plan["year"]})
    matrix: dict[str, dict[int | None, list[Row]]] = {}
    for plan in plans:
        matrix.setdefault(plan["organisation"], {}).setdefault(plan["year"], []).append(plan)
    undated = any(None in row for row in matrix.values())
    context = {
        "counts": counts,
        "matrix": dict(list(matrix.items())[:LIST_LENGTH]),
        "years": [*years, *([None] if undated else [])],
        "questions": [(item, question_url(item)) for item in QUESTIONS],
        "charts": charts_data.CHARTS,
    }
    return await _page(datasette, request, "styr_start.html", context)


def question_url(question: Any) -> str:
    """The address of a question with its usual parameters filled in."""
    from urllib.parse import urlencode

    return f"/{DATABASE}/{question.name}?{urlencode(question.defaults)}"


async def plans(datasette: Datasette, request: Request) -> Response:
    """All documents, narrowed by year, organisation and text."""
    asked = {"ar": request.args.get("ar") or "", "q": request.args.get("q") or ""}
    rows = await query(
        datasette,
        """SELECT * FROM documents_overview
        WHERE (:ar = '' OR year = CAST(:ar AS INTEGER))
            AND (:q = '' OR coalesce(organisation, '') || ' ' || coalesce(title, '') || ' ' || source_path LIKE '%' || :q || '%')
        ORDER BY year DESC, organisation, period LIMIT :most""",
        {**asked, "most": LIST_LENGTH + 1},
    )
    years = await query(datasette, "SELECT DISTINCT year FROM documents WHERE year IS NOT NULL ORDER BY year DESC")
    context = {
        "plans": rows[:LIST_LENGTH],
        "more": len(rows) > LIST_LENGTH,
        "years": [row["year"] for row in years],
        "asked": asked,
    }
    return await _page(datasette, request, "styr_plans.html", context)


async def plan(datasette: Datasette, request: Request) -> Response:
    """One plan as its goal tree."""
    document = request.url_vars["document"]
    found = await asyncio.gather(*(query(datasette, sql, {"document": document}) for sql in QUERIES.values()))
    rows = dict(zip(QUERIES, found, strict=True))
    if not rows["document"]:
        raise NotFound("Dokumentet finns inte i datamängden.")
    return await _page(datasette, request, "styr_plan.html", {"tree": rows_to_tree(rows)})


async def source(datasette: Datasette, request: Request) -> Response:
    """One row beside the place it was read from."""
    document, table, row = await _row(datasette, request)
    context: dict[str, Any] = {"document": document, "table": table, "row": row, "values": _values(row)}
    page, line = row["page_first"], row["line_first"]
    archive: Archive = datasette.styrdata
    try:
        if document["media_type"] == "pdf" and page:
            await asyncio.to_thread(archive.source, document)
            context["pages"] = range(page, (row["page_last"] or page) + 1)
            context["box"] = ",".join(f"{value:.1f}" for value in json.loads(row["bbox"])) if row["bbox"] else ""
        elif line:
            last = row["line_last"] or line
            context["lines"] = await asyncio.to_thread(archive.lines, document, line, last)
    except SourceMissingError as error:
        context["missing"] = str(error)
    return await _page(datasette, request, "styr_source.html", context)


async def picture(datasette: Datasette, request: Request) -> Response:
    """A page of a PDF as a picture with a box marked: `?ram=x0,top,x1,bottom`."""
    found = await query(
        datasette, "SELECT * FROM documents WHERE document_id = :document", {"document": request.url_vars["document"]}
    )
    document = found[0] if found else {"page_count": 0}
    page = int(request.url_vars["page"])
    if not 1 <= page <= (document["page_count"] or 0):
        raise NotFound("Sidan finns inte.")
    try:
        box = tuple(float(part) for part in (request.args.get("ram") or "").split(",") if part)
    except ValueError as error:
        raise NotFound("Rutan är fyra tal.") from error
    archive: Archive = datasette.styrdata
    try:
        png = await asyncio.to_thread(archive.page_png, document, page, box if len(box) == 4 else None)
    except SourceMissingError as error:
        raise NotFound(str(error)) from error
    return Response(png, headers=IMMUTABLE, content_type="image/png")


async def find(datasette: Datasette, request: Request) -> Response:
    """Search in prose and names, over all tables."""
    text = (request.args.get("q") or "").strip()
    match = search.text_to_match(text)
    groups = []
    for item in search.SEARCHES if match else ():
        rows = await query(datasette, item.sql, {"match": match, "most": search.MOST + 1})
        if rows:
            groups.append((item, rows[: search.MOST], len(rows) > search.MOST))
    return await _page(datasette, request, "styr_search.html", {"q": text, "groups": groups})


async def charts(datasette: Datasette, request: Request) -> Response:
    """All charts, each with its figures as a table."""
    shown = []
    for chart in charts_data.CHARTS:
        rows = chart.shape(await query(datasette, chart.sql))
        shown.append((chart, rows))
    return await _page(datasette, request, "styr_charts.html", {"charts": shown})


async def chart_svg(datasette: Datasette, request: Request) -> Response:
    """One chart as SVG."""
    chart = next((item for item in charts_data.CHARTS if item.name == request.url_vars["chart"]), None)
    if chart is None:
        raise NotFound("Diagrammet finns inte.")
    rows = chart.shape(await query(datasette, chart.sql))
    svg = await asyncio.to_thread(charts_data.draw, chart, json.dumps(rows))
    return Response(svg, headers=IMMUTABLE, content_type="image/svg+xml; charset=utf-8")


async def _row(datasette: Datasette, request: Request) -> tuple[Row, str, Row]:
    """The document, table and row that an address names."""
    table = request.url_vars["table"]
    if table not in {item.name for item in TABLES}:
        raise NotFound("Tabellen finns inte.")
    sql = f"SELECT rowid, * FROM {table} WHERE {KEYS.get(table, 'rowid')} = :row"
    rows = await query(datasette, sql, {"row": request.url_vars["row"]})
    if not rows:
        raise NotFound("Raden finns inte i datamängden.")
    documents = await query(
        datasette, "SELECT * FROM documents WHERE document_id = :id", {"id": rows[0]["document_id"]}
    )
    return documents[0], table, rows[0]


def _values(row: Row) -> list[tuple[str, Any]]:
    """What was read, the telling columns first, without ids and nulls."""
    names = [name for name in SHOWN_FIRST if name in row] + [name for name in row if name not in SHOWN_FIRST]
    own = [name for name in names if name not in HIDDEN and not name.endswith("_id") and row[name] is not None]
    return [(name, words.kronor(row[name]) if name == "amount_sek" else row[name]) for name in own]


async def _page(datasette: Datasette, request: Request, template: str, context: dict[str, Any]) -> Response:
    """A template filled in."""
    return Response.html(await datasette.render_template(template, context, request=request))
