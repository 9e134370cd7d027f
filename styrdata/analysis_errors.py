"""What can be wrong with a dataset one opens, or with the machine one opens it on, in one sentence that says what to do.

In: names and paths. Out: exceptions whose text is meant for the person. It never imports a heavy package.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

INSTALL = 'pip install "styrdata[analysis]"'


class DatasetError(Exception):
    """A folder that is no dataset, or one that this version cannot read."""


class QueryError(Exception):
    """An SQL text that cannot be run, or may not be."""


class MissingPackageError(Exception):
    """An optional package is not installed."""


def require(module: str) -> Any:
    """Import an optional module; MissingPackageError names the package and the command that installs it."""
    try:
        return import_module(module)
    except ImportError as error:
        package = (error.name or module).split(".")[0].replace("_", "-")
        raise MissingPackageError(f"This needs the package {package}, which is not installed: {INSTALL}") from error
