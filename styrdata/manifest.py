"""manifest.json: one closing state for every input file, and which Parquet files the dataset consists of.

In: records and parts. Out: the file, written as it goes, so that its length never has to fit in memory; and the records
and parts again. Times stand here and nowhere else in a dataset.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.errors import Reason
from styrdata.journal import Part, PartFile
from styrdata.records import FileRecord, State
from styrdata.versions import parser_version

SCHEMA_VERSION = 1
"""normalize.schema.SCHEMA_VERSION, which costs an import of pyarrow; a test holds the two together."""


class ManifestError(Exception):
    """manifest.json is missing, cut off or no manifest; the message says what to do."""


@dataclass(slots=True)
class Totals:
    """What a manifest's records add up to."""

    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)

    def add(self, record: FileRecord) -> None:
        """Count one record."""
        self.states[record.state.value] += 1
        if record.reason is not None:
            self.reasons[record.reason.value] += 1
        for counter, counts in (
            (self.rows, record.rows),
            (self.findings, record.findings),
            (self.characters, record.characters),
        ):
            for name, count in counts:
                counter[name] += count

    @property
    def unclassified(self) -> float:
        """The share of all characters that no class of the ledger took."""
        return self.characters["unclassified"] / max(1, sum(self.characters.values()))


def write_manifest(path: Path, records: Iterable[FileRecord], parts: Iterable[Part]) -> Totals:
    """Write the file so that it lasts; what its records add up to."""
    totals = Totals()
    with path.open("w", encoding="utf-8") as file:
        file.write(
            f'{{"schema_version": {SCHEMA_VERSION},\n "parser_version": {json.dumps(parser_version())},\n "files": ['
        )
        separator = "\n"
        for record in records:
            totals.add(record)
            file.write(separator + "  " + json.dumps(_record_to_json(record), ensure_ascii=False))
            separator = ",\n"
        file.write('\n ],\n "parts": [')
        separator = "\n"
        for part in parts:
            file.write(separator + "  " + json.dumps(_part_to_json(part)))
            separator = ",\n"
        file.write("\n ]\n}\n")
        file.flush()
        os.fsync(file.fileno())
    return totals


def read_manifest(path: Path) -> tuple[list[FileRecord], list[Part]]:
    """All records and parts; ManifestError where it cannot be read."""
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if content["schema_version"] != SCHEMA_VERSION:
            raise ManifestError(f"{path} is of another schema version; import everything into a new folder.")
        return [_json_to_record(item) for item in content["files"]], [_json_to_part(item) for item in content["parts"]]
    except FileNotFoundError as error:
        raise ManifestError(f"{path} does not exist; write it with `styrdata import`.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ManifestError(f"{path} is damaged or cut off; the next `styrdata import` writes it again.") from error


def _record_to_json(record: FileRecord) -> dict[str, Any]:
    written: dict[str, Any] = {
        "path": record.path,
        "sha256": record.sha256,
        "state": record.state.value,
        "reason": record.reason.value if record.reason else None,
        "message": record.message,
        "seconds": record.seconds,
        "rows": dict(record.rows),
        "characters": dict(record.characters),
        "findings": dict(record.findings),
        "pages": record.pages,
        "media_type": record.media_type,
        "year": record.year,
        "fingerprint": record.fingerprint,
        "limit": record.limit,
    }
    if record.media_type == "pdf":
        written["slow_pages"] = record.slow_pages
    return written


def _json_to_record(item: dict[str, Any]) -> FileRecord:
    return FileRecord(
        path=item["path"],
        sha256=item["sha256"],
        state=State(item["state"]),
        reason=Reason(item["reason"]) if item["reason"] else None,
        message=item["message"],
        seconds=item["seconds"],
        rows=tuple(item["rows"].items()),
        characters=tuple(item["characters"].items()),
        findings=tuple(item["findings"].items()),
        slow_pages=item.get("slow_pages", 0),
        pages=item["pages"],
        media_type=item["media_type"],
        year=item["year"],
        fingerprint=item["fingerprint"],
        limit=item["limit"],
    )


def _part_to_json(part: Part) -> dict[str, Any]:
    return {
        "year": part.year,
        "bits": part.bits,
        "bucket": part.bucket,
        "fingerprint": part.fingerprint,
        "files": [{"path": file.path, "rows": file.rows, "bytes": file.size} for file in part.files],
    }


def _json_to_part(item: dict[str, Any]) -> Part:
    files = tuple(PartFile(file["path"], file["rows"], file["bytes"]) for file in item["files"])
    return Part(item["year"], item["bits"], item["bucket"], item["fingerprint"], files)
