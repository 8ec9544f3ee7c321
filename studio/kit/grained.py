"""What has a grain or a weave: wood, metal, cloth, leather."""

from kit.maths import shade, srgb
from kit.nodes import Nodes

WOODS = {
    "oak": ("#b98a55", "#d3a873"),
    "walnut": ("#4b2f1d", "#7a5233"),
    "beech": ("#cf9f70", "#e0b88c"),
    "ash": ("#d3b78f", "#e8d3b2"),
    "cherry": ("#8e4f2c", "#b5734a"),
    "olive": ("#8a6232", "#d6ab66"),
    "pine": ("#d9ae72", "#edcb95"),
    "ebony": ("#1c1613", "#352a24"),
}


def wood(kind="oak", axis="x", rough=0.45, scale=1.0, coat=0.0, staves=0):
    """Solid wood with the grain running along `axis`; `staves`: glued up across y from pieces so wide."""
    dark, light = WOODS[kind]
    n = Nodes()
    s = {"x": (0.09, 1, 1), "y": (1, 0.09, 1), "z": (1, 1, 0.09)}[axis]
    v = n.coords(scale=[c * scale for c in s])
    if staves:
        y = n.add("SeparateXYZ", Vector=n.coords()).outputs[1]
        chance = n.add("TexWhiteNoise", _noise_dimensions="1D", W=n.math("FLOOR", n.math("DIVIDE", y, staves))).outputs
        apart = n.add("VectorMath", _operation="SCALE", Vector=chance["Color"], Scale=24.0).outputs[0]
        v = n.add("VectorMath", _operation="ADD", **{"0": v, "1": apart}).outputs[0]
    broad = n.noise(0.55, 3, v, distortion=0.6)
    rings = n.add("TexWave", Vector=v, Scale=0.55, Distortion=5.5, Detail=2.5, Detail__Scale=0.8)
    rings.wave_type, rings.bands_direction = "RINGS", axis.upper()
    fine = n.noise(11, 3, v)
    f = n.math("ADD", n.math("MULTIPLY", rings.outputs["Fac"], 0.45), n.math("MULTIPLY", broad, 0.55))
    f = n.math("ADD", n.math("MULTIPLY", f, 0.72), n.math("MULTIPLY", fine, 0.28))
    if staves:
        f = n.math("ADD", f, n.math("MULTIPLY", n.math("SUBTRACT", chance["Value"], 0.5), 0.3))
    n.set(
        Base_Color=n.ramp(f, (0.28, dark), (0.72, light)),
        Roughness=rough,
        Coat_Weight=coat,
        Coat_Roughness=0.15,
        Specular_IOR_Level=0.4,
    )
    return n.bump(fine, 0.08, 0.03).material


METALS = {
    "steel": "#c9c9c6",
    "brass": "#d3a655",
    "copper": "#d08a66",
    "gold": "#e5b95f",
    "silver": "#e6e4e0",
    "rose": "#dfa48c",
    "black": "#2a2a2b",
    "iron": "#4a4a4c",
    "bronze": "#8c6a42",
}


def metal(kind="steel", rough=0.22, brushed=0):
    """Metal; `brushed` adds fine horizontal lines."""
    n = Nodes().set(Base_Color=srgb(METALS.get(kind, kind)), Metallic=1.0, Roughness=rough)
    if brushed:
        n.bump(n.noise(3, 4, n.coords(scale=(0.6, 0.6, 30))), 0.12 * brushed, 0.02)
    return n.material


def fabric(colour, kind="linen", scale=1.0, space="Object"):
    """Cloth: 'linen' (crossed threads), 'knit', 'felt', 'terry', 'boucle', 'canvas'."""
    n = Nodes()
    v = n.coords(space, scale=(scale,) * 3)
    if kind in ("linen", "canvas"):
        f = 2.1 if kind == "linen" else 1.7
        normal = n.add("SeparateXYZ", Vector=n.add("TexCoord").outputs["Normal"]).outputs
        threads = slubs = 0.0
        for i, axis in enumerate("XYZ"):  # threads across each axis, hidden where the cloth faces it
            facing = n.math("POWER", n.math("SUBTRACT", 1.0, n.math("MULTIPLY", normal[i], normal[i])), 2.0)
            wave = n.add(
                "TexWave",
                Vector=v,
                Scale=f,
                Distortion=1.0,
                Detail=1.0,
                Detail__Scale=1.5,
                _bands_direction=axis,
                _wave_profile="SIN",
            ).outputs["Fac"]
            slub = n.noise(2.4, 2, n.coords(space, scale=[scale * (2 if j == i else 0.12) for j in range(3)]))
            threads = n.math("ADD", threads, n.math("MULTIPLY", wave, facing))
            slubs = n.math("ADD", slubs, n.math("MULTIPLY", slub, facing))
        h = n.math("MULTIPLY", threads, 0.5)
        f2 = n.math("ADD", n.math("MULTIPLY", h, 0.3), n.math("MULTIPLY", slubs, 0.38))
        strength, distance = 0.35, 0.03
    elif kind == "knit":
        w = n.add("TexWave", Vector=v, Scale=1.5, Distortion=2.0, Detail=1.0, _bands_direction="X").outputs["Fac"]
        h = n.math("ADD", w, n.math("MULTIPLY", n.noise(9, 2, v), 0.5))
        f2, strength, distance = h, 0.6, 0.07
    elif kind == "boucle":
        c = n.add("TexVoronoi", Vector=v, Scale=3.2)
        h = n.math("ADD", n.math("SUBTRACT", 1.0, c.outputs["Distance"]), n.math("MULTIPLY", n.noise(8, 2, v), 0.5))
        f2, strength, distance = h, 0.6, 0.08
    elif kind == "terry":
        c = n.add("TexVoronoi", Vector=v, Scale=3.4)
        h = n.math("ADD", n.math("SUBTRACT", 1.0, c.outputs["Distance"]), n.noise(9, 2, v))
        f2, strength, distance = n.math("MULTIPLY", h, 0.6), 0.75, 0.09
    else:
        h = n.noise(12, 4, v)
        f2, strength, distance = h, 0.4, 0.03
    n.set(
        Base_Color=n.mix(n.ramp(f2, (0.2, 0), (0.8, 1)), srgb(shade(colour, 0.84)), srgb(shade(colour, 1.1))),
        Roughness=0.9,
        Specular_IOR_Level=0.15,
        Sheen_Weight=0.2,
        Sheen_Roughness=0.5,
    )
    return n.bump(h, strength, distance).material


def leather(colour, rough=0.42, scale=1.0):
    """Grained leather."""
    n = Nodes()
    v = n.coords()
    c = n.add("TexVoronoi", Vector=v, Scale=7.0 * scale, _feature="SMOOTH_F1")
    n.set(
        Base_Color=n.mix(n.noise(0.6, 3, v), srgb(shade(colour, 0.85)), srgb(shade(colour, 1.12))),
        Roughness=rough,
        Coat_Weight=0.08,
        Coat_Roughness=0.3,
    )
    return n.bump(c.outputs["Distance"], 0.22, 0.05 / scale).material
