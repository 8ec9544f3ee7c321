"""Sports and outdoors."""
from catalogue import product
from kit import *

TEMPO = "Tempo Supply"


@product("steel-bottle", "Insulated bottle 600 ml", TEMPO, "Sports/Bottles", cove="mist", elev=8, yaw=-10,
         alt="{colour} insulated steel bottle with a bamboo cap and loop", material="stainless steel, bamboo",
         colours={"Sage": "#93a68a", "Coral": "#d76a52", "Ink": "#2d3848", "Sand": "#d8c8a8"}, fill=(.5, .7), focus=(0, -3, 20), zoom=2.0, close_alt="cap and loop", beside="apple")
def steel_bottle(p):
    m = paint(p.colour, .42, grain=.05, grain_scale=30)
    lathe([(0, 0), (3.4, 0, .3), (3.6, .6, .3), (3.6, 17.5, 3), (2.4, 20.8, 1.5), (2.4, 21.3)], m, .3)
    lathe([(0, 0), (3.42, 0), (3.62, .55), (3.62, 1.5), (3.58, 1.55)], metal("steel", .3), .2)
    lathe([(0, 21.1), (2.42, 21.1), (2.42, 21.5), (0, 21.5)], metal("steel", .2), .05)
    lathe([(0, 21.5), (2.75, 21.5, .15), (2.75, 24.4, .5), (0, 24.4)], wood("ash", "x", scale=1.4), .3)
    tube([(-2.75, 0, 23), (-2.9, 0, 24.6), (-2.3, 0, 26.3), (-1.2, 0, 27.2), (0, 0, 27.5), (1.2, 0, 27.2), (2.3, 0, 26.3), (2.9, 0, 24.6), (2.75, 0, 23)], .3, paint("#2a2a2a", .6), ry=.62)
    lb = Label(6, 2, None).text(.5, "tempo", "techbold", .8, "#f4efe2", fit=.95)
    wrap(3.63, 9.6, 11.4, 82, lb.paper(rough=.4, grain=0))


@product("dumbbells", "Hex dumbbells 4 kg, pair", TEMPO, "Sports/Fitness", cove="stone", elev=22, yaw=-30,
         alt="Pair of hexagonal 4 kg dumbbells in {colour} neoprene", material="cast iron, neoprene",
         colours={"Teal": "#2f6f70", "Graphite": "#3b3d42", "Coral": "#cf5f4c"}, fill=(.78, .5), focus=(-8, -7, 4), zoom=2.1, close_alt="hex head with weight")
def dumbbells(p):
    m = paint(p.colour, .55, grain=.12, grain_scale=30)

    def bell(at, turn):
        o = []
        for s in (-1, 1):
            hexa = ellipse(4.4, n=6)
            o.append(prism(hexa, 5, m, .55, at=(s * 9.6 - 2.5, 0, 3.82), rot=(90, 30, 90), segments=5))
            lb = Label(4, 4, None).text(.45, "4", "bold", .7, "#f0ead9").text(.86, "KG", "bold", .2, "#f0ead9")
            o.append(card(4.2, 4.2, lb.paper(rough=.6, grain=0), at=(s * 12.115, 0, 3.82), rot=(90, 0, 90 * s)))
        o.append(lathe([(1.35, -8), (1.5, -6), (1.75, 0), (1.5, 6), (1.35, 8)], m, smooth=True, at=(0, 0, 3.82), rot=(0, 90, 0)))
        return group(*o, at=at, rot=(0, 0, turn))
    bell((0, 4.5, 0), 6)
    bell((1.5, -8.5, 0), -14)


@product("yoga-mat", "Rolled yoga mat with strap", TEMPO, "Sports/Yoga", cove="lilac", elev=20, yaw=-34,
         alt="Rolled {colour} yoga mat held by a cotton strap", material="natural rubber",
         colours={"Plum": "#6f4560", "Sage": "#93a58b", "Ocean": "#3f6f8a", "Clay": "#b9704f"}, fill=(.82, .5), focus=(-28, -5, 8), zoom=2.6, close_alt="spiral roll")
def yoga_mat(p):
    m = paint(p.colour, .75, grain=.35, grain_scale=5)
    t = .55
    a = np.linspace(0, 2 * np.pi * 7.4, 520)
    r = 1.6 + t * 1.04 * a / (2 * np.pi)
    outer = np.stack([r * np.cos(a), r * np.sin(a)], 1)
    inner = np.stack([(r - t) * np.cos(a), (r - t) * np.sin(a)], 1)
    R = r[-1]
    prism(np.vstack([outer, inner[::-1]]), 61, m, .06, at=(30.5, 0, R), rot=(90, 0, -90))
    st = fabric("#efe6d2", "canvas", 1.2)
    for x in (-16, 16):
        b = np.linspace(0, 2 * np.pi, 90, endpoint=False)
        rr = R + .25
        sweep(np.stack([0 * b + x, rr * np.cos(b), np.maximum(R + rr * np.sin(b), .16)], 1), rrect(.3, 3.2, .1), st, closed=True, fixed_up=True, up=(1, 0, 0), twist=0)
    pts = [(-16, -2.5, 2 * R + .1), (-14, -2, 2 * R + 2.0), (-8, -3.5, 2 * R + 3.6), (0, -5.4, 2 * R + 2.6), (8, -4, 2 * R + 3.4), (14, -2, 2 * R + 1.8), (16, -2.5, 2 * R + .1)]
    sweep(catmull(pts), rrect(.35, 3.0, .12), st, fixed_up=True, up=(0, 1, .0))


@product("skateboard", "Maple cruiser skateboard", TEMPO, "Sports/Skate", cove="peach", elev=16, yaw=-30,
         alt="Maple cruiser skateboard with {colour} wheels and grip tape on top", material="maple, urethane",
         colours={"amber": "#dc9a35", "mint": "#8fc2a8", "red": "#c23f30"}, fill=(.86, .5), focus=(-22, -8, 4), zoom=2.5, close_alt="truck and wheel")
def skateboard(p):
    L, W = 70, 19.5
    def top(x, y):
        z = 10.4 + .05 * max(0, abs(x) - 20) ** 1.7 * .55
        return z + .0045 * y * y * 2

    def deck(z0):
        def fn(u, v):
            a = (u - .5) * 2
            x = a * L / 2
            e = max(0, abs(x) - (L / 2 - 9.7))
            half = W / 2 - 9.7 + math.sqrt(max(0.0, 9.7 ** 2 - e ** 2)) if e > 0 else W / 2
            y = (v - .5) * 2 * half
            return x, y, top(x, y) + z0
        return fn
    sheet(deck(0), wood("beech", "x", .35, coat=.3), 160, 24, 1.0)
    n = Nodes().set(Base_Color=srgb("#232325"), Roughness=.95)
    n.bump(n.noise(6, 2), .6, .05)
    sheet(deck(.54), n.material, 160, 24, .1)
    al = metal("#c9cacb", .28)
    wh = Nodes().set(Base_Color=srgb(p.colour), Roughness=.3, Subsurface_Weight=.2, Subsurface_Scale=.2, Coat_Weight=.3).material
    for s in (-1, 1):
        x = s * 21.5
        box(8, 5.6, 1.0, paint("#1c1c1d", .6), .2, at=(x, 0, 8.9))
        prism([(-2.4, 4.6), (2.4, 4.6), (1.1, 0), (-1.1, 0)], 3.4, al, .3, at=(x, 1.7, 4.4), rot=(90, 0, 0))
        prism([(-5.6, -.6), (5.6, -.6), (3.2, 1.5), (-3.2, 1.5)], 2.2, al, .4, at=(x + 1.1, 0, 3.3), rot=(90, 0, 90)).rotation_euler = [math.radians(90), 0, math.radians(90)]
        tube([(x, -9.6, 3.1), (x, 9.6, 3.1)], .42, metal("steel", .2))
        for y in (-1, 1):
            g = [lathe([(0, .6), (1.3, .6, .1), (1.5, 0, .3), (2.4, 0, .7), (3.1, 1.0, .6), (3.1, 3.4, .6), (2.4, 4.4, .7), (1.5, 4.4, .3), (1.3, 3.8, .1), (0, 3.8)], wh, .3),
                 rod(1.1, 4.2, al, .1), rod(.55, 4.9, metal("steel", .2), .1, seg=6)]
            group(*g, at=(x, y * 5.6, 3.1), rot=(90 if y < 0 else -90, 0, 0))
    for s in (-1, 1):
        for dx in (-2.7, 2.7):
            for y in (-2, 2):
                x = s * 21.5 + dx
                rod(.42, .12, metal("steel", .25), .04, at=(x, y, top(x, y) + .58), seg=20)


@product("basketball", "Street basketball", TEMPO, "Sports/Balls", cove="teal", elev=12, yaw=0,
         alt="{colour} basketball with dark seams", material="composite rubber",
         colours={"Orange": "#c9652b", "Cream": "#e3d3b0", "Blue": "#3f6f94"}, fill=(.6, .5), focus=(-3, -11, 14), zoom=2.0, close_alt="pebbled surface and seams")
def basketball(p):
    n = Nodes()
    v = n.coords()
    cells = n.add("TexVoronoi", Vector=v, Scale=3.4, _feature="SMOOTH_F1")
    n.set(Base_Color=n.mix(n.noise(.3, 2), srgb(shade(p.colour, .88)), srgb(p.colour)), Roughness=.5)
    n.bump(cells.outputs["Distance"], -.6, .12)
    R = 12
    o = [ball(R, n.material)]
    k = paint("#1c1a19", .7)
    for rot in ((0, 0, 0), (90, 0, 0)):
        o.append(ring(R - .1, .22, k, rot=rot, ry=.22))
    for s in (-1, 1):
        t = np.linspace(0, 2 * np.pi, 140, endpoint=False)
        x, z = .62 * np.cos(t), .62 * np.sin(t) * 1.25
        P = np.stack([np.full_like(t, 0), x, z], 1)
        P[:, 0] = s * np.sqrt(np.clip(1 - x ** 2 - z ** 2, .02, 1))
        P /= np.linalg.norm(P, axis=1, keepdims=True)
        o.append(sweep(P * (R - .1), ellipse(.22, n=10), k, closed=True, flatten=False))
    lb = Label(6, 3, None).text(.45, "TEMPO", "techbold", .5, "#1c1a19", spacing=.06).text(.85, "STREET 7", "sans", .2, "#1c1a19", spacing=.2)
    def patch(u, w):
        a, b = math.radians(-90 + (u - .5) * 40), math.radians(24 + (w - .5) * 18)
        return (R + .03) * math.cos(b) * math.cos(a), (R + .03) * math.cos(b) * math.sin(a), (R + .03) * math.sin(b)
    o.append(sheet(patch, lb.paper(rough=.5, grain=0), 24, 12))
    group(*o, at=(0, 0, R), rot=(12, -16, 20))
