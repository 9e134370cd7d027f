"""Full-text search over all tables with prose and names.

In: what a person types. Out: an FTS5 expression that cannot fail, in which every word is a beginning (`klimat` finds
`klimatmål`), and one SELECT a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 20
"""Hits shown from each table."""
MARKS = "'\u2039mark\u203a', '\u2039/mark\u203a', '…', 24"


@dataclass(frozen=True, slots=True)
class Search:
    """A table that is searched: its name, its key, and the SELECT with `:match` and `:most`."""

    table: str
    key: str
    sql: str


def text_to_match(text: str) -> str:
    """Every word of the text as a quoted beginning, all of them wanted; empty where there is no word."""
    return " ".join(f'"{word}"*' for word in re.findall(r"\w+", text))


def _search(table: str, key: str) -> Search:
    sql = f"""
        SELECT t.{key} AS row_id, t.document_id, t.page_first, t.line_first, d.organisation, d.year, d.period,
            snippet({table}_fts, -1, {MARKS}) AS hit
        FROM {table}_fts AS f JOIN {table} AS t ON t.rowid = f.rowid JOIN documents AS d ON d.document_id = t.document_id
        WHERE {table}_fts MATCH :match ORDER BY rank LIMIT :most"""
    return Search(table, key, sql)


SEARCHES = tuple(
    _search(table, key)
    for table, key in (
        ("goals", "goal_id"),
        ("indicators", "indicator_id"),
        ("activities", "activity_id"),
        ("budget_lines", "budget_line_id"),
        ("sections", "section_id"),
        ("documents", "document_id"),
    )
)
