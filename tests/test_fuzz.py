"""Drawn damage: bytes of valid samples flipped, cut, doubled; every file ends in a known state, and so do its rows.

Texts, PDFs and Word files alike. Damage to compressed bytes seldom gets past the unpacking, so half of the drawn PDFs are
written without compression, and half of the damage to a Word file is done to its text before it is packed again.
`STYRDATA_FUZZ=5000` sets the number of cases (`make fuzz`); each is read in a child with a limit, as an import does.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from generator.blocks import to_blocks
from generator.draw import draw_plan
from generator.print_docx import to_docx
from generator.print_pdf import draw_style, to_pdf
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from import_support import ROOT, drawn_bytes, states, styrdata

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


WORD_TEXT = "word/document.xml"


def samples() -> list[list[tuple[str, bytes]]]:
    """Valid files by kind (text, PDF, Word): those kept in the repository, and drawn ones."""
    kept = [path for path in sorted((ROOT / "data" / "raw").iterdir()) if path.stat().st_size < 300_000]
    drawn = [(f"drawn-{seed}.txt", drawn_bytes(seed)) for seed in range(6)]
    drawn += [(f"drawn-{seed}.pdf", drawn_pdf(seed)) for seed in range(8)]
    drawn += [(f"drawn-{seed}.docx", to_docx(to_blocks(draw_plan(seed, size=1)))) for seed in range(4)]
    whole = [(path.name, path.read_bytes()) for path in kept] + drawn
    return [[sample for sample in whole if sample[0].endswith(suffix)] for suffix in (".txt", ".pdf", ".docx")]


def drawn_pdf(seed: int) -> bytes:
    """A small drawn plan as PDF, every other one without compression."""
    data = to_pdf(to_blocks(draw_plan(seed, size=1)), draw_style(seed))
    if seed % 2:
        return data
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(plain, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return plain.getvalue()


@dataclass(frozen=True)
class Damage:
    """Harm to a sample: which one, and the deeds as (kind, place as a share of the length, number of bytes, detail).

    With `inside`, harm to a Word file is done to its text, which is then packed as it should be.
    """

    kind: int
    sample: int
    inside: bool
    deeds: tuple[tuple[str, float, int, int], ...]

    def name(self) -> str:
        return self._valid()[0]

    def data(self) -> bytes:
        name, data = self._valid()
        return self._repacked(data) if self.inside and name.endswith(".docx") else self._harmed(data)

    def _valid(self) -> tuple[str, bytes]:
        return SAMPLES[self.kind][self.sample % len(SAMPLES[self.kind])]

    def _repacked(self, data: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.namelist():
                content = old.read(member)
                new.writestr(member, self._harmed(content) if member == WORD_TEXT else content)
        return target.getvalue()

    def _harmed(self, data: bytes) -> bytes:
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
damaged = st.builds(
    Damage,
    st.integers(0, len(SAMPLES) - 1),
    st.integers(0, max(map(len, SAMPLES)) - 1),
    st.booleans(),
    st.lists(deeds, min_size=1, max_size=4).map(tuple),
)


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
        data, name = each.data(), f"{number}-{each.name()}"
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


# What the readers' own libraries say of a damaged file stays with them: who imports sees one line a file that failed.
def test_a_damaged_file_is_told_once(tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    (archive / "matrix.pdf").write_bytes(drawn_pdf(0).replace(b" Tm", b" /X Tm", 40))
    (archive / "cut.docx").write_bytes(to_docx(to_blocks(draw_plan(1, size=1)))[:5000])
    done = styrdata("import", archive, "--out", out)
    assert done.stderr == "failed: cut.docx is a damaged Word file and could not be read.\n"
    assert states(out)["matrix.pdf"] == ("imported", None)
    assert "Could not" not in styrdata("text", archive / "matrix.pdf").stderr
