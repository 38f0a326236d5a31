"""Perceptual hash: 64 bits of how a picture looks, so that a scaled or recompressed copy differs in few of them.

The picture is brought to 32 × 32 greys and its discrete cosine transform (DCT-II) is taken both ways; of the 8 × 8
lowest frequencies each says by one bit whether it lies above their median. The bits are those of the library imagehash,
whose own dependencies are hundredfold what this takes.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

_SIDE = 32
_LOW = 8
_ROWS = np.cos(np.pi / _SIDE * np.outer(np.arange(_LOW), np.arange(_SIDE) + 0.5)) * 2


def hash_picture(picture: Image.Image) -> str:
    """Give the hash as 16 hexadecimal digits."""
    greys = np.asarray(picture.convert("L").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS), dtype=np.float64)
    low = _ROWS @ greys @ _ROWS.T
    bits = (low > np.median(low)).ravel()
    return np.packbits(bits).tobytes().hex()


def differing_bits(one: str, other: str) -> int:
    """Count the bits in which two hashes differ; of unrelated pictures about half, of near copies a few."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
