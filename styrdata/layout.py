"""A dataset's folder as it lies on disk: which tables it has, which files they are made of, which version wrote it.

In: a path. Out: a Layout, or a DatasetError that says what to do. It never opens a Parquet file and never imports
anything heavy; the manifest is read whole only where its records are asked for.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from normalize.schema import SCHEMA_VERSION, TABLE_NAMES
from styrdata.analysis_errors import DatasetError

MANIFEST = "manifest.json"
NO_YEAR = "year=0"
"""The folder of files without rows, where no document has a year; see dataset.py."""
HEAD_CHARACTERS = 4096
"""The schema version stands at the top of the manifest: this much of it is looked at before the whole is read."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One input file's record in the manifest; `reason` is null where the file was imported."""

    path: str
    state: str
    reason: str | None
    message: str | None
    characters: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A folder that was found to hold a dataset of this schema version."""

    root: Path

    def glob(self, table: str) -> str:
        """The pattern of a table's Parquet files, one folder a year; a linked table is followed."""
        return str(self.root / table / "*" / "*.parquet")

    def files(self, table: str) -> list[Path]:
        """A table's Parquet files in the order of their names; none where it has no rows."""
        return sorted((self.root / table).glob("*/*.parquet"))

    def documents(self) -> bool:
        """Whether there is any document in it."""
        return any(path.parent.name != NO_YEAR for path in self.files("documents"))

    def records(self) -> list[FileRecord]:
        """The manifest's records, in its order."""
        manifest: dict[str, Any] = json.loads((self.root / MANIFEST).read_text("utf-8"))
        return [_record(item) for item in manifest.get("files", [])]

    def fingerprint(self) -> str:
        """Sixteen hex digits that change when a file of the dataset does (by name, size and time of change)."""
        digest = hashlib.sha256()
        for path in (file for table in TABLE_NAMES for file in self.files(table)):
            stat = path.stat()
            digest.update(f"{path.relative_to(self.root)}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
        return digest.hexdigest()[:16]


def path_to_layout(path: str | os.PathLike[str]) -> Layout:
    """Look at a folder; DatasetError where it is no dataset, lacks a table or has another schema version."""
    root = Path(path)
    name = os.fspath(path)
    how = f"write one with: styrdata import FOLDER --out {name}"
    if not root.exists():
        raise DatasetError(f"{name} does not exist; {how}")
    if not root.is_dir():
        raise DatasetError(f"{name} is a file, not a dataset's folder; {how}")
    tables = [table for table in TABLE_NAMES if (root / table).is_dir()]
    if not (root / MANIFEST).is_file():
        missing = "manifest.json, so its import did not end" if tables else "manifest.json and no tables"
        raise DatasetError(f"{name} is no dataset: it has no {missing}; {how}")
    _check_version(name, _schema_version(name, root / MANIFEST), how)
    absent = [table for table in TABLE_NAMES if table not in tables]
    if tables and absent:
        raise DatasetError(f"{name} lacks the table {', '.join(absent)}; {how}")
    return Layout(root)


def _check_version(name: str, version: int | None, how: str) -> None:
    """Raise where the dataset's version is not the one this code reads."""
    if version is None:
        raise DatasetError(f"{name}/{MANIFEST} names no schema version; {how}")
    if version < SCHEMA_VERSION:
        raise DatasetError(f"{name} has schema version {version}, this styrdata reads {SCHEMA_VERSION}; {how}")
    if version > SCHEMA_VERSION:
        raise DatasetError(
            f"{name} has schema version {version}, this styrdata reads only {SCHEMA_VERSION}; upgrade styrdata"
        )


def _schema_version(name: str, path: Path) -> int | None:
    """The manifest's schema version, from its head where it stands there."""
    with path.open(encoding="utf-8") as file:
        found = re.search(r'"schema_version"\s*:\s*(\d+)', file.read(HEAD_CHARACTERS))
    if found:
        return int(found[1])
    try:
        version = json.loads(path.read_text("utf-8")).get("schema_version")
    except (ValueError, AttributeError) as error:
        raise DatasetError(f"{name}/{MANIFEST} is damaged ({error}); import again with --out {name}") from error
    return version if isinstance(version, int) else None


def _record(item: dict[str, Any]) -> FileRecord:
    """One record of the manifest, typed."""
    characters = Counter({str(key): int(count) for key, count in (item.get("characters") or {}).items()})
    return FileRecord(
        path=item["path"],
        state=item["state"],
        reason=item.get("reason"),
        message=item.get("message"),
        characters=tuple(sorted(characters.items())),
    )
