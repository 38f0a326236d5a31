"""The installed app's icons: the logo, drawn by the same numbers as everywhere.

`python -m frontend.icons` draws them anew into `frontend/static/frontend/`.
"""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent / "static" / "frontend"
_SHARES = (8, 4, 2, 1)
_INK, _PAPER, _ACCENT = "#1B1F24", "#FBFAF8", "#C8283C"
# Drawn larger and made smaller, since circles are drawn without soft edges.
_FINER = 4


def draw_icon(size: int, *, width_of_logo: float) -> Image.Image:
    """Draw the chain in the middle of a square of paper, `width_of_logo` of its side wide."""
    side = size * _FINER
    picture = Image.new("RGB", (side, side), _PAPER)
    pen = ImageDraw.Draw(picture)
    radii = [math.sqrt(share / _SHARES[0]) for share in _SHARES]
    gap = 0.3
    whole = 2 * sum(radii) + gap * (len(radii) - 1)
    unit = side * width_of_logo / whole
    stroke = max(round(unit * 0.16), 1)
    x, middle = side * (1 - width_of_logo) / 2, side / 2
    for index, radius in enumerate(radii):
        r = radius * unit
        box = (x, middle - r, x + 2 * r, middle + r)
        if index == 0:
            pen.ellipse(box, fill=_ACCENT)
        else:
            pen.line((x - gap * unit, middle, x, middle), fill=_INK, width=max(stroke // 2, 1))
            pen.ellipse(box, outline=_INK, width=stroke)
        x += 2 * r + gap * unit
    return picture.resize((size, size), Image.Resampling.LANCZOS)


# A masked icon may lose all but the middle four fifths of its side.
ICONS = {
    "icon-192.png": (192, 0.78),
    "icon-512.png": (512, 0.78),
    "maskable-512.png": (512, 0.56),
}


def main() -> None:
    for name, (size, width) in ICONS.items():
        draw_icon(size, width_of_logo=width).save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()
