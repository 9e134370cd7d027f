"""Which files there are to import: everything below the given folders, and the given files, in one stable order.

In: paths and fsspec addresses. Out: one Found for each file, under the name it has in the dataset. Links are followed
once, so a folder that links to itself ends. What cannot be looked at is told, not left out. It never opens a file.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from extract.errors import Reason
from styrdata.escape import printable
from styrdata.sources import filesystem, is_remote, local_path

SUFFIXES = frozenset({"", ".docx", ".md", ".pdf", ".text", ".txt"})
"""Endings of files that are opened at all where a folder is given; a file given by name is always opened."""
IGNORED_ENDINGS = (".expected.json",)
"""Rows kept beside samples."""
LARGEST = 1 << 30
"""Bytes: a plan has megabytes, so a larger file is something else and would be held in memory whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """One input file: name in the dataset, address, and what shows that it has not changed.

    `stamp` is empty where nothing can show that; `reason` and `message` are set where it is not to be read.
    """

    path: str
    address: str
    size: int = 0
    stamp: str = ""
    changed_ns: int = 0
    reason: Reason | None = None
    message: str | None = None


def discover(inputs: Sequence[str], leave_out: Iterable[str] = ()) -> list[Found]:
    """All files of all inputs, sorted by name; `leave_out` are folders that are not looked into."""
    excluded = {_identity(path) for path in leave_out if os.path.isdir(path)}
    groups: list[list[Found]] = []
    seen: set[str] = set()
    for each in inputs:
        groups.append([item for item in _one(each, excluded) if os.path.abspath(item.address) not in seen])
        seen.update(os.path.abspath(item.address) for item in groups[-1])
    return sorted(_told_apart(groups), key=lambda item: item.path)


def _one(address: str, excluded: set[tuple[int, int]]) -> Iterator[Found]:
    if is_remote(address):
        yield from _remote(address)
        return
    path = local_path(address)
    if os.path.isdir(path):
        yield from _folder(path, excluded)
    else:
        yield _local(path, os.path.basename(path), named=True)


def _folder(root: str, excluded: set[tuple[int, int]]) -> Iterator[Found]:
    """Files below a folder. Folders reached through links come last, so that a real place gives a file its name."""
    visited = set(excluded)
    waiting: list[tuple[str, str]] = [(root, "")]
    linked: list[tuple[str, str]] = []
    while waiting or linked:
        folder, prefix = waiting.pop() if waiting else linked.pop(0)
        try:
            identity = _identity(folder)
            if identity in visited:
                continue
            visited.add(identity)
            entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield _unreadable(prefix.rstrip("/") or ".", folder, error)
            continue
        for entry in entries:
            if entry.name.startswith((".", "~$")) or entry.name.endswith(IGNORED_ENDINGS):
                continue
            if entry.is_dir(follow_symlinks=True):
                (linked if entry.is_symlink() else waiting).append((entry.path, f"{prefix}{entry.name}/"))
            else:
                yield _local(entry.path, prefix + entry.name, named=False)


def _local(path: str, name: str, *, named: bool) -> Found:
    name = dataset_name(name)
    try:
        status = os.stat(path)
    except OSError as error:
        return _unreadable(name, path, error)
    if not stat.S_ISREG(status.st_mode):
        message = f"{printable(name)} is not a regular file; copy its content into one."
        return Found(name, path, reason=Reason.UNSUPPORTED, message=message)
    stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    return _judged(Found(name, path, status.st_size, stamp, changed), named=named)


def _remote(address: str) -> Iterator[Found]:
    found, root = filesystem(address)
    if found.isfile(root):
        yield _remote_file(found.unstrip_protocol(root), PurePosixPath(root).name, found.info(root), named=True)
        return
    for path, info in found.find(root, detail=True).items():
        name = path.removeprefix(root.rstrip("/")).lstrip("/")
        hidden = any(part.startswith((".", "~$")) for part in name.split("/"))
        if not hidden and not name.endswith(IGNORED_ENDINGS):
            yield _remote_file(found.unstrip_protocol(path), name, info, named=False)


def _remote_file(address: str, name: str, info: dict[str, object], *, named: bool) -> Found:
    size = int(str(info.get("size") or 0))
    mark = info.get("ETag") or info.get("etag") or info.get("md5Hash") or ""
    stamp = f"{size} {mark}" if mark else ""
    return _judged(Found(dataset_name(name), address, size, stamp), named=named)


def _judged(item: Found, *, named: bool) -> Found:
    """The file with what its name and size already say against reading it."""
    suffix = PurePosixPath(item.path).suffix.lower()
    name = printable(item.path)
    if not named and suffix not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES - {""}))
        message = f"{name} has none of the endings {known}; give it by name to have it tried."
        return Found(item.path, item.address, item.size, reason=Reason.UNSUPPORTED, message=message)
    if item.size > LARGEST:
        message = f"{name} has {item.size >> 20} MiB; files over {LARGEST >> 20} MiB are not read, so split it."
        return Found(item.path, item.address, item.size, reason=Reason.TOO_LARGE, message=message)
    if item.size == 0:
        message = f"{name} is empty; nothing to import."
        return Found(item.path, item.address, 0, reason=Reason.EMPTY, message=message)
    return item


def _unreadable(name: str, path: str, error: OSError) -> Found:
    message = f"{printable(dataset_name(name))} could not be read: {error.strerror or error}."
    return Found(dataset_name(name), path, reason=Reason.UNREADABLE, message=message)


def _identity(path: str) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_dev, status.st_ino


def dataset_name(name: str) -> str:
    r"""A file's name as the dataset has it: NFC, bytes that are no UTF-8 written as `\xff`."""
    return unicodedata.normalize("NFC", _valid(name))


def _valid(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _told_apart(groups: list[list[Found]]) -> Iterator[Found]:
    """Files of several inputs under names of their own: where two have the same, the way from what all share is told."""
    items = [item for group in groups for item in group]
    owners = Counter(item.path for item in items)
    shared = [item for item in items if owners[item.path] > 1]
    if not shared:
        yield from items
        return
    places = [item.address if is_remote(item.address) else os.path.abspath(item.address) for item in shared]
    common = os.path.commonpath([place.rpartition("/")[0] for place in places]).rstrip("/") + "/"
    names = iter(_valid(place.removeprefix(common)) for place in places)
    for item in items:
        yield replace(item, path=next(names)) if owners[item.path] > 1 else item
