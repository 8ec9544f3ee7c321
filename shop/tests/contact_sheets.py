"""
One picture of many: a sheet per width and theme of everything that `make screenshots` took.

    python -m shop.tests.contact_sheets [directory]
"""

import os
import sys
from pathlib import Path

from PIL import Image, ImageDraw

# Of each page the top, as wide as a thumbnail, up to this many times as high.
THUMB, TALLEST, GAP, LABEL = 240, 2.2, 12, 18
ACROSS = 10
GROUND, INK = (120, 120, 120), (255, 255, 255)


def write(pictures: list[Path], into: Path) -> Path:
    """All these pictures on one sheet, with their names."""
    thumbs = [_thumb(path) for path in pictures]
    across = min(ACROSS, len(thumbs))
    named = list(zip(pictures, thumbs, strict=True))
    rows = [named[at : at + across] for at in range(0, len(named), across)]
    heights = [max(thumb.height for _path, thumb in row) + LABEL + GAP for row in rows]
    sheet = Image.new("RGB", (across * (THUMB + GAP) + GAP, sum(heights) + GAP), GROUND)
    pen = ImageDraw.Draw(sheet)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        for column, (path, thumb) in enumerate(row):
            left = GAP + column * (THUMB + GAP)
            sheet.paste(thumb, (left, top))
            pen.text((left, top + thumb.height + 2), path.stem, fill=INK)
        top += height
    sheet.save(into, quality=80)
    return into


def _thumb(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        top = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, round(picture.width * TALLEST))))
        return top.resize((THUMB, max(1, round(top.height * THUMB / top.width))), Image.Resampling.LANCZOS)


def write_all(directory: Path) -> list[Path]:
    """A sheet for each width and theme that is in the names: `home-390-dark.png`."""
    kinds: dict[str, list[Path]] = {}
    for path in sorted(directory.glob("*-*-*.png")):
        kinds.setdefault("-".join(path.stem.rsplit("-", 2)[1:]), []).append(path)
    return [write(paths, directory / f"contact-{kind}.webp") for kind, paths in kinds.items()]


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(os.environ.get("DATA_DIR", "var")) / "screenshots"
    for made in write_all(chosen):
        print(made)
