"""Reads what documents say can be run, runs it, and writes again what came out.

`python tests/readme.py` rewrites the outputs and the data dictionary in README.md and docs/*.md; test_docs.py and
test_docs_analysts.py hold the documents against what comes out today.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"<!-- run -->\n```sh\n\$ (?P<command>.*?)\n```", re.S)
_DICTIONARY = re.compile(r"(<!-- dictionary -->\n).*?(<!-- /dictionary -->)", re.S)


@dataclass(frozen=True, slots=True)
class Example:
    """A command as printed and the output printed below it."""

    command: str
    output: str


def examples(text: str) -> list[Example]:
    """The marked examples of a document; a command ends where its quotes are closed."""
    found = []
    for match in _BLOCK.finditer(text):
        lines = match["command"].split("\n")
        for count in range(1, len(lines) + 1):
            command = "\n".join(lines[:count])
            if command.count("'") % 2 == 0 and not command.endswith("\\"):
                break
        found.append(Example(command, "\n".join(lines[count:])))
    return found


def run(command: str) -> str:
    """What a command prints, run from the repository's root as a person would."""
    environment = {**os.environ, "COLUMNS": "120", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    command = command.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    result = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return "\n".join(line.rstrip() for line in result.stdout.strip("\n").split("\n"))


def dictionary() -> str:
    """The data dictionary as `styrdata schema` prints it."""
    return run(".venv/bin/styrdata schema --format markdown")


def rewritten(text: str) -> str:
    """A document with its outputs and its dictionary as they come out today."""
    for example in examples(text):
        old = f"$ {example.command}\n{example.output}\n```" if example.output else f"$ {example.command}\n```"
        text = text.replace(old, f"$ {example.command}\n{run(example.command)}\n```")
    return _DICTIONARY.sub(lambda match: f"{match[1]}\n{dictionary()}\n\n{match[2]}", text)


if __name__ == "__main__":
    for name in sys.argv[1:] or ["README.md"]:
        path = ROOT / name
        path.write_text(rewritten(path.read_text("utf-8")), "utf-8")
