"""Why a file could not be read, as a closed set of reasons and one sentence a person can act on."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Closed set of reasons in manifest.json."""

    EMPTY = "empty"
    NOT_A_PLAN = "not_a_plan"
    NEEDS_OCR = "needs_ocr"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    DUPLICATE = "duplicate"


class ReadError(Exception):
    """A file that cannot be read: `reason` for the manifest, the message for the person."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
