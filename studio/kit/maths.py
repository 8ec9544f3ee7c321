"""Colours and curves, without Blender."""

import math

import numpy as np


def srgb(colour):
    """'#rrggbb' -> linear RGBA."""
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    c = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return (*map(float, c), 1.0)


def shade(colour, factor):
    """Lighten (factor > 1) or darken (< 1) an '#rrggbb' colour."""
    c = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    c = [255 - (255 - v) / factor for v in c] if factor > 1 else [v * factor for v in c]
    return "#" + "".join(f"{max(0, min(255, round(v))):02x}" for v in c)


def catmull(points, n=10, closed=False):
    """Smooth curve through 2-D or 3-D points."""
    p = np.asarray(points, float)
    m = len(p)
    out = []
    for i in range(m if closed else m - 1):
        if closed:
            a, b, c, d = p[(i - 1) % m], p[i], p[(i + 1) % m], p[(i + 2) % m]
        else:
            a, b, c, d = p[max(i - 1, 0)], p[i], p[i + 1], p[min(i + 2, m - 1)]
        t = np.linspace(0, 1, n, endpoint=False)[:, None]
        out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    if not closed:
        out.append(p[-1:])
    return np.vstack(out)


def fillet(points, radius=0.15, closed=False):
    """Round the corners of a 2-D polyline; a point may carry its own radius as third value."""
    pts = [(p[0], p[1], p[2] if len(p) > 2 else radius) for p in points]
    n, out = len(pts), []
    for i, (x, y, r) in enumerate(pts):
        b = np.array([x, y], float)
        if r <= 0 or (not closed and i in (0, n - 1)):
            out.append(b)
            continue
        u = np.array(pts[i - 1][:2], float) - b
        v = np.array(pts[(i + 1) % n][:2], float) - b
        lu, lv = np.linalg.norm(u), np.linalg.norm(v)
        if lu < 1e-9 or lv < 1e-9:
            continue
        u, v = u / lu, v / lv
        angle = math.acos(max(-1, min(1, float(u @ v))))
        if angle > math.pi - 0.02 or angle < 0.02:
            out.append(b)
            continue
        d = min(r / math.tan(angle / 2), 0.48 * lu, 0.48 * lv)
        rr = d * math.tan(angle / 2)
        centre = b + (u + v) / np.linalg.norm(u + v) * (rr / math.sin(angle / 2))
        s, e = b + u * d - centre, b + v * d - centre
        k = max(3, int(8 * (math.pi - angle) / (math.pi / 2)))
        turn = math.pi - angle
        for j in range(k + 1):
            t = j / k
            out.append(
                centre + (math.sin((1 - t) * turn) * s + math.sin(t * turn) * e) / math.sin(turn)
                if math.sin(turn) > 1e-4
                else centre + (1 - t) * s + t * e
            )
    return np.array(out)


def rrect(w, h, r):
    """Rounded rectangle outline centred on the origin."""
    return fillet([(-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2)], r, closed=True)


def ellipse(rx, ry=None, n=24):
    """Ellipse outline."""
    a = np.linspace(0, 2 * np.pi, n, endpoint=False)
    return np.stack([rx * np.cos(a), (ry or rx) * np.sin(a)], 1)
