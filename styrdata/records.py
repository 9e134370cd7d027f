"""What an import run knows about one file: the task, what came of it, and the record the manifest keeps.

In: nothing; these are plain types, small enough to be sent between processes. They never hold rows as Python objects:
rows travel as compressed Arrow batches.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum

from extract.errors import Reason
from normalize.rows import Rows
from styrdata.escape import printable

TABLES = tuple(column.name for column in fields(Rows) if column.name != "characters")
"""Names of the dataset's tables, in the order they are written."""

DOCUMENT_ID_LENGTH = 16
"""Hex digits of a file's SHA-256 that make its document_id."""

Counts = tuple[tuple[str, int], ...]


class State(StrEnum):
    """Closing states of a file in manifest.json."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    SKIPPED = "skipped"


SKIP_REASONS = frozenset({Reason.NOT_A_PLAN, Reason.UNSUPPORTED, Reason.DUPLICATE})
"""Reasons that say the file is nothing to import; all others say that importing it failed."""


def state_for(reason: Reason) -> State:
    """The closing state that goes with a reason."""
    return State.SKIPPED if reason in SKIP_REASONS else State.FAILED


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a user can choose about reading and about a file's limits; `timeout` in seconds, `memory` in MiB."""

    source: str = "fast"
    ocr: bool = True
    timeout: float = 300.0
    memory: int = 2048

    @property
    def reading(self) -> str:
        """The part that decides which rows come out."""
        return f"source={self.source} ocr={self.ocr}"


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read: its name in the dataset, where its bytes are, what they were when it was planned.

    `address` is a local path or an fsspec address. `data` holds the bytes only where no other process can fetch them.
    """

    path: str
    address: str
    sha256: str
    fingerprint: str
    duplicates: tuple[str, ...] = ()
    options: ImportOptions = field(default_factory=ImportOptions)
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One document's rows of one table: a serialised Arrow record batch, LZ4 over `size` bytes."""

    table: str
    size: int
    data: bytes


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file's closing state, as manifest.json has it, with what the next run needs to know.

    `fingerprint` names the bytes, the parser and the choices that these rows come from. `limit` is the limit in force
    where a file ran into it.
    """

    path: str
    sha256: str | None
    state: State
    reason: Reason | None = None
    message: str | None = None
    seconds: float = 0.0
    rows: Counts = ()
    characters: Counts = ()
    findings: Counts = ()
    slow_pages: int = 0
    pages: int = 0
    media_type: str | None = None
    year: int | None = None
    fingerprint: str | None = None
    limit: float | None = None

    @property
    def sentence(self) -> str:
        """Its message with its name before it, where the message does not begin with it."""
        message, name = printable(self.message or ""), printable(self.path)
        return message if message.startswith(name) else f"{name}: {message}"

    @property
    def document_id(self) -> str | None:
        """The id of the document these bytes are."""
        return self.sha256[:DOCUMENT_ID_LENGTH] if self.sha256 else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading one file: its record and, where it was imported, its rows."""

    record: FileRecord
    batches: tuple[Batch, ...] = ()
