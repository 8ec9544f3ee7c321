"""Lamps."""
from catalogue import product
from kit import *

LUMEN = "Halden Light"


def bulb(at, r=3, strength=9):
    """Frosted warm bulb."""
    return ball(r, glow("#ffcf94", strength), at=at)


def lamp_light(at, watts, size=.15):
    """Warm light from inside a shade; `at` in model centimetres."""
    L = bpy.data.lights.new("bulb", "POINT")
    L.energy, L.color, L.shadow_soft_size = watts, (1, .72, .42), size
    o = bpy.data.objects.new("bulb", L)
    bpy.context.scene.collection.objects.link(o)
    o.location = at
    o.visible_camera = o.visible_transmission = o.visible_glossy = False
    return group(o)


@product("dome-lamp", "Dome table lamp", LUMEN, "Lighting/Table lamps", cove="slate", elev=7, yaw=-10, key=.6, ambient=.7,
         alt="{colour} metal dome table lamp, lit, with a brass stem", material="steel, brass",
         colours={"Mustard": "#d79a1e", "Chalk": "#e6e0d4", "Brick": "#a8452f", "Olive": "#5d6640"}, fill=(.64, .62), focus=(6, -10, 31), zoom=2.1, close_alt="shade edge and pull chain", beside="book")
def dome_lamp(p):
    m, b = paint(p.colour, .3, coat=.25), metal("brass", .22)
    lathe([(0, 0), (9.6, 0, .4), (9.8, 1.2, .5), (8, 1.9, 1), (1.2, 2.3, .4), (1.0, 3.2), (0, 3.2)], m, .3)
    rod(.75, 26, b, .05, at=(0, 0, 2.6))
    a = np.linspace(0, np.pi / 2, 24)
    dome = [(14 * math.cos(x), 27 + 10.5 * math.sin(x)) for x in a]
    lathe([(13.6, 27.0)] + [(13.7 * math.cos(x), 27.05 + 10.2 * math.sin(x)) for x in a][1:], paint("#f4ead8", .6), 0, flatten=False)
    lathe([(13.7, 26.95)] + dome, m, 0, flatten=False)
    lathe([(0, 37.3), (1.6, 37.3), (1.5, 38.3), (.8, 39.2), (0, 39.3)], b, .3)
    bulb((0, 0, 29.2), 2.6, 7)
    lamp_light((0, 0, 26.0), 30)
    tube([(4.5, -3.5, 27.5), (4.5, -3.5, 22.5)], .09, b)
    ball(.5, b, at=(4.5, -3.5, 22.2))


@product("pendant-lamp", "Ribbed pendant lamp", LUMEN, "Lighting/Pendants", cove="ink", elev=-3, yaw=0, key=.7, ambient=.8,
         alt="{colour} ribbed pendant lamp hanging from a cloth cord, lit", material="ceramic, brass",
         colours={"Bone": "#e6ddcb", "Terracotta": "#b2603f", "Sea green": "#5f8a80"}, fill=(.66, .7), centre=(.5, .62), focus=(6, -12, 8), zoom=2.0, close_alt="ribbed shade")
def pendant_lamp(p):
    m, b = glaze(p.colour, .3, .1), metal("brass", .22)
    prof = catmull([(15, 0), (14.6, 1.5), (12.5, 7), (8.5, 12.5), (4.0, 16.2), (3.2, 17.5)], 8)
    n, k = 32, len(prof)
    th = np.linspace(0, 2 * np.pi, n * 8, endpoint=False)
    V, F = [], []
    for r, z in prof:
        q = r * (1 + .035 * np.abs(np.cos(th * n / 2)))
        V += list(zip(q * np.cos(th), q * np.sin(th), np.full_like(th, z)))
    N = len(th)
    F = [(i * N + j, i * N + (j + 1) % N, (i + 1) * N + (j + 1) % N, (i + 1) * N + j) for i in range(k - 1) for j in range(N)]
    o = mesh(V, F, m, flatten=False)
    s = o.modifiers.new("body", "SOLIDIFY")
    s.thickness, s.offset = .5, -1
    lathe([(0, 17.2), (3.4, 17.2), (3.3, 18), (1.7, 19), (1.6, 22.5), (.6, 23.6), (0, 23.6)], b, .3)
    prop(tube([(0, 0, 23.4), (0, 0, 90)], .3, fabric("#2c2a28", "canvas")))
    bulb((0, 0, .9), 4.2, 8)
    prop(rod(.2, .2, b, at=(0, 60, -75)))                    # keeps the floor well below the lamp
    lamp_light((0, 0, -5), 10)


@product("desk-lamp", "Articulated desk lamp", LUMEN, "Lighting/Desk lamps", cove="mist", elev=8, yaw=-14, key=.85,
         alt="{colour} articulated desk lamp with wooden joints, switched on", material="steel, beech",
         colours={"Graphite": "#34373a", "Coral": "#d2604a", "Pistachio": "#a9bd8f"}, fill=(.72, .66), focus=(12, -4, 46), zoom=2.3, close_alt="head and joint", beside="mug")
def desk_lamp(p):
    m, w, b = paint(p.colour, .35, grain=.04), wood("beech", "y"), metal("steel", .2)
    lathe([(0, 0), (9, 0, .4), (9.1, 1.4, .5), (0, 1.9)], m, .4)
    rod(.9, 4, m, .1, at=(-4, 0, 1.5))
    A, B, C = np.array([-4, 0, 6.]), np.array([-14, 0, 33.]), np.array([12, 0, 49.])
    for s in (-.8, .8):
        tube([A + (0, s, 0), B + (0, s, 0)], .38, m)
        tube([B + (0, s, 0), C + (0, s, 0)], .38, m)
    for q in (A, B, C):
        rod(1.5, 3.2, w, .25, at=(q[0], 1.6, q[2]), rot=(90, 0, 0))
        rod(.45, 3.9, b, .1, at=(q[0], 1.95, q[2]), rot=(90, 0, 0))
    head = [lathe([(2.4, 7.5), (2.6, 5.4), (6.4, .6, 1), (6.6, 0, .05), (6.4, 0, .05), (6.2, .7, 1), (2.3, 5.3), (0, 5.5)], m, .3),
            lathe([(0, 9.6), (1.6, 9.5), (2.5, 8.6), (2.5, 5.5), (0, 5.5)], m, .4), ball(2.3, glow("#ffe2b6", 9), at=(0, 0, 2.5))]
    group(*head, at=(15.5, 0, 42.8), rot=(0, -32, 0))
    tube([(13, 0, 49), (14.6, 0, 49.5), (14.2, 0, 50.6)], .45, m)
    lamp_light((17, -.5, 39.5), 14)


@product("floor-lamp", "Tripod floor lamp", LUMEN, "Lighting/Floor lamps", cove="sand", elev=6, yaw=12, key=.75, ambient=.9,
         alt="Floor lamp with a {colour} linen drum shade on three oak legs, lit", material="oak, linen",
         colours={"Natural": "#e6d9bf", "Rust": "#b2663f", "Navy": "#3a4a63"}, fill=(.6, .74), centre=(.5, .49), focus=(6, -20, 116), zoom=2.6, close_alt="edge of the shade", beside="stool")
def floor_lamp(p):
    n = Nodes().set(Base_Color=srgb(p.colour), Roughness=.9, Emission_Color=srgb(shade(p.colour, 1.02)), Emission_Strength=.75)
    n.set(Emission_Color=n.mix(.5, srgb(p.colour), srgb("#ffb870")))
    n.bump(n.noise(3, 3, n.coords(scale=(1, 1, 4))), .2, .1)
    lathe([(21, 112), (21.2, 112), (23.2, 112.3), (19.6, 143.6), (19.3, 143.6), (22.9, 112.3)], n.material, .1)
    for z, r in ((112.3, 23.15), (143.4, 19.6)):
        ring(r, .35, paint(shade(p.colour, .8), .7), at=(0, 0, z))
    w = wood("oak", "z", scale=.4)
    for i in range(3):
        a = math.radians(90 + 120 * i + 20)
        c, s = math.cos(a), math.sin(a)
        tube([(2.2 * c, 2.2 * s, 112), (33 * c, 33 * s, .5)], 1.9, w, taper=[1, .72])
        tube([(18 * c, 18 * s, 55), (0, 0, 57)], .45, metal("brass", .25))
    lathe([(0, 104), (4.4, 104), (4.4, 110), (2, 112.5), (0, 113)], metal("brass", .25), .6)
    rod(1.0, 14, metal("brass", .25), .1, at=(0, 0, 110))
    lamp_light((0, 0, 122), 20, .2)


@product("globe-lamp", "Opal globe lamp", LUMEN, "Lighting/Table lamps", cove="rust", elev=10, yaw=0, key=.75,
         alt="Opal glass globe lamp glowing on a {colour} base", material="opal glass, stone",
         colours={"Marble": "#eeece8", "Green marble": "#37503f"}, fill=(.58, .56), focus=(3, -5, 5), zoom=2.3, close_alt="stone base and brass collar", beside="book")
def globe_lamp(p):
    mb = marble() if p.colour_name == "Marble" else marble("#2f4a3a", "#8fae9a")
    lathe([(0, 0), (6.2, 0, .5), (6.2, 5.2, .5), (0, 5.2)], mb, .5)
    lathe([(0, 5.1), (3.6, 5.1), (3.4, 6.6), (0, 6.6)], metal("brass", .2), .15)
    n = Nodes().set(Base_Color=srgb("#fff4e2"), Roughness=.15, Emission_Color=srgb("#ffd9a8"), Emission_Strength=1.15, Coat_Weight=.5)
    ball(8.6, n.material, at=(0, 0, 14.4))
