"""Vases, textiles, mirror, tray: things that make a room."""
from catalogue import product
from kit import *
from models.bath import folded

HOME = "Homeward"


@product("ribbed-vase", "Ribbed vase with dried stems", HOME, "Home/Vases", cove="peach", elev=9, yaw=0,
         alt="{colour} ribbed ceramic vase with dried grasses", material="earthenware, dried grass",
         colours={"White": "#ece7dd", "Sage": "#9dab8f", "Rust": "#a9593a", "Midnight": "#2b3547"}, fill=(.6, .72), focus=(2, -7, 11), zoom=2.0, close_alt="fluted body")
def ribbed_vase(p):
    prof = catmull([(4.6, 0), (5.0, .3), (7.4, 4.5), (8.3, 9.5), (7.2, 14.8), (4.2, 18.6), (2.9, 20.6), (2.8, 22.4), (3.5, 24)], 10)
    th = np.linspace(0, 2 * np.pi, 421)[:-1]
    V = []
    for r, z in prof:
        k = .045 * min(1, z / 3) * min(1, max(0, (22.5 - z)) / 6)
        V += [(r * (1 + k * (abs(math.cos(15 * a)) ** .7 - .5)) * math.cos(a), r * (1 + k * (abs(math.cos(15 * a)) ** .7 - .5)) * math.sin(a), z) for a in th]
    N = len(th)
    F = [(i * N + j, i * N + (j + 1) % N, (i + 1) * N + (j + 1) % N, (i + 1) * N + j) for i in range(len(prof) - 1) for j in range(N)]
    o = mesh(V, F, glaze(p.colour, .45, .15), flatten=False)
    s = o.modifiers.new("body", "SOLIDIFY")
    s.thickness, s.offset = .4, -1
    for i in range(9):
        a, lean = i * 2.4, .1 + .028 * i
        h = 30 + p.rng.uniform(-5, 9)
        c, sn = math.cos(a), math.sin(a)
        pts = [(0, 0, 4), (1.1 * c, 1.1 * sn, 22), (h * lean * c * .9, h * lean * sn * .9, 22 + h * .6), (h * lean * c * 1.7, h * lean * sn * 1.7, 20 + h)]
        tube(pts, .13, bisque("#b79a64", .8), seg=8)
        e, d = np.array(pts[3]), np.array(pts[3]) - np.array(pts[2])
        d = d / np.linalg.norm(d)
        col = bisque(["#d9bf8e", "#c9a56c", "#e3d0aa"][i % 3], .9)
        for q in range(34):
            t = q / 34
            b = e - d * 9 * (1 - t)
            u = np.array([p.rng.uniform(-1, 1), p.rng.uniform(-1, 1), p.rng.uniform(.2, 1)])
            tube([b, b + u * .55 + d * .7, b + u * (.75 - .4 * t) + d * 1.6], .14, col, taper=[.6, 1.2, .3], seg=6, n=3)


@product("arch-vase", "Donut vase", HOME, "Home/Vases", cove="clay", elev=7, yaw=-22,
         alt="Ring-shaped matte {colour} vase with one eucalyptus branch", material="earthenware",
         colours={"Chalk": "#e9e2d5", "Charcoal": "#37383a", "Clay": "#b9714f"}, fill=(.62, .7), focus=(5, -3, 10), zoom=2.1, close_alt="matte ring and neck")
def arch_vase(p):
    m = bisque(p.colour, .7)
    ring(7.0, 2.7, m, at=(0, 0, 9.75), rot=(90, 0, 0), ry=2.5)
    lathe([(0, 0), (3.0, 0, .3), (2.7, 1.0), (1.9, 1.5)], m, .3)
    lathe([(2.1, 0), (1.6, 1.2), (1.3, 2.6), (1.75, 4.0, .1), (1.5, 4.0, .1), (1.0, 2.6), (1.0, 0)], m, .4, at=(0, 0, 18.6))
    st = [(0, 0, 18), (.3, 0, 24), (2.2, -.5, 30), (5.6, -1, 35.5), (9.4, -1.5, 39)]
    C = catmull(st)
    tube(st, .2, bisque("#6b5a42", .8), taper=[1.2, 1, .8, .6, .4])
    lf = [leaf(c, .55) for c in ("#6f8f7d", "#84a391", "#5f8272")]
    for i in range(11):
        t = .34 + .64 * i / 11
        b = C[int(t * (len(C) - 1))]
        for sgn in (-1, 1):
            az, el, r = 90 * sgn + 30 + p.rng.uniform(-30, 30), p.rng.uniform(5, 45), 2.6 - 1.1 * t + p.rng.uniform(-.1, .2)
            a, e = math.radians(az), math.radians(el)
            d = np.array([math.cos(a) * math.cos(e), math.sin(a) * math.cos(e), math.sin(e)])
            s = np.cross(d, (0, 0, 1))
            s /= np.linalg.norm(s)
            n = np.cross(s, d)

            def fn(u, v, b=b, d=d, s=s, n=n, r=r):
                w = math.sqrt(max(0, 1 - (2 * v - 1) ** 2)) * r * .52
                x = (u - .5) * 2
                return tuple(b + d * (v * r + .35) + s * x * w + n * (.16 * r * x * x * (w / r + .1) - .1 * r * v * v))
            sheet(fn, lf[i % 3], 8, 12, .04)
            tube([b, b + d * .5], .06, bisque("#6b5a42", .8), seg=6)


@product("linen-cushion", "Linen cushion 45 cm", HOME, "Home/Cushions & throws", cove="linen", elev=10, yaw=-20,
         alt="Square {colour} linen cushion with a piped edge", material="washed linen",
         colours={"Rust": "#c9754a", "Sage": "#a3b291", "Ink": "#36435a", "Flax": "#d9c8a6"}, fill=(.7, .6), focus=(12, -6, 12), zoom=2.2, close_alt="piping and weave")
def linen_cushion(p):
    S, T = 23, 8.5
    ph = p.rng.uniform(0, 6)

    def out(a):
        c, s = math.cos(a), math.sin(a)
        k = max(abs(c), abs(s))
        x, y = c / k, s / k
        pull = 1 - .055 * (1 - min(abs(x), abs(y)) ** 2)
        return x * S * pull, y * S * pull

    def side(sgn):
        def fn(u, v):
            a = u * 2 * math.pi
            x1, y1 = out(a)
            x, y = x1 * v, y1 * v
            e = (1 - (abs(x) / S) ** 2.6) * (1 - (abs(y) / S) ** 2.6)
            z = T * max(0, e) ** .52
            corner = (abs(x * y) / S / S)
            z += .55 * math.sin(a * 8 + ph) * v ** 3 * (1 - v) * 4 * (.4 + corner) + .22 * math.sin(x * .35 + ph) * math.sin(y * .3) * (1 - v)
            return x, y, sgn * z
        return fn
    m = fabric(p.colour, "linen", 1.3)
    n = 184
    path = [(*out(2 * math.pi * i / n), 0) for i in range(n)]
    parts = [sheet(side(1), m, n, 36), sheet(side(-1), m, n, 36), sweep(path, ellipse(.55, n=12), fabric(shade(p.colour, .8), "linen", 1.3), closed=True, flatten=False)]
    g = group(*parts, rot=(70, 0, 0))
    g2 = group(g, rot=(0, 0, 0))
    bpy.context.view_layer.update()
    g2.location.z -= points()[:, 2].min() + .4


@product("wool-throws", "Folded wool throws", HOME, "Home/Cushions & throws", cove="sand", elev=14, yaw=26,
         alt="Stack of folded wool throws in {colour} tones with a knitted texture", material="lambswool",
         colours={"Ochre": "#c8963e", "Rose": "#c98f83", "Forest": "#4f6a52"}, fill=(.78, .5), focus=(8, -14, 12), zoom=2.1, close_alt="knitted wool")
def wool_throws(p):
    z = 0
    for i, (f, k) in enumerate(((.75, "boucle"), (1.0, "knit"), (1.7, "boucle"))):
        h = 8.2 - i * .6
        folded(38 - i, 28 - i, h, 2, fabric(shade(p.colour, f), k, .75), p.rng, at=(p.rng.uniform(-.5, .5), 0, z), rot=(0, 0, p.rng.uniform(-3, 3)))
        z += h * .97


@product("round-mirror", "Round mirror 50 cm", HOME, "Home/Mirrors & clocks", cove="teal", elev=5, yaw=-20,
         alt="Round mirror with a {colour} frame leaning against a plaster block", material="glass, metal",
         colours={"Brass": "#d3a655", "Black": "#2a2a2b"}, fill=(.7, .6), focus=(22, -2, 14), zoom=2.4, close_alt="edge of the frame")
def round_mirror(p):
    m = metal("brass", .22) if p.colour_name == "Brass" else paint("#232324", .4)
    group(lathe([(23.5, 0), (25, 0, .2), (25, 2.4, .3), (24.2, 2.4, .3), (24.0, 1.6, .1), (23.5, 1.5)], m, .2),
              lathe([(0, 1.5), (24.1, 1.5)], metal("#f4f6f6", .0), 0), lathe([(0, 0), (24, 0), (24, .2), (0, .2)], paint("#6b5844", .7), 0), rot=(79, 0, 0), at=(0, 0, 25.05))
    for x in (-128, -90):                                   # a window behind the camera, seen in the glass
        for z in (108, 156):
            prop(sheet(lambda u, v, x=x, z=z: (x + 34 * u, -420, z + 44 * v), glow("#f3ead9", 1.25), 1, 1))
    prop(sheet(lambda u, v: (-600 + 1200 * u, -440, 500 * v), glow("#cbb79f", .42), 1, 1))
    prop(box(26, 9, 34, bisque("#e4ddcf", .8), .8, at=(9, 13, 0)))
    prop(ball(4.5, bisque("#d08a5f", .7), at=(24, -4, 4.5)))


@product("serving-tray", "Oval serving tray", HOME, "Home/Trays", cove="sage", elev=36, yaw=-16,
         alt="Oval {colour} tray with brass handles holding two glasses and a lemon", material="bent wood, brass",
         colours={"Oak": "#c59a68", "Walnut": "#6a452c"}, fill=(.82, .56), focus=(-19, -4, 3.5), zoom=2.3, close_elev=24, close_yaw=24, close_alt="brass handle and bent rim")
def serving_tray(p):
    w = wood(p.colour_name.lower(), "x", .35, coat=.2)
    t = np.linspace(0, 2 * np.pi, 160, endpoint=False)
    n = 2.5
    ov = np.stack([np.sign(np.cos(t)) * np.abs(np.cos(t)) ** (2 / n) * 21, np.sign(np.sin(t)) * np.abs(np.sin(t)) ** (2 / n) * 14], 1)
    prism(ov, .8, w, .2)
    sweep(np.c_[ov * 1.0, np.full(len(ov), 1.9)], rrect(.7, 3.6, .3), w, closed=True, fixed_up=True, up=(0, 0, 1))
    for s in (-1, 1):
        tube([(s * 21.0, -4.6, 3.2), (s * 22.2, -4.4, 5.4), (s * 22.4, 0, 5.9), (s * 22.2, 4.4, 5.4), (s * 21.0, 4.6, 3.2)], .38, metal("brass", .2))
    for x, y in ((-8, 2.5), (0.5, -3.5)):
        prop(lathe([(0, .8), (3.1, .8, .3), (3.5, 9.6, .1), (3.28, 9.6, .1), (2.9, 1.7, .4), (0, 1.6)], glass("#f2fafa"), .3, at=(x, y, 0)),
             lathe([(0, 1.65), (2.88, 1.72), (3.14, 6.2), (0, 6.2)], glass("#f3c27a", ior=1.33), .1, at=(x, y, 0)))
    l = Nodes().set(Base_Color=srgb("#e9bd2f"), Roughness=.38).material
    prop(lathe([(0, -4.2), (.6, -4.0), (1.2, -3.3), (2.5, -1.9), (2.95, 0), (2.5, 1.9), (1.3, 3.2), (.7, 3.8), (0, 4.1)], l, smooth=True, at=(9.5, 1.5, 3.75), rot=(90, 0, 40)))


@product("wall-clock", "Wooden wall clock 30 cm", HOME, "Home/Mirrors & clocks", cove="butter", elev=2, yaw=-24, centre=(.5, .5),
         alt="Round {colour} wall clock with brass hour marks, eight minutes past ten", material="wood, brass", colours={"Walnut": "#6a452c", "Ash": "#d9bf97"}, fill=(.62, .5), focus=(3, -3, 17), zoom=2.2, close_yaw=-30, close_alt="brass hands and marks", beside="book")
def wall_clock(p):
    w = wood(p.colour_name.lower(), "x", .4, scale=.6, coat=.1)
    b = metal("brass", .22)
    c = [lathe([(0, 0), (15, 0, .4), (15, 2.6, .8), (13.9, 2.6, .5), (13.5, 2.0, .3), (0, 2.0)], w, .4)]
    for i in range(12):
        a = math.radians(30 * i)
        L = 2.6 if i % 3 == 0 else 1.6
        r = 12.6 - L / 2
        c.append(box(.42, L, .22, b, .06, at=(r * math.sin(a), r * math.cos(a), 1.95), rot=(0, 0, -30 * i)))
    for L, wd, deg, z in ((6.6, .42, 304, 2.3), (10.2, .3, 48, 2.55)):
        c.append(prism([(-wd, -1.6), (wd, -1.6), (wd * .6, L), (-wd * .6, L)], .14, b, .04, at=(0, 0, z), rot=(0, 0, -deg)))
    c.append(rod(.7, .9, b, .15, at=(0, 0, 2.1)))
    group(*c, rot=(90, 0, 0), at=(0, 0, 15))
