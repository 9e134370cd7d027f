"""Drawn damage: bytes of valid samples flipped, cut, doubled; every file ends in a known state, and so do its rows.

`STYRDATA_FUZZ=5000` sets the number of cases (`make fuzz`); each is read in a child with a limit, as an import does.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from import_support import ROOT, drawn_bytes

from extract.errors import Reason
from styrdata.records import ImportOptions, Outcome, State, Task
from styrdata.run import read_locally
from styrdata.workers import Workers

CASES = int(os.environ.get("STYRDATA_FUZZ", "300"))
BATCH = 50
OPTIONS = ImportOptions(timeout=30, memory=1024, ocr=False)
KNOWN = {
    Reason.EMPTY, Reason.NOT_A_PLAN, Reason.NEEDS_OCR, Reason.ENCRYPTED, Reason.DAMAGED, Reason.UNSUPPORTED,
    Reason.UNREADABLE, Reason.TOO_LARGE,
}  # fmt: skip
"""What damage may end in; `timeout`, `memory` and `crash` would be faults of ours."""


def samples() -> list[tuple[str, bytes]]:
    """Valid files: those kept in the repository, and drawn ones."""
    kept = [path for path in sorted((ROOT / "data" / "raw").rglob("*")) if path.suffix in (".txt", ".pdf", ".docx")]
    drawn = [(f"drawn-{seed}.txt", drawn_bytes(seed)) for seed in range(6)]
    return [(path.name, path.read_bytes()) for path in kept if path.stat().st_size < 300_000] + drawn


@dataclass(frozen=True)
class Damage:
    """Harm to a sample: which one, and the deeds as (kind, place as a share of the length, number of bytes, detail)."""

    sample: int
    deeds: tuple[tuple[str, float, int, int], ...]

    def data(self) -> bytes:
        data = SAMPLES[self.sample][1]
        for kind, share, length, detail in self.deeds:
            at = int(share * len(data))
            piece, rest = data[at : at + length], data[at + length :]
            piece = {
                "flip": bytes(byte ^ (1, 32, 128, 255)[detail] for byte in piece[:7]) + piece[7:],
                "cut": b"",
                "double": piece * 2,
                "end": piece,
                "insert": piece + INSERTED[detail],
                "zero": bytes(len(piece)),
            }[kind]
            data = data[:at] + piece + (b"" if kind == "end" else rest)
        return data


INSERTED = (b"\0", b"\xff\xfe", "\n\tNämndmål:\n".encode(), b"\f\r" * 50)
deeds = st.tuples(
    st.sampled_from(("flip", "cut", "double", "end", "insert", "zero")),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from((1, 2, 7, 64, 1000, 20_000)),
    st.integers(0, 3),
)


SAMPLES = samples()
damaged = st.builds(Damage, st.integers(0, len(SAMPLES) - 1), st.lists(deeds, min_size=1, max_size=4).map(tuple))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2, ("styrdata.warm_children",)) as pool:
        yield pool


@settings(
    max_examples=max(1, CASES // BATCH),
    deadline=None,
    derandomize=CASES <= 1000,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(batch=st.lists(damaged, min_size=BATCH, max_size=BATCH))
def test_damage_ends_in_a_known_state(workers: Workers, batch: list[Damage]) -> None:
    tasks = []
    for number, each in enumerate(batch):
        data, name = each.data(), f"{number}-{SAMPLES[each.sample][0]}"
        tasks.append(Task(name, "", hashlib.sha256(data).hexdigest(), "f", options=OPTIONS, data=data))
    outcomes = {outcome.record.path: outcome for outcome in read_locally(workers, tasks, OPTIONS)}
    assert len(outcomes) == len(tasks)
    for task in tasks:
        problem = _problem(outcomes[task.path])
        if problem:
            kept = Path(os.environ.get("STYRDATA_FUZZ_KEEP", "/tmp")) / f"fuzz-{task.sha256[:12]}-{task.path}"
            kept.write_bytes(task.data or b"")
            pytest.fail(f"{problem} (kept as {kept})")


def _problem(outcome: Outcome) -> str | None:
    record = outcome.record
    if record.state is State.IMPORTED:
        rows = Counter(dict(record.rows))
        return None if rows["documents"] == 1 and outcome.batches else "imported without a document"
    if record.reason not in KNOWN:
        return f"{record.reason}: {record.message}"
    return None if record.message else "no message"
