"""Activity tables to activities.

In: a whole table with its header understood. Out: one activity a printed row, with its mark, its deviation, and the
analysis under it over any number of paragraphs and pages. Dates stay texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.document import Evidence
from parsers.columns import Header
from parsers.elements import RawRow
from parsers.followed_rows import FollowedRow, begins_inside, cell_text, named_row, unknown_columns
from parsers.matching import Matcher, analysis_of, fold, is_symbol, squash
from parsers.plan import Activity, ActivityStatus, Problem, Severity
from parsers.prose import is_finished
from parsers.tables import WholeTable

MAX_NAME_WORDS = 9
"""Words of a unit's name that heads an analysis, at most."""


def read_activities(
    table: WholeTable,
    first_ordinal: int,
    organisation: str | None,
    matcher: Matcher,
    legend: Mapping[str, str],
) -> tuple[list[Activity], list[Problem]]:
    """The activities of one table, and the marks that are not known."""
    header = table.header
    if header is None:
        return [], []
    column = header.index("description") or 0
    rows = _rows(table, column, header, matcher)
    problems: list[Problem] = []
    activities = [
        _activity(row, first_ordinal + number, column, header, table, organisation, matcher, legend, problems)
        for number, row in enumerate(rows)
    ]
    problems.extend(unknown_columns(table, header))
    return activities, problems


def _rows(table: WholeTable, column: int, header: Header, matcher: Matcher) -> list[FollowedRow]:
    rows: list[FollowedRow] = []
    for number, printed in table.body:
        row = named_row(printed, column, matcher)
        texts = row.texts
        if not any(texts):
            continue
        text = texts[column] or next(text for text in texts if text)
        alone = sum(bool(t) for t in texts) == 1 and bool(texts[column])
        dated = _is_dated(row, header)
        analysis = analysis_of(text, matcher) if alone else None
        if rows and analysis is not None:
            rows[-1].analyse([analysis], row)
        elif rows and rows[-1].analysed and not dated:
            rows[-1].analyse(texts, row)
        elif (rows and _goes_on(row, rows[-1], column, header, at_break=number in table.breaks)) or (
            rows and alone and _is_paragraph(row, column, rows[-1].row, header, table, matcher)
        ):
            rows[-1].go_on(row)
        else:
            rows.append(FollowedRow(row, row.span))
    return rows


def _goes_on(row: RawRow, last: FollowedRow, column: int, header: Header, *, at_break: bool) -> bool:
    """Whether a row is the rest of the one above it: of its text, or the dates that a page break parted from its name."""
    if not _is_dated(row, header):
        return _is_rest(row, column, at_break=at_break)
    return not row.texts[column] and not last.analysed and not _is_dated(last.row, header)


def _is_dated(row: RawRow, header: Header) -> bool:
    """Whether a row has a date; a page break may leave it to the rest of the row."""
    return any(cell_text(row.cells, header.index(role)) for role in ("start", "end"))


def _is_rest(row: RawRow, column: int, *, at_break: bool) -> bool:
    text = row.texts[column]
    return not text or at_break or begins_inside(text)


def _is_paragraph(
    row: RawRow, column: int, before: RawRow, header: Header, table: WholeTable, matcher: Matcher
) -> bool:
    """Whether a row without dates and mark is one more paragraph of the description above, which has both its dates.

    Where only words show a table, its rows are no further apart than the paragraphs of a cell may be.
    """
    whole = all(cell_text(before.cells, header.index(role)) for role in ("start", "end"))
    return table.evidence is Evidence.WORDS and whole and matcher.strip_mark(row.texts[column])[0] is None


def _activity(
    followed: FollowedRow,
    ordinal: int,
    column: int,
    header: Header,
    table: WholeTable,
    organisation: str | None,
    matcher: Matcher,
    legend: Mapping[str, str],
    problems: list[Problem],
) -> Activity:
    cells = followed.row.cells
    mark, description = matcher.strip_mark(cells[column].text)
    for cell in cells[:column]:
        mark = mark or matcher.strip_mark(cell.text)[0]
    status_text = _status_text(cell_text(cells, header.index("status")), matcher) or mark
    status = _status(status_text, matcher, legend)
    if status_text and status is None and (mark is None or len(mark) > 1 or is_symbol(mark)):
        code = f" (U+{ord(status_text):04X})" if len(status_text) == 1 else ""
        message = f"The mark or status {status_text!r}{code} is not known; the activity has no status."
        problems.append(Problem("unknown_mark", Severity.WARNING, message, followed.span, "activities", ordinal))
    return Activity(
        ordinal=ordinal,
        goal=table.goal,
        table=table.ordinal,
        description=description,
        start=cell_text(cells, header.index("start")),
        end=cell_text(cells, header.index("end")),
        status=status,
        status_text=status_text,
        deviation=cell_text(cells, header.index("deviation")),
        analysis=_analysis(followed.analysis, organisation),
        span=followed.span,
    )


def _status_text(text: str | None, matcher: Matcher) -> str | None:
    """A status as printed; the words of an image that stands alone without their brackets."""
    mark, rest = matcher.strip_mark(text or "")
    return mark if mark and not rest else text


def _status(text: str | None, matcher: Matcher, legend: Mapping[str, str]) -> ActivityStatus | None:
    if not text:
        return None
    mark, word = matcher.strip_mark(text)
    name = matcher.activity_statuses.find(word or mark or "")
    name = name or (legend.get(mark) or matcher.mark_status.get(mark) if mark else None)
    return ActivityStatus(name) if name else None


def _analysis(parts: Sequence[str], organisation: str | None) -> str | None:
    """The paragraphs of an analysis; the unit's name that heads them is not part of what it says."""
    kept = [part for part in parts if part]
    if kept and _is_unit_name(kept, organisation):
        kept = kept[1:]
    elif kept and organisation:
        kept[0] = _without_name(kept[0], organisation)
    return fold(" ".join(kept)) or None


def _without_name(text: str, organisation: str) -> str:
    """A text without the unit's name in front of its first sentence: one cell may hold both, each on its own line."""
    words = text.split()
    name = squash(organisation)
    for count in range(1, min(len(words), MAX_NAME_WORDS + 1)):
        if squash(" ".join(words[:count])) == name:
            return text if words[count][:1].islower() else " ".join(words[count:])
    return text


def _is_unit_name(parts: Sequence[str], organisation: str | None) -> bool:
    first = parts[0]
    if organisation and squash(first) == squash(organisation):
        return True
    return (
        len(parts) > 1 and not is_finished(first) and len(first.split()) <= MAX_NAME_WORDS and not first[:1].islower()
    )
