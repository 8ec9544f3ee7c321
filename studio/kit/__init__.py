"""
The studio's vocabulary. A model is written with nothing but these words: `from kit import *`.

Everything is modelled in centimetres, with the base of the product at z = 0 and its front facing -y.
"""

import math

import bpy
import numpy as np

from kit.camera import frame
from kit.darkroom import develop, render
from kit.grained import METALS, WOODS, fabric, leather, metal, wood
from kit.grouping import cut, group, prop
from kit.labels import Label, font, printed
from kit.materials import bisque, glass, glaze, glow, leaf, marble, paint, terrazzo
from kit.maths import catmull, ellipse, fillet, rrect, shade, srgb
from kit.meshes import lathe, mesh, sweep, tube
from kit.nodes import Nodes
from kit.sheets import card, disc, sheet, wrap
from kit.solids import ball, box, prism, ring, rod
from kit.stage import COVES, beside, cove, light, points, reset

__all__ = [
    "COVES", "METALS", "WOODS", "Label", "Nodes", "ball", "beside", "bisque", "box", "bpy", "card", "catmull", "cove",
    "cut", "develop", "disc", "ellipse", "fabric", "fillet", "font", "frame", "glass", "glaze", "glow", "group",
    "lathe", "leaf", "leather", "light", "marble", "math", "mesh", "metal", "np", "paint", "points", "printed",
    "prism", "prop", "render", "reset", "ring", "rod", "rrect", "shade", "sheet", "srgb", "sweep", "terrazzo", "tube",
    "wood", "wrap",
]  # fmt: skip
