"""`styrdata status`: what an import left in OUT, what failed and why, and what has many findings.

In: a dataset's folder. Out: some lines, or one JSON object. It reads manifest.json and nothing else, and changes nothing.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable
from pathlib import Path

import click

from styrdata.escape import printable
from styrdata.manifest import ManifestError, Totals, read_manifest
from styrdata.records import FileRecord, State
from styrdata.sources import is_remote, local_path
from styrdata.store import MANIFEST

_SERIOUS = ("error", "warning")


@click.command("status")
@click.argument("out")
@click.option("--top", type=click.IntRange(0), default=10, show_default=True, help="Files shown of each kind; 0: all.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(out: str, top: int, as_json: bool) -> None:
    """Show what an import left: states, what failed and why, what has many findings."""
    try:
        records, parts = read_manifest(_manifest(out))
    except (ManifestError, OSError) as error:
        raise click.ClickException(printable(str(error))) from error
    totals = Totals()
    for record in records:
        totals.add(record)
    failed = [record for record in records if record.state is State.FAILED]
    many = heapq.nlargest(top or len(records), filter(_serious, records), key=lambda item: (_serious(item), item.path))
    if as_json:
        _print_json(totals, failed, many)
        return
    years = sorted({part.year for part in parts if part.year}, key=int)
    click.echo("Files     " + (", ".join(f"{count} {name}" for name, count in sorted(totals.states.items())) or "none"))
    click.echo(f"Years     {', '.join(map(str, years)) or 'none known'}")
    click.echo("Findings  " + ", ".join(f"{totals.findings[name]} {name}" for name in (*_SERIOUS, "info")))
    _print_files("Failed", [record.sentence for record in failed], top)
    skipped = [record.sentence for record in records if record.state is State.SKIPPED]
    _print_files("Skipped", skipped, top)
    noted = [item for item in records if item.message and item.state in (State.IMPORTED, State.UNCHANGED)]
    _print_files("Imported with a remark", [record.sentence for record in noted], top)
    _print_files("Most errors and warnings", [f"{printable(record.path)}: {_counts(record)}" for record in many], top)


def _manifest(out: str) -> Path:
    if is_remote(out):
        from styrdata.remote import fetch_manifest

        return fetch_manifest(out)
    return Path(local_path(out)) / MANIFEST


def _serious(record: FileRecord) -> int:
    return sum(count for severity, count in record.findings if severity in _SERIOUS)


def _counts(record: FileRecord) -> str:
    found = dict(record.findings)
    return ", ".join(f"{found.get(severity, 0)} {severity}" for severity in _SERIOUS)


def _print_files(title: str, lines: Iterable[str], top: int) -> None:
    shown = list(lines)
    if not shown:
        return
    click.echo(f"\n{title} ({len(shown)})")
    for text in shown[: top or None]:
        click.echo(f"  {text}")
    if top and len(shown) > top:
        click.echo(f"  and {len(shown) - top} more (--top 0 shows all)")


def _print_json(totals: Totals, failed: list[FileRecord], many: list[FileRecord]) -> None:
    content = {
        "files": dict(sorted(totals.states.items())),
        "reasons": dict(sorted(totals.reasons.items())),
        "findings": dict(sorted(totals.findings.items())),
        "failed": [
            {"path": item.path, "reason": item.reason and item.reason.value, "message": item.message} for item in failed
        ],
        "most_findings": [{"path": item.path, "findings": dict(item.findings)} for item in many],
    }
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))
