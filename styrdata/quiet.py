"""What the libraries that read files would print about a damaged one is not printed.

In: nothing. Out: nothing. A file's state, message and findings say what was wrong with it; a line a glyph between the
lines of a progress bar helps nobody. Whoever sets up logging gets these messages all the same.
"""

from __future__ import annotations

import logging

READERS = ("pdfminer", "pdfplumber", "pikepdf", "pypdfium2", "PIL", "docx", "ocrmypdf")


def quiet_readers() -> None:
    """Keep the readers' warnings from standard error where no logging is set up."""
    for name in READERS:
        logging.getLogger(name).addHandler(logging.NullHandler())
