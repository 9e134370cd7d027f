"""The sample plans that are kept as PDF and Word files, and the programs that print them.

In: nothing. Out: `PAPER`, and `write_paper`, which writes each file beside the rows that must come out of it. Files of
LibreOffice and Chromium are left as they are where the program is missing (`make office` installs both).
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.blocks import Block, to_blocks
from generator.convert import Conversion, Form
from generator.draw import draw_plan, slug
from generator.expected import expected
from generator.model import Generation, Kind, PlanModel
from generator.print_docx import to_docx
from generator.print_html import to_html
from generator.print_pdf import PdfStyle, Rules, to_pdf
from generator.samples import record_lines

CHROMIUM = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


def word_to_pdf(blocks: tuple[Block, ...], *, style: str = "Table Grid") -> bytes | None:
    """A Word file printed by LibreOffice; None where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "plan.docx")
        source.write_bytes(to_docx(blocks, style=style))
        command = [program, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        return Path(folder, "plan.pdf").read_bytes()


def page_to_pdf(blocks: tuple[Block, ...], *, rules: str = "ruled") -> bytes | None:
    """A web page printed by Chromium; None where it is not installed."""
    program = shutil.which("chromium")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder, "plan.html"), Path(folder, "plan.pdf")
        page.write_text(to_html(blocks, rules=rules), "utf-8")
        options = (*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", "--no-pdf-header-footer")
        subprocess.run([program, *options, page.as_uri()], check=True, capture_output=True)
        return target.read_bytes()


@dataclass(frozen=True, slots=True)
class Paper:
    """One kept file: what is drawn, how it is printed, and the end of its name."""

    seed: int
    kind: Kind
    generation: Generation
    year: int
    owner: str
    ending: str
    print: Callable[[tuple[Block, ...]], bytes | None]

    @property
    def plan(self) -> PlanModel:
        """The plan, drawn."""
        return draw_plan(self.seed, self.kind, self.generation, year=self.year, owner=self.owner, size=1, flawed=False)

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{slug(self.plan)}-{self.ending}"


PAPER = (
    Paper(31, Kind.COMMITTEE_VB, Generation.G2019, 2022, "Ekbacken-Åsbrinkens stadsdelsnämnd", "ruled.pdf", to_pdf),
    Paper(
        32,
        Kind.UNIT_VP,
        Generation.G2019,
        2024,
        "Björkdalens hemtjänst",
        "hairline.pdf",
        lambda blocks: to_pdf(blocks, PdfStyle(rules=Rules.HAIRLINE)),
    ),
    Paper(33, Kind.UNIT_VP, Generation.G2015, 2016, "Ekbackens öppna förskola", "word.docx", to_docx),
    Paper(34, Kind.UNIT_VB, Generation.G2019, 2021, "Beställarenheten vuxna", "libreoffice.pdf", word_to_pdf),
    Paper(35, Kind.UNIT_VP, Generation.G2019, 2025, "Lillsjöns förskolor", "chromium.pdf", page_to_pdf),
)


def write_paper(folder: Path) -> Iterator[Path]:
    """Write all files that can be printed here; yields the paths written."""
    for paper in PAPER:
        plan, path = paper.plan, folder / paper.name
        data = paper.print(to_blocks(plan))
        if data is None:
            continue
        path.write_bytes(data)
        yield path
        rows = expected(plan, Conversion(Form.TABS, paper.seed, keep_marks=1.0), paper.name)
        beside = path.with_name(f"{path.stem}.expected.json")
        beside.write_bytes(record_lines(rows).encode())
        yield beside
