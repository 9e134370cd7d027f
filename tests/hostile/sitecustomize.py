"""Makes the reader misbehave for files that ask for it: put this folder on PYTHONPATH of a process that imports.

In: files with `!LOOP!`, `!EAT!`, `!ABORT!`, `!SEGV!`, `!EXIT!`, `!RAISE!`, `!DEEP!`, `!SLEEP!` or `!FORK!` in them. Out:
what a broken parser does to its process.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def misbehave(data: bytes) -> None:
    for mark, deed in DEEDS.items():
        if mark in data:
            deed()


def loop() -> None:
    while True:
        pass


def eat() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(b"x" * (16 << 20)))


def fail() -> None:
    raise KeyError("a \x1b[31mred\x1b[0m key")


def deep(level: int = 0) -> int:
    return deep(level + 1)


DEEDS: dict[bytes, Callable[[], object]] = {
    b"!LOOP!": loop,
    b"!EAT!": eat,
    b"!ABORT!": os.abort,
    b"!SEGV!": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    b"!EXIT!": lambda: os._exit(3),
    b"!RAISE!": fail,
    b"!DEEP!": deep,
    b"!SLEEP!": lambda: time.sleep(0.3),
    b"!FORK!": lambda: subprocess.run(["sleep", "613"], check=False),
}


class Hostile(MetaPathFinder, Loader):
    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname != "extract.reader":
            return None
        sys.meta_path.remove(self)
        spec = find_spec(fullname)
        assert spec is not None
        self.inner = spec.loader
        spec.loader = self
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        assert self.inner is not None
        self.inner.exec_module(module)
        read = module.read_document

        def read_document(data: bytes, *others: Any) -> Any:
            misbehave(data)
            return read(data, *others)

        module.read_document = read_document


sys.meta_path.insert(0, Hostile())
