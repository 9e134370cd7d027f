"""The functions of pdfium that are asked for every word, object and segment of a page, as they are called fastest.

In: places, made once for all calls with them, and small numbers. Out: what pdfium answers, addresses as numbers. They check
nothing: a number where a place belongs ends the process. What is asked once a page is called through pypdfium2.
"""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import raw


def quick(function: Any, result: Any = None) -> Any:
    """A function of pdfium to one that takes small numbers and what `place` gives: a quarter of the time of pypdfium2's own.

    It keeps the interpreter's lock: giving that back and taking it again costs more than most of these calls.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result)(address)


place: Any = ctypes.c_void_p.from_param
"""An address as the argument of a call: made once for all calls with it, since making it costs more than most of them."""


def handle_of(pointer: Any) -> Any:
    """One of pypdfium2's pointers as the argument of a call."""
    return place(ctypes.cast(pointer, ctypes.c_void_p).value)


def place_of(value: Any) -> Any:
    """The place of a value of ctypes, for a function to write to; the value has to outlive it."""
    return place(ctypes.addressof(value))


_PLACE, _INDEX = ctypes.c_void_p, ctypes.c_int
TEXT_OF = quick(raw.FPDFText_GetText, _INDEX)
OBJECT_OF = quick(raw.FPDFText_GetTextObject, _PLACE)
ORIGIN_OF = quick(raw.FPDFText_GetCharOrigin)
LOOSE_BOX_OF = quick(raw.FPDFText_GetLooseCharBox)
UNMAPPED_AT = quick(raw.FPDFText_HasUnicodeMapError, _INDEX)
MATRIX_OF = quick(raw.FPDFText_GetMatrix, _INDEX)
SIZE_OF = quick(raw.FPDFTextObj_GetFontSize)
FONT_OF = quick(raw.FPDFTextObj_GetFont, _PLACE)
FONT_NAME_OF = quick(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t)
MCID_OF = quick(raw.FPDFPageObj_GetMarkedContentID, _INDEX)
OBJECT_AT = quick(raw.FPDFPage_GetObject, _PLACE)
TYPE_OF = quick(raw.FPDFPageObj_GetType, _INDEX)
DRAW_MODE_OF = quick(raw.FPDFPath_GetDrawMode)
SEGMENT_COUNT_OF = quick(raw.FPDFPath_CountSegments, _INDEX)
SEGMENT_AT = quick(raw.FPDFPath_GetPathSegment, _PLACE)
SEGMENT_TYPE_OF = quick(raw.FPDFPathSegment_GetType, _INDEX)
POINT_OF = quick(raw.FPDFPathSegment_GetPoint)
CLOSES = quick(raw.FPDFPathSegment_GetClose, _INDEX)
STROKE_OF = quick(raw.FPDFPageObj_GetStrokeColor, _INDEX)
FILL_OF = quick(raw.FPDFPageObj_GetFillColor, _INDEX)
OBJECT_MATRIX_OF = quick(raw.FPDFPageObj_GetMatrix)
