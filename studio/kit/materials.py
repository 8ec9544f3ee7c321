"""Paint, glaze, clay, glass, light, stone, leaves."""

from kit.maths import shade, srgb
from kit.nodes import Nodes


def paint(colour, rough=0.4, metal=0, coat=0, sheen=0, ior=1.5, sss=0, grain=0, grain_scale=18):
    """General opaque surface: lacquer, plastic, powder coat (`grain`), rubber."""
    n = Nodes().set(
        Base_Color=srgb(colour),
        Roughness=rough,
        Metallic=metal,
        IOR=ior,
        Coat_Weight=coat,
        Coat_Roughness=0.08,
        Sheen_Weight=sheen,
    )
    if sss:
        n.set(Subsurface_Weight=sss, Subsurface_Radius=(1, 0.6, 0.4), Subsurface_Scale=0.12)
    if grain:
        n.bump(n.noise(grain_scale, 2), grain, 0.03)
    return n.material


def glaze(colour, rough=0.14, specks=0, speck_colour="#4a3a2c", tint=0.06, wave=0.04):
    """Ceramic glaze with cloudy tint and optional dark specks (0-1)."""
    n = Nodes()
    cloud = n.noise(0.35, 4)
    col = n.mix(n.ramp(cloud, (0.3, 0), (0.7, 1)), srgb(shade(colour, 1 - tint)), srgb(shade(colour, 1 + tint)))
    if specks:
        v = n.coords()
        cells = n.add("TexVoronoi", Vector=v, Scale=5.5, Randomness=1.0)
        big = n.add("TexVoronoi", Vector=v, Scale=2.3, Randomness=1.0)
        sel = n.math("LESS_THAN", n.noise(3.1, 0, v), 0.3 + 0.25 * specks)
        dot = n.math("MULTIPLY", n.math("LESS_THAN", cells.outputs["Distance"], 0.17), sel)
        dot2 = n.math("LESS_THAN", big.outputs["Distance"], 0.1)
        col = n.mix(n.math("MULTIPLY", n.math("MAXIMUM", dot, dot2), 0.8), col, srgb(speck_colour))
    n.set(Base_Color=col, Roughness=rough, IOR=1.5, Coat_Weight=0.3, Coat_Roughness=0.06)
    n.bump(n.noise(0.8, 2), wave, 0.1)
    return n.material


def bisque(colour, rough=0.75):
    """Unglazed clay, plaster, concrete: fine grain, no shine."""
    n = Nodes()
    fine = n.noise(9, 5)
    n.set(
        Base_Color=n.mix(fine, srgb(shade(colour, 0.9)), srgb(shade(colour, 1.12))),
        Roughness=rough,
        Specular_IOR_Level=0.3,
    )
    return n.bump(n.noise(14, 4), 0.25, 0.04).material


def glass(colour="#ffffff", rough=0.0, ior=1.48, shadow=0.92):
    """Clear or tinted glass whose shadow stays light."""
    n = Nodes().set(Base_Color=srgb(colour), Roughness=rough, IOR=ior, Transmission_Weight=1.0)
    path = n.add("LightPath")
    t = n.add("BsdfTransparent", Color=[c * shadow for c in srgb(colour)[:3]] + [1])
    fac = n.math("MAXIMUM", path.outputs["Is Shadow Ray"], path.outputs["Is Diffuse Ray"])
    m = n.add("MixShader")
    n.put(m, 0, fac)
    n.put(m, 1, n.bsdf.outputs[0])
    n.put(m, 2, t.outputs[0])
    n.put(n.out, "Surface", m.outputs[0])
    return n.material


def glow(colour="#ffd9a0", strength=4.0):
    """Light-emitting surface."""
    return Nodes().set(Base_Color=(0, 0, 0, 1), Emission_Color=srgb(colour), Emission_Strength=strength).material


def marble(colour="#eeece8", vein="#9a958f", rough=0.15):
    """Polished stone with soft veins."""
    n = Nodes()
    v = n.coords()
    w = n.add(
        "TexWave", Vector=v, Scale=0.12, Distortion=9.0, Detail=5.0, Detail__Scale=0.9, _bands_direction="DIAGONAL"
    )
    n.set(
        Base_Color=n.mix(n.ramp(w.outputs["Fac"], (0.0, 1), (0.12, 0.25), (0.35, 0)), srgb(colour), srgb(vein)),
        Roughness=rough,
    )
    return n.material


def terrazzo(base="#e9e3d8", chips=("#c9785a", "#5f7a72", "#d9a441", "#8d8780"), rough=0.3):
    """Cast stone with coloured chips."""
    n = Nodes()
    col = srgb(base)
    for i, c in enumerate(chips):
        v = n.coords(rot=(31 * i, 17 * i, 47 * i))
        d = n.add("TexVoronoi", Vector=v, Scale=0.85 + 0.2 * i, _feature="F1", _distance="MANHATTAN")
        col = n.mix(n.math("LESS_THAN", d.outputs["Distance"], 0.33), col, srgb(c))
    return n.set(Base_Color=col, Roughness=rough).material


def leaf(colour="#4f7a3d", rough=0.42):
    """Plant leaf, lighter along the middle rib."""
    n = Nodes()
    u = n.add("SeparateXYZ", Vector=n.coords("uv")).outputs[0]
    rib = n.math("ABSOLUTE", n.math("SUBTRACT", u, 0.5))
    col = n.mix(n.ramp(rib, (0.0, 1), (0.05, 0.25), (0.12, 0)), srgb(colour), srgb(shade(colour, 1.5)))
    col = n.mix(n.math("MULTIPLY", n.noise(0.9, 3), 0.35), col, srgb(shade(colour, 0.6)))
    n.set(
        Base_Color=col, Roughness=rough, Subsurface_Weight=0.15, Subsurface_Radius=(0.4, 1, 0.2), Subsurface_Scale=0.1
    )
    return n.material
