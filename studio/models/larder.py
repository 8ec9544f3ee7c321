"""Food and drink: jars, bottles, bags, tins."""
from catalogue import product
from kit import *

LARDER = "Larder Lane"


@product("honey-jar", "Raw honey 340 g", LARDER, "Food & drink/Honey & jam", cove="butter", elev=10, yaw=0,
         alt="Glass jar of {colour} honey with a wooden dipper in front", material="glass, paper label",
         colours={"Wildflower": "#d98a12", "Chestnut": "#8a4510"}, fill=(.66, .58), focus=(0, -4, 6), zoom=1.8, close_alt="printed label", beside="egg")
def honey_jar(p):
    lathe([(0, 0), (3.9, 0, .7), (4.2, 1.5), (4.2, 8.2, 1.2), (3.5, 9.6, .3), (3.4, 10.2), (0, 10.2)],
          Nodes().set(Base_Color=srgb(p.colour), Roughness=.03, IOR=1.5, Subsurface_Weight=.6, Subsurface_Radius=(1, .45, .1), Subsurface_Scale=.35, Coat_Weight=1.0).material, .3)
    m = metal("gold", .25)
    lathe([(0, 12.2), (3.6, 12.2, .35), (3.75, 10.2, .1), (3.6, 10.0), (0, 10.0)], m, .2)
    lb = Label(11, 5, "#f6eeda").frame(.03, "#8a5a1a", .012).text(.2, "LARDER LANE", "bold", .085, "#5a3a12", spacing=.2).text(.47, p.colour_name, "serif", .24, "#5a3a12").text(.68, "raw honey", "hand", .17, "#b8781c").text(.87, "340 g  ·  12 oz", "sans", .07, "#5a3a12")
    wrap(4.23, 1.9, 7.2, 158, lb.paper())
    d = [lathe([(0, 0), (.35, .1), (.38, 9), (.5, 9.5), (0, 9.6)], wood("beech", "z"), .1)]
    for i in range(6):
        r = 1.25 * math.sin(math.pi * (i + .8) / 7) ** .5
        d.append(lathe([(0, 0), (r, 0, .12), (r, .32, .12), (0, .32)], wood("beech", "z"), .1, at=(0, 0, -.2 - i * .52)))
    d.append(rod(.3, 3.2, wood("beech", "z"), .05, at=(0, 0, -3)))
    prop(group(*d, at=(-3.2, -7.0, 1.25), rot=(-95.2, 0, -76)))


@product("coffee-bag", "Single-origin coffee 250 g", LARDER, "Food & drink/Coffee & tea", cove="clay", elev=9, yaw=-14,
         alt="{colour} coffee bag with a folded top, roasted beans in front", material="kraft paper",
         colours={"Kraft": "#b98a58", "Midnight": "#262a33", "Coral": "#d9735a"}, fill=(.62, .66), focus=(0, -4.5, 11), zoom=1.8, close_alt="printed label", beside="mug")
def coffee_bag(p):
    paper = bisque(p.colour, .65) if p.colour_name == "Kraft" else paint(p.colour, .5, grain=.06)
    w, d, h = 12, 7.2, 21
    def body(u, v):
        a = u * 2 * math.pi - math.pi / 2
        n = 7
        c, s = math.cos(a), math.sin(a)
        x = np.sign(c) * abs(c) ** (2 / n) * w / 2
        y = np.sign(s) * abs(s) ** (2 / n) * d / 2
        pinch = 1 - max(0, v - .62) ** 1.3 / .38 ** 1.3 * .94
        gus = -.9 * max(0, v - .4) * (abs(c) ** 6) * np.sign(x) * (1 - abs(y) / d)
        wr = .09 * math.sin(7 * v + 3 * x) * math.sin(math.pi * v)
        return x * (1 - .015 * math.sin(math.pi * v)) + gus, y * pinch * (1 + .07 * math.sin(math.pi * min(1, v * 1.5))) + wr * np.sign(y), v * h
    sheet(body, paper, 128, 50, .08)
    prism(rrect(w - .4, d - .4, .8), .3, paper, .1)
    box(w + .1, .9, 2.6, paper, .3, at=(0, -.2, h - 1.4))
    box(w + .5, .35, .55, paint("#d8b04a" if p.colour_name != "Kraft" else "#2b2b2b", .35), .1, at=(0, -.85, h - .5))
    for s in (-1, 1):
        box(.5, 1.6, .55, paint("#d8b04a" if p.colour_name != "Kraft" else "#2b2b2b", .35), .1, at=(s * (w / 2 + .2), -.25, h - .5))
    lb = Label(8.6, 10.4, "#f4ecdc")
    lb.rect(0, 0, 1, .2, "#2f5560").text(.1, "LARDER LANE", "bold", .055, "#f4ecdc", spacing=.15).text(.36, "Sidamo", "serif", .16, "#2b2520").text(.48, "Ethiopia, washed", "sans", .05, "#6a5d50")
    lb.dot(.24, .66, .075, "#d9735a").dot(.5, .66, .075, "#e2b04a").dot(.76, .66, .075, "#7a8f63")
    for x, t in ((.24, "peach"), (.5, "honey"), (.76, "jasmine")):
        lb.text(.78, t, "sans", .042, "#2b2520", x=x)
    lb.rule(.86, .1, .9, "#2b2520", .004).text(.92, "Whole bean  ·  250 g", "sans", .042, "#2b2520")
    card(8.2, 9.9, lb.paper(), at=(0, -3.99, 8.6), rot=(90, 0, 0))
    bean = Nodes().set(Base_Color=srgb("#2c170c"), Roughness=.35).material
    for i in range(12):
        x, y = p.rng.uniform(-6, 8.5), p.rng.uniform(-9.5, -5.6)
        b = [ball(.55, bean, squash=.62), tube([(-.42, 0, .3), (0, .06, .345), (.42, 0, .3)], .05, paint("#150a05", .7), seg=8)]
        b[0].scale = (1, .72, 1)
        prop(group(*b, at=(x, y, .33), rot=(p.rng.uniform(-15, 15), 0, p.rng.uniform(0, 180))))


@product("tea-tin", "Loose-leaf tea tin", LARDER, "Food & drink/Coffee & tea", cove="sage", elev=13, yaw=-5,
         alt="{colour} tea tin with a gilded lid and printed label", material="tinplate",
         colours={"Jade": "#2f6a58", "Saffron": "#d0922c", "Aubergine": "#4d2f4a", "Ivory": "#ebe2cc"}, fill=(.52, .6), focus=(0, -3.6, 7), zoom=1.8, close_alt="label", beside="egg")
def tea_tin(p):
    m, g = paint(p.colour, .28, metal=.25), metal("gold", .25)
    lathe([(0, 0), (3.9, 0, .25), (3.9, 11.2, .1), (0, 11.2)], m, .2)
    lathe([(3.86, 0), (4.02, .05), (4.02, .5), (3.86, .55)], g, .1)
    lathe([(0, 14.1), (2.2, 14.1, .3), (3.4, 13.9, .5), (3.98, 13.4, .3), (4.0, 11.1, .08), (0, 11.1)], g, .2)
    lathe([(0, 14.1), (.45, 14.1), (.4, 14.5), (.75, 15.0), (.4, 15.5), (0, 15.5)], g, .2)
    ink = "#f3e4bb" if p.colour_name != "Ivory" else "#5a3d20"
    lb = Label(9, 8, p.colour).frame(.03, ink, .008).frame(.055, ink, .004).sprig(.5, .24, .22, ink, 5).text(.5, {"Jade": "Sencha", "Saffron": "Chai", "Aubergine": "Earl Grey", "Ivory": "White peony"}[p.colour_name], "serif", .19, ink, fit=.75)
    lb.text(.66, "LOOSE LEAF", "sans", .055, ink, spacing=.25).rule(.75, .38, .62, ink, .005).text(.84, "LARDER LANE  ·  100 g", "sans", .05, ink, spacing=.1)
    wrap(3.92, 1.6, 9.8, 132, lb.paper(rough=.3, metal=.2, grain=0))


@product("chai-tin", "Tin of chai", LARDER, "Food & drink/Coffee & tea", cove="peach", elev=13, yaw=-5, variants=False,
         alt="{colour} tin of chai with a gilded lid, cinnamon sticks and cardamom in front", material="tinplate",
         colours={"Saffron": "#d0922c"}, fill=(.52, .6), focus=(.4, -5.2, 3.6), zoom=2.0, close_elev=20, close_alt="label, cinnamon and cardamom", beside="egg")
def chai_tin(p):
    tea_tin(p)
    if p.view == "in-scale":
        return
    bark, husk = bisque("#8a5230", .8), bisque("#98a268", .5)
    for x, y, a, n in ((.4, -6.4, 14, 6.6), (1.4, -7.9, -9, 5.8)):
        roll = [rod(.36, n, bark, .06, at=(0, s * .34, .4), rot=(0, 90, 0)) for s in (-1, 1)]
        prop(group(*roll, at=(x - n / 2, y, 0), rot=(0, 0, a)))
    for x, y in ((-3.6, -6.2), (-2.9, -7.3), (-4.4, -7.4), (-3.5, -8.4), (5.2, -6.6), (5.6, -7.7)):
        pod = lathe([(0, 0), (.24, .15), (.36, .6), (.24, 1.05), (0, 1.3)], husk, smooth=True)
        prop(group(pod, at=(x, y, .34), rot=(90, 0, p.rng.uniform(0, 180))))


@product("earl-grey-tin", "Tin of Earl Grey", LARDER, "Food & drink/Coffee & tea", cove="lilac", elev=13, yaw=-5, variants=False,
         alt="{colour} tin of Earl Grey with a gilded lid, a bergamot beside it", material="tinplate",
         colours={"Aubergine": "#4d2f4a"}, fill=(.52, .6), focus=(1.8, -5.0, 5.4), zoom=1.8, close_elev=18, close_alt="label and bergamot", beside="egg")
def earl_grey_tin(p):
    tea_tin(p)
    if p.view == "in-scale":
        return
    n = Nodes()
    n.set(Base_Color=n.mix(n.noise(.25, 2), srgb("#a7ab3c"), srgb("#d2b63e")), Roughness=.42, Subsurface_Weight=.12, Subsurface_Scale=.12).bump(n.noise(6, 2), .25, .05)
    fruit = [(0, -3.0), (1.2, -2.8), (2.5, -1.6), (2.95, .2), (2.3, 1.9), (1.2, 2.7), (.6, 3.3), (0, 3.4)]
    prop(group(lathe(fruit, n.material, smooth=True, rot=(90, 0, 62)), at=(6.0, -4.6, 2.5), scale=.85))


@product("chocolate-bar", "Sea-salt chocolate bar", LARDER, "Food & drink/Chocolate", cove="blush", elev=44, yaw=-18,
         alt="Dark chocolate bar in a {colour} sleeve, gold foil open and broken squares beside it", material="chocolate, paper",
         colours={"Teal": "#1f5a5e", "Crimson": "#9c2a33", "Plum": "#55304f"}, fill=(.74, .64), focus=(3, 7, 1), zoom=2.2, close_alt="squares of chocolate", close_elev=30)
def chocolate_bar(p):
    ch = Nodes().set(Base_Color=srgb("#3a1c0e"), Roughness=.3, Coat_Weight=.2, Coat_Roughness=.3).material

    def square(x, y, z=0, rot=0, tilt=0):
        a = box(2.35, 2.55, .5, ch, .08)
        b = lathe([(0, 0), (1.62, 0, .05), (1.38, .38, .12), (1.25, .38, .05), (1.1, .28, .1), (0, .28)], ch, .08, seg=4, start=45, at=(0, 0, .45))
        return group(a, b, at=(x, y, z), rot=(tilt, 0, rot))
    for i in range(3):
        for j in range(3):
            if (i, j) != (2, 2):
                square(-2.4 + i * 2.4, 5.4 + j * 2.6, .12)
    square(6.6, 8.4, 0, 28)
    square(6.2, 4.6, 0, -17)
    foil = Nodes().set(Base_Color=srgb("#e0b65c"), Metallic=1.0, Roughness=.28)
    foil.bump(foil.noise(1.3, 3, distortion=1.2), .9, .3)
    sheet(lambda u, v: ((u - .5) * (9.4 + .5 * math.sin(v * 19)), 1.5 + v * 4.2 + .35 * math.sin(u * 23) * v, .1 + .75 * abs(u - .5) ** 2 * 4 * v + .14 * math.sin(u * 31 + v * 9) * v), foil.material, 80, 30, .03)
    ink = "#f1dba6"
    lb = Label(8, 14, p.colour).frame(.05, ink, .004)
    for k in range(9):
        lb.draw.arc([lb.W * (.5 - .04 * (k + 1)), lb.H * (.27 - .023 * (k + 1)), lb.W * (.5 + .04 * (k + 1)), lb.H * (.27 + .023 * (k + 1))], 180, 360, fill=ink, width=5)
    lb.rule(.272, .12, .88, ink, .003)
    lb.text(.38, "Sea Salt", "serif", .085, ink).text(.47, "70% DARK CHOCOLATE", "sans", .027, ink, spacing=.18).text(.62, "crisp flakes,", "hand", .055, ink).text(.68, "slow roast", "hand", .055, ink).text(.86, "LARDER LANE", "bold", .03, ink, spacing=.25).text(.91, "80 g", "sans", .026, ink)
    box(8, 14, .95, paint(p.colour, .5), .12, at=(0, -4.6, 0))
    card(7.8, 13.8, lb.paper(rough=.5, grain=0), at=(0, -4.6, .965), rot=(0, 0, 0))


@product("olive-oil", "Extra virgin olive oil 500 ml", LARDER, "Food & drink/Oil & vinegar", cove="moss", elev=8, yaw=-8,
         alt="{colour} glass bottle of olive oil with a letterpress label", material="glass, paper",
         colours={"Dark green": "#16261a"}, fill=(.44, .72), focus=(0, -3.4, 11), zoom=2.0, close_alt="letterpress label", beside="apple")
def olive_oil(p):
    g = Nodes().set(Base_Color=srgb(p.colour), Roughness=.03, IOR=1.5, Coat_Weight=.6).material
    prism(rrect(7, 7, 1.1), 17.5, g, .5, segments=5)
    lathe([(3.2, 17.0), (3.0, 18.4), (1.9, 20.2), (1.35, 21.6), (1.3, 25.2), (0, 25.3)], g, smooth=True)
    lathe([(0, 24.2), (1.55, 24.2), (1.55, 28, .15), (0, 28)], paint("#1b1b1a", .35), .1)
    lathe([(1.5, 22.2), (1.56, 22.25), (1.58, 24.3), (1.4, 24.35)], paint("#c9a24a", .3, metal=.8), .05)
    lb = Label(6, 10.5, "#f2ead6").frame(.05, "#4a5a2c", .006).sprig(.5, .25, .3, "#5d6e37", 7, .12).text(.5, "Terra", "serif", .13, "#2e3620").text(.6, "Antica", "serif", .13, "#2e3620").text(.71, "EXTRA VIRGIN", "bold", .04, "#2e3620", spacing=.15).text(.77, "OLIVE OIL", "bold", .04, "#2e3620", spacing=.15).rule(.84, .3, .7, "#4a5a2c", .004).text(.9, "500 ml", "sans", .042, "#2e3620")
    card(5.6, 9.8, lb.paper(), at=(0, -3.52, 8.6))
    for x, y, a in ((5.8, -3.5, 0), (7.4, -2.0, 40), (6.9, -4.9, 80)):
        o = ball(.85, Nodes().set(Base_Color=srgb("#69762f"), Roughness=.25, Coat_Weight=.4).material, at=(x, y, .85), squash=1)
        o.scale = (1.25, 1, 1)
        o.rotation_euler = (0, 0, math.radians(a))
        prop(o)


@product("red-wine", "Red wine 0.75 l", LARDER, "Food & drink/Wine", cove="plum", elev=7, yaw=-5,
         alt="Bottle of red wine with a cream label beside a half-filled glass", material="glass, paper", variants=False,
         colours={"Burgundy": "#151a12"}, fill=(.6, .74), focus=(-3, -3.8, 11), zoom=2.2, close_alt="label")
def red_wine(p):
    g = Nodes().set(Base_Color=srgb("#101710"), Roughness=.03, IOR=1.5, Coat_Weight=.7).material
    parts = [lathe([(0, .3), (2.6, .3), (3.2, 0, .3), (3.75, .3, .5), (3.75, 18.5, 3), (1.5, 23.5, 3), (1.42, 29.4), (0, 29.4)], g, .4),
             lathe([(1.5, 23.6), (1.52, 23.65), (1.5, 30.0, .2), (0, 30)], paint("#6d1a25", .35, metal=.4), .1),
             ring(1.5, .12, paint("#6d1a25", .35, metal=.4), at=(0, 0, 28.2))]
    lb = Label(9, 9.4, "#f3ebdb").text(.16, "CHÂTEAU", "sans", .06, "#40202a", spacing=.35).text(.31, "Belrive", "serif", .2, "#40202a")
    pts = [(0, .58), (.2, .5), (.36, .56), (.5, .45), (.68, .55), (.85, .48), (1, .56)]
    C = catmull(pts)
    lb.draw.polygon([(lb.W * (.1 + .8 * x), lb.H * y) for x, y in C] + [(lb.W * .9, lb.H * .64), (lb.W * .1, lb.H * .64)], fill="#a8505a")
    lb.draw.polygon([(lb.W * (.1 + .8 * x), lb.H * (y * .5 + .34)) for x, y in C[::-1]] + [(lb.W * .1, lb.H * .66), (lb.W * .9, lb.H * .66)], fill="#6d1a25")
    lb.text(.76, "PINOT NOIR", "bold", .065, "#40202a", spacing=.2).text(.88, "2021  ·  750 ml", "sans", .055, "#40202a")
    parts.append(wrap(3.78, 5.0, 13.8, 132, lb.paper()))
    group(*parts, at=(-3.4, 0, 0))
    gl = [lathe([(0, .55), (.5, .5), (3.4, .15, .1), (3.5, 0, .05), (0, 0)], glass("#ffffff"), .1),
          lathe([(.4, .4), (.38, 8.6), (1.2, 9.6, 1), (4.2, 12.6, 2.5), (3.2, 20.6, .05), (3.08, 20.6, .05), (4.05, 12.7, 2.4), (1.1, 9.9, 1), (0, 9.6)], glass("#ffffff"), .5),
          lathe([(0, 9.75), (1.1, 10.0, .9), (4.0, 12.75, .5), (3.86, 14.2), (0, 14.2)], Nodes().set(Base_Color=srgb("#5a0c1a"), Roughness=.0, IOR=1.34, Transmission_Weight=.75).material, .3)]
    group(*gl, at=(6.0, -2.6, 0))


@product("jam-trio", "Fruit jams, set of three", LARDER, "Food & drink/Honey & jam", cove="cream", elev=13, yaw=0,
         alt="Three jam jars, strawberry, apricot and blackcurrant, with gingham lids", material="glass, cotton", variants=False,
         colours={"Mixed": "#a81f2a"}, fill=(.8, .5), focus=(-7, -3, 5), zoom=2.1, close_alt="gingham cap and label")
def jam_trio(p):
    for x, y, c, t, k in ((-8.2, 0, "#a3121f", "Strawberry", "#c23a3a"), (8.2, .4, "#3a1030", "Blackcurrant", "#6a4a7a"), (0, -3.4, "#e08a1c", "Apricot", "#d99a3a")):
        jam = Nodes().set(Base_Color=srgb(c), Roughness=.04, IOR=1.5, Subsurface_Weight=.4, Subsurface_Radius=(1, .3, .1), Subsurface_Scale=.2, Coat_Weight=1.0).material
        parts = [lathe([(0, 0), (3.3, 0, .5), (3.5, .8), (3.5, 6.6, .9), (3.0, 7.6), (0, 7.6)], jam, .3)]
        n = Nodes()
        s = n.add("SeparateXYZ", Vector=n.coords("Object", scale=(1.35, 1.35, 1)))
        a = n.math("GREATER_THAN", n.math("SINE", n.math("MULTIPLY", s.outputs[0], 5.0)), 0)
        b = n.math("GREATER_THAN", n.math("SINE", n.math("MULTIPLY", s.outputs[1], 5.0)), 0)
        f = n.math("MULTIPLY", n.math("ADD", a, b), .5)
        n.set(Base_Color=n.mix(f, srgb("#f5efe2"), srgb(k)), Roughness=.85)

        def cap(u, v, ph=x):
            a = u * 2 * math.pi
            r = 4.9 * v
            fl = max(0, v - .66) / .34
            rr = min(r, 3.25) + fl * (1.1 + .3 * math.sin(14 * a + ph))
            z = 9.1 - (0 if v < .6 else .18 * (v - .6) / .06 if v < .66 else .18 + 1.9 * fl ** .9)
            return rr * math.cos(a), rr * math.sin(a), z
        parts.append(sheet(cap, n.material, 160, 40, .05))
        parts.append(rod(3.1, 1.4, paint("#d8b04a", .3, metal=.8), .15, at=(0, 0, 7.5)))
        parts.append(ring(3.42, .13, bisque("#d9c39a"), at=(0, 0, 8.55)))
        lb = Label(7, 3.8, "#fbf6ea").frame(.05, k, .014).text(.42, t, "hand", .34, "#2b2520", fit=.8).text(.76, "LARDER LANE  ·  220 g", "sans", .09, "#6a5d50", spacing=.05)
        parts.append(wrap(3.53, 1.6, 5.4, 118, lb.paper()))
        group(*parts, at=(x, y, 0), rot=(0, 0, -x * 1.2))
