"""Where bytes come from: local files by path, everything else by an fsspec address.

In: an address such as `/archive/plan.txt` or `s3://archive/plan.pdf`. Out: bytes, or the filesystem they lie on. Local
files never need fsspec.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_remote(address: str) -> bool:
    """Whether an address names something else than a local path; `file://` is local."""
    return bool(_SCHEME.match(address)) and not address.startswith("file://")


def local_path(address: str) -> str:
    """The local path of an address that is not remote."""
    return address.removeprefix("file://")


def in_process_only(address: str) -> bool:
    """Whether only this process can see what lies at an address."""
    return address.startswith("memory://")


def filesystem(address: str) -> tuple[AbstractFileSystem, str]:
    """The fsspec filesystem of a remote address and the path on it."""
    import fsspec

    found, path = fsspec.core.url_to_fs(address)
    return found, path


def read_bytes(address: str) -> bytes:
    """All bytes at an address; OSError where they cannot be read."""
    if not is_remote(address):
        return Path(local_path(address)).read_bytes()
    found, path = filesystem(address)
    data: bytes = found.cat_file(path)
    return data
