"""More to play, move and listen with."""
from kit import *
from catalogue import product

ALDER, TEMPO, NORTH = "Little Alder", "Tempo Supply", "Northbeat Audio"


@product("rainbow", "Wooden rainbow", ALDER, "Toys/Blocks", cove="cream", elev=12, yaw=-24,
         alt="Wooden rainbow of six nested arches in {colour} colours", material="lime wood",
         colours={"Rainbow": "#c9412f", "Meadow": "#6f945f"}, fill=(.8, .54), focus=(-6, -3, 7), zoom=2.1, close_alt="grain under the stain of the arches", beside="egg")
def rainbow(p):
    sets = {"Rainbow": ["#c8452f", "#dd8a2b", "#e3bd3b", "#5f9a5a", "#3f7ba3", "#8a5c93"],
            "Meadow": ["#33503c", "#5f7d50", "#8fa66a", "#c9c083", "#e3a94f", "#d98a6a"]}[p.colour_name]
    for i, c in enumerate(sets):
        R, r = 12.0 - i * 1.95, 12.0 - i * 1.95 - 1.85
        a = np.linspace(0, np.pi, 60)
        out = [(R * math.cos(t), R * math.sin(t)) for t in a] + ([(r * math.cos(t), r * math.sin(t)) for t in a[::-1]] if r > .4 else [])
        n = Nodes()
        v = n.coords(scale=(1, .12, 1))
        n.set(Base_Color=n.mix(n.noise(2.6, 4, v), srgb(shade(c, .8)), srgb(shade(c, 1.15))), Roughness=.5)
        prism(np.array(out), 5.4, n.material, .25, at=(0, 2.7 + p.rng.uniform(-.25, .25), 0), rot=(90, 0, 0))


@product("train", "Wooden train", ALDER, "Toys/Cars & trains", cove="butter", elev=16, yaw=-36,
         alt="Wooden steam engine with a {colour} boiler and a wagon full of logs", material="beech, water-based paint",
         colours={"Green": "#2f5f45", "Blue": "#2f5f86"}, fill=(.84, .5), focus=(-9, -3, 5), zoom=2.1, close_alt="funnel, boiler and wheels")
def train(p):
    w, m, red, k = wood("beech", "x", .4), paint(p.colour, .25, coat=.4), paint("#b8412f", .3, coat=.3), paint("#262627", .4)

    def wheel(x, y, r=1.75):
        g = [lathe([(0, 0), (r, 0, .3), (r, 1.0, .3), (0, 1.0)], red, .25), rod(r * .35, 1.2, w, .1)]
        group(*g, at=(x, y, r), rot=(90 if y < 0 else -90, 0, 0))
    box(13, 5, 1.5, w, .3, at=(-6, 0, 1.6))
    rod(2.5, 8, m, .4, at=(-11.6, 0, 5.4), rot=(0, 90, 0))
    rod(2.1, .5, paint("#d3a655", .2, metal=1), .1, at=(-12.0, 0, 5.4), rot=(0, 90, 0))
    lathe([(0, 0), (.9, 0), (.85, 2.4), (1.4, 3.4, .2), (1.35, 3.9, .2), (0, 3.9)], k, .15, at=(-9.8, 0, 7.5))
    ball(1.1, paint("#d3a655", .2, metal=1), at=(-6.6, 0, 7.8))
    box(4.6, 5, 6.2, m, .35, at=(-1.8, 0, 3.0))
    box(5.6, 5.8, .7, red, .25, at=(-1.8, 0, 9.1))
    for s in (-1, 1):
        box(2.2, .2, 2.0, paint("#f1e6cc", .5), .3, at=(-1.8, s * 2.48, 6.2))
        for x in (-10, -5.8, -1.6):
            wheel(x, s * 2.6)
    tube([(.6, 0, 2.4), (2.2, 0, 2.4)], .3, k)
    box(9.5, 5, 1.4, w, .3, at=(7, 0, 1.6))
    for s in (-1, 1):
        for x in (4.2, 9.8):
            wheel(x, s * 2.6, 1.5)
        for x in (3.0, 11.0):
            rod(.4, 3.8, red, .1, at=(x, s * 1.9, 2.9))
    log = wood("cherry", "x", .6)
    for y, z in ((-1.3, 3.9), (0, 3.9), (1.3, 3.9), (-.65, 5.0), (.65, 5.0), (0, 6.1)):
        rod(.66, 9.0, log, .1, at=(2.5, y, z), rot=(0, 90, 0))
        rod(.62, .06, wood("beech", "z", .6), 0, at=(2.46, y, z), rot=(0, 90, 0))


@product("skittles", "Skittles with a ball", ALDER, "Toys/Classics", cove="sage", elev=16, yaw=0,
         alt="Six turned wooden skittles with painted collars and a wooden ball", material="beech", variants=False,
         colours={"Mixed": "#c8452f"}, fill=(.78, .56), focus=(-2, -2, 10), zoom=2.1, close_alt="painted collars")
def skittles(p):
    w = wood("beech", "z", .35, coat=.2)
    for i, (c, x, y) in enumerate((("#c8452f", 0, -3.6), ("#e2b93b", -3.6, 0), ("#2f6f9f", 3.6, 0), ("#4d8a57", -7.2, 3.6), ("#dd8a2b", 0, 3.6), ("#8a5c93", 7.2, 3.6))):
        lathe([(0, 0), (1.5, 0), (1.6, .3), (2.05, 3.6), (1.7, 6.8), (.95, 9.6), (.85, 10.6), (1.35, 12.0), (1.25, 13.4), (.7, 14.1), (0, 14.3)], w, smooth=True, at=(x, y, 0))
        b = paint(c, .28, coat=.4)
        lathe([(1.02, 9.35), (1.12, 9.4), (1.0, 10.3), (.92, 10.35)], b, .05, at=(x, y, 0))
        lathe([(2.02, 3.0), (2.12, 3.05), (2.12, 4.1), (2.0, 4.15)], b, .05, at=(x, y, 0))
    ball(2.7, wood("cherry", "x", .3, coat=.3), at=(-7.4, -6.4, 2.7))


@product("dominoes", "Wooden dominoes", ALDER, "Toys/Classics", cove="blush", elev=34, yaw=-18,
         alt="Wooden domino tiles with coloured dots beside their sliding box", material="beech", variants=False,
         colours={"Mixed": "#c8452f"}, fill=(.8, .54), focus=(-2, -6, 1), zoom=2.2, close_alt="coloured dots set into the wood", close_elev=26)
def dominoes(p):
    w = wood("beech", "x", .4, scale=1.2, coat=.15)
    cols = ["#ffffff", "#c8452f", "#2f6f9f", "#e2a92b", "#4d8a57", "#8a5c93", "#3a3b3f"]
    spots = {0: [], 1: [(0, 0)], 2: [(-1, -1), (1, 1)], 3: [(-1, -1), (0, 0), (1, 1)], 4: [(-1, -1), (1, 1), (-1, 1), (1, -1)], 5: [(-1, -1), (1, 1), (-1, 1), (1, -1), (0, 0)], 6: [(-1, -1), (1, 1), (-1, 1), (1, -1), (-1, 0), (1, 0)]}

    def tile(a, b, at, rot):
        o = [box(5, 2.5, .8, w, .16), box(.1, 2.1, .06, paint("#8a6a44", .7), 0, at=(0, 0, .78))]
        for v, s in ((a, -1), (b, 1)):
            for x, y in spots[v]:
                o.append(rod(.25, .08, paint(cols[v], .3, coat=.3), .03, at=(s * 1.25 + x * .62, y * .68, .76), seg=24))
        group(*o, at=at, rot=rot)
    for i, (a, b) in enumerate(((6, 4), (4, 2), (2, 5))):
        tile(a, b, (-8.2 + 5.2 * i, -6.2 + .5 * i, 0), (0, 0, 4 * i - 3))
    tile(5, 5, (5.2, -3.6, 0), (0, 0, 98))
    tile(5, 3, (5.6, 1.6, 0), (0, 0, 94))
    tile(1, 3, (-8.0, -1.4, 0), (0, 0, 24))
    box(17, 6.4, .6, w, .15, at=(-2, 6.2, 0))
    for y in (3.3, 9.1):
        box(17, .6, 3.2, w, .12, at=(-2, y, .5))
    box(.6, 6.4, 3.2, w, .12, at=(-10.2, 6.2, .5))
    for i in range(9):
        if i < 7:
            group(box(2.5, 5.0, .8, w, .16), at=(-9.0 + 1.05 * i, 6.2, 3.05), rot=(0, 84, 0))
    box(12, 5.6, .5, w, .12, at=(3.2, 6.2, 3.3))
    lb = Label(8, 2, None).text(.5, "DOMINO", "serif", .6, "#6a452c", spacing=.2)
    card(7, 1.8, lb.paper(rough=.6, grain=0), at=(3.6, 6.2, 3.82), rot=(0, 0, 0))


@product("kettlebell", "Cast kettlebell 8 kg", TEMPO, "Sports/Fitness", cove="mist", elev=13, yaw=-24,
         alt="Cast-iron kettlebell with a {colour} coated body and bare handle", material="cast iron",
         colours={"Graphite": "#3a3c40", "Clay": "#b9704f", "Teal": "#2f6f70"}, fill=(.58, .6), focus=(0, -7, 8), zoom=1.9, close_alt="raised number and powder coat", beside="bottle")
def kettlebell(p):
    m = paint(p.colour, .6, grain=.25, grain_scale=14)
    t = np.linspace(-np.pi / 2 + .5, np.pi / 2, 40)
    lathe([(0, 0)] + [(9.2 * math.cos(x), 8.2 + 8.6 * math.sin(x)) for x in t], m, .6, flatten=False)
    tube([(-4.6, 0, 12.4), (-6.4, 0, 17.6), (-5.2, 0, 22.6), (0, 0, 24.2), (5.2, 0, 22.6), (6.4, 0, 17.6), (4.6, 0, 12.4)], 1.75, metal("iron", .4), taper=[1.25, 1.0, .95, .95, .95, 1.0, 1.25])
    lb = Label(6, 5, None).text(.42, "8", "techbold", .72, "#efe6d2").text(.86, "KG", "techbold", .2, "#efe6d2")

    def patch(u, v):
        a, b = math.radians(-90 + (u - .5) * 42), math.radians(4 + (v - .5) * 36)
        return 9.24 * math.cos(b) * math.cos(a), 9.24 * math.cos(b) * math.sin(a), 8.2 + 8.64 * math.sin(b)
    sheet(patch, lb.paper(rough=.6, grain=0), 24, 24)


@product("yoga-block", "Cork yoga blocks, pair", TEMPO, "Sports/Yoga", cove="teal", elev=20, yaw=-28,
         alt="Two cork yoga blocks, one standing on the other", material="cork", variants=False,
         colours={"Cork": "#c99c68"}, fill=(.7, .56), focus=(-6, -6, 12), zoom=2.1, close_alt="rounded edge and speckled cork", beside="apple")
def yoga_block(p):
    n = Nodes()
    f = n.ramp(n.noise(2.2, 5), (.5, 0), (.6, 1))
    n.set(Base_Color=n.mix(f, srgb("#c99c68"), srgb("#7d5732")), Roughness=.85).bump(n.noise(3.0, 5), .5, .1)
    lb = Label(6, 2, None).text(.5, "tempo", "techbold", .8, "#5a3a1c")
    group(box(22, 14.5, 7.5, n.material, .7), card(5.6, 1.8, lb.paper(rough=.8, grain=0), at=(6.5, -7.26, 2.0)), at=(0, 0, 0))
    group(box(7.5, 14.5, 22, n.material, .7), at=(-3.5, .5, 7.5), rot=(0, 0, 12))


@product("boules", "Boules, set of six", TEMPO, "Sports/Balls", cove="sand", elev=20, yaw=-10,
         alt="Six steel boules with engraved lines and a small {colour} jack", material="steel, beech",
         colours={"Red": "#b8412f"}, fill=(.8, .5), focus=(-2, -6, 4), zoom=2.1, close_alt="engraved lines in brushed steel", beside="egg", beside_at=(15.5, -4.5))
def boules(p):
    st, line = metal("#bdbdb9", .24, .5), metal("#55565a", .5)

    def boule(x, y, kind, z=3.7):
        o = [ball(3.7, st)]
        for k in range(kind):
            o.append(ring(3.69, .05, line, rot=(90, 0, 360 / max(1, kind) * k * .5)))
        group(*o, at=(x, y, z), rot=(p.rng.uniform(0, 70), p.rng.uniform(0, 70), p.rng.uniform(0, 90)))
    for x, y, k in ((-7.8, 1, 1), (-.2, 3.0, 1), (7.4, 1.6, 2), (-3.8, -5.6, 2), (4.2, -5.2, 3)):
        boule(x, y, k)
    boule(.4, -1.5, 3, 9.0)
    ball(1.5, paint(p.colour, .4), at=(10.2, -8.2, 1.5))


@product("enamel-mug", "Enamel camping mug", TEMPO, "Sports/Bottles", cove="moss", elev=18, yaw=-28,
         alt="{colour} enamel camping mug with a steel rim and a small printed fir", material="enamelled steel",
         colours={"White": "#f0ece2", "Forest": "#2f5240", "Sky": "#7fa6bd"}, fill=(.62, .5), focus=(2, -4, 6), zoom=1.9, close_alt="printed fir tree and steel rim", beside="matches")
def enamel_mug(p):
    m, st = glaze(p.colour, .1, tint=.02, wave=.006), metal("steel", .2)
    lathe([(0, .2), (3.6, 0, .3), (4.2, .6, .4), (4.3, 7.9, .1), (4.12, 7.9, .1), (4.0, .9, .4), (0, .6)], m, .2)
    ring(4.24, .15, st, at=(0, 0, 7.95))
    ring(4.2, .12, st, at=(0, 0, .35))
    tube([(4.2, 0, 7.0), (5.6, 0, 7.1), (6.5, 0, 6.0), (6.3, 0, 3.4), (5.4, 0, 2.0), (4.25, 0, 1.9)], .28, m, ry=.6)
    ink = "#2f4a3a" if p.colour_name != "Forest" else "#f0ece2"
    lb = Label(4, 4, None)
    for k in range(4):
        y, w = .2 + .15 * k, .1 + .075 * k
        lb.draw.polygon([(lb.W * .5, lb.H * (y - .12)), (lb.W * (.5 - w), lb.H * (y + .12)), (lb.W * (.5 + w), lb.H * (y + .12))], fill=ink)
    lb.rect(.47, .75, .53, .9, ink)
    wrap(4.32, 2.2, 6.0, 52, lb.paper(rough=.15, grain=0))
    rod(4.02, .1, paint("#3a1d0c", .1, coat=.5), .02, at=(0, 0, 6.7))


@product("lunch-tin", "Steel lunch tin", TEMPO, "Sports/Bottles", cove="peach", elev=24, yaw=-26,
         alt="Steel lunch tin with side clips and a {colour} strap", material="stainless steel, cotton",
         colours={"Olive": "#6d7450", "Rust": "#a85a38"}, fill=(.76, .48), focus=(-7, -6, 4), zoom=2.1, close_alt="clip and brushed steel", beside="apple")
def lunch_tin(p):
    st = metal("#c9cac8", .28, .7)
    prism(rrect(18, 13, 2.6), 5.6, st, .5, segments=5)
    prism(rrect(18.3, 13.3, 2.7), 1.6, st, .6, at=(0, 0, 5.55), segments=5)
    sweep([(*q, 5.6) for q in rrect(18.25, 13.25, 2.7)], ellipse(.1), metal("#8d8e8c", .4), closed=True, flatten=False)
    for s in (-1, 1):
        box(.3, 3.4, 3.6, metal("steel", .15), .12, at=(s * 9.3, 0, 3.2))
        tube([(s * 9.5, -1.7, 6.6), (s * 9.7, -1.7, 4.2), (s * 9.7, 1.7, 4.2), (s * 9.5, 1.7, 6.6)], .16, metal("steel", .15), smooth=False)
    b = fabric(p.colour, "canvas", 1.4)
    q = rrect(7.55, 13.7, .5)
    sweep(np.array([(3.6, y, z + 3.78) for z, y in q]), rrect(.18, 2.6, .07), b, closed=True, fixed_up=True, up=(1, 0, 0))
    box(3.2, .3, 1.8, metal("brass", .22), .1, at=(3.6, -7.0, 2.9))
    lb = Label(6, 2, None).text(.5, "tempo", "techbold", .8, "#6a6b6a")
    card(4.6, 1.5, lb.paper(rough=.4, metal=.6, grain=0), at=(-3.6, 0, 7.19), rot=(0, 0, 0))


@product("microphone", "Desk microphone", NORTH, "Audio/Headphones", cove="plum", elev=10, yaw=-24,
         alt="Desk microphone with a {colour} body and a round steel grille on a heavy foot", material="steel, aluminium",
         colours={"Black": "#26272a", "Cream": "#e6dfd0"}, fill=(.5, .66), focus=(0, -4, 21), zoom=2.0, close_alt="mesh and brass ring", beside="mug")
def microphone(p):
    m, st = paint(p.colour, .4, grain=.03), metal("steel", .25)
    lathe([(0, 0), (6.4, 0, .4), (6.5, 1.0, .6), (1.6, 2.0, .6), (1.1, 3.0), (0, 3.0)], m, .3)
    rod(.7, 6.5, st, .1, at=(0, 0, 2.8))
    tube([(-4.6, 0, 18), (-4.8, 0, 12), (-3.2, 0, 9.4), (0, 0, 8.8), (3.2, 0, 9.4), (4.8, 0, 12), (4.6, 0, 18)], .42, st)
    for s in (-1, 1):
        rod(.9, 1.2, metal("brass", .22), .15, at=(s * 3.6, 0, 18), rot=(0, s * 90, 0))
    body = [lathe([(0, 0), (2.6, 0, .5), (3.3, 1.4, .6), (3.4, 8.0, .1), (0, 8.0)], m, .3), lathe([(3.38, 7.8), (3.6, 7.9, .1), (3.6, 8.7, .1), (3.38, 8.8)], metal("brass", .22), .05)]
    n = Nodes().set(Base_Color=srgb("#c3c3c0"), Metallic=1.0, Roughness=.3)
    g1 = n.add("TexWave", Vector=n.coords("cm"), Scale=2.6, _bands_direction="X").outputs["Fac"]
    g2 = n.add("TexWave", Vector=n.coords("cm"), Scale=2.6, _bands_direction="Y").outputs["Fac"]
    h = n.math("MULTIPLY", g1, g2)
    n.set(Base_Color=n.mix(n.ramp(h, (.08, 1), (.3, 0)), srgb("#d0d0cc"), srgb("#3a3a3c")))
    n.bump(h, -.8, .08)
    t = np.linspace(0, np.pi / 2, 24)
    body.append(lathe([(3.4, 8.7)] + [(3.45 * math.cos(x) ** .7, 12.2 + 3.0 * math.sin(x)) for x in t], n.material, .1, flatten=False))
    group(*body, at=(0, 0, 11.5))
    lb = Label(4, 1, None).text(.5, "NORTHBEAT", "techbold", .6, "#c9b9a3" if p.colour_name == "Black" else "#5a5046", spacing=.12)
    wrap(3.42, 15.2, 16.1, 62, lb.paper(grain=0))


@product("metronome", "Wooden metronome", NORTH, "Audio/Turntables", cove="butter", elev=9, yaw=-22,
         alt="{colour} wooden metronome with its pendulum swung to one side", material="wood, brass",
         colours={"Walnut": "#6a452c", "Cherry": "#a5623a"}, fill=(.5, .68), focus=(0, -4, 10), zoom=2.0, close_alt="brass pendulum and the scale of tempos", beside="matches")
def metronome(p):
    w = wood(p.colour_name.lower(), "z", .32, scale=1.1, coat=.25)
    o = lathe([(0, 0), (8.3, 0, 0), (3.5, 21.5, 0), (0, 21.5)], w, 0, seg=4, start=45, flatten=False)
    o.data.shade_flat()
    b = o.modifiers.new("edges", "BEVEL")
    b.width, b.segments, b.limit_method = .25, 4, "ANGLE"
    lathe([(0, 0), (3.5, 0, 0), (.6, 1.8, 0), (0, 1.9)], w, 0, seg=4, start=45, at=(0, 0, 21.5), flatten=False).data.shade_flat()
    box(13.2, 13.2, 1.2, w, .3, at=(0, 0, -1.0))
    lean = math.degrees(math.atan2((8.3 - 3.5) * .7071, 21.5))
    brass = metal("brass", .2)
    face = Label(4.4, 16, "#f3ead4").frame(.03, "#6a452c", .004)
    for i, (word, bpm) in enumerate((("LARGO", 40), ("ADAGIO", 66), ("ANDANTE", 76), ("MODERATO", 108), ("ALLEGRO", 120), ("PRESTO", 168), ("PRESTISSIMO", 200))):
        y = .9 - i * .125
        face.text(y, word, "sans", .022, "#3a2a1c", x=.3, fit=.5).text(y, str(bpm), "bold", .024, "#3a2a1c", x=.74)
        face.rule(y + .045, .1, .9, "#b9a888", .002)
    g = [card(3.6, 15, face.paper(), at=(0, -.05, 8.5)), rod(.14, 15.5, brass, .02, at=(0, -.5, 2.6)), rod(.9, .6, brass, .1, at=(0, -.2, 2.6), rot=(90, 0, 0))]
    swing = group(g[1], prism([(-.9, 0), (.9, 0), (.6, 1.6), (-.6, 1.6)], .5, brass, .1, at=(0, -.3, 11.5), rot=(90, 0, 0)), rot=(0, 13, 0))
    group(g[0], swing, g[2], at=(0, -5.35, 1.8), rot=(-lean, 0, 0))
    tube([(5.6, 0, 6), (7.2, 0, 6.2)], .25, brass)
    lathe([(0, 0), (.9, 0, .2), (.9, .5, .2), (0, .5)], brass, .1, at=(7.0, 0, 6.2), rot=(0, 90, 0))
