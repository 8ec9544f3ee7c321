"""Objects from points: any mesh, turned profiles, sections carried along a path."""

import math

import bpy
import numpy as np

from kit.maths import catmull, ellipse, fillet


def placed(obj, at, rot):
    obj.location = at
    obj.rotation_euler = [math.radians(a) for a in rot]
    return obj


def mesh(verts, faces, material, uv=None, cm=None, at=(0, 0, 0), rot=(0, 0, 0), smooth=True, flatten=True):
    """Mesh object from arrays.  `uv` and `cm` are per-corner texture coordinates (0-1 and centimetres)."""
    me = bpy.data.meshes.new("part")
    me.from_pydata([tuple(map(float, v)) for v in verts], [], [tuple(map(int, f)) for f in faces])
    for name, data in (("uv", uv), ("cm", cm)):
        if data is not None:
            layer = me.uv_layers.new(name=name)
            layer.data.foreach_set("uv", np.asarray(data, np.float32).ravel())
    if smooth:
        me.shade_smooth()
    me.materials.append(material)
    obj = bpy.data.objects.new("part", me)
    bpy.context.scene.collection.objects.link(obj)
    if smooth and flatten:
        obj.modifiers.new("normals", "WEIGHTED_NORMAL")
    return placed(obj, at, rot)


def lathe(profile, material, radius=0.12, smooth=False, seg=96, flatten=True, start=0, at=(0, 0, 0), rot=(0, 0, 0)):
    """Turn a (radius, height) profile round the z axis.

    Corners are rounded by `radius` (or a point's third value); `smooth` runs a curve through the points.
    """
    p = catmull(profile) if smooth else fillet(profile, radius)
    d = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))]
    rmax = p[:, 0].max()
    th = np.linspace(0, 2 * np.pi, seg, endpoint=False) + math.radians(start)
    verts, rings = [], []
    for r, z in p:
        if abs(r) < 1e-6:
            rings.append([len(verts)] * seg)
            verts.append((0, 0, z))
        else:
            rings.append(list(range(len(verts), len(verts) + seg)))
            verts += [(r * math.cos(t), r * math.sin(t), z) for t in th]
    faces, uv, cm = [], [], []
    for i in range(len(p) - 1):
        v0, v1 = d[i] / d[-1], d[i + 1] / d[-1]
        for j in range(seg):
            k = (j + 1) % seg
            a, b, c, e = rings[i][j], rings[i][k], rings[i + 1][k], rings[i + 1][j]
            quad = [(a, j, v0), (b, j + 1, v0), (c, j + 1, v1), (e, j, v1)]
            if a == b:
                quad.pop(1)
            elif c == e:
                quad.pop(2)
            if a == b and c == e:
                continue
            faces.append([q[0] for q in quad])
            uv += [(q[1] / seg, q[2]) for q in quad]
            cm += [(q[1] / seg * 2 * math.pi * rmax, q[2] * d[-1]) for q in quad]
    return mesh(verts, faces, material, uv, cm, at, rot, flatten=flatten)


def sweep(
    path,
    section,
    material,
    scale=None,
    closed=False,
    up=(0, 0, 1),
    twist=0,
    cap=True,
    at=(0, 0, 0),
    rot=(0, 0, 0),
    fixed_up=False,
    flatten=True,
):
    """Carry a closed 2-D section along a 3-D path.  `scale` gives a size factor per path point."""
    P, S = np.asarray(path, float), np.asarray(section, float)
    m, k = len(P), len(S)
    t = (np.roll(P, -1, 0) - np.roll(P, 1, 0)) if closed else np.gradient(P, axis=0)
    t /= np.linalg.norm(t, axis=1, keepdims=True) + 1e-12
    upv = np.array(up, float)
    n = np.cross(upv, t[0])
    if np.linalg.norm(n) < 1e-3:
        n = np.cross((0, 1, 0), t[0])
    n /= np.linalg.norm(n)
    sc = np.ones(m) if scale is None else np.asarray(scale, float)
    verts = []
    for i in range(m):
        n = np.cross(upv, t[i]) if fixed_up else n - t[i] * (n @ t[i])
        n = n / (np.linalg.norm(n) + 1e-12)
        b = np.cross(t[i], n)
        a = math.radians(twist) * i / max(1, m - 1)
        nn, bb = n * math.cos(a) + b * math.sin(a), b * math.cos(a) - n * math.sin(a)
        verts.append(P[i] + sc[i] * (S[:, :1] * nn + S[:, 1:] * bb))
    V = np.vstack(verts)
    d = np.r_[0, np.cumsum(np.linalg.norm(np.diff(P, axis=0), axis=1))]
    per = np.r_[0, np.cumsum(np.linalg.norm(np.diff(np.vstack([S, S[:1]]), axis=0), axis=1))]
    faces, uv, cm = [], [], []
    for i in range(m if closed else m - 1):
        i2 = (i + 1) % m
        d1 = d[i + 1] if i + 1 < m else d[-1]
        for j in range(k):
            j2 = (j + 1) % k
            faces.append((i * k + j, i * k + j2, i2 * k + j2, i2 * k + j))
            uv += [(j / k, d[i] / d[-1]), ((j + 1) / k, d[i] / d[-1]), ((j + 1) / k, d1 / d[-1]), (j / k, d1 / d[-1])]
            cm += [(per[j], d[i]), (per[j + 1], d[i]), (per[j + 1], d1), (per[j], d1)]
    if cap and not closed:
        faces += [tuple(range(k))[::-1], tuple(range((m - 1) * k, m * k))]
        uv += [(0, 0)] * (2 * k)
        cm += [tuple(s) for s in S[::-1]] + [tuple(s) for s in S]
    return mesh(V, faces, material, uv, cm, at, rot, flatten=flatten)


def tube(
    points,
    r,
    material,
    ry=None,
    smooth=True,
    closed=False,
    n=10,
    seg=20,
    taper=None,
    up=(0, 0, 1),
    at=(0, 0, 0),
    rot=(0, 0, 0),
):
    """Round bar along points with domed ends.  `taper` scales the radius at each given point."""
    P = catmull(points, n, closed) if smooth and len(points) > 2 else np.asarray(points, float)
    if len(P) == 2:
        P = np.linspace(P[0], P[1], 12)
    sc = np.ones(len(P))
    if taper is not None:
        sc = np.interp(np.linspace(0, 1, len(P)), np.linspace(0, 1, len(taper)), taper)
    if not closed:
        a = np.linspace(math.radians(84), 0, 6, endpoint=False)
        h, e = P[0] - P[1], P[-1] - P[-2]
        h, e = h / np.linalg.norm(h), e / np.linalg.norm(e)
        q = min(r, ry or r)
        r0, r1 = q * sc[0], q * sc[-1]
        P = np.vstack(
            [
                [P[0] + h * (r0 * math.sin(x) - r0) for x in a],
                P[1:-1] if len(P) > 2 else P[:0],
                [P[-1] + e * (r1 * math.sin(x) - r1) for x in a[::-1]],
            ]
        )
        sc = np.r_[sc[0] * np.cos(a), sc[1:-1], sc[-1] * np.cos(a[::-1])]
    return sweep(P, ellipse(r, ry, seg), material, sc, closed, up, at=at, rot=rot, flatten=False)
