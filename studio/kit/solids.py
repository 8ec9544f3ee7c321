"""Prisms, boxes, balls, rods, rings."""

import math

import numpy as np

from kit.maths import rrect
from kit.meshes import lathe, mesh


def prism(outline, h, material, bevel=0.1, at=(0, 0, 0), rot=(0, 0, 0), segments=3):
    """Extrude a 2-D outline upwards by h, with bevelled rims."""
    o = np.asarray(outline, float)[:, :2]
    k = len(o)
    area = np.sum(o[:, 0] * np.roll(o[:, 1], -1) - np.roll(o[:, 0], -1) * o[:, 1])
    if area < 0:
        o = o[::-1]
    verts = [(*p, 0) for p in o] + [(*p, h) for p in o]
    faces = [tuple(range(k))[::-1], tuple(range(k, 2 * k))]
    faces += [(j, (j + 1) % k, (j + 1) % k + k, j + k) for j in range(k)]
    lo, hi = o.min(0), o.max(0)
    span = np.maximum(hi - lo, 1e-6)

    def flat(i):
        return tuple((o[i % k] - lo) / span)

    per = np.r_[0, np.cumsum(np.linalg.norm(np.diff(np.vstack([o, o[:1]]), axis=0), axis=1))]
    uv, cm = [], []
    for f in faces[:2]:
        uv += [flat(i) for i in f]
        cm += [tuple(o[i % k]) for i in f]
    for j in range(k):
        u0, u1 = per[j], per[j + 1]
        uv += [(u0 / per[-1], 0), (u1 / per[-1], 0), (u1 / per[-1], 1), (u0 / per[-1], 1)]
        cm += [(u0, 0), (u1, 0), (u1, h), (u0, h)]
    obj = mesh(verts, faces, material, uv, cm, at, rot, flatten=False)
    if bevel:
        b = obj.modifiers.new("bevel", "BEVEL")
        b.width, b.segments, b.limit_method, b.angle_limit = bevel, segments, "ANGLE", math.radians(35)
        b.harden_normals = False
    obj.modifiers.new("normals", "WEIGHTED_NORMAL")
    return obj


def box(w, d, h, material, r=0.15, at=(0, 0, 0), rot=(0, 0, 0), corner=None):
    """Box standing on z = 0 with all edges rounded by r; `corner` rounds the vertical edges more."""
    if corner:
        return prism(rrect(w, d, corner), h, material, r, at, rot, segments=4)
    return prism(
        [(-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2)], h, material, r, at, rot, segments=4
    )


def ball(r, material, at=(0, 0, 0), squash=1, rot=(0, 0, 0)):
    """Sphere (or spheroid) centred on `at`."""
    a = np.linspace(-np.pi / 2, np.pi / 2, 48)
    return lathe(
        [(max(0, r * math.cos(x)), r * squash * math.sin(x)) for x in a], material, 0, flatten=False, at=at, rot=rot
    )


def rod(r, h, material, edge=None, at=(0, 0, 0), rot=(0, 0, 0), seg=64, r2=None):
    """Cylinder or cone stump standing on `at`."""
    e = min(r, r2 or r) * 0.15 if edge is None else edge
    return lathe([(0, 0), (r, 0), (r if r2 is None else r2, h), (0, h)], material, e, seg=seg, at=at, rot=rot)


def ring(R, r, material, at=(0, 0, 0), rot=(0, 0, 0), ry=None, seg=96):
    """Torus centred on `at`."""
    a = np.linspace(0, 2 * np.pi, 33)
    return lathe(
        [(R + r * math.cos(x), (ry or r) * math.sin(x)) for x in a], material, 0, seg=seg, flatten=False, at=at, rot=rot
    )
