"""Measures reading PDFs: the whole import against a plain pdfplumber loop, against bare text, memory.

In: drawn ruled plans, made on the spot. Out: figures and ratios on standard output, each beside its aim. Ratios are taken
within one run, on one core's time, for machines differ and are shared.

    python bench/bench_pdf.py [--pages 100] [--small 20] [--memory-pages 400] [--files 200]
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

AIM, LEAST = 20, 10
MOST_MIB = 200

MEASURE_MEMORY = """
import re, sys
from extract.reader import ReadOptions, read_document
peaks = []
for path in sys.argv[1:]:
    read_document(open(path, "rb").read(), path, ReadOptions())
    status = open("/proc/self/status").read()
    peaks.append(int(re.search(r"VmHWM:\\s*(\\d+)", status)[1]) / 1024)
print(peaks[len(peaks) // 4], peaks[-1])
"""


PYTHONS_OWN = gc.get_threshold()
"""How often Python looks for cycles where nobody told it otherwise, as in an analyst's loop."""


def drawn_pdf(pages: int, seed: int = 2) -> bytes:
    """A ruled plan of about this many pages: drawn plans one after the other in one file."""
    import pikepdf
    from generator.blocks import to_blocks
    from generator.draw import draw_plan
    from generator.print_pdf import PdfStyle, to_pdf

    with pikepdf.new() as whole:
        while len(whole.pages) < pages:
            part = to_pdf(to_blocks(draw_plan(seed), cover=not whole.pages, toc=not whole.pages), PdfStyle())
            with pikepdf.open(io.BytesIO(part)) as pdf:
                whole.pages.extend(pdf.pages)
            seed += 1
        del whole.pages[pages:]
        target = io.BytesIO()
        whole.save(target)
        return target.getvalue()


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The least processor time that some work takes."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def plain_loop(data: bytes) -> None:
    """What an analyst would write."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def bare_text(data: bytes) -> None:
    """The least that pdfium can do."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    pdf.close()


def whole_import(files: Sequence[bytes]) -> None:
    """Bytes to rows to Parquet, in this process: a file a table, as the command writes them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from styrdata.pipeline import batch_to_arrow, import_bytes, rows_to_batches

    tables: dict[str, list[pa.RecordBatch]] = {}
    for data in files:
        rows, _ = import_bytes(data, "plan.pdf")
        for batch in rows_to_batches(rows):
            tables.setdefault(batch.table, []).append(batch_to_arrow(batch.table, batch.size, batch.data))
    for batches in tables.values():
        pq.write_table(pa.Table.from_batches(batches), io.BytesIO())


def read_only(data: bytes) -> None:
    """Bytes to a Document."""
    from extract.reader import read_document

    read_document(data, "plan.pdf")


def memory(paths: list[Path]) -> tuple[float, float]:
    """Peak MiB of a process (not of its parent, as in ru_maxrss) that reads files, after a quarter of them and at the end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", MEASURE_MEMORY, *map(str, paths)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    quarter, end = map(float, answer.stdout.split())
    return quarter, end


def compare(label: str, files: list[bytes], pages: int) -> None:
    """Print what the import takes beside the plain loop and bare text."""

    def each(work: Callable[[bytes], None]) -> float:
        return seconds(lambda: [work(data) for data in files]) / pages * 1000

    from styrdata.children import warm

    gc.unfreeze()
    gc.set_threshold(*PYTHONS_OWN)
    plain, bare = each(plain_loop), each(bare_text)
    warm()  # as the children of an import are
    whole_import(files[:1])
    read, whole = each(read_only), seconds(lambda: whole_import(files)) / pages * 1000
    print(f"{label}: {pages} pages")
    print(f"  plain pdfplumber loop {plain:6.1f} ms a page; bare pdfium text {bare:5.2f}")
    print(
        f"  reading               {read:6.1f} ms a page: {plain / read:5.1f} times as fast, {read / bare:4.1f} times bare text"
    )
    print(
        f"  whole import          {whole:6.1f} ms a page: {plain / whole:5.1f} times as fast (at least {LEAST}, aim {AIM})"
    )


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--small", type=int, default=20)
    parser.add_argument("--memory-pages", type=int, default=400)
    parser.add_argument("--files", type=int, default=200)
    options = parser.parse_args()
    compare("one ruled plan", [drawn_pdf(options.pages)], options.pages)
    small = [drawn_pdf(6, seed) for seed in range(100, 100 + options.small)]
    compare("a folder of small ones", small, 6 * len(small))
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.pdf"
        large.write_bytes(drawn_pdf(options.memory_pages))
        print(f"peak memory, {options.memory_pages} pages: {memory([large])[1]:.0f} MiB (at most {MOST_MIB})")
        paths = []
        for number in range(options.files):
            paths.append(Path(folder) / f"{number}.pdf")
            paths[-1].write_bytes(small[number % len(small)])
        quarter, end = memory(paths)
        print(f"peak memory over {options.files} files: {quarter:.0f} MiB after a quarter, {end:.0f} at the end")


if __name__ == "__main__":
    main()
