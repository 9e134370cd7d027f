"""Which parser wrote a row: one text that changes whenever the rows it would write could change.

In: the sources of the rooms that decide what comes out (extract, parsers, normalize) and the versions of the readers
they lean on. Out: a text such as `0.1.0+3f9c2a71d0b4`. Nobody has to remember to raise a number: a changed line in any
of the three rooms is another version, and the next import reads everything again. It never imports those rooms.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from styrdata import __version__

ROOMS = ("extract", "normalize", "parsers")
LIBRARIES = ("charset-normalizer", "pdfplumber", "pikepdf", "pypdfium2", "python-docx", "regex")
"""Readers whose release can change what is read from the same bytes."""


@cache
def parser_version() -> str:
    """The package's version and a digest of everything that decides which rows come out."""
    digest = hashlib.sha256()
    for room in ROOMS:
        spec = find_spec(room)
        for folder in spec.submodule_search_locations or () if spec else ():
            for path in sorted(Path(folder).rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    digest.update(f"{room}/{path.relative_to(folder).as_posix()}\0".encode())
                    digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in LIBRARIES:
        digest.update(f"{library}={_installed(library)}\0".encode())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
