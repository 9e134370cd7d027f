"""A dataset at an fsspec address such as `s3://bucket/plans`, where nothing can be renamed or linked.

In: a finished set of Parquet files and a manifest. Out: the same files below the address. There is no stroke by which all
tables change at once; what is promised instead: new files are written first, manifest.json then, replaced files are
removed last. A file is never overwritten, for its name holds a hash of its bytes. Who wants one dataset and no mixture
while an import runs reads the files that manifest.json lists; who lists folders may see a file and its successor.

What the importer remembers lies in the user's cache folder, so that an interrupted import goes on where it stopped; made
again from the manifest on a machine that has no such folder. The lock holds on one machine only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from styrdata.records import TABLES
from styrdata.sources import filesystem
from styrdata.store import DATAPACKAGE, MANIFEST, LocalStore


class RemoteStore(LocalStore):
    """OUT on a filesystem that fsspec knows; built in a local folder, then uploaded."""

    def __init__(self, out: str) -> None:
        address = out.rstrip("/")
        key = hashlib.sha256(address.encode()).hexdigest()[:16]
        super().__init__(str(cache_folder() / key))
        self.address = address
        self.system, self.root = filesystem(address)
        self._present: dict[str, frozenset[str]] = {}

    @property
    def name(self) -> str:
        """The address as the user gave it."""
        return self.address

    def generation(self) -> str | None:
        """A hash of the published manifest; null before the first."""
        local = self.home / "current" / MANIFEST
        local.parent.mkdir(parents=True, exist_ok=True)
        try:
            local.write_bytes(self.system.cat_file(f"{self.root}/{MANIFEST}"))
        except FileNotFoundError:
            return None
        return _hash(local)

    def next_generation(self, scratch: Path) -> str:
        """The hash that `publish` will make current."""
        return _hash(scratch / MANIFEST)

    def file(self, path: str) -> str:
        """A local copy of a published file."""
        local = self.home / "current" / path
        if not local.exists():
            local.parent.mkdir(parents=True, exist_ok=True)
            self.system.get_file(f"{self.root}/{path}", str(local))
        return os.fspath(local)

    def has(self, path: str) -> bool:
        """Whether a published file is still at the address; asked once a table."""
        table = path.partition("/")[0]
        if table not in self._present:
            self._present[table] = frozenset(self._listed(table))
        return path in self._present[table]

    def keep(self, path: str, scratch: Path) -> None:
        """A published file stays where it is."""
        (scratch / ".kept").open("a", encoding="utf-8").write(f"{path}\n")

    def publish(self, scratch: Path) -> None:
        """Upload what is new, then the manifest; then remove what no manifest names any longer."""
        kept = scratch / ".kept"
        wanted = set(kept.read_text("utf-8").splitlines()) if kept.exists() else set()
        for path in sorted(scratch.rglob("*.parquet")):
            name = path.relative_to(scratch).as_posix()
            wanted.add(name)
            self._upload(path, name)
        self._upload(scratch / DATAPACKAGE, DATAPACKAGE)
        self._upload(scratch / MANIFEST, MANIFEST)
        for table in TABLES:
            for found in self._listed(table):
                if found not in wanted:
                    self.system.rm_file(f"{self.root}/{found}")
        shutil.rmtree(scratch)

    def tidy(self) -> None:
        """Remove local copies of files of before."""
        shutil.rmtree(self.home / "current", ignore_errors=True)

    def replace_manifest(self, written: Path) -> None:
        """Put a new manifest to the same tables."""
        self._upload(written, MANIFEST)

    def _look_around(self) -> None:
        """Nothing can be in the way: names hold hashes."""

    def _upload(self, path: Path, name: str) -> None:
        target = f"{self.root}/{name}"
        self.system.makedirs(target.rpartition("/")[0], exist_ok=True)
        self.system.put_file(str(path), target)

    def _listed(self, table: str) -> list[str]:
        """A table's files as they lie at the address, by their paths below it."""
        self.system.invalidate_cache()
        root = self.root.rstrip("/") + "/"
        return [path[path.index(root) + len(root) :] for path in self.system.find(f"{self.root}/{table}")]


def fetch_manifest(out: str) -> Path:
    """A local copy of the manifest at an address; FileNotFoundError where there is none."""
    system, root = filesystem(out.rstrip("/"))
    path = Path(tempfile.mkdtemp(prefix="styrdata-")) / MANIFEST
    path.write_bytes(system.cat_file(f"{root}/{MANIFEST}"))
    return path


def cache_folder() -> Path:
    """Where what is remembered of remote datasets lies."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "styrdata"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:32]
