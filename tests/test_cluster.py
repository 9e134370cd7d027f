"""More than one machine: a Dask cluster reads the files, and input and output lie on other filesystems."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import duckdb
import fsspec
import pytest
from import_support import draw_archive, drawn_bytes, import_here, states, styrdata, table_bytes

from styrdata.commands.import_ import open_store
from styrdata.run import ImportRun, RunOptions, Summary

distributed = pytest.importorskip("distributed")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, env={"PYTHONPATH": os.getcwd()}
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_bytes(scheduler: str, tmp_path: Path) -> None:
    archive, out, fresh = draw_archive(tmp_path / "archive", 40), tmp_path / "out", tmp_path / "fresh"
    (archive / "empty.txt").write_text(" ")
    done = styrdata("import", archive, "--out", out, "--engine", "dask", "--scheduler", scheduler)
    assert done.returncode == 1, done.stderr
    assert states(out)["empty.txt"] == ("failed", "empty")
    import_here(archive, out=fresh)
    assert table_bytes(out) == table_bytes(fresh)


def test_no_scheduler_and_wrong_usage(tmp_path: Path) -> None:
    archive, out = draw_archive(tmp_path / "archive", 1), tmp_path / "out"
    assert styrdata("import", archive, "--out", out, "--engine", "dask").returncode == 2
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        done = styrdata("import", archive, "--out", out, "--engine", "dask", "--scheduler", address)
    assert done.returncode == 1
    assert "No Dask scheduler" in done.stderr
    assert "Traceback" not in done.stderr


def import_to(source: str, out: str, **options: bool) -> Summary:
    return ImportRun([source], open_store(out), RunOptions(jobs=2, **options)).run()


def check_remote(source: str, out: str, tmp_path: Path) -> None:
    """Import twice with a change between, from and to an address; compare with a local import."""
    system, root = fsspec.core.url_to_fs(source)
    for seed in range(5):
        system.pipe_file(f"{root}/sub/plan-{seed}.txt", drawn_bytes(seed))
    assert import_to(source, out).read == 5
    assert import_to(source, out).read == 0
    system.pipe_file(f"{root}/sub/plan-1.txt", drawn_bytes(11))
    system.rm_file(f"{root}/sub/plan-2.txt")
    assert import_to(source, out, prune=True).read == 1
    local = tmp_path / "local"
    for path in system.find(root):
        target = local / path.rpartition("/")[2]
        target.parent.mkdir(exist_ok=True)
        (local / "sub").mkdir(exist_ok=True)
        (local / "sub" / target.name).write_bytes(system.cat_file(path))
    import_here(local, out=tmp_path / "fresh")
    target_system, target_root = fsspec.core.url_to_fs(out)
    target_system.get(f"{target_root}/", str(tmp_path / "fetched") + "/", recursive=True)
    assert table_bytes(tmp_path / "fetched") == table_bytes(tmp_path / "fresh")


def test_memory_addresses(tmp_path: Path) -> None:
    check_remote("memory://archive", "memory://out", tmp_path)


def test_file_addresses(tmp_path: Path) -> None:
    archive = draw_archive(tmp_path / "archive", 2)
    done = styrdata("import", f"file://{archive}", "--out", f"file://{tmp_path}/out")
    assert done.returncode == 0, done.stderr
    assert len(states(tmp_path / "out")) == 2


# The importer's memory is lost between two runs: made again from the manifest at the address.
def test_another_machine_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = draw_archive(tmp_path / "archive", 3)
    assert import_to(str(archive), "memory://elsewhere").read == 3
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    assert import_to(str(archive), "memory://elsewhere").read == 0
    draw_archive(archive, 1, first=20)
    assert import_to(str(archive), "memory://elsewhere").read == 1


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket on a local S3 server."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(port=0)
    pytest.importorskip("s3fs")
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    system = fsspec.filesystem("s3", skip_instance_cache=True)
    system.mkdir("styrdata")
    yield "s3://styrdata"
    server.stop()


def test_an_object_store(bucket: str, tmp_path: Path) -> None:
    system = fsspec.filesystem("s3")
    for seed in range(4):
        system.pipe_file(f"{bucket}/archive/sub/plan-{seed}.txt", drawn_bytes(seed))
    done = styrdata("import", f"{bucket}/archive", "--out", f"{bucket}/out")
    assert done.returncode == 0, done.stderr
    again = styrdata("import", f"{bucket}/archive", "--out", f"{bucket}/out", "--json")
    assert '"files_read": 0' in again.stdout
    system.pipe_file(f"{bucket}/archive/sub/plan-1.txt", drawn_bytes(11))
    system.rm_file(f"{bucket}/archive/sub/plan-2.txt")
    assert styrdata("import", f"{bucket}/archive", "--out", f"{bucket}/out", "--prune").returncode == 0
    status = styrdata("status", f"{bucket}/out")
    assert "2 unchanged" in status.stdout, status.stderr
    system.invalidate_cache()
    system.get(f"{bucket}/out/", str(tmp_path / "fetched") + "/", recursive=True)
    system.get(f"{bucket}/archive/", str(tmp_path / "archive") + "/", recursive=True)
    import_here(tmp_path / "archive", out=tmp_path / "fresh")
    assert table_bytes(tmp_path / "fetched") == table_bytes(tmp_path / "fresh")
    query = f"SELECT count(*) FROM read_parquet('{tmp_path}/fetched/documents/**/*.parquet', hive_partitioning = true)"
    assert duckdb.sql(query).fetchall() == [(3,)]
