"""Every command in docs/analysts.md is run on the sample dataset and prints what stands there.

`STYRDATA_UPDATE_DOCS=1 pytest tests/test_docs_analysts.py` writes what is printed into the page; read it before it is kept.
"""

import doctest
import json
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from styrdata.cli import main
from styrdata.connection import view_names

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "analysts.md"
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
BLOCK = re.compile(r"^```console\n\$ ([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
UPDATE = os.environ.get("STYRDATA_UPDATE_DOCS") == "1"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which data/raw is the samples and data/out what an import makes of them."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "data").mkdir()
    (folder / "data" / "raw").symlink_to(ROOT / "data" / "raw")
    before = Path.cwd()
    os.chdir(folder)
    result = CliRunner().invoke(main, ["import", "data/raw", "--out", "data/out", "--quiet"])
    assert result.exit_code == 0, result.output
    yield folder
    os.chdir(before)


def printed(command: str) -> str:
    name, *arguments = shlex.split(command)
    assert name == "styrdata"
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_every_command_prints_what_stands_there(sample: Path) -> None:
    text = PAGE.read_text("utf-8")
    if UPDATE:
        text = BLOCK.sub(lambda found: f"```console\n$ {found[1]}\n{printed(found[1])}```", text)
        PAGE.write_text(text, "utf-8")
    commands = BLOCK.findall(text)
    assert len(commands) >= 6
    for command, expected in commands:
        assert printed(command) == expected, command
        assert expected.count("\n") > 2, f"{command} finds nothing in the samples"


def test_every_line_of_python_prints_what_stands_there(sample: Path) -> None:
    text = PAGE.read_text("utf-8")
    if UPDATE:
        text = PYTHON.sub(lambda found: f"```pycon\n{rerun(found[1])}```", text)
        PAGE.write_text(text, "utf-8")
    runner = doctest.DocTestRunner(verbose=False)
    for block in PYTHON.findall(text):
        test = doctest.DocTestParser().get_doctest(block, {}, "analysts.md", None, None)
        assert runner.run(test).failed == 0


def rerun(block: str) -> str:
    """A session with its answers as they are now."""
    names: dict[str, object] = {}
    lines = []
    for example in doctest.DocTestParser().get_examples(block):
        lines.append(f">>> {example.source}")
        try:
            value = eval(example.source, names)
        except SyntaxError:
            exec(example.source, names)
        else:
            lines.append(f"{value!r}\n")
    return "".join(lines)


def test_every_view_is_told_of() -> None:
    text = PAGE.read_text("utf-8")
    for name in view_names():
        assert name == "indicator_directions" or f"`{name}`" in text


@pytest.mark.skipif(UPDATE, reason="the notebook is being written")
def test_the_notebook_as_kept_was_run_from_top_to_bottom() -> None:
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert not [out for cell in code for out in cell["outputs"] if out["output_type"] == "error"]
    assert NOTEBOOK.stat().st_size < 300_000


def test_the_notebooks_code_runs_on_the_samples(sample: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(sample)}}).execute()
    if UPDATE:
        for cell in notebook.cells:
            cell.metadata = {}
        nbformat.write(notebook, NOTEBOOK)
