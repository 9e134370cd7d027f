"""PDF -> scanned PDF: each page as a picture, as a copier would give it.

In: the bytes of a PDF, and how bad the copier is. Out: the bytes of a PDF of pictures without any text.
"""

from __future__ import annotations

import io
import random
from statistics import NormalDist

import pypdfium2 as pdfium
from PIL import Image, ImageFilter


def _darkest(share: float) -> list[int]:
    limit = 128 - 80 * NormalDist().inv_cdf(1 - share / 2)
    return [255 if value < limit else 0 for value in range(256)]


def _lightest(share: float) -> list[int]:
    return _darkest(share)[::-1]


def to_scan(
    data: bytes, *, seed: int = 0, skew: float = 0.0, noise: float = 0.0, dots: int = 200, pages: range | None = None
) -> bytes:
    """Print a PDF as pictures. `skew` in degrees, `noise` as share of specks, `dots` an inch, `pages` from 0."""
    source = pdfium.PdfDocument(data)
    dice = random.Random(seed)
    pictures = []
    for number in pages if pages is not None else range(len(source)):
        picture = source[number].render(scale=dots / 72, grayscale=True).to_pil().convert("L")
        if skew:
            angle = dice.uniform(-skew, skew)
            picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        if noise:
            picture = picture.filter(ImageFilter.GaussianBlur(0.5))
            grain = Image.effect_noise(picture.size, 80)
            dark, light = grain.point(_darkest(noise)), grain.point(_lightest(noise))
            picture = Image.composite(Image.new("L", picture.size, 60), picture, dark)
            picture = Image.composite(Image.new("L", picture.size, 240), picture, light)
        pictures.append(picture)
    source.close()
    target = io.BytesIO()
    pictures[0].save(target, format="PDF", save_all=True, append_images=pictures[1:], resolution=dots)
    return target.getvalue()
