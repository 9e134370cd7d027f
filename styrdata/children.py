"""What the children of an import run are made of: loaded once in the server that they are forked from.

In: nothing. Out: the functions children are asked to run; and, where `warm` is called, everything they need loaded,
so that a child starts in milliseconds. It never starts a thread, for a fork would not take it along.
"""

from __future__ import annotations

import gc
import hashlib
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING

from styrdata.records import Outcome, Task

if TYPE_CHECKING:
    from styrdata.dataset import BuildTask
    from styrdata.journal import PartFile

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Rows, lines and cells hold no cycles, so looking for them after each 700 objects, as Python does, is a tenth of the time."""
_SMALL_PLAN = """Verksamhetsplan 2022

Nämndmål: Stadsdelen är trygg

Förväntat resultat
Invånarna är nöjda. Budgeten är cirka 1,5 mnkr.

Indikator\tÅrsmål\tKF:s årsmål\tPeriodicitet
Andel nöjda\t80 %\tTas fram av nämnd\tÅr

Aktivitet\tStartdatum\tSlutdatum
Bygga en park\t2022-01-01\t2022-12-31

Beloppen anges i tkr\tBudget
Summa intäkter\t1 000
"""


def read_task(task: Task) -> Outcome:
    """`styrdata.pipeline.read_task`, imported where it is run."""
    from styrdata import pipeline

    return pipeline.read_task(task)


def build_part(task: BuildTask) -> tuple[PartFile, ...] | OSError:
    """`styrdata.dataset.build_part_or_error`, imported where it is run."""
    from styrdata import dataset

    return dataset.build_part_or_error(task)


def describe(task: tuple[str, tuple[str, ...]]) -> OSError | None:
    """Write a folder's datapackage.json by the paths of its files; what kept it from being written."""
    from styrdata import datapackage

    folder, paths = task
    try:
        datapackage.write(Path(folder), datapackage.described(paths))
    except OSError as error:
        return error
    return None


def warm() -> None:
    """Load what children need, and have the parsers build their patterns, by reading a small plan."""
    _tell_pyarrow_there_is_no_pandas()
    import pyarrow as pa
    import pyarrow.parquet

    from styrdata import dataset, pipeline  # noqa: F401
    from styrdata.quiet import quiet_readers

    quiet_readers()
    pa.set_memory_pool(pa.system_memory_pool())  # mimalloc keeps 5 MiB for the few hundred KiB of a plan's columns
    data = _SMALL_PLAN.encode()
    pipeline.read_task(Task("plan.txt", "", hashlib.sha256(data).hexdigest(), "", data=data))
    gc.collect()
    gc.freeze()  # what is loaded now stays: collections need not look at it, nor copy its pages after a fork
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


def _tell_pyarrow_there_is_no_pandas() -> None:
    """Have pyarrow look for pandas now, and not find it.

    It does so when it first turns Python values into an array: a third of a second and 60 MiB for types that no row has.
    """
    import pyarrow as pa

    hidden = _Hidden()
    sys.meta_path.insert(0, hidden)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(hidden)


class _Hidden(MetaPathFinder):
    """Says that there is no pandas."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Refuse pandas; leave every other module to others."""
        if fullname == "pandas":
            raise ImportError(fullname)
