"""The Datasette plugin: our pages, Swedish words for its own, links from every row to its source, and no way out.

In: Datasette's hooks. Out: routes, template variables, cells as links, headers. It does nothing for a Datasette that was
not started by `styrdata serve`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar, cast

from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment
from markupsafe import Markup, escape

from styrdata import words
from styrdata.serve import pages
from styrdata.serve.questions import QUESTIONS

Function = TypeVar("Function", bound=Callable[..., Any])

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
ROW_TABLES = {
    "goals": "goals",
    "goal_paths": "goals",
    "indicators": "indicators",
    "indicators_wide": "indicators",
    "target_outcome": "indicators",
    "activities": "activities",
    "activities_wide": "activities",
    "budget_lines": "budget_lines",
    "budget_by_area": "budget_lines",
    "unit_budgets": "budget_lines",
    "budget_statements": "budget_statements",
    "sections": "sections",
}
"""Tables whose rows have a page with their source, and the table that page names."""
QUERY_ROWS = ("budget_lines", "activities", "indicators", "goals")
"""What the rows of a question are, by the key that is among its columns: the first one found."""
PLACES = ("page_first", "line_first", "amount_sek")
MACHINE = frozenset(
    {"rowid", "path", "bbox", "amount_ore", "page_last", "line_last", "sha256", "ordinal", "size_bytes"}
)
"""Columns that a page leaves out; the exports have them."""
OPERATORS = {
    "exact": "är", "not": "är inte", "contains": "innehåller", "endswith": "slutar på", "startswith": "börjar på",
    "gt": ">", "gte": "≥", "lt": "<", "lte": "≤", "like": "liknar (% = vad som helst)", "notlike": "liknar inte",
    "in": "är någon av", "notin": "är ingen av", "isnull": "saknas", "notnull": "finns",
}  # fmt: skip
"""Datasette's filters that a reader is offered, by key."""


def hook(function: Function) -> Function:
    """Mark a function as one of Datasette's hooks (as hookimpl does, with its type kept)."""
    return cast(Function, hookimpl(function))


@hook
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    """Our own addresses."""
    if not hasattr(datasette, "styrdata"):
        return []
    document = r"(?P<document>[0-9A-Za-z_-]+)"
    return [
        (r"^/$", pages.start),
        (r"^/planer$", pages.plans),
        (rf"^/plan/{document}$", pages.plan),
        (rf"^/plan/{document}/sida/(?P<page>\d{{1,5}})\.png$", pages.picture),
        (r"^/kalla/(?P<table>\w+)/(?P<row>[0-9A-Za-z_.:-]+)$", pages.source),
        (r"^/sok$", pages.find),
        (r"^/diagram$", pages.charts),
        (r"^/diagram/(?P<chart>[a-z-]+)\.svg$", pages.chart_svg),
    ]


@hook
def extra_template_vars() -> dict[str, Any]:
    """Swedish words for every template."""
    return {
        "column_word": words.column,
        "table_word": words.table,
        "table_text": words.TABLE_DESCRIPTIONS,
        "operators": OPERATORS,
        "question_titles": {question.name: question.title for question in QUESTIONS},
        "source_tables": ROW_TABLES,
    }


@hook
def prepare_jinja2_environment(env: Environment) -> None:
    """Filters for amounts, numbers and codes."""
    env.filters.update(
        kronor=words.kronor,
        tal=words.number,
        antal=words.count,
        ord=words.word,
        anmarkning=words.finding,
        marked=marked,
        inled=capitalized,
        upplagda=laid_out,
        maskinell=machine_read,
    )


@hook
def render_cell(row: Any, value: Any, column: str, table: str | None) -> Markup | str | None:
    """A cell: amounts in Swedish, codes as words, a row's place as a link to its source, a document as its plan."""
    if value is None:
        return Markup('<span class="null">–</span>')
    if column in ("page_first", "line_first"):
        href = row_source(table, row)
        text = f"s. {value}" if column == "page_first" else f"rad {value}"
        return Markup('<a href="{}">{}</a>').format(href, text) if href else text
    if column == "document_id" and table is None:
        return Markup('<a href="/plan/{}">Visa planen</a>').format(value)
    return _number(value, column) if isinstance(value, int | float) else _coded(str(value), column)


def _number(value: float, column: str) -> Markup | None:
    """An amount or a decimal number in Swedish; null for a whole number, which is shown as it is."""
    if isinstance(value, int) and column != "amount_sek":
        return None
    text = words.kronor(value) if column == "amount_sek" else words.number(value)
    return Markup('<span class="amount">{}</span>').format(text)


def _coded(value: str, column: str) -> str | None:
    """A code's word; null where the value is no code."""
    if column == "code":
        return words.FINDINGS.get(value)
    return words.VALUES.get(value) if column in words.CODED else None


def row_source(table: str | None, row: Any) -> str | None:
    """The address of a row's source; null where the row cannot be named. A query's row is known by its ids."""
    names = set(row.keys())
    if table is None:
        known = next((name for name in QUERY_ROWS if pages.KEYS[name] in names), None)
        return f"/kalla/{known}/{row[pages.KEYS[known]]}" if known else None
    target = ROW_TABLES.get(table)
    if target:
        return f"/kalla/{target}/{row[pages.KEYS[target]]}"
    return f"/kalla/{table}/{row['rowid']}" if "rowid" in names and table in pages.HAS_SOURCE else None


@hook
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Answer only to a loopback name, and let no page load anything from elsewhere."""

    def wrap(app: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        if not hasattr(datasette, "styrdata"):
            return app

        async def guarded(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            host = dict(scope["headers"]).get(b"host", b"localhost").decode("latin-1").rsplit(":", 1)[0]
            if host not in LOOPBACK:
                await send(
                    {"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]}
                )
                await send({"type": "http.response.body", "body": b"Only served to this machine.\n"})
                return

            async def send_guarded(message: Any) -> None:
                if message["type"] == "http.response.start":
                    headers = [*message.get("headers", []), *GUARDS]
                    message = {**message, "headers": headers}
                await send(message)

            await app(scope, receive, send_guarded)

        return guarded

    return wrap


def capitalized(text: str) -> str:
    """The text with its first letter large and the rest as it is (KF:s, not Kf:s)."""
    return text[:1].upper() + text[1:]


def machine_read(column: str) -> bool:
    """Whether a query's page leaves the column out: an id that only names a row, or what is there for machines."""
    return column in MACHINE or (column.endswith("_id") and column != "document_id")


def laid_out(row: Iterable[Any]) -> list[Any]:
    """Columns or cells of a table as they are shown: the row's name, then its place, without what only machines read."""
    columns = list(row)
    names = [column["name"] if "name" in column else column["column"] for column in columns]
    rank = {name: (1 if name in PLACES else 2) for name in names[1:]}
    shown = [number for number, name in enumerate(names) if number == 0 or name not in MACHINE]
    return [columns[number] for number in sorted(shown, key=lambda number: (rank.get(names[number], 0), number))]


GUARDS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


def marked(hit: str | None) -> Markup:
    """A search hit with its marks as <mark>, everything else escaped."""
    text = str(escape(hit or "")).replace("\u2039mark\u203a", "<mark>").replace("\u2039/mark\u203a", "</mark>")
    return Markup(text)
