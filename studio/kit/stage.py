"""The set: a seamless paper cove, four softboxes, things of known size beside the product."""

import math

import bpy
import numpy as np
from mathutils import Vector

from kit.grouping import group, prop
from kit.maths import srgb
from kit.meshes import mesh
from kit.nodes import Nodes
from kit.scratch import TMP

COVES = {
    "sage": "#b9c4ae",
    "clay": "#d9ab90",
    "slate": "#55707b",
    "sand": "#dccbb8",
    "sky": "#b7d0dc",
    "butter": "#e8d6a6",
    "stone": "#d2ccc2",
    "moss": "#a3ab88",
    "mist": "#c3ccd3",
    "peach": "#e9c8ae",
    "blush": "#e6cbc3",
    "ink": "#48515b",
    "linen": "#e0d8cb",
    "plum": "#7a626e",
    "lilac": "#cbc3d6",
    "rust": "#c08a6c",
    "teal": "#83a8a5",
    "cream": "#efe6d5",
}


def reset():
    """Empty scene, ready for a model."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    for f in TMP.iterdir():
        f.unlink()


def points(include_props=False):
    """World positions of all visible product vertices."""
    dg = bpy.context.evaluated_depsgraph_get()
    out = []
    for o in bpy.context.scene.objects:
        if o.type != "MESH" or o.get("set") or o.get("tool") or (o.get("prop") and not include_props):
            continue
        ev = o.evaluated_get(dg)
        me = ev.to_mesh()
        a = np.empty(len(me.vertices) * 3, np.float32)
        me.vertices.foreach_get("co", a)
        M = np.array(ev.matrix_world)
        out.append(a.reshape(-1, 3) @ M[:3, :3].T + M[:3, 3])
        ev.to_mesh_clear()
    return np.vstack(out)


def _area(name, at, target, w, h, radiance, colour=(1, 1, 1)):
    """Softbox."""
    data = bpy.data.lights.new(name, "AREA")
    data.shape, data.size, data.size_y = "RECTANGLE", w, h
    data.energy, data.color = radiance * math.pi * w * h, colour
    o = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(o)
    o.location = at
    o.rotation_euler = (Vector(target) - Vector(at)).to_track_quat("-Z", "Y").to_euler()
    o.visible_camera = False
    return o


def cove(colour):
    prof = (
        [(-30, 0), (2.6, 0)]
        + [(2.6 + 3.2 * math.sin(a), 3.2 - 3.2 * math.cos(a)) for a in np.linspace(0, math.pi / 2, 32)]
        + [(5.8, 26)]
    )
    verts = [(x, y, z) for y, z in prof for x in (-40, 40)]
    faces = [(2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2) for i in range(len(prof) - 1)]
    n = Nodes().set(Base_Color=srgb(colour), Roughness=0.95, Specular_IOR_Level=0.1)
    o = mesh(verts, faces, n.material, flatten=False)
    o["set"] = True
    return o


def light(key=1.0, ambient=1.0, mood="day"):
    """Warm key up left, cool wide fill right, narrow strip for the long highlight, rim from behind."""
    dim = {"day": 1.0, "dusk": 0.42}[mood]
    _area("key", (-4.6, -3.6, 6.2), (0, 0, 0.7), 3.0, 3.0, 10.5 * key * dim, (1, 0.955, 0.89))
    _area("fill", (6.2, -4.6, 3.0), (0, 0, 0.9), 4.4, 4.4, 0.85 * dim, (0.87, 0.94, 1))
    _area("strip", (3.9, -1.0, 3.2), (0, 0, 1.0), 0.7, 3.6, 5.0 * dim, (1, 0.985, 0.96))
    _area("rim", (1.8, 3.6, 5.6), (0, 0, 1.0), 2.6, 1.6, 5.5 * dim, (1, 0.97, 0.93))
    w = bpy.data.worlds.new("world")
    bpy.context.scene.world = w
    w.use_nodes = True
    t = w.node_tree
    bg = t.nodes["Background"]
    co, sep, ramp = (
        t.nodes.new("ShaderNodeTexCoord"),
        t.nodes.new("ShaderNodeSeparateXYZ"),
        t.nodes.new("ShaderNodeValToRGB"),
    )
    t.links.new(co.outputs["Generated"], sep.inputs[0])
    t.links.new(sep.outputs[2], ramp.inputs[0])
    t.links.new(ramp.outputs[0], bg.inputs[0])
    e = ramp.color_ramp.elements
    e[0].position, e[0].color = 0.0, (0.22, 0.21, 0.2, 1)
    e[1].position, e[1].color = 0.75, (1, 1, 1, 1)
    bg.inputs[1].default_value = 0.24 * ambient * (1 if mood == "day" else 0.3)


def beside(props, p, yaw):
    """Put the product's scale prop next to it (flat things in front), as seen from the camera."""
    a = math.radians(yaw)
    R = np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]])
    pts = points()[:, :2] @ R.T
    lo, hi = pts.min(0), pts.max(0)
    thing = getattr(props, p.beside)()
    bpy.context.view_layer.update()
    own = []
    for o in [thing, *thing.children_recursive]:
        if o.type == "MESH":
            own += [tuple(o.matrix_world @ v.co)[:2] for v in o.data.vertices]
    own = np.array(own)
    olo, ohi = own.min(0), own.max(0)
    w = ohi - olo
    if p.beside in ("pencil", "coin", "matches", "egg"):  # in front
        want = np.array(
            [
                hi[0] - 0.35 * w[0] if w[0] < hi[0] - lo[0] else (lo[0] + hi[0]) / 2,
                lo[1] - w[1] * 0.5 - 0.12 * (hi[0] - lo[0]),
            ]
        )
    else:  # to the right
        want = np.array([hi[0] + w[0] * 0.62, (lo[1] + hi[1]) / 2 - 0.1 * w[1]])
    want = (want - (olo + ohi) / 2) if p.beside_at is None else np.array(p.beside_at[:2])
    back = R.T @ want
    c = group(thing, at=(*back, 0), rot=(0, 0, -yaw))
    bpy.context.view_layer.update()
    prop(c)
