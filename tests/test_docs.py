"""README against the code: its commands exist, its examples print what it says, its dictionary is today's."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from readme import ROOT, dictionary, examples, run

from styrdata.cli import COMMANDS

README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module", autouse=True)
def _dataset() -> None:
    """The dataset that the examples speak of: the first of the two commands without its installing."""
    subprocess.run(
        [sys.executable, "-m", "styrdata", "import", "data/raw", "--out", "data/out", "--quiet"], cwd=ROOT, check=True
    )


@pytest.mark.parametrize("example", examples(README), ids=lambda example: example.command[:40])
def test_an_example_prints_what_readme_says(example):
    assert run(example.command) == example.output


def test_the_dictionary_is_todays():
    assert dictionary() in README


def test_every_command_named_in_readme_exists():
    named = set(re.findall(r"styrdata ([a-z]+)(?=[ `])", README)) - {"reads"}
    assert named
    assert named <= set(COMMANDS)


def test_every_make_target_named_in_readme_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"`?make ([a-z]+)", README))
    assert {"import", "test"} <= named <= targets


def test_links_lead_to_files():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_place_named_in_the_architecture_exists():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`((?:extract|parsers|normalize|styrdata|tests)/[\w/]*(?:\.py)?)`", text))
    assert len(named) > 20
    assert [place for place in sorted(named) if not (ROOT / place).exists()] == []
    assert [link for link in re.findall(r"\]\(([^)#:]+)\)", text) if not (ROOT / "docs" / link).exists()] == []
