"""The import command as a user meets it: what comes out, what is not done twice, and what it says."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from import_support import (
    NO_PLAN,
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

from normalize.schema import SCHEMA_VERSION, TABLE_NAMES
from styrdata import manifest as manifest_module
from styrdata.records import TABLES


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_archive(tmp_path_factory.mktemp("archive"), 12)


@pytest.fixture(scope="module")
def imported(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("imported") / "out"
    import_here(archive, out=out)
    return out


def test_constants_that_spare_an_import_agree_with_the_schema() -> None:
    assert TABLES == TABLE_NAMES
    assert manifest_module.SCHEMA_VERSION == SCHEMA_VERSION


def test_every_file_is_imported_and_has_its_rows(imported: Path) -> None:
    assert set(states(imported).values()) == {("imported", None)}
    documents = pd.read_parquet(imported / "documents")
    assert len(documents) == 12
    for record in manifest(imported)["files"]:
        found = documents[documents.source_path == record["path"]]
        assert found.sha256.tolist() == [record["sha256"]]
        for table in TABLES:
            rows = pd.read_parquet(imported / table, columns=["document_id"])
            assert (rows.document_id == found.document_id.item()).sum() == record["rows"].get(table, 0)


# The same files give the same bytes whatever the number of jobs, working folder, hash seed, locale and time zone.
def test_bytes_do_not_depend_on_the_surroundings(archive: Path, imported: Path, tmp_path: Path) -> None:
    done = styrdata(
        "import", archive, "--out", "here", "--jobs", 1,
        cwd=tmp_path, PYTHONHASHSEED="7", LC_ALL="C", TZ="Pacific/Auckland", LANG="C",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert table_bytes(tmp_path / "here") == table_bytes(imported)


def test_nothing_is_read_twice(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    import_here(archive, out=out)
    before = table_bytes(out)
    summary = import_here(archive, out=out)
    assert summary.read == 0
    assert set(states(out).values()) == {("unchanged", None)}
    assert table_bytes(out) == before
    assert import_here(archive, out=out, verify=True).read == 0
    assert not list((out / ".styrdata").glob("building-*"))


def test_changed_new_gone_and_pruned_files(tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 6), tmp_path / "out"
    import_here(archive, out=out)
    (archive / "plan-00000.txt").write_bytes(drawn_bytes(100))
    (archive / "plan-00099.txt").write_bytes(drawn_bytes(101))
    (archive / "plan-00002.txt").unlink()
    assert import_here(archive, out=out).read == 2
    found = states(out)
    assert found["plan-00000.txt"] == found["plan-00099.txt"] == ("imported", None)
    assert found["plan-00002.txt"] == ("unchanged", None)
    assert len(pd.read_parquet(out / "documents")) == 7
    import_here(archive, out=out, prune=True)
    assert "plan-00002.txt" not in states(out)
    fresh = tmp_path / "fresh"
    import_here(archive, out=fresh)
    assert table_bytes(out) == table_bytes(fresh)


def test_a_renamed_file_is_not_two_documents(tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 2), tmp_path / "out"
    import_here(archive, out=out)
    (archive / "plan-00000.txt").rename(archive / "renamed.txt")
    import_here(archive, out=out)
    assert sorted(pd.read_parquet(out / "documents").source_path) == ["1/plan-00001.txt", "renamed.txt"]


def test_a_new_parser_reads_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, out = draw_archive(tmp_path / "archive", 3), tmp_path / "out"
    import_here(archive, out=out)
    monkeypatch.setattr("styrdata.planning.parser_version", lambda: "another")
    assert import_here(archive, out=out).read == 3
    assert import_here(archive, out=out).read == 0


def test_the_parser_version_follows_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from styrdata import versions

    room = tmp_path / "room"
    room.mkdir()
    (room / "__init__.py").write_text("one = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(versions, "ROOMS", ("room",))
    first = versions.parser_version.__wrapped__()
    (room / "__init__.py").write_text("one = 2\n")
    assert versions.parser_version.__wrapped__() != first


# Two files with the same bytes: one document, the name that sorts first stands for both, whoever came first.
def test_duplicates_are_imported_once(tmp_path: Path) -> None:
    archive, out, fresh = tmp_path / "archive", tmp_path / "out", tmp_path / "fresh"
    archive.mkdir()
    (archive / "b.txt").write_bytes(drawn_bytes(1))
    import_here(archive, out=out)
    (archive / "a.txt").write_bytes(drawn_bytes(1))
    import_here(archive, out=out)
    assert states(out) == {"a.txt": ("imported", None), "b.txt": ("skipped", "duplicate")}
    findings = pd.read_parquet(out / "findings")
    assert "b.txt" in findings[findings.code == "duplicate_document"].message.item()
    import_here(archive, out=fresh)
    assert table_bytes(out) == table_bytes(fresh)


def test_what_is_no_plan_is_said_and_exit_codes(tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 1), tmp_path / "out"
    (archive / "letter.txt").write_text(NO_PLAN)
    done = styrdata("import", archive, "--out", out)
    assert done.returncode == 0, done.stderr
    assert states(out)["letter.txt"] == ("skipped", "not_a_plan")
    (archive / "empty.txt").touch()
    (archive / "blank.txt").write_text(" \n\n")
    (archive / "picture.png").write_bytes(b"\x89PNG")
    done = styrdata("import", archive, "--out", out)
    assert done.returncode == 1
    assert states(out)["empty.txt"] == states(out)["blank.txt"] == ("failed", "empty")
    assert states(out)["picture.png"] == ("skipped", "unsupported")
    assert "empty.txt" in done.stderr
    status = styrdata("status", out)
    assert "empty.txt" in status.stdout
    assert "letter.txt" in status.stdout
    assert styrdata("import", tmp_path / "nowhere", "--out", out).returncode == 2
    assert styrdata("import", archive).returncode == 2


def test_summary_json_and_log(tmp_path: Path) -> None:
    archive, out, log = draw_archive(tmp_path / "archive", 2), tmp_path / "out", tmp_path / "log.jsonl"
    done = styrdata("import", archive, "--out", out, "--json", "--log-json", log)
    summary = json.loads(done.stdout)
    assert done.stderr == ""
    assert summary["files"]["imported"] == 2
    assert summary["rows"]["documents"] == 2
    events = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [event["event"] for event in events] == ["found", "file", "file", "publishing"]
    assert styrdata("import", archive, "--out", out, "--quiet").stdout == ""
    assert json.loads(styrdata("status", out, "--json").stdout)["files"] == {"unchanged": 2}


def test_help_answers_at_once() -> None:
    start = time.monotonic()
    assert styrdata("--help").returncode == 0
    assert time.monotonic() - start < 0.5


# Ctrl-C: what is done is published, and the next run does the rest.
def test_stopped_cleanly_and_gone_on(tmp_path: Path) -> None:
    archive, out, fresh, log = draw_archive(tmp_path / "a", 60), tmp_path / "out", tmp_path / "fresh", tmp_path / "log"
    arguments = command("import", archive, "--out", out, "--log-json", log, "--jobs", 1)
    with subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        while not (log.exists() and log.read_text().count('"file"') > 5):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        printed, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Stopping" in told
    assert b"go on" in printed
    done = len(pd.read_parquet(out / "documents"))
    assert 5 < done < 60
    assert import_here(archive, out=out).read == 60 - done
    import_here(archive, out=fresh)
    assert table_bytes(out) == table_bytes(fresh)


def test_second_import_into_the_same_folder(tmp_path: Path) -> None:
    from styrdata.store import LocalStore

    archive, out = draw_archive(tmp_path / "archive", 2), tmp_path / "out"
    store = LocalStore(str(out))
    store.open()
    refused = styrdata("import", archive, "--out", out)
    assert refused.returncode == 1
    assert "Another import" in refused.stderr
    arguments = command("import", archive, "--out", out, "--wait")
    with subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert b"Waiting" in process.stderr.readline()
        store.close()
        assert process.wait(60) == 0


# Whoever removes what `ls` shows to start over leaves the hidden folder behind: all tables are there again.
@pytest.mark.parametrize("removed", ["*", "goals", "goals/year=*", "documents/year=*/*", ".styrdata/generations/*"])
def test_removed_tables_come_back(removed: str, archive: Path, imported: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    import_here(archive, out=out)
    for path in out.glob(removed):
        if path.name.startswith("."):
            continue
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    assert table_bytes(out) != table_bytes(imported)
    import_here(archive, out=out)
    assert table_bytes(out) == table_bytes(imported)


# Documents that are no longer among the inputs stay where only the tables of another year were removed.
def test_rows_of_gone_files_outlive_removed_tables(tmp_path: Path) -> None:
    source, out = draw_archive(tmp_path / "in", 4), tmp_path / "out"
    import_here(source, out=out)
    documents = pd.read_parquet(out / "documents")
    years = documents.groupby("year", observed=True).source_path.first()
    (source / years.iloc[0]).unlink()
    for part in (out / "documents" / f"year={years.index[-1]}").iterdir():
        part.unlink()
    import_here(source, out=out)
    assert set(pd.read_parquet(out / "documents").document_id) == set(documents.document_id)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 1), tmp_path / "out"
    (out / "goals").mkdir(parents=True)
    (out / "goals" / "mine.txt").write_text("mine")
    done = styrdata("import", archive, "--out", out)
    assert done.returncode == 1
    assert "empty folder" in done.stderr
    assert (out / "goals" / "mine.txt").read_text() == "mine"


# A copy with cp -a is a dataset; one whose links were followed is still one to read.
def test_copies_of_a_dataset(imported: Path, tmp_path: Path) -> None:
    shutil.copytree(imported, tmp_path / "as_is", symlinks=True)
    shutil.copytree(imported, tmp_path / "followed", ignore=shutil.ignore_patterns(".styrdata"))
    assert table_bytes(tmp_path / "as_is") == table_bytes(tmp_path / "followed") == table_bytes(imported)


# A reader that opened the dataset before a run still has all of it after the run.
def test_the_generation_before_stays_for_its_readers(tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 3), tmp_path / "out"
    import_here(archive, out=out)
    pinned = Path(os.path.realpath(out / "documents"))
    draw_archive(archive, 3, first=10)
    import_here(archive, out=out)
    assert len(pd.read_parquet(pinned)) == 3
    assert len(pd.read_parquet(out / "documents")) == 6


# The command itself stays small and quick to start: pyarrow and pandas are for its children.
def test_the_command_does_without_pyarrow() -> None:
    program = "import sys, styrdata.commands.import_; print({'pyarrow', 'pandas'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


# An archive with nothing in it gives a dataset without rows, and whoever asks that is told how to fill it.
def test_an_empty_archive(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    out = tmp_path / "out"
    assert styrdata("import", tmp_path / "archive", "--out", out).returncode == 0
    for asked in (["goals", out], ["report", out, "-o", tmp_path / "r.html"], ["serve", out, "--no-browser"]):
        told = styrdata(*asked).stderr
        assert "holds no documents" in told
        assert f"styrdata import FOLDER --out {out}" in told
    assert not (tmp_path / "r.html").exists()
