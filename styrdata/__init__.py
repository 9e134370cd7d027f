"""What a person runs: the command line, the import run, writing and reading the dataset."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from styrdata.analysis import Dataset

__version__ = "0.1.0"


def open(path: str | os.PathLike[str]) -> Dataset:
    """Open a dataset's folder for reading: `styrdata.open("data/out").goals` is a pandas DataFrame.

    DatasetError says what to do where the folder is no dataset, lacks a table or has another schema version.
    """
    from styrdata.analysis import open_dataset

    return open_dataset(path)
