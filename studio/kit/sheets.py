"""Surfaces: cloth, leaves, labels bent round a bottle, flat pictures."""

import math

from kit.maths import ellipse
from kit.meshes import mesh
from kit.solids import prism


def sheet(fn, material, nu=60, nv=60, thickness=0, at=(0, 0, 0), rot=(0, 0, 0), size=(1, 1)):
    """Surface from a function (u, v in 0-1) -> (x, y, z); `thickness` gives it body."""
    verts = [fn(i / nu, j / nv) for j in range(nv + 1) for i in range(nu + 1)]
    faces, uv, cm = [], [], []
    for j in range(nv):
        for i in range(nu):
            a = j * (nu + 1) + i
            faces.append((a, a + 1, a + nu + 2, a + nu + 1))
            q = [(i / nu, j / nv), ((i + 1) / nu, j / nv), ((i + 1) / nu, (j + 1) / nv), (i / nu, (j + 1) / nv)]
            uv += q
            cm += [(x * size[0], y * size[1]) for x, y in q]
    obj = mesh(verts, faces, material, uv, cm, at, rot, flatten=False)
    if thickness:
        s = obj.modifiers.new("body", "SOLIDIFY")
        s.thickness, s.offset = thickness, 0
    return obj


def wrap(r, z0, z1, angle, material, facing=-90, r2=None, at=(0, 0, 0), rot=(0, 0, 0)):
    """Label bent round a cylinder (or cone stump), its middle facing -y."""
    a0, a1 = math.radians(facing - angle / 2), math.radians(facing + angle / 2)

    def fn(u, v):
        t, q = a0 + (a1 - a0) * u, r + ((r2 or r) - r) * v
        return q * math.cos(t), q * math.sin(t), z0 + (z1 - z0) * v

    return sheet(fn, material, 64, 2, at=at, rot=rot, size=(r * math.radians(angle), z1 - z0))


def card(w, h, material, at=(0, 0, 0), rot=(90, 0, 0)):
    """Flat picture, centred; the default rotation stands it up facing -y."""
    return sheet(lambda u, v: ((u - 0.5) * w, (v - 0.5) * h, 0), material, 1, 1, at=at, rot=rot, size=(w, h))


def disc(r, material, at=(0, 0, 0), rot=(90, 0, 0)):
    """Flat round picture, centred; faces -y by default."""
    return prism(ellipse(r, n=96), 0.03, material, 0, at, rot)
