"""More for sill and garden."""
from catalogue import product
from models.plants import pot
from kit import *

SILL = "The Green Sill"


def soil(r, z, at=(0, 0, 0)):
    """Dark earth in a pot."""
    n = Nodes().set(Base_Color=srgb("#2a1e15"), Roughness=1.0)
    n.bump(n.noise(2.2, 5), 1.0, .5)
    return lathe([(0, z + .3), (r * .6, z + .2), (r, z)], n.material, 0, at=at)


@product("aloe", "Aloe in a stoneware pot", SILL, "Plants/Cacti & succulents", cove="clay", elev=16, yaw=0,
         alt="Aloe with thick pointed leaves in a {colour} pot", material="living plant, stoneware",
         colours={"White": "#e9e4da", "Teal": "#2f6a6b"}, fill=(.7, .64), focus=(2, -5, 13), zoom=2.0, close_alt="toothed leaf edges", beside="mug")
def aloe(p):
    pot(6.4, 10.4, glaze(p.colour, .22, .4), .45)
    for i in range(19):
        t = i / 18
        az, el = math.radians(i * 137.5), math.radians(30 + 50 * t)
        L = (17 - 3 * t) * p.rng.uniform(.92, 1.06)
        s = np.linspace(0, 1, 16)
        e = el + .42 * s ** 1.5
        r = np.cumsum(np.cos(e)) / len(s) * L + 1.0
        z = np.cumsum(np.sin(e)) / len(s) * L
        pts = np.stack([r * math.cos(az), r * math.sin(az), 8.8 + .8 * t + z], 1)
        n = Nodes()
        n.set(Base_Color=n.mix(n.ramp(n.noise(2.2, 2), (.58, 0), (.66, .5)), srgb(["#5f8a62", "#6b956a", "#557f5c"][i % 3]), srgb("#a9c69a")), Roughness=.42, Subsurface_Weight=.1, Subsurface_Scale=.1)
        sweep(pts, ellipse(.62, 1.35, 18), n.material, 1.12 * (1 - s ** 2.2) + .03, up=(-math.sin(az), math.cos(az), 0), flatten=False)
        thorn = paint("#e9dfb4", .5)
        for k in range(2, 14):
            for sg in (-1, 1):
                w = 1.3 * (1.12 * (1 - s[k] ** 2.2) + .03)
                q = pts[k] + sg * w * np.array([-math.sin(az), math.cos(az), 0])
                o = sg * np.array([-math.sin(az), math.cos(az), 0]) + np.array([0, 0, .3])
                tube([q, q + o * .18, q + o * .36], .07, thorn, seg=5, smooth=False, taper=[1, .6, .2])


@product("column-cactus", "Column cactus", SILL, "Plants/Cacti & succulents", cove="peach", elev=9, yaw=0,
         alt="Tall ribbed cactus with one arm in a {colour} pot", material="living plant, ceramic",
         colours={"Sand": "#d6c2a0", "Terracotta": "#b5694a"}, fill=(.52, .72), focus=(0, -5, 26), zoom=2.1, close_alt="ribs and spines", beside="mug")
def column_cactus(p):
    pot(8.4, 13, glaze(p.colour, .4, .5) if p.colour_name == "Sand" else bisque(p.colour, .65), .5)
    skin = Nodes()
    skin.set(Base_Color=skin.mix(skin.noise(.5, 3), srgb("#3f6f47"), srgb("#5f8f57")), Roughness=.5, Subsurface_Weight=.06, Subsurface_Scale=.1)
    sp = paint("#efe3bf", .6)

    def column(path, R, ribs):
        C = catmull(path, 12)
        m = len(C)
        s = np.linspace(0, 1, m)
        size = R * np.sqrt(np.clip(1 - np.clip((s - .9) / .1, 0, 1) ** 2, .004, 1)) * (1 - .08 * s)
        a = np.linspace(0, 2 * np.pi, ribs * 10, endpoint=False)
        sec = np.stack([(1 + .13 * np.cos(ribs * a)) * np.cos(a), (1 + .13 * np.cos(ribs * a)) * np.sin(a)], 1)
        sweep(C, sec, skin.material, size, up=(0, 1, 0), flatten=False)
        T = np.gradient(C, axis=0)
        T /= np.linalg.norm(T, axis=1, keepdims=True)
        for k in range(3, m - 3, 3):
            n = np.cross((0, 1, 0), T[k])
            n /= np.linalg.norm(n)
            b = np.cross(T[k], n)
            for j in range(ribs):
                t = 2 * math.pi * j / ribs
                d = n * math.cos(t) + b * math.sin(t)
                q = C[k] + d * size[k] * 1.12
                for w in (-.7, 0, .7):
                    tube([q, q + (d + T[k] * w) * .45, q + (d + T[k] * w) * .9], .045, sp, seg=5, smooth=False)
    column([(0, 0, 11), (.2, 0, 22), (0, 0, 34), (.3, 0, 46)], 4.3, 9)
    column([(3.0, -.6, 23), (6.4, -1.2, 24.4), (8.2, -1.5, 28), (8.3, -1.5, 35)], 2.3, 7)
    soil(7.7, 11.4)


@product("clay-pots", "Clay pots, set of three", SILL, "Garden/Tools", cove="sage", elev=16, yaw=0,
         alt="Three {colour} clay pots on saucers, stacked and standing", material="fired clay",
         colours={"Terracotta": "#bd6f4c", "White clay": "#e2d8c6"}, fill=(.74, .56), focus=(5, -6, 9), zoom=2.1, close_alt="thumb marks on the fired rim",
         beside="egg")
def clay_pots(p):
    m = bisque(p.colour, .75)

    def one(r, h, at, rot=(0, 0, 0), hollow=True):
        o = lathe([(0, 0), (r * .68, 0, .2), (r * .9, h * .76, .1), (r * 1.0, h * .76, .2), (r * 1.06, h, .25), (r * .95, h, .2), (r * .84, h * .72, .3), (r * .6, .7, .2), (0, .7)], m, .2)
        return group(o, at=at, rot=rot)

    def saucer(r, at):
        return lathe([(0, 0), (r * .8, 0, .2), (r, 1.5, .2), (r * .94, 1.5, .2), (r * .76, .5, .2), (0, .5)], m, .15, at=at)
    saucer(8.2, (-6.0, 1.2, 0))
    one(7.2, 13, (-6.0, 1.2, .5))
    saucer(6.2, (8.4, -1.0, 0))
    one(5.4, 9.6, (8.4, -1.0, .5))
    one(4.0, 7.0, (1.0, -9.0, 2.66), (0, 77.75, -34))


@product("plant-mister", "Glass plant mister", SILL, "Garden/Watering", cove="butter", elev=9, yaw=-12, ambient=1.2,
         alt="{colour} glass plant mister with a brass pump, half full of water", material="glass, brass",
         colours={"Smoke": "#9a9c98", "Amber": "#c98a3f", "Green": "#7fae94"}, fill=(.5, .68), focus=(-1, -4, 15), zoom=2.0, close_alt="brass pump and nozzle",
         beside="egg")
def plant_mister(p):
    b = metal("brass", .2)
    lathe([(0, .5), (4.6, .5, .4), (5.0, 1.2, .8), (4.6, 8.6, 3), (1.9, 11.6, 1.2), (1.8, 13.0, .1), (1.55, 13.0, .1), (1.65, 11.6, 1.2), (4.35, 8.5, 3), (4.7, 1.5, .7), (0, 1.0)], glass(p.colour), .3)
    lathe([(0, 1.02), (4.68, 1.5, .7), (4.5, 6.6), (0, 6.6)], glass("#eaf4f4", ior=1.33), .1)
    rod(2.1, 1.5, b, .2, at=(0, 0, 12.7))
    rod(.75, 2.6, b, .1, at=(0, 0, 14.2))
    tube([(2.6, 0, 17.6), (.4, 0, 17.4), (-3.0, 0, 17.2)], .62, b)
    rod(.75, .7, b, .1, at=(-2.9, 0, 17.2), rot=(0, -90, 0))
    lathe([(0, 0), (.5, 0), (.45, 1.4), (.95, 1.9), (.95, 2.6, .2), (0, 2.7)], b, .15, at=(.6, 0, 17.6))
    tube([(1.8, 0, 16.9), (4.2, 0, 15.6), (4.6, 0, 13.4), (3.6, 0, 12.6)], .3, b, ry=.55)
    tube([(0, 0, 13), (.2, 0, 7), (.8, 0, 1.6)], .22, paint("#e9e2d2", .4))


@product("bee-hotel", "Bee hotel", SILL, "Garden/Wildlife", cove="moss", elev=6, yaw=-24,
         alt="Wooden bee hotel with reeds and drilled logs under a {colour}", material="larch, reed",
         colours={"Slate roof": "#4f5f6a", "Copper roof": "#b9714f"}, fill=(.64, .68), focus=(0, -6, 10), zoom=2.0, close_alt="open ends of the reeds", beside="apple")
def bee_hotel(p):
    w = wood("pine", "z", .6, scale=.7)
    box(20, 11, 1.2, w, .15)
    for s in (-1, 1):
        box(1.2, 11, 20, w, .15, at=(s * 9.4, 0, 0))
    box(18, 1.0, 20, wood("pine", "x", .6), .1, at=(0, 5, 0))
    box(17.6, 10, .9, w, .12, at=(0, 0, 10.4))
    n = 0
    cols = [bisque(c, .8) for c in ("#d9c08a", "#cfae70", "#e3d0a0", "#c4a062")]
    dark = paint("#1d140d", 1)
    for k in range(9):
        z = 1.9 + k * .98 * .98
        x0 = -8.1 + (k % 2) * .55
        while x0 < 8.2 and z < 10.0:
            r = p.rng.uniform(.42, .56)
            d = p.rng.uniform(-.5, .3)
            rod(r, 8, cols[n % 4], .05, at=(x0, -4.9 + d, z), rot=(-90, 0, 0), seg=20)
            rod(r * .6, .1, dark, 0, at=(x0, -4.97 + d, z), rot=(-90, 0, 0), seg=16)
            x0 += 1.12
            n += 1
    for x, z, r in ((-5.7, 14.1, 2.7), (.2, 14.3, 2.9), (5.9, 14.0, 2.6), (-2.8, 17.9, 1.7), (3.2, 17.9, 1.8)):
        rod(r, 8.5, wood("oak", "z", .7, scale=.9), .15, at=(x, -4.8, z), rot=(-90, 0, 0))
        rod(r * 1.0, .3, wood("ash", "x", .7, scale=1.4), .05, at=(x, -5.0, z), rot=(-90, 0, 0))
        for q in range(7):
            a = q * 2.4
            f = r * .72 * (q / 7) ** .5
            rod(p.rng.uniform(.16, .3), .1, dark, 0, at=(x + f * math.cos(a), -5.06, z + f * math.sin(a)), rot=(-90, 0, 0), seg=16)
    roof = paint(p.colour, .45, grain=.05) if p.colour_name == "Slate roof" else metal("copper", .38)
    for s in (-1, 1):
        box(14.4, 14, .8, roof, .15, at=(s * 6.1, -.6, 22.0), rot=(0, s * 28, 0))
    prism([(-9.4, 0), (9.4, 0), (0, 5.0)], 1.0, w, .1, at=(0, -4.2, 19.9), rot=(90, 0, 0))


@product("garden-twine", "Jute twine with cutter", SILL, "Garden/Tools", cove="sky", elev=18, yaw=-10,
         alt="Two balls of {colour} jute twine and small garden snips", material="jute, steel",
         colours={"Natural and green": "#c9a873"}, variants=False, fill=(.76, .52), focus=(-4, -5, 6), zoom=2.1, close_alt="wound jute", beside="egg")
def garden_twine(p):
    def wound(c, at, R, turn):
        m = bisque(c, .85)
        parts = [ball(R * .93, m)]
        for k in range(46):
            t = k / 46
            tilt, az = 58 + 26 * math.sin(k * 2.4), t * 360 * 5.3
            th = np.linspace(0, 2 * np.pi, 90, endpoint=False)
            rr = R * (.985 + .03 * math.sin(k * 1.7))
            parts.append(sweep(np.stack([rr * np.cos(th), rr * np.sin(th), .05 * np.sin(40 * th)], 1), ellipse(.2, n=8), m, closed=True, rot=(tilt, 0, az), flatten=False))
        return group(*parts, at=at, rot=(0, 0, turn))
    wound("#c9a873", (-4.9, .6, 5.0), 4.9, 0)
    wound("#5f7d50", (5.0, 1.8, 4.1), 4.0, 40)
    tube([(-1.5, -4.2, .6), (2.0, -6.2, .25), (4.6, -9.6, .22), (8.6, -8.2, .22), (11.6, -9.8, .22)], .2, bisque("#c9a873", .85))
    st, gr = metal("steel", .22), paint("#8f3f2c", .45)
    sn = []
    for s in (-1, 1):
        sn.append(prism(catmull([(0, -.5), (3.4, -.3), (6.2, .05), (6.3, .2), (3.2, .5), (0, .55)], closed=True), .2, st, .05, at=(0, 0, .5 + .1 * s), rot=(0, 0, s * 9)))
        sn.append(tube([(0, 0, .6), (-2.2, -s * .8, .6), (-5.2, -s * 2.1, .6), (-7.4, -s * 1.6, .6)], .36, gr, taper=[.7, 1, 1.1, .9]))
    sn.append(rod(.55, .5, metal("brass", .2), .1, at=(0, 0, .5)))
    group(*sn, at=(-3.0, -8.6, 0), rot=(0, 0, 14))
