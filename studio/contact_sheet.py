"""Contact sheet of all pictures in a folder.

python contact_sheet.py PICTURES contact-sheet.jpg --columns 14 --width 140
"""

import argparse
import math
from pathlib import Path

from PIL import Image


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("folder")
    a.add_argument("out")
    a.add_argument("--columns", type=int, default=14)
    a.add_argument("--width", type=int, default=140)
    a.add_argument("--quality", type=int, default=82)
    o = a.parse_args()
    files = sorted(Path(o.folder).glob("*.webp"), key=lambda f: (not f.stem.endswith("--front"), f.stem))
    w, h, gap = o.width, o.width * 5 // 4, 4
    rows = math.ceil(len(files) / o.columns)
    sheet = Image.new("RGB", (o.columns * (w + gap) + gap, rows * (h + gap) + gap), "#f6f4f0")
    for i, f in enumerate(files):
        x, y = gap + (i % o.columns) * (w + gap), gap + (i // o.columns) * (h + gap)
        sheet.paste(Image.open(f).convert("RGB").resize((w, h), Image.LANCZOS), (x, y))
    sheet.save(o.out, quality=o.quality)
    print(f"{len(files)} pictures, {sheet.size[0]} x {sheet.size[1]}")


if __name__ == "__main__":
    main()
