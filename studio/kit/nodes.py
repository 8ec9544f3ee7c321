"""A tiny helper to write shader graphs."""

import math

import bpy

from kit.maths import srgb


class Nodes:
    """Tiny helper to write shader graphs."""

    def __init__(self, name="material"):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.bsdf = next(n for n in self.tree.nodes if n.type == "BSDF_PRINCIPLED")
        self.out = next(n for n in self.tree.nodes if n.type == "OUTPUT_MATERIAL")

    def add(self, kind, **inputs):
        n = self.tree.nodes.new("ShaderNode" + kind)
        for k, v in inputs.items():
            if k.startswith("_"):
                setattr(n, k[1:], v)
            else:
                self.put(n, k.replace("__", " "), v)
        return n

    def put(self, node, socket, value):
        s = node.inputs[socket if not (isinstance(socket, str) and socket.isdigit()) else int(socket)]
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, s)
        else:
            s.default_value = value

    def set(self, **inputs):
        for k, v in inputs.items():
            self.put(self.bsdf, k.replace("_", " "), v)
        return self

    def coords(self, which="Object", scale=(1, 1, 1), rot=(0, 0, 0)):
        src = (
            self.add("UVMap", _uv_map=which).outputs[0]
            if which in ("uv", "cm")
            else self.add("TexCoord").outputs[which]
        )
        return self.add("Mapping", Vector=src, Scale=scale, Rotation=[math.radians(a) for a in rot]).outputs[0]

    def noise(self, scale, detail=3, vec=None, rough=0.5, distortion=0):
        return self.add(
            "TexNoise", Vector=vec or self.coords(), Scale=scale, Detail=detail, Roughness=rough, Distortion=distortion
        ).outputs["Fac"]

    def ramp(self, fac, *stops):
        n = self.add("ValToRGB", Fac=fac)
        e = n.color_ramp.elements
        while len(e) < len(stops):
            e.new(0.5)
        for el, (pos, col) in zip(e, stops, strict=False):
            el.position = pos
            el.color = srgb(col) if isinstance(col, str) else (col, col, col, 1)
        return n.outputs[0]

    def mix(self, fac, a, b, mode="MIX"):
        n = self.add("Mix", _data_type="RGBA", _blend_type=mode)
        self.put(n, 0, fac)
        self.put(n, 6, a)
        self.put(n, 7, b)
        return n.outputs[2]

    def math(self, op, a, b=0.0):
        n = self.add("Math", _operation=op)
        self.put(n, 0, a)
        self.put(n, 1, b)
        return n.outputs[0]

    def bump(self, height, strength=0.3, distance=0.05):
        self.put(self.bsdf, "Normal", self.add("Bump", Height=height, Strength=strength, Distance=distance).outputs[0])
        return self
