"""The camera: scales the model to the studio and frames it by its true outline."""

import math

import bpy
import numpy as np
from mathutils import Matrix, Vector

from kit.stage import points


def frame(
    elev=14, yaw=0, fill=(0.70, 0.64), centre=(0.5, 0.47), lens=95, focus=None, zoom=1, aperture=None, props=False
):
    """Scale the model to the studio and point the camera so that its outline fills the picture.

    `fill`: share of width / height the product may take; `centre`: where its middle sits;
    `focus` (in model cm) + `zoom`: close-up around that point with a shallow depth of field.
    """
    scene = bpy.context.scene
    pts = points(props)
    lo, hi = pts.min(0), pts.max(0)
    lo[2] = points(True)[:, 2].min()
    size = float(max(hi[2] - lo[2], 0.8 * (hi[0] - lo[0]), 0.8 * (hi[1] - lo[1])))
    k = 2.0 / size
    mid = (lo + hi) / 2
    root = bpy.data.objects.new("root", None)
    scene.collection.objects.link(root)
    for o in list(scene.objects):
        if o.parent is None and o is not root and not o.get("set") and o.type in ("MESH", "EMPTY"):
            o.parent = root
    R = Matrix.Rotation(math.radians(yaw), 4, "Z")
    S = Matrix.Scale(k, 4)
    root.matrix_world = R @ S @ Matrix.Translation((-mid[0], -mid[1], -lo[2]))
    M = np.array(root.matrix_world)
    pts = pts @ M[:3, :3].T + M[:3, 3]
    lo2, hi2 = pts.min(0), pts.max(0)
    target = np.array([(lo2[0] + hi2[0]) / 2, (lo2[1] + hi2[1]) / 2, (lo2[2] + hi2[2]) / 2])
    cam = bpy.data.cameras.new("camera")
    cam.sensor_fit, cam.sensor_height, cam.sensor_width, cam.lens = "VERTICAL", 36, 28.8, lens
    obj = bpy.data.objects.new("camera", cam)
    scene.collection.objects.link(obj)
    scene.camera = obj
    e = math.radians(elev)
    away = np.array([0, -math.cos(e), math.sin(e)])
    right, upv = np.array([1.0, 0, 0]), np.array([0, math.sin(e), math.cos(e)])
    f = lens / 36.0  # in picture heights
    if focus is not None:
        target = M[:3, :3] @ np.array(focus, float) + M[:3, 3]
    dist = 10.0
    for _ in range(30):
        rel = pts - (target + away * dist)
        depth = -(rel @ away)
        x, y = f * (rel @ right) / depth / 0.8, f * (rel @ upv) / depth
        w, h = x.max() - x.min(), y.max() - y.min()
        dist *= max(w / fill[0], h / fill[1]) ** 0.9
    if focus is None:
        cam.shift_x = 0.8 * (x.max() + x.min()) / 2 - 0.8 * (centre[0] - 0.5)
        cam.shift_y = (y.max() + y.min()) / 2 - (centre[1] - 0.5)
    else:
        dist /= zoom
    pos = target + away * dist
    obj.location = pos
    obj.rotation_euler = Vector(-away).to_track_quat("-Z", "Y").to_euler()
    if focus is not None:
        cam.dof.use_dof = True
        cam.dof.focus_distance = dist
        cam.dof.aperture_fstop = aperture or 0.9
    cam.clip_end = 400
    return k
