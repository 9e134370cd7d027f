"""One file from bytes to rows: read, recognise, type, and pack what came out for the way to the dataset.

In: a Task. Out: an Outcome, always: whatever a file does to the readers and parsers ends as that file's closing state.
It never writes a file and never looks at another task.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from dataclasses import replace

import pyarrow as pa

from extract.document import Document, Remark
from extract.errors import ReadError, Reason
from extract.reader import ReadOptions, read_document
from normalize.build import SourceFile, plan_to_rows
from normalize.rows import FindingRow, Rows, Where
from normalize.schema import arrow_schema, rows_to_batch
from parsers.analyse import analyse
from parsers.plan import LedgerClass, Plan, Severity
from styrdata.escape import printable
from styrdata.records import TABLES, Batch, FileRecord, ImportOptions, Outcome, State, Task, state_for
from styrdata.sources import read_bytes
from styrdata.workers import come_further

CODEC = "lz4"
"""Staged rows are read once more and then thrown away: speed counts, size hardly does."""

_NOWHERE = Where(None, None, None, None)


def import_bytes(data: bytes, source_path: str, options: ImportOptions | None = None) -> tuple[Rows, Document]:
    """All rows of one file's bytes, and the document they were read from. Raises ReadError."""
    options = options or ImportOptions()
    document = read_document(data, source_path, ReadOptions(options.source, options.ocr, come_further))
    plan = analyse(document)
    if not plan.goals and not any(_told(plan)):
        raise no_plan(source_path, document)
    source = SourceFile(source_path, hashlib.sha256(data).hexdigest(), len(data))
    return plan_to_rows(plan, document, source), document


def no_plan(source_path: str, document: Document) -> ReadError:
    """Why a file gave no rows: it may be no plan, or what made it one was lost."""
    if any(remark.code == "page_unreadable" for remark in document.remarks):
        message = f"{source_path} is damaged; what could be read of it holds no goal and no table of a plan."
        return ReadError(Reason.DAMAGED, message)
    message = f"{source_path} holds no goal and no table of a plan; if it is one, look at `styrdata text` of it."
    return ReadError(Reason.NOT_A_PLAN, message)


def _told(plan: Plan) -> tuple[object, ...]:
    """What tells a plan besides goals: a table."""
    return plan.tables


def read_task(task: Task) -> Outcome:
    """Read one file; the one place where any exception becomes a closing state."""
    start = time.monotonic()
    try:
        outcome = _read(task)
    except ReadError as error:
        outcome = failure(task, error.reason, str(error))
    except MemoryError:
        outcome = failure(task, Reason.MEMORY, memory_message(task))
    except OSError as error:
        outcome = failure(task, Reason.UNREADABLE, f"{task.path} could not be read: {error.strerror or error}.")
    except Exception as error:  # one bad file never stops a run
        where = _innermost(error)
        outcome = failure(
            task,
            Reason.CRASH,
            f"Reading {task.path} ended in {type(error).__name__} at {where}: {str(error)[:300]}; please report it.",
        )
    return replace(outcome, record=replace(outcome.record, seconds=round(time.monotonic() - start, 4)))


def failure(task: Task, reason: Reason, message: str) -> Outcome:
    """The outcome of a file that gave no rows."""
    limit = {Reason.TIMEOUT: task.options.timeout, Reason.MEMORY: float(task.options.memory)}.get(reason)
    return Outcome(
        FileRecord(
            path=task.path,
            sha256=task.sha256,
            state=state_for(reason),
            reason=reason,
            message=printable(message),
            fingerprint=task.fingerprint,
            limit=limit,
        )
    )


def memory_message(task: Task) -> str:
    """What a person reads where a file needed more memory than it may have."""
    return f"Reading {task.path} took more than {task.options.memory} MiB of memory; allow more with --memory."


def _read(task: Task) -> Outcome:
    data = task.data if task.data is not None else read_bytes(task.address)
    if hashlib.sha256(data).hexdigest() != task.sha256:
        raise ReadError(Reason.UNREADABLE, f"{task.path} changed while it was being imported; import it again.")
    rows, document = import_bytes(data, task.path, task.options)
    rows = _with_duplicates(rows, task.duplicates)
    record = _record(task, rows, document)
    del document  # as large as the rows, and read to its end
    return Outcome(record, rows_to_batches(rows))


def _record(task: Task, rows: Rows, document: Document) -> FileRecord:
    severities = Counter(row.severity for row in rows.findings)
    return FileRecord(
        path=task.path,
        sha256=task.sha256,
        state=State.IMPORTED,
        message=_warning(document.remarks),
        rows=tuple((table, len(getattr(rows, table))) for table in TABLES),
        characters=tuple(sorted((str(LedgerClass(name)), count) for name, count in rows.characters)),
        findings=tuple((severity.value, severities[severity.value]) for severity in Severity),
        slow_pages=document.slow_pages,
        pages=document.page_count or 0,
        media_type=document.media_type.value,
        year=rows.year,
        fingerprint=task.fingerprint,
    )


def _warning(remarks: tuple[Remark, ...]) -> str | None:
    """What was wrong with a file that could be imported all the same; the rest of it stands in findings."""
    serious = [remark.message for remark in remarks if remark.severity != Severity.INFO]
    if not serious:
        return None
    more = f" ({len(serious) - 1} more in findings)" if len(serious) > 1 else ""
    return printable(serious[0]) + more


def _with_duplicates(rows: Rows, duplicates: tuple[str, ...]) -> Rows:
    if not duplicates:
        return rows
    document = rows.documents[0].document_id
    found = tuple(
        FindingRow(
            document,
            "duplicate_document",
            Severity.INFO.value,
            f"The same bytes also lie at {printable(path)}; they were imported once.",
            "documents",
            document,
            _NOWHERE,
        )
        for path in duplicates
    )
    return replace(rows, findings=(*rows.findings, *found))


def rows_to_batches(rows: Rows) -> tuple[Batch, ...]:
    """One compressed record batch a table that has rows."""
    codec = pa.Codec(CODEC)
    batches = []
    for table in TABLES:
        if not getattr(rows, table):
            continue
        serialised = rows_to_batch(rows, table).serialize()
        batches.append(Batch(table, serialised.size, codec.compress(serialised, asbytes=True)))
    return tuple(batches)


def batch_to_arrow(table: str, size: int, data: bytes) -> pa.RecordBatch:
    """The record batch that `rows_to_batches` packed."""
    raw = pa.Codec(CODEC).decompress(data, decompressed_size=size)
    return pa.ipc.read_record_batch(raw, arrow_schema(table))


def _innermost(error: BaseException) -> str:
    """The place in our own code that an exception came from, such as `parsers/tables.py:120`."""
    place = "an unknown place"
    trace = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename.replace("\\", "/").split("/")
        place = f"{'/'.join(path[-2:])}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
