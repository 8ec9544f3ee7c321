"""Plants and garden."""
from catalogue import product
from kit import *

SILL = "The Green Sill"


def pot(r, h, m, rim=.5, soil=True, at=(0, 0, 0)):
    """Tapered plant pot with soil."""
    parts = [lathe([(0, 0), (r * .78, 0, .4), (r, h, .2), (r - rim, h, .2), (r - rim - .2, h - 1.6), (0, h - 1.6)], m, .3, at=at)]
    if soil:
        n = Nodes().set(Base_Color=srgb("#2a1e15"), Roughness=1.0)
        n.bump(n.noise(2.2, 5), 1.0, .5)
        parts.append(lathe([(0, h - 1.1), (r * .5, h - 1.2), (r - rim - .1, h - 1.7)], n.material, 0, at=at))
    return parts


def blade(base, direction, length, width, m, bend=.3, fold=.25, lift=0.0, tip=1.6):
    """One leaf: starts at base, heads along `direction` (azimuth deg, elevation deg) and bends down."""
    az, el = math.radians(direction[0]), math.radians(direction[1])
    n = 24
    pts, e, p = [], el, np.array([0., 0.])
    for i in range(n + 1):
        pts.append(p.copy())
        e2 = e - bend * (i / n) ** 1.2
        p = p + np.array([math.cos(e2), math.sin(e2)]) * length / n
    pts = np.array(pts)

    def fn(u, v):
        i = v * n
        q = np.array([np.interp(i, range(n + 1), pts[:, k]) for k in (0, 1)])
        w = width * (math.sin(math.pi * min(1, v ** .75)) ** .8 if tip > 0 else 1) * .5 + .02
        s = (u - .5) * 2
        lat, up = s * w, abs(s) * w * fold + lift * math.sin(v * 9) * s * .1
        x = q[0] * math.cos(az) - lat * math.sin(az)
        y = q[0] * math.sin(az) + lat * math.cos(az)
        return base[0] + x, base[1] + y, base[2] + q[1] + up
    return sheet(fn, m, 8, n, .06)


@product("rubber-plant", "Rubber plant in pot", SILL, "Plants/Indoor plants", cove="cream", elev=9, yaw=0,
         alt="Rubber plant with glossy dark leaves in a {colour} pot", material="living plant, stoneware",
         colours={"Terracotta": "#b5694a", "White": "#e9e4da", "Blue": "#51708a"}, fill=(.72, .7), focus=(2, -6, 15), zoom=1.9, close_alt="pot rim and leaves", beside="mug")
def rubber_plant(p):
    pot(8, 14, bisque(p.colour, .6) if p.colour_name == "Terracotta" else glaze(p.colour, .2, .3))
    tube([(0, 0, 12), (.6, .3, 24), (-.3, 0, 38), (.4, -.3, 50)], .55, bisque("#5c4a36", .8), taper=[1.2, 1, .8, .5])
    for i in range(15):
        t = i / 14
        z = 17 + 33 * t
        az = i * 137.5 + 40
        L = (17 - 6 * t) * p.rng.uniform(.9, 1.1)
        m = leaf(["#1f4a2c", "#2a5a34", "#24522f"][i % 3], .25)
        a = math.radians(az)
        el = 22 + 46 * t
        d = np.array([math.cos(a) * math.cos(math.radians(el)), math.sin(a) * math.cos(math.radians(el)), math.sin(math.radians(el))])
        b = np.array([0, 0, z])
        tube([b, b + d * 1.8, b + d * 3.4], .2, paint("#6f8a45", .5))
        blade(b + d * 3.2, (az, el), L, L * .52, m, bend=.75, fold=.22)
    lathe([(0, 0), (.4, .5), (.3, 3), (0, 5)], paint("#a4452f", .4), .2, at=(.4, -.3, 50), rot=(0, 6, 0))


@product("snake-plant", "Snake plant in footed planter", SILL, "Plants/Indoor plants", cove="peach", elev=8, yaw=0,
         alt="Snake plant with banded upright leaves in a {colour} planter on a wooden stand", material="living plant, ceramic, ash",
         colours={"White": "#ece8e0", "Charcoal": "#3a3b3c", "Ochre": "#c58f37"}, fill=(.62, .72), focus=(0, -3, 42), zoom=2.1, close_alt="bands of the leaves", beside="mug")
def snake_plant(p):
    lathe([(0, 12), (10.4, 12, 1.5), (11, 13), (11, 30, .3), (10.2, 30, .3), (10, 28), (0, 28)], glaze(p.colour, .3), .5)
    n0 = Nodes().set(Base_Color=srgb("#2a1e15"), Roughness=1.0)
    n0.bump(n0.noise(2.2, 5), 1.0, .5)
    lathe([(0, 28.7), (10.1, 28.4)], n0.material, 0)
    w = wood("ash", "z")
    for i in range(4):
        a = math.radians(45 + 90 * i)
        tube([(10.2 * math.cos(a), 10.2 * math.sin(a), 18), (12.2 * math.cos(a), 12.2 * math.sin(a), .5)], 1.0, w, taper=[1, .8])
    for r in (45, 135):
        box(20, 1.6, 1.8, wood("ash", "x"), .3, at=(0, 0, 10.2 + (r > 90) * .05), rot=(0, 0, r))
    m = Nodes()
    uv = m.coords("uv")
    sep = m.add("SeparateXYZ", Vector=uv)
    edge = m.math("ABSOLUTE", m.math("SUBTRACT", sep.outputs[0], .5))
    band = m.add("TexWave", Vector=m.coords("uv", scale=(.5, 7, 1)), Scale=1.2, Distortion=4.0, Detail=3.0, _bands_direction="Y")
    col = m.mix(band.outputs["Fac"], srgb("#1f4029"), srgb("#7fa06a"))
    col = m.mix(m.math("GREATER_THAN", edge, .4), col, srgb("#d8cf7a"))
    m.set(Base_Color=col, Roughness=.38)
    for i in range(11):
        a = i * 137.5
        r = 1.2 + 5.4 * (i / 11) ** .6
        L = (44 - 17 * (i / 11)) * p.rng.uniform(.88, 1.08)
        x, y = r * math.cos(math.radians(a)), r * math.sin(math.radians(a))
        lean = 86 - 14 * (i / 11)
        tw = p.rng.uniform(-50, 50)
        def fn(u, v, x=x, y=y, L=L, a=a, lean=lean, tw=tw):
            s = (u - .5) * 2
            wd = 2.6 * min(1, .55 + v * 1.6) * (1 - max(0, v - .6) ** 1.8 / .4 ** 1.8 * .97)
            t = math.radians(a + 90 + tw * v)
            out = math.cos(math.radians(lean)) * L * v + 1.0 * math.sin(v * 3 + a)
            cup = abs(s) ** 2 * wd * .35
            return (x + out * math.cos(math.radians(a)) + s * wd * math.cos(t) - cup * math.sin(t),
                    y + out * math.sin(math.radians(a)) + s * wd * math.sin(t) + cup * math.cos(t), 28 + L * v)
        sheet(fn, m.material, 10, 30, .25)


@product("succulent-trio", "Succulents, set of three", SILL, "Plants/Cacti & succulents", cove="butter", elev=20, yaw=0,
         alt="Three small succulents in {colour} pots", material="living plant, ceramic",
         colours={"Blush": "#d9a79a", "Sage": "#9fae92", "Bone": "#e6dfd0"}, fill=(.78, .5), focus=(-8, -3, 9), zoom=2.1, close_alt="rosette", beside="egg")
def succulent_trio(p):
    def rosette(x, y, z, R, c, tip, n):
        for i in range(n):
            t = i / n
            L = R * (1 - .78 * t)
            m = paint(c if t < .75 else shade(c, 1.25), .45, sss=.08)
            a = math.radians(i * 137.5)
            el = math.radians(12 + 66 * t)
            S = np.linspace(0, 1, 12)
            pts = np.stack([np.cos(a) * np.cos(el) * L * S, np.sin(a) * np.cos(el) * L * S, np.sin(el) * L * S + .25 * L * S ** 2 + t * R * .28], 1) + (x, y, z)
            sweep(pts, ellipse(L * .26, L * .09, 14), m, .35 + 1.0 * np.sin(np.pi * S ** 1.3) ** .8 * (S < .999) - .3 * S ** 6, up=(0, 0, 1), flatten=False)
    for x, y in ((-9.5, 0), (.6, -2.5), (10, .8)):
        pot(4.1, 6.4, glaze(p.colour, .25, .4), .35, at=(x, y, 0))
    rosette(-9.5, 0, 5.2, 5.2, "#7f9f86", "#c98a86", 34)
    c = (.6, -2.5)                                             # round cactus
    V, F = [], []
    th = np.linspace(0, 2 * np.pi, 145)[:-1]
    zs = np.linspace(-1.3, np.pi / 2, 24)
    for e in zs:
        for a in th:
            r = 3.3 * (1 + .1 * math.cos(12 * a)) * math.cos(e)
            V.append((c[0] + r * math.cos(a), c[1] + r * math.sin(a), 8.2 + 3.4 * math.sin(e)))
    k = len(th)
    F = [(i * k + j, i * k + (j + 1) % k, (i + 1) * k + (j + 1) % k, (i + 1) * k + j) for i in range(len(zs) - 1) for j in range(k)]
    mesh(V, F, paint("#4f7d4c", .5), flatten=False)
    th12 = [2 * math.pi * i / 12 for i in range(12)]
    sp = paint("#efe3bf", .6)
    for a in th12:
        for e in np.linspace(-.3, 1.3, 7):
            r = 3.62 * math.cos(e)
            b = np.array([c[0] + r * math.cos(a), c[1] + r * math.sin(a), 8.2 + 3.4 * math.sin(e)])
            nrm = np.array([math.cos(a) * math.cos(e), math.sin(a) * math.cos(e), math.sin(e)])
            for q in (-.5, 0, .5):
                tng = np.array([-math.sin(a), math.cos(a), 0])
                d = nrm + tng * q
                tube([b, b + d * .4, b + d * .75], .035, sp, seg=5, smooth=False)
    lathe([(0, 0), (.9, .1), (.6, .8), (0, 1.0)], paint("#d86a8a", .5), .2, at=(c[0], c[1], 11.4))
    for i in range(26):
        a, t = math.radians(i * 137.5), i / 26
        h = 3 + 5.5 * (1 - t) ** .7 * p.rng.uniform(.8, 1.1)
        b = np.array([10 + 2.6 * t ** .5 * math.cos(a), .8 + 2.6 * t ** .5 * math.sin(a), 5.0])
        d = np.array([math.cos(a) * .55 * t, math.sin(a) * .55 * t, 1])
        tube([b, b + d * h * .5, b + d * h + (math.cos(a) * t, math.sin(a) * t, 0)], .5, paint(["#6f9a5f", "#84a86c", "#5f8c58"][i % 3], .4), taper=[.9, 1.1, .5], seg=10)


@product("watering-can", "Watering can 1.5 l", SILL, "Garden/Watering", cove="sage", elev=11, yaw=8,
         alt="{colour} watering can with a long spout and brass rose", material="powder-coated steel, brass",
         colours={"Forest": "#2f4f3c", "Cream": "#e9dfc8", "Terracotta": "#b9603f", "Sky": "#7fa6bd"}, fill=(.8, .56), focus=(-14, -2, 17), zoom=2.3, close_alt="brass rose", beside="mug")
def watering_can(p):
    m, b = paint(p.colour, .38, grain=.02), metal("brass", .2)
    lathe([(0, 0), (7.4, 0, .5), (7.6, 1), (6.4, 13.4), (5.0, 15.2, .8), (4.6, 15.3), (4.5, 14.8)], m, .4)
    lathe([(0, 13.0), (5.2, 13.0)], paint("#22281f", .8), 0)
    sweep(catmull([(-6.2, 0, 3.4), (-9.6, 0, 6), (-13, 0, 12), (-16.4, 0, 18.2)]), ellipse(1), m, np.linspace(1.5, .62, 31))
    lathe([(.62, 0), (.75, .8), (1.9, 2.4), (2.0, 2.8), (1.7, 3.05), (0, 3.25)], b, .15, at=(-16.2, 0, 17.9), rot=(0, -30, 0))
    tube([(-4.4, 0, 14.9), (-4.0, 0, 18.6), (0, 0, 21.4), (6, 0, 19.6), (9.8, 0, 14.6), (9.6, 0, 8.6), (6.8, 0, 5.4)], .55, m, ry=.75)
    tube([(-6.8, 0, 11.4), (-11.6, 0, 10.8)], .3, m)
    for z in (1.0, 12.6):
        ring(7.62 - z * .094, .18, m, at=(0, 0, z))


@product("bird-house", "Cedar bird house", SILL, "Garden/Wildlife", cove="sky", elev=8, yaw=-32,
         alt="Wooden bird house with a {colour}, round entrance and perch", material="cedar, paint",
         colours={"Slate roof": "#4f5f6a", "Red roof": "#b2452f", "Green roof": "#5f7d5a"}, fill=(.62, .66), focus=(0, -9, 14), zoom=2.1, close_alt="entrance and perch", beside="apple")
def bird_house(p):
    w = wood("cherry", "z", .6, scale=.7)
    front = [(-7.5, 0), (7.5, 0), (7.5, 15), (0, 23), (-7.5, 15)]
    b = prism(front, 15, w, .18, at=(0, 7.5, 1.2), rot=(90, 0, 0))
    hole = rod(1.7, 6, w, 0, at=(0, -3.5, 14.2), rot=(90, 0, 0))
    cut(b, hole)
    ring(1.95, .28, metal("brass", .25), at=(0, -7.5, 14.2), rot=(90, 0, 0))
    rod(1.75, .1, paint("#120d0a", 1), 0, at=(0, -4.0, 14.2), rot=(90, 0, 0))
    tube([(0, -6, 10.4), (0, -11, 10.4)], .42, wood("beech", "y"))
    roof = paint(p.colour, .45, grain=.05)
    L = 13.6
    ang = math.degrees(math.atan2(8, 7.5))
    for s in (-1, 1):
        box(L, 19, 1.0, roof, .22, at=(s * 4.45, -.4, 20.35), rot=(0, s * ang, 0))
    box(18.5, 18.5, 1.2, wood("cherry", "x", .6), .25)
    tube([(0, 0, 25.2), (0, 0, 29)], .12, metal("steel", .3))
    ring(1.0, .14, metal("steel", .3), at=(0, 0, 29.9), rot=(90, 0, 0))


@product("trowel-set", "Hand trowel and fork", SILL, "Garden/Tools", cove="moss", elev=50, yaw=-64,
         alt="Garden trowel and hand fork with ash handles and {colour} leather loops, three flower bulbs beside them", material="stainless steel, ash",
         colours={"Tan": "#a3623a"}, fill=(.72, .78), centre=(.53, .47), focus=(8, -1, 1.6), zoom=2.5, close_elev=36, close_yaw=-50, close_alt="turned handles and leather loops")
def trowel_set(p):
    w, s, l, burnt = wood("ash", "z", .4, scale=.6), metal("#e2e2df", .4), leather(p.colour), bisque("#6b4a2e")

    def handle():
        grip = lathe([(0, 0), (1.1, .1), (1.4, 1.1), (1.25, 4.5), (1.6, 9.6), (1.35, 12.2), (.9, 13.3), (0, 13.5)], w, smooth=True, at=(0, 0, 1.6), rot=(0, 90, 0))
        rings = [ring(r, .06, burnt, at=(x, 0, 1.6), rot=(0, 90, 0)) for x, r in ((1.3, 1.37), (1.75, 1.36), (11.6, 1.43))]
        ferrule = lathe([(0, 0), (1.15, 0), (1.2, .2), (1.2, .4), (1.08, .6), (1.0, 2.6), (.6, 3.0), (0, 3.0)], s, .08, at=(.5, 0, 1.6), rot=(0, -90, 0))
        loop = tube([(12.6, 0, 1.9), (15.0, .9, 1.3), (17.8, .7, .3), (18.3, -.4, .25), (17.4, -1.0, .3), (15.0, -.6, 1.1), (12.7, -.1, 1.5)], .16, l, ry=.3)
        return [grip, *rings, ferrule, loop]

    half = catmull([(0, .5), (.06, 1.5), (.16, 2.9), (.32, 3.65), (.5, 3.75), (.7, 3.3), (.87, 2.1), (.96, .95), (1, .1)])

    def scoop(u, v):
        wd, a = float(np.interp(v, half[:, 0], half[:, 1])), (u - .5) * 2
        return -5.6 - 15.6 * v, wd * a, .35 + 1.5 * max(0, 1 - v * 3.2) ** 2 + .35 * max(0, v - .6) + .38 * wd * a * a * (1.1 - .5 * v)
    blade = sheet(scoop, s, 40, 60, .16)
    neck = tube([(-1.8, 0, 1.6), (-4, 0, 1.7), (-5.4, 0, 1.95), (-6.8, 0, 1.3), (-8.2, 0, .62)], .46, s, taper=[1, 1, 1, .9, .5])
    group(handle(), blade, neck, at=(0, -4.6, 0))
    tines = [tube([(-1.8, 0, 1.6), (-4.4, q * .08, 1.75), (-6.2, q * .62, 1.8), (-8.4, q, 1.45), (-13, q, .7), (-19, q * .94, .35)], .42, s, taper=[1, 1, 1.05, 1.05, .95, .3]) for q in (-2.3, 0, 2.3)]
    group(handle(), tines, at=(1.2, 4.6, 0), rot=(0, 0, -4))
    skin = Nodes()
    skin.set(Base_Color=skin.mix(skin.noise(1.2, 3, skin.coords(scale=(2.4, 2.4, .16))), srgb("#4e2f1d"), srgb("#a8794a")), Roughness=.6)
    for x, y, a in ((-2.6, -10.4, 20), (3.4, -11.0, 150), (.2, -14.8, 265)):
        bulb = lathe([(0, 0), (.9, .05), (1.75, .8), (1.95, 1.7), (1.4, 2.9), (.55, 3.9), (.2, 4.7), (0, 4.8)], skin.material, smooth=True)
        prop(group(bulb, at=(x, y, 1.85), rot=(90, 0, a)))
