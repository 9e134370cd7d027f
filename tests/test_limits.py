"""Files that do their worst to the reader, each in the middle of a batch: every one ends in its state, the rest is read."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from import_support import ROOT, command, draw_archive, environment, manifest, states, styrdata, table_bytes

from styrdata.escape import printable

HOSTILE = str(ROOT / "tests" / "hostile")


def hostile_import(archive: Path, out: Path, *options: object) -> str:
    done = styrdata("import", archive, "--out", out, *options, PYTHONPATH=HOSTILE)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An archive of well-behaved files, and what an import of it alone gives."""
    folder = tmp_path_factory.mktemp("alone")
    archive = draw_archive(folder / "archive", 8)
    styrdata("import", archive, "--out", folder / "out")
    return archive, table_bytes(folder / "out")


# A parser that loops, eats memory, aborts, crashes, ends its process, raises, recurses without end, or starts a process
# of its own and waits for it.
@pytest.mark.parametrize("jobs", [1, 2])
def test_each_in_the_middle_of_a_batch(jobs: int, alone: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    archive, expected = alone
    batch, out = tmp_path / "batch", tmp_path / "out"
    batch.mkdir()
    for path in archive.rglob("*.txt"):
        target = batch / path.relative_to(archive)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    size = max(path.stat().st_size for path in batch.rglob("*.txt"))
    for kind in ("LOOP", "EAT", "ABORT", "SEGV", "EXIT", "RAISE", "DEEP", "FORK"):
        (batch / f"plan-0000{kind}.txt").write_text(f"!{kind}!".ljust(size - 100 * len(kind)))
    printed = hostile_import(batch, out, "--timeout", 8, "--memory", 600, "--jobs", jobs)
    found = {path: state for path, state in states(out).items() if path[10:-4].isupper()}
    assert found == {
        "plan-0000LOOP.txt": ("failed", "timeout"),
        "plan-0000EAT.txt": ("failed", "memory"),
        "plan-0000ABORT.txt": ("failed", "crash"),
        "plan-0000SEGV.txt": ("failed", "crash"),
        "plan-0000EXIT.txt": ("failed", "crash"),
        "plan-0000RAISE.txt": ("failed", "crash"),
        "plan-0000DEEP.txt": ("failed", "crash"),
        "plan-0000FORK.txt": ("failed", "timeout"),
    }
    assert table_bytes(out) == expected
    assert "--timeout" in printed
    assert "--memory" in printed
    assert "\x1b" not in printed
    assert "SIGABRT" in printed
    assert not _running("613")


def _running(argument: str) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().split(b"\0")
        except OSError:
            continue
        if words[:2] == [b"sleep", argument.encode()]:
            found.append(entry.parent.name)
    return found


# What ran into a limit is tried again only under a higher one; what crashed is tried again each time.
def test_what_is_tried_again(tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    (archive / "slow.txt").write_text("!SLEEP! Nämndmål: Trygghet\n\nBeskrivning\nText.\n")
    (archive / "bad.txt").write_text("!RAISE!")
    hostile_import(archive, out, "--timeout", 0.1)
    assert states(out) == {"bad.txt": ("failed", "crash"), "slow.txt": ("failed", "timeout")}
    slow = [record["seconds"] for record in manifest(out)["files"]]
    hostile_import(archive, out, "--timeout", 0.1)
    assert manifest(out)["files"][1]["seconds"] == slow[1]
    assert hostile_import(archive, out, "--timeout", 5).count("bad.txt") >= 1
    assert states(out)["slow.txt"][1] != "timeout"


def test_hostile_names_and_content(tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    text = "Nämndmål: \x1b[31mRött\x1b[0m =HYPERLINK(1)\n\nBeskrivning\n\x07Text.\n"
    for name in (
        "up\\..\\..\\up.txt",
        "esc\x1b[31m.txt",
        "new\nline.txt",
        "it's.txt",
        "år 'x' \"y\".txt",
        "year=1999.txt",
    ):
        (archive / name).write_text(text + name)
    (archive / "esc\x1b[31m.txt").write_text("nothing")
    (archive / os.fsdecode(b"\xff.txt")).write_text(text)
    done = styrdata("import", archive, "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    shown = styrdata("status", out)
    assert "\x1b" not in done.stdout + done.stderr + shown.stdout
    assert "\\x1b[31m" in shown.stdout
    paths = set(pd.read_parquet(out / "documents").source_path)
    assert {
        "up\\..\\..\\up.txt",
        "new\nline.txt",
        "it's.txt",
        "år 'x' \"y\".txt",
        "year=1999.txt",
        "\\xff.txt",
    } == paths
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["archive", "out"]


def test_text_sends_no_escapes_to_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("a\tb\x1b[31mred\u202e\n")
    ours, theirs = pty.openpty()
    subprocess.run(command("text", path), stdout=theirs, env=environment(), check=True)
    shown = os.read(ours, 1000)
    os.close(ours)
    os.close(theirs)
    assert b"\x1b" not in shown
    assert "\u202e".encode() not in shown
    assert b"red" in shown


# Control and format characters, bytes that are no UTF-8; letters and a soft hyphen stay.
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("åäö \u00ad", "åäö \u00ad"),
        ("\x1b[0m", "\\x1b[0m"),
        ("\u202e", "\\u202e"),
        ("a\udcffb", "a\\xffb"),
        ("\n", "\\x0a"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_deep_nesting_and_a_very_long_line(tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    (archive / "deep.txt").write_text("Nämndmål: Trygghet\n\n" + "".join(f"{'- ' * n}punkt\n" for n in range(400)))
    (archive / "codes.txt").write_text("".join(f"{'1.' * n}1 Rubrik\n\ntext\n\n" for n in range(300)))
    (archive / "long.txt").write_text("Nämndmål: Trygghet\n\nBeskrivning\n" + "ord " * 2_000_000)
    done = styrdata("import", archive, "--out", out, "--timeout", 120)
    assert done.returncode == 0, done.stderr
    assert states(out)["deep.txt"] == ("imported", None)
    assert states(out)["long.txt"] == ("imported", None)
