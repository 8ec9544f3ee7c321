"""Wooden toys."""
from catalogue import product
from kit import *

ALDER = "Little Alder"


@product("ring-stacker", "Wooden ring stacker", ALDER, "Toys/Baby & toddler", cove="sky", elev=14, yaw=0,
         alt="Wooden ring stacker with six rings in {colour} colours", material="beech, water-based paint",
         colours={"Rainbow": "#c9412f", "Forest": "#3f5f45", "Sunset": "#d2653f"}, fill=(.62, .6), focus=(3, -6, 7), zoom=2.1, close_alt="painted rings")
def ring_stacker(p):
    sets = {"Rainbow": ["#c8452f", "#dd8a2b", "#e3bd3b", "#5f9a5a", "#3f7ba3", "#8a5c93"],
            "Forest": ["#33503c", "#4f7350", "#7a9467", "#a9b883", "#d0cfa4", "#e8e0c4"],
            "Sunset": ["#7d3550", "#b0475a", "#d2653f", "#e39a53", "#eec37a", "#f1dcb4"]}
    lathe([(0, 0), (7.6, 0, .5), (7.6, 1.6, .6), (0, 1.6)], wood("beech", "x"), .5)
    z = 1.6
    for i, c in enumerate(sets[p.colour_name]):
        R, h = 6.4 - i * .68, 2.5 - i * .08
        ring(R - h / 2, h / 2, paint(c, .32, coat=.15), at=(p.rng.uniform(-.12, .12), p.rng.uniform(-.12, .12), z + h / 2))
        z += h * .97
    rod(.9, z - 1, wood("beech", "z"), .1, at=(0, 0, 1.4))
    ball(1.75, wood("beech", "z"), at=(0, 0, z + 1.3))


@product("toy-blocks", "Painted building blocks", ALDER, "Toys/Blocks", cove="butter", elev=22, yaw=18,
         alt="Small castle of wooden building blocks, some painted in {colour} colours", material="beech",
         colours={"Primary": "#c8452f", "Pastel": "#d9a5a0"}, fill=(.76, .6), focus=(0, -6, 9), zoom=2.0, close_alt="edges and grain", beside="egg")
def toy_blocks(p):
    c = ["#c8452f", "#2f6f9f", "#e2b93b", "#4d8a57"] if p.colour_name == "Primary" else ["#dba49b", "#9fb8c9", "#ead9a6", "#a9c2a4"]
    pt = [paint(x, .35, coat=.1) for x in c]
    w, wz = wood("beech", "x", scale=1.1), wood("beech", "z", scale=1.1)
    for x, m in ((-6, wz), (0, pt[1]), (6, wz)):
        box(4, 4, 4, m, .25, at=(x, 0, 0))
    box(16, 4, 2, w, .25, at=(0, 0, 4.02))
    rod(2, 5, pt[0], .25, at=(-5.4, 0, 6.04))
    rod(2, 5, pt[3], .25, at=(5.4, 0, 6.04))
    arch = [(-4, 0), (-2.1, 0)] + [(-2.1 * math.cos(a), 2.1 * math.sin(a)) for a in np.linspace(.1, np.pi - .1, 20)] + [(2.1, 0), (4, 0), (4, 4), (-4, 4)]
    prism(arch, 4, pt[2], .2, at=(0, 2, 6.04), rot=(90, 0, 0)).scale = (.8, 1.2, 1)
    box(16, 4, 2, w, .25, at=(0, 0, 11.08), rot=(0, 0, 3))
    prism([(-4, 0), (4, 0), (0, 4)], 4, pt[0], .25, at=(0, 2, 13.1), rot=(90, 0, 3))
    box(4, 4, 4, pt[3], .25, at=(-10.5, -7, 0), rot=(0, 0, 32))
    rod(2, 4, pt[2], .25, at=(6.5, -8.5, 2), rot=(0, 90, 38))
    lathe([(0, 0), (2.2, 0), (0, 4.6)], pt[1], .25, at=(12.0, -4.5, 0))


@product("toy-car", "Wooden racing car", ALDER, "Toys/Cars & trains", cove="sky", elev=20, yaw=-32,
         alt="{colour} wooden toy racing car with a peg driver and number seven", material="beech, rubber",
         colours={"Racing red": "#c23a2b", "Racing green": "#2f5f45", "Sky": "#6ba0bf", "Lemon": "#e4c044"}, fill=(.8, .5), focus=(-1.5, -3, 4.2), zoom=1.9, close_alt="driver and wheel")
def toy_car(p):
    m, w = paint(p.colour, .22, coat=.5), wood("beech", "x", .4)
    side = catmull([(-9, 1.6), (-9.2, 3.6), (-7.6, 5.2), (-4.4, 5.6), (-2.6, 4.9), (1, 4.8), (4.4, 4.4), (8, 3.6), (9.6, 2.6), (9.2, 1.5), (0, 1.2)], closed=True)
    prism(side, 5.2, m, .8, at=(0, 2.6, 0), rot=(90, 0, 0), segments=5)
    rod(1.7, .3, paint("#1d1a18", .6), .05, at=(-.6, 0, 4.65))
    lathe([(0, 0), (1.25, 0), (1.35, 1.6), (.7, 2.4), (0, 2.4)], paint("#efe6d2", .4), .3, at=(-.6, 0, 4.2))
    ball(1.35, w, at=(-.6, 0, 7.4))
    lathe([(1.4, 0), (1.42, .3), (0, 1.45)], paint("#f2eee4", .25, coat=.4), .9, at=(-.6, 0, 7.5))
    for x, r in ((-5.6, 2.5), (5.6, 2.2)):
        for s in (-1, 1):
            g = [lathe([(0, 0), (r, 0, .5), (r, 1.6, .5), (0, 1.6)], paint("#232323", .55), .4), rod(r * .58, 1.75, w, .15), rod(.4, 2.0, metal("steel", .25), .1)]
            group(*g, at=(x, s * 2.7, r), rot=(90 if s < 0 else -90, 0, 0))
    lb = Label(3, 3, None).dot(.5, .5, .48, "#f4efe2").text(.5, "7", "bold", .7, "#1f1f1f")
    card(2.6, 2.6, lb.paper(rough=.35, grain=0), at=(0.3, -2.63, 3.0))


@product("spinning-top", "Spinning tops, set of three", ALDER, "Toys/Classics", cove="lilac", elev=24, yaw=0,
         alt="Three turned wooden spinning tops with painted bands", material="beech", variants=False,
         colours={"Mixed": "#c8452f"}, fill=(.78, .46), focus=(3, -3, 3), zoom=2.2, close_alt="painted bands")
def spinning_top(p):
    def top(x, y, c, tilt, turn, k):
        w = wood("beech", "z", .3, scale=1.2, coat=.2)
        o = [lathe([(0, 0), (.25, .25), (2.0, 1.9), (3.3, 2.9)], paint(c[0], .25, coat=.4), .25), lathe([(3.3, 2.88), (3.55, 3.3), (3.3, 3.75)], w, .3),
             lathe([(3.3, 3.74), (2.4, 4.05)], paint(c[1], .25, coat=.4), 0), lathe([(2.4, 4.04), (1.6, 4.25)], paint("#efe4cd", .25, coat=.4), 0), lathe([(1.6, 4.24), (.9, 4.5)], paint(c[0], .25, coat=.4), 0),
             lathe([(.92, 4.48), (.5, 4.8), (.42, 6.4), (.62, 7.4), (.4, 7.9), (0, 8.0)], w, .3)]
        g = group(*o, rot=(0, tilt, 0))
        return group(g, at=(x, y, 0), rot=(0, 0, turn), scale=k)
    top(-5.2, 3, ("#c8452f", "#e2b93b"), 8, 40, 1.15)
    top(5.2, 1.6, ("#2f6f9f", "#dd8a2b"), 42.4, -60, 1.0)
    top(-2.4, -6.6, ("#4d8a57", "#d9a5a0"), 42.4, -25, .85)


@product("pull-duck", "Pull-along duck", ALDER, "Toys/Baby & toddler", cove="cream", elev=12, yaw=-28,
         alt="{colour} wooden pull-along duck on wheels", material="beech, cotton cord",
         colours={"Yellow": "#e5b93a", "White": "#eee8da", "Teal": "#4f8a88"}, fill=(.74, .56), focus=(5, -2, 12), zoom=2.2, close_alt="head and beak", beside="egg")
def pull_duck(p):
    m, w = paint(p.colour, .3, coat=.25), wood("beech", "x", .4)
    body = catmull([(-7.6, 6.6), (-9.4, 9.0), (-8.2, 8.8), (-4, 8.0), (.2, 8.4), (2.0, 10.6), (2.0, 13.2), (3.8, 15.2), (6.2, 14.6), (7.0, 12.4), (6.2, 10.6), (6.6, 8.0), (5.4, 4.8), (1, 3.2), (-4.4, 3.6)], closed=True)
    prism(body, 4.2, m, 1.2, at=(0, 2.1, 0), rot=(90, 0, 0), segments=6)
    beak = catmull([(6.2, 13.5), (8.8, 12.9), (9.2, 12.2), (8.6, 11.7), (6.2, 11.6)], closed=True)
    prism(beak, 2.2, paint("#d9702b", .3, coat=.2), .5, at=(0, 1.1, 0), rot=(90, 0, 0), segments=5)
    for s in (-1, 1):
        rod(.42, .15, paint("#1c1a18", .2), .05, at=(4.6, s * 2.08, 13.2), rot=(90 * (1 if s < 0 else -1), 0, 0))
        wing = catmull([(-6.2, 6.9), (-3, 7.2), (1.2, 6.6), (.8, 5.0), (-2.6, 4.6)], closed=True)
        prism(wing, .7, paint(shade(p.colour, .82), .3, coat=.2), .3, at=(0, -2.0 if s < 0 else 2.7, 0), rot=(90, 0, 0))
        for x in (-4.4, 4.4):
            g = [lathe([(0, 0), (2.3, 0, .4), (2.3, 1.3, .4), (0, 1.3)], paint("#b8412f", .3, coat=.3), .3), rod(.55, 1.6, w, .15)]
            group(*g, at=(x, s * 2.5, 2.3), rot=(90 if s < 0 else -90, 0, 0))
    box(13.5, 4.4, 1.4, w, .3, at=(0, 0, 2.6))
    tube([(6.6, 0, 3.3), (10, -1, 1.4), (13, -4, .25), (16, -3.2, .2), (17.5, -6.5, .2), (14, -9, .2)], .2, bisque("#efe6d2"))
    ball(1.0, paint("#b8412f", .3, coat=.3), at=(13.4, -9.3, 1.0))
