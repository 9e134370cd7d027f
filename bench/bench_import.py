"""Measures the import: files a second, what isolation costs, memory, MB/s by stage, the whole command, linearity.

In: drawn plans, made on the spot in a temporary folder. Out: figures and ratios on standard output, each beside its aim.
Ratios are taken within one run, for machines differ and are shared.

    python bench/bench_import.py [--files 1000] [--pdfs 100] [--memory 100 1000 10000] [--only NAME ...]

`--only memory` ends with the table of docs/scale.md, to be put there as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLANS = ROOT.parent / "shared" / "plans"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
SMALL = "Verksamhetsplan 2022\n\nNämndmål: Parkerna är gröna\n\nAktivitet\tStartdatum\tSlutdatum\nPlantera\t2022-01-01\t2022-05-31\n"
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}

from generator.convert import Conversion, Form  # noqa: E402
from generator.draw import draw_plan  # noqa: E402
from generator.print_text import print_bytes  # noqa: E402

from styrdata.children import warm  # noqa: E402
from styrdata.records import ImportOptions, Task  # noqa: E402


def drawn(seed: int) -> bytes:
    return print_bytes(draw_plan(seed), Conversion(tuple(Form)[seed % 3], seed))


def draw_archive(folder: Path, files: int) -> int:
    """Write drawn plans; their size in bytes."""
    folder.mkdir(parents=True)
    total = 0
    for seed in range(files):
        data = drawn(seed)
        total += len(data)
        (folder / f"plan-{seed:06d}.txt").write_bytes(data)
    return total


def run_command(*arguments: object) -> tuple[float, float, float]:
    """Seconds of a `styrdata` command, its own process's seconds of work, and that process's peak memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "styrdata", *map(str, arguments)], env=ENVIRONMENT)
    peak = 0.0
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        peak = max(peak, peak_memory(process.pid))
        time.sleep(0.005)
    assert status == 0, f"styrdata {arguments} ended with {status}"
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, peak


def peak_memory(pid: int) -> float:
    """MiB that a process has held at most; what its parent held before it began is not in it, as in ru_maxrss."""
    return _status(pid, "VmHWM")


def resident(pid: int) -> float:
    """MiB that a process holds now."""
    return _status(pid, "VmRSS")


def _status(pid: int, field: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return max((int(line.split()[1]) / 1024 for line in lines if line.startswith(field)), default=0.0)


def least(action: Callable[[], float], times: int = 5) -> float:
    return min(action() for _ in range(times))


def tell(name: str, value: str, aim: str = "") -> None:
    print(f"{name:<58} {value:>16}  {aim}".rstrip(), flush=True)


def bench_jobs(folder: Path, files: int) -> None:
    """Files a second with one job and with two."""
    size = draw_archive(folder / "archive", files)
    one_and_two_jobs(folder, f"{files} drawn text plans ({size / 1e6:.1f} MB)", files, files, "files/s")
    again, _, _ = run_command("import", folder / "archive", "--out", folder / "out2", "--quiet")
    tell(f"{files} unchanged files", f"{again:.2f} s")


def bench_pdfs(folder: Path, files: int) -> None:
    """Pages a second of drawn PDFs with one job and with two."""
    pages, size = draw_pdfs(folder / "archive", files)
    one_and_two_jobs(folder, f"{files} drawn PDFs ({pages} pages, {size / 1e6:.1f} MB)", files, pages, "pages/s")


def one_and_two_jobs(folder: Path, name: str, files: int, units: int, unit: str) -> None:
    """Import an archive with one job and with two, and tell how many units a second that is."""
    seconds = {}
    for jobs in (1, 2):
        out = folder / f"out{jobs}"
        seconds[jobs], own, _ = run_command("import", folder / "archive", "--out", out, "--jobs", jobs, "--quiet")
        tell(f"{name}, {jobs} job(s)", f"{units / seconds[jobs]:.1f} {unit}")
        tell("the parent's own work", f"{own / files * 1000:.2f} ms/file")
    tell("two jobs to one", f"{seconds[1] / seconds[2]:.2f}", "aim 1.7")


def draw_pdfs(folder: Path, files: int) -> tuple[int, int]:
    """Write drawn plans as PDFs in styles of their own; their pages and their size in bytes."""
    import pypdfium2
    from generator.blocks import to_blocks
    from generator.print_pdf import draw_style, to_pdf

    folder.mkdir(parents=True)
    pages = total = 0
    for seed in range(files):
        data = to_pdf(to_blocks(draw_plan(seed)), draw_style(seed))
        with pypdfium2.PdfDocument(data) as pdf:
            pages += len(pdf)
        total += len(data)
        (folder / f"plan-{seed:06d}.pdf").write_bytes(data)
    return pages, total


def tasks(files: int) -> list[Task]:
    options = ImportOptions()
    content = [drawn(seed) for seed in range(files)]
    return [
        Task(f"{n}.txt", "", hashlib.sha256(data).hexdigest(), f"{n}", options=options, data=data)
        for n, data in enumerate(content)
    ]


def bench_isolation(files: int) -> None:
    """Reading in this process against reading in one child."""
    from styrdata.pipeline import read_task
    from styrdata.run import read_locally
    from styrdata.workers import Workers

    work = tasks(files)
    size = sum(len(task.data or b"") for task in work)

    def here() -> float:
        start = time.perf_counter()
        for task in work:
            read_task(task)
        return time.perf_counter() - start

    def isolated() -> float:
        with Workers(1, ("styrdata.warm_children",)) as workers:
            list(read_locally(workers, work[:1], ImportOptions()))
            start = time.perf_counter()
            list(read_locally(workers, work, ImportOptions()))
            return time.perf_counter() - start

    warm()
    pairs = [(here(), isolated()) for _ in range(7)]
    plain, apart = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    tell(f"{files} files in one process", f"{size / plain / 1e6:.2f} MB/s")
    tell(f"{files} files in one child with limits", f"{size / apart / 1e6:.2f} MB/s")
    tell("cost of isolation", f"{apart / plain - 1:+.1%}", "aim at most +10%")


def bench_memory(folder: Path, counts: Iterable[int]) -> None:
    """Peak memory of the parent, time, dataset size and queries as the archive grows; at its end the table of docs/scale.md."""
    columns = [grown(folder / f"memory{files}", files) for files in counts]
    print("\n| | " + " | ".join(f"{files:,}" for files in counts) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for row in zip(*(column.items() for column in columns), strict=True):
        print(f"| {row[0][0]} | " + " | ".join(value for _, value in row) + " |")


def grown(place: Path, files: int) -> dict[str, str]:
    """What an archive of so many drawn plans costs, by what it is."""
    size = draw_archive(place / "archive", files)
    seconds, _, memory = run_command("import", place / "archive", "--out", place / "out", "--jobs", 2, "--quiet")
    again, _, _ = run_command("import", place / "archive", "--out", place / "out", "--jobs", 2, "--quiet")
    dataset = sum(path.stat().st_size for path in (place / "out").glob("*/*/*.parquet"))
    shutil.rmtree(place / "archive")
    column = {
        "archive": f"{size / 1e6:.1f} MB",
        "import, from nothing, two jobs": f"{seconds:.1f} s",
        "peak memory of the command itself": f"{memory:.0f} MiB",
        "import again, nothing changed": f"{again:.2f} s",
        "dataset": f"{dataset / 1e6:.1f} MB",
        **query_seconds(place / "out"),
    }
    for name, value in column.items():
        tell(f"{files:,} files: {name}", value)
    return column


def query_seconds(out: Path) -> dict[str, str]:
    """Two queries as an analyst would write them, in DuckDB: milliseconds."""
    import duckdb

    def scan(table: str) -> str:
        return f"read_parquet('{out}/{table}/**/*.parquet', hive_partitioning = true)"

    one = duckdb.sql(f"SELECT document_id FROM {scan('documents')} ORDER BY document_id LIMIT 1").fetchall()[0][0]
    queries = {
        "query: all budgets by year (DuckDB)": f"SELECT year, sum(amount_sek) FROM {scan('budget_lines')} GROUP BY year",
        "query: one document's cells (DuckDB)": f"SELECT * FROM {scan('table_cells')} WHERE document_id = '{one}'",
    }

    def milliseconds(sql: str) -> float:
        start = time.perf_counter()
        duckdb.sql(sql).fetchall()
        return 1000 * (time.perf_counter() - start)

    return {name: f"{least(lambda sql=sql: milliseconds(sql), 5):.0f} ms" for name, sql in queries.items()}  # type: ignore[misc]


def bench_stages() -> None:
    """MB/s of each stage on text, in one process."""
    from extract.reader import read_document
    from normalize.build import SourceFile, plan_to_rows
    from parsers.analyse import analyse
    from styrdata.pipeline import rows_to_batches

    warm()
    content = [path.read_bytes() for path in sorted(PLANS.glob("*.txt"))] or [drawn(seed) for seed in range(40)]
    total = sum(map(len, content))
    spent = dict.fromkeys(("extract", "parse", "normalize", "pack"), float("inf"))
    for _ in range(3):
        marks = [time.perf_counter()]
        documents = [read_document(data, "plan.txt") for data in content]
        marks.append(time.perf_counter())
        plans = [analyse(document) for document in documents]
        marks.append(time.perf_counter())
        source = SourceFile("plan.txt", "0" * 64, 1)
        rows = [plan_to_rows(plan, document, source) for plan, document in zip(plans, documents, strict=True)]
        marks.append(time.perf_counter())
        for each in rows:
            rows_to_batches(each)
        marks.append(time.perf_counter())
        for stage, first, last in zip(spent, marks, marks[1:], strict=False):
            spent[stage] = min(spent[stage], last - first)
    for stage, seconds in spent.items():
        tell(
            f"{stage} ({total / 1e6:.2f} MB of text)",
            f"{total / seconds / 1e6:.1f} MB/s",
            "aim 2" if stage == "parse" else "",
        )
    whole = sum(spent.values())
    tell("all stages", f"{total / whole / 1e6:.2f} MB/s")


def bench_command(folder: Path) -> None:
    """The whole command on the five plans against the import of pandas and pyarrow."""
    if not PLANS.is_dir():
        tell("whole command on the five plans", "skipped", "their folder is missing")
        return

    def import_libraries() -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import pandas, pyarrow"], check=True)
        return time.perf_counter() - start

    numbers = iter(range(100))
    import_libraries()

    def whole() -> float:
        return run_command("import", PLANS, "--out", folder / f"five{next(numbers)}", "--quiet")[0]

    pairs = [(import_libraries(), whole()) for _ in range(7)]
    libraries, command = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    tell("import pandas, pyarrow", f"{libraries:.2f} s")
    tell("whole command on the five plans", f"{command:.2f} s")
    tell("ratio", f"{command / libraries:.2f}", "aim at most 2.5")
    bench_peak(folder)


def bench_peak(folder: Path) -> None:
    """Peak memory of the command's largest process, over that of the interpreter with its libraries and of small work."""
    small = folder / "small"
    small.mkdir()
    (small / "plan.txt").write_text(SMALL, "utf-8")
    largest = max(path.stat().st_size for path in PLANS.glob("*.txt")) / 2**20
    libraries = largest_process("-c", "import pandas, pyarrow")
    least_work = largest_process("-m", "styrdata", "import", small, "--out", folder / "peak0", "--quiet")
    plans = largest_process("-m", "styrdata", "import", PLANS, "--out", folder / "peak5", "--quiet")
    tell("peak memory: import pandas, pyarrow", f"{libraries:.1f} MiB")
    tell("peak memory: the command on a plan of five lines", f"{least_work:.1f} MiB")
    tell("peak memory: the command on the five plans", f"{plans:.1f} MiB")
    tell(
        f"over the plan of five lines, to the largest file of {largest:.2f} MiB",
        f"{(plans - least_work) / largest:.1f} x",
        "aim at most 5",
    )
    child, grown = child_growth()
    tell("a child that reads the largest file grows by", f"{grown:.1f} MiB", f"over its {child:.1f} MiB")


def largest_process(*arguments: object) -> float:
    """Peak memory in MiB of the largest of a Python command's processes, its children's children among them."""
    process = subprocess.Popen(
        [sys.executable, *map(str, arguments)], env=ENVIRONMENT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    peak = 0.0
    while process.poll() is None:
        peak = max([peak, *(peak_memory(pid) for pid in processes_of(process.pid))])
        time.sleep(0.005)
    assert process.returncode == 0, f"{arguments} ended with {process.returncode}"
    return peak


def processes_of(session: int) -> list[int]:
    """The processes of a session that run now."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.getsid(int(entry.name)) == session:
                found.append(int(entry.name))
        except ProcessLookupError:
            continue
    return found


def child_growth() -> tuple[float, float]:
    """MiB that a warm child holds, and what reading the largest plan adds to it at most."""
    program = f"""
import sys
from pathlib import Path
sys.path[:0] = {[str(ROOT), str(ROOT / "tests")]!r}
from bench.bench_import import peak_memory, resident
from styrdata.children import warm
from styrdata.pipeline import read_task
from styrdata.records import Task
import hashlib, os
warm()
path = Path(sys.argv[1])
task = Task("plan.txt", str(path), hashlib.sha256(path.read_bytes()).hexdigest(), "")
before = resident(os.getpid())
read_task(task)
print(before, peak_memory(os.getpid()) - before)
"""
    largest = max(PLANS.glob("*.txt"), key=lambda path: path.stat().st_size)
    command = [sys.executable, "-c", program, str(largest)]
    printed = subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout.split()
    return float(printed[0]), float(printed[1])


def bench_length() -> None:
    """Time for a plan of 10 and of 100 times the length."""
    from styrdata.pipeline import import_bytes

    warm()
    plan = drawn(7)
    times = {}
    for factor in (1, 10, 100):
        data = plan * factor

        def once(data: bytes = data) -> float:
            start = time.perf_counter()
            import_bytes(data, "plan.txt")
            return time.perf_counter() - start

        times[factor] = least(once, 5 if factor < 100 else 2)
        ratio = times[factor] / times[1] / factor
        tell(
            f"a plan of {factor} x {len(plan) / 1e3:.0f} KB",
            f"{times[factor]:.3f} s",
            f"{ratio:.2f} per length, aim flat",
        )


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description="Measure the import.")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--pdfs", type=int, default=100)
    parser.add_argument("--memory", type=int, nargs="*", default=[100, 1000, 10_000])
    names = ("command", "stages", "length", "isolation", "jobs", "pdfs", "memory")
    parser.add_argument("--only", nargs="*", choices=names, default=names)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        benches: dict[str, Callable[[], None]] = {
            "command": lambda: bench_command(folder),
            "stages": bench_stages,
            "length": bench_length,
            "isolation": lambda: bench_isolation(min(chosen.files, 150)),
            "jobs": lambda: bench_jobs(folder / "jobs", chosen.files),
            "pdfs": lambda: bench_pdfs(folder / "pdfs", chosen.pdfs),
            "memory": lambda: bench_memory(folder, chosen.memory),
        }
        for each in names:
            if each in chosen.only:
                print(f"-- {each}: {(benches[each].__doc__ or '').strip()}".rstrip(": "))
                benches[each]()


if __name__ == "__main__":
    main()
