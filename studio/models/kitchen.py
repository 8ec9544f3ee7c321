"""Boards, knives, mills, pans, baskets: the working kitchen."""
from catalogue import product
from kit import *

KILN, GRAIN = "Kiln & Kettle", "Oak & Edge"


@product("cutting-board", "Cutting board with juice groove", GRAIN, "Kitchen/Boards & knives", cove="sage", elev=44, yaw=28,
         alt="{colour} cutting board with a juice groove, a lemon, half a lemon and two slices on it", material="solid wood",
         colours={"Walnut": "#6a452c", "Oak": "#c59a68"}, fill=(.8, .62), focus=(11, -7.5, 2), zoom=2.2, close_alt="grain, juice groove and rounded corner", close_elev=32)
def cutting_board(p):
    w = wood(p.colour_name.lower(), "x", .38, scale=.8, coat=.15, staves=4.8)
    b = prism(rrect(38, 24, 2.5), 2.6, w, .5, segments=4)
    path = fillet([(-16.5, -9.5), (16.5, -9.5), (16.5, 9.5), (-16.5, 9.5)], 2, closed=True)
    groove = sweep([(*q, 2.75) for q in path], ellipse(.5), w, closed=True)
    cut(b, groove)
    n = Nodes()
    n.set(Base_Color=srgb("#e9bd2f"), Roughness=.38, Subsurface_Weight=.15, Subsurface_Scale=.15).bump(n.noise(6, 2), .35, .08)
    lemon = [(0, -4.2), (.6, -4.0), (1.2, -3.3), (2.5, -1.9), (2.95, 0), (2.5, 1.9), (1.3, 3.2), (.7, 3.8), (0, 4.1)]
    lathe(lemon, n.material, smooth=True, at=(-10, 4.5, 5.5), rot=(90, 0, 50))
    pith, flesh = bisque("#f4ecd0", .5), paint("#ecc93f", .16, sss=.3)

    def face(z):
        segments = [prism(fillet([(.28, -.05), (2.3, -.62), (2.44, 0), (2.3, .62), (.28, .05)], .22, closed=True), .09, flesh, .05, at=(0, 0, z + .03), rot=(0, 0, 40 * k)) for k in range(9)]
        return [rod(2.78, .06, pith, .02, at=(0, 0, z)), *segments]
    half = lathe([(0, -4.0), (.6, -3.8), (1.2, -3.2), (2.5, -1.8), (2.95, 0), (0, 0)], n.material, .3)
    group(half, face(0), at=(-3.6, -3.4, 4.75), rot=(52, 0, -16))
    for x, y, z, tilt in ((3.4, -3.8, 2.62, 0), (7.2, -2.4, 2.72, 7)):
        group(rod(2.9, .5, n.material, .1), face(.5), at=(x, y, z), rot=(0, -tilt, 20 * x))


@product("chefs-knife", "Chef's knife 20 cm", GRAIN, "Kitchen/Boards & knives", cove="slate", elev=58, yaw=-34,
         alt="Chef's knife with a satin steel blade and {colour} handle on a pale board", material="stainless steel, wood",
         colours={"Walnut": "#6a452c", "Olive wood": "#b08a4c"}, fill=(.86, .7), focus=(2, -1, 2), zoom=2.4, close_alt="bolster and rivets", close_elev=42)
def chefs_knife(p):
    spine = catmull([(0, 2.1), (8, 2.05), (13, 1.55), (17.5, 0), (20.6, -1.95)])
    edge = catmull([(20.4, -2.05), (17, -2.4), (10, -2.6), (3, -2.55), (.1, -2.5)])
    prism(np.vstack([spine, edge]), .22, metal("#dcdcda", .26), .03, at=(0, 0, 2.9), segments=1)
    prism(rrect(1.3, 2.7, .35), 1.3, metal("steel", .18), .2, at=(-.4, .72, 2.35))
    h = wood("walnut" if p.colour_name == "Walnut" else "olive", "x", .3, coat=.3)
    grip = catmull([(-1, 2.0), (-4, 1.75), (-8, 1.95), (-11.6, 2.2), (-12.6, 1.2), (-12.0, -1.1), (-10.6, -1.35), (-7, -.35), (-3.5, -.85), (-1, -.62)])
    prism(grip, 1.9, h, .45, at=(0, 0, 2.05), segments=5)
    for x in (-3, -6.5, -10):
        rod(.38, .06, metal("brass", .2), .02, at=(x, .75, 3.93))
    prop(prism(rrect(46, 17, 2.0), 2.0, wood("ash", "x"), .3, at=(2, 0, 0), rot=(0, 0, 6)))


@product("pepper-mill", "Turned pepper mill", GRAIN, "Kitchen/Salt & pepper", cove="butter", elev=8, yaw=0,
         alt="Pair of turned {colour} mills with steel knobs, a few peppercorns in front", material="wood",
         colours={"Beech and walnut": "#cf9f70", "Green lacquer": "#3f5f4a", "Red lacquer": "#a5382c"}, fill=(.6, .68), focus=(-4, -2, 15), zoom=2.2, close_alt="turned shoulder and steel knob")
def pepper_mill(p):
    def mill(x, y, h, m):
        k = h / 20
        lathe([(0, 0), (2.9, 0), (3.05, .5), (2.9, 2.2), (2.1, 5.2), (1.75, 8.6), (2.1, 11.8), (2.5, 13.4), (2.35, 14.0), (0, 14.05)], m, smooth=True, at=(x, y, 0)).scale = (k, k, k)
        lathe([(0, 14.1), (1.7, 14.1), (2.3, 14.4), (2.45, 15.6), (2.3, 17.2), (1.5, 18.6), (.7, 19.0), (0, 19.05)], m, smooth=True, at=(x, y, 0)).scale = (k, k, k)
        lathe([(0, 19), (.62, 19), (.5, 19.4), (.62, 20.2), (0, 20.3)], metal("steel", .15), .15, at=(x, y, 0)).scale = (k, k, k)
    lac = p.colour_name.endswith("lacquer")
    mill(-4, 0, 22, paint(p.colour, .16, coat=.6) if lac else wood("walnut", "z", .3, coat=.3))
    mill(4.2, -2, 16, paint(shade(p.colour, 1.0), .16, coat=.6) if lac else wood("beech", "z", .3, coat=.3))
    for i in range(9):
        prop(ball(.26, bisque("#2b2018"), at=(p.rng.uniform(-3.5, 6), p.rng.uniform(-8, -5.4), .26)))


@product("oil-cruet", "Olive oil cruet", KILN, "Kitchen/Salt & pepper", cove="moss", elev=9, yaw=-15, ambient=1.2,
         alt="Slender glass oil cruet with {colour} stopper, filled with golden oil", material="glass, cork",
         colours={"Cork": "#c59a68"}, fill=(.5, .68), focus=(0, 0, 20.5), zoom=2.2, close_alt="cork and steel spout", beside="apple")
def oil_cruet(p):
    lathe([(0, .4), (4.4, .4, .3), (4.7, 1.0, .5), (1.5, 12.5, 5), (1.35, 19), (1.7, 20.4, .1), (1.45, 20.4, .1), (1.1, 19), (1.25, 12.6, 5), (4.4, 1.3, .5), (0, 1.0)], glass("#f2f7f2"), .3)
    lathe([(0, 1.02), (4.38, 1.3, .4), (2.42, 8.3), (0, 8.3)], Nodes().set(Base_Color=srgb("#d9a520"), Roughness=.0, IOR=1.47, Transmission_Weight=.75).material, .1)
    rod(1.25, 2.2, bisque("#b98d5c"), .2, at=(0, 0, 19.2), r2=1.45)
    tube([(0, 0, 21), (0, 0, 23.2), (-.9, 0, 24.6), (-2.2, 0, 25)], .32, metal("steel", .15), taper=[1.1, 1, .9, .8])
    tube([(1.3, 0, 17.9), (2.8, 0, 18.3), (4.9, 0, 17.0), (5.4, 0, 13.6), (4.2, 0, 9.4), (2.65, 0, 8.2)], .4, glass("#f2f7f2"))


@product("cast-iron-pot", "Enamelled casserole 4 l", KILN, "Kitchen/Pots & pans", cove="cream", elev=17, yaw=10,
         alt="{colour} enamelled cast-iron casserole with lid and brass knob", material="cast iron, enamel",
         colours={"Paprika": "#b8402a", "Forest": "#2f5240", "Cream": "#e9dcc0", "Night blue": "#26384f"}, fill=(.8, .52), focus=(6, -9, 11), zoom=2.2,
         close_alt="enamel lid and side handle", beside="apple")
def casserole(p):
    m, k = glaze(p.colour, .12, tint=.04, wave=.008), paint("#2b2b2c", .45)
    lathe([(0, 0), (9.6, 0, 1.2), (11.5, 3.4, 3), (12, 10.6, .2), (0, 10.6)], m, .4)
    lathe([(11.6, 10.55), (12.05, 10.6), (12.05, 10.95), (11.6, 11)], k, .08)
    lathe([(0, 14.2), (3, 14.15, 1), (8, 13.4, 3), (12.1, 11.9, .5), (12.2, 11.0, .15), (0, 11)], m, .5)
    lathe([(0, 14), (.9, 14), (.8, 15.2), (2.0, 16.1), (1.9, 16.9), (0, 17.1)], metal("brass", .22), .3)
    for s in (-1, 1):
        tube([(s * 11.5, -3.6, 8.6), (s * 13.8, -3.2, 9.2), (s * 14.9, 0, 9.4), (s * 13.8, 3.2, 9.2), (s * 11.5, 3.6, 8.6)], .62, m, ry=.95, taper=[1.25, 1, 1, 1, 1.25])


@product("frying-pan", "Carbon steel frying pan 26 cm", GRAIN, "Kitchen/Pots & pans", cove="rust", elev=34, yaw=38,
         alt="Carbon steel frying pan with riveted {colour} handle", material="carbon steel, beech",
         colours={"Beech": "#cf9f70"}, fill=(.82, .6), focus=(11, -4, 4), zoom=2.4, close_alt="riveted handle bracket")
def frying_pan(p):
    m = metal("#3a3d42", .33)
    lathe([(0, 0), (9.6, 0, 1.6), (13.0, 4.6, .1), (12.75, 4.7, .1), (9.5, .3, 1.6), (0, .28)], m, .3)
    sweep(catmull([(11.6, 0, 3.6), (15, 0, 5.2), (18.5, 0, 6.4)]), rrect(3.2, .45, .15), metal("#3a3d42", .4), np.linspace(1.15, .62, 21), fixed_up=True, up=(0, 0, 1))
    sweep(catmull([(17.6, 0, 6.15), (24, 0, 8.2), (31, 0, 9.2)]), ellipse(1.15, .95), wood("beech", "x", .4), np.r_[np.linspace(.8, 1, 4), np.linspace(1, 1.12, 13), [1.08, .95, .7, .3]], up=(0, 0, 1))
    for y in (-.8, .8):
        rod(.42, .3, metal("steel", .25), .12, at=(11.3, y, 3.4), rot=(0, -60, 0))


def basket_weave(R0, R1, h, rows, stakes, colour_of, r=.62):
    """Horizontal coils that wave in and out between upright stakes."""
    for i in range(rows):
        t = i / (rows - 1)
        R = R0 + (R1 - R0) * math.sin(t * math.pi / 2) ** .8
        th = np.linspace(0, 2 * np.pi, stakes * 8, endpoint=False)
        rr = R + .34 * np.sin(th * stakes / 2 + math.pi * i)
        sweep(np.stack([rr * np.cos(th), rr * np.sin(th), np.full_like(th, r + t * (h - 2 * r))], 1), ellipse(.5, r, 8), colour_of(t), closed=True, flatten=False)


@product("woven-basket", "Seagrass storage basket", "Homeward", "Home/Baskets", cove="linen", elev=14, yaw=0,
         alt="Round woven seagrass basket with a {colour} and two handles", material="seagrass",
         colours={"Charcoal band": "#3f3a36", "Rust band": "#a5583a"}, fill=(.76, .56), focus=(5, -15, 17), zoom=2.3,
         close_alt="weave and handle", beside="book")
def woven_basket(p):
    nat, band = bisque("#c9a873", .7), bisque(p.colour, .7)
    basket_weave(14, 17.5, 24, 21, 44, lambda t: band if .2 < t < .48 else nat)
    rod(14, .8, nat, .2, at=(0, 0, .3))
    th = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    sweep(np.stack([17.6 * np.cos(th), 17.6 * np.sin(th), 24 + .15 * np.sin(60 * th)], 1), ellipse(.75, .8, 12), nat, closed=True, flatten=False)
    for s in (-1, 1):
        tube([(s * 17.4, -4.5, 22.5), (s * 18.4, -3.8, 27), (s * 18.6, 0, 29), (s * 18.4, 3.8, 27), (s * 17.4, 4.5, 22.5)], .7, nat)
    lathe([(0, 1.5), (12.8, 1.6), (14.3, 5), (15.4, 12), (16.2, 22)], paint("#5c4a33", .9), .5)
