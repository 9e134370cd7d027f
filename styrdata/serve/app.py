"""The Datasette application over one dataset: titles, descriptions, units, facets, labels, questions.

In: the path of the SQLite database and the archive's folder. Out: a Datasette that listens to nobody yet.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

from normalize.schema import TABLES
from styrdata import words
from styrdata.serve import plugin
from styrdata.serve.pages import DATABASE
from styrdata.serve.questions import QUESTIONS
from styrdata.serve.source import Archive

SETTINGS = {
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 1_000,
    "max_returned_rows": 5_000,
    "default_page_size": 50,
    "suggest_facets": False,
    "truncate_cells_html": 400,
    "num_sql_threads": 4,
    "default_cache_ttl": 0,
    "allow_download": True,
}
FACETS = {
    "documents": ("year", "document_type", "organisation"),
    "documents_overview": ("year", "document_type", "organisation"),
    "goals": ("level", "status", "year"),
    "goal_paths": ("level", "year", "organisation"),
    "indicators_wide": ("year", "period", "organisation"),
    "activities_wide": ("year", "status", "organisation"),
    "budget_lines": ("measure", "value_year", "line_kind"),
    "budget_by_area": ("area", "value_year", "measure"),
    "unit_budgets": ("organisation", "value_year", "line"),
    "target_outcome": ("result", "year", "organisation"),
    "findings": ("severity", "code"),
    "table_cells": ("table_kind",),
}
LABELS = {
    "documents": "title",
    "goals": "title",
    "indicators": "name",
    "activities": "description",
    "budget_lines": "label",
}


class DatasetPages(Datasette):  # type: ignore[misc]
    """A Datasette that our plugin knows as its own by `styrdata`, the archive; it asks for routes while it is made."""

    def __init__(self, archive: Archive, **options: Any) -> None:
        self.styrdata = archive
        super().__init__([], **options)


def make_app(database: Path, archive: Path | None) -> Datasette:
    """A Datasette over the database; `archive` is the folder the documents were imported from."""
    if not pm.is_registered(plugin):
        pm.register(plugin, name="styrdata")
    # With rich, Datasette prints a page of traceback with all variables for every address that does not exist.
    pm.get_plugin("datasette.handle_exception").rich = None
    here = Path(str(files("styrdata.serve")))
    return DatasetPages(
        Archive(archive),
        immutables=[str(database)],
        metadata=metadata(),
        template_dir=str(here / "templates"),
        static_mounts=[("styr", str(here / "static"))],
        settings=SETTINGS,
    )


def metadata() -> dict[str, Any]:
    """Datasette's metadata: every table and column described in the words of the contract."""
    described = {table.name: {column.name: column.description for column in table.all_columns} for table in TABLES}
    tables: dict[str, Any] = {}
    for name, title in words.TABLES.items():
        tables[name] = {
            "title": title,
            "description": words.TABLE_DESCRIPTIONS[name],
            "columns": described.get(name, {}),
            "facets": list(FACETS.get(name, ())),
            "size": 50,
        }
        if name in LABELS:
            tables[name]["label_column"] = LABELS[name]
    queries = {
        question.name: {"title": question.title, "description": question.description, "sql": question.sql,
                        "hide_sql": True, "params": [name for name, _ in question.defaults]}
        for question in QUESTIONS
    }  # fmt: skip
    database = {"title": "Data", "tables": tables, "queries": queries}
    return {"title": "Styrdata", "databases": {DATABASE: database}}
