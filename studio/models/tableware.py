"""Mugs, bowls, plates, pots: turned stoneware and glass for the table."""
from catalogue import product
from kit import *

KILN = "Kiln & Kettle"


def bowl_profile(r, h, foot, t=.35):
    """Open bowl with a turned foot ring."""
    return [(0, .5), (foot - .6, .5, .2), (foot - .5, 0, .15), (foot, 0, .15), (foot + .05, .6, .3), (r * .8, h * .38, h * .5), (r, h, .15),
            (r - t, h, .15), (r * .8 - t, h * .38 + .2, h * .5), (foot, .95, .8), (0, .9)]


@product("speckled-mug", "Speckled stoneware mug", KILN, "Kitchen/Mugs & cups", cove="sage", elev=17, yaw=-30,
         alt="{colour} stoneware mug with dark specks, filled with coffee", material="stoneware",
         colours={"Oat": "#e6decd", "Moss": "#7f8b66", "Dusk blue": "#5f7a8c", "Terracotta": "#b9694a"},
         fill=(.62, .5), focus=(2.6, -2.5, 6.2), zoom=1.8, close_alt="glaze specks and the rolled rim", beside="pencil")
def speckled_mug(p):
    m = glaze(p.colour, .16, .8)
    lathe([(0, .35), (3.0, .35, .2), (3.3, 0, .2), (3.7, 0, .3), (4.25, 1.6, 1.2), (4.3, 8.4), (4.28, 9.0, .16), (3.92, 9.0, .16), (3.9, 8.4),
           (3.85, 2, 1.4), (3, .9), (0, .8)], m, .4)
    tube([(4.05, 0, 7.2), (5.3, 0, 7.75), (6.6, 0, 7.1), (6.9, 0, 5.2), (6.2, 0, 3.4), (5.0, 0, 2.6), (4.05, 0, 2.5)], .42, m, ry=.72)
    rod(3.92, .1, paint("#160a05", .12), .02, at=(0, 0, 7.7))


@product("espresso-cups", "Pair of espresso cups", KILN, "Kitchen/Mugs & cups", cove="sage", elev=20, yaw=12,
         alt="Two small {colour} porcelain espresso cups with saucers", material="porcelain",
         colours={"Ink blue": "#2e435c", "Blush": "#d9a79a", "Bone": "#e9e3d6"}, fill=(.72, .5), focus=(5, -6, 4.5), zoom=2.2, close_alt="crema and handle", beside="egg")
def espresso_cups(p):
    m, inner = glaze(p.colour, .12), glaze("#efe9dd", .1)

    def cup(x, y, turn):
        saucer = lathe([(0, .25), (2.6, .25, .2), (2.8, 0, .1), (3.2, 0, .1), (5.6, 1.1, 1), (6.0, 1.3, .12), (5.8, 1.45, .12), (3.2, .55, .6), (0, .5)], m, .2)
        body = lathe([(0, .5), (1.9, .5), (2.2, .9, .5), (3.05, 3.2, 2), (3.1, 6.1, .1), (2.85, 6.1, .1)], m, .2)
        inside = lathe([(2.86, 6.08), (2.78, 3.3, 2), (1.9, 1.1, .6), (0, .95)], inner, .3)
        handle = tube([(2.9, 0, 5.2), (3.9, 0, 5.5), (4.5, 0, 4.6), (4.1, 0, 3.3), (2.95, 0, 2.7)], .26, m, ry=.42)
        crema = rod(2.78, .05, paint("#7a4a22", .25), .01, at=(0, 0, 5.1))
        return group(saucer, group(body, inside, handle, crema, at=(0, 0, 0), rot=(0, 0, turn)), at=(x, y, 0))
    cup(-5.7, 3.2, 150)
    cup(5.4, -4.0, -35)


@product("ramen-bowl", "Deep noodle bowl", KILN, "Kitchen/Bowls", cove="moss", elev=24, yaw=0,
         alt="Deep {colour} noodle bowl with unglazed foot and chopsticks across the rim", material="stoneware, bamboo",
         colours={"Celadon": "#a9bfa8", "Charcoal": "#3b3d3f", "Rust": "#a85a38"}, fill=(.76, .5), focus=(4, -7.0, 6.5), zoom=2.1,
         close_alt="rim and chopsticks")
def ramen_bowl(p):
    m = glaze(p.colour, .18, .5)
    lathe(bowl_profile(8.6, 8.2, 4.0, .4), m, .3)
    lathe([(3.3, .02), (4.03, -.01), (4.08, .75), (4.2, .9)], bisque("#b98a66"), .1)
    w = wood("walnut", "x")
    for i, a in enumerate((14, 19)):
        tube([(-11, 0, 0), (0, 0, 0), (12, 0, 0)], .36, w, taper=[.55, .8, 1.05], at=(1.5, -2.2 + i * 1.5, 8.55), rot=(0, 0, a))


@product("dinner-plates", "Stack of dinner plates", KILN, "Kitchen/Plates", cove="clay", elev=22, yaw=0,
         alt="Stack of four stoneware dinner plates in {colour} with a small bowl on top", material="stoneware",
         colours={"Sea salt": "#e4e0d5", "Slate": "#55606a"}, fill=(.78, .5), focus=(8, -9, 5), zoom=2.3, close_alt="upright edges", beside="egg")
def dinner_plates(p):
    for i in range(4):
        m = glaze(shade(p.colour, 1 + (i % 2) * .05), .2, .6)
        z = i * 1.35
        j = p.rng.uniform(-.25, .25)
        lathe([(0, .35), (7.2, .35, .2), (7.6, 0, .2), (8.2, 0, .2), (9.0, .5, .6), (13.0, 1.5, 1.2), (13.4, 2.5, .1), (13.05, 2.5, .1), (12.6, 1.8, 1),
               (8.8, .85, .8), (0, .75)], m, .2, at=(j, -j, z))
    b = glaze(shade(p.colour, .72), .2, .6)
    lathe(bowl_profile(6.5, 5, 3.2), b, .3, at=(0, 0, 4.85))


@product("teapot", "Round teapot 0.9 l", KILN, "Kitchen/Tea & coffee", cove="butter", elev=14, yaw=14,
         alt="Round {colour} teapot with a wooden knob and a wire-and-cane handle", material="stoneware, cane",
         colours={"Deep teal": "#2f5d5e", "Oat": "#e2d8c4", "Brick": "#9c4a34"}, fill=(.74, .56), focus=(-4, -5, 8.5), zoom=2.2, close_alt="lid and handle", beside="mug")
def teapot(p):
    m = glaze(p.colour, .13, .35)
    lathe([(0, .4), (3.6, .4), (4.0, 0), (4.6, 0), (5.2, .6), (7.4, 3.4), (7.9, 5.8), (7.0, 8.8), (4.6, 10.8), (3.7, 11.1), (3.55, 11.0), (3.5, 10.4)], m, smooth=True)
    lathe([(0, 11.9), (1.2, 11.85), (3.0, 11.45, .4), (3.75, 11.05, .1), (3.7, 10.9, .1), (0, 10.9)], m, .3)
    lathe([(0, 11.8), (.55, 11.8), (.5, 12.3), (1.0, 12.9), (.95, 13.5), (0, 13.8)], wood("walnut", "z"), .25)
    sweep(catmull([(-6.3, 0, 4.4), (-8.6, 0, 5.6), (-10.0, 0, 8.0), (-11.6, 0, 9.9)]), ellipse(1.05), m, np.linspace(1.7, .62, 31))
    lathe([(.42, 0), (.66, 0), (.68, .12), (.42, .12)], m, .05, at=(-11.65, 0, 9.95), rot=(0, -40, 0))
    h = [(-5.2, 0, 10.2), (-6.4, 0, 12.6), (-4.6, 0, 16.4), (0, 0, 18.0), (4.6, 0, 16.4), (6.4, 0, 12.6), (5.2, 0, 10.2)]
    tube(h, .2, metal("black", .4))
    cane = catmull(h)[18:43]
    sweep(cane, ellipse(.48), wood("ash", "x"), 1 + .08 * np.sin(np.arange(len(cane)) * 2.2))
    for s in (-1, 1):
        ring(.45, .17, m, at=(s * 5.2, 0, 10.1), rot=(90, 0, 0))


@product("french-press", "French press 1 l", KILN, "Kitchen/Tea & coffee", cove="sand", elev=10, yaw=-24,
         alt="Glass French press with {colour} frame, half full of coffee", material="borosilicate glass, steel",
         colours={"Brass": "#d3a655", "Black": "#2a2a2b"}, fill=(.6, .66), focus=(0, -4, 15), zoom=2.1, close_alt="lid and plunger")
def french_press(p):
    m = metal("brass", .24) if p.colour_name == "Brass" else metal("#303032", .35)
    lathe([(0, .6), (4.55, .6, .3), (4.7, 1.0), (4.7, 16.4), (4.95, 16.9), (4.78, 16.95), (4.5, 16.4), (4.5, 1.2), (0, .9)], glass("#f4faf8"), .15)
    lathe([(0, 1.0), (4.46, 1.0), (4.46, 9.4), (0, 9.4)], paint("#1c0d06", .06), .1)
    rod(4.4, .5, metal("steel", .3), .1, at=(0, 0, 9.7))
    ring(4.3, .16, metal("steel", .3), at=(0, 0, 10.3))
    rod(.22, 11.5, metal("steel", .15), .02, at=(0, 0, 9.6))
    for z in (1.6, 14.2):
        lathe([(4.74, z), (4.95, z), (4.95, z + .9), (4.74, z + .9)], m, .05)
    for a in (35, 145, 215, 325):
        c, s = math.cos(math.radians(a)), math.sin(math.radians(a))
        tube([(4.85 * c, 4.85 * s, 14.6), (4.85 * c, 4.85 * s, 1.2), (5.3 * c, 5.3 * s, .25)], .24, m, smooth=False)
    lathe([(0, 18.2), (3.2, 18.1, .8), (4.9, 17.5, .4), (5.05, 16.7, .1), (0, 16.7)], m, .2)
    rod(.22, 2.4, metal("steel", .15), .02, at=(0, 0, 18))
    ball(.95, wood("walnut", "z"), at=(0, 0, 21.0), squash=.9)
    tube([(4.9, 0, 14.6), (7.2, 0, 14.9), (8.3, 0, 13.4), (8.3, 0, 6.2), (7.4, 0, 4.2)], .55, wood("walnut", "z"), ry=.8)
    tube([(4.8, 0, 14.6), (6.2, 0, 14.7)], .3, m)


@product("carafe", "Water carafe with tumbler", KILN, "Kitchen/Glassware", cove="sky", elev=10, yaw=0, ambient=1.3,
         alt="{colour} glass carafe of water with a tumbler beside it", material="glass",
         colours={"Clear": "#f6fbfb", "Smoke": "#a9a8a4", "Rose": "#eec3b6"}, fill=(.66, .62), focus=(8, -6, 6.5), zoom=2.2, close_alt="tumbler", beside="egg")
def carafe(p):
    g = glass(p.colour)
    lathe([(0, .5), (4.0, .5, .4), (4.6, 1.4, .8), (4.6, 11, 4), (2.0, 18, 4), (2.0, 22), (2.9, 25.5, .1), (2.65, 25.5, .1), (1.75, 22), (1.75, 18, 4),
           (4.35, 11, 4), (4.35, 1.6, .8), (0, 1.2)], g, .5)
    lathe([(0, 1.22), (4.33, 1.6, .6), (4.33, 11, 4), (3.75, 12.6), (0, 12.6)], glass("#eaf4f4", ior=1.33), .2)
    lathe([(0, 0), (3.2, 0, .3), (3.6, 8.5, .1), (3.38, 8.5, .1), (3.0, .9, .4), (0, .9)], g, .3, at=(8.4, -4, 0))
    lathe([(0, .95), (2.98, .95), (3.2, 5), (0, 5)], glass("#eaf4f4", ior=1.33), .1, at=(8.4, -4, 0))


@product("lidded-jars", "Set of three storage jars", KILN, "Kitchen/Storage", cove="linen", elev=12, yaw=0,
         alt="Three {colour} ceramic storage jars with oak lids, in falling sizes", material="stoneware, oak",
         colours={"Chalk": "#e6e2da", "Olive": "#6d7150", "Ochre": "#c08a3a"}, fill=(.78, .56), focus=(2.6, -4, 11), zoom=2.3, close_alt="oak lids", beside="egg")
def lidded_jars(p):
    lid = wood("oak", "x")
    for x, y, r, h in ((-8.6, 1.5, 5.4, 16), (2.6, 0, 4.8, 11.5), (11.0, -3.0, 3.7, 8)):
        lathe([(0, 0), (r, 0, .6), (r, h, .35), (r - .5, h + .1, .15), (0, h)], glaze(p.colour, .22, .3), .4, at=(x, y, 0))
        lathe([(0, 0), (r - .08, 0, .12), (r - .08, 1.5, .35), (0, 1.5)], lid, .3, at=(x, y, h + .06))
        lathe([(0, 0), (.55, 0), (.75, 1.2), (0, 1.3)], lid, .25, at=(x, y, h + 1.5))
        lb = Label(5, 2.2, None).text(.5, {5.4: "Flour", 4.8: "Oats", 3.7: "Salt"}[r], "soft", .62, shade(p.colour, .35) if p.colour_name == "Chalk" else "#f0e8d8")
        a = math.degrees(4.6 / r)
        wrap(r + .02, h * .52, h * .52 + 2.0, a, lb.paper(rough=.3, grain=0), at=(x, y, 0))
