"""More for the kitchen: coffee, glass, boards, stone."""
from catalogue import product
from kit import *

KILN, GRAIN = "Kiln & Kettle", "Oak & Edge"


@product("moka-pot", "Stovetop coffee maker", KILN, "Kitchen/Tea & coffee", cove="blush", elev=12, yaw=-22,
         alt="Eight-sided {colour} stovetop coffee maker with a walnut handle and knob", material="aluminium, walnut",
         colours={"Polished": "#c9c9c6", "Graphite": "#3b3c3f"}, fill=(.62, .66), focus=(0, -4, 13), zoom=2.1,
         close_alt="facets, spout and lid", beside="egg")
def moka_pot(p):
    m = metal("steel", .2) if p.colour_name == "Polished" else paint(p.colour, .3, metal=.6)
    w = wood("walnut", "z", .35, coat=.2)

    def facets(profile, z=0):
        o = lathe(profile, m, .12, seg=8, start=22.5, at=(0, 0, z), flatten=False)
        o.data.shade_flat()
        b = o.modifiers.new("edges", "BEVEL")
        b.width, b.segments, b.limit_method, b.angle_limit = .12, 3, "ANGLE", math.radians(20)
        return o
    facets([(0, 0), (5.0, 0, 0), (5.1, .4, 0), (4.2, 7.4, 0), (0, 7.4)])
    rod(4.0, .9, metal("steel", .3), .15, at=(0, 0, 7.3))
    ring(4.15, .25, metal("steel", .15), at=(0, 0, 7.75))
    facets([(0, 0), (3.9, 0, 0), (4.1, .5, 0), (5.2, 8.6, 0), (0, 8.6)], 8.2)
    facets([(0, 0), (5.3, 0, 0), (5.2, .4, 0), (1.2, 1.9, 0), (0, 2.0)], 16.85)
    lathe([(0, 0), (.6, 0), (.5, .7), (1.05, 1.5), (.95, 2.3), (0, 2.6)], w, .25, at=(0, 0, 18.7))
    prism([(-1.5, 0), (1.5, 0), (0, 2.6)], 5.2, m, .12, at=(-4.2, 0, 11.8), rot=(0, -14, 90))
    tube([(4.6, 0, 16.0), (7.2, 0, 16.6), (9.4, 0, 15.8), (9.9, 0, 12.6), (9.6, 0, 8.8)], .72, w, ry=1.05, taper=[.8, 1, 1.1, 1.05, .9])
    ball(.95, metal("brass", .2), at=(-3.9, -1.7, 4.6), squash=.6, rot=(90, 0, -24))


@product("pour-over", "Pour-over dripper with jug", KILN, "Kitchen/Tea & coffee", cove="sage", elev=13, yaw=0,
         alt="{colour} stoneware dripper standing on a glass jug half full of coffee", material="stoneware, glass",
         colours={"Chalk": "#e8e2d6", "Rust": "#a85a38"}, fill=(.6, .64), focus=(2, -5, 15), zoom=2.0,
         close_alt="dripper and rim of the jug", beside="mug")
def pour_over(p):
    m = glaze(p.colour, .2, .6)
    lathe([(0, .5), (4.8, .5, .4), (5.6, 1.4, 1.2), (5.2, 6.4, 3), (3.3, 9.4, 1.5), (3.3, 11.2, .2), (3.08, 11.2, .1), (3.05, 9.4, 1.5),
           (4.95, 6.3, 3), (5.35, 1.6, 1.2), (0, 1.0)], glass("#f4faf8"), .3)
    lathe([(0, 1.02), (5.33, 1.6, 1), (5.15, 4.9), (0, 4.9)], paint("#2a1208", .06, coat=.4), .1)
    lathe([(0, 11.25), (5.9, 11.25, .3), (6.1, 11.6, .2), (5.9, 11.95, .3), (3.4, 12.1), (3.2, 12.6, .4), (6.4, 19.0, .2), (6.0, 19.1, .15),
           (2.8, 12.8, .5), (0, 12.6)], m, .2)
    tube([(4.6, 0, 16.2), (6.6, 0, 17.0), (8.0, 0, 16.0), (7.6, 0, 14.2), (5.9, 0, 13.4), (3.0, 0, 13.7)], .42, m, ry=.7)
    paper = bisque("#efe6d4", .85)
    sheet(lambda u, v: ((2.9 + 3.5 * v) * math.cos(u * 2 * math.pi) * (1 + .012 * math.sin(u * 60)),
                        (2.9 + 3.5 * v) * math.sin(u * 2 * math.pi), 13.2 + 7.1 * v + .12 * math.sin(u * 19)), paper, 120, 10, .06)


@product("dipped-tumblers", "Dipped tumblers", KILN, "Kitchen/Mugs & cups", cove="peach", elev=16, yaw=8,
         alt="Two handleless tumblers of bare clay, dipped in {colour} glaze", material="stoneware",
         colours={"Cream": "#ece4d2", "Lagoon": "#3f7480", "Berry": "#7d3550"}, fill=(.72, .52), focus=(-4, -4, 6), zoom=2.1,
         close_alt="line where the glaze meets the bare clay", beside="egg")
def dipped_tumblers(p):
    m, raw = glaze(p.colour, .16, .3), bisque("#b98a66", .75)

    def cup(x, y, turn):
        body = lathe([(0, .3), (2.7, .3, .2), (2.9, 0, .15), (3.3, 0, .4), (3.75, 2.6, 2), (3.78, 3.6)], raw, .25)
        skin = lathe([(3.7, 3.3), (3.86, 3.4, .1), (4.0, 9.2, .12), (3.72, 9.2, .12), (3.5, 2.0, 1.5), (0, 1.0)], m, .15)
        return group(body, skin, at=(x, y, 0), rot=(0, 0, turn))
    cup(-4.6, 1.4, 0)
    cup(4.4, -2.4, 70)


@product("nesting-bowls", "Nesting bowls", KILN, "Kitchen/Bowls", cove="sky", elev=24, yaw=0,
         alt="Three nesting bowls with {colour} glaze inside and bare clay outside", material="stoneware",
         colours={"Sunrise": "#d98a4a", "Sea": "#4f8a8f"}, fill=(.76, .54), focus=(3, -8, 8), zoom=2.2,
         close_alt="three rims one inside the other", beside="egg")
def nesting_bowls(p):
    for i, (r, h, z) in enumerate(((11.5, 8.2, 0), (8.6, 6.6, 3.4), (6.0, 5.2, 6.4))):
        c = shade(p.colour, (1.0, 1.35, 1.9)[i])
        turn = (0, 3.0 * i, 20 * i)
        out = lathe([(0, .4), (r * .38, .4, .2), (r * .42, 0, .15), (r * .48, 0, .15), (r * .8, h * .42, h * .5), (r, h, .1)], bisque("#c9a27e", .75), .2)
        inn = lathe([(r, h, .1), (r - .12, h + .08, .1), (r - .42, h - .1, .1), (r * .76, h * .46, h * .5), (r * .42, .95, .8), (0, .85)], glaze(c, .14, .3), .15)
        group(out, inn, at=(.5 * i, .3 * i, z), rot=turn)


@product("water-glasses", "Ribbed water glasses", KILN, "Kitchen/Glassware", cove="mist", elev=14, yaw=0, ambient=1.3,
         alt="Four ribbed drinking glasses in {colour} glass, one with a slice of lemon", material="pressed glass",
         colours={"Clear": "#f4fafa", "Amber": "#e0a860", "Sea green": "#a8cfc0"}, fill=(.78, .5), focus=(-2, -6, 5), zoom=2.0,
         close_alt="ribs in the glass")
def water_glasses(p):
    g = glass(p.colour)
    prof = fillet([(0, 0, 0), (3.1, 0, .3), (3.5, 9.4, .1), (3.24, 9.4, .1), (2.9, 1.0, .4), (0, 1.0, 0)], .1)

    def one(x, y):
        th = np.linspace(0, 2 * np.pi, 240, endpoint=False)
        V, F = [], []
        for r, z in prof:
            outer = r > 0 and (z < .6 or r > 2.95 + .05 * z)
            k = .022 * min(1, max(0, 7.4 - z)) if outer and z < 7.4 else 0
            V += [(r * (1 + k * abs(math.cos(12 * a))) * math.cos(a), r * (1 + k * abs(math.cos(12 * a))) * math.sin(a), z) for a in th]
        n = len(th)
        F = [(i * n + j, i * n + (j + 1) % n, (i + 1) * n + (j + 1) % n, (i + 1) * n + j) for i in range(len(prof) - 1) for j in range(n)]
        return mesh(V, F, g, at=(x, y, 0), flatten=False)
    for x, y in ((-7.4, 2.2), (0, 4.8), (7.6, 2.0), (-1.6, -4.6)):
        one(x, y)
    lathe([(0, 1.05), (2.88, 1.05), (3.1, 6.4), (0, 6.4)], glass("#eaf4f4", ior=1.33), .1, at=(-1.6, -4.6, 0))
    rind, flesh = paint("#e6b82c", .4), paint("#f3dc7a", .35, sss=.2)
    s = group(rod(2.1, .45, rind, .1), rod(1.85, .5, flesh, .05, at=(0, 0, -.02)), at=(-3.6, -6.2, 8.2), rot=(64, 20, 30))
    prop(s)


@product("stem-glasses", "Wine glasses", KILN, "Kitchen/Glassware", cove="lilac", elev=8, yaw=0, ambient=1.3,
         alt="Pair of wine glasses with {colour} stems, one filled with white wine", material="crystal glass",
         colours={"Clear": "#ffffff", "Green": "#5f9f7c"}, fill=(.66, .66))
def stem_glasses(p):
    stem, bowl = glass(p.colour), glass("#ffffff")

    def one(x, y, wine):
        lathe([(0, .55), (.5, .5), (3.6, .15, .1), (3.7, 0, .05), (0, 0)], stem, .1, at=(x, y, 0))
        lathe([(0, .4), (.4, .45), (.36, 5), (.4, 9.6), (0, 9.8)], stem, .2, at=(x, y, 0))
        lathe([(0, 9.4), (1.2, 9.8, 1), (4.3, 13.4, 2.5), (3.3, 21.0, .05), (3.18, 21.0, .05), (4.15, 13.5, 2.4), (1.1, 10.1, 1), (0, 9.8)], bowl, .5, at=(x, y, 0))
        if wine:
            m = Nodes().set(Base_Color=srgb("#ead68a"), Roughness=0, IOR=1.34, Transmission_Weight=.95).material
            lathe([(0, 9.85), (1.1, 10.15, .9), (4.12, 13.5, 1.5), (4.02, 14.6), (0, 14.6)], m, .3, at=(x, y, 0))
    one(-4.6, 1.4, False)
    one(4.6, -1.8, True)


@product("milk-pan", "Milk pan with beech handle", GRAIN, "Kitchen/Pots & pans", cove="butter", elev=20, yaw=28,
         alt="Small {colour} enamel milk pan with a pouring lip and beech handle", material="enamelled steel, beech",
         colours={"White": "#efeae0", "Blue": "#3f6f94", "Mint": "#9fc2ab"}, fill=(.8, .5), focus=(-6, -6, 8), zoom=2.1,
         close_alt="pouring lip and steel rim", beside="egg")
def milk_pan(p):
    m, inner = glaze(p.colour, .12, tint=.02, wave=.006), glaze("#efe9dd", .12, tint=.02, wave=.006)
    n, prof = 96, fillet([(0, 0, 0), (6.2, 0, .9), (7.0, 2.5, 2), (7.2, 9.0, .1), (7.7, 9.4, .1)], .1)
    th = np.linspace(0, 2 * np.pi, n, endpoint=False)

    def pull(a, z):
        d = (a - math.radians(205) + math.pi) % (2 * math.pi) - math.pi
        return 1 + .16 * math.exp(-(d / .22) ** 2) * max(0, (z - 6.4) / 3) ** 2

    def shell(f, mat, flip):
        V = [(r * f * pull(a, z) * math.cos(a), r * f * pull(a, z) * math.sin(a), z + (.25 if flip and r < 6 else 0)) for r, z in prof for a in th]
        F = [(i * n + j, i * n + (j + 1) % n, (i + 1) * n + (j + 1) % n, (i + 1) * n + j) for i in range(len(prof) - 1) for j in range(n)]
        return mesh(V, F, mat, flatten=False)
    shell(1.0, m, False)
    shell(.975, inner, True)
    rim = [(7.6 * pull(a, 9.4) * math.cos(a), 7.6 * pull(a, 9.4) * math.sin(a), 9.42) for a in th]
    sweep(rim, ellipse(.2, n=12), metal("steel", .2), closed=True, flatten=False)
    sweep(catmull([(6.9, 0, 7.6), (8.6, 0, 8.2), (10.6, 0, 8.9)]), rrect(1.5, .5, .2), metal("steel", .25), fixed_up=True, up=(0, 1, 0))
    tube([(10.2, 0, 8.8), (14, 0, 10.1), (19.5, 0, 11.8)], .95, wood("beech", "x", .4), taper=[.8, 1.05, .9])


@product("bread-board", "Round bread board", GRAIN, "Kitchen/Boards & knives", cove="cream", elev=44, yaw=-22,
         alt="Round {colour} bread board with a handle and a leather loop, a small loaf on it", material="solid wood",
         colours={"Ash": "#d9bf97", "Cherry": "#a5623a"}, fill=(.78, .66), focus=(0, -13, 2), zoom=2.2, close_elev=26,
         close_alt="rounded edge and grain")
def bread_board(p):
    w = wood(p.colour_name.lower(), "y", .4, scale=.8, coat=.1)
    a = np.linspace(math.radians(104), math.radians(436), 90)
    disc_ = [(15 * math.cos(t), 15 * math.sin(t)) for t in a]
    neck = [(2.9, 16.2), (2.5, 20), (2.6, 24.6), (1.4, 26.4), (-1.4, 26.4), (-2.6, 24.6), (-2.5, 20), (-2.9, 16.2)]
    b = prism(np.vstack([disc_, catmull(neck, 6)]), 2.2, w, .5, segments=5)
    cut(b, rod(.75, 6, w, 0, at=(0, 24, -2)))
    tube([(0, 24, 2.3), (.9, 26.5, 2.5), (1.6, 30.5, .4), (.2, 32.2, .2), (-1.3, 30.2, .4), (-.4, 26.5, 2.5), (0, 24, 2.3)], .22, leather("#7d4626"))
    n = Nodes()
    crust = n.mix(n.ramp(n.noise(.35, 4), (.35, 0), (.7, 1)), srgb("#8a4a1c"), srgb("#c98a48"))
    n.set(Base_Color=n.mix(n.ramp(n.noise(2.6, 5), (.55, 0), (.75, .65)), crust, srgb("#ecdcc0")), Roughness=.75).bump(n.noise(2.4, 4), .7, .25)
    t = np.linspace(-np.pi / 2, np.pi / 2, 30)
    loaf = lathe([(max(0, 6.6 * math.cos(x) ** .8), 3.4 + 3.6 * math.sin(x)) for x in t], n.material, 0, flatten=False, at=(0, 0, 2.1))
    loaf.scale = (1.35, .92, 1)
    loaf.rotation_euler = (0, 0, math.radians(28))
    cutm = bisque("#ead8b4", .9)
    for k in (-3.6, 0, 3.6):
        c, s = math.cos(math.radians(28)), math.sin(math.radians(28))
        x0, y0 = k * c, k * s
        h = 9.0 - .055 * k * k
        tube([(x0 + 2.6 * s - 1.0, y0 - 2.6 * c, h - .75), (x0, y0, h + .02), (x0 - 2.6 * s + 1.0, y0 + 2.6 * c, h - .75)], .42, cutm, ry=.2, taper=[.3, 1, .3])


@product("mortar", "Mortar and pestle", GRAIN, "Kitchen/Salt & pepper", cove="sand", elev=18, yaw=-12,
         alt="{colour} mortar with a matching pestle, a few peppercorns in front", material="stone",
         colours={"White marble": "#eeece8", "Green marble": "#37503f"}, fill=(.7, .58), focus=(0, -6, 9), zoom=2.0,
         close_alt="veins in the polished stone", beside="egg")
def mortar(p):
    m = marble() if p.colour_name == "White marble" else marble("#2f4a3a", "#8fae9a")
    lathe([(0, 0), (5.6, 0, .5), (5.8, 1.0, .4), (5.0, 2.2, .6), (7.2, 6.0, 2.5), (7.6, 10.2, .5), (6.5, 10.4, .5), (5.6, 5.2, 2.5), (0, 3.2)], m, .3)
    pe = lathe([(0, 0), (1.6, .1), (2.05, 1.4), (1.6, 3.0), (1.1, 5.5), (1.05, 9), (1.35, 12.2), (1.2, 13.4), (0, 13.9)], m, smooth=True)
    group(pe, at=(-2.4, .6, 4.2), rot=(0, 38, -14))
    for i in range(8):
        prop(ball(.27, bisque("#2b2018"), at=(p.rng.uniform(-5, 6), p.rng.uniform(-11.5, -8.2), .27)))


@product("cork-jar", "Glass jar with cork ball", KILN, "Kitchen/Storage", cove="moss", elev=10, yaw=0, ambient=1.2,
         alt="Tall glass jar with a large cork ball on top, filled with {colour}", material="glass, cork",
         colours={"Red lentils": "#cf6a3a", "Black beans": "#2b2426", "Rice": "#ece2cc"}, fill=(.5, .68), focus=(0, -5, 19), zoom=2.0,
         close_alt="cork ball in the neck of the jar", beside="egg")
def cork_jar(p):
    lathe([(0, .6), (5.4, .6, .4), (5.8, 1.2, .6), (5.8, 19.6, 1.6), (4.6, 20.8, .4), (4.4, 21.2, .1), (4.2, 21.1, .1), (5.5, 19.4, 1.4), (5.5, 1.6, .6), (0, 1.1)],
          glass("#f6fbfa"), .2)
    n = Nodes()
    v = n.coords()
    cells = n.add("TexVoronoi", Vector=v, Scale=2.6, Randomness=1.0)
    tone = n.mix(n.ramp(cells.outputs["Distance"], (.1, 1), (.42, 0)), srgb(shade(p.colour, .42)), srgb(p.colour))
    n.set(Base_Color=n.mix(n.math("MULTIPLY", n.noise(1.8, 3, v), .4), tone, srgb(shade(p.colour, 1.35))), Roughness=.5)
    n.bump(n.math("SUBTRACT", 1.0, cells.outputs["Distance"]), .9, .2)
    lathe([(0, 1.15), (5.4, 1.5, .6), (5.46, 14.6, .5), (2.4, 15.1), (0, 15.0)], n.material, .2)
    c = Nodes()
    speck = c.ramp(c.noise(3.4, 4), (.52, 0), (.62, 1))
    c.set(Base_Color=c.mix(speck, srgb("#c99c68"), srgb("#8a6238")), Roughness=.8).bump(c.noise(3.4, 4), .4, .08)
    ball(5.0, c.material, at=(0, 0, 23.6))
