"""Soap, towels, bottles, candles: the bathroom shelf."""
from catalogue import product
from kit import *

FJORD = "Fjord & Field"


@product("hand-wash", "Rosemary hand wash 300 ml", FJORD, "Bath/Soap & hand wash", cove="clay", elev=8, yaw=-6,
         alt="{colour} glass pump bottle of rosemary hand wash with a paper label", material="glass, paper label",
         colours={"Amber": "#5e2404", "Forest": "#1f3d2c"}, fill=(.62, .68), focus=(0, -3.2, 7.2), zoom=1.75, close_alt="the printed label")
def hand_wash(p):
    g = Nodes().set(Base_Color=srgb(p.colour), Roughness=.03, IOR=1.5, Coat_Weight=.6).material
    black = paint("#161616", .3)
    lb = Label(14.5, 5.4, "#f3ecdf").text(.16, "FJORD & FIELD", "bold", .07, spacing=.18).rule(.25, .38, .62)
    lb.text(.43, "Rosemary", "serif", .17).text(.59, "hand wash", "serif", .17).text(.75, "with sea salt and juniper", "sans", .06, "#5a665d")
    lb.rule(.84, .38, .62).text(.91, "300 ml  ·  10.1 fl oz", "sans", .05)
    lathe([(0, 0), (3.2, 0, .4), (3.2, 8.6, 1.6), (1.5, 10.6, .8), (1.4, 11.4), (0, 11.4)], g, .3)
    wrap(3.22, 1.3, 6.7, 265, lb.paper(rough=.55))
    lathe([(0, 11), (1.7, 11), (1.7, 12.6), (1.0, 12.9), (.75, 13.1), (.75, 13.7), (0, 13.7)], black, .12)
    rod(.36, 2.2, black, .02, at=(0, 0, 13.5))
    rod(1.15, 1.1, black, .18, at=(0, 0, 15.3))
    tube([(0, 0, 15.85), (-1.8, 0, 15.95), (-3.2, 0, 15.8), (-3.9, 0, 15.4), (-4.0, 0, 14.9)], .38, black, taper=[1, 1, .95, .9, .85])


@product("soap-bars", "Cold-pressed soap bars", FJORD, "Bath/Soap & hand wash", cove="blush", elev=26, yaw=18,
         alt="Stack of stamped soap bars in {colour} on a ridged wooden dish", material="soap, oak",
         colours={"Sage": "#a8b598", "Oatmeal": "#e0cfb0", "Rose clay": "#cf9284"}, fill=(.74, .5), focus=(0, -3, 4.5), zoom=1.9, close_alt="stamped brand")
def soap_bars(p):
    w = wood("oak", "x")
    for i in range(6):
        box(13, 1.0, 1.2, w, .2, at=(0, -3.6 + i * 1.44, .9))
    for x in (-4.5, 4.5):
        box(1.2, 8.4, 1.0, w, .2, at=(x, 0, 0))

    def bar(c, at, rot):
        m = paint(c, .42, sss=.25)
        b = prism(rrect(8.2, 5.4, 1.1), 2.6, m, .7, segments=6)
        st = Label(6, 3.4, None).text(.36, "FJORD", "bold", .3, shade(c, .62), spacing=.12).text(.72, "& FIELD", "bold", .22, shade(c, .62), spacing=.12)
        return group(b, card(5.4, 3.1, st.paper(rough=.5, grain=0), at=(0, 0, 2.605), rot=(0, 0, 0)), at=at, rot=rot)
    bar(shade(p.colour, .8), (0, 0, 2.1), (0, 0, 4))
    bar(p.colour, (.3, -.2, 4.72), (0, 0, -14))


@product("towel-stack", "Folded bath towels", FJORD, "Bath/Towels", cove="sand", elev=15, yaw=24,
         alt="Stack of three folded terry bath towels in {colour}", material="cotton terry",
         colours={"Cloud": "#fbf8f2", "Fern": "#7d8f74", "Clay": "#b9765a", "Harbour": "#4f6a80"}, fill=(.78, .52), focus=(6, -12, 13), zoom=2.4,
         close_alt="terry loops and folded edge")
def towel_stack(p):
    z = 0
    for i, f in enumerate((.97, 1.04, 1.12)):
        m = fabric(shade(p.colour, f), "terry", 1.1)
        folded(34, 23, 6.4, 2, m, p.rng, at=(p.rng.uniform(-.5, .5), 0, z), rot=(0, 0, p.rng.uniform(-2.5, 2.5)))
        z += 6.2


def folded(w, d, h, layers, material, rng, at, rot=(0, 0, 0)):
    """Cloth folded in `layers` double layers: a rounded fold in front, soft sagging sides."""
    parts = []
    t = h / layers
    for i in range(layers):
        z0 = i * t
        prof = []                                           # stadium section with a round nose in front
        for a in np.linspace(-np.pi / 2, np.pi / 2, 14):
            prof.append((-d / 2 + t / 2 - math.cos(a) * t / 2 - .3 * (i % 2), z0 + t / 2 + math.sin(a) * t * .5))
        for a in np.linspace(np.pi / 2, -np.pi / 2, 8):
            prof.append((d / 2 - t / 2 + math.cos(a) * t / 2, z0 + t / 2 + math.sin(a) * t * .5))
        P = np.array(prof)
        ph, am = rng.uniform(0, 6), rng.uniform(.06, .14)
        xs = np.r_[-w / 2 + np.linspace(0, .8, 7), np.linspace(-w / 2 + 1.2, w / 2 - 1.2, 40), w / 2 - np.linspace(.8, 0, 7)]
        V, k = [], len(P)
        for x in xs:
            edge = min(1, (w / 2 - abs(x)) / .8)
            round_ = math.sqrt(max(0, 1 - (1 - edge) ** 2)) * .75 + .25
            sag = am * math.sin(x * .33 + ph) + .5 * am * math.sin(x * .9 + 2 * ph)
            for y, z in P:
                V.append((x, y + sag, z0 + t / 2 + (z - z0 - t / 2) * round_ + sag * .5))
        F = [(a * k + j, (a + 1) * k + j, (a + 1) * k + (j + 1) % k, a * k + (j + 1) % k) for a in range(len(xs) - 1) for j in range(k)]
        F += [tuple(range(k))[::-1], tuple(range((len(xs) - 1) * k, len(xs) * k))]
        parts.append(mesh(V, F, material, flatten=False))
    return group(*parts, at=at, rot=rot)


@product("scented-candle", "Scented candle in glass", FJORD, "Home/Candles", cove="plum", elev=14, yaw=-8, mood="day", key=.8,
         alt="Lit scented candle in a {colour} glass with a cream label", material="soy wax, glass",
         colours={"Smoke": "#5b5651", "Amber": "#a35a1e"}, fill=(.56, .5), focus=(0, -4, 6), zoom=1.8, close_alt="label and flame", beside="matches")
def scented_candle(p):
    lathe([(0, 0), (3.9, 0, .4), (4.1, 9.2, .1), (3.8, 9.2, .1), (3.65, 1.0, .4), (0, .9)], glass(p.colour), .2)
    n = Nodes().set(Base_Color=srgb("#f3e3c6"), Roughness=.45, Subsurface_Weight=.5, Subsurface_Radius=(1, .6, .3), Subsurface_Scale=.15)
    n.set(Emission_Color=srgb("#ffb060"), Emission_Strength=.12)
    lathe([(0, .95), (3.64, 1.0, .3), (3.72, 5.4, .1), (1.5, 5.2), (0, 5.15)], n.material, .2)
    tube([(0, 0, 5.1), (.05, 0, 5.6), (.1, 0, 6.1)], .08, paint("#1b1512", .9))
    t = np.linspace(0, 1, 24)
    lathe([(.8 * math.sqrt(q) * (1 - q), 5.7 + 2.1 * q) for q in t], glow("#ffb04a", 12), 0, flatten=False, at=(.1, 0, 0))
    lb = Label(8, 3.6, "#f0e7d6").frame(.05, t=.01).text(.27, "No. 4", "hand", .2).text(.53, "Cedar & Fig", "serif", .2).text(.74, "FJORD & FIELD", "bold", .075, spacing=.15).text(.87, "220 g  ·  45 hours", "sans", .06)
    wrap(4.06, 1.3, 4.9, 105, lb.paper(), r2=4.16)
    L = bpy.data.lights.new("flame", "POINT")
    L.energy, L.color, L.shadow_soft_size = 6, (1, .62, .28), .1
    o = bpy.data.objects.new("flame", L)
    bpy.context.scene.collection.objects.link(o)
    o.location = (.1, 0, 7.4)
    o.visible_camera = o.visible_transmission = o.visible_glossy = False
    group(o)


@product("body-lotion", "Hand & body lotion tube", FJORD, "Bath/Body care", cove="peach", elev=8, yaw=-12,
         alt="{colour} aluminium tube of hand cream with a black cap", material="aluminium",
         colours={"Sage": "#9fb096", "Apricot": "#dfa37c", "Lilac": "#ab9fc0"}, fill=(.5, .68), focus=(0, -2, 9.5), zoom=2.0, close_alt="printed name and sprig", beside="egg")
def lotion(p):
    h, r, w = 13.5, 2.25, 3.5
    th = np.linspace(0, 2 * np.pi, 65)[:-1]
    V, F, uv = [], [], []
    zs = np.linspace(0, h, 30)
    for z in zs:
        t = (z / h) ** 1.15
        for a in th:
            V.append(((r + (w - r) * t) * math.cos(a), r * (1 - t) * math.sin(a) + .09 * np.sign(math.sin(a)) * (t > .9), z + 2.6))
    k = len(th)
    for i in range(len(zs) - 1):
        for j in range(k):
            F.append((i * k + j, i * k + (j + 1) % k, (i + 1) * k + (j + 1) % k, (i + 1) * k + j))
            u0 = (j / k - .75) % 1.0
            uv += [(u0 * 2 - 0 if u0 < .5 else (u0 - 1) * 2, zs[i] / h), ((u0 + 1 / k) * 2 if u0 < .5 else (u0 - 1 + 1 / k) * 2, zs[i] / h),
                   ((u0 + 1 / k) * 2 if u0 < .5 else (u0 - 1 + 1 / k) * 2, zs[i + 1] / h), (u0 * 2 if u0 < .5 else (u0 - 1) * 2, zs[i + 1] / h)]
    uv = [(a + .5, b) for a, b in uv]
    dark = shade(p.colour, .38)
    lb = Label(7.0, 13.5, p.colour).text(.2, "FJORD & FIELD", "bold", .028, dark, spacing=.2, fit=.5).sprig(.5, .42, .24, dark, 6)
    lb.text(.64, "Hand cream", "serif", .058, dark, fit=.55).text(.71, "oat, lanolin & sage", "sans", .03, dark, fit=.5).text(.86, "75 ml  ·  2.5 fl oz", "sans", .028, dark)
    mesh(V, F, lb.paper(rough=.35, metal=.25, grain=0), uv=uv, flatten=False)
    box(7.05, .3, 1.0, paint(shade(p.colour, .85), .3, metal=.4), .08, at=(0, 0, 15.6))
    lathe([(0, 0), (1.75, 0, .15), (1.9, 2.1, .15), (2.2, 2.35), (2.25, 2.7), (0, 2.7)], paint("#1a1a1a", .35), .08)


@product("bath-brush", "Bath brush with long handle", FJORD, "Bath/Accessories", cove="mist", elev=40, yaw=-54,
         alt="{colour} bath brush lying with its natural bristles up, a bar of soap beside it", material="beech, natural bristle",
         colours={"Beech": "#cf9f70"}, fill=(.78, .66), focus=(5, -.6, 3), zoom=2.4, close_elev=30, close_yaw=-40, close_alt="tufts of bristle set into the beech head")
def bath_brush(p):
    body = catmull([(-21, .55, .45, .8), (-20.6, .95, .62, .8), (-18, 1.2, .75, .95), (-12, 1.05, .75, 1.6), (-5, .98, .8, 1.75), (-1.5, 1.5, .85, 1.4), (1.5, 3.0, .95, 1.05),
                    (5.5, 3.95, 1.0, 1.0), (9, 3.4, .95, 1.0), (11.2, 2.0, .8, 1.0), (11.9, .5, .4, 1.0)])
    a = np.linspace(0, 2 * np.pi, 40, endpoint=False)

    def bent(c):
        return np.sign(c) * np.abs(c) ** .72

    V = np.vstack([np.stack([0 * a + x, w * bent(np.cos(a)), z + t * bent(np.sin(a))], 1) for x, w, t, z in body])
    k, m = len(a), len(body)
    F = [(i * k + j, i * k + (j + 1) % k, (i + 1) * k + (j + 1) % k, (i + 1) * k + j) for i in range(m - 1) for j in range(k)]
    mesh(V, [*F, tuple(range(k))[::-1], tuple(range((m - 1) * k, m * k))], wood("beech", "x", .4, scale=.7), flatten=False)
    tufts = [(5.6 + .98 * i + .49 * (j % 2), .86 * j) for i in range(-6, 7) for j in range(-4, 5)]
    tufts = [q for q in tufts if ((q[0] - 5.6) / 5.2) ** 2 + (q[1] / 3.35) ** 2 < 1]
    bristles(p.rng, tufts, 1.85, 1.9)
    for x, y in tufts:
        rod(.36, .03, bisque("#8d6a45"), .01, at=(x, y, 1.97), seg=16)
    rod(.3, 1.7, bisque("#5f432b"), .05, at=(-19.2, 0, .12), seg=24)
    tube([(-19.2, 0, 1.9), (-21.6, .9, 2.0), (-25.4, 1.7, .35), (-27.2, .2, .2), (-25.6, -1.4, .35), (-21.8, -.8, 1.9), (-19.2, .1, 1.9)], .19, bisque("#efe6d2"))
    soap = box(7.4, 4.8, 2.3, paint("#c9d1ae", .42, sss=.3), .8, corner=1.5)
    name = Label(5, 2.4, None).text(.5, "FJORD", "bold", .3, "#98a27c", spacing=.2)
    prop(group(soap, card(4.2, 2.0, name.paper(), at=(0, 0, 2.31), rot=(0, 0, 0)), at=(-3.5, -8.8, 0), rot=(0, 0, 38)))


def bristles(rng, tufts, z, length):
    """Bundles of thin hairs, splayed a little, in one mesh."""
    V, F = [], []
    for x, y in tufts:
        for _ in range(22):
            a, q = rng.uniform(0, 6.283), rng.random() ** .5
            dx, dy, h = math.cos(a) * q, math.sin(a) * q, length * rng.uniform(.97, 1.02)
            foot, head = (x + .3 * dx, y + .3 * dy, z), (x + .44 * dx + rng.gauss(0, .03), y + .44 * dy + rng.gauss(0, .03), z + h)
            n = len(V)
            V += [(c[0] + r * math.cos(t), c[1] + r * math.sin(t), c[2]) for c, r in ((foot, .06), (head, .045)) for t in (0, 1.257, 2.513, 3.77, 5.027)]
            F += [(n + j, n + (j + 1) % 5, n + 5 + (j + 1) % 5, n + 5 + j) for j in range(5)] + [tuple(range(n + 5, n + 10))]
    return mesh(V, F, bisque("#e2cfa4", .6), flatten=False)
