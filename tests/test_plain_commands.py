"""The commands that print: `text`, `schema`, `status`; and the page that tells how to import."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from import_support import ROOT, drawn_bytes, import_here

from extract.reader import read_document
from normalize.schema import TABLES
from styrdata.cli import main
from styrdata.commands.import_ import command as import_command
from styrdata.commands.status import command as status_command


def run(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_text_prints_the_numbered_lines(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(drawn_bytes(3))
    document = read_document(path.read_bytes(), path.name)
    assert run("text", path).splitlines() == [line.rstrip("\n") for line in document.numbered()]


@pytest.mark.parametrize(("content", "said"), [(b"", "empty"), (None, "could not be read")])
def test_text_says_why_not(content: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    if content is not None:
        path.write_bytes(content)
    result = CliRunner().invoke(main, ["text", str(path)])
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize("shape", ["text", "markdown", "json"])
def test_schema_names_every_column(shape: str) -> None:
    printed = run("schema", "--format", shape)
    for table in TABLES:
        assert table.name in printed
        for column in table.all_columns:
            assert column.name in printed
    if shape == "json":
        assert [table["name"] for table in json.loads(printed)["tables"]] == [table.name for table in TABLES]


def test_status_shows_files_with_many_findings(tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    for seed in range(8):
        (archive / f"{seed}.txt").write_bytes(drawn_bytes(seed))
    (archive / "empty.txt").touch()
    import_here(archive, out=out)
    printed = run("status", out, "--top", 1)
    assert "Failed (1)" in printed
    assert "empty.txt is empty" in printed
    content = json.loads(run("status", out, "--json"))
    assert content["failed"] == [
        {"path": "empty.txt", "reason": "empty", "message": "empty.txt is empty; nothing to import."}
    ]
    counts = [
        item["findings"].get("error", 0) + item["findings"].get("warning", 0) for item in content["most_findings"]
    ]
    assert counts == sorted(counts, reverse=True)
    missing = CliRunner().invoke(main, ["status", str(tmp_path / "nowhere")])
    assert missing.exit_code == 1
    assert "styrdata import" in missing.output


# Options that the page on importing tells of are options there are, and none is left out.
def test_the_page_on_importing_and_the_options_agree() -> None:
    told = set(re.findall(r"--[a-z][a-z-]+", (ROOT / "docs" / "importing.md").read_text("utf-8"))) - {"--host"}
    options = {
        name for each in import_command.params for name in (*each.opts, *each.secondary_opts) if name[:2] == "--"
    }
    assert told <= options
    assert options - told == {"--ocr"}  # the default


def test_help_of_options_says_their_defaults() -> None:
    assert "--timeout" in run("import", "--help")
    assert {name for each in status_command.params for name in each.opts} == {"out", "--top", "--json"}
