"""More for rooms: light, candles, vases, seats."""
from catalogue import product
from models.lighting import bulb, lamp_light
from kit import *

HOME, LUMEN, FJORD = "Homeward", "Halden Light", "Fjord & Field"


@product("mushroom-lamp", "Cordless mushroom lamp", LUMEN, "Lighting/Table lamps", cove="teal", elev=9, yaw=0, key=.65, ambient=.8,
         alt="Small {colour} mushroom lamp without a cord, lit", material="aluminium",
         colours={"Poppy": "#c8452f", "Cream": "#ece2cf", "Forest": "#2f5240"}, fill=(.58, .58), focus=(5, -6, 18), zoom=2.0,
         close_alt="edge of the shade and warm light below it", beside="book")
def mushroom_lamp(p):
    m = paint(p.colour, .28, coat=.35)
    lathe([(0, 0), (6.2, 0, .4), (6.3, .7, .5), (3.2, 2.2, 1.5), (2.0, 5.5, 2), (1.7, 14.6), (0, 14.6)], m, .3)
    a = np.linspace(math.radians(2), np.pi / 2, 26)
    lathe([(9.9, 15.2)] + [(10.6 * math.cos(x), 15.2 + 8.2 * math.sin(x)) for x in a], m, 0, flatten=False)
    lathe([(9.8, 15.25)] + [(10.2 * math.cos(x), 15.3 + 7.8 * math.sin(x)) for x in a], paint("#f6ead6", .6), 0, flatten=False)
    lathe([(1.7, 14.2), (5.0, 15.0, .8), (5.2, 16.6, .5), (0, 17.2)], Nodes().set(Base_Color=srgb("#fff1d8"), Roughness=.3,
          Emission_Color=srgb("#ffcf94"), Emission_Strength=3.0).material, .3)
    lamp_light((0, 0, 13.2), 9, .2)
    rod(.55, .2, metal("brass", .2), .06, at=(0, 0, 23.35))


@product("cone-pendant", "Spun cone pendant", LUMEN, "Lighting/Pendants", cove="plum", elev=-3, yaw=0, key=.75, ambient=.8,
         alt="Wide {colour} cone pendant lamp hanging from a cloth cord, lit", material="spun metal",
         colours={"Brass": "#d3a655", "Black": "#262627", "Chalk": "#e6e0d4"}, fill=(.72, .7), centre=(.5, .6), focus=(9, -12, 4), zoom=2.0,
         close_alt="rolled rim of the cone")
def cone_pendant(p):
    m = metal("brass", .26, .6) if p.colour_name == "Brass" else paint(p.colour, .35, coat=.2)
    lathe([(17.6, 0), (18, .1, .1), (18, .5, .1), (3.2, 12.6, 1.2), (2.4, 14.2)], m, .2)
    lathe([(17.5, .3), (3.0, 12.2, 1), (0, 13.2)], paint("#f6ecd9", .6), .3)
    ring(17.9, .22, m, at=(0, 0, .2))
    lathe([(0, 14), (2.5, 14), (2.3, 16.8, .5), (.7, 18.2), (.6, 19.4), (0, 19.5)], wood("walnut", "z", .35), .25)
    prop(tube([(0, 0, 19), (0, 0, 88)], .28, fabric("#2c2a28", "canvas")))
    bulb((0, 0, 2.2), 3.6, 8)
    prop(rod(.2, .2, m, at=(0, 60, -75)))
    lamp_light((0, 0, -4), 9)


@product("bud-vases", "Bud vases, set of three", HOME, "Home/Vases", cove="sky", elev=10, yaw=0, ambient=1.25,
         alt="Three small glass bottle vases in amber, rose and green, with dried flowers", material="blown glass",
         colours={"Mixed": "#d98a4a"}, variants=False, fill=(.7, .68), focus=(-6, -3, 8), zoom=2.1, close_alt="coloured glass and thin necks")
def bud_vases(p):
    shapes = (((0, .4), (3.2, .4, .3), (3.6, 1.2, .6), (3.6, 7.2, 1.8), (1.1, 10.2, 1.2), (1.0, 14.2), (1.5, 15.2, .1), (1.3, 15.2, .1), (.8, 14.2), (.9, 10.2, 1.2), (3.35, 7.1, 1.6), (3.35, 1.4, .6), (0, 1.0)),
              ((0, .4), (2.4, .4, .3), (4.1, 3.4, 2.2), (2.6, 7.0, 2), (1.0, 8.8, 1), (1.0, 11.0), (1.4, 11.8, .1), (1.2, 11.8, .1), (.8, 11.0), (.8, 8.8, 1), (2.4, 6.9, 1.8), (3.85, 3.4, 2), (2.3, .9, .4), (0, .9)),
              ((0, .4), (3.0, .4, .3), (3.2, 1.0, .5), (1.2, 12.0, 4), (1.1, 18.4), (1.6, 19.4, .1), (1.4, 19.4, .1), (.9, 18.4), (1.0, 12, 4), (2.95, 1.4, .5), (0, 1.0)))
    for s, c, (x, y) in zip(shapes, ("#d98a3a", "#d99a94", "#6f9f80"), ((-7.4, -.6), (7.2, -1.6), (.2, 1.6))):
        lathe(s, glass(c, shadow=.85), .3, at=(x, y, 0))
    stem = bisque("#8f7a4c", .8)
    for x, y, top, lean, heads in ((-7.4, -.6, 27, -2.5, "#e3c25a"), (.2, 1.6, 33, 3.0, "#d9a79a")):
        tube([(x, y, 2), (x + .2, y, 13), (x + lean * .5, y - .3, top * .75), (x + lean, y - .5, top)], .13, stem, seg=8)
        for k in range(9):
            t = .62 + .38 * k / 8
            q = np.array([x + lean * t ** 2, y - .5 * t, top * t])
            ang = k * 2.4
            d = np.array([math.cos(ang) * (1.5 - .7 * t), math.sin(ang) * (1.5 - .7 * t), 1.1])
            tube([q, q + d * .6, q + d], .07, stem, seg=6)
            ball(.62 - .2 * (t - .6), bisque(heads, .9), at=tuple(q + d * 1.15))


@product("knitted-pouf", "Knitted pouf", HOME, "Home/Cushions & throws", cove="clay", elev=14, yaw=0,
         alt="Round {colour} pouf knitted from thick cotton cord", material="cotton",
         colours={"Cream": "#e8dfcc", "Mustard": "#c99432", "Slate": "#57646d"}, fill=(.78, .5), focus=(4, -18, 22), zoom=2.3,
         close_alt="thick knitted rows")
def knitted_pouf(p):
    m = fabric(p.colour, "knit", 1.6)
    rows, R, H = 15, 25.0, 30.0
    for i in range(rows):
        e = math.radians(-62 + 124 * i / (rows - 1))
        r, z = R * math.cos(e) ** .42, H / 2 + H / 2 * math.sin(e) / math.sin(math.radians(62))
        th = np.linspace(0, 2 * np.pi, 320, endpoint=False)
        off = (i % 2) * math.pi
        bump = .55 * np.sin(th * 36 + off)
        sweep(np.stack([(r + bump) * np.cos(th), (r + bump) * np.sin(th), 1.2 + z + .5 * np.cos(th * 36 + off)], 1), ellipse(1.45, 1.3, 12), m, closed=True, flatten=False)
    for k in range(5):
        r = 14.6 - 3.0 * k
        th = np.linspace(0, 2 * np.pi, 200, endpoint=False)
        n = max(8, int(36 * r / 17))
        sweep(np.stack([(r + .3 * np.sin(n * th)) * np.cos(th), (r + .3 * np.sin(n * th)) * np.sin(th), 31.6 + .35 * k + .4 * np.cos(n * th)], 1), ellipse(1.6, 1.2, 12), m, closed=True, flatten=False)
    lathe([(0, 1), (18, 1, 4), (23.6, 15, 8), (17, 30.5, 4), (0, 31.5)], fabric(shade(p.colour, .75), "knit", 1.4), 1)
    ball(2.4, paint(shade(p.colour, .7), .6), at=(0, 0, 32.6), squash=.5)


@product("round-tray", "Round lacquer tray", HOME, "Home/Trays", cove="sand", elev=32, yaw=-10,
         alt="Round {colour} lacquer tray with two cups and a small vase", material="lacquered wood",
         colours={"Oxblood": "#7a2a26", "Ink": "#22303f", "Jade": "#3f7a63"}, fill=(.8, .54), focus=(12, -12, 2), zoom=2.3,
         close_alt="raised rim and deep lacquer", close_elev=20)
def round_tray(p):
    m = paint(p.colour, .1, coat=1.0)
    lathe([(0, 0), (17.2, 0, .6), (18.4, 1.2, .8), (18.8, 3.0, .25), (18.2, 3.1, .25), (17.4, 1.4, .8), (0, .9)], m, .3)
    ring(18.5, .16, metal("brass", .2), at=(0, 0, 3.06))
    cup = glaze("#e9e2d2", .18, .6)
    for x, y in ((-7.5, -3.5), (1.2, -6.6)):
        prop(lathe([(0, .4), (2.2, .4, .2), (2.3, 0, .1), (2.7, 0, .3), (3.5, 3, 1.5), (3.5, 6.2, .12), (3.22, 6.2, .12), (3.2, 3, 1.4), (0, .9)], cup, .2, at=(x, y, .9)),
             rod(3.1, .1, paint("#5a7a3a", .15, coat=.4), .02, at=(x, y, 5.4)))
    v = bisque("#c98a5f", .7)
    prop(lathe([(0, 0), (2.2, 0, .3), (3.6, 3.2, 2), (1.3, 7.4, 1.4), (1.2, 9.4), (1.7, 10.2, .1), (1.4, 10.2, .1), (.9, 9.0), (0, 8.8)], v, .3, at=(6.5, 4.5, .9)))
    lf = leaf("#6f8f5a", .5)
    for k in range(7):
        a, t = k * 2.4, k / 7
        b = np.array([6.5, 4.5, 10 + 7 * t])
        d = np.array([math.cos(a) * .8, math.sin(a) * .8, .7])
        e = b + d * 2.6
        prop(sheet(lambda u, w, b=b, d=d, a=a: tuple(b + d * 3.4 * w + np.array([-math.sin(a), math.cos(a), 0]) * (u - .5) * 1.9 * math.sin(math.pi * min(1, w ** .8 + .02))), lf, 6, 10, .04))
        del e
    prop(tube([(6.5, 4.5, 8), (6.6, 4.4, 13), (6.9, 4.2, 18)], .12, bisque("#6b5a42")))


@product("taper-candles", "Taper candles in brass holders", FJORD, "Home/Candles", cove="moss", elev=9, yaw=0, key=.85,
         alt="Three {colour} taper candles in low brass holders, two of them lit", material="beeswax, brass",
         colours={"Honey": "#d9a441", "Ivory": "#ece3cd", "Brick": "#a8452f"}, fill=(.6, .7), focus=(-5, -2, 4), zoom=2.2,
         close_alt="brass holder and foot of the candle", beside="matches")
def taper_candles(p):
    b = metal("brass", .2)
    wax = Nodes().set(Base_Color=srgb(p.colour), Roughness=.42, Subsurface_Weight=.35, Subsurface_Radius=(1, .6, .3), Subsurface_Scale=.12).material
    for i, (x, y, h, lit) in enumerate(((-6.4, .8, 21, True), (.4, 2.0, 25, True), (6.0, -2.2, 17, False))):
        lathe([(0, 0), (3.6, 0, .3), (3.7, .4, .3), (1.6, 1.0, .6), (1.0, 2.2, .6), (1.5, 3.0, .3), (1.5, 4.6, .2), (1.15, 4.6, .1), (1.15, 3.4), (0, 3.4)], b, .2, at=(x, y, 0))
        lathe([(0, 0), (1.12, 0), (1.12, 1.6, .2), (.78, h - 1, .5), (.45, h, .3), (0, h + .1)], wax, .2, at=(x, y, 3.4))
        top = 3.4 + h
        tube([(x, y, top), (x + .03, y, top + .5), (x + .08, y, top + 1.0)], .07, paint("#1b1512", .9), seg=8)
        if lit:
            t = np.linspace(0, 1, 24)
            lathe([(.62 * math.sqrt(q) * (1 - q), .5 + 2.2 * q) for q in t], glow("#ffb04a", 12), 0, flatten=False, at=(x + .06, y, top + .1))
            lamp_light((x, y, top + 1.6), 3.2, .08)


@product("lantern", "Glass lantern", HOME, "Home/Candles", cove="ink", elev=10, yaw=-30, key=.75, ambient=.9,
         alt="{colour} lantern with four panes and a lit pillar candle inside", material="steel, glass",
         colours={"Black": "#26272a", "Brass": "#c99f50"}, fill=(.58, .7), focus=(-4, -7, 10), zoom=2.0, close_alt="corner of the frame and the candle",
         beside="book")
def lantern(p):
    m = paint(p.colour, .45, metal=.3, grain=.03) if p.colour_name == "Black" else metal("brass", .28)
    box(17, 17, 1.2, m, .15)
    for x in (-7.6, 7.6):
        for y in (-7.6, 7.6):
            box(.9, .9, 26, m, .1, at=(x, y, 1.1))
    for z in (1.1, 26.4):
        for k in (-7.6, 7.6):
            box(15, .9, .9, m, .1, at=(0, k, z))
            box(.9, 15, .9, m, .1, at=(k, 0, z))
    g = glass("#ffffff", shadow=.97)
    for k in (-7.6, 7.6):
        box(14.4, .18, 24.4, g, 0, at=(0, k, 2))
        box(.18, 14.4, 24.4, g, 0, at=(k, 0, 2))
    lathe([(11.9, 0), (12.1, .3, .1), (5.0, 5.6, .4), (4.6, 5.6), (0, 5.6)], m, .1, seg=4, start=45, at=(0, 0, 27.2)).data.shade_flat()
    rod(3.2, 1.8, m, .2, at=(0, 0, 32.6))
    lathe([(0, 1.4), (4.6, 1.2, .5), (3.0, 2.6, .6), (0, 3.0)], m, .2, at=(0, 0, 33.4))
    ring(4.0, .35, m, at=(0, 0, 39.6), rot=(90, 0, 20))
    n = Nodes().set(Base_Color=srgb("#f0e4cc"), Roughness=.45, Subsurface_Weight=.5, Subsurface_Radius=(1, .6, .3), Subsurface_Scale=.15)
    n.set(Emission_Color=srgb("#ffb060"), Emission_Strength=.18)
    lathe([(0, 0), (3.6, 0, .2), (3.6, 11.0, .4), (3.0, 11.2, .3), (1.2, 10.6), (0, 10.5)], n.material, .2, at=(0, 0, 1.2))
    tube([(0, 0, 11.6), (.05, 0, 12.3), (.1, 0, 12.8)], .09, paint("#1b1512", .9))
    t = np.linspace(0, 1, 24)
    lathe([(.8 * math.sqrt(q) * (1 - q), 12.3 + 2.6 * q) for q in t], glow("#ffb04a", 12), 0, flatten=False, at=(.1, 0, 0))
    lamp_light((0, 0, 15), 8, .1)
