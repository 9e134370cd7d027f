"""Kills, full disks, folders that go away: OUT is the old dataset or the new one, and the next run goes on."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from import_support import (
    command,
    draw_archive,
    drawn_bytes,
    environment,
    import_here,
    manifest,
    states,
    styrdata,
    table_bytes,
)

from styrdata import publishing
from styrdata.records import TABLES
from styrdata.store import LocalStore, StoreError

KILLS = 6
SOAK_KILLS = 50
SOAK_FILES = 300

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")


def kill_at(archive: Path, out: Path, seconds: float) -> bool:
    """Start an import and kill -9 it after some time; whether it was still running."""
    process = subprocess.Popen(
        command("import", archive, "--out", out),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def check_kills(tmp_path: Path, files: int, kills: int) -> int:
    """Kill imports at random moments, each going on where the last stopped; what comes out is as if never killed.

    How often an import that went on after kills came to its end.
    """
    archive, fresh = draw_archive(tmp_path / "archive", files), tmp_path / "fresh"
    start = time.monotonic()
    assert styrdata("import", archive, "--out", fresh).returncode == 0
    whole = time.monotonic() - start
    expected = table_bytes(fresh)
    dice = random.Random(files)
    killed, resumed = 0, 0
    out = tmp_path / "out"
    while killed < kills:
        if not kill_at(archive, out, dice.uniform(0.05, whole)):
            assert table_bytes(out) == expected
            shutil.rmtree(out)
            resumed += 1
            continue
        killed += 1
        if (out / "goals").exists():  # published before the kill came
            assert table_bytes(out) == expected
            shutil.rmtree(out)
    assert styrdata("import", archive, "--out", out).returncode == 0
    assert table_bytes(out) == expected
    assert not list((out / ".styrdata").glob("building-*"))
    return resumed


def test_killed_at_random_moments(tmp_path: Path) -> None:
    check_kills(tmp_path, 60, KILLS)


@pytest.mark.soak
def test_killed_at_many_random_moments(tmp_path: Path) -> None:
    assert check_kills(tmp_path, SOAK_FILES, SOAK_KILLS) > 0


def update_archive(archive: Path, files: int, dice: random.Random) -> None:
    """Change some files, remove some, give one to another name, add new ones."""
    paths = sorted(archive.rglob("*.txt"))
    dice.shuffle(paths)
    share = max(files // 8, 1)
    for number, path in enumerate(paths[:share]):
        path.write_bytes(drawn_bytes(10_000 + number))
    for path in paths[share : 2 * share]:
        path.unlink()
    paths[2 * share].rename(archive / "renamed.txt")
    draw_archive(archive, 2 * share, first=20_000)


def whole(out: Path, datasets: Iterable[dict[str, str]]) -> dict[str, str]:
    """What a reader finds, which must be one of these datasets: the files themselves and the documents in each table."""
    generation = Path(os.path.realpath(out / ".styrdata" / "current"))
    found = table_bytes(generation)
    assert found in list(datasets), "neither the old dataset nor the new one"
    frame = pd.read_parquet(generation / "documents", columns=["document_id"])
    assert set(pd.read_parquet(generation / "goals", columns=["document_id"]).document_id) <= set(frame.document_id)
    assert len(json.loads((generation / "manifest.json").read_text("utf-8"))["files"]) >= len(frame)
    return found


def update_while_read(archive: Path, out: Path, seconds: float | None, datasets: list[dict[str, str]]) -> bool:
    """Update a dataset that is read all the while, and kill the update after so many seconds; whether it was killed."""
    process = subprocess.Popen(command("import", archive, "--out", out, "--prune", "--quiet"), env=environment())
    end = None if seconds is None else time.monotonic() + seconds
    while process.poll() is None and (end is None or time.monotonic() < end):
        whole(out, datasets)
        time.sleep(0.02)
    process.kill()
    whole(out, datasets)
    return process.wait() == -signal.SIGKILL


def check_killed_updates(tmp_path: Path, files: int, kills: int) -> int:
    """Kill updates of a published dataset at random moments, a few times each; how many of them came to their end."""
    archive, before, after = draw_archive(tmp_path / "archive", files), tmp_path / "before", tmp_path / "after"
    import_here(archive, out=before)
    update_archive(archive, files, random.Random(files))
    shutil.copytree(before, after, symlinks=True)
    start = time.monotonic()
    assert styrdata("import", archive, "--out", after, "--prune").returncode == 0
    longest = time.monotonic() - start
    datasets = [table_bytes(before), table_bytes(after)]
    import_here(archive, out=tmp_path / "fresh")
    assert datasets[1] == table_bytes(tmp_path / "fresh") != datasets[0]
    dice, killed, ended = random.Random(kills), 0, 0
    while killed < kills:
        out = tmp_path / f"out{ended}"
        shutil.copytree(before, out, symlinks=True)
        for _ in range(dice.randint(1, 4)):
            killed += update_while_read(archive, out, dice.uniform(0.05, longest), datasets)
        assert not update_while_read(archive, out, None, datasets)
        assert table_bytes(out) == datasets[1]
        assert styrdata("import", archive, "--out", out, "--prune").returncode == 0
        assert set(states(out).values()) == {("unchanged", None)}
        assert table_bytes(out) == datasets[1]
        assert not list((out / ".styrdata").glob("building-*"))
        shutil.rmtree(out)
        ended += 1
    return ended


def test_updates_killed_at_random_moments(tmp_path: Path) -> None:
    assert check_killed_updates(tmp_path, 40, KILLS) > 0


@pytest.mark.soak
def test_updates_killed_at_many_random_moments(tmp_path: Path) -> None:
    assert check_killed_updates(tmp_path, SOAK_FILES, SOAK_KILLS) > 0


class Killed(BaseException):
    """Stands for the end of the process."""


# Cut off between any two steps of publishing: every reader finds the old tables or the new ones, and the next run ends it.
@pytest.mark.parametrize(
    "step",
    [
        "begin", "keep", "next_generation", "publish", "tidy", "replace_manifest", "sync_folder", "replace_link",
        "write_manifest", "adopt",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [True, False])
def test_cut_off_between_steps(step: str, before: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, out, fresh = draw_archive(tmp_path / "archive", 4), tmp_path / "out", tmp_path / "fresh"
    import_here(archive, out=out)
    old = table_bytes(out)
    draw_archive(archive, 2, first=50)
    import_here(archive, out=fresh)
    places: list[object] = [
        LocalStore,
        publishing,
        sys.modules["styrdata.store"],
        sys.modules["styrdata.journal"].Journal,
    ]
    for place in places:
        if hasattr(place, step):
            monkeypatch.setattr(place, step, _cutting(getattr(place, step), before))
    try:
        import_here(archive, out=out)
    except Killed:
        assert table_bytes(out) in (old, table_bytes(fresh))
    monkeypatch.undo()
    summary = import_here(archive, out=out)
    assert summary.read == 0
    assert table_bytes(out) == table_bytes(fresh)
    assert import_here(archive, out=out).written == 0


def _cutting(function: object, before: bool) -> object:
    def cut(*arguments: object, **named: object) -> object:
        if before:
            raise Killed
        function(*arguments, **named)  # type: ignore[operator]
        raise Killed

    return cut


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no tmpfs here: {done.stderr.decode()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@root_only
@pytest.mark.parametrize("kilobytes", [64, 300, 700, 1500])
def test_a_full_disk(kilobytes: int, tmp_path: Path) -> None:
    archive = draw_archive(tmp_path / "archive", 3)
    with mounted(tmp_path / "disk", "-o", "size=8m") as disk:
        out = disk / "out"
        assert styrdata("import", archive, "--out", out).returncode == 0
        old = table_bytes(out)
        draw_archive(archive, 30, first=10)
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        (disk / "ballast").write_bytes(b"x" * (free - kilobytes * 1024))
        done = styrdata("import", archive, "--out", out)
        assert done.returncode == 1, done.stdout
        assert "full" in done.stderr
        assert "Traceback" not in done.stderr
        assert table_bytes(out) == old
        (disk / "ballast").unlink()
        assert styrdata("import", archive, "--out", out).returncode == 0
        assert len(pd.read_parquet(out / "documents")) == 33


@root_only
def test_an_out_that_cannot_be_written_to(tmp_path: Path) -> None:
    archive = draw_archive(tmp_path / "archive", 2)
    with mounted(tmp_path / "disk") as disk:
        assert styrdata("import", archive, "--out", disk / "out").returncode == 0
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for out in (disk / "out", disk / "new"):
            done = styrdata("import", archive, "--out", out)
            assert done.returncode == 1
            assert "cannot be written to" in done.stderr
            assert "Traceback" not in done.stderr
        assert len(pd.read_parquet(disk / "out" / "documents")) == 2


def test_an_out_that_is_a_file(tmp_path: Path) -> None:
    archive = draw_archive(tmp_path / "archive", 1)
    (tmp_path / "out").write_text("mine")
    done = styrdata("import", archive, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "is a file" in done.stderr


# OUT is removed while the import runs: said, and nothing is left half done.
def test_an_out_that_is_removed(tmp_path: Path) -> None:
    archive, out, log = draw_archive(tmp_path / "archive", 40), tmp_path / "out", tmp_path / "log"
    arguments = command("import", archive, "--out", out, "--jobs", 1, "--log-json", log)
    with subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE) as process:
        while not (log.exists() and '"file"' in log.read_text()):
            time.sleep(0.01)
        shutil.rmtree(out)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"removed" in told
    assert b"Traceback" not in told
    assert not (out / "goals").exists()


def test_a_store_that_is_removed_and_made_anew(tmp_path: Path) -> None:
    store = LocalStore(str(tmp_path / "out"))
    store.open()
    shutil.rmtree(tmp_path / "out")
    other = LocalStore(str(tmp_path / "out"))
    other.open()
    with pytest.raises(StoreError, match="removed"):
        store.publish(store.begin())


# A manifest that was cut off: `status` says so, the next import writes it again, and no file is read for it.
@pytest.mark.parametrize("left", [0, 1, 200, -10])
def test_a_manifest_that_was_cut_off(left: int, tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 3), tmp_path / "out"
    import_here(archive, out=out)
    path = Path(os.path.realpath(out / "manifest.json"))
    path.write_bytes(path.read_bytes()[:left])
    shown = styrdata("status", out)
    assert shown.returncode == 1
    assert "cut off" in shown.stderr
    assert import_here(archive, out=out).read == 0
    assert len(manifest(out)["files"]) == 3


# What the importer remembers is lost or damaged: made again from the manifest; with both gone all is read again.
@pytest.mark.parametrize("damage", ["removed", "rubbish", "both"])
def test_a_lost_journal(damage: str, tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 4), tmp_path / "out"
    import_here(archive, out=out)
    (archive / "plan-00000.txt").unlink()
    expected = table_bytes(out)
    journal = out / ".styrdata" / "journal.sqlite"
    if damage == "removed":
        journal.unlink()
    else:
        journal.write_bytes(b"rubbish" * 1000)
    if damage == "both":
        (out / ".styrdata" / "current" / "manifest.json").unlink()
    summary = import_here(archive, out=out)
    assert summary.read == (3 if damage == "both" else 0)
    if damage != "both":
        assert table_bytes(out) == expected
        assert states(out)["plan-00000.txt"] == ("unchanged", None)


def test_a_journal_is_whole_after_a_kill(tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 60), tmp_path / "out"
    kill_at(archive, out, 1.2)
    journal = out / ".styrdata" / "journal.sqlite"
    assert sqlite3.connect(journal).execute("PRAGMA integrity_check").fetchone() == ("ok",)


# Someone who reads while imports come and go finds whole datasets: all tables of the same documents, or an error at once.
def test_readers_see_one_dataset_or_the_next(tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 4), tmp_path / "out"
    import_here(archive, out=out)
    sizes = {4}
    for step in range(4):
        draw_archive(archive, 2, first=100 + 2 * step)
        sizes.add(6 + 2 * step)
        process = subprocess.Popen(command("import", archive, "--out", out, "--quiet"), env=environment())
        while process.poll() is None:
            generation = Path(os.path.realpath(out / ".styrdata" / "current"))
            ids = [set(pd.read_parquet(generation / table, columns=["document_id"]).document_id) for table in TABLES]
            documents = ids[TABLES.index("documents")]
            assert len(documents) in sizes
            assert all(found <= documents for found in ids)
            assert ids[TABLES.index("goals")] == documents
        assert process.returncode == 0
