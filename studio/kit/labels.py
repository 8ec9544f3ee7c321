"""Typeset labels, printed on paper, foil or enamel."""

import os
from pathlib import Path

import bpy
from PIL import Image, ImageDraw, ImageFont

from kit.nodes import Nodes
from kit.scratch import TMP

_FONTS = {
    "serif": "dm-serif-display-400.ttf",
    "soft": "fraunces-600.ttf",
    "sans": "jost-500.ttf",
    "bold": "jost-700.ttf",
    "light": "jost-400.ttf",
    "tech": "space-grotesk-500.ttf",
    "techbold": "space-grotesk-700.ttf",
    "hand": "caveat-600.ttf",
}


def font(name, size):
    """One of the bundled free fonts."""
    return ImageFont.truetype(str(Path(__file__).resolve().parent.parent / "fonts" / _FONTS[name]), int(size))


def printed(image, rough=0.6, coat=0.0, metal=0.0, grain=0.1):
    """Printed paper, card or lacquer from a Pillow image; transparent parts show nothing."""
    path = TMP / f"{len(os.listdir(TMP))}.png"
    image.save(path)
    n = Nodes()
    tex = n.add("TexImage", Vector=n.add("UVMap", _uv_map="uv").outputs[0])
    tex.image = bpy.data.images.load(str(path))
    tex.extension = "EXTEND"
    n.set(Base_Color=tex.outputs[0], Roughness=rough, Coat_Weight=coat, Metallic=metal)
    if image.mode == "RGBA":
        n.set(Alpha=tex.outputs[1])
    if grain:
        n.bump(n.noise(20, 2), grain, 0.02)
    return n.material


class Label:
    """A printed surface; positions and sizes are fractions of its height (y) and width (x)."""

    def __init__(self, w, h, paper="#f4efe4", px=1400):
        k = px / max(w, h)
        self.W, self.H = int(w * k), int(h * k)
        self.image = Image.new("RGBA" if paper is None else "RGB", (self.W, self.H), paper or (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.image)

    def text(self, y, text, face="sans", size=0.1, ink="#26332b", x=0.5, spacing=0, anchor="mm", fit=0.9):
        """One line centred on y; letters may be spaced out; shrinks to `fit` of the width."""
        s = size * self.H
        while True:
            f = font(face, s)
            gap = spacing * s
            w = f.getlength(text) + gap * max(0, len(text) - 1)
            if w <= fit * self.W or s < 6:
                break
            s *= 0.96
        if not gap:
            self.draw.text((x * self.W, y * self.H), text, font=f, fill=ink, anchor=anchor)
        else:
            px = x * self.W - w / 2
            for ch in text:
                self.draw.text((px, y * self.H), ch, font=f, fill=ink, anchor="lm")
                px += f.getlength(ch) + gap
        return self

    def rule(self, y, x0=0.2, x1=0.8, ink="#26332b", t=0.006):
        self.draw.rectangle([x0 * self.W, (y - t / 2) * self.H, x1 * self.W, (y + t / 2) * self.H], fill=ink)
        return self

    def rect(self, x0, y0, x1, y1, ink):
        self.draw.rectangle([x0 * self.W, y0 * self.H, x1 * self.W, y1 * self.H], fill=ink)
        return self

    def dot(self, x, y, r, ink=None, outline=None, width=0.006):
        R = r * self.H
        self.draw.ellipse(
            [x * self.W - R, y * self.H - R, x * self.W + R, y * self.H + R],
            fill=ink,
            outline=outline,
            width=int(width * self.H),
        )
        return self

    def frame(self, m=0.04, ink="#26332b", t=0.006):
        q = m * min(self.W, self.H)
        self.draw.rectangle([q, q, self.W - q, self.H - q], outline=ink, width=max(2, int(t * self.H)))
        return self

    def sprig(self, x, y, size, ink="#26332b", n=5, lean=0):
        """A little botanical ornament."""
        s = size * self.H
        cx, cy = x * self.W, y * self.H
        self.draw.line([(cx, cy + s / 2), (cx + lean * s, cy - s / 2)], fill=ink, width=max(2, int(s * 0.03)))
        for i in range(n):
            t = i / n
            py, px = cy + s / 2 - s * (t * 0.9 + 0.12), cx + lean * s * (t * 0.9 + 0.1)
            for sg in (-1, 1):
                L = s * 0.26 * (1 - 0.45 * t)
                leaf_im = Image.new("L", (int(L * 3), int(L * 3)), 0)
                ImageDraw.Draw(leaf_im).ellipse([L * 1.5, L * 1.5 - L * 0.17, L * 2.5, L * 1.5 + L * 0.17], fill=255)
                leaf_im = leaf_im.rotate(40 if sg > 0 else 140)
                self.image.paste(
                    Image.new(self.image.mode, leaf_im.size, ink),
                    (int(px - leaf_im.width / 2), int(py - leaf_im.height / 2)),
                    leaf_im,
                )
        return self

    def paper(self, **kw):
        return printed(self.image, **kw)
