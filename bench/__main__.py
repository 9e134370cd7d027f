"""Runs all benchmarks, one after the other: `python -m bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> None:
    """Run each bench_*.py of this folder; the exit code is that of the first that fails."""
    for script in sorted(FOLDER.glob("bench_*.py")):
        print(f"== {script.stem}", flush=True)
        subprocess.run([sys.executable, script], check=True)


main()
