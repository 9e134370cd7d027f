"""What tests of the import run share: drawn archives, the command in a process of its own, a dataset's bytes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from generator.convert import Conversion, Form
from generator.draw import draw_plan
from generator.print_text import print_bytes

from styrdata.records import TABLES
from styrdata.run import ImportRun, RunOptions, Summary
from styrdata.store import LocalStore

ROOT = Path(__file__).resolve().parent.parent
NO_PLAN = "Detta är ett brev om ingenting särskilt.\n"


def drawn_bytes(seed: int, year: int | None = None) -> bytes:
    """A small drawn plan as text, in the form that its seed says."""
    return print_bytes(draw_plan(seed, size=1, year=year), Conversion(tuple(Form)[seed % 3], seed))


def draw_archive(folder: Path, count: int, first: int = 0) -> Path:
    """A folder of drawn plans, some in folders of their own."""
    for seed in range(first, first + count):
        place = folder / (f"{seed % 5}" if seed % 2 else ".")
        place.mkdir(parents=True, exist_ok=True)
        (place / f"plan-{seed:05d}.txt").write_bytes(drawn_bytes(seed))
    return folder


def environment(**changes: str) -> dict[str, str]:
    path = os.pathsep.join([changes.pop("PYTHONPATH", ""), str(ROOT), str(ROOT / "tests")]).strip(os.pathsep)
    return {**os.environ, "PYTHONPATH": path, **changes}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "styrdata", *map(str, arguments)]


def styrdata(*arguments: object, cwd: Path = ROOT, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(**changes),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def import_here(*inputs: Path | str, out: Path, **options: Any) -> Summary:
    """An import with its parent in this process."""
    return ImportRun([str(each) for each in inputs], LocalStore(str(out)), RunOptions(jobs=2, **options)).run()


def table_bytes(out: Path) -> dict[str, str]:
    """Every Parquet file as a reader finds it, by its path below OUT, with a hash of its bytes."""
    files = (path for table in TABLES for path in (out / table).glob("*/*"))
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def manifest(out: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((out / "manifest.json").read_text("utf-8"))
    return content


def states(out: Path) -> dict[str, tuple[str, str | None]]:
    """Closing state and reason of each file."""
    return {record["path"]: (record["state"], record["reason"]) for record in manifest(out)["files"]}
