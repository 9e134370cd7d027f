"""Imports go one way, extract <- parsers <- normalize <- styrdata, and the two middle rooms look at nothing outside."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from reading import ROOT

ROOMS = ("extract", "parsers", "normalize", "styrdata")
"""In order: each may import from those before it."""
LOOKING_OUT = frozenset(
    {"builtins", "ctypes", "getpass", "glob", "io", "locale", "multiprocessing", "os", "pathlib", "platform", "random",
     "secrets", "shutil", "signal", "socket", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid"}
)  # fmt: skip
"""Modules through which a function reads a file, a clock, chance or its surroundings."""
OPENING = frozenset({"open", "input", "print", "exec", "eval", "__import__", "breakpoint", "hash", "id"})
CLOCKS = frozenset({"now", "today", "utcnow", "getenv", "environ"})
MODULES = [(room, path) for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The top names of all modules that a module imports, wherever it does."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names.add((node.module or "").split(".")[0])
    return names


def identify(value: object) -> str | None:
    return value.relative_to(ROOT).as_posix() if isinstance(value, Path) else None


@pytest.mark.parametrize(("room", "path"), MODULES, ids=identify)
def test_imports_go_one_way(room: str, path: Path) -> None:
    above = set(ROOMS[ROOMS.index(room) + 1 :])
    assert not imported(path) & (above | {"tests", "bench", "generator"})


# Parsers and normalize are pure: the same arguments give the same result, wherever and whenever.
@pytest.mark.parametrize("path", [path for room, path in MODULES if room in ("parsers", "normalize")], ids=identify)
def test_no_file_no_clock_no_chance(path: Path) -> None:
    assert not imported(path) & LOOKING_OUT
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in OPENING, f"line {node.lineno}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in CLOCKS, f"line {node.lineno}"
        assert not isinstance(node, ast.Global), f"line {node.lineno}"


# No parser knows how bytes are read, and no reader's library comes with the parsers.
def test_parsers_need_no_reader() -> None:
    code = "import sys, parsers.analyse; print(*sorted(sys.modules))"
    loaded = modules_after(code)
    assert "extract.document" in loaded
    assert not loaded & {"pandas", "pyarrow", "pdfplumber", "pypdfium2", "pikepdf", "docx", "charset_normalizer"}


# What a person waits for: neither the help nor the import command's own module loads pandas or a reader of PDFs.
@pytest.mark.parametrize("module", ["styrdata.cli", "styrdata.run", "styrdata.commands"])
def test_no_heavy_import_before_it_is_needed(module: str) -> None:
    assert not modules_after(f"import sys, {module}; print(*sorted(sys.modules))") & {"pandas", "pdfplumber", "duckdb"}


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['styrdata', '--help']\nfrom styrdata.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint(); print(*sorted(sys.modules))"
    )
    assert not modules_after(code) & {"pandas", "pyarrow", "numpy", "pdfplumber", "duckdb", "rich"}


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.strip().rsplit("\n", 1)[-1].split())
