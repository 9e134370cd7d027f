"""Measures what an analyst waits for: questions on the terminal, a goal tree in the browser, an export to SQLite.

In: plans drawn from the generator, imported, and copied with ids and names of their own until there are enough documents.
Out: figures and ratios on standard output, each beside its aim.

    python bench/bench_query.py [--documents 10000] [--drawn 500] [--dataset OUT]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}

import duckdb  # noqa: E402

from normalize.schema import TABLE_NAMES, TABLES, table_schema  # noqa: E402
from styrdata import query  # noqa: E402
from styrdata.connection import layout_to_connection, parquet_scan  # noqa: E402
from styrdata.export import Part, to_sqlite  # noqa: E402
from styrdata.layout import path_to_layout  # noqa: E402

FILTERS = query.Filters()
CANNED: dict[str, tuple[query.Question, list[str]]] = {
    "nämndmål that mention klimat": (
        query.goals(query.Filters(level="namndmal", text="klimat")),
        ["goals", "--level", "namndmal", "--text", "klimat"],
    ),
    "indicators that missed their target": (query.indicators(FILTERS, missed=True), ["indicators", "--missed"]),
    "an area's budget over the years": (query.budget_area(FILTERS, "Förskola"), ["budget", "--area", "Förskola"]),
    "activities under a goal in a year": (
        query.activities(query.Filters(years=(2022,), goal="1.1")),
        ["activities", "--year", "2022", "--goal", "1.1"],
    ),
}
ALONE = """
import sys, duckdb
connection = duckdb.connect()
connection.execute(sys.argv[1])
print(len(connection.execute(sys.argv[2], eval(sys.argv[3])).fetchmany(1001)))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, and seconds of processor: on a machine that others use too, the second is the truer one."""

    clock: float
    processor: float


def cost(action: Callable[[], object], times: int = 5) -> Cost:
    """The least of several runs, of this process and of those it started."""
    costs = []
    for _ in range(times):
        before, began = os.times(), time.perf_counter()
        action()
        clock, after = time.perf_counter() - began, os.times()
        costs.append(Cost(clock, sum(after[:4]) - sum(before[:4])))
    return Cost(min(item.clock for item in costs), min(item.processor for item in costs))


def process(*arguments: str) -> None:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([sys.executable, *arguments], env=ENVIRONMENT, check=True, **quiet)


def drawn_dataset(folder: Path, files: int) -> Path:
    """Draw plans and import them."""
    from generator.convert import Conversion, Form
    from generator.draw import draw_plan
    from generator.print_text import print_bytes

    archive = folder / "archive"
    archive.mkdir()
    for seed in range(files):
        data = print_bytes(draw_plan(seed), Conversion(tuple(Form)[seed % 3], seed))
        (archive / f"plan-{seed:06d}.txt").write_bytes(data)
    subprocess.run(
        [sys.executable, "-m", "styrdata", "import", str(archive), "--out", str(folder / "drawn"), "--quiet"],
        env=ENVIRONMENT,
        check=False,
    )
    return folder / "drawn"


def multiplied(small: Path, out: Path, times: int) -> None:
    """Copy a dataset's documents so often, each copy with ids and an organisation of its own."""
    connection = duckdb.connect()
    layout = path_to_layout(small)
    for table in TABLE_NAMES:
        (out / table).mkdir(parents=True)
        if not layout.files(table):
            continue
        ids = [c.name for c in table_schema(table).all_columns if c.name.endswith("_id")]
        replaced = [f"{name} || '-' || n AS {name}" for name in ids]
        if table == "documents":
            replaced += ["organisation || ' ' || n AS organisation", "source_path || n AS source_path"]
        connection.execute(
            f"""COPY (SELECT * REPLACE ({", ".join(replaced)}) FROM {parquet_scan(layout.glob(table))}, range({times}) AS r (n)
            ORDER BY n) TO '{out / table}' (FORMAT parquet, PARTITION_BY (year), OVERWRITE_OR_IGNORE)"""
        )
    (out / "manifest.json").write_text('{"schema_version": 1, "files": []}', "utf-8")


def bench_terminal(out: Path) -> None:
    """Canned questions on the terminal beside DuckDB alone in a Python of its own."""
    layout = path_to_layout(out)
    views = "\n".join(f"CREATE VIEW {name} AS SELECT * FROM {parquet_scan(layout.glob(name))};" for name in TABLE_NAMES)
    views += (ROOT / "styrdata" / "views.sql").read_text("utf-8")
    start_up = cost(lambda: process("-c", "import click, duckdb, pyarrow"))
    print(
        f"start-up (Python with click, duckdb, pyarrow): {start_up.clock:.2f} s, processor {start_up.processor:.2f} s"
    )
    print(
        "seconds on the clock (aim 1); of processor; of processor for duckdb alone; without start-up to duckdb alone (aim 1.5)"
    )
    for name, (question, arguments) in CANNED.items():
        own = [arguments[0], str(out), *arguments[1:]]
        mine = cost(lambda own=own: process("-m", "styrdata", *own))
        sql, values = question.sql, repr(question.parameters)
        alone = cost(lambda sql=sql, values=values: process("-c", ALONE, views, sql, values))
        ratio = (mine.processor - start_up.processor) / alone.processor
        print(f"{name:37}  {mine.clock:.2f} s  {mine.processor:.2f} s  {alone.processor:.2f} s  {ratio:.2f} x")


def bench_export(out: Path, folder: Path) -> Path:
    """Rows a second into SQLite, keys, indexes and full-text search counted in."""
    target = folder / "plans.db"
    connection = layout_to_connection(path_to_layout(out))
    spent = cost(lambda: to_sqlite(connection, target, [Part(name, 0) for name in TABLE_NAMES]), times=1)
    import sqlite3

    with sqlite3.connect(target) as database:
        tables = [table.name for table in TABLES]
        views = [
            "documents_overview",
            "goal_paths",
            "indicators_wide",
            "activities_wide",
            "budget_by_area",
            "target_outcome",
        ]
        rows = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in (*tables, *views)}
    total, own = sum(rows.values()), sum(rows[name] for name in tables)
    print(f"export to SQLite: {own:,} rows of tables, {total - own:,} of views, {target.stat().st_size / 1e6:,.0f} MB")
    print(
        f"  {total / spent.clock:,.0f} rows a second on the clock, {total / spent.processor:,.0f} of processor (aim 50,000)"
    )
    return target


def bench_pages(out: Path, folder: Path) -> None:
    """Milliseconds of a goal tree page over HTTP, of the longest plans and of plans throughout."""
    connection = layout_to_connection(path_to_layout(out))
    longest = connection.sql(
        "SELECT document_id FROM documents_overview ORDER BY goals + indicators + activities + budget_lines DESC LIMIT 10"
    ).fetchall()
    others = connection.sql("SELECT document_id FROM documents ORDER BY hash(document_id) LIMIT 40").fetchall()
    command = [
        sys.executable,
        "-m",
        "styrdata",
        "serve",
        str(out),
        "--no-browser",
        "--port",
        "0",
        "--cache",
        str(folder / "cache"),
    ]
    began = time.perf_counter()
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=ENVIRONMENT)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split(" at ")[1].split()[0]
        urllib.request.urlopen(address).read()
        print(f"serve, first time: {time.perf_counter() - began:.1f} s until the start page")
        for name, documents in (("longest plans", longest), ("plans throughout", others)):
            seconds = []
            for (document,) in documents:
                start = time.perf_counter()
                urllib.request.urlopen(f"{address}plan/{document}").read()
                seconds.append(time.perf_counter() - start)
            print(f"goal tree page, {name:17} median {1000 * statistics.median(seconds):.0f} ms, "
                  f"slowest {1000 * max(seconds):.0f} ms (aim 200)")  # fmt: skip
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--drawn", type=int, default=500)
    parser.add_argument("--dataset", type=Path, help="copy the documents of this dataset and draw none")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = options.dataset or drawn_dataset(folder, options.drawn)
        [(have,)] = layout_to_connection(path_to_layout(small)).sql("SELECT count(*) FROM documents").fetchall()
        out = folder / "out"
        multiplied(small, out, -(-options.documents // have))
        print(f"{have * -(-options.documents // have):,} documents, copied from {have}")
        bench_terminal(out)
        bench_export(out, folder)
        bench_pages(out, folder)


if __name__ == "__main__":
    main()
